// Periksa naskah: "Tunjukkan" selects the words of a finding in the editor or in their field.
(() => {
  const select = (box, words, nth) => {
    let left = nth;
    for (const block of box.querySelectorAll("p")) {
      const text = block.textContent;
      let at = text.indexOf(words);
      while (at >= 0) {
        if (left === 0) {
          mark(block, at, at + words.length);
          return true;
        }
        left -= 1;
        at = text.indexOf(words, at + words.length);
      }
    }
    return false;
  };

  const mark = (block, start, end) => {
    const range = document.createRange();
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let at = 0;
    let open = false;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const size = node.data.length;
      if (!open && start < at + size) {
        range.setStart(node, start - at);
        open = true;
      }
      if (open && end <= at + size) {
        range.setEnd(node, end - at);
        break;
      }
      at += size;
    }
    block.closest("[contenteditable]")?.focus({ preventScroll: true });
    const chosen = getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
    block.scrollIntoView({ block: "center" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-tunjuk]");
    if (!link) return;
    const words = link.dataset.tunjuk;
    if (link.hasAttribute("data-isi")) {
      const box = document.querySelector("[data-editor] [contenteditable]");
      if (!box) return;
      event.preventDefault();
      location.hash = "langkah-2";
      setTimeout(() => {
        if (!words || !select(box, words, Number(link.dataset.ke) || 0)) box.focus();
      }, 30);
      return;
    }
    const field = document.getElementById(link.hash.slice(1));
    if (!field || !("value" in field)) return;
    setTimeout(() => {
      field.focus();
      const at = words ? field.value.indexOf(words) : -1;
      if (at >= 0 && field.setSelectionRange && field.type !== "date") field.setSelectionRange(at, at + words.length);
    }, 30);
  });
})();
