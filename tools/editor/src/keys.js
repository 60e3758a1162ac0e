/* Papan ketik dan aturan ketik. Tab berarti: sel berikut, atau turun satu tingkat, atau keluar; Esc selalu keluar. */
import { baseKeymap, chainCommands, exitCode, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import { addRowAfter, goToNextCell, isInTable } from "prosemirror-tables";
import { nextBlank } from "./blanks.js";
import { indent, innerList, lift, outdent, setParagraphs, sink } from "./lists.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

const hardBreak = chainCommands(exitCode, (state, dispatch) => {
  if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

/* Ganti halaman di kursor: paragraf dipecah, dan yang sesudahnya mulai di halaman baru. */
export function insertPageBreak(state, dispatch) {
  const { $from } = state.selection;
  if (isInTable(state) || innerList(state) || $from.depth !== 1) return false;
  if (!dispatch) return true;
  const tr = state.tr.deleteSelection();
  const here = tr.selection.$from;
  if (here.parentOffset === 0 && here.index(0) > 0) tr.insert(here.before(1), nodes.page_break.create());
  else {
    tr.split(here.pos);
    const between = here.pos + 1;
    tr.insert(between, nodes.page_break.create());
    tr.setSelection(TextSelection.near(tr.doc.resolve(between + 1)));
  }
  dispatch(tr.scrollIntoView());
  return true;
}

/* Sel terakhir: Tab menambah baris, seperti di pengolah kata. */
function nextCell(state, dispatch, view) {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!dispatch) return true;
  addRowAfter(state, dispatch);
  return goToNextCell(1)(view.state, dispatch);
}

const atStart = (command) => (state, dispatch) => {
  const { $from, empty } = state.selection;
  return empty && $from.parentOffset === 0 && $from.parent.isTextblock ? command(state, dispatch) : false;
};
const firstInItem = (command) => (state, dispatch) => {
  const { $from } = state.selection;
  return $from.depth > 1 && $from.node(-1).type === nodes.list_item && $from.index(-1) === 0 ? command(state, dispatch) : false;
};

export const keys = (leave) => [
  keymap({
    "Mod-b": toggleMark(marks.bold),
    "Mod-i": toggleMark(marks.italic),
    "Mod-u": toggleMark(marks.underline),
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
    Enter: splitListItem(nodes.list_item),
    "Shift-Enter": hardBreak,
    "Mod-Enter": insertPageBreak,
    "Mod-.": nextBlank,
    Tab: chainCommands(nextCell, sink),
    "Shift-Tab": chainCommands(goToNextCell(-1), lift, outdent),
    "Mod-]": chainCommands(sink, indent),
    "Mod-[": chainCommands(lift, outdent),
    Backspace: chainCommands(atStart(firstInItem(lift)), atStart(outdent)),
    Escape: leave,
    "Mod-Shift-l": setParagraphs(() => ({ align: "left", firstLine: false })),
    "Mod-Shift-e": setParagraphs(() => ({ align: "center", firstLine: false })),
    "Mod-Shift-j": setParagraphs(() => ({ align: "justify" })),
  }),
  keymap(baseKeymap),
];

/* "1. ", "a. ", "- " dan "* " di awal paragraf memulai daftar; "{" membuka pilihan isian otomatis, kecuali di surat massal yang menulis {Nama Kolom}. */
export const rules = (openFields) =>
  inputRules({
    rules: [
      wrappingInputRule(/^(\d{1,3})\.\s$/, nodes.list, (m) => ({ style: "decimal", start: Math.max(1, Number(m[1])) }), (m, node) => node.childCount + node.attrs.start === Number(m[1])),
      wrappingInputRule(/^a\.\s$/, nodes.list, () => ({ style: "decimal" }), () => false),
      wrappingInputRule(/^[-–]\s$/, nodes.list, () => ({ style: "dash" }), (_m, node) => node.attrs.style === "dash"),
      wrappingInputRule(/^[*•]\s$/, nodes.list, () => ({ style: "bullet" }), (_m, node) => node.attrs.style === "bullet"),
      new InputRule(/\{$/, (state) => (openFields() ? state.tr : null)),
    ],
  });

