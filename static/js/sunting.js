/* Satu penyunting: halaman memberi tanda hidup, dan berhenti dengan tulisannya tetap utuh bila diambil alih.
   Komentar: kata-kata yang dipilih menjadi kutipan. */
(function () {
  "use strict";
  const eo = window.eo;
  const SELANG = 25000;
  const BUKAN = new Set(["csrf_token", "kunci", "versi"]);
  const SEKITAR = 60;

  /* --- Tanda hidup --- */
  function tulisan(form) {
    const kolom = {};
    let isi = null;
    for (const el of form.elements) if (el.eoDokumen) isi = el.eoDokumen();
    for (const [nama, nilai] of new FormData(form)) {
      const el = form.elements[nama];
      if (BUKAN.has(nama) || nilai instanceof File || (el && el.eoDokumen)) continue;
      kolom[nama] = nama in kolom ? [].concat(kolom[nama], nilai) : nilai;
    }
    const versi = Number(form.elements.versi ? form.elements.versi.value : 0);
    return isi ? { versi, kolom, isi } : { versi, kolom };
  }

  function denyut(form) {
    const alamat = form.dataset.denyut;
    let jam = 0;
    let selesai = false;
    const kirim = (badan, lain) => eo.kirim(alamat, { method: "POST", body: JSON.stringify(badan), headers: { "Content-Type": "application/json", Accept: "application/json", "X-Latar": "1" }, ...lain });
    async function sekali() {
      clearTimeout(jam);
      if (selesai || !form.isConnected) return;
      try {
        const jawab = await kirim({});
        if (jawab.status === 409) return direbut(await jawab.json());
        if (jawab.status === 403 || jawab.status === 404) return;
      } catch (galat) {
        /* Sambungan putus: dicoba lagi pada denyut berikutnya. */
      }
      jam = setTimeout(sekali, SELANG);
    }
    /* Yang belum tersimpan dititipkan di server; di halaman ini pun tulisannya tetap terbaca dan dapat disalin. */
    async function direbut(kata) {
      if (selesai) return;
      selesai = true;
      clearTimeout(jam);
      const p = form.eoPenyimpan;
      const kotor = p ? p.kotor : form.eoBerubah && !form.eoBersih;
      if (p) p.berhenti = true;
      form.eoBersih = true;
      let titipan = kata.titipan || "";
      if (kotor && !titipan) {
        try {
          titipan = (await (await kirim(tulisan(form))).json()).titipan || "";
        } catch (galat) {
          titipan = "";
        }
      }
      form.querySelectorAll('button[type="submit"]').forEach((b) => (b.disabled = true));
      document.querySelectorAll('[data-editor]').forEach((e) => e.eoBaca && e.eoBaca());
      const kotak = eo.catatan("warn", eo.elemen("b", {}, (kata.penyunting || "Naskah ini disunting orang lain") + ". "), titipan ? "Tulisan Anda yang belum tersimpan dititipkan dan tidak hilang. " : kotor ? "Salin dahulu tulisan Anda yang belum tersimpan dari halaman ini. " : "Tulisan Anda sudah tersimpan. ");
      if (titipan) kotak.append(eo.elemen("a", { href: titipan }, "Lihat titipan"), " ");
      kotak.append(eo.elemen("a", { href: location.pathname }, "Buka lagi"));
      kotak.setAttribute("role", "alert");
      kotak.dataset.direbut = "";
      form.prepend(kotak);
      kotak.scrollIntoView({ block: "center" });
    }
    form.eoDirebut = direbut;
    document.addEventListener("eo:direbut", (e) => direbut(e.detail));
    document.addEventListener("visibilitychange", () => document.hidden || sekali());
    window.addEventListener("pagehide", () => selesai || kirim({ lepas: true }, { keepalive: true }).catch(() => {}));
    window.addEventListener("pageshow", (e) => e.persisted && sekali());
    sekali();
  }
  eo.pasang((akar) => eo.cari(akar, "form[data-denyut]", "Denyut").forEach(denyut));

  /* --- Kutipan untuk komentar di halaman komentar --- */
  function kutip(tempat) {
    const form = document.querySelector(tempat.dataset.kutip + " form");
    if (!form || !form.elements.sebelum) return;
    const tombol = eo.elemen("button", { type: "button", class: "btn btn-primary btn-sm kutip-b" }, eo.ikon("message"), " Komentari");
    tombol.hidden = true;
    document.body.append(tombol);
    let kini = null;
    function baca() {
      const pilih = getSelection();
      kini = null;
      tombol.hidden = true;
      if (!pilih.rangeCount || pilih.isCollapsed) return;
      const jarak = pilih.getRangeAt(0);
      const awal = jarak.startContainer.nodeType === 1 ? jarak.startContainer : jarak.startContainer.parentElement;
      const baris = awal && awal.closest("[data-baris]");
      if (!baris || !tempat.contains(baris)) return;
      const p = baris.querySelector("p");
      const depan = document.createRange();
      depan.setStart(p, 0);
      depan.setEnd(jarak.startContainer, jarak.startOffset);
      const teks = p.textContent;
      const mulai = depan.toString().length;
      const akhir = p.contains(jarak.endContainer) ? mulai + jarak.toString().length : teks.length;
      if (!teks.slice(mulai, akhir).trim()) return;
      kini = { kutipan: teks.slice(mulai, akhir).slice(0, 300), sebelum: teks.slice(Math.max(0, mulai - SEKITAR), mulai), sesudah: teks.slice(akhir, akhir + SEKITAR) };
      const kotak = jarak.getBoundingClientRect();
      tombol.style.top = Math.max(0, kotak.bottom + scrollY + 6) + "px";
      tombol.style.left = Math.max(8, Math.min(innerWidth - 150, kotak.left + scrollX)) + "px";
      tombol.hidden = false;
    }
    document.addEventListener("selectionchange", () => {
      if (document.activeElement !== tombol) baca();
    });
    tombol.addEventListener("mousedown", (e) => e.preventDefault());
    tombol.addEventListener("click", () => {
      if (!kini) return;
      isi(form, kini);
      tombol.hidden = true;
      form.scrollIntoView({ block: "center" });
      form.elements.teks.focus();
    });
  }
  function isi(form, kutipan) {
    for (const nama of ["kutipan", "sebelum", "sesudah"]) form.elements[nama].value = kutipan[nama];
    const tampil = form.querySelector("[data-kutipan-tampil]");
    tampil.textContent = "“" + kutipan.kutipan + "”";
    tampil.hidden = false;
    const tempat = form.querySelector("[data-tempat]");
    if (tempat) tempat.hidden = true;
  }
  eo.isiKutipan = isi;
  eo.pasang((akar) => eo.cari(akar, "[data-kutip]", "Kutip").forEach(kutip));
})();
