"""Any number can be followed to its formula, its values and its naskah, and added again by hand (metrik.md 2.7)."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.db import reading, transaction
from eoffice.laporan import kertas
from eoffice.laporan.adopsi import Rasio
from eoffice.laporan.kertas import Skenario
from eoffice.laporan.kertas.asal import RUMUS, asal, jumlah
from eoffice.laporan.models import BatasDisposisi, WaktuSurat
from eoffice.laporan.queries.asal_usul import BAGIAN, asal_rasio
from eoffice.laporan.queries.asal_waktu import WAKTU, asal_waktu
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

    assert found.rasio == Rasio(2, 3)
    assert sorted((b.hal, b.pembilang, b.penyebut) for b in found.butir) == [("Hal 0", 0, 1), ("Hal 1", 1, 1)]
    assert (found.lain, found.lain_jumlah) == (Rasio(1, 1), 1)


def test_the_pages_show_the_formula_and_hide_what_is_not_for_the_reader(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    opd = kota_kecil.unit["dinsos"].id
    with transaction(engine) as session:
        terbit(session, naskah(session, kota_kecil, "dinsos", "Undangan Terbuka"))
        terbit(session, naskah(session, kota_kecil, "dinsos", "Hal Tertutup", sifat=Sifat.RAHASIA))
    client = masuk("tu.dinsos")
    signer = masuk("kadis.dinsos").get(f"/laporan/adopsi/{opd}/asal/A2?bulan=2026-11").get_data(as_text=True)
    assert "Bersifat Rahasia" in signer and "Hal Tertutup" not in signer  # may open it, but a list is no opening

    for kode in (*BAGIAN, *WAKTU):
        page = client.get(f"/laporan/adopsi/{opd}/asal/{kode}?bulan=2026-11").get_data(as_text=True)
        assert "Dari mana angka ini?" in page and "Hal Tertutup" not in page
    a2 = client.get(f"/laporan/adopsi/{opd}/asal/A2?bulan=2026-11").get_data(as_text=True)
    assert re.search(r"2 ?(/|dari) ?2 = 100%", a2) and "Undangan Terbuka" in a2 and "1 lainnya ikut dihitung" in a2
    paper: Any = client.get(f"/laporan/kertas/asal?opd={opd}").get_data(as_text=True)
    assert "(1 − 0,1) × 28 − 0" in paper and "25,2" in paper and "bawaan-2026" in paper
    assert client.get(f"/laporan/adopsi/{opd}/asal/A1").status_code == 404
    assert masuk("kadis.diskominfo").get(f"/laporan/adopsi/{opd}/asal/A2").status_code == 403
    assert masuk("kadis.diskominfo").get(f"/laporan/kertas/asal?opd={opd}").status_code == 403


#: Working minutes to the first disposisi and to completion of one surat each, None while open; and its limit in hours.
JAM = (
    (10, 90, 48), (20, None, 48), (30, 700, 5), (None, None, 48), (40, 100, 48), (50, None, 5), (None, 60, 48),
)  # fmt: skip


def test_a_figure_of_time_can_be_added_again_from_its_entries(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    opd = kota_kecil.unit["dinsos"].id
    at = datetime(2026, 11, 19, 1, 0, tzinfo=UTC)
    with transaction(engine) as session:
        for n, (given, done, limit) in enumerate(JAM, 1):
            session.execute(insert(WaktuSurat), [_jam(n, opd, at, given, done, limit)])
        part = {"disposisi": "9:1", "opd_id": opd, "batas_at": at, "selesai_at": None, "naskah": "surat:1"}
        session.execute(insert(BatasDisposisi), [part])
    with reading(engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        found = {kode: asal_waktu(session, tu, opd, NOVEMBER, KINI, kode) for kode in WAKTU}

    a5, a6, a7, a8 = (found[kode] for kode in WAKTU)
    # six of the seven have a waiting time: the last was completed without any disposisi
    assert [b.detik and b.detik // 60 for b in a5.butir] == [10, 20, 30, 40, 50, None]
    assert (a5.urutan(50), a5.urutan(90)) == (3, 6)
    assert (a5.potret.a5.median, a5.potret.a5.p90) == (a5.butir[2].detik, a5.butir[5].detik) == (1800, None)
    assert [b.detik and b.detik // 60 for b in a6.butir] == [90, 100, 700, None, None, None]
    assert a6.potret.a6.median == a6.butir[a6.urutan(50) - 1].detik == 42_000
    assert Rasio(sum(b.pembilang for b in a7.butir), sum(b.penyebut for b in a7.butir)) == a7.potret.a7 == Rasio(3, 5)
    assert a7.jumlah() == {
        "selesai tepat waktu": 3,
        "selesai terlambat": 1,
        "terbuka lewat batas": 1,
        "terbuka, belum jatuh tempo": 2,
    }
    assert a8.jumlah() == {"terbuka lewat batas": 1, "disposisi terbuka lewat batas": 1, "selesai terlambat": 1}
    assert (a8.potret.terbuka_lewat, a8.potret.disposisi_lewat, a8.potret.selesai_terlambat) == (1, 1, 1)
    assert all(each.tersembunyi == len(each.butir) for each in found.values()), "no such surat, so nobody may read it"

    page = masuk("tu.dinsos").get(f"/laporan/adopsi/{opd}/asal/A5?bulan=2026-11").get_data(as_text=True)
    assert "Separuh surat: 30 menit kerja" in page and "urutan ke-3" in page and "Bukan untuk Anda baca" in page


def _jam(n: int, opd: int, at: datetime, given: int | None, done: int | None, limit: int) -> dict[str, Any]:
    def after(minutes: int | None) -> datetime | None:
        return None if minutes is None else at + timedelta(minutes=minutes)

    return {
        "naskah": f"surat:{90_000 + n}",
        "opd_id": opd,
        "registrasi_at": at,
        "derajat": "biasa",
        "perlu_disposisi": True,
        "disposisi_at": after(given),
        "selesai_at": after(done),
        "batas_disposisi_at": at + timedelta(days=1, hours=8),
        "batas_selesai_at": at + timedelta(hours=limit),
        "detik_disposisi": given and given * 60,
        "detik_selesai": done and done * 60,
        "rujukan": "",
        "dicetak": False,
    }
