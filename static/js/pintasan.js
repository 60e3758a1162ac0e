/* Papan ketik: / cari, j k pindah, x centang, d r e tindakan, g lalu huruf pergi, ? bantuan; dapat dimatikan (WCAG 2.1.4). */
(function () {
  "use strict";
  const eo = window.eo;
  let menuju = 0;

  /* Pilihan ini milik akun (lihat profil); server menuliskannya di <body>. */
  const mati = () => document.body.dataset.pintasan === "mati";
  function sakelar(hidup) {
    document.body.dataset.pintasan = hidup ? "hidup" : "mati";
    const isi = new URLSearchParams({ csrf_token: eo.token(), kunci: eo.kunciBaru() });
    if (hidup) isi.append("pintasan", "1");
    eo.kirim("/profil/pintasan", { method: "POST", body: isi }).catch(() => {});
  }

  const DAFTAR = [
    ["/", "Ke kotak pencarian"],
    ["j  k", "Surat berikutnya, sebelumnya"],
    ["Enter", "Buka surat yang disorot"],
    ["x", "Centang surat yang disorot"],
    ["d", "Disposisikan"],
    ["r", "Balas"],
    ["e", "Tandai selesai"],
    ["g lalu huruf", "Ke menu yang namanya diawali huruf itu"],
    ["?", "Bantuan ini"],
  ];
  function bantuan() {
    const saklar = eo.elemen("input", { type: "checkbox", class: "form-check-input", id: "eo-pintasan", role: "switch" });
    saklar.checked = !mati();
    saklar.addEventListener("change", () => sakelar(saklar.checked));
    const tutup = eo.elemen("button", { type: "button", class: "iconbtn", "aria-label": "Tutup" }, eo.ikon("x"));
    const isi = eo.elemen("dl", { class: "kv wide" });
    DAFTAR.forEach(([tombol, arti]) => isi.append(eo.elemen("dt", {}, eo.elemen("kbd", {}, tombol)), eo.elemen("dd", {}, arti)));
    const dialog = eo.elemen("dialog", { class: "dlg", "aria-labelledby": "eo-bantuan" },
      eo.elemen("div", { class: "dlg-h" }, eo.elemen("h2", { id: "eo-bantuan" }, "Pintasan papan ketik"), tutup),
      eo.elemen("div", { class: "dlg-b stack" }, isi, eo.elemen("div", { class: "form-check form-switch" }, saklar, eo.elemen("label", { class: "form-check-label", for: "eo-pintasan" }, "Pintasan hidup"))));
    tutup.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
  document.addEventListener("click", (e) => {
    if (e.target.closest("[data-bantuan-pintasan]")) {
      e.preventDefault();
      bantuan();
    }
  });

  function pindah(arah) {
    const baris = [...document.querySelectorAll(".rows a.row-i, .rows-k a[data-baris]")];
    if (!baris.length) return tekan(arah > 0 ? "j" : "k");
    let kini = baris.indexOf(document.activeElement);
    if (kini < 0) kini = baris.findIndex((b) => b.getAttribute("aria-current") === "true") - (arah > 0 ? 1 : 0);
    const n = Math.max(0, Math.min(baris.length - 1, kini + arah));
    baris[n].focus();
    baris[n].scrollIntoView({ block: "nearest" });
  }
  /* Pada daftar: x mencentang baris yang disorot, d membuka disposisinya, e menutup yang dicentang. */
  function padaBaris(huruf) {
    const baris = document.activeElement && document.activeElement.closest(".kerja-i");
    if (!baris) return false;
    const kotak = baris.querySelector('input[name="butir"]');
    if (huruf === "d") {
      const alamat = document.activeElement.dataset.d;
      if (document.querySelector('input[name="butir"]:checked')) return false; // yang dicentang didisposisikan bersama
      if (alamat) location.assign(alamat);
      return Boolean(alamat);
    }
    if (!kotak) return false;
    if (huruf === "x") {
      kotak.checked = !kotak.checked;
      kotak.dispatchEvent(new Event("change", { bubbles: true }));
      return true;
    }
    if (huruf === "e" && !document.querySelector('input[name="butir"]:checked')) kotak.checked = true;
    return false;
  }
  function tekan(huruf) {
    const tombol = [...document.querySelectorAll('[data-tombol="' + huruf + '"]')].find((el) => el.offsetParent);
    if (tombol) tombol.click();
    return Boolean(tombol);
  }
  document.addEventListener("keydown", (e) => {
    const t = e.target;
    if (e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey || t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName)) return;
    if (mati() || document.querySelector("dialog[open]")) return;
    if (menuju && Date.now() - menuju < 1500 && /^[a-z]$/i.test(e.key)) {
      menuju = 0;
      const tautan = [...document.querySelectorAll(".side a.nav")].find((a) => a.textContent.trim().toLowerCase().startsWith(e.key.toLowerCase()));
      if (tautan) {
        e.preventDefault();
        tautan.click();
      }
      return;
    }
    menuju = 0;
    if (e.key === "/") {
      const cari = document.querySelector("[data-pintasan-cari]");
      if (cari && cari.offsetParent) {
        e.preventDefault();
        cari.focus();
        cari.select();
      }
    } else if (e.key === "j" || e.key === "k") {
      e.preventDefault();
      pindah(e.key === "j" ? 1 : -1);
    } else if (e.key === "g") menuju = Date.now();
    else if (e.key === "?") bantuan();
    else if (/^[drex]$/.test(e.key) && (padaBaris(e.key) || tekan(e.key))) e.preventDefault();
  });
})();
