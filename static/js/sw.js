/* Penerima pemberitahuan di latar. Pesannya tidak pernah memuat isi surat. */
self.addEventListener("push", (e) => {
  let kata = {};
  try {
    kata = e.data.json();
  } catch (galat) {
    kata = {};
  }
  const pilihan = { body: kata.isi || "Ada surat yang menunggu Anda", tag: "eoffice", data: { url: "/notifikasi" } };
  e.waitUntil(self.registration.showNotification(kata.judul || "e-Office", pilihan));
});
self.addEventListener("notificationclick", (e) => {
  e.notification.close();
  e.waitUntil(self.clients.openWindow("/notifikasi"));
});
