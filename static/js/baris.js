/* Baris isian: tambah, hapus, naik, dan turun tanpa memuat ulang. Tanpa skrip ini tombolnya mengirim formulir. */
(function () {
  "use strict";
  const eo = window.eo;
  const satu = (kotak) => [...kotak.querySelectorAll(":scope > [data-baris-satu]")];
  const isian = (el) => [...el.querySelectorAll("input, select, textarea")];

  /* Nomor, id, dan label mengikuti urutan yang terlihat, agar galat dan tautannya menunjuk baris yang benar. */
  function nomori(kotak) {
    const { baris: nama, butir } = kotak.dataset;
    satu(kotak).forEach((el, i) => {
      const n = i + 1;
      el.setAttribute("aria-label", butir + " " + n);
      const judul = el.querySelector("[data-baris-nomor]");
      if (judul) judul.textContent = butir + " " + n;
      el.querySelectorAll("[data-susun]").forEach((tombol) => {
        tombol.value = nama + ":" + n + ":" + tombol.dataset.susun;
        const kata = { naik: "Naikkan ", turun: "Turunkan ", hapus: "Hapus " }[tombol.dataset.susun];
        tombol.setAttribute("aria-label", kata + butir.toLowerCase() + " " + n);
      });
      const pola = new RegExp("^f-" + nama + "-\\d+-");
      ["id", "for", "aria-describedby"].forEach((sifat) => {
        el.querySelectorAll("[" + sifat + "]").forEach((x) => {
          const baru = x.getAttribute(sifat).split(" ").map((k) => k.replace(pola, "f-" + nama + "-" + n + "-"));
          x.setAttribute(sifat, baru.join(" "));
        });
      });
    });
    const tambah = kotak.querySelector(':scope > [data-susun="tambah"]');
    if (tambah) tambah.disabled = satu(kotak).length >= Number(kotak.dataset.maks);
  }
  function kosongkan(el) {
    isian(el).forEach((x) => {
      x.value = "";
      x.removeAttribute("aria-invalid");
    });
    el.querySelectorAll(".err").forEach((x) => x.remove());
  }
  function berubah(kotak) {
    nomori(kotak);
    kotak.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("click", (e) => {
    const tombol = e.target.closest && e.target.closest("[data-susun]");
    const kotak = tombol && tombol.closest("[data-baris]");
    if (!kotak) return;
    e.preventDefault();
    const el = tombol.closest("[data-baris-satu]");
    const semua = satu(kotak);
    const perintah = tombol.dataset.susun;
    if (perintah === "tambah") {
      const baru = semua[semua.length - 1].cloneNode(true);
      kosongkan(baru);
      semua[semua.length - 1].after(baru);
      berubah(kotak);
      isian(baru)[0].focus();
    } else if (perintah === "hapus") {
      const simpan = el.cloneNode(true);
      isian(el).forEach((x, i) => (isian(simpan)[i].value = x.value));
      const sesudah = el.nextElementSibling;
      const isi = isian(el).some((x) => x.value);
      if (semua.length > 1) el.remove();
      else kosongkan(el);
      berubah(kotak);
      if (isi) urungkan(kotak, simpan, semua.length > 1 ? sesudah : null);
    } else if (perintah === "naik" && semua.indexOf(el) > 0) {
      semua[semua.indexOf(el) - 1].before(el);
      berubah(kotak);
      tombol.focus();
    } else if (perintah === "turun" && semua.indexOf(el) < semua.length - 1) {
      semua[semua.indexOf(el) + 1].after(el);
      berubah(kotak);
      tombol.focus();
    }
  });

  /* Baris yang terhapus masih dapat dikembalikan sampai baris lain dihapus. */
  function urungkan(kotak, simpan, sebelum) {
    kotak.querySelectorAll(":scope > [data-urung]").forEach((x) => x.remove());
    const tombol = eo.elemen("button", { type: "button", class: "btn btn-link btn-sm" }, "Kembalikan");
    const kabar = eo.elemen("p", { class: "form-text", role: "status", "data-urung": true }, kotak.dataset.butir + " dihapus. ", tombol);
    kotak.append(kabar);
    tombol.focus();
    tombol.addEventListener("click", () => {
      if (sebelum && sebelum.isConnected) sebelum.before(simpan);
      else satu(kotak).pop().before(simpan);
      kabar.remove();
      berubah(kotak);
      isian(simpan)[0].focus();
    });
  }
})();
