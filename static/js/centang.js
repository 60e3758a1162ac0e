/* Daftar yang dicentang banyak sekaligus: hitungannya ikut berubah, dan pilihan cepat tanpa memuat ulang.
   Tanpa berkas ini pilihan cepat tetap jalan sebagai tautan. */
(function () {
  "use strict";
  window.eo.pasang(function (akar) {
    window.eo.cari(akar, "form[data-centang-form]", "Centang").forEach((form) => {
      const kotak = [...form.querySelectorAll('input[type="checkbox"][name="pilih"]')];
      const hitung = () => {
        const jumlah = kotak.filter((k) => k.checked).length;
        form.querySelectorAll("[data-terpilih]").forEach((el) => (el.textContent = jumlah));
      };
      const aturan = { semua: () => true, kosong: () => false, awal: (k) => k.hasAttribute("data-usulan") };
      form.addEventListener("change", hitung);
      form.addEventListener("change", (e) => {
        const satu = e.target.name === "ke_semua" && e.target.value === "baru" && form.querySelector("details.kode-bersama");
        if (!satu) return;
        satu.open = true; // yang dipilih meminta satu kode: isiannya tidak boleh tersembunyi
        satu.querySelector("input:not([type=hidden])").focus();
      });
      form.addEventListener("click", (e) => {
        const pilihan = e.target.closest("[data-centang]");
        if (!pilihan || !aturan[pilihan.dataset.centang]) return;
        e.preventDefault();
        kotak.forEach((k) => (k.checked = aturan[pilihan.dataset.centang](k)));
        hitung();
      });
      hitung(); // peramban dapat mengingat centang sebelum halaman dimuat ulang
    });
  });
})();
