/* Saran di bawah kotak pencarian: panah memilih, Enter tanpa pilihan mencari apa yang diketik. Tanpa berkas ini kotaknya tetap mencari. */
(function () {
  "use strict";
  const eo = window.eo;
  let nomor = 0;

  function saran(kotak) {
    const masukan = kotak.querySelector('input[type="search"]');
    const daftar = kotak.querySelector(".ta-l") || kotak.appendChild(eo.elemen("div", { class: "ta-l", hidden: true }));
    daftar.id = daftar.id || "eo-daftar-saran-" + ++nomor;
    masukan.setAttribute("role", "combobox");
    masukan.setAttribute("aria-autocomplete", "list");
    masukan.setAttribute("aria-expanded", "false");
    masukan.setAttribute("aria-controls", daftar.id);
    const { opsi, tutup, sorot, nanti, ambil, kini } = eo.saran(masukan, daftar);
    const pilih = (el) => {
      if (!el) return;
      tutup();
      if (el.dataset.url) return void (location.href = el.dataset.url);
      masukan.value = el.dataset.tanya;
      masukan.focus();
      if (el.hasAttribute("data-lanjut")) muat();
      else masukan.form.requestSubmit();
    };
    const muat = () => ambil(kotak.dataset.saran, masukan.value);
    masukan.addEventListener("input", () => nanti(muat));
    masukan.addEventListener("keydown", (e) => {
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        if (daftar.hidden) muat();
        else sorot(e.key === "ArrowDown" ? kini() + 1 : kini() < 0 ? -1 : kini() - 1);
      } else if (e.key === "Enter" && !daftar.hidden && kini() >= 0) {
        e.preventDefault();
        pilih(opsi()[kini()]);
      } else if (e.key === "Escape" && !daftar.hidden) {
        e.preventDefault();
        e.stopPropagation();
        tutup();
      }
    });
    masukan.form.addEventListener("submit", tutup);
    daftar.addEventListener("mousedown", (e) => {
      e.preventDefault();
      pilih(e.target.closest('[role="option"]'));
    });
  }

  eo.pasang((akar) => {
    eo.cari(akar, "[data-saran]", "Saran").forEach(saran);
    eo.cari(akar, ".cari .segi-k", "Segi").forEach((el) => (el.open = matchMedia("(min-width: 992px)").matches));
    /* Saringan di atas daftar: pada ponsel terlipat, supaya daftarnya terlihat; tanpa skrip tetap terbuka. */
    eo.cari(akar, "[data-lipat-ponsel]", "Lipat").forEach((el) => (el.open = el.dataset.lipatPonsel === "buka" || matchMedia("(min-width: 768px)").matches));
  });
})();
