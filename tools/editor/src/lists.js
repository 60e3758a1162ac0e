/* Penomoran: gayanya mengikuti kedalaman (1. a. 1) a)), butir dan strip tetap seperti dipilih. */
import { Plugin } from "prosemirror-state";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { schema } from "./schema.js";

export const STYLES = ["decimal", "lower-alpha", "decimal-paren", "lower-alpha-paren"];
const DEEPEST = 4;
const { list, list_item } = schema.nodes;
const numbered = (style) => STYLES.includes(style);

export const listStyles = new Plugin({
  appendTransaction(transactions, _before, state) {
    if (!transactions.some((t) => t.docChanged)) return null;
    const tr = state.tr;
    state.doc.descendants((node, pos) => {
      if (node.type === list && numbered(node.attrs.style)) {
        const above = state.doc.resolve(pos);
        let depth = 0;
        for (let d = above.depth; d > 0; d--) {
          const parent = above.node(d);
          if (parent.type === list && numbered(parent.attrs.style)) depth++;
        }
        const style = STYLES[depth % STYLES.length];
        if (node.attrs.style !== style) tr.setNodeMarkup(pos, null, { ...node.attrs, style });
      }
      return node.type.name !== "table" && !node.isTextblock;
    });
    return tr.docChanged ? tr.setMeta("addToHistory", false) : null;
  },
});

/* Daftar terdalam yang memuat kursor: { node, pos, depth } atau null. */
export function innerList(state) {
  const { $from } = state.selection;
  for (let d = $from.depth; d > 0; d--) {
    if ($from.node(d).type === list) return { node: $from.node(d), pos: $from.before(d), depth: d };
  }
  return null;
}

function listDepth(state) {
  const { $from } = state.selection;
  let depth = 0;
  for (let d = $from.depth; d > 0; d--) if ($from.node(d).type === list) depth++;
  return depth;
}

/* kind: 'decimal', 'bullet' atau 'dash'. */
export const toggleList = (kind) => (state, dispatch) => {
  const found = innerList(state);
  if (!found) return wrapInList(list, { style: kind })(state, dispatch);
  const same = kind === "decimal" ? numbered(found.node.attrs.style) : found.node.attrs.style === kind;
  if (same) return liftListItem(list_item)(state, dispatch);
  if (dispatch) dispatch(state.tr.setNodeMarkup(found.pos, null, { ...found.node.attrs, style: kind }));
  return true;
};

export const sink = (state, dispatch) => (listDepth(state) >= DEEPEST ? Boolean(innerList(state)) : sinkListItem(list_item)(state, dispatch));
export const lift = liftListItem(list_item);

/* Atribut paragraf pada semua paragraf terpilih; `change` menerima atribut lama. */
export const setParagraphs = (change) => (state, dispatch) => {
  const { tr } = state;
  const { from, to } = state.selection;
  let any = false;
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (node.type !== schema.nodes.paragraph) return;
    const attrs = { ...node.attrs, ...change(node.attrs) };
    if (Object.keys(attrs).some((k) => attrs[k] !== node.attrs[k])) {
      tr.setNodeMarkup(pos, null, attrs);
      any = true;
    }
  });
  if (any && dispatch) dispatch(tr.scrollIntoView());
  return any;
};

const outsideList = (command) => (state, dispatch) => (innerList(state) ? false : command(state, dispatch));
export const indent = outsideList(setParagraphs((a) => ({ indent: Math.min(4, a.indent + 1) })));
export const outdent = outsideList(setParagraphs((a) => ({ indent: Math.max(0, a.indent - 1) })));
