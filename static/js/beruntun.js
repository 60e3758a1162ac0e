/* Tanda tangan beruntun: tombol menunggu gambarnya sampai, panah papan ketik, dan kemajuan. Tanpa berkas ini semuanya tetap jalan. */
(function () {
  "use strict";
  const gambar = document.querySelector("[data-halaman]");
  if (gambar) {
    const tombol = document.querySelector("[data-tunggu]");
    const gagal = document.querySelector("[data-halaman-gagal]");
    const sampai = () => {
      if (tombol) tombol.disabled = false;
      gagal.hidden = true;
    };
    const luput = () => (gagal.hidden = false);
    if (gambar.complete) gambar.naturalWidth ? sampai() : luput();
    else {
      if (tombol) tombol.disabled = true;
      gambar.addEventListener("load", sampai);
      gambar.addEventListener("error", luput);
    }
    document.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
      const mundur = document.querySelector("[data-sebelum]");
      const maju = document.querySelector('[data-sesudah] [name="aksi"][value="lanjut"]');
      if (e.key === "ArrowLeft" && mundur) mundur.click();
      if (e.key === "ArrowRight" && maju && tombol && !tombol.disabled) tombol.click();
    });
    document.querySelectorAll("[data-buka-lipat]").forEach((t) => t.addEventListener("click", () => document.querySelector(t.getAttribute("href")).setAttribute("open", "")));
    if (window.matchMedia("(max-width: 1199px)").matches) document.querySelectorAll("[data-lipat]").forEach((d) => d.removeAttribute("open"));
  }

  const wadah = document.querySelector("[data-kemajuan]");
  if (!wadah) return;
  const teks = wadah.querySelector("[data-maju-teks]");
  const batang = wadah.querySelector("[data-maju]");
  let jeda = 1000;
  const tulis = (kata) => {
    const belum = kata.belum ? ", " + kata.belum + " belum" : "";
    teks.textContent = kata.jadi + " dari " + kata.jumlah + " surat sudah ditandatangani" + belum + ".";
    batang.max = kata.jumlah;
    batang.value = kata.jadi + kata.belum;
    kata.butir.forEach(([id, sebut, nada, nomor, keterangan]) => {
      const baris = document.querySelector('[data-butir="' + id + '"]');
      if (!baris) return;
      const tag = baris.querySelector("[data-kata] .tag");
      tag.className = "tag " + nada;
      tag.textContent = sebut;
      baris.querySelector("[data-nomor]").textContent = nomor;
      const sebab = baris.querySelector("[data-keterangan]");
      sebab.textContent = keterangan;
      sebab.hidden = !keterangan;
    });
  };
  const tanya = () =>
    fetch(wadah.dataset.kemajuan, { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json", "X-Latar": "1" } })
      .then((jawab) => (jawab.ok ? jawab.json() : Promise.reject(jawab.status)))
      .then((kata) => {
        tulis(kata);
        if (!kata.jalan) return location.replace(location.pathname);
        jeda = 1500;
        setTimeout(tanya, jeda);
      })
      .catch((sebab) => {
        if (sebab === 401) return location.reload();
        jeda = Math.min(jeda * 2, 20000);
        setTimeout(tanya, jeda);
      });
  setTimeout(tanya, jeda);
})();
