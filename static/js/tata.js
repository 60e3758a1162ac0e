/* Pengaturan naskah: pratinjau mengikuti isian sesudah berhenti mengetik. Tanpa berkas ini tombol Lihat pratinjau tetap jalan. */
(function () {
  "use strict";
  const BUKAN = ["csrf_token", "kunci", "versi", "alasan", "berlaku_sejak", "urutan", "aksi"];
  document.querySelectorAll("form[data-tata]").forEach((form) => {
    const tempat = document.querySelector("[data-tata-tampak]");
    let jam = 0;
    let ke = 0;
    async function tampilkan() {
      const isian = new URLSearchParams();
      new FormData(form).forEach((nilai, nama) => {
        if (typeof nilai === "string" && !BUKAN.includes(nama)) isian.append(nama, nilai);
      });
      const ini = ++ke;
      try {
        const jawab = await fetch(form.dataset.tata + "?" + isian, { headers: { Accept: "text/html", "HX-Request": "true" } });
        if (!jawab.ok || ini !== ke) return;
        const isi = await jawab.text();
        if (ini === ke) tempat.innerHTML = isi;
      } catch (galat) {
        /* Jaringan putus: yang lama tetap terlihat. */
      }
    }
    form.addEventListener("input", (e) => {
      if (BUKAN.includes(e.target.name)) return;
      clearTimeout(jam);
      jam = setTimeout(tampilkan, 400);
    });
  });
})();
