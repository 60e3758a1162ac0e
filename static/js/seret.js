/* Baris diseret ke sebuah berkas di sampingnya. Tanpa berkas ini, dan tanpa tetikus, hal yang sama dilakukan dengan
   mencentang baris lalu menekan berkasnya: menyeret hanya mencentang dan menekan. */
(function () {
  "use strict";
  window.eo.pasang(function (akar) {
    window.eo.cari(akar, "form[data-seret]", "Seret").forEach((form) => {
      if (!window.matchMedia("(pointer: fine)").matches) return;
      const tujuan = [...form.querySelectorAll("button[data-ke]")];
      const kotak = (baris) => baris.querySelector('input[name="pilih"]');
      let dibawa = null;
      let dipilih = false; // centang yang sudah ada waktu halaman dibuka hanya usulan
      if (!tujuan.length) return;
      form.classList.add("dapat-diseret");
      form.querySelectorAll("[data-baris]").forEach((baris) => (baris.draggable = true));
      form.addEventListener("change", (e) => {
        if (e.target.name === "pilih") dipilih = true;
      });
      form.addEventListener("dragstart", (e) => {
        const baris = e.target.closest && e.target.closest("[data-baris]");
        if (!baris) return;
        const tercentang = [...form.querySelectorAll('input[name="pilih"]:checked')];
        // Sesudah orang sendiri mencentang, baris yang dicentang membawa semuanya; selain itu hanya dirinya.
        dibawa = dipilih && kotak(baris).checked ? tercentang : [kotak(baris)];
        e.dataTransfer.effectAllowed = "move";
        e.dataTransfer.setData("text/plain", dibawa.length + " surat");
        form.classList.add("menyeret");
      });
      form.addEventListener("dragend", () => {
        dibawa = null;
        form.classList.remove("menyeret");
        tujuan.forEach((t) => t.classList.remove("di-atas"));
      });
      tujuan.forEach((t) => {
        t.addEventListener("dragover", (e) => {
          if (!dibawa) return;
          e.preventDefault();
          e.dataTransfer.dropEffect = "move";
          t.classList.add("di-atas");
        });
        t.addEventListener("dragleave", () => t.classList.remove("di-atas"));
        t.addEventListener("drop", (e) => {
          if (!dibawa) return;
          e.preventDefault();
          const ikut = new Set(dibawa);
          form.querySelectorAll('input[name="pilih"]').forEach((k) => (k.checked = ikut.has(k)));
          form.requestSubmit(t);
        });
      });
    });
  });
})();
