/* Konsep menyimpan dirinya, pratinjau mengikuti, dan tidak ada ketikan yang hilang walau sesi berakhir.
   Salinan hanya ada di memori halaman; tidak ada yang ditulis ke penyimpanan peramban. */
(function () {
  "use strict";
  const eo = window.eo;
  const JEDA = 350;
  const penyimpan = new Set();
  const BUKAN_KOLOM = new Set(["csrf_token", "kunci", "versi"]);

  /* --- Sesi yang berakhir --- */
  let spanduk = null;
  let tunggu = 0;
  async function periksaSesi() {
    try {
      const jawab = await eo.kirim("/sesi", { headers: { "X-Latar": "1" } });
      if (jawab.status === 401 || jawab.redirected) return "hilang";
      if (!jawab.ok) return "putus";
      eo.setToken((await jawab.json()).csrf_token);
      return "ada";
    } catch (galat) {
      return "putus";
    }
  }
  eo.periksaSesi = periksaSesi;
  async function cobaLagi() {
    if (!spanduk || (await periksaSesi()) !== "ada" || !spanduk) return;
    clearInterval(tunggu);
    spanduk.remove();
    spanduk = null;
    eo.kabar("Anda sudah masuk lagi. Tulisan di halaman ini diteruskan.");
    penyimpan.forEach((p) => p.simpan());
  }
  eo.hilang = function () {
    if (spanduk) return;
    const masuk = eo.elemen("a", { href: "/masuk", target: "_blank", rel: "noopener" }, "Masuk lagi di tab baru");
    const sudah = eo.elemen("button", { type: "button", class: "btn btn-line btn-sm" }, "Saya sudah masuk");
    sudah.addEventListener("click", cobaLagi);
    spanduk = eo.catatan("warn", eo.elemen("b", {}, "Sesi Anda berakhir. "), "Tulisan Anda masih utuh di halaman ini, jangan ditutup. ", masuk, ", lalu kembali ke sini; halaman ini meneruskan sendiri. ", sudah);
    spanduk.classList.add("lost");
    spanduk.setAttribute("role", "alert");
    document.body.append(spanduk);
    tunggu = setInterval(() => document.hidden || cobaLagi(), 5000);
  };
  window.addEventListener("focus", cobaLagi);

  /* --- Simpan otomatis --- */
  function kolom(form) {
    const isi = {};
    for (const [nama, nilai] of new FormData(form)) {
      if (BUKAN_KOLOM.has(nama) || nilai instanceof File) continue;
      const el = form.elements[nama];
      if (el && el.eoDokumen) continue;
      if (nama in isi) isi[nama] = [].concat(isi[nama], nilai);
      else isi[nama] = nilai;
    }
    form.querySelectorAll("[data-banyak][data-nama]").forEach((el) => {
      isi[el.dataset.nama] = [].concat(isi[el.dataset.nama] || []);
    });
    return isi;
  }
  function setVersi(lama, baru) {
    document.querySelectorAll('input[name="versi"]').forEach((el) => {
      if (el.value === String(lama)) el.value = baru;
    });
  }
  function tandai(form, salah) {
    form.querySelectorAll(".err[data-otomatis]").forEach((el) => el.remove());
    form.querySelectorAll("[data-otomatis-salah]").forEach((el) => {
      el.removeAttribute("aria-invalid");
      el.removeAttribute("data-otomatis-salah");
    });
    Object.entries(salah || {}).forEach(([nama, kalimat]) => {
      const el = document.getElementById("f-" + nama) || form.elements[nama];
      if (!el || !el.closest) return;
      el.setAttribute("aria-invalid", "true");
      el.setAttribute("data-otomatis-salah", "");
      (el.closest(".fld") || el.parentElement).append(eo.elemen("div", { class: "err", "data-otomatis": true }, kalimat));
    });
  }

  class Penyimpan {
    constructor(form) {
      this.form = form;
      this.status = document.querySelector("[data-simpan]");
      this.kotor = false;
      this.jalan = null;
      this.mundur = 2000;
      this.berhenti = false;
      this.lancar = true;
      this.menyusul();
      form.addEventListener("input", (e) => e.target.type === "file" || this.ubah());
      form.addEventListener("change", (e) => e.target.type === "file" || this.ubah());
      document.addEventListener("visibilitychange", () => document.hidden && this.kotor && this.simpan());
    }
    tulis(teks, gambar, buruk) {
      if (!this.status) return;
      this.status.classList.toggle("bad", Boolean(buruk));
      this.status.replaceChildren(eo.ikon(gambar), " " + teks);
    }
    ubah() {
      this.kotor = true;
      if (this.berhenti) return;
      clearTimeout(this.jam);
      this.jam = setTimeout(() => this.simpan(), JEDA);
    }
    /* Halaman ini ditinggalkan sebelum simpanannya dijawab, lalu dibuka lagi dengan versi yang sama: tunggu simpanan itu
       sampai lalu muat ulang, agar tidak ada ketikan yang tampak hilang dan tidak ada bentrok dengan diri sendiri.
       Yang diingat peramban hanya waktu dan nomor versi, bukan tulisannya. */
    async menyusul() {
      const [saat, versi] = (sessionStorage.getItem(this.tanda()) || "0 ").split(" ");
      sessionStorage.removeItem(this.tanda());
      const el = this.form.elements.versi;
      if (!el || el.value !== versi || Date.now() - Number(saat) > 30000) return;
      this.form.inert = true;
      for (let kali = 0; kali < 8; kali++) {
        await new Promise((r) => setTimeout(r, kali ? 400 : 30));
        const jawab = await eo.kirim(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
        if (!jawab || !jawab.ok || jawab.redirected) break;
        const kini = new DOMParser().parseFromString(await jawab.text(), "text/html").querySelector('form[data-autosave] input[name="versi"]');
        if (kini && kini.value !== versi) return location.reload();
      }
      this.form.inert = false;
    }
    tanda() {
      return "eo:menyusul:" + this.form.dataset.autosave;
    }
    /* Saat halaman ditinggalkan: kirim yang tersisa sekarang juga; true bila pasti sampai tanpa halaman ini. */
    tinggalkan() {
      if (!this.kotor && !this.jalan) return true;
      const versi = this.form.elements.versi ? this.form.elements.versi.value : "";
      if (!this.kotor) {
        sessionStorage.setItem(this.tanda(), Date.now() + " " + versi);
        return this.ringan;
      }
      if (this.jalan || this.berhenti || !this.lancar) return false;
      sessionStorage.setItem(this.tanda(), Date.now() + " " + versi);
      this.simpan();
      return this.ringan;
    }
    /* Simpan yang belum tersimpan; janji selesai dengan true bila semuanya sudah di server. */
    async simpan() {
      clearTimeout(this.jam);
      if (this.jalan) await this.jalan;
      if (!this.kotor || this.berhenti) return !this.kotor;
      this.jalan = this.kirim();
      try {
        return await this.jalan;
      } finally {
        this.jalan = null;
      }
    }
    async kirim(ulang = false) {
      const form = this.form;
      const versi = form.elements.versi ? form.elements.versi.value : "0";
      const badan = { versi: Number(versi), kolom: kolom(form) };
      const dokumen = [...form.elements].find((el) => el.eoDokumen);
      if (dokumen) badan.isi = dokumen.eoDokumen();
      const naskah = JSON.stringify(badan);
      this.ringan = new Blob([naskah]).size < 60000;
      if (this.terakhir !== naskah) this.kunci = eo.kunciBaru();
      this.terakhir = naskah;
      this.kotor = false;
      this.tulis("Menyimpan…", "refresh");
      let jawab;
      try {
        jawab = await eo.kirim(form.dataset.autosave, {
          method: "PUT",
          body: naskah,
          kunci: this.kunci,
          keepalive: this.ringan,
          headers: { "Content-Type": "application/json" },
        });
      } catch (galat) {
        return this.nanti("Belum tersimpan: sambungan terputus. Dicoba lagi sendiri.");
      }
      if (jawab.status === 401 || (jawab.redirected && /\/masuk/.test(jawab.url))) {
        this.kotor = true;
        this.tulis("Belum tersimpan: sesi berakhir", "cloud-off", true);
        eo.hilang();
        return false;
      }
      const isi = await jawab.json().catch(() => ({}));
      const pesan = isi.pesan || isi.galat || "Belum tersimpan.";
      this.lancar = jawab.ok;
      if (jawab.ok) {
        this.mundur = 2000;
        setVersi(versi, isi.versi);
        tandai(form, {});
        if (isi.catatan && !this.dikabari) eo.kabar(isi.catatan, "warn");
        this.dikabari = Boolean(isi.catatan);
        this.tulis("Tersimpan " + (isi.tersimpan || ""), "cloud-check");
        document.dispatchEvent(new CustomEvent("eo:tersimpan", { detail: isi }));
        return !this.kotor;
      }
      this.kotor = true;
      if (jawab.status === 400 && !ulang) {
        const sesi = await periksaSesi();
        if (sesi === "ada") return this.kirim(true);
        if (sesi === "hilang") {
          this.tulis("Belum tersimpan: sesi berakhir", "cloud-off", true);
          eo.hilang();
          return false;
        }
      }
      if (jawab.status === 409) return this.bentrok(pesan, isi);
      if (jawab.status === 422) {
        tandai(form, isi.kolom || isi.isian);
        this.tulis("Belum tersimpan: " + pesan, "alert-triangle", true);
        return false;
      }
      if (jawab.status >= 500 || jawab.status === 429) return this.nanti(pesan);
      this.tulis(pesan, "alert-triangle", true);
      return false;
    }
    nanti(pesan) {
      this.kotor = true;
      this.lancar = false;
      this.tulis(pesan, "cloud-off", true);
      clearTimeout(this.jam);
      this.jam = setTimeout(() => this.simpan(), this.mundur);
      this.mundur = Math.min(this.mundur * 2, 30000);
      return false;
    }
    bentrok(pesan, isi) {
      this.berhenti = true;
      if (isi.direbut) {
        this.tulis("Belum tersimpan: disunting orang lain", "alert-triangle", true);
        document.dispatchEvent(new CustomEvent("eo:direbut", { detail: isi }));
        return false;
      }
      this.tulis("Belum tersimpan: ada perubahan orang lain", "alert-triangle", true);
      const lihat = eo.elemen("a", { href: location.pathname, target: "_blank", rel: "noopener" }, "Lihat versi yang tersimpan");
      const timpa = eo.elemen("button", { type: "button", class: "btn btn-line btn-sm" }, "Simpan tulisan saya sebagai versi baru");
      const siapa = isi.penyunting ? " Penyunting terakhir: " + isi.penyunting + "." : "";
      const kotak = eo.catatan("warn", eo.elemen("b", {}, pesan), siapa + " Tulisan Anda masih ada di sini. ", lihat, " ", timpa);
      kotak.setAttribute("role", "alert");
      this.form.prepend(kotak);
      if (isi.versi === undefined) timpa.remove();
      timpa.addEventListener("click", () => {
        setVersi(this.form.elements.versi.value, isi.versi);
        kotak.remove();
        this.berhenti = false;
        this.simpan();
      });
      return false;
    }
  }

  eo.pasang((akar) => {
    eo.cari(akar, "form[data-autosave]", "Simpan").forEach((form) => {
      const p = new Penyimpan(form);
      penyimpan.add(p);
      form.eoPenyimpan = p;
    });
    penyimpan.forEach((p) => p.form.isConnected || penyimpan.delete(p));
  });

  /* Tombol kirim menunggu simpanan selesai, agar versinya tidak bertabrakan dengan simpan otomatis. */
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (e.defaultPrevented || form.method !== "post" || form.eoLolos) {
      form.eoLolos = false;
      return;
    }
    const perlu = [...penyimpan].filter((p) => p.kotor || p.jalan);
    const jaga = form.hasAttribute("data-jaga");
    if (form.getAttribute("action") === "/tema") return;
    if (!perlu.length && !jaga) {
      /* Yang diketik sesudah tombolnya ditekan tidak lagi disimpan di belakang kiriman ini. */
      const sendiri = form.eoPenyimpan;
      if (sendiri) setTimeout(() => e.defaultPrevented || (sendiri.berhenti = true));
      return;
    }
    e.preventDefault();
    e.stopImmediatePropagation();
    const tombol = e.submitter;
    (async () => {
      for (const p of perlu) {
        if ((await p.simpan()) || p.form === form) continue;
        return spanduk || eo.kabar("Tulisan belum tersimpan, jadi belum ada yang dikirim. Perbaiki dahulu, lalu coba lagi.", "bad");
      }
      if (perlu.some((p) => p.kotor) && spanduk) return;
      if (jaga && (await periksaSesi()) === "hilang") return eo.hilang();
      penyimpan.forEach((p) => p.form === form && ((p.kotor = false), (p.berhenti = true)));
      form.eoBersih = true;
      eo.ajukan(form, tombol, true);
    })();
  }, true);

  /* Tautan keluar dari penyunting menunggu simpanan terakhir, jadi tidak ada pertanyaan dan tidak ada yang menyusul. */
  document.addEventListener("click", (e) => {
    const a = e.target.closest && e.target.closest("a[href]");
    if (!a || e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    if (a.origin !== location.origin || a.hasAttribute("download") || (a.target && a.target !== "_self")) return;
    if (a.hasAttribute("hx-get") || (a.hash && a.pathname === location.pathname && a.search === location.search)) return;
    const perlu = [...penyimpan].filter((p) => p.form.isConnected && (p.kotor || p.jalan) && !p.berhenti);
    if (!perlu.length) return;
    e.preventDefault();
    const batas = new Promise((r) => setTimeout(r, 4000));
    Promise.race([Promise.all(perlu.map((p) => p.simpan())), batas]).then(() => {
      if (!spanduk) location.assign(a.href);
    });
  });

  /* --- Penjaga ketikan yang belum terkirim --- */
  document.addEventListener("input", (e) => {
    const form = e.target.form;
    if (!form || !form.hasAttribute("data-jaga")) return;
    form.eoBersih = false;
    form.eoBerubah = true;
  });
  window.addEventListener("beforeunload", (e) => {
    const belum = [...penyimpan].filter((p) => p.form.isConnected && !p.tinggalkan()).length || [...document.querySelectorAll("form[data-jaga]")].some((f) => f.eoBerubah && !f.eoBersih);
    if (!belum) return;
    e.preventDefault();
    e.returnValue = "";
  });

  /* --- Pratinjau langsung --- */
  function pratinjau(tempat) {
    const bagian = tempat.closest("section") || document;
    const keadaan = bagian.querySelector("[data-pratinjau-keadaan]");
    const hitung = bagian.querySelector("[data-pratinjau-halaman]");
    let batal = null;
    const tulis = (teks, nada, gambar) => {
      tempat.classList.toggle("stale", nada !== "ok");
      if (keadaan) {
        keadaan.className = "tag " + nada;
        keadaan.replaceChildren(eo.ikon(gambar), " " + teks);
      }
    };
    const jumlah = () => {
      const n = tempat.querySelectorAll("img.paper").length;
      if (hitung) {
        hitung.hidden = !n;
        hitung.textContent = n + " halaman";
      }
    };
    async function muat() {
      if (batal) batal.abort();
      batal = new AbortController();
      tulis("Memuat…", "info", "refresh");
      try {
        const jawab = await eo.kirim(tempat.dataset.pratinjau, { signal: batal.signal, headers: { Accept: "text/html", "HX-Request": "true" } });
        if (jawab.status === 401 || (jawab.redirected && /\/masuk/.test(jawab.url))) throw new Error("sesi");
        if (!jawab.ok) throw new Error("galat");
        const wadah = document.createElement("template");
        wadah.innerHTML = await jawab.text();
        const gambar = [...wadah.content.querySelectorAll("img")].slice(0, 3);
        const siap = gambar.map((g) => {
          const dulu = new Image();
          dulu.src = g.getAttribute("src");
          return dulu.decode().catch(() => {});
        });
        await Promise.race([Promise.all(siap), new Promise((r) => setTimeout(r, 8000))]);
        if (batal.signal.aborted) return;
        tempat.replaceChildren(wadah.content);
        jumlah();
        tulis("Mutakhir", "ok", "circle-check");
      } catch (galat) {
        if (galat.name !== "AbortError") tulis("Galat", "bad", "alert-triangle");
      }
    }
    document.addEventListener("eo:tersimpan", () => tempat.isConnected && muat());
    bagian.querySelectorAll("[data-zum]").forEach((tombol) => {
      tombol.hidden = false;
      tombol.addEventListener("click", () => {
        const kini = Number(tempat.dataset.zum || 0) + Number(tombol.dataset.zum);
        tempat.dataset.zum = Math.max(-1, Math.min(2, kini));
      });
    });
    if (tempat.querySelector("img")) {
      jumlah();
      tulis("Mutakhir", "ok", "circle-check");
    } else muat();
  }
  eo.pasang((akar) => eo.cari(akar, "[data-pratinjau]", "Pratinjau").forEach(pratinjau));
})();
