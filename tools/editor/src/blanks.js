/* Isian templat dalam kurung siku, misalnya [nama kegiatan]: dipilih satu per satu untuk diganti. */
import { TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const BLANK = /\[[^[\]\n]{2,80}\]/g;

function blanks(doc) {
  const found = [];
  doc.descendants((node, pos) => {
    if (!node.isText) return true;
    for (const m of node.text.matchAll(BLANK)) found.push([pos + m.index, pos + m.index + m[0].length]);
    return false;
  });
  return found;
}

export function nextBlank(state, dispatch) {
  const all = blanks(state.doc);
  if (!all.length) return false;
  const next = all.find(([from]) => from >= state.selection.to) || all[0];
  if (dispatch) dispatch(state.tr.setSelection(TextSelection.create(state.doc, ...next)).scrollIntoView());
  return true;
}

export const insertPhrase = (text) => (state, dispatch) => {
  if (!state.selection.$from.parent.isTextblock) return false;
  if (!dispatch) return true;
  const { from } = state.selection;
  const before = state.doc.textBetween(Math.max(0, from - 1), from, "\n");
  const glue = before && !/\s/.test(before) ? " " : "";
  const tr = state.tr.replaceSelectionWith(schema.text(glue + text), true);
  const blank = BLANK.exec(text);
  BLANK.lastIndex = 0;
  if (blank) {
    const at = from + glue.length + blank.index;
    tr.setSelection(TextSelection.create(tr.doc, at, at + blank[0].length));
  }
  dispatch(tr.scrollIntoView());
  return true;
};
