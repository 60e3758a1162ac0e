"""Numbered paragraphs one after another, put together as nested lists."""

from collections import Counter
from typing import Any, Final

from eoffice.sandbox.tasks.docx_rupa import Level

Node = dict[str, Any]
#: The styles of numbered levels; the same order as in the editor: 1. a. 1) a)
STYLES: Final = ("decimal", "lower-alpha", "decimal-paren", "lower-alpha-paren")
DEEPEST: Final = len(STYLES)


class Daftar:
    """Builds lists into `found`; numbers go on where an earlier list of the same numbering stopped."""

    def __init__(self, found: list[Node], lost: Counter[str]) -> None:
        self.found, self.lost = found, lost
        self.stack: list[Node] = []
        self.counted: dict[tuple[str, int], int] = {}

    @property
    def open(self) -> bool:
        """Whether the last block was a list item."""
        return bool(self.stack)

    def end(self) -> None:
        """Something else follows."""
        self.stack.clear()

    def item(self, key: str, depth: int, level: Level, words: list[Node]) -> None:
        """One more item."""
        number = self._count(key, depth, level)
        if depth >= DEEPEST:
            self.lost[f"penomoran di bawah tingkat {DEEPEST}"] += 1
        depth = min(depth, DEEPEST - 1, len(self.stack))
        style = self._style(level, depth)
        del self.stack[depth + 1 :]
        if len(self.stack) > depth and self.stack[depth]["attrs"]["style"] != style:
            del self.stack[depth:]
        if len(self.stack) <= depth:
            made: Node = {"type": "list", "attrs": {"style": style, "start": min(999, number)}, "content": []}
            if depth:
                self.stack[depth - 1]["content"][-1]["content"].append(made)
            else:
                self.found.append(made)
            self.stack.append(made)
        self.stack[depth]["content"].append({"type": "list_item", "content": [_paragraph(words)]})

    def more(self, words: list[Node]) -> None:
        """A further paragraph of the last item."""
        self.stack[-1]["content"][-1]["content"].append(_paragraph(words))

    def marked(self, key: str, depth: int, level: Level) -> str:
        """The sign of one more item, for a place where no list may stand."""
        number = self._count(key, depth, level)
        style = self._style(level, min(depth, DEEPEST - 1))
        if style == "bullet":
            return "•"
        if style == "dash":
            return "–"
        alphabetic = "alpha" in style and number <= 26
        return (chr(ord("a") + number - 1) if alphabetic else str(number)) + (")" if style.endswith("-paren") else ".")

    def _count(self, key: str, depth: int, level: Level) -> int:
        number = self.counted.get((key, depth), level.start - 1) + 1
        self.counted[(key, depth)] = number
        for deeper in [k for k in self.counted if k[0] == key and k[1] > depth]:
            del self.counted[deeper]
        return number

    def _style(self, level: Level, depth: int) -> str:
        if level.fmt == "bullet":
            return "dash" if level.text.strip() in ("-", "–", "—", "\uf02d") else "bullet"
        numbered = sum(1 for each in self.stack[:depth] if each["attrs"]["style"] in STYLES) if self.stack else depth
        return STYLES[min(numbered, DEEPEST - 1)]


def _paragraph(words: list[Node]) -> Node:
    text = [{**node, "text": node["text"].replace("\t", " ")} if node["type"] == "text" else node for node in words]
    return {"type": "paragraph", "content": text}
