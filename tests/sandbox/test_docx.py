"""A DOCX becomes a body of a naskah: what comes along, what is said to be lost, and what is refused."""

from pathlib import Path
from typing import Any

import hostile
import pytest

from eoffice import sandbox
from eoffice.pdf import isi
from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.tasks import docx

#: Written with the library python-docx: a heading, marks, a numbered list, a table with a merged cell, an image, a page
#: break, a tracked insertion and deletion, a header.
PUSTAKA = Path(__file__).parent / "docx" / "pustaka.docx"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = "".join(
    f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for n, (fmt, text) in enumerate(
        (("decimal", "%1."), ("lowerLetter", "%2."), ("decimal", "%3)"), ("lowerLetter", "%4)"), ("decimal", "%5."))
    )
)
NUMBERING = (
    f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def _read(content: bytes) -> tuple[list[dict[str, Any]], dict[str, int]]:
    info, _ = docx.baca_docx(content)
    isi.check(info["isi"])
    return info["isi"]["doc"]["content"], dict(info["dibuang"])


def _p(text: str, level: int | None = None, num: int = 1, more: str = "") -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if level is not None else ""
    return f"<w:p><w:pPr>{numbered}{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _file(body: str) -> bytes:
    return hostile.office(body=body, word__numbering_DOT_xml=NUMBERING)


def test_a_document_of_a_library_comes_over_with_its_looks_and_says_what_it_lost() -> None:
    blocks, lost = _read(PUSTAKA.read_bytes())

    assert [b["type"] for b in blocks] == [
        "paragraph", "paragraph", "list", "list", "list", "paragraph", "table", "page_break", "paragraph",
    ]  # fmt: skip
    assert blocks[0]["content"] == [{"type": "text", "text": "Latar Belakang", "marks": [{"type": "bold"}]}]
    assert [(n["text"], [m["type"] for m in n.get("marks", [])]) for n in blocks[1]["content"]] == [
        ("Bersama ini kami sampaikan ", []),
        ("laporan", ["bold"]),
        (" bantuan ", []),
        ("sosial", ["italic"]),
        (" triwulan ketiga", ["underline"]),
        (".", []),
    ]
    assert blocks[1]["attrs"] == {"align": "justify", "indent": 0, "firstLine": True}
    assert blocks[4]["attrs"] == {"style": "decimal", "start": 3}
    rows = blocks[6]["content"]
    assert [c["type"] for c in rows[0]["content"]] == ["table_header"] * 3
    assert [c["attrs"]["colspan"] for c in rows[2]["content"]] == [2, 1]
    assert isi.plain_text({"doc": {"content": blocks[-1:]}}).endswith("terima kasih. Disisipkan.")
    assert lost == {"gambar": 1, "teks yang dihapus dalam lacak perubahan": 1, "kepala atau kaki halaman": 1}


def test_levels_of_a_numbering_nest_as_in_the_editor_and_go_on_behind_a_paragraph() -> None:
    body = _p("satu", 0) + _p("anak", 1) + _p("cucu", 2) + _p("cicit", 3) + _p("lebih", 4) + _p("dua", 0)
    blocks, lost = _read(_file(body + _p("sela") + _p("tiga", 0) + _p("strip", 0, 2)))

    text = isi.plain_text({"doc": {"content": blocks}})
    assert text.split("\n") == ["1. satu", "a. anak", "1) cucu", "a) cicit", "b) lebih", "2. dua", "sela", "3. tiga", "– strip"]  # fmt: skip
    assert lost == {"penomoran di bawah tingkat 4": 1}


def test_a_numbering_that_begins_below_one_begins_at_one() -> None:
    begun = '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride></w:num>'
    cell = f"<w:tbl><w:tr><w:tc>{_p('huruf', 1)}</w:tc></w:tr></w:tbl>"
    for level, start in ((0, "0"), (1, "-200")):
        numbering = NUMBERING.replace(
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', begun.format(level, start)
        )
        blocks, _ = _read(hostile.office(body=_p("satu", 0) + cell, word__numbering_DOT_xml=numbering))

        assert isi.plain_text({"doc": {"content": blocks}}).split("\n") == ["1. satu", "a. huruf"]


def test_words_in_links_fields_content_controls_and_insertions_stay() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p><w:hyperlink>{run.format('tautan ')}</w:hyperlink><w:ins>{run.format('sisipan ')}</w:ins>"
        f"<w:sdt><w:sdtContent>{run.format('isian ')}</w:sdtContent></w:sdt><w:fldSimple>{run.format('kolom')}</w:fldSimple>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r></w:p><w:sdt><w:sdtContent><w:p><w:r><w:tab/><w:t>blok\tx</w:t>"
        "</w:r></w:p></w:sdtContent></w:sdt>"
    )

    blocks, lost = _read(_file(body))

    assert isi.plain_text({"doc": {"content": blocks}}) == "tautan sisipan isian kolom\nblok x"
    assert blocks[1]["attrs"]["firstLine"] is True
    assert lost == {
        "tautan (kata-katanya tetap)": 1,
        "teks tersembunyi": 1,
        "tabulasi di tengah baris (menjadi spasi)": 1,
    }


def test_tables_keep_merged_cells_and_wide_ones_become_text() -> None:
    def cell(text: str, look: str = "") -> str:
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{_p(text)}</w:tc>"

    first, second = cell("Wilayah", '<w:vMerge w:val="restart"/>'), cell("", "<w:vMerge/>")
    merged = f"<w:tbl><w:tr>{first}{cell('Barat')}</w:tr><w:tr>{second}{cell('Timur')}</w:tr></w:tbl>"
    wide = f"<w:tbl><w:tr>{''.join(cell(str(n)) for n in range(13))}</w:tr></w:tbl>"

    blocks, lost = _read(_file(merged + wide))
    (nested,), _ = _read(_file(f"<w:tbl><w:tr><w:tc>{wide}{merged}</w:tc></w:tr></w:tbl>"))

    inside = [isi.inline_text(p) for p in nested["content"][0]["content"][0]["content"]]
    assert inside == [*(str(n) for n in range(13)), "Wilayah", "Barat", "Timur"]
    rows = blocks[0]["content"]
    assert [[(c["attrs"]["rowspan"], isi.inline_text(c["content"][0])) for c in r["content"]] for r in rows] == [
        [(2, "Wilayah"), (1, "Barat")],
        [(1, "Timur")],
    ]
    assert [isi.inline_text(b) for b in blocks[1:]] == [str(n) for n in range(13)]
    assert lost == {"tabel lebih dari 12 kolom (menjadi teks)": 1}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (hostile.office(word__media__a_DOT_bin=bytes(30 * 1024 * 1024)), "membengkak"),
        (hostile.office(word__lain_DOT_xml='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), "DTD"),
        (hostile.office(word__vbaProject_DOT_bin=b"x"), "makro"),
        (hostile.office(word___rels__d_DOT_rels=hostile.relations(("image", "http://jahat.example/x", True))), "luar"),
        (hostile.office("xlsx"), "DOCX|Word"),
        (b"PK\x03\x04", "rusak|ZIP|tersembunyi"),
        (hostile.office(body="<w:p/>" * 12_001), "panjang"),
    ],
)
def test_hostile_documents_are_refused(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        docx.baca_docx(content)


def test_it_is_read_in_the_sandbox() -> None:
    body, lost = sandbox.baca_docx(PUSTAKA.read_bytes())

    isi.check(body)
    assert ("gambar", 1) in lost
