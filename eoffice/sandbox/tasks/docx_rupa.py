"""How a DOCX says that words are bold, centred or numbered: its styles and its numbering, resolved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Styles that rest on one another; honest ones are three or four deep.
DEEPEST: Final = 12
_MARKS: Final = {"b": "bold", "i": "italic", "u": "underline"}


def val(element: Element | None, name: str = "val") -> str | None:
    """An attribute of the word-processing namespace."""
    return element.get(W + name) if element is not None else None


def whole(raw: str | None, otherwise: int = 0) -> int:
    """A number of twips or a level; anything else counts as `otherwise`."""
    try:
        return int(float(raw or ""))
    except (ValueError, OverflowError):
        return otherwise


def _on(element: Element | None) -> bool | None:
    """A switch: absent None, else whether it is on; underline «none» is off."""
    if element is None:
        return None
    return val(element) not in ("0", "false", "off", "none")


@dataclass(frozen=True)
class Level:
    """One level of a numbering: its format, the text around its number, where it starts."""

    fmt: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class Rupa:
    """The styles and numberings of one document."""

    styles: dict[str, Element] = field(default_factory=dict)
    normal: str = ""
    nums: dict[str, dict[int, Level]] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: Element | None, numbering: Element | None) -> "Rupa":
        """Read styles.xml and numbering.xml; either may be missing."""
        made = cls()
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            key = val(style, "styleId")
            if key:
                made.styles[key] = style
                if val(style, "type") == "paragraph" and val(style, "default") in ("1", "true"):
                    made.normal = key
        if numbering is not None:
            made.nums = dict(_numberings(numbering))
        return made

    def chain(self, key: str | None) -> Iterator[Element]:
        """A style, then the one it rests on, and so on."""
        for _ in range(DEEPEST):
            style = self.styles.get(key or "")
            if style is None:
                return
            yield style
            key = val(style.find(f"{W}basedOn"))

    def paragraph(self, own: Element | None, path: str) -> Element | None:
        """A property of a paragraph: its own, else that of its style."""
        found = own.find(path) if own is not None else None
        if found is not None:
            return found
        for style in self.chain(self.style(own)):
            found = style.find(f"{W}pPr/{path}")
            if found is not None:
                return found
        return None

    def style(self, own: Element | None) -> str:
        """The id of a paragraph's style."""
        return (val(own.find(f"{W}pStyle")) if own is not None else None) or self.normal

    def heading(self, own: Element | None) -> bool:
        """Whether the paragraph is a heading."""
        for style in self.chain(self.style(own)):
            name = (val(style.find(f"{W}name")) or "").lower()
            if name.startswith("heading") or name in ("title", "judul"):
                return True
        return False

    def run(self, own: Element | None, paragraph: Element | None, name: str) -> bool:
        """Whether a switch of the letters (b, i, u, caps, vanish) is on: in the run, its style, its paragraph's style."""
        said = _on(own.find(W + name)) if own is not None else None
        if said is not None:
            return said
        keys = [val(own.find(f"{W}rStyle")) if own is not None else None, self.style(paragraph)]
        for key in keys:
            for style in self.chain(key):
                said = _on(style.find(f"{W}rPr/{W}{name}"))
                if said is not None:
                    return said
        return False

    def marks(self, own: Element | None, paragraph: Element | None) -> list[dict[str, str]]:
        """Bold, italic and underline of a run, as the document model writes them."""
        return [{"type": mark} for name, mark in _MARKS.items() if self.run(own, paragraph, name)]

    def numbered(self, own: Element | None) -> tuple[str, int, Level] | None:
        """The numbering a paragraph stands in: its id, its level from 0, and how that level is written."""
        num = self.paragraph(own, f"{W}numPr")
        if num is None:
            return None
        key, depth = val(num.find(f"{W}numId")) or "0", max(0, min(8, whole(val(num.find(f"{W}ilvl")))))
        level = self.nums.get(key, {}).get(depth)
        return (key, depth, level) if level is not None and level.fmt != "none" else None


def _numberings(numbering: Element) -> Iterator[tuple[str, dict[int, Level]]]:
    abstract = {
        val(each, "abstractNumId"): {whole(val(level, "ilvl")): _level(level) for level in each.iterfind(f"{W}lvl")}
        for each in numbering.iterfind(f"{W}abstractNum")
    }
    for num in numbering.iterfind(f"{W}num"):
        levels = dict(abstract.get(val(num.find(f"{W}abstractNumId")), {}))
        for change in num.iterfind(f"{W}lvlOverride"):
            depth = whole(val(change, "ilvl"))
            own = change.find(f"{W}lvl")
            begun = val(change.find(f"{W}startOverride"))
            if own is not None:
                levels[depth] = _level(own)
            if begun is not None and depth in levels:
                levels[depth] = Level(levels[depth].fmt, levels[depth].text, max(1, whole(begun, 1)))
        yield val(num, "numId") or "", levels


def _level(level: Element) -> Level:
    return Level(
        val(level.find(f"{W}numFmt")) or "decimal",
        val(level.find(f"{W}lvlText")) or "",
        max(1, whole(val(level.find(f"{W}start")), 1)),
    )
