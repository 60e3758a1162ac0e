"""What may stand in the body of a naskah; everything else is refused with its path."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from eoffice.errors import Invalid

MAX_DEPTH: Final = 14  # nodes from doc (1) down to text
MAX_NODES: Final = 20_000
MAX_TEXT: Final = 200_000  # characters in all text nodes together
#: Characters of one paragraph, some six pages; the time to break lines grows with the square of this (TGH-04).
MAX_PARAGRAPH: Final = 20_000
MAX_COLUMNS: Final = 12
MAX_PAGE_BREAKS: Final = 100

MARKS: Final = ("bold", "italic", "underline")
LIST_STYLES: Final = ("decimal", "lower-alpha", "decimal-paren", "lower-alpha-paren", "bullet", "dash")
ALIGNS: Final = ("left", "center", "right", "justify")

FIELDS: Final[Mapping[str, str]] = {
    "nomor": "Nomor naskah",
    "tanggal": "Tanggal naskah",
    "hal": "Hal",
    "tujuan": "Tujuan",
    "nama_penandatangan": "Nama penandatangan",
    "jabatan_penandatangan": "Jabatan penandatangan",
    "unit": "Nama perangkat daerah",
    "tempat": "Tempat",
    "tahun": "Tahun",
}
"""Every key a `field` node may carry, with its name on screen."""

BLOCK: Final = ("paragraph", "list", "table", "page_break")
INLINE: Final = ("text", "hard_break", "field")
CELL: Final = ("table_cell", "table_header")


def _one_of(*values: object) -> Callable[[object], bool]:
    return lambda value: any(value == allowed and type(value) is type(allowed) for allowed in values)


def _whole(low: int, high: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _colwidth(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, list) and 1 <= len(value) <= MAX_COLUMNS and all(map(_whole(0, 5000), value))


@dataclass(frozen=True)
class _Kind:
    """What a node may hold. `least` is the number of children it must have."""

    children: tuple[str, ...] = ()
    least: int = 0
    attrs: Mapping[str, Callable[[object], bool]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    inline: bool = False


_CELL = _Kind(
    children=("paragraph",),
    least=1,
    attrs={
        "colspan": _whole(1, MAX_COLUMNS),
        "rowspan": _whole(1, 200),
        "colwidth": _colwidth,
        "align": _one_of(*ALIGNS, None),
    },
)

KINDS: Final[Mapping[str, _Kind]] = {
    "doc": _Kind(children=BLOCK, least=1),
    "paragraph": _Kind(
        children=INLINE,
        attrs={"align": _one_of(*ALIGNS), "indent": _whole(0, 4), "firstLine": _one_of(True, False)},
    ),
    "list": _Kind(children=("list_item",), least=1, attrs={"style": _one_of(*LIST_STYLES), "start": _whole(1, 999)}),
    "list_item": _Kind(children=("paragraph", "list"), least=1),
    "table": _Kind(children=("table_row",), least=1),
    "table_row": _Kind(children=CELL, least=1),
    "table_cell": _CELL,
    "table_header": _CELL,
    "page_break": _Kind(),
    "text": _Kind(inline=True),
    "hard_break": _Kind(inline=True),
    "field": _Kind(attrs={"key": _one_of(*FIELDS)}, required=("key",), inline=True),
}


#: The keys that each kind may have.
_KNOWN: Final = {
    name: frozenset(
        ("type", *(("attrs",) if kind.attrs else ()), *(("marks",) if kind.inline else ()))
        + (("text",) if name == "text" else ())
        + (("content",) if kind.children else ())
    )
    for name, kind in KINDS.items()
}


class _Wrong(Exception):
    """Something is not allowed; its path is put together on the way up, since nearly every body is accepted."""

    def __init__(self, at: str, why: str) -> None:
        super().__init__(why)
        self.at, self.why = at, why


class _Check:
    """One walk over one body; counts as it goes so that a huge one is refused early."""

    def __init__(self) -> None:
        self.nodes = self.text = self.page_breaks = 0

    def node(self, value: object, allowed: tuple[str, ...], depth: int) -> None:
        if depth > MAX_DEPTH:
            raise _Wrong("", f"bersarang lebih dari {MAX_DEPTH} tingkat")
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Wrong("", f"lebih dari {MAX_NODES} bagian")
        if not isinstance(value, dict):
            raise _Wrong("", "bukan sebuah bagian naskah")
        name = value.get("type")
        if not isinstance(name, str) or name not in allowed:
            raise _Wrong(".type", "jenis bagian ini tidak boleh berada di sini")
        kind = KINDS[name]
        if kind.attrs:
            self.attrs(value.get("attrs", {}), kind)
        if kind.inline:
            if "marks" in value:
                self.marks(value["marks"])
            if name == "text":
                self.characters(value.get("text"))
        if kind.children:
            before = self.text
            self.children(value.get("content", []), name, kind, depth)
            if name == "paragraph" and self.text - before > MAX_PARAGRAPH:
                raise _Wrong("", f"satu paragraf lebih dari {MAX_PARAGRAPH} huruf; bagi menjadi beberapa paragraf")
        if name == "page_break":
            self.page_breaks += 1
            if self.page_breaks > MAX_PAGE_BREAKS:
                raise _Wrong("", f"lebih dari {MAX_PAGE_BREAKS} pemisah halaman")
        if not _KNOWN[name].issuperset(value):
            unknown = next(key for key in value if key not in _KNOWN[name])
            raise _Wrong(f".{_shown(unknown)}", "kunci ini tidak dikenal")

    def children(self, value: object, name: str, kind: _Kind, depth: int) -> None:
        if not isinstance(value, list):
            raise _Wrong(".content", "harus berupa daftar")
        if len(value) < kind.least:
            raise _Wrong(".content", "tidak boleh kosong")
        for index, child in enumerate(value):
            # A list item begins with its own words; a list may only follow them.
            allowed = ("paragraph",) if name == "list_item" and index == 0 else kind.children
            try:
                self.node(child, allowed, depth + 1)
            except _Wrong as wrong:
                wrong.at = f".content[{index}]{wrong.at}"
                raise
        if name == "table" and len(grid(value)[0]) > MAX_COLUMNS:
            raise _Wrong(".content", f"tabel lebih dari {MAX_COLUMNS} kolom")

    def attrs(self, value: object, kind: _Kind) -> None:
        if not isinstance(value, dict):
            raise _Wrong(".attrs", "harus berupa pasangan nama dan nilai")
        for key, item in value.items():
            if key not in kind.attrs:
                raise _Wrong(f".attrs.{_shown(key)}", "atribut ini tidak dikenal")
            if not kind.attrs[key](item):
                raise _Wrong(f".attrs.{key}", "nilai atribut ini tidak diizinkan")
        for key in kind.required:
            if key not in value:
                raise _Wrong(f".attrs.{key}", "atribut ini wajib ada")

    def marks(self, value: object) -> None:
        if not isinstance(value, list):
            raise _Wrong(".marks", "harus berupa daftar")
        seen: set[str] = set()
        for index, mark in enumerate(value):
            if not isinstance(mark, dict) or set(mark) != {"type"} or mark["type"] not in MARKS:
                raise _Wrong(f".marks[{index}]", "tanda huruf ini tidak dikenal")
            if mark["type"] in seen:
                raise _Wrong(f".marks[{index}]", "tanda huruf ini ganda")
            seen.add(mark["type"])

    def characters(self, value: object) -> None:
        if not isinstance(value, str) or not value:
            raise _Wrong(".text", "teks tidak boleh kosong")
        self.text += len(value)
        if self.text > MAX_TEXT:
            raise _Wrong(".text", f"teks lebih dari {MAX_TEXT} huruf")
        if value.isascii() and value.isprintable():
            return
        if FORBIDDEN.search(value):
            raise _Wrong(".text", "teks memuat karakter kendali")
        if INVISIBLE.search(value):
            near = INVISIBLE.sub("", value)[:40]
            raise _Wrong(".text", f"teks memuat tanda yang tidak terlihat di dekat “{near}”")


FORBIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: Signs without a shape that turn the direction of what follows, join, mark or hide: a reader would see other words
#: than are stored, and other words than are signed (CNT-01, CNT-06).
INVISIBLE: Final = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def without_invisible(value: Any, depth: int = 0) -> Any:
    """A posted body without `INVISIBLE` signs, as they come along with text pasted from elsewhere; not yet checked.

    A text that consisted of nothing else goes with them. What is nested deeper than any body is left for `check`.
    """
    if isinstance(value, str):
        return INVISIBLE.sub("", value)
    if depth > 3 * MAX_DEPTH:
        return value
    if isinstance(value, list):
        kept = [without_invisible(each, depth + 1) for each in value]
        return [new for old, new in zip(value, kept, strict=True) if not _emptied(old, new)]
    if isinstance(value, dict):
        return {key: without_invisible(each, depth + 1) for key, each in value.items()}
    return value


def _emptied(old: object, new: object) -> bool:
    return isinstance(new, dict) and new.get("type") == "text" and new.get("text") == "" and new != old


def _refuse(path: str, why: str) -> Invalid:
    return Invalid(
        "Isi naskah memuat bagian yang tidak dapat disimpan. Hapus bagian itu lalu coba lagi.",
        {"isi": f"{path}: {why}"},
    )


def _shown(key: object) -> str:
    return FORBIDDEN.sub("?", str(key))[:40]


def check(value: object) -> None:
    """Accept a body or refuse it whole. Run before storing and again before rendering.

    Raises:
        Invalid: something outside the allow-list; `fields["isi"]` begins with its path,
            for example ``doc.content[0].attrs.align: …``.
    """
    if not isinstance(value, dict):
        raise _refuse("isi", "bukan isi naskah")
    if type(value.get("v")) is not int or value["v"] != 1:
        raise _refuse("v", "versi isi tidak dikenal")
    for key in value:
        if key not in ("v", "doc"):
            raise _refuse(_shown(key), "kunci ini tidak dikenal")
    try:
        _Check().node(value.get("doc"), ("doc",), 1)
    except _Wrong as wrong:
        raise _refuse(f"doc{wrong.at}", wrong.why) from None


Placed = tuple[int, int, int, int, Mapping[str, Any]]
"""row, column, rowspan, colspan, cell: where a cell of a table really lies."""


def grid(rows: list[Any]) -> tuple[list[int], list[Placed]]:
    """Resolve the spans of a table: its columns as a list of their indices, and every cell with its place.

    Spans are cut where they would leave the table or cover another cell, so the result never overlaps.
    """
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    columns = 1
    for row, table_row in enumerate(rows):
        column = 0
        for cell in table_row.get("content", []):
            while (row, column) in taken:
                column += 1
            attrs = cell.get("attrs", {})
            wide = 1
            while wide < attrs.get("colspan", 1) and (row, column + wide) not in taken:
                wide += 1
            if column + wide > MAX_COLUMNS:  # too wide to print; going on could cost gigabytes
                return list(range(column + wide)), placed
            tall = min(attrs.get("rowspan", 1), len(rows) - row)
            taken.update((row + down, column + right) for down in range(tall) for right in range(wide))
            placed.append((row, column, tall, wide, cell))
            column += wide
            columns = max(columns, column)
    return list(range(columns)), placed
