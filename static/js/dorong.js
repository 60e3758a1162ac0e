/* Berlangganan pemberitahuan peramban: hanya atas permintaan, dan hanya bila peramban ini dapat. */
(function () {
  "use strict";
  const eo = window.eo;
  const tombol = document.querySelector("[data-dorong]");
  if (!tombol) return;
  const bisa = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const keterangan = document.querySelector("[data-dorong-tidak]");
  if (!bisa) {
    if (keterangan) keterangan.hidden = false;
    return;
  }
  tombol.hidden = false;
  const bita = (teks) => Uint8Array.from(atob(teks.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  tombol.addEventListener("click", async () => {
    tombol.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        return eo.kabar("Peramban ini belum mengizinkan pemberitahuan. Ubah izinnya di setelan peramban.", "warn");
      }
      const kerja = await navigator.serviceWorker.register("/sw.js");
      await navigator.serviceWorker.ready;
      const langganan = await kerja.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bita(tombol.dataset.dorong) });
      const headers = { "Content-Type": "application/json" };
      const jawab = await eo.kirim("/notifikasi/perangkat", { method: "POST", headers, body: JSON.stringify(langganan) });
      const kata = await jawab.json();
      if (!jawab.ok) throw new Error(kata.pesan || kata.galat || "");
      location.reload();
    } catch (galat) {
      eo.kabar(galat.message || "Peramban ini belum dapat didaftarkan. Coba lagi.", "bad");
    } finally {
      tombol.disabled = false;
    }
  });
})();
