"""The body on paper: everything allowed renders, and nothing typed becomes markup."""

import io
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from eoffice.errors import Invalid
from eoffice.naskah.document import Rendered, render
from eoffice.pdf import flow, fonts, isi, tabel
from tests.langkah import langkah
from tests.pdf.bodies import BODY, body, page_texts, paragraph, surat

MARKUP = (
    '<img src="/etc/passwd"/>',
    '<a href="file:///etc/passwd">buka</a>',
    '<font color="[[[getattr(pow, Word(1))] for Word in [1]]]">merah</font>',
    "<b>tebal</b> &amp; <unclosed",
    "</para><para>",
    "a < b && c > d",
    "{{ 7*7 }} %(x)s ${x}",
    "<br/>]]><!-- x -->",
)


@given(BODY)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_body_within_the_allow_list_becomes_a_naskah(value: Any) -> None:
    made = render(surat(isi=value))

    assert made.pages >= 1
    assert 1 <= made.qr_box[0] <= made.pages


# KEAMANAN: CNT-02
@pytest.mark.parametrize("words", MARKUP)
def test_markup_in_the_body_is_printed_as_typed(words: str) -> None:
    marked = {"type": "text", "text": words, "marks": [{"type": "bold"}, {"type": "underline"}]}
    cell = {"type": "table_cell", "content": [paragraph(words)]}
    row = {"type": "table_row", "content": [cell]}
    blocks = (
        paragraph(words),
        {"type": "paragraph", "content": [marked]},
        {"type": "list", "content": [{"type": "list_item", "content": [paragraph(words)]}]},
        {"type": "table", "content": [row]},
    )

    (text,) = page_texts(render(surat(isi=body(*blocks))).pdf)

    assert text.count(words) == 4


# KEAMANAN: CNT-02
def test_reportlab_may_open_neither_files_nor_addresses_nor_expressions() -> None:
    fonts.register()
    from reportlab import rl_config

    assert (rl_config.trustedHosts, rl_config.trustedSchemes, rl_config.toColorCanUse) == (None, [], None)


def test_a_body_is_checked_again_before_it_is_set() -> None:
    with pytest.raises(Invalid):
        render(surat(isi=body({"type": "image"})))


def test_control_characters_vanish_and_unknown_glyphs_become_a_box() -> None:
    assert fonts.printable("a\x00b\u202ec\td\U0001f600") == "abc d□"
    assert fonts.teks("<&>") == "&lt;&amp;&gt;"


def test_a_table_row_taller_than_a_page_is_set_as_paragraphs() -> None:
    tall = {"type": "table_cell", "content": [paragraph("kata " * 1200), paragraph("ujung")]}
    table = {"type": "table", "content": [{"type": "table_row", "content": [tall, tall]}]}

    made = render(surat(isi=body(table)))

    assert sum(text.count("ujung") for text in page_texts(made.pdf)) == 2


def test_a_long_table_repeats_its_heading_on_every_page() -> None:
    def row(kind: str, *words: str) -> dict[str, Any]:
        cells = [{"type": kind, "content": [paragraph(word)]} for word in words]
        return {"type": "table_row", "content": cells}

    rows = [row("table_header", "Nomor", "Perangkat")]
    rows += [row("table_cell", str(number), "Dinas") for number in range(90)]

    texts = page_texts(render(surat(isi=body({"type": "table", "content": rows}))).pdf)

    assert len(texts) == 4
    assert all("Nomor Perangkat" in text for text in texts)


def test_nested_lists_keep_their_markers_and_start() -> None:
    inner = {
        "type": "list",
        "attrs": {"style": "lower-alpha"},
        "content": [{"type": "list_item", "content": [paragraph("dalam")]}],
    }
    outer = {
        "type": "list",
        "attrs": {"style": "decimal", "start": 4},
        "content": [{"type": "list_item", "content": [paragraph("luar"), inner]}],
    }

    (text,) = page_texts(render(surat(isi=body(outer))).pdf)

    assert "4. luar a. dalam" in text


def test_a_page_break_begins_a_new_page() -> None:
    made = render(surat(isi=body(paragraph("satu"), {"type": "page_break"}, paragraph("dua"))))

    assert made.pages == 2
    assert "dua" in page_texts(made.pdf)[1]


@pytest.mark.parametrize("marks", [[], [{"type": "bold"}]])
def test_a_few_words_before_a_long_nomor_are_not_spread_over_the_line(marks: list[Any]) -> None:
    runs = [
        {"type": "text", "text": "Surat persetujuan ", "marks": marks},
        {
            "type": "text",
            "text": f"Nomor 000.5.6.2/{'5' * 52}/2026 tanggal 23 November 2026 dan tetap rata kiri kanan ",
        },
        {"type": "text", "text": "pada baris lain yang panjangnya wajar, " * 6},
    ]
    merged = [{"type": "text", "text": "".join(run["text"] for run in runs)}]
    made = render(surat(isi=body({"type": "paragraph", "content": runs if marks else merged})))

    drawn = PdfReader(io.BytesIO(made.pdf)).pages[0].get_contents()
    assert drawn is not None
    gaps = [float(gap) for gap in re.findall(rb"([\d.]+) Tw", drawn.get_data())]
    assert any(gaps)  # its ordinary lines are justified all the same
    assert max(gaps) <= 12


def test_nor_are_they_in_the_items_that_a_naskah_sets_of_its_own_fields() -> None:
    words = "Surat persetujuan Nomor 000.5.6.2/5/DISKOMINFO/2026 tanggal 23 November 2026;"
    item = flow.plain(words, flow.NORMAL, align="justify")

    item.wrap(250, 100)

    (over, first), (little, _), *_ = item.blPara.lines
    assert (over, first) == (0, ["Surat", "persetujuan", "Nomor"])
    assert little > 0


def test_twice_as_many_paragraphs_are_set_with_twice_the_work() -> None:
    def steps(paragraphs: int) -> int:
        body_ = isi.from_plain("\n\n".join(["Kalimat dinas yang cukup panjang. " * 5] * paragraphs))
        made: list[Rendered] = []
        count = langkah(lambda: made.append(render(surat(isi=body_))))
        assert made[0].pages > paragraphs // 20
        return count

    steps(1)  # what is kept from the first time on
    assert steps(200) < 2.5 * steps(100)


def test_a_very_long_word_does_not_squeeze_the_other_columns() -> None:
    cells = [["No.", "Nama Barang", "Jumlah"], ["1", "x" * 200, "2 unit"]]
    placed = [
        (row, column, 1, 1, {"content": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]})
        for row, line in enumerate(cells)
        for column, words in enumerate(line)
    ]

    widths = tabel.lebar(3, placed, {}, 450, (fonts.BOLD, 11), tabel.Penakar())

    assert sum(widths) == pytest.approx(450)
    assert widths[0] >= 20
    assert widths[2] > fonts.width("Jumlah", fonts.BOLD, 11)
