/* Halaman pekerjaan yang berjalan melihat lagi dirinya sendiri sampai selesai. Tanpa berkas ini ada tombol Lihat kemajuan. */
(function () {
  "use strict";
  const eo = window.eo;

  eo.pasang((akar) => {
    eo.cari(akar, "[data-kemajuan]", "Kemajuan").forEach((tanda) => {
      let jeda = 4000;
      const lihat = async () => {
        if (!tanda.isConnected) return;
        const utama = tanda.closest("main");
        const sibuk = document.hidden || utama.querySelector("dialog[open], details[open]") || (document.activeElement !== utama && utama.contains(document.activeElement));
        if (!sibuk) {
          try {
            const jawab = await fetch(location.href, { headers: { "X-Latar": "1" } });
            const baru = jawab.ok && !jawab.redirected && new DOMParser().parseFromString(await jawab.text(), "text/html").querySelector("main");
            if (baru) {
              utama.replaceChildren(...baru.childNodes);
              return eo.mulai(utama);
            }
          } catch (e) {
            jeda = Math.min(60000, jeda * 2);
          }
        }
        setTimeout(lihat, jeda);
      };
      setTimeout(lihat, jeda);
    });
  });
})();
