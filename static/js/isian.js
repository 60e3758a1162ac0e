/* Isian cari-dan-pilih, dan unggahan yang memperlihatkan kemajuannya. */
(function () {
  "use strict";
  const eo = window.eo;
  let nomor = 0;

  function cariPilih(kotak) {
    const masukan = kotak.querySelector('input[role="combobox"]');
    const daftar = kotak.querySelector(".ta-l");
    const terpilih = kotak.querySelector(".chips");
    const pola = kotak.querySelector("template");
    const banyak = kotak.hasAttribute("data-banyak");
    let batal = null;
    let jam = 0;
    let aktif = -1;
    const opsi = () => [...daftar.querySelectorAll('[role="option"]')];
    const tutup = () => {
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
      if (batal) batal.abort();
      if (q.length < 2) return tutup();
      batal = new AbortController();
      const alamat = new URL(kotak.dataset.cari, location.href);
      alamat.searchParams.set("q", q);
      try {
        const jawab = await eo.kirim(alamat.href, { signal: batal.signal, headers: { Accept: "text/html", "HX-Request": "true" } });
        if (jawab.status === 401 && eo.hilang) return eo.hilang();
        if (!jawab.ok) return tutup();
        daftar.innerHTML = await jawab.text();
      } catch (galat) {
        return;
      }
      opsi().forEach((el) => (el.id = "eo-opsi-" + ++nomor));
      daftar.hidden = false;
      masukan.setAttribute("aria-expanded", "true");
      if (opsi().length) sorot(0);
    }
    masukan.addEventListener("input", () => {
      clearTimeout(jam);
      jam = setTimeout(muat, 200);
    });
    masukan.addEventListener("keydown", (e) => {
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        if (daftar.hidden) muat();
        else sorot(aktif + (e.key === "ArrowDown" ? 1 : -1));
      } else if (e.key === "Enter") {
        if (!daftar.hidden || masukan.value) e.preventDefault();
        if (!daftar.hidden) pilih(opsi()[aktif]);
      } else if (e.key === "Escape" && !daftar.hidden) {
        e.stopPropagation();
        tutup();
      } else if (e.key === "Backspace" && !masukan.value && terpilih.lastElementChild) {
        terpilih.lastElementChild.querySelector(".chip-x").focus();
      }
    });
    masukan.addEventListener("blur", () => setTimeout(tutup, 150));
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
