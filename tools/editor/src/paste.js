/* Tempelan dari Word dan kawan-kawannya menjadi HTML sederhana yang dikenal skema. */

const BULLET = /^[·•▪◦o§\-–—*]$/;

/* CSP menolak style="" dan <style> juga pada tempelan yang baru diurai: yang pertama kita baca dari data-gaya, yang kedua dibuang. */
const styleOf = (el) => (el.getAttribute && el.getAttribute("data-gaya")) || "";

function unwrap(el) {
  el.replaceWith(...el.childNodes);
}

function rename(el, name) {
  const made = el.ownerDocument.createElement(name);
  made.append(...el.childNodes);
  el.replaceWith(made);
  return made;
}

/* Tebal, miring, garis bawah yang hanya ditulis sebagai gaya. */
function stylesToMarks(root) {
  root.querySelectorAll("b,strong,i,em,u").forEach((el) => {
    const style = styleOf(el);
    if (/font-weight:\s*(normal|400)/i.test(style) || /font-style:\s*normal/i.test(style)) unwrap(el);
  });
  root.querySelectorAll("span").forEach((el) => {
    const style = styleOf(el);
    const marks = [];
    if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) marks.push("b");
    if (/font-style:\s*italic/i.test(style)) marks.push("i");
    if (/text-decoration[^;]*:\s*[^;]*underline/i.test(style)) marks.push("u");
    for (const name of marks) {
      const made = el.ownerDocument.createElement(name);
      made.append(...el.childNodes);
      el.append(made);
    }
  });
}

function alignments(root) {
  root.querySelectorAll("p,h1,h2,h3,h4,h5,h6").forEach((el) => {
    const found = /text-align:\s*(center|right|left|justify)/i.exec(styleOf(el));
    if (found) el.setAttribute("align", found[1].toLowerCase());
  });
}

/* Paragraf "mso-list:l0 level2" menjadi daftar bertingkat; jenisnya dari teks penandanya. */
function wordLists(root) {
  let stack = [];
  let previous = null;
  root.querySelectorAll("p,h1,h2,h3,h4,h5,h6").forEach((p) => {
    const said = /mso-list:\s*l(\d+)\s+level(\d+)/i.exec(styleOf(p));
    if (!said || p.closest("td,th,li")) return;
    let marker = "";
    p.querySelectorAll("span").forEach((span) => {
      if (/mso-list:\s*ignore/i.test(styleOf(span))) {
        marker = marker || span.textContent.replace(/\u00a0/g, " ").trim();
        span.remove();
      }
    });
    if (!previous || nextElement(previous) !== p) stack = [];
    const level = Math.min(Number(said[2]), stack.length + 1, 4);
    stack.length = Math.min(stack.length, level);
    const name = BULLET.test(marker) ? "ul" : "ol";
    let list = stack[level - 1];
    if (!list || list.nodeName.toLowerCase() !== name) {
      list = p.ownerDocument.createElement(name);
      if (name === "ul" && /^[-–—]$/.test(marker)) list.setAttribute("data-list", "dash");
      const number = /^\(?(\d{1,3})[.)]/.exec(marker);
      if (number && Number(number[1]) > 1) list.setAttribute("start", number[1]);
      if (level > 1) stack[level - 2].lastElementChild.append(list);
      else p.before(list);
      stack[level - 1] = list;
    }
    const item = p.ownerDocument.createElement("li");
    list.append(item);
    item.append(rename(p, "p"));
    previous = stack[0];
  });
}

function nextElement(el) {
  let next = el.nextSibling;
  while (next && (next.nodeType === 8 || (next.nodeType === 3 && !next.textContent.trim()))) next = next.nextSibling;
  return next;
}

/* Server menolak karakter kendali; tabulasi dari lembar kerja menjadi spasi. */
export function cleanText(text) {
  return text.replace(/\t/g, " ").replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "");
}

/* HTML tempelan apa pun → HTML yang hanya berisi paragraf, daftar, tabel, dan tiga tanda. */
export function cleanHTML(html) {
  const bare = html.replace(/<style\b[\s\S]*?(?:<\/style\s*>|$)/gi, "").replace(/<!--[\s\S]*?-->/g, "").replace(/<!\[(?:if|endif)[^>]*>/gi, "");
  const safe = bare.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])style\s*=/gi, "$1data-gaya="));
  const doc = new DOMParser().parseFromString(safe, "text/html");
  const root = doc.body;
  root.querySelectorAll("script,style,link,meta,title,iframe,object,embed,img,svg,video,audio,form,input,button,select,textarea,noscript,template,xml").forEach((el) => el.remove());
  root.querySelectorAll("*").forEach((el) => {
    if (el.nodeName.includes(":")) unwrap(el);
  });
  wordLists(root);
  stylesToMarks(root);
  alignments(root);
  root.querySelectorAll("a,font").forEach(unwrap);
  root.querySelectorAll("*").forEach((el) => {
    [...el.attributes].forEach((a) => {
      const keep = ["align", "start", "colspan", "rowspan", "data-align", "data-indent", "data-first", "data-list", "data-key", "data-colwidth", "data-pm-slice"];
      if (!keep.includes(a.name)) el.removeAttribute(a.name);
    });
  });
  root.querySelectorAll("p").forEach((p) => {
    const empty = !p.textContent.replace(/\u00a0/g, " ").trim() && !p.querySelector("[data-key],br");
    if (empty && !p.closest("td,th")) p.remove();
  });
  return root.innerHTML.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "").replace(/\t/g, " ");
}
