/* Skema isi naskah: persis simpul dan atribut yang diperiksa server; tidak ada yang lain dapat tersimpan. */
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const ALIGN = ["left", "center", "right", "justify"];

const tables = tableNodes({
  tableGroup: "block",
  cellContent: "paragraph+",
  cellAttributes: {
    align: {
      default: null,
      getFromDOM: (dom) => (ALIGN.includes(dom.dataset.align) ? dom.dataset.align : null),
      setDOMAttr: (value, attrs) => {
        if (value) attrs["data-align"] = value;
      },
    },
  },
});

function paragraphAttrs(dom) {
  const own = dom.hasAttribute("data-align");
  const said = own ? dom.dataset.align : dom.getAttribute("align");
  const indent = Number(dom.dataset.indent || 0);
  return {
    align: ALIGN.includes(said) ? said : "justify",
    indent: indent >= 0 && indent <= 4 ? indent : 0,
    firstLine: own ? dom.hasAttribute("data-first") : said !== "center" && said !== "right",
  };
}

function listAttrs(dom) {
  const start = Math.trunc(Number(dom.getAttribute("start") || 1));
  const said = dom.dataset.list;
  return {
    style: said || (dom.nodeName === "UL" ? "bullet" : "decimal"),
    start: start >= 1 && start <= 999 ? start : 1,
  };
}

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block",
      content: "inline*",
      attrs: { align: { default: "justify" }, indent: { default: 0 }, firstLine: { default: true } },
      parseDOM: ["p", "h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => ({ tag, getAttrs: paragraphAttrs })),
      toDOM(node) {
        const { align, indent, firstLine } = node.attrs;
        const attrs = { "data-align": align };
        if (indent) attrs["data-indent"] = String(indent);
        if (firstLine) attrs["data-first"] = "";
        return ["p", attrs, 0];
      },
    },
    list: {
      group: "block",
      content: "list_item+",
      attrs: { style: { default: "decimal" }, start: { default: 1 } },
      parseDOM: [
        { tag: "ol", getAttrs: listAttrs },
        { tag: "ul", getAttrs: listAttrs },
      ],
      toDOM(node) {
        const { style, start } = node.attrs;
        if (style === "bullet" || style === "dash") return ["ul", { "data-list": style }, 0];
        return ["ol", start === 1 ? { "data-list": style } : { "data-list": style, start: String(start) }, 0];
      },
    },
    list_item: {
      content: "paragraph (paragraph | list)*",
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: () => ["li", 0],
    },
    ...tables,
    page_break: {
      group: "block",
      parseDOM: [{ tag: "hr" }],
      toDOM: () => ["hr", { class: "page-break" }],
    },
    text: { group: "inline" },
    hard_break: {
      group: "inline",
      inline: true,
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
    field: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { key: {} },
      parseDOM: [{ tag: "span[data-key]", getAttrs: (dom) => ({ key: dom.dataset.key }) }],
      toDOM: (node) => ["span", { class: "ph", "data-key": node.attrs.key }, node.attrs.key],
    },
  },
  marks: {
    bold: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    italic: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
  },
});
