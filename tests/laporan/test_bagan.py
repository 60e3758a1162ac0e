"""Charts: the same figures on screen, on paper and in the table, honest scales, nothing by colour alone."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import String

from eoffice.laporan import bagan
from eoffice.laporan.bagan.bentuk import Kotak, Teks, Titik
from eoffice.laporan.bagan.susunan import DERET, pembagian

SVG = "{http://www.w3.org/2000/svg}"
NAKAL = '<script>alert(1)</script>" onload="x'


def charts(nama: str = "Kecamatan A") -> dict[str, bagan.Bagan]:
    return {
        "batang": bagan.batang(
            "Lembar",
            "Satu OPD.",
            [bagan.Batang(nama, -16.4, "−16,4"), bagan.Batang("BKD", 62.4, "62,4")],
            satuan="lembar",
        ),
        "tumpuk": bagan.tumpuk(
            "Naskah", "Dua cara.", ["TTE", nama], [bagan.Tumpuk("BKD", (3, 1), ("3", "1"))], satuan="naskah"
        ),
        "rentang": bagan.rentang(
            "Hemat", "Satu rentang.", [bagan.Rentang(nama, (4, 13.5, 17), ("4", "14", "17"))], satuan="lembar"
        ),
        "garis": bagan.garis(
            "Laju",
            "Naik.",
            ["Jun", "Jul", "Ags"],
            [
                bagan.Deret(nama, (10, None, 40), ("10", "tidak ada data", "40")),
                bagan.Deret("BKD", (1, 2, 3), ("1", "2", "3")),
            ],
            satuan="%",
            sasaran=90,
        ),
    }


@pytest.fixture(params=["batang", "tumpuk", "rentang", "garis"])
def kind(request: pytest.FixtureRequest) -> Iterator[str]:
    yield request.param


def test_the_picture_says_what_it_is_to_a_screen_reader(kind: str) -> None:
    chart = charts()[kind]

    root = ET.fromstring(chart.to_svg())

    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [(child.tag, child.text) for child in root[:2]] == [
        (f"{SVG}title", chart.judul),
        (f"{SVG}desc", chart.ringkasan),
    ]


def test_nothing_in_the_picture_needs_an_exception_from_the_content_policy(kind: str) -> None:
    root = ET.fromstring(charts(NAKAL)[kind].to_svg())

    names = {name for element in root.iter() for name in dict(element.attrib)}
    assert not {name for name in names if name == "style" or name.startswith("on") or "href" in name}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "line", "polyline", "circle", "text",
    }  # fmt: skip


def test_the_table_twin_has_every_figure_and_escapes_names(kind: str) -> None:
    chart = charts(NAKAL)[kind]

    table = ET.fromstring(chart.to_table())

    assert table.get("class") == "visually-hidden"
    cells = [[cell.text for cell in row] for row in table.iter("tr")]
    assert cells == [list(chart.tabel.kepala), *map(list, chart.tabel.baris)]
    assert "<script" not in chart.to_table()


def test_paper_shows_the_same_texts_as_the_screen(kind: str) -> None:
    chart = charts()[kind]

    drawing = chart.to_drawing(480)

    shown = [element.text for element in ET.fromstring(chart.to_svg()).iter(f"{SVG}text")]
    assert [shape.text for shape in drawing.contents if isinstance(shape, String)] == shown
    assert drawing.width == pytest.approx(480)
    assert renderPDF.drawToString(drawing).startswith(b"%PDF")


def test_bars_start_at_zero_and_their_lengths_are_proportional() -> None:
    chart = bagan.batang(
        "a",
        "b",
        [bagan.Batang("satu", 50, "50"), bagan.Batang("dua", 100, "100"), bagan.Batang("tiga", -25, "−25")],
        satuan="x",
    )

    one, two, three = (shape for shape in chart.bentuk if isinstance(shape, Kotak))

    assert one.x == two.x == pytest.approx(three.x + three.lebar)
    assert (two.lebar, three.lebar) == (pytest.approx(2 * one.lebar), pytest.approx(one.lebar / 2))


def test_stacked_parts_touch_and_differ_in_more_than_hue() -> None:
    chart = bagan.tumpuk("a", "b", ["x", "y"], [bagan.Tumpuk("satu", (3, 1), ("3", "1"))], satuan="n")

    first, second = (shape for shape in chart.bentuk if isinstance(shape, Kotak) and "satu" in shape.keterangan)

    assert second.x == pytest.approx(first.x + first.lebar)
    assert first.lebar == pytest.approx(3 * second.lebar)
    assert first.gaya.pola != second.gaya.pola


def test_neighbouring_styles_differ_in_grey() -> None:
    assert all(a.pola != b.pola for a, b in zip(bagan.GAYA, bagan.GAYA[1:], strict=False))
    assert len({(a.warna, a.pola) for a in bagan.GAYA}) == len(bagan.GAYA)


def test_a_range_never_stands_without_its_ends() -> None:
    chart = charts()["rentang"]

    (bar,) = (shape for shape in chart.bentuk if isinstance(shape, Kotak))
    (mark,) = (shape for shape in chart.bentuk if isinstance(shape, Titik))
    assert bar.x < mark.x < bar.x + bar.lebar
    assert "14 (4 sampai 17)" in [shape.isi for shape in chart.bentuk if isinstance(shape, Teks)]


def test_a_missing_value_leaves_a_hole_in_the_line() -> None:
    root = ET.fromstring(charts()["garis"].to_svg())

    assert (
        len(list(root.iter(f"{SVG}polyline"))) == 3
    )  # the line with a hole has only two lonely marks; both names have their piece of line
    assert len(list(root.iter(f"{SVG}circle"))) == 5


def test_names_beside_lines_never_overlap() -> None:
    data = [bagan.Deret(f"OPD {n}", (50, 50), ("50", "50")) for n in range(3)]

    chart = bagan.garis("a", "b", ["x", "y"], data, satuan="%")

    heights = [shape.y for shape in chart.bentuk if isinstance(shape, Teks) and shape.isi.startswith("OPD")]
    assert len(heights) == 3
    assert all(abs(a - b) >= 12 for a, b in combinations(heights, 2))


def test_lines_are_drawn_in_hues_that_stand_out_on_white() -> None:
    def luminance(hexadecimal: str) -> float:
        parts = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert all(1.05 / (luminance(gaya.warna) + 0.05) >= 3 for gaya in DERET)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: bagan.tumpuk("a", "b", ["x"], [bagan.Tumpuk("n", (-1.0,), ("−1",))], satuan="n"),
        lambda: bagan.tumpuk("a", "b", ["x", "y"], [bagan.Tumpuk("n", (1.0,), ("1",))], satuan="n"),
        lambda: bagan.rentang("a", "b", [bagan.Rentang("n", (2, 1, 3), ("2", "1", "3"))], satuan="n"),
        lambda: bagan.garis("a", "b", ["x"], [bagan.Deret("n", (1, 2), ("1", "2"))], satuan="n"),
    ],
)
def test_figures_that_would_draw_a_lie_are_refused(draw: object) -> None:
    with pytest.raises(ValueError, match="bagan"):
        draw()  # type: ignore[operator]


def test_empty_charts_still_draw() -> None:
    for chart in (
        bagan.batang("a", "b", [], satuan="n"),
        bagan.tumpuk("a", "b", ["x"], [], satuan="n"),
        bagan.rentang("a", "b", [], satuan="n"),
        bagan.garis("a", "b", [], [], satuan="n"),
    ):
        ET.fromstring(chart.to_svg())
        renderPDF.drawToString(chart.to_drawing())


numbers = st.floats(-1e6, 1e6, allow_nan=False, allow_subnormal=False).map(lambda value: round(value, 3))


@settings(max_examples=150, deadline=None)
@given(numbers, numbers)
def test_ticks_are_few_and_enclose_the_values_and_zero(a: float, b: float) -> None:
    low, high = min(0, a, b), max(0, a, b)

    ticks = pembagian(low, high)

    assert 2 <= len(ticks) <= 8
    assert ticks[0] <= low + 1e-6 and ticks[-1] >= high - 1e-6
    assert any(abs(tick) < 1e-9 for tick in ticks)
