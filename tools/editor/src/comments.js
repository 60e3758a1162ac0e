/* Komentar di tempatnya: ditandai sewaktu dibuka, lalu ikut bergeser bersama kata-katanya; tidak pernah ikut tersimpan. */
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const AROUND = 60;
const LONGEST = 300;
const key = new PluginKey("komentar");
const MARKER = /^(?:\d{1,3}|[a-z]{1,2})[.)]\s|^[•–]\s/;

/* Kata-kata satu paragraf seperti yang dibaca server, dengan letak tiap hurufnya. */
function words(node, start) {
  let text = "";
  const at = [];
  node.forEach((child, offset) => {
    const shown = child.isText ? child.text : child.type.name === "hard_break" ? " " : "……";
    for (let i = 0; i < shown.length; i++) at.push(start + offset + (child.isText ? i : 0));
    text += shown;
  });
  at.push(start + node.content.size);
  return { text, at };
}

function same(a, b) {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}
const reversed = (text) => [...text].reverse().join("");

function find(doc, quote) {
  let best = null;
  const look = (wanted) =>
    doc.descendants((node, pos) => {
      if (!node.isTextblock) return true;
      const { text, at } = words(node, pos + 1);
      for (let i = text.indexOf(wanted); i >= 0 && wanted; i = text.indexOf(wanted, i + 1)) {
        const end = i + wanted.length;
        const score = same(reversed(text.slice(0, i)), reversed(quote.sebelum)) + same(text.slice(end), quote.sesudah);
        if (!best || score > best.score) best = { from: at[i], to: at[end], score };
      }
      return false;
    });
  look(quote.kutipan);
  if (!best) look(quote.kutipan.replace(MARKER, ""));
  return best;
}

export const comments = (quotes) =>
  new Plugin({
    key,
    state: {
      init(_config, { doc }) {
        const found = quotes.map((quote) => [quote, find(doc, quote)]).filter(([, place]) => place && place.to > place.from);
        return DecorationSet.create(doc, found.map(([quote, { from, to }]) => Decoration.inline(from, to, { class: "kom-m", title: quote.teks }, { id: quote.id })));
      },
      apply: (tr, set) => set.map(tr.mapping, tr.doc),
    },
    props: {
      decorations: (state) => key.getState(state),
    },
  });

/* Pilih kata-kata sebuah komentar; false bila tidak ada lagi. */
export function jumpTo(view, id) {
  const [found] = key.getState(view.state).find(undefined, undefined, (spec) => spec.id === id);
  if (!found) return false;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, found.from, found.to)).scrollIntoView());
  view.focus();
  return true;
}

export const commentable = (state) => !state.selection.empty && state.selection.$from.parent.isTextblock;

/* Kata-kata terpilih, paling jauh sampai akhir paragrafnya, dengan yang di sekitarnya. */
export function selectedQuote(state) {
  const { $from, $to, from, to } = state.selection;
  const { text, at } = words($from.parent, $from.start());
  const start = at.indexOf(from) < 0 ? 0 : at.indexOf(from);
  const stop = $to.parent === $from.parent && at.includes(to) ? at.indexOf(to) : text.length;
  const end = Math.min(stop, start + LONGEST);
  return { kutipan: text.slice(start, end), sebelum: text.slice(Math.max(0, start - AROUND), start), sesudah: text.slice(end, end + AROUND) };
}
