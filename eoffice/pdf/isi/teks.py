"""The words of a body: markers, plain text, and typed text as a body."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from eoffice.pdf.isi.skema import FORBIDDEN, INVISIBLE

MISSING: Final = "……"
"""Printed for a field whose value is not known yet."""


def marker(style: str, number: int) -> str:
    """What stands before a list item: ``1.``, ``a.``, ``1)``, ``a)``, ``•`` or ``–``."""
    if style == "bullet":
        return "•"
    if style == "dash":
        return "–"
    end = ")" if style.endswith("-paren") else "."
    return (str(number) if style.startswith("decimal") else abjad(number)) + end


def abjad(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    word = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        word = chr(ord("a") + rest) + word
    return word


def used_fields(value: Mapping[str, Any]) -> frozenset[str]:
    """Keys of the fields in a checked body; one without a value blocks sending."""
    return frozenset(node["attrs"]["key"] for node in _walk(value["doc"]) if node["type"] == "field")


def _walk(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("content", []):
        yield from _walk(child)


def plain_text(value: Mapping[str, Any], values: Mapping[str, str] | None = None) -> str:
    """A checked body as text for search, differences and screen readers: one line per paragraph, cells by tab."""
    return "\n".join(_lines(value["doc"]["content"], values or {}))


def _lines(blocks: list[Any], values: Mapping[str, str]) -> Iterator[str]:
    for block in blocks:
        if block["type"] == "paragraph":
            yield inline_text(block, values)
        elif block["type"] == "list":
            attrs = block.get("attrs", {})
            for number, item in enumerate(block["content"], attrs.get("start", 1)):
                first, *rest = _lines(item["content"], values)
                yield f"{marker(attrs.get('style', 'decimal'), number)} {first}".rstrip()
                yield from rest
        elif block["type"] == "table":
            for row in block["content"]:
                yield "\t".join(" ".join(_lines(cell["content"], values)) for cell in row["content"])


def inline_text(paragraph: Mapping[str, Any], values: Mapping[str, str] | None = None) -> str:
    """The words of one paragraph; a hard break becomes a space, a field its value."""
    words = []
    for node in paragraph.get("content", []):
        if node["type"] == "text":
            words.append(node["text"])
        elif node["type"] == "field":
            words.append((values or {}).get(node["attrs"]["key"]) or MISSING)
        else:
            words.append(" ")
    return "".join(words)


_ITEM: Final = re.compile(
    r"(?:(?P<number>\d{1,3})|(?P<abjad>[a-z]))(?P<end>[.)])\s+(?P<words>.*)|(?P<dash>[-–•])\s+(?P<point>.*)"
)


def from_plain(text: str) -> dict[str, Any]:
    """A typed text as a body: a blank line ends a paragraph, lines like ``1. ``, ``a. `` or ``- `` become lists.

    Text beyond the limits of `check` is kept; checking afterwards is the caller's part.
    """
    blocks: list[dict[str, Any]] = []
    pending: list[str] = []

    def close() -> None:
        if pending:
            blocks.append(_paragraph(pending))
            pending.clear()

    for raw in re.split(r"\r\n|\r|\n|\u2028|\u2029|\x0c|\x0b|\x85", text):
        line = INVISIBLE.sub("", FORBIDDEN.sub("", raw.replace("\t", " "))).strip()
        if not line:
            close()
        elif (match := _ITEM.fullmatch(line)) and (item := _item(match)):
            close()
            _append(blocks, *item)
        else:
            pending.append(line)
    close()
    return {"v": 1, "doc": {"type": "doc", "content": blocks or [{"type": "paragraph"}]}}


def _item(match: re.Match[str]) -> tuple[str, int, str] | None:
    paren = "-paren" if match["end"] == ")" else ""
    if match["number"]:
        number = int(match["number"])
        return ("decimal" + paren, number, match["words"]) if number and match["number"].isascii() else None
    if match["abjad"]:
        return "lower-alpha" + paren, ord(match["abjad"]) - ord("a") + 1, match["words"]
    return ("bullet" if match["dash"] == "•" else "dash"), 1, match["point"]


def _append(blocks: list[dict[str, Any]], style: str, number: int, words: str) -> None:
    """Continue the list above when the number follows on; otherwise begin a new one."""
    paragraph: dict[str, Any] = {"type": "paragraph"}
    if words:
        paragraph["content"] = [{"type": "text", "text": words}]
    item = {"type": "list_item", "content": [paragraph]}
    last = blocks[-1] if blocks else {}
    same = last.get("type") == "list" and last["attrs"]["style"] == style
    if same and (style in ("bullet", "dash") or last["attrs"]["start"] + len(last["content"]) == number):
        last["content"].append(item)
        return
    blocks.append({"type": "list", "attrs": {"style": style, "start": number}, "content": [item]})


def _paragraph(lines: list[str]) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    for line in lines:
        if content:
            content.append({"type": "hard_break"})
        content.append({"type": "text", "text": unicodedata.normalize("NFC", line)})
    return {"type": "paragraph", "attrs": {"align": "justify", "indent": 0, "firstLine": True}, "content": content}
