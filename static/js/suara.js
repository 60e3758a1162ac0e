/* Catatan suara: rekam di peramban, dengar dahulu, lalu ikut terkirim bersama formulirnya. Tanpa perekam, pilih berkas. */
(function () {
  "use strict";
  const eo = window.eo;
  const JENIS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4", "audio/webm"];
  const AKHIRAN = { "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a" };

  function bisa() {
    if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia || !window.MediaRecorder || !window.DataTransfer) return "";
    return JENIS.find((j) => MediaRecorder.isTypeSupported(j)) || "";
  }
  const tulis = (detik) => Math.floor(detik / 60) + "." + String(detik % 60).padStart(2, "0");

  function pasang(kotak) {
    const jenis = bisa();
    if (!jenis) return;
    const cari = (nama) => kotak.querySelector("[data-suara-" + nama + "]");
    const masukan = kotak.querySelector('input[type="file"]');
    const tombol = cari("mulai");
    const kabar = cari("kabar");
    const dengar = cari("dengar");
    const hapus = cari("hapus");
    const batas = Number(kotak.dataset.palingLama) || 120;
    let perekam = null;
    let detik = 0;
    let jam = 0;
    let alamat = "";
    cari("rekam").hidden = false;
    cari("berkas").hidden = true;

    const kata = (teks) => (tombol.querySelector("span").textContent = teks);
    function kosongkan() {
      masukan.value = "";
      if (alamat) URL.revokeObjectURL(alamat);
      alamat = "";
      dengar.removeAttribute("src");
      dengar.hidden = hapus.hidden = true;
      kabar.textContent = "";
      kata("Rekam");
    }
    function selesai(bagian, aliran) {
      clearInterval(jam);
      aliran.getTracks().forEach((t) => t.stop());
      perekam = null;
      const mime = jenis.split(";")[0];
      const isi = new Blob(bagian, { type: mime });
      if (!isi.size) return kosongkan();
      const kiriman = new DataTransfer();
      kiriman.items.add(new File([isi], "catatan-suara." + AKHIRAN[mime], { type: mime }));
      masukan.files = kiriman.files;
      alamat = URL.createObjectURL(isi);
      dengar.src = alamat;
      dengar.hidden = hapus.hidden = false;
      kabar.textContent = "Terekam " + tulis(detik) + ". Ikut terkirim bersama disposisi.";
      kata("Rekam ulang");
      masukan.dispatchEvent(new Event("change", { bubbles: true }));
    }
    async function mulai() {
      let aliran;
      try {
        aliran = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch (galat) {
        kabar.textContent = "Mikrofon tidak dapat dipakai. Izinkan di peramban, atau pilih berkas rekaman di bawah.";
        cari("berkas").hidden = false;
        return;
      }
      kosongkan();
      const bagian = [];
      perekam = new MediaRecorder(aliran, { mimeType: jenis, audioBitsPerSecond: 32000 });
      perekam.addEventListener("dataavailable", (e) => e.data.size && bagian.push(e.data));
      perekam.addEventListener("stop", () => selesai(bagian, aliran));
      detik = 0;
      perekam.start(1000);
      kata("Berhenti");
      kabar.textContent = "Merekam 0.00";
      jam = setInterval(() => {
        detik += 1;
        kabar.textContent = "Merekam " + tulis(detik) + " dari " + tulis(batas);
        if (detik >= batas && perekam) perekam.stop();
      }, 1000);
    }
    tombol.addEventListener("click", () => (perekam ? perekam.stop() : mulai()));
    hapus.addEventListener("click", kosongkan);
    /* Yang dikirim saat masih merekam: tunggu rekamannya selesai lebih dahulu. */
    kotak.closest("form").addEventListener("submit", (e) => {
      if (!perekam) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      const formulir = e.target;
      const penekan = e.submitter;
      perekam.addEventListener("stop", () => setTimeout(() => formulir.requestSubmit(penekan), 0));
      perekam.stop();
    }, true);
  }
  eo.pasang((akar) => eo.cari(akar, "[data-suara]", "Suara").forEach(pasang));
})();
