/* Pindaian: seret, tempel, dan potret berkas; daftar yang menyegarkan diri selama ada yang dibaca. Tanpa berkas ini formulirnya tetap jalan. */
(function () {
  "use strict";
  const eo = window.eo;
  let tambah = () => {}; // formulir yang sedang tampil; halaman berganti isi sesudah mengunggah
  let tempat = null;
  function seret(form) {
    const masukan = form.querySelector('input[name="berkas"]');
    const kamera = form.querySelector('input[name="kamera"]');
    tempat = form.querySelector("[data-seret-sini]");
    const kata = form.querySelector("[data-terpilih]");
    const kirim = () => form.requestSubmit(form.querySelector("[data-kirim]"));
    if (!form.querySelector('select[name="opd_id"]')) form.querySelector("[data-kirim]").hidden = true; // terkirim begitu dipilih
    const siap = () => {
      const pilihan = form.querySelector('select[name="opd_id"]');
      return !pilihan || pilihan.value;
    };
    const sesudah = (i) => {
      if (!i.files.length) return;
      kata.textContent = [...i.files].map((f) => f.name).join(", ");
      if (siap()) kirim();
    };
    tambah = (daftar) => {
      if (!form.isConnected) return;
      const berkas = [...daftar].filter((f) => f && f.size);
      if (!berkas.length) return;
      const isi = new DataTransfer();
      berkas.forEach((f) => isi.items.add(f));
      masukan.files = isi.files;
      sesudah(masukan);
    };
    [masukan, kamera].forEach((i) => i.addEventListener("change", () => sesudah(i)));
  }
  ["dragenter", "dragover"].forEach((n) =>
    document.addEventListener(n, (e) => {
      e.preventDefault();
      tempat && tempat.classList.add("atas");
    }),
  );
  document.addEventListener("dragleave", (e) => e.relatedTarget || tempat && tempat.classList.remove("atas"));
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    tempat && tempat.classList.remove("atas");
    tambah(e.dataTransfer.files);
  });
  document.addEventListener("paste", (e) => {
    if (/^(INPUT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== "file") return;
    const cap = Date.now();
    tambah(
      [...e.clipboardData.files].map((f, n) => new File([f], f.name && f.name !== "image.png" ? f.name : "tempel-" + cap + "-" + n + ".png", { type: f.type })),
    );
  });

  /* Usulan yang datang kemudian mengisi hanya yang masih kosong. */
  function usul(tunggu) {
    tunggu.addEventListener("change", (e) => (e.target.dataset.diubah = "1"));
    const tanya = async () => {
      if (!tunggu.isConnected) return;
      let selesai = false;
      try {
        const jawab = await fetch(tunggu.dataset.usulTunggu, { headers: { "X-Latar": "1", Accept: "application/json" } });
        if (!jawab.ok) return;
        const isi = await jawab.json();
        selesai = isi.selesai;
        Object.entries(isi.usulan).forEach(([nama, u]) => {
          const medan = tunggu.elements[nama];
          if (!medan || medan.dataset.diubah || (medan.value && medan.tagName !== "SELECT")) return;
          const ada = medan.tagName !== "SELECT" || [...medan.options].some((o) => o.value === u.nilai);
          if (ada) medan.value = u.nilai;
          const tanda = tunggu.querySelector('[data-usul="' + nama + '"]');
          if (!tanda) return;
          const kutip = document.createElement("q");
          kutip.textContent = u.kutipan;
          const yakin = u.keyakinan === null ? "" : ", keyakinan " + u.keyakinan + " %";
          tanda.lastElementChild.replaceChildren((u.halaman ? "hal. " + u.halaman : "surel") + yakin + ": ", kutip);
          tanda.hidden = false;
        });
      } catch (e) {
        /* dicoba lagi */
      }
      if (!selesai) return setTimeout(tanya, 3000);
      const kabar = tunggu.querySelector("[data-usul-kabar]");
      if (kabar) kabar.textContent = "Teks sudah terbaca. Cocokkan yang bertanda Usulan dengan suratnya.";
    };
    setTimeout(tanya, 2000);
  }

  function segar(wadah) {
    let jeda = 2000;
    const lihat = async () => {
      if (!wadah.isConnected || !wadah.querySelector("[data-sibuk]")) return;
      const sibuk = document.hidden || wadah.querySelector("details[open]") || wadah.contains(document.activeElement);
      if (!sibuk) {
        try {
          const jawab = await fetch(wadah.dataset.segar, { headers: { "X-Latar": "1" } });
          if (jawab.ok) wadah.innerHTML = await jawab.text();
          jeda = 2000;
        } catch (e) {
          jeda = Math.min(30000, jeda * 2);
        }
      }
      setTimeout(lihat, jeda);
    };
    setTimeout(lihat, jeda);
  }

  eo.pasang((akar) => {
    eo.cari(akar, "form[data-seret]", "Seret").forEach(seret);
    eo.cari(akar, "form[data-usul-tunggu]", "Usul").forEach(usul);
    eo.cari(akar, "[data-segar]", "Segar").forEach(segar);
  });
})();
