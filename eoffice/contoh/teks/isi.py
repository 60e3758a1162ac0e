"""Small builders for the body of a naskah, in the JSON of `eoffice.pdf.isi`."""

from collections.abc import Iterable, Sequence
from typing import Any

Node = dict[str, Any]


def text(words: str, *marks: str) -> Node:
    """A run of text; marks are bold, italic or underline."""
    node: Node = {"type": "text", "text": words}
    return {**node, "marks": [{"type": m} for m in marks]} if marks else node


def paragraph(words: str, *, first_line: bool = True, align: str = "justify") -> Node:
    """A paragraph of plain words."""
    attrs = {"align": align, "indent": 0, "firstLine": first_line}
    return {"type": "paragraph", "attrs": attrs, "content": [text(words)]}


def numbered(items: Iterable[str], style: str = "decimal") -> Node:
    """A list of one paragraph each; style as in the check of the body."""
    return {
        "type": "list",
        "attrs": {"style": style, "start": 1},
        "content": [{"type": "list_item", "content": [paragraph(words, first_line=False)]} for words in items],
    }


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Node:
    """A table whose first row repeats on every page."""

    def cell(kind: str, words: str, align: str) -> Node:
        mark = ("bold",) if kind == "table_header" else ()
        attrs = {"align": align, "indent": 0, "firstLine": False}
        return {
            "type": kind,
            "attrs": {"colspan": 1, "rowspan": 1, "colwidth": None, "align": align},
            "content": [{"type": "paragraph", "attrs": attrs, "content": [text(words, *mark)] if words else []}],
        }

    def row(kind: str, words: Sequence[str]) -> Node:
        align = "center" if kind == "table_header" else "left"
        return {"type": "table_row", "content": [cell(kind, w, align) for w in words]}

    return {"type": "table", "content": [row("table_header", head), *(row("table_cell", r) for r in rows)]}


def body(nodes: Iterable[Node]) -> Node:
    """The stored value around the nodes."""
    return {"v": 1, "doc": {"type": "doc", "content": list(nodes)}}


def items(parts: Sequence[str]) -> list[str]:
    """The points of one sentence: semicolons, «dan» before the last, a full stop at the end."""
    if len(parts) == 1:
        return [f"{parts[0]}."]
    return [*(f"{p};" for p in parts[:-2]), f"{parts[-2]}; dan", f"{parts[-1]}."]
