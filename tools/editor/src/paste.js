import { Fragment, Slice } from "prosemirror-model";
import { schema } from "./schema.js";

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

/* Ganti halaman: <br style="page-break-before"> milik Word, paragraf "page-break-before" milik LibreOffice. Garis datar
   dari halaman web bukan ganti halaman. */
function pageBreaks(root) {
  root.querySelectorAll("hr").forEach((hr) => hr.classList.contains("page-break") || hr.remove());
  const broken = (el) => /(page-break|break)-before:\s*(always|page)/i.test(styleOf(el));
  const rule = () => root.ownerDocument.createElement("hr");
  root.querySelectorAll("p,h1,h2,h3,h4,h5,h6").forEach((p) => broken(p) && !p.closest("td,th,li") && p.before(rule()));
  root.querySelectorAll("br").forEach((br) => {
    if (!broken(br)) return;
    const p = br.closest("p,h1,h2,h3,h4,h5,h6");
    if (!br.closest("td,th,li")) (p && p.parentElement !== br ? p : br).after(rule());
    br.remove();
  });
}

/* Rentang lembar kerja sebagai teks (kolom dipisah tabulasi) menjadi tabel; teks lain menjadi paragraf. */
export function parseText(text, $context) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const cells = lines.map((line) => line.split("\t"));
  const width = cells[0].length;
  const { nodes } = schema;
  const clean = (t) => t.replace(/\t/g, " ");
  if (width > 1 && width <= 12 && cells.every((c) => c.length === width)) {
    const flat = { align: "left", firstLine: false };
    const cell = (t) => nodes.table_cell.create(null, nodes.paragraph.create(flat, t.trim() ? schema.text(t.trim()) : null));
    return new Slice(Fragment.from(nodes.table.create(null, cells.map((row) => nodes.table_row.create(null, row.map(cell))))), 0, 0);
  }
  const marks = $context.marks();
  const made = lines.filter((line) => line.trim()).map((line) => nodes.paragraph.create(null, schema.text(clean(line), marks)));
  return made.length ? new Slice(Fragment.from(made), 1, 1) : Slice.empty;
}

/* Server menolak karakter kendali. Tabulasi tinggal sampai parseText, yang membaca kolom darinya. */
export function cleanText(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "");
}

/* HTML tempelan apa pun → HTML yang hanya berisi paragraf, daftar, tabel, dan tiga tanda. */
export function cleanHTML(html) {
  const bare = html.replace(/<style\b[\s\S]*?(?:<\/style\s*>|$)/gi, "").replace(/<!--[\s\S]*?-->/g, "").replace(/<!\[(?:if|endif)[^>]*>/gi, "");
  const safe = bare.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])style\s*=/gi, "$1data-gaya=").replace(/([\s"'/])on([a-z]+)\s*=/gi, "$1data-tidak-$2="));
  const doc = new DOMParser().parseFromString(safe, "text/html");
  const root = doc.body;
  root.querySelectorAll("script,style,link,meta,title,iframe,object,embed,img,svg,video,audio,form,input,button,select,textarea,noscript,template,xml").forEach((el) => el.remove());
  root.querySelectorAll("*").forEach((el) => {
    if (el.nodeName.includes(":")) unwrap(el);
  });
  pageBreaks(root);
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
