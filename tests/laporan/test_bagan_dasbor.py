"""The charts of the dashboard: ordered ranges, a table twin, a name for every mark, and nothing told by hue alone."""

import re
from typing import Any

import pytest

from eoffice.laporan.bagan import Bagan, Deret, arah, susut, tunggu
from eoffice.laporan.bagan.bentuk import TINTA
from eoffice.laporan.bagan.laju import Ramalan

AMAN = {
    TINTA,  # hatching, always upon a fill
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#E69F00",
    "#FFFFFF",
    "#8793A6",
    "currentColor",
    "none",
    "",
}
BULAN = ("Sep", "Okt", "Nov")
GARIS = (
    Deret("Seluruh kota", (50.0, None, 80.0), ("50%", "–", "80%")),
    Deret("Dinas/badan", (40.0, 60.0, 81.0), ("40%", "60%", "81%")),
    Deret("Kecamatan", (60.0, 70.0, 80.0), ("60%", "70%", "80%")),
    Deret("Setda/setwan", (10.0, 20.0, 30.0), ("10%", "20%", "30%")),
)
RAMALAN = (Ramalan("31 Des", (70.0, 85.0, 92.0), ("70%", "85%", "92%")),)


def semua() -> list[Bagan]:
    wait = [
        tunggu.Tunggu("Dinas A", 2.5, None, ("2,5 jam kerja", "belum"), "12 surat"),
        tunggu.Tunggu(
            "Dinas dengan nama yang panjang sekali sampai terpotong", 1.0, 9.0, ("1 jam", "9 jam"), "30 surat"
        ),
    ]
    steps = [
        susut.Langkah("Cara kertas", 0, 137, "140"),
        susut.Langkah("Tetap dicetak", 137, 129.2, "−7,8"),
        susut.Langkah("Bersih", 0, 115.5, "120", (50.8, 228), " (rentang 51 sampai 230)"),
    ]
    quarters = [
        susut.Triwulan("tw 3 26", 40.0, (1, 2, 3), ("40", "2")),
        susut.Triwulan("tw 4 26", None, (0, 1, 2), ("–", "1")),
    ]
    return [arah.arah("Tercapai?", "Ringkas.", BULAN, GARIS, RAMALAN, sasaran=90, lebar=w) for w in (640.0, 360.0)] + [
        tunggu.tunggu("Menunggu?", "Ringkas.", wait, batas=15, teks_batas="batas"),
        susut.susut("Dari mana?", "Ringkas.", steps, satuan="lembar", lebar=360.0),
        susut.gudang("Setuju?", "Ringkas.", quarters, [(0.5, "Inpres 1/2025")]),
    ]


@pytest.mark.parametrize("n", range(5))
def test_a_chart_has_a_title_a_sentence_a_table_and_safe_hues(n: int) -> None:
    chart = semua()[n]
    svg = str(chart.to_svg())

    assert f"<title>{chart.judul}</title><desc>{chart.ringkasan}</desc>" in svg
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= AMAN
    assert len(chart.tabel.baris) >= 2 and all(len(row) == len(chart.tabel.kepala) for row in chart.tabel.baris)
    assert str(chart.to_table()).count("<tr>") == len(chart.tabel.baris) + 1
    for x in re.findall(r'<(?:circle|rect)[^>]* (?:cx|x)="([^"]+)"', svg):
        assert 0 <= float(x) <= chart.lebar
    chart.to_drawing(400)  # the same shapes on paper


def test_every_line_is_named_beside_its_end_and_gaps_stay_gaps() -> None:
    chart = semua()[0]
    svg = str(chart.to_svg())

    for each in GARIS:
        assert f">{each.nama}</text>" in svg and f"{each.nama}, Nov: {each.teks[2]}" in svg
    assert "Seluruh kota, Okt" not in svg
    assert "31 Des: perkiraan 85% (rentang 70% sampai 92%)" in svg
    assert chart.tabel.baris[-1][1] == "perkiraan 85% (70% sampai 92%)"


def test_too_many_still_waiting_is_a_word_and_not_a_point() -> None:
    svg = str(semua()[2].to_svg())

    assert svg.count(">belum</text>") == 1 and "sembilan dari sepuluh dalam belum" in svg
    assert semua()[2].tabel.baris[0] == ("Dinas A", "2,5 jam kerja", "belum", "12 surat")


def test_the_result_of_the_waterfall_never_stands_without_its_whisker() -> None:
    chart = semua()[3]

    assert "Bersih: 120 lembar (rentang 51 sampai 230)" in str(chart.to_svg())
    assert chart.tabel.baris[-1] == ("Bersih", "120", "rentang 51 sampai 230")


@pytest.mark.parametrize(
    "given",
    [
        {"data": (Deret("x", (1.0,), ("1",)),)},
        {"data": GARIS * 3},
        {"ramalan": (Ramalan("x", (3.0, 2.0, 1.0), ("3", "2", "1")),)},
    ],
)
def test_a_chart_refuses_figures_that_do_not_fit(given: dict[str, Any]) -> None:
    more = {"data": GARIS, "ramalan": RAMALAN, **given}
    with pytest.raises(ValueError, match="bagan arah"):
        arah.arah("x", "x", BULAN, sasaran=90, **more)
