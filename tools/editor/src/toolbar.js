/* Bilah alat: satu tombol satu perintah, keadaannya mengikuti kursor, panah kiri-kanan berpindah tombol. */
import { chainCommands, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable, mergeCells, selectedRect, splitCell, toggleHeaderRow } from "prosemirror-tables";
import { readCaret } from "./caret.js";
import { insertPhrase, nextBlank } from "./blanks.js";
import { commentable } from "./comments.js";
import { insertPageBreak } from "./keys.js";
import { indent, innerList, lift, outdent, setParagraphs, sink, STYLES, toggleList } from "./lists.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const WIDEST = 12;

const hasMark = (type) => (state) => {
  const { from, $from, to, empty } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
};
const paragraph = (state) => {
  const { $from } = state.selection;
  return $from.parent.type === nodes.paragraph ? $from.parent : null;
};
const aligned = (value) => (state) => Boolean(paragraph(state) && paragraph(state).attrs.align === value);
const align = (value) => setParagraphs(() => (value === "center" || value === "right" ? { align: value, firstLine: false } : { align: value }));
const inList = (test) => (state) => {
  const found = innerList(state);
  return Boolean(found && test(found.node.attrs.style));
};
const firstLine = (state, dispatch) => {
  const node = paragraph(state);
  return node ? setParagraphs(() => ({ firstLine: !node.attrs.firstLine }))(state, dispatch) : false;
};

const insertTable = (state, dispatch) => {
  if (isInTable(state) || innerList(state)) return false;
  if (dispatch) {
    const cell = (type) => type.createAndFill(null, nodes.paragraph.create({ align: "left", firstLine: false }));
    const row = (type) => nodes.table_row.create(null, [0, 1, 2].map(() => cell(type)));
    const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
    const tr = state.tr.replaceSelectionWith(table);
    let start = 0;
    tr.doc.descendants((node, pos) => {
      if (node.eq(table) && pos >= state.selection.from - 2 && !start) start = pos + 1;
      return !start;
    });
    if (tr.doc.lastChild.type === nodes.table) tr.insert(tr.doc.content.size, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(start))).scrollIntoView());
  }
  return true;
};
const addColumn = (state, dispatch) => (isInTable(state) && selectedRect(state).map.width < WIDEST ? addColumnAfter(state, dispatch) : false);

const ALIGNMENT = [
  ["Rata kiri-kanan", "align-justified", align("justify"), aligned("justify")],
  ["Rata kiri", "align-left", align("left"), aligned("left")],
  ["Rata tengah", "align-center", align("center"), aligned("center")],
  ["Rata kanan", "align-right", align("right"), aligned("right")],
  ["Baris pertama menjorok", "corner-down-right", firstLine, (state) => Boolean(paragraph(state) && paragraph(state).attrs.firstLine)],
];

const TABLE = [
  ["Sisipkan tabel", "table-plus", insertTable],
  ["Tambah baris di bawah", "row-insert-bottom", addRowAfter],
  ["Tambah kolom di kanan", "column-insert-right", addColumn],
  ["Hapus baris", "row-remove", deleteRow],
  ["Hapus kolom", "column-remove", deleteColumn],
  ["Gabungkan sel", "arrows-exchange", mergeCells],
  ["Pisahkan sel", "select", splitCell],
  ["Baris pertama sebagai judul", "table", toggleHeaderRow],
  ["Hapus tabel", "trash", deleteTable],
];

const letter = (name, text) => {
  const el = document.createElement(name);
  el.textContent = text;
  return () => el.cloneNode(true);
};
const icon = (name) => () => window.eo.ikon(name);

const BUTTONS = [
  ["Tebal (Ctrl+B)", letter("b", "B"), toggleMark(marks.bold), hasMark(marks.bold)],
  ["Miring (Ctrl+I)", letter("i", "I"), toggleMark(marks.italic), hasMark(marks.italic)],
  ["Garis bawah (Ctrl+U)", letter("u", "U"), toggleMark(marks.underline), hasMark(marks.underline)],
  null,
  "align",
  null,
  ["Penomoran 1. a. 1) a)", icon("list-numbers"), toggleList("decimal"), inList((s) => STYLES.includes(s))],
  ["Daftar bertanda strip", icon("list"), toggleList("dash"), inList((s) => !STYLES.includes(s))],
  ["Masuk satu tingkat (Tab)", icon("indent-increase"), chainCommands(sink, indent)],
  ["Keluar satu tingkat (Shift+Tab)", icon("indent-decrease"), chainCommands(lift, outdent)],
  null,
  "table",
  ["Ganti halaman (Ctrl+Enter)", icon("page-break"), insertPageBreak],
  "fields",
  "phrases",
  ["Isian [ ] berikutnya (Ctrl+.)", letter("span", "[ ]"), nextBlank],
  "comment",
  null,
  ["Urungkan (Ctrl+Z)", icon("arrow-back-up"), undo],
  ["Ulangi (Ctrl+Y)", icon("arrow-forward-up"), redo],
];

function menu(label, name, entries) {
  const { elemen, ikon } = window.eo;
  const box = elemen("details", { class: "menu" }, elemen("summary", { "aria-label": label, title: label }, ikon(name)));
  box.append(elemen("div", { class: "menu-b" }, ...entries));
  return box;
}

/* Kalimat baku dengan pencarian; [isian] pertama di dalamnya langsung terpilih. */
function phraseMenu(phrases, press) {
  const { elemen } = window.eo;
  const search = elemen("input", { type: "search", class: "form-control frasa-c", placeholder: "Cari kalimat…", "aria-label": "Cari kalimat baku" });
  const list = elemen("div", { class: "frasa-b" });
  const box = menu("Kalimat baku", "list-tree", [search, list]);
  const close = () => box.removeAttribute("open");
  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    for (const place of ["pembuka", "tengah", "penutup"]) {
      const fitting = phrases.filter(([where, text]) => where === place && words.every((w) => text.toLowerCase().includes(w)));
      if (fitting.length) list.append(elemen("h3", {}, place[0].toUpperCase() + place.slice(1)));
      for (const [, text, whose] of fitting) {
        const el = elemen("button", { type: "button" }, text, whose === "baku" ? "" : " (" + whose + ")");
        el.addEventListener("mousedown", (e) => e.preventDefault());
        el.addEventListener("click", () => (press(insertPhrase(text)), close()));
        list.append(el);
      }
    }
    if (!list.childElementCount) list.append(elemen("p", { class: "muted small" }, "Tidak ada yang cocok."));
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (e) => e.key === "Enter" && (e.preventDefault(), list.querySelector("button") && list.querySelector("button").click()));
  search.addEventListener("input", (e) => e.stopPropagation());
  box.addEventListener("toggle", () => box.open && (draw(), search.focus()));
  box.addEventListener("keydown", (e) => e.key === "Escape" && (close(), box.firstElementChild.focus()));
  return box;
}

export function toolbar(getView, fields, label, { phrases = [], comment = null } = {}) {
  const { elemen, ikon } = window.eo;
  const bar = elemen("div", { class: "tb", role: "toolbar", "aria-label": "Format isi", ...(label ? { "aria-describedby": label } : {}) });
  const watched = [];
  let fieldMenu = null;
  const press = (command) => {
    const view = getView();
    readCaret(view);
    command(view.state, view.dispatch, view);
    view.focus();
  };
  const button = (title, draw, command, active, text = "") => {
    const el = elemen("button", { type: "button", title, "aria-label": title }, draw(), text);
    if (active) el.setAttribute("aria-pressed", "false");
    el.addEventListener("mousedown", (e) => e.preventDefault());
    el.addEventListener("click", () => {
      press(command);
      const open = el.closest("details");
      if (open) open.removeAttribute("open");
    });
    watched.push({ el, command, active });
    return el;
  };
  const choices = (entries) => entries.map(([title, name, command, active]) => button(title, () => ikon(name), command, active, " " + title));
  for (const entry of BUTTONS) {
    if (entry === null) bar.append(elemen("span", { class: "sep", role: "separator" }));
    else if (entry === "align") bar.append(menu("Perataan", "align-justified", choices(ALIGNMENT)));
    else if (entry === "table") bar.append(menu("Tabel", "table", choices(TABLE)));
    else if (entry === "fields") {
      if (!fields.length) continue;
      const insert = (key) => (state, dispatch) => (dispatch && dispatch(state.tr.replaceSelectionWith(nodes.field.create({ key })).scrollIntoView()), true);
      fieldMenu = menu("Sisipkan isian otomatis", "braces", fields.map((f) => button(f.label, () => ikon("plus"), insert(f.key), null, " " + f.label)));
      bar.append(fieldMenu);
    } else if (entry === "phrases") {
      if (phrases.length) bar.append(phraseMenu(phrases, press));
    } else if (entry === "comment") {
      if (!comment) continue;
      const command = (state, dispatch) => (commentable(state) ? (dispatch && comment(state), true) : false);
      bar.append(button("Komentari kata-kata terpilih", () => icon("message")(), command, null));
    } else bar.append(button(...entry));
  }
  const stops = () => [...bar.children].map((c) => (c.tagName === "DETAILS" ? c.firstElementChild : c)).filter((c) => c.matches("button:not(:disabled),summary"));
  stops().forEach((el, i) => (el.tabIndex = i ? -1 : 0));
  bar.addEventListener("keydown", (e) => {
    if (e.key !== "ArrowRight" && e.key !== "ArrowLeft") return;
    const all = stops();
    const now = all.indexOf(document.activeElement);
    if (now < 0) return;
    e.preventDefault();
    const next = all[(now + (e.key === "ArrowRight" ? 1 : -1) + all.length) % all.length];
    all.forEach((el) => (el.tabIndex = el === next ? 0 : -1));
    next.focus();
  });
  return {
    dom: bar,
    /* Buka pilihan isian otomatis; false bila halaman ini tidak punya. */
    openFields() {
      if (!fieldMenu) return false;
      setTimeout(() => {
        fieldMenu.setAttribute("open", "");
        fieldMenu.querySelector(".menu-b button").focus();
      });
      return true;
    },
    update(state) {
      for (const { el, command, active } of watched) {
        if (active) el.setAttribute("aria-pressed", String(active(state)));
        el.disabled = !active && !command(state, null, getView());
      }
    },
  };
}
