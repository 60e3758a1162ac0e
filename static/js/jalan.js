/* Jalan laporan di ponsel: yang sedang dibuka digulir ke tengah, supaya tampak. Tanpa berkas ini barisnya tetap dapat digeser. */
(() => {
  "use strict";
  document.querySelectorAll(".lap-nav .tabs").forEach((baris) => {
    const kini = baris.querySelector("[aria-current]");
    if (!kini || baris.scrollWidth <= baris.clientWidth) return;
    const letak = kini.getBoundingClientRect().left - baris.getBoundingClientRect().left;
    baris.scrollLeft += letak - (baris.clientWidth - kini.offsetWidth) / 2;
  });
})();
