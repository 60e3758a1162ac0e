/* Saran di bawah kotak pencarian: panah memilih, Enter tanpa pilihan mencari apa yang diketik. Tanpa berkas ini kotaknya tetap mencari. */
(function () {
  "use strict";
  const eo = window.eo;
  let nomor = 0;

  function saran(kotak) {
    const masukan = kotak.querySelector('input[type="search"]');
    const daftar = kotak.querySelector(".ta-l") || kotak.appendChild(eo.elemen("div", { class: "ta-l", hidden: true }));
    let jam = 0;
    let batal = null;
    let aktif = -1;
    daftar.id = daftar.id || "eo-saran-" + ++nomor;
    masukan.setAttribute("role", "combobox");
    masukan.setAttribute("aria-autocomplete", "list");
    masukan.setAttribute("aria-expanded", "false");
    masukan.setAttribute("aria-controls", daftar.id);
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
    const pilih = (el) => {
      if (!el) return;
      tutup();
      if (el.dataset.url) return void (location.href = el.dataset.url);
      masukan.value = el.dataset.tanya;
      masukan.focus();
      if (el.hasAttribute("data-lanjut")) muat();
      else masukan.form.requestSubmit();
    };
    async function muat() {
      if (batal) batal.abort();
      batal = new AbortController();
      const alamat = new URL(kotak.dataset.saran, location.href);
      alamat.searchParams.set("q", masukan.value);
      try {
        const jawab = await eo.kirim(alamat.href, { signal: batal.signal, headers: { Accept: "text/html", "HX-Request": "true" } });
        if (!jawab.ok) return tutup();
        daftar.innerHTML = await jawab.text();
      } catch (galat) {
        return;
      }
      const semua = opsi();
      if (!semua.length || document.activeElement !== masukan) return tutup();
      semua.forEach((el) => (el.id = "eo-saran-" + ++nomor));
      aktif = -1;
      daftar.hidden = false;
      masukan.setAttribute("aria-expanded", "true");
    }
    masukan.addEventListener("input", () => {
      clearTimeout(jam);
      jam = setTimeout(muat, 200);
    });
    masukan.addEventListener("keydown", (e) => {
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        if (daftar.hidden) muat();
        else sorot(e.key === "ArrowDown" ? aktif + 1 : aktif < 0 ? -1 : aktif - 1);
      } else if (e.key === "Enter" && !daftar.hidden && aktif >= 0) {
        e.preventDefault();
        pilih(opsi()[aktif]);
      } else if (e.key === "Escape" && !daftar.hidden) {
        e.preventDefault();
        e.stopPropagation();
        tutup();
      }
    });
    masukan.addEventListener("blur", () => setTimeout(tutup, 150));
    masukan.form.addEventListener("submit", tutup);
    daftar.addEventListener("mousedown", (e) => {
      e.preventDefault();
      pilih(e.target.closest('[role="option"]'));
    });
  }

  eo.pasang((akar) => {
    eo.cari(akar, "[data-saran]", "Saran").forEach(saran);
    eo.cari(akar, ".cari .segi-k", "Segi").forEach((el) => (el.open = matchMedia("(min-width: 992px)").matches));
  });
})();
