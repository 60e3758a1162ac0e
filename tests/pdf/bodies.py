"""Bodies and pages for the tests of typesetting: generated ones within the allow-list, and one that is easy to read."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import strategies as st
from pypdf import PdfReader

from eoffice.naskah.document import Halaman, Kop, Penanda, Tujuan
from eoffice.pdf import isi

WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
)
MARKS = st.lists(st.sampled_from(isi.MARKS), unique=True, max_size=3).map(lambda names: [{"type": n} for n in names])

TEXT = st.fixed_dictionaries({"type": st.just("text"), "text": WORDS}, optional={"marks": MARKS})
BREAK = st.just({"type": "hard_break"})
FIELD = st.sampled_from(sorted(isi.FIELDS)).map(lambda key: {"type": "field", "attrs": {"key": key}})

PARAGRAPH = st.fixed_dictionaries(
    {"type": st.just("paragraph")},
    optional={
        "attrs": st.fixed_dictionaries(
            {},
            optional={
                "align": st.sampled_from(isi.ALIGNS),
                "indent": st.integers(0, 4),
                "firstLine": st.booleans(),
            },
        ),
        "content": st.lists(TEXT | BREAK | FIELD, max_size=4),
    },
)


def _list(paragraphs: Any, deeper: Any) -> Any:
    item = st.tuples(paragraphs, st.lists(paragraphs | deeper, max_size=2)).map(
        lambda parts: {"type": "list_item", "content": [parts[0], *parts[1]]}
    )
    return st.fixed_dictionaries(
        {"type": st.just("list"), "content": st.lists(item, min_size=1, max_size=3)},
        optional={
            "attrs": st.fixed_dictionaries(
                {}, optional={"style": st.sampled_from(isi.LIST_STYLES), "start": st.integers(1, 999)}
            )
        },
    )


LIST = _list(PARAGRAPH, _list(PARAGRAPH, _list(PARAGRAPH, PARAGRAPH)))

CELL = st.fixed_dictionaries(
    {
        "type": st.sampled_from(("table_cell", "table_header")),
        "content": st.lists(PARAGRAPH, min_size=1, max_size=2),
    },
    optional={
        "attrs": st.fixed_dictionaries(
            {},
            optional={
                "colspan": st.integers(1, 3),
                "rowspan": st.integers(1, 200),
                "colwidth": st.none() | st.lists(st.integers(0, 900), min_size=1, max_size=3),
                "align": st.none() | st.sampled_from(isi.ALIGNS),
            },
        )
    },
)
ROW = st.lists(CELL, min_size=1, max_size=3).map(lambda cells: {"type": "table_row", "content": cells})
TABLE = (
    st.lists(ROW, min_size=1, max_size=4)
    .filter(lambda rows: len(isi.grid(rows)[0]) <= isi.MAX_COLUMNS)
    .map(lambda rows: {"type": "table", "content": rows})
)
BODY = st.lists(PARAGRAPH | LIST | TABLE | st.just({"type": "page_break"}), min_size=1, max_size=5).map(
    lambda blocks: {"v": 1, "doc": {"type": "doc", "content": blocks}}
)


def nodes(value: Any, path: str = "doc") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every node of a body with its path, outermost first."""
    yield path, value
    for index, child in enumerate(value.get("content", [])):
        yield from nodes(child, f"{path}.content[{index}]")


def body(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"v": 1, "doc": {"type": "doc", "content": list(blocks)}}


def paragraph(words: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": words}]}


KOP = Kop(
    baris=("Pemerintah Kota Arunika", "Sekretariat Daerah"),
    alamat=("Jalan Balai Kota Nomor 1, Arunika 99101", "Telepon (0999) 123456, Laman setda.arunika.example"),
)
SEKDA = Penanda(
    bentuk="an",
    jabatan_atas="Wali Kota Arunika",
    jabatan="Sekretaris Daerah",
    nama="Drs. Hastabrata Kusumadinata, M.Si.",
    pangkat="Pembina Utama Madya",
    nip="196903141994031007",
)
ADDRESS = "https://eoffice.arunika.example/v/3fVb0yY9k2mQeXw7uT5s1A"


def surat(**more: Any) -> Halaman:
    """A final surat dinas; say what is particular."""
    values: dict[str, Any] = {
        "jenis": "surat_dinas",
        "kop": KOP,
        "isi": isi.from_plain(
            "Dalam rangka penyempurnaan tata laksana, bersama ini disampaikan hal berikut.\n\nSekian."
        ),
        "penanda": SEKDA,
        "tempat": "Arunika",
        "nomor": "000.8.3.1/112/ORG/2026",
        "tanggal": date(2026, 4, 13),
        "hal": "Penyampaian Peta Proses Bisnis",
        "tujuan": (Tujuan(jabatan="Kepala Dinas Kesehatan", tempat="Arunika"),),
        "konsep": False,
        "verify_url": ADDRESS,
    }
    return Halaman(**{**values, **more})


def page_texts(pdf: bytes) -> list[str]:
    """Text of every page of a PDF that we made, blanks evened out."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def places(pdf: bytes, page: int = 0) -> list[tuple[float, float, str]]:
    """Every piece of text on a page as (x, y, words); millimetres from the left and bottom edges."""
    found: list[tuple[float, float, str]] = []

    def visit(words: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        if words.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((x * 25.4 / 72, y * 25.4 / 72, words.strip()))

    PdfReader(io.BytesIO(pdf)).pages[page].extract_text(visitor_text=visit)
    return found
