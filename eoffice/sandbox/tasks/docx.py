"""A DOCX as the document model of a naskah, best effort, with a list of what could not come along.

The XML is walked here rather than by a library: those at hand either leave out words in tracked insertions, links and
content controls, or know no numbering. `office.inspect` has refused bombs, DTDs, macros and outside parts before.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, fromstring

from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.tasks import office
from eoffice.sandbox.tasks.docx_daftar import Daftar
from eoffice.sandbox.tasks.docx_rupa import Rupa, W, val, whole

#: Blocks of a text; three hundred pages have some 10,000.
MOST_BLOCKS: Final = 12_000
MOST_COLUMNS: Final = 12
#: Twips of one step of indentation, and of the width of one pixel.
STEP: Final = 567
PIXEL: Final = 15
_CONTROL: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BROKEN: Final = (
    "Dokumen Word ini tidak dapat dibaca. Buka di pengolah kata, simpan ulang sebagai DOCX, lalu unggah lagi."
)
_ALIGN: Final = {
    "center": "center", "right": "right", "end": "right", "left": "left", "start": "left",
    "both": "justify", "distribute": "justify",
}  # fmt: skip
#: Elements that hold words like any other, and those whose loss is told.
_THROUGH: Final = frozenset(
    {"ins", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "moveTo", "bdo", "dir"}
)
_LOST: Final = {
    "drawing": "gambar", "pict": "gambar", "object": "objek", "AlternateContent": "gambar atau kotak teks",
    "footnoteReference": "catatan kaki", "endnoteReference": "catatan akhir", "commentReference": "komentar",
    "oMath": "rumus", "oMathPara": "rumus", "sym": "simbol", "del": "teks yang dihapus dalam lacak perubahan",
    "moveFrom": "teks yang dihapus dalam lacak perubahan", "altChunk": "dokumen lain di dalamnya",
}  # fmt: skip

Node = dict[str, Any]


def baca_docx(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """The text as `isi` (unchecked) and `dibuang`: what did not come along, each with how often.

    Raises:
        Refused: no DOCX, a hostile one, or longer than any letter.
    """
    if office.inspect(payload) != "docx":
        raise Refused("Pilih dokumen Word berakhiran .docx.")
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            names = set(archive.namelist())

            def part(name: str) -> Element | None:
                return fromstring(archive.read(name)) if name in names else None  # noqa: S314  inspected: no DTD at all

            main = part("word/document.xml")
            body = main.find(f"{W}body") if main is not None else None
            if body is None:
                raise Refused(_BROKEN)
            reader = _Reader(Rupa.of(part("word/styles.xml"), part("word/numbering.xml")))
            blocks = reader.blocks(body)
            for name in names:
                if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
                    edge = part(name)
                    if edge is not None and "".join(t.text or "" for t in edge.iter(f"{W}t")).strip():
                        reader.lost["kepala atau kaki halaman"] += 1
    except (ParseError, KeyError, UnicodeError, RecursionError) as error:
        raise Refused(_BROKEN) from error
    doc = {"type": "doc", "content": _tidy(blocks) or [{"type": "paragraph"}]}
    return {"isi": {"v": 1, "doc": doc}, "dibuang": [[what, n] for what, n in reader.lost.items()]}, b""


def _tidy(blocks: list[Node]) -> list[Node]:
    """Without page breaks at the ends or twice in a row."""
    kept: list[Node] = []
    for block in blocks:
        if block["type"] == "page_break" and (not kept or kept[-1]["type"] == "page_break"):
            continue
        kept.append(block)
    while kept and kept[-1]["type"] == "page_break":
        kept.pop()
    return kept


class _Reader:
    """One walk over one document."""

    def __init__(self, rupa: Rupa) -> None:
        self.rupa = rupa
        self.lost: Counter[str] = Counter()
        self.made = 0

    def blocks(self, holder: Element) -> list[Node]:
        """The blocks of the body, lists and page breaks put together."""
        found: list[Node] = []
        lists = Daftar(found, self.lost)
        for element in _unwrapped(holder):
            self.made += 1
            if self.made > MOST_BLOCKS:
                raise Refused("Dokumen ini terlalu panjang. Bagi menjadi beberapa berkas.")
            if element.tag == f"{W}tbl":
                lists.end()
                found.extend(self.table(element))
            elif element.tag == f"{W}p":
                self.paragraph(element, found, lists)
        return found

    def paragraph(self, p: Element, found: list[Node], lists: Daftar) -> None:
        own = p.find(f"{W}pPr")
        before = self.rupa.paragraph(own, f"{W}pageBreakBefore")
        if before is not None and val(before) not in ("0", "false"):
            lists.end()
            found.append({"type": "page_break"})
        number = self.rupa.numbered(own)
        for n, words in enumerate(self.pages(p, own)):
            if n:
                lists.end()
                found.append({"type": "page_break"})
            if not words:
                continue
            left = whole(val(self.rupa.paragraph(own, f"{W}ind"), "left"))
            if number is not None and not n:
                lists.item(*number, words)
            elif lists.open and left >= STEP // 2:
                lists.more(words)
            else:
                lists.end()
                found.append(self.plain(own, words, left))
        section = own.find(f"{W}sectPr") if own is not None else None
        if section is not None and val(section.find(f"{W}type")) != "continuous":
            lists.end()
            found.append({"type": "page_break"})
            if val(section.find(f"{W}pgSz"), "orient") == "landscape":
                self.lost["halaman rebah"] += 1

    def plain(self, own: Element | None, words: list[Node], left: int) -> Node:
        align = _ALIGN.get(val(self.rupa.paragraph(own, f"{W}jc")) or "", "justify")
        first = whole(val(self.rupa.paragraph(own, f"{W}ind"), "firstLine")) > 0
        if words[0]["type"] == "text" and words[0]["text"].startswith("\t"):
            first = True  # typed with the tabulator, as most people do
        if align in ("center", "right"):
            first = False
        attrs = {"align": align, "indent": max(0, min(4, round(left / STEP))), "firstLine": first}
        return {"type": "paragraph", "attrs": attrs, "content": self.spaced(words)}

    def spaced(self, words: list[Node]) -> list[Node]:
        """Without tabs: those inside a line become a space, and that is told."""
        made: list[Node] = []
        for node in words:
            if node["type"] == "text":
                text = node["text"].lstrip("\t") if not made else node["text"]
                if "\t" in text:
                    self.lost["tabulasi di tengah baris (menjadi spasi)"] += 1
                if not text:
                    continue
                node = {**node, "text": text.replace("\t", " ")}
            made.append(node)
        return made

    def pages(self, p: Element, own: Element | None) -> list[list[Node]]:
        """The words of a paragraph, cut at its page breaks; a piece without words is empty."""
        pieces: list[list[Node]] = [[]]
        for kind, run in self.runs(p):
            if kind == "page":
                pieces.append([])
            else:
                self.words(run, own, pieces)
        return [piece if any(n["type"] == "text" and n["text"].strip() for n in piece) else [] for piece in pieces]

    def runs(self, holder: Element) -> Iterator[tuple[str, Element]]:
        for child in holder:
            name = child.tag.rpartition("}")[2]
            if name == "r":
                yield "run", child
            elif name in _THROUGH:
                if name == "hyperlink":
                    self.lost["tautan (kata-katanya tetap)"] += 1
                yield from self.runs(child)
            elif name in _LOST:
                self.lost[_LOST[name]] += 1

    def words(self, run: Element, own: Element | None, pieces: list[list[Node]]) -> None:
        look = run.find(f"{W}rPr")
        if self.rupa.run(look, own, "vanish"):
            self.lost["teks tersembunyi"] += 1
            return
        marks, caps = self.rupa.marks(look, own), self.rupa.run(look, own, "caps")
        if self.rupa.heading(own) and {"type": "bold"} not in marks:
            marks = [{"type": "bold"}, *marks]
        if look is not None and look.find(f"{W}strike") is not None:
            self.lost["coretan huruf"] += 1
        for child in run:
            name = child.tag.rpartition("}")[2]
            if name in ("t", "tab", "noBreakHyphen"):
                text = {"tab": "\t", "noBreakHyphen": "-"}.get(name) or (child.text or "")
                _append(pieces[-1], text.upper() if caps else text, marks)
            elif name in ("br", "cr"):
                if val(child, "type") == "page":
                    pieces.append([])
                elif val(child, "type") != "column":
                    pieces[-1].append({"type": "hard_break"})
            elif name in _LOST:
                self.lost[_LOST[name]] += 1

    def table(self, table: Element) -> list[Node]:
        """A table, or its rows as text when it is wider than a table of a naskah may be."""
        widths = [whole(val(c, "w")) // PIXEL for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        rows: list[list[Node]] = []
        above: dict[int, Node] = {}
        for tr in (e for e in _unwrapped(table) if e.tag == f"{W}tr"):
            head = tr.find(f"{W}trPr/{W}tblHeader") is not None
            row: list[Node] = []
            column = whole(val(tr.find(f"{W}trPr/{W}gridBefore")))
            for tc in (e for e in _unwrapped(tr) if e.tag == f"{W}tc"):
                look = tc.find(f"{W}tcPr")
                span = max(1, min(63, whole(val(look.find(f"{W}gridSpan")), 1) if look is not None else 1))
                merge = look.find(f"{W}vMerge") if look is not None else None
                if merge is not None and val(merge) != "restart" and column in above:
                    above[column]["attrs"]["rowspan"] += 1
                else:
                    cell = self.cell(tc, span, widths[column : column + span], head=head)
                    row.append(cell)
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = cell
                column += span
            rows.append(row)
        if any(sum(c["attrs"]["colspan"] for c in row) > MOST_COLUMNS for row in rows) or len(widths) > MOST_COLUMNS:
            self.lost[f"tabel lebih dari {MOST_COLUMNS} kolom (menjadi teks)"] += 1
            return [p for row in rows for cell in row for p in cell["content"] if p.get("content")]
        if any(not row for row in rows):  # a row made of nothing but merged cells has no place of its own here
            for row in rows:
                for cell in row:
                    cell["attrs"]["rowspan"] = 1
            rows = [row for row in rows if row]
        return [{"type": "table", "content": [{"type": "table_row", "content": row} for row in rows]}] if rows else []

    def cell(self, tc: Element, span: int, widths: list[int], *, head: bool) -> Node:
        content: list[Node] = []
        lists = Daftar([], self.lost)
        for element in _unwrapped(tc):
            if element.tag == f"{W}tbl":
                self.lost["tabel di dalam tabel (menjadi teks)"] += 1
                content += _paragraphs(self.table(element))
            elif element.tag == f"{W}p":
                own = element.find(f"{W}pPr")
                number = self.rupa.numbered(own)
                words = [n for piece in self.pages(element, own) for n in piece]
                if words:
                    text = self.spaced(words)
                    if number is not None and text:
                        text = [{"type": "text", "text": lists.marked(*number) + " "}, *text]
                    align = _ALIGN.get(val(self.rupa.paragraph(own, f"{W}jc")) or "", "left")
                    content.append(
                        {
                            "type": "paragraph",
                            "attrs": {"align": align, "indent": 0, "firstLine": False},
                            "content": text,
                        }
                    )
        wide = [max(0, min(5000, w)) for w in widths]
        return {
            "type": "table_header" if head else "table_cell",
            "attrs": {"colspan": span, "rowspan": 1, "colwidth": wide if len(wide) == span and all(wide) else None},
            "content": content or [{"type": "paragraph", "attrs": {"align": "left", "indent": 0, "firstLine": False}}],
        }


def _paragraphs(blocks: list[Node]) -> list[Node]:
    """What a table became, without its rows and cells; one that was too wide is paragraphs already."""
    made: list[Node] = []
    for block in blocks:
        if block["type"] == "table":
            made += [p for row in block["content"] for cell in row["content"] for p in cell["content"]]
        else:
            made.append(block)
    return made


def _unwrapped(holder: Element) -> Iterator[Element]:
    """Children, seen through content controls and the like."""
    for child in holder:
        if child.tag.rpartition("}")[2] in _THROUGH:
            yield from _unwrapped(child)
        else:
            yield child


def _append(piece: list[Node], text: str, marks: list[dict[str, str]]) -> None:
    """Put words behind others; runs that look the same become one."""
    text = _CONTROL.sub("", text)
    if not text:
        return
    last = piece[-1] if piece else None
    if last is not None and last["type"] == "text" and last.get("marks", []) == marks:
        last["text"] += text
    else:
        piece.append({"type": "text", "text": text, **({"marks": list(marks)} if marks else {})})
