/* Penyunting isi naskah pada <div data-editor data-target="#…">; textarea sasaran menyimpan dokumennya sebagai JSON. */
import { history } from "prosemirror-history";
import { gapCursor } from "prosemirror-gapcursor";
import { Node } from "prosemirror-model";
import { EditorState, NodeSelection, Plugin } from "prosemirror-state";
import { columnResizing, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { caret } from "./caret.js";
import { commentable, comments, jumpTo, selectedQuote } from "./comments.js";
import { keys, rules } from "./keys.js";
import { listStyles } from "./lists.js";
import { cleanHTML, cleanText, parseText } from "./paste.js";
import { schema } from "./schema.js";
import { toolbar } from "./toolbar.js";

const HELP = "Tab menurunkan satu tingkat di penomoran, atau pindah ke sel berikutnya di tabel. Tekan Esc untuk keluar dari penyunting, lalu Tab ke isian berikutnya.";
const { eo } = window;
let count = 0;

function read(target) {
  const raw = target.dataset.json || (target.value.trim().startsWith("{") ? target.value : "");
  if (!raw || raw === "null") return fromPlain(target.value);
  const doc = Node.fromJSON(schema, JSON.parse(raw).doc);
  doc.check();
  return doc;
}

function fromPlain(text) {
  const blocks = text.split(/\n\s*\n/).map((t) => t.trim()).filter(Boolean);
  const made = blocks.map((t) => {
    const lines = t.split("\n").flatMap((line, i) => [...(i ? [schema.nodes.hard_break.create()] : []), ...(line ? [schema.text(line)] : [])]);
    return schema.nodes.paragraph.create(null, lines);
  });
  return schema.nodes.doc.create(null, made.length ? made : [schema.nodes.paragraph.create()]);
}

function mount(root) {
  const target = document.querySelector(root.dataset.target);
  if (!target) return;
  let doc;
  try {
    doc = read(target);
  } catch (error) {
    root.append(eo.catatan("warn", "Isi naskah ini tidak dapat dibuka di penyunting. Anda masih dapat menyuntingnya sebagai teks biasa."));
    return;
  }
  const fields = JSON.parse(root.dataset.field || "[]");
  const names = new Map(fields.map((f) => [f.key, f.label]));
  const readOnly = root.hasAttribute("data-baca");
  const help = eo.elemen("div", { class: "form-text", id: "eo-bantu-" + ++count, tabindex: "-1" }, HELP);
  let view = null;
  const phrases = JSON.parse(root.dataset.frasa || "[]");
  const dialog = root.dataset.komentari && document.querySelector(root.dataset.komentari);
  const comment = dialog
    ? (state) => {
        eo.isiKutipan(dialog.querySelector("form"), selectedQuote(state));
        dialog.showModal();
        dialog.querySelector("textarea").focus();
      }
    : null;
  const bar = toolbar(() => view, fields, help.id, { phrases, comment });
  const leave = () => (help.focus(), true);

  const state = EditorState.create({
    doc,
    plugins: [
      caret,
      rules(root.hasAttribute("data-kurawal") ? () => false : bar.openFields),
      ...keys(leave),
      history(),
      listStyles,
      columnResizing({ cellMinWidth: 40 }),
      tableEditing(),
      gapCursor(),
      comments(JSON.parse(root.dataset.komentar || "[]")),
      new Plugin({ view: () => ({ update: (v) => bar.update(v.state) }) }),
    ],
  });
  const place = eo.elemen("div", {});
  if (!readOnly) root.append(bar.dom);
  root.append(place);
  if (!readOnly) root.append(help);

  view = new EditorView(
    { mount: place },
    {
      state,
      editable: () => !readOnly,
      attributes: {
        class: "doc",
        role: "textbox",
        "aria-multiline": "true",
        "aria-describedby": help.id,
        spellcheck: "false",
        ...(root.dataset.label ? { "aria-labelledby": root.dataset.label } : { "aria-label": "Isi naskah" }),
      },
      transformPastedHTML: cleanHTML,
      transformPastedText: cleanText,
      clipboardTextParser: parseText,
      nodeViews: {
        field(node) {
          const dom = eo.elemen("span", { class: "ph", "data-key": node.attrs.key }, names.get(node.attrs.key) || node.attrs.key);
          return { dom };
        },
      },
      dispatchTransaction(tr) {
        view.updateState(view.state.apply(tr));
        if (!tr.docChanged) return;
        write();
        target.dispatchEvent(new Event("input", { bubbles: true }));
      },
    },
  );
  const document_ = () => ({ v: 1, doc: view.state.doc.toJSON() });
  const write = () => (target.value = JSON.stringify(document_()));
  target.eoDokumen = document_;
  target.hidden = true;
  target.removeAttribute("required");
  root.eoView = view;
  root.eoBaca = () => view.setProps({ editable: () => false });
  write();
  bar.update(view.state);

  const label = document.querySelector('label[for="' + target.id + '"]');
  if (label) label.addEventListener("click", () => view.focus());
  /* "Lompat ke isian kosong" dari daftar pemeriksaan. */
  document.addEventListener("click", (e) => {
    const said = e.target.closest("[data-ke-komentar]");
    if (said && jumpTo(view, Number(said.dataset.keKomentar))) return e.preventDefault();
    const link = e.target.closest("[data-lompat]");
    if (!link) return;
    view.state.doc.descendants((node, pos) => {
      if (node.type === schema.nodes.field && node.attrs.key === link.dataset.lompat) {
        e.preventDefault();
        view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pos)).scrollIntoView());
        view.focus();
        return false;
      }
      return !e.defaultPrevented;
    });
  });
}

eo.pasang((root) => eo.cari(root, "[data-editor]", "Editor").forEach(mount));
