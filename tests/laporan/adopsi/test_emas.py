"""Every golden value of adoption, from the events alone, whatever the order in which they arrive."""

import random
from datetime import date
from fractions import Fraction

import pytest

from eoffice.clock import WIB
from eoffice.laporan.adopsi import Proyeksi, Putusan, Rasio, menit, proyeksi
from eoffice.laporan.kertas import angka
from tests.laporan import emas
from tests.laporan.adopsi import emas_adopsi


def test_every_expected_adoption_value_is_reproduced() -> None:
    found, expected = emas_adopsi.hasil(emas_adopsi.fakta()), emas_adopsi.diharapkan()

    assert len(expected) == 72
    assert set(found) == set(expected)
    for key, row in expected.items():
        assert emas_adopsi.tertulis(found[key]) == {name: row[name] for name in ("pembilang", "penyebut", "nilai")}, key


def test_every_clock_of_a_surat_is_reproduced() -> None:
    jejak = emas_adopsi.jejak_dari(emas_adopsi.fakta())

    found = []
    for row in emas.rows("hasil-waktu.csv"):
        surat = jejak[row["naskah"]].surat
        assert surat is not None
        first, last = (surat.batas_disposisi.astimezone(WIB), surat.batas_selesai.astimezone(WIB))
        found.append(
            {
                "naskah": surat.naskah,
                "opd": str(surat.opd),
                "sifat": surat.derajat,
                "menit_registrasi_disposisi": _menit(surat.detik_disposisi),
                "menit_registrasi_selesai": _menit(surat.detik_selesai),
                "batas_disposisi_pertama_wib": f"{first:%Y-%m-%d %H:%M:%S}",
                "batas_selesai_wib": f"{last:%Y-%m-%d %H:%M:%S}",
                "status_akhir_agustus": surat.status(emas_adopsi.AKHIR),
            }
        )

    assert found == emas.rows("hasil-waktu.csv")


def _menit(detik: int | None) -> str:
    return "belum" if detik is None else str(menit(detik))


def _acak(times: int) -> None:
    expected = emas_adopsi.hasil(emas_adopsi.fakta())
    chance = random.Random(20260831)
    for _ in range(times):
        arrival = emas_adopsi.fakta()
        chance.shuffle(arrival)
        assert emas_adopsi.hasil(arrival) == expected


def test_the_order_of_arrival_changes_nothing() -> None:
    _acak(40)


@pytest.mark.lambat
def test_five_hundred_orders_of_arrival_change_nothing() -> None:
    _acak(500)


def proyeksi_emas() -> dict[str, Proyeksi]:
    series: dict[str, list[Rasio]] = {}
    for row in emas.rows("tren-mingguan.csv"):
        series.setdefault(row["opd"], []).append(Rasio(int(row["naskah_digital"]), int(row["naskah_terbit"])))
    return {opd: proyeksi(each, date(2026, 8, 30), date(2026, 12, 31)) for opd, each in series.items()}


def test_every_slope_and_projection_is_reproduced_to_six_decimals() -> None:
    expected = {
        (r["metrik"], r["cakupan"]): r["nilai"]
        for r in emas.rows(emas_adopsi.KELUAR)
        if r["metrik"].startswith(("kemiringan", "proyeksi"))
    }

    found = {}
    for opd, each in proyeksi_emas().items():
        for kemiringan, akhir, lane in (
            ("q25", "rendah", each.rendah),
            ("median", "tengah", each.tengah),
            ("q75", "tinggi", each.tinggi),
        ):
            assert lane is not None
            found[f"kemiringan_{kemiringan}", opd] = f"{lane.kemiringan:.6f}"
            found[f"proyeksi_31des_{akhir}", opd] = f"{lane.akhir:.6f}"

    assert len(expected) == 18
    assert found == expected


def test_the_verdicts_and_the_plain_figures_beside_them() -> None:
    found = proyeksi_emas()

    assert {opd: each.putusan for opd, each in found.items()} == {
        "OPD-X": Putusan.DIPROYEKSIKAN,
        "OPD-Y": Putusan.TIDAK,
        "OPD-Z": Putusan.SUDAH,
    }
    assert all(each.jauh and each.minggu == Fraction(123, 7) for each in found.values())
    plain = {o: [angka(round(v, 2), 2) for v in (e.perlu, e.laju) if v is not None] for o, e in found.items()}
    assert plain["OPD-X"] == ["2,28", "7,5"]
    assert plain["OPD-Y"] == ["3,91", "−0,31"]
    assert [found[o].terkini for o in ("OPD-X", "OPD-Y", "OPD-Z")] == [Rasio(40, 80), Rasio(17, 80), Rasio(79, 80)]
