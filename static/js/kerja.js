/* Daftar kerja: centang berderet dengan Shift, hitungan yang ikut, x untuk mencentang, fokus kembali ke baris asal.
   Tanpa berkas ini centang, tombol, dan tautan tetap jalan. */
(function () {
  "use strict";
  window.eo.pasang(function (akar) {
    window.eo.cari(akar, "form[data-kerja]", "Kerja").forEach((form) => {
      const kotak = [...form.querySelectorAll('input[name="butir"]')];
      const semua = form.querySelector("[data-kerja-semua]");
      let awal = -1;
      const hitung = () => {
        const jumlah = kotak.filter((k) => k.checked).length;
        form.querySelectorAll("[data-terpilih]").forEach((el) => (el.textContent = jumlah));
        if (semua) {
          semua.checked = jumlah > 0 && jumlah === kotak.length;
          semua.indeterminate = jumlah > 0 && jumlah < kotak.length;
        }
      };
      kotak.forEach((k, n) =>
        k.addEventListener("click", (e) => {
          if (e.shiftKey && awal >= 0) for (let i = Math.min(awal, n); i <= Math.max(awal, n); i++) kotak[i].checked = k.checked;
          awal = n;
          hitung();
        }));
      form.addEventListener("change", hitung);
      if (semua) {
        semua.hidden = false;
        semua.setAttribute("aria-label", "Centang semua di halaman ini");
        semua.addEventListener("change", () => {
          kotak.forEach((k) => (k.checked = semua.checked));
          hitung();
        });
      }
      hitung();
    });
  });
  /* Kembali dari sebuah surat: fokus ada lagi di barisnya. */
  function kembali() {
    const baris = location.hash.startsWith("#b-") && document.getElementById(location.hash.slice(1));
    const tautan = baris && baris.querySelector("a.row-i");
    if (tautan) tautan.focus();
  }
  window.addEventListener("pageshow", kembali);
})();
