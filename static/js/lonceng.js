/* Lonceng: jumlah pemberitahuan hidup tanpa memuat ulang. Satu tab bertanya, tab lain mendengar; makin jarang bila halaman
   tidak tampak atau jaringan putus. Tanpa berkas ini angkanya tetap benar setiap kali halaman dibuka. */
(function () {
  "use strict";
  const eo = window.eo;
  const lonceng = document.querySelector("[data-lonceng]");
  if (!lonceng || !window.fetch) return;
  const TAMPAK = 15000;
  const TERSEMBUNYI = 60000;
  const TERLAMA = 300000;
  const angka = lonceng.querySelector("[data-jumlah]");
  const saluran = typeof BroadcastChannel === "function" ? new BroadcastChannel("eo-lonceng") : null;
  let jumlah = parseInt(angka.textContent, 10) || 0;
  let tanda = "";
  let gagal = 0;
  let terakhir = 0;
  let jam = 0;
  let selesai = false;

  function tulis(kini, pesan) {
    const bertambah = kini > jumlah && tanda !== "";
    jumlah = kini;
    angka.textContent = kini > 99 ? "99+" : kini;
    angka.hidden = !kini;
    lonceng.setAttribute("aria-label", "Pemberitahuan" + (kini ? ", " + kini + " belum dibaca" : ""));
    document.title = (kini ? "(" + angka.textContent + ") " : "") + document.title.replace(/^\(\d+\+?\) /, "");
    document.querySelectorAll("[data-kabar-baru]").forEach((el) => bertambah && (el.hidden = false));
    if (bertambah && pesan && document.visibilityState === "visible") eo.kabar(pesan, "info");
  }
  const jarak = () => Math.min(TERLAMA, (document.visibilityState === "visible" ? TAMPAK : TERSEMBUNYI) * 2 ** gagal);
  function nanti() {
    clearTimeout(jam);
    if (!selesai) jam = setTimeout(() => tanya(), jarak() * (0.9 + Math.random() * 0.2));
  }
  async function tanya(segera) {
    if (segera !== true && Date.now() - terakhir < jarak() / 2) return nanti();
    terakhir = Date.now();
    try {
      const headers = { Accept: "application/json", "X-Latar": "1" };
      if (tanda) headers["If-None-Match"] = tanda;
      const jawab = await fetch("/notif", { credentials: "same-origin", cache: "no-store", headers });
      if (jawab.status === 401) {
        selesai = true;
        return;
      }
      if (jawab.status !== 304) {
        if (!jawab.ok) throw new Error(jawab.status);
        const kata = await jawab.json();
        tulis(kata.jumlah, kata.pesan);
        tanda = jawab.headers.get("ETag") || "";
        if (saluran) saluran.postMessage({ jumlah: kata.jumlah, pesan: kata.pesan, tanda });
      } else if (saluran) saluran.postMessage({ tanda });
      gagal = 0;
    } catch (galat) {
      gagal = Math.min(gagal + 1, 5);
    }
    nanti();
  }
  if (saluran) saluran.addEventListener("message", (e) => {
    terakhir = Date.now();
    gagal = 0;
    if (e.data.jumlah !== undefined && e.data.tanda !== tanda) tulis(e.data.jumlah, e.data.pesan);
    tanda = e.data.tanda;
    nanti();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !selesai) tanya();
  });
  window.addEventListener("online", () => {
    gagal = 0;
    if (!selesai) tanya();
  });
  window.addEventListener("pagehide", () => clearTimeout(jam));
  window.addEventListener("pageshow", (e) => e.persisted && nanti());
  eo.lonceng = { tanya };
  setTimeout(() => tanya(), 2000);
})();
