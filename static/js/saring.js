/* Menyaring kartu yang sudah ada di halaman selagi diketik. Tanpa berkas ini kotaknya tidak tampil dan semua kartu tetap ada. */
(function () {
  "use strict";
  const bersih = (teks) => teks.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  document.querySelectorAll("input[data-saring]").forEach((kotak) => {
    const wadah = document.querySelector(kotak.dataset.saring);
    const kosong = document.querySelector("[data-saring-kosong]");
    const kelompok = [...wadah.querySelectorAll("[data-kelompok]")];
    const saring = () => {
      const kata = bersih(kotak.value).split(/\s+/).filter(Boolean);
      let ada = 0;
      kelompok.forEach((bagian) => {
        let tampil = 0;
        bagian.querySelectorAll("[data-kata]").forEach((kartu) => {
          const cocok = kata.every((k) => bersih(kartu.dataset.kata).includes(k));
          kartu.hidden = !cocok;
          tampil += cocok;
        });
        bagian.hidden = !tampil;
        ada += tampil;
      });
      kosong.hidden = ada > 0;
    };
    kotak.closest("[hidden]").hidden = false;
    kotak.addEventListener("input", saring);
    kotak.addEventListener("keydown", (e) => {
      if (e.key !== "Enter") return;
      e.preventDefault();
      const satu = [...wadah.querySelectorAll("[data-kata]")].filter((kartu) => !kartu.hidden);
      if (satu.length) satu[0].focus();
    });
    saring();
  });
})();
