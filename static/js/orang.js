/* Isian orang: nama atau NIP yang diketik dicari di daftar pegawai; memilih satu mengisi seluruh barisnya. Mengetik sendiri tetap boleh. */
(function () {
  "use strict";
  const eo = window.eo;
  const bagian = ["nama", "nip", "pangkat", "golongan", "jabatan"];
  const saran = new WeakMap();
  const medan = (el) => (el && el.closest ? el.closest("[data-orang-cari]") : null);
  const daftar = (el) => el.parentElement.querySelector(".ta-l");
  // Baris baru disalin dari baris lain, jadi isiannya dikenali saat pertama dipakai.
  const milik = (el) => saran.get(el) || saran.set(el, eo.saran(el, daftar(el))).get(el);

  function pilih(el, x) {
    if (!x) return;
    const baris = el.closest("[data-baris-satu]");
    bagian.forEach((nama) => {
      const isian = baris.querySelector('[name$=".' + nama + '"]');
      if (isian) isian.value = x.dataset[nama] || "";
    });
    milik(el).tutup();
    el.focus();
    baris.dispatchEvent(new Event("input", { bubbles: true }));
    baris.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function muat(el) {
    const q = el.value.trim();
    if (q.length < 3) milik(el).tutup();
    else milik(el).ambil(el.dataset.orangCari, q);
  }

  document.addEventListener("focusin", (e) => {
    const el = medan(e.target);
    if (!el) return;
    milik(el);
    if (el.getAttribute("role")) return;
    el.setAttribute("role", "combobox");
    el.setAttribute("aria-autocomplete", "list");
    el.setAttribute("aria-expanded", "false");
  });
  document.addEventListener("input", (e) => {
    const el = medan(e.target);
    if (el) milik(el).nanti(() => muat(el));
  });
  document.addEventListener("keydown", (e) => {
    const el = medan(e.target);
    if (!el || daftar(el).hidden) return;
    const { opsi, sorot, kini, tutup } = milik(el);
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      sorot(kini() + (e.key === "ArrowDown" ? 1 : kini() < 0 ? 0 : -1));
    } else if (e.key === "Enter" && kini() >= 0) {
      e.preventDefault();
      pilih(el, opsi()[kini()]);
    } else if (e.key === "Escape") {
      e.stopPropagation();
      tutup();
    }
  });
  document.addEventListener("mousedown", (e) => {
    const x = e.target.closest && e.target.closest('.ta-l [role="option"]');
    const el = x && x.closest(".ta-w").querySelector("[data-orang-cari]");
    if (!el) return;
    e.preventDefault();
    pilih(el, x);
  });
})();
