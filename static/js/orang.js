/* Isian orang: nama atau NIP yang diketik dicari di daftar pegawai; memilih satu mengisi seluruh barisnya. Mengetik sendiri tetap boleh. */
(function () {
  "use strict";
  const eo = window.eo;
  const bagian = ["nama", "nip", "pangkat", "golongan", "jabatan"];
  let nomor = 0;
  let jam = 0;
  let batal = null;
  const medan = (el) => (el && el.closest ? el.closest("[data-orang-cari]") : null);
  const daftar = (el) => el.parentElement.querySelector(".ta-l");
  const opsi = (el) => [...daftar(el).querySelectorAll('[role="option"]')];
  const kini = (el) => opsi(el).findIndex((x) => x.getAttribute("aria-selected") === "true");

  function tutup(el) {
    daftar(el).hidden = true;
    el.setAttribute("aria-expanded", "false");
    el.removeAttribute("aria-activedescendant");
  }
  function sorot(el, n) {
    const semua = opsi(el);
    if (!semua.length) return;
    const aktif = (n + semua.length) % semua.length;
    semua.forEach((x, i) => x.setAttribute("aria-selected", i === aktif ? "true" : "false"));
    semua[aktif].scrollIntoView({ block: "nearest" });
    el.setAttribute("aria-activedescendant", semua[aktif].id);
  }
  function pilih(el, x) {
    if (!x) return;
    const baris = el.closest("[data-baris-satu]");
    bagian.forEach((nama) => {
      const isian = baris.querySelector('[name$=".' + nama + '"]');
      if (isian) isian.value = x.dataset[nama] || "";
    });
    tutup(el);
    el.focus();
    baris.dispatchEvent(new Event("input", { bubbles: true }));
    baris.dispatchEvent(new Event("change", { bubbles: true }));
  }
  async function muat(el) {
    const q = el.value.trim();
    if (batal) batal.abort();
    if (q.length < 3) return tutup(el);
    batal = new AbortController();
    const alamat = new URL(el.dataset.orangCari, location.href);
    alamat.searchParams.set("q", q);
    try {
      const jawab = await eo.kirim(alamat.href, { signal: batal.signal, headers: { Accept: "text/html", "HX-Request": "true" } });
      if (jawab.status === 401 && eo.hilang) return eo.hilang();
      if (!jawab.ok) return tutup(el);
      daftar(el).innerHTML = await jawab.text();
    } catch (galat) {
      return;
    }
    const semua = opsi(el);
    if (!semua.length || document.activeElement !== el) return tutup(el);
    semua.forEach((x) => (x.id = "eo-orang-" + ++nomor));
    daftar(el).hidden = false;
    el.setAttribute("aria-expanded", "true");
  }

  document.addEventListener("focusin", (e) => {
    const el = medan(e.target);
    if (!el || el.getAttribute("role")) return;
    el.setAttribute("role", "combobox");
    el.setAttribute("aria-autocomplete", "list");
    el.setAttribute("aria-expanded", "false");
  });
  document.addEventListener("focusout", (e) => {
    const el = medan(e.target);
    if (el) setTimeout(() => tutup(el), 150);
  });
  document.addEventListener("input", (e) => {
    const el = medan(e.target);
    if (!el) return;
    clearTimeout(jam);
    jam = setTimeout(() => muat(el), 200);
  });
  document.addEventListener("keydown", (e) => {
    const el = medan(e.target);
    if (!el || daftar(el).hidden) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      sorot(el, kini(el) + (e.key === "ArrowDown" ? 1 : kini(el) < 0 ? 0 : -1));
    } else if (e.key === "Enter" && kini(el) >= 0) {
      e.preventDefault();
      pilih(el, opsi(el)[kini(el)]);
    } else if (e.key === "Escape") {
      e.stopPropagation();
      tutup(el);
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
