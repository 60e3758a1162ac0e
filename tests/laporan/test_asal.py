"""Any number can be followed to its formula, its values and its naskah, and added again by hand (metrik.md 2.7)."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.db import reading, transaction
from eoffice.laporan import kertas
from eoffice.laporan.adopsi import Rasio
from eoffice.laporan.kertas import Skenario
from eoffice.laporan.kertas.asal import RUMUS, asal, jumlah
from eoffice.laporan.queries.asal_usul import BAGIAN, asal_rasio, asal_waktu
from eoffice.laporan.states import Rentang
from tests.laporan import emas
from tests.laporan.test_queries import lipat_semua
from tests.laporan.test_routes import naskah, terbit

Masuk = Callable[..., FlaskClient]
KINI = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NOVEMBER = Rentang(date(2026, 11, 1), date(2026, 12, 1))


@pytest.fixture(autouse=True)
def november() -> None:
    clock.set_clock(KINI)


def hitung_ulang(isi: str) -> Fraction:
    """What somebody with a pocket calculator gets from the text of a derivation."""
    text = isi.replace(".", "").replace(",", ".").replace("−", "-").replace("×", "*").replace("÷", "/")
    if "g/m²" in text:
        sheets, wide, high, gsm = re.findall(r"-?[\d.]+", text)
        return Fraction(sheets) * Fraction(wide) * Fraction(high) * Fraction(gsm) / 10**9
    grams = text.endswith(" g")
    text = re.sub(r"Rp| kg| g$", "", text)
    exact = re.sub(r"[\d.]+", lambda m: f"Fraction('{m[0]}')", text)
    assert re.fullmatch(r"(Fraction\('[\d.]+'\)|[-+*/() ])+", exact), exact
    return Fraction(eval(exact, {"Fraction": Fraction})) / (1000 if grams else 1)  # noqa: S307 - checked above


def test_every_formula_with_its_values_gives_its_result_and_the_sums_give_the_golden_figures() -> None:
    rules = emas.ketentuan()
    counters = kertas.rekap(kertas.hitung(emas.fakta(), rules).values(), *emas.AGUSTUS)
    expected = kertas.hasil(counters, rules)

    for opd, tiga in expected.items():
        told = asal(counters, opd, rules)
        for each in told:
            for kunci, three in each.baris.items():
                for s in Skenario:
                    close = abs(hitung_ulang(three[s].isi) - three[s].nilai)
                    assert close <= abs(three[s].nilai) / 10**4, (kunci, s, three[s])
        total = jumlah(told)
        assert all(getattr(total[s], kunci) == getattr(tiga[s], kunci) for s in Skenario for kunci in RUMUS)


def test_the_naskah_behind_a_ratio_add_up_and_only_readable_ones_are_named(
    engine: Engine, kota_kecil: makers.Kota
) -> None:
    with transaction(engine) as session:
        for n, sifat in enumerate((Sifat.BIASA, Sifat.BIASA, Sifat.RAHASIA)):
            terbit(session, naskah(session, kota_kecil, "dinsos", f"Hal {n}", sifat=sifat), ttd="tte" if n else "basah")
    lipat_semua(engine)

    with reading(engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        found = asal_rasio(session, tu, kota_kecil.unit["dinsos"].id, NOVEMBER, "A3")
        times = asal_waktu(session, tu, kota_kecil.unit["dinsos"].id, NOVEMBER, KINI)

    assert found.rasio == Rasio(2, 3)
    assert sorted((b.hal, b.pembilang, b.penyebut) for b in found.butir) == [("Hal 0", 0, 1), ("Hal 1", 1, 1)]
    assert (found.lain, found.lain_jumlah) == (Rasio(1, 1), 1)
    assert (times.butir, times.lain_jumlah) == ([], 0)


def test_the_pages_show_the_formula_and_hide_what_is_not_for_the_reader(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    opd = kota_kecil.unit["dinsos"].id
    with transaction(engine) as session:
        terbit(session, naskah(session, kota_kecil, "dinsos", "Undangan Terbuka"))
        terbit(session, naskah(session, kota_kecil, "dinsos", "Hal Tertutup", sifat=Sifat.RAHASIA))
    client = masuk("tu.dinsos")

    for kode in (*BAGIAN, "A7"):
        page = client.get(f"/laporan/adopsi/{opd}/asal/{kode}?bulan=2026-11").get_data(as_text=True)
        assert "Dari mana angka ini?" in page and "Hal Tertutup" not in page
    a2 = client.get(f"/laporan/adopsi/{opd}/asal/A2?bulan=2026-11").get_data(as_text=True)
    assert re.search(r"2 ?(/|dari) ?2 = 100%", a2) and "Undangan Terbuka" in a2 and "1 lainnya ikut dihitung" in a2
    paper: Any = client.get(f"/laporan/kertas/asal?opd={opd}").get_data(as_text=True)
    assert "(1 − 0,1) × 28 − 0" in paper and "25,2" in paper and "bawaan-2026" in paper
    assert client.get(f"/laporan/adopsi/{opd}/asal/A1").status_code == 404
    assert masuk("kadis.diskominfo").get(f"/laporan/adopsi/{opd}/asal/A2").status_code == 403
    assert masuk("kadis.diskominfo").get(f"/laporan/kertas/asal?opd={opd}").status_code == 403
