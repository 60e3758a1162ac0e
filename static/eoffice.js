/* Inti halaman: token, kabar singkat, dialog, tema, menu, dan pemberitahuan. Setiap halaman tetap jalan tanpa berkas ini. */
(function () {
  "use strict";
  const pemasang = [];
  const eo = (window.eo = {});

  /* Pasang bagian pada dokumen awal dan pada setiap isi yang datang kemudian. */
  eo.pasang = function (fn) {
    pemasang.push(fn);
    fn(document);
  };
  eo.mulai = function (akar) {
    pemasang.forEach((fn) => fn(akar));
  };
  /* Elemen dalam akar (akar itu sendiri ikut) yang belum pernah dipasangi `tanda`. */
  eo.cari = function (akar, pemilih, tanda) {
    const semua = [...akar.querySelectorAll(pemilih)];
    if (akar.matches && akar.matches(pemilih)) semua.unshift(akar);
    return semua.filter((el) => {
      const kunci = "eo" + tanda;
      if (el[kunci]) return false;
      el[kunci] = true;
      return true;
    });
  };

  /* Isian tanggal memakai bentuk peramban, yang dapat bulan/hari: tanggal yang dipilih disebut lagi dalam bahasa Indonesia. */
  const BULAN = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");
  const HARI = "Minggu Senin Selasa Rabu Kamis Jumat Sabtu".split(" ");
  const sebutTanggal = (nilai) => {
    const [t, b, h] = nilai.slice(0, 10).split("-").map(Number);
    const hari = new Date(Date.UTC(t, b - 1, h)).getUTCDay();
    return { panjang: `${HARI[hari]}, ${h} ${BULAN[b - 1]} ${t}`, pendek: `${h} ${BULAN[b - 1].slice(0, 3)} ${t}` };
  };
  /* Isian tanggal yang kosong memakai urutan peramban, misalnya mm/dd/yyyy; yang bukan hari dahulu disebut dengan kata. */
  const BAGIAN = { day: "hari", month: "bulan", year: "tahun" };
  const URUTAN = new Intl.DateTimeFormat(navigator.language).formatToParts().flatMap((b) => BAGIAN[b.type] || []).join("/");
  eo.pasang((akar) => {
    eo.cari(akar, 'input[type="date"], input[type="datetime-local"]', "Tanggal").forEach((isian) => {
      const sebutan = document.createElement("output");
      sebutan.className = "form-text tgl";
      const pendek = isian.closest(".filters") ? "pendek" : "panjang";
      const kosong = pendek === "panjang" && !URUTAN.startsWith("hari") ? "Urutannya " + URUTAN : "";
      const sebut = () => (sebutan.textContent = isian.value ? sebutTanggal(isian.value)[pendek] : kosong);
      isian.after(sebutan);
      isian.addEventListener("input", sebut);
      isian.addEventListener("change", sebut);
      if (isian.form) isian.form.addEventListener("reset", () => setTimeout(sebut));
      sebut();
    });
  });

  const meta = () => document.querySelector('meta[name="csrf-token"]');
  eo.token = () => (meta() ? meta().content : "");
  eo.setToken = function (nilai) {
    if (meta()) meta().content = nilai;
    document.querySelectorAll('input[name="csrf_token"]').forEach((el) => (el.value = nilai));
  };
  eo.kunciBaru = function () {
    const acak = crypto.getRandomValues(new Uint8Array(18));
    return btoa(String.fromCharCode(...acak)).replace(/\+/g, "-").replace(/\//g, "_");
  };
  /* fetch ke situs sendiri; permintaan yang mengubah membawa token dan kunci sekali pakai. */
  eo.kirim = function (alamat, opsi = {}) {
    const headers = { Accept: "application/json", ...(opsi.headers || {}) };
    if (opsi.method && opsi.method !== "GET") {
      headers["X-CSRFToken"] = eo.token();
      headers["Idempotency-Key"] = opsi.kunci || eo.kunciBaru();
    }
    return fetch(alamat, { credentials: "same-origin", cache: "no-store", ...opsi, headers });
  };

  eo.ikon = function (nama) {
    const contoh = document.querySelector("svg.ic use");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "ic");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", (contoh ? contoh.getAttribute("href").split("#")[0] : "/static/img/ikon.svg") + "#" + nama);
    svg.append(use);
    return svg;
  };
  /* elemen('p', {class: 'x'}, 'teks', anak…) */
  eo.elemen = function (nama, sifat = {}, ...anak) {
    const el = document.createElement(nama);
    Object.entries(sifat).forEach(([k, v]) => (v === true ? el.setAttribute(k, "") : v !== false && v !== null && el.setAttribute(k, v)));
    el.append(...anak);
    return el;
  };
  const IKON_NADA = { ok: "circle-check", warn: "alert-triangle", bad: "alert-triangle", info: "info-circle" };
  eo.catatan = function (nada, ...isi) {
    return eo.elemen("div", { class: "note " + nada }, eo.ikon(IKON_NADA[nada] || "info-circle"), eo.elemen("div", {}, ...isi));
  };
  eo.kabar = function (pesan, nada = "ok") {
    const tempat = document.getElementById("kabar");
    if (!tempat || !pesan) return;
    const isi = eo.catatan(nada, pesan);
    tempat.append(isi);
    setTimeout(() => isi.remove(), nada === "bad" ? 12000 : 6000);
  };

  /* Kirim formulir seperti diklik tombolnya, juga di peramban tanpa requestSubmit. */
  eo.ajukan = function (form, tombol, lolos = false) {
    form.eoLolos = lolos;
    if (form.requestSubmit) return form.requestSubmit(tombol && tombol.form === form ? tombol : undefined);
    if (tombol && tombol.name) form.append(eo.elemen("input", { type: "hidden", name: tombol.name, value: tombol.value }));
    form.submit();
  };

  /* --- Dialog --- */
  const bisaDialog = typeof HTMLDialogElement === "function" && HTMLDialogElement.prototype.showModal;
  eo.buka = function (dialog) {
    if (!dialog || !bisaDialog || dialog.open) return false;
    dialog.showModal();
    const awal = dialog.querySelector(".dlg-b [autofocus]") || dialog.querySelector(".dlg-b input:not([type=hidden]), .dlg-b select, .dlg-b textarea, .dlg-b button");
    if (awal) awal.focus();
    return true;
  };
  eo.tanya = function (kalimat, ya = "Ya, lanjutkan", bahaya = false) {
    if (!bisaDialog) return Promise.resolve(window.confirm(kalimat));
    return new Promise((selesai) => {
      const setuju = eo.elemen("button", { type: "button", class: "btn " + (bahaya ? "btn-bad" : "btn-primary") }, ya);
      const urung = eo.elemen("button", { type: "button", class: "btn btn-line" }, "Batal");
      const teks = eo.elemen("p", { id: "eo-tanya" }, kalimat);
      const dialog = eo.elemen("dialog", { class: "dlg", "aria-labelledby": "eo-tanya" }, eo.elemen("div", { class: "dlg-b" }, teks, eo.elemen("div", { class: "form-a" }, setuju, urung)));
      let jawab = false;
      setuju.addEventListener("click", () => ((jawab = true), dialog.close()));
      urung.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => (dialog.remove(), selesai(jawab)));
      document.body.append(dialog);
      dialog.showModal();
      setuju.focus();
    });
  };
  document.addEventListener("click", (e) => {
    const pembuka = e.target.closest("[data-buka]");
    if (pembuka && eo.buka(document.getElementById(pembuka.dataset.buka))) e.preventDefault();
    const penutup = e.target.closest("[data-tutup]");
    const dialog = penutup && penutup.closest("dialog");
    if (dialog && dialog.open) {
      e.preventDefault();
      dialog.close();
    }
    document.querySelectorAll("details.menu[open]").forEach((d) => d.contains(e.target) || d.removeAttribute("open"));
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach((d) => {
      d.removeAttribute("open");
      d.querySelector("summary").focus();
    });
    if (location.hash === "#menu") location.hash = "isi";
  });

  /* Galat dari server hilang begitu isiannya diperbaiki. */
  ["input", "change"].forEach((jenis) => document.addEventListener(jenis, (e) => {
    const wadah = e.target.closest && e.target.closest(".fld");
    if (!wadah || (jenis === "input" && e.target.matches('[role="combobox"]'))) return;
    wadah.querySelectorAll('[aria-invalid="true"]').forEach((el) => el.removeAttribute("aria-invalid"));
    wadah.querySelectorAll(".err").forEach((el) => el.remove());
  }));

  /* --- Pengiriman formulir: tanya sekali, lalu sekali kirim --- */
  document.addEventListener("submit", (e) => {
    const form = e.target;
    const tombol = e.submitter || document.activeElement;
    if (tombol && tombol.dataset && tombol.dataset.tanya && tombol.form === form && !tombol.eoSetuju) {
      e.preventDefault();
      e.stopImmediatePropagation();
      eo.tanya(tombol.dataset.tanya, tombol.dataset.ya, tombol.classList.contains("btn-bad")).then((ya) => {
        if (!ya) return tombol.focus();
        tombol.eoSetuju = true;
        setTimeout(() => (tombol.eoSetuju = false), 20000);
        eo.ajukan(form, tombol);
      });
    }
  }, true);
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (e.defaultPrevented || form.method !== "post" || form.target === "_blank") return;
    if (form.getAttribute("aria-busy") === "true") return e.preventDefault();
    form.setAttribute("aria-busy", "true");
    setTimeout(() => form.removeAttribute("aria-busy"), 8000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((f) => f.removeAttribute("aria-busy")));

  /* --- htmx --- */
  document.addEventListener("htmx:configRequest", (e) => {
    e.detail.headers["X-CSRFToken"] = eo.token();
    if (e.detail.verb !== "get" && !e.detail.headers["Idempotency-Key"]) e.detail.headers["Idempotency-Key"] = eo.kunciBaru();
  });
  document.addEventListener("htmx:load", (e) => eo.mulai(e.detail.elt));
  document.addEventListener("htmx:responseError", (e) => {
    if (e.detail.xhr.status === 401 && eo.hilang) eo.hilang();
    else eo.kabar("Permintaan belum berhasil. Coba sekali lagi.", "bad");
  });
  document.addEventListener("htmx:sendError", () => eo.kabar("Sambungan terputus. Periksa jaringan, lalu coba lagi.", "bad"));
  document.addEventListener("toast", (e) => eo.kabar(e.detail.pesan || e.detail.value, e.detail.nada));

  /* --- Tema: berganti di tempat agar ketikan tidak hilang --- */
  document.addEventListener("submit", (e) => {
    const form = e.target.closest('form[action="/tema"]');
    if (!form) return;
    e.preventDefault();
    form.removeAttribute("aria-busy");
    const kini = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
    document.documentElement.dataset.bsTheme = kini;
    const isi = new URLSearchParams({ csrf_token: eo.token(), kunci: eo.kunciBaru(), tema: kini });
    eo.kirim("/tema", { method: "POST", body: isi, redirect: "manual" }).catch(() => {});
    document.querySelectorAll('form[action="/tema"] button').forEach((tombol) => {
      const lain = kini === "dark" ? "terang" : "gelap";
      tombol.querySelector("svg").replaceWith(eo.ikon(kini === "dark" ? "sun" : "moon"));
      if (tombol.hasAttribute("aria-label")) tombol.setAttribute("aria-label", "Ganti ke tema " + lain);
      else tombol.querySelector("span").textContent = "Tema " + lain;
      tombol.value = kini === "dark" ? "light" : "dark";
    });
  });

  /* --- Kecil-kecil --- */
  eo.pasang((akar) => {
    eo.cari(akar, "[data-fokus]", "Fokus").forEach((el) => el.focus());
    eo.cari(akar, "dialog[data-terbuka]", "Terbuka").forEach((el) => eo.buka(el));
    /* Isian dialog yang ditolak: buka lagi dialognya, galatnya ada di dalam. */
    eo.cari(akar, "dialog [aria-invalid]", "Galat").forEach((el) => el.form && el.form.getAttribute("action") === location.pathname && eo.buka(el.closest("dialog")));
    eo.cari(akar, '.rows [aria-current="true"]', "Kini").forEach((el) => el.scrollIntoView({ block: "nearest" }));
    eo.cari(akar, "[data-cetak]", "Cetak").forEach((el) => ((el.hidden = false), el.addEventListener("click", () => window.print())));
    eo.cari(akar, "[data-kirim-langsung]", "Langsung").forEach((el) => el.addEventListener("change", () => eo.ajukan(el.form)));
  });

  /* Ganti isi halaman dengan jawaban server (unggahan), tanpa kehilangan pesan sekali lihat. */
  eo.ganti = function (html, alamat) {
    const baru = new DOMParser().parseFromString(html, "text/html");
    const isi = baru.querySelector("main");
    if (!isi) return window.location.assign(alamat);
    document.title = baru.title;
    const token = baru.querySelector('meta[name="csrf-token"]');
    document.querySelector("main").replaceWith(isi);
    if (alamat && alamat !== location.href) history.pushState(null, "", alamat);
    if (token) eo.setToken(token.content);
    const gaya = new Set([...document.querySelectorAll('link[rel="stylesheet"]')].map((l) => l.href));
    baru.querySelectorAll('head link[rel="stylesheet"]').forEach((l) => {
      const href = new URL(l.getAttribute("href"), location.href).href;
      if (!gaya.has(href)) document.head.append(eo.elemen("link", { rel: "stylesheet", href }));
    });
    const ada = new Set([...document.scripts].map((s) => s.src));
    baru.querySelectorAll("script[src]").forEach((s) => {
      const src = new URL(s.getAttribute("src"), location.href).href;
      if (!ada.has(src)) document.body.append(eo.elemen("script", { src }));
    });
    eo.mulai(isi);
    isi.focus();
    window.addEventListener("popstate", () => location.reload(), { once: true });
  };
})();
