/* Daftar saran di bawah isian, isian cari-dan-pilih, dan unggahan yang memperlihatkan kemajuannya. */
(function () {
  "use strict";
  const eo = window.eo;
  let nomor = 0;

  /* Daftar saran: diambil dari server, disorot dengan panah, ditutup bila isiannya ditinggalkan. Apa arti memilih, pemakainya yang tahu. */
  eo.saran = (masukan, daftar, { kosong = false } = {}) => {
    let batal = null;
    let jam = 0;
    let aktif = -1;
    const opsi = () => [...daftar.querySelectorAll('[role="option"]')];
    const tutup = () => {
      clearTimeout(jam);
      if (batal) batal.abort();
      daftar.hidden = true;
      aktif = -1;
      masukan.setAttribute("aria-expanded", "false");
      masukan.removeAttribute("aria-activedescendant");
    };
    const sorot = (n) => {
      const semua = opsi();
      if (!semua.length) return;
      aktif = (n + semua.length) % semua.length;
      semua.forEach((el, i) => el.setAttribute("aria-selected", i === aktif ? "true" : "false"));
      semua[aktif].scrollIntoView({ block: "nearest" });
      masukan.setAttribute("aria-activedescendant", semua[aktif].id);
    };
    const nanti = (muat) => {
      clearTimeout(jam);
      jam = setTimeout(muat, 200);
    };
    async function ambil(alamat, q) {
      if (batal) batal.abort();
      batal = new AbortController();
      const tujuan = new URL(alamat, location.href);
      tujuan.searchParams.set("q", q);
      try {
        const jawab = await eo.kirim(tujuan.href, { signal: batal.signal, headers: { Accept: "text/html", "HX-Request": "true" } });
        if (jawab.status === 401 && eo.hilang) return eo.hilang();
        if (!jawab.ok) return tutup();
        daftar.innerHTML = await jawab.text();
      } catch (galat) {
        return;
      }
      const semua = opsi();
      if ((!semua.length && !kosong) || document.activeElement !== masukan) return tutup();
      semua.forEach((el) => (el.id = "eo-saran-" + ++nomor));
      aktif = -1;
      daftar.hidden = false;
      masukan.setAttribute("aria-expanded", "true");
      return true;
    }
    masukan.addEventListener("blur", () => setTimeout(tutup, 150));
    return { opsi, tutup, sorot, nanti, ambil, kini: () => aktif };
  };

  function cariPilih(kotak) {
    const masukan = kotak.querySelector('input[role="combobox"]');
    const daftar = kotak.querySelector(".ta-l");
    const terpilih = kotak.querySelector(".chips");
    const pola = kotak.querySelector("template");
    const banyak = kotak.hasAttribute("data-banyak");
    const { opsi, tutup, sorot, nanti, ambil, kini } = eo.saran(masukan, daftar, { kosong: true });
    const pilih = (el) => {
      if (!el) return;
      const { nilai, teks } = el.dataset;
      if (!banyak) terpilih.replaceChildren();
      if (![...terpilih.querySelectorAll("input")].some((i) => i.value === nilai)) {
        const butir = pola.content.firstElementChild.cloneNode(true);
        butir.querySelector("input").value = nilai;
        butir.querySelector("span").textContent = teks;
        butir.querySelector("button").setAttribute("aria-label", "Hapus " + teks);
        terpilih.append(butir);
      }
      masukan.value = "";
      tutup();
      masukan.focus();
      kotak.dispatchEvent(new Event("change", { bubbles: true }));
    };
    async function muat() {
      const q = masukan.value.trim();
      if (q.length < 2) return tutup();
      if (await ambil(kotak.dataset.cari, q)) sorot(0);
    }
    masukan.addEventListener("input", () => nanti(muat));
    masukan.addEventListener("keydown", (e) => {
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        if (daftar.hidden) muat();
        else sorot(kini() + (e.key === "ArrowDown" ? 1 : -1));
      } else if (e.key === "Enter") {
        if (!daftar.hidden || masukan.value) e.preventDefault();
        if (!daftar.hidden) pilih(opsi()[kini()]);
      } else if (e.key === "Escape" && !daftar.hidden) {
        e.stopPropagation();
        tutup();
      } else if (e.key === "Backspace" && !masukan.value && terpilih.lastElementChild) {
        terpilih.lastElementChild.querySelector(".chip-x").focus();
      }
    });
    daftar.addEventListener("mousedown", (e) => {
      e.preventDefault();
      pilih(e.target.closest('[role="option"]'));
    });
    terpilih.addEventListener("click", (e) => {
      const tombol = e.target.closest(".chip-x");
      if (!tombol) return;
      tombol.closest(".chip").remove();
      masukan.focus();
      kotak.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function unggah(form) {
    form.addEventListener("submit", (e) => {
      const berkas = [...form.querySelectorAll('input[type="file"]')].some((i) => i.files.length);
      if (e.defaultPrevented || !berkas) return;
      e.preventDefault();
      const isi = new FormData(form);
      if (e.submitter && e.submitter.name) isi.append(e.submitter.name, e.submitter.value);
      const kemajuan = eo.elemen("progress", { class: "progress-u", max: "100", "aria-label": "Kemajuan unggahan" });
      const status = eo.elemen("div", { class: "form-text", role: "status" }, "Mengunggah…");
      form.append(kemajuan, status);
      const bersih = () => (kemajuan.remove(), status.remove(), form.removeAttribute("aria-busy"));
      const x = new XMLHttpRequest();
      x.open("POST", form.action);
      x.upload.addEventListener("progress", (p) => {
        if (!p.lengthComputable) return;
        const persen = Math.round((100 * p.loaded) / p.total);
        kemajuan.value = persen;
        status.textContent = persen < 100 ? "Mengunggah " + persen + "%" : "Memeriksa berkas…";
      });
      x.addEventListener("load", () => {
        bersih();
        if (x.status === 401 && eo.hilang) return eo.hilang();
        form.eoBersih = true;
        eo.ganti(x.responseText, x.status < 400 ? x.responseURL : "");
      });
      x.addEventListener("error", () => {
        bersih();
        eo.kabar("Unggahan terputus. Berkas Anda belum tersimpan; coba lagi.", "bad");
      });
      x.send(isi);
    });
  }

  eo.pasang((akar) => {
    eo.cari(akar, "[data-cari][data-nama]", "Cari").forEach(cariPilih);
    eo.cari(akar, "form[data-unggah]", "Unggah").forEach(unggah);
  });
})();
