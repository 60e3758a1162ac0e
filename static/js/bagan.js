/* Bagan dengan papan ketik: Tab masuk ke tanda pertama, panah berpindah, dan keterangannya dibacakan di bawah gambar.
   Tanpa JavaScript angka yang sama ada pada tabel di bawah setiap bagan. */
(() => {
  "use strict";
  const LANGKAH = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function siapkan(svg) {
    const tanda = [...svg.querySelectorAll("circle > title, rect > title")].map((t) => t.parentNode);
    const baca = svg.parentNode.querySelector("[data-baca-bagan]");
    if (!tanda.length || svg.dataset.siap) return;
    svg.dataset.siap = "1";
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", `${svg.querySelector("title").textContent} ${svg.querySelector("desc").textContent}`);
    tanda.forEach((t, n) => {
      t.setAttribute("tabindex", n ? "-1" : "0");
      t.setAttribute("role", "img");
      t.setAttribute("aria-label", t.querySelector("title").textContent);
      t.classList.add("tanda");
    });
    const tulis = (t) => { if (baca) baca.textContent = t ? t.getAttribute("aria-label") : ""; };
    const pindah = (ke) => {
      tanda.forEach((t) => t.setAttribute("tabindex", "-1"));
      ke.setAttribute("tabindex", "0");
      ke.focus();
    };
    svg.addEventListener("keydown", (e) => {
      const kini = tanda.indexOf(e.target);
      if (kini < 0) return;
      const ke = e.key === "Home" ? 0 : e.key === "End" ? tanda.length - 1 : kini + (LANGKAH[e.key] || 0);
      if (ke === kini || ke < 0 || ke >= tanda.length) return;
      e.preventDefault();
      pindah(tanda[ke]);
    });
    svg.addEventListener("focusin", (e) => tulis(e.target));
    svg.addEventListener("focusout", () => tulis(null));
    svg.addEventListener("pointerover", (e) => tulis(e.target.closest(".tanda")));
    svg.addEventListener("pointerleave", () => tulis(null));
  }

  document.querySelectorAll("svg.bagan").forEach(siapkan);
})();
