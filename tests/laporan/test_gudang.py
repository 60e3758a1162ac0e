"""The store-room: entries and their corrections as events, sheets all or nothing, and what they confirm (metrik.md 1.7)."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction

import makers
import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.errors import Invalid, NotAllowed, NotFound
from eoffice.laporan import actions, queries
from eoffice.laporan.actions import bulanan
from eoffice.laporan.actions.persediaan import IsianPersediaan
from eoffice.laporan.kertas import Skenario, lembar, page_log
from eoffice.laporan.kertas.konfirmasi import BulanGudang, jumlah, konfirmasi
from eoffice.laporan.models import PersediaanKertas, RHarian
from eoffice.laporan.queries import gudang
from eoffice.laporan.states import Rentang
from eoffice.peristiwa.models import Peristiwa
from tests.client import kirim

Masuk = Callable[..., FlaskClient]
KINI = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
OKTOBER = date(2026, 10, 1)
TU = Actor(
    7, "Tini", 3, "Petugas TU", opd_id=10, tu_opd_ids=frozenset({10}), peran=frozenset({Peran.TU}), samaran="abc"
)


@pytest.fixture(autouse=True)
def november() -> None:
    clock.set_clock(KINI)


def pasangan(dasar: int, kini: int, lembar_: int, orang: tuple[int, int] = (2000, 2000)) -> BulanGudang:
    return BulanGudang(OKTOBER, dasar, kini, *orang, Fraction(lembar_))


def test_w9_the_ledger_confirms_the_smaller_of_both() -> None:
    found = konfirmasi(Fraction(9000), 12, [pasangan(57, 47, 9000)], 2025)

    assert (found.potensi, found.terkonfirmasi) == (Fraction(9000), Fraction(5000))
    assert found.rho is not None and round(found.rho, 4) == Fraction(5556, 10000)
    assert found.kuat and not found.tidak_wajar


def test_the_baseline_is_brought_to_the_staff_and_working_days_of_now() -> None:
    found = konfirmasi(Fraction(90_000), 1, [pasangan(100, 100, 90_000, (1000, 1500))], 2025)

    assert (found.rim_dasar, found.rim_dasar_setara, found.rim_kini) == (Fraction(100), Fraction(150), Fraction(100))
    assert found.terkonfirmasi == 25_000  # half as many people again would have used 150 rim
    assert found.tidak_wajar  # 90.000 sheets are more than half of 150 rim


def test_without_a_ledger_nothing_is_confirmed_and_a_rise_confirms_less_than_nothing() -> None:
    none = konfirmasi(Fraction(500), 1, [], 2025)
    rise = konfirmasi(Fraction(500), 1, [pasangan(10, 12, 500)], 2025)

    assert (none.terkonfirmasi, none.rho, none.kuat) == (None, None, False)
    assert rise.terkonfirmasi == -1000


def test_the_city_is_the_plain_sum_and_an_office_without_a_ledger_confirms_nothing() -> None:
    one, other = konfirmasi(Fraction(900), 1, [pasangan(10, 9, 900)], 2025), konfirmasi(Fraction(700), 1, [], 2025)

    city = jumlah([one, other])

    assert (city.potensi, city.potensi_tercatat, city.terkonfirmasi) == (Fraction(1600), Fraction(900), Fraction(500))
    assert (city.opd, city.opd_tercatat) == (2, 1)


def catat(session: Session, bulan: date, rim: int, catatan: str = "", asn: int = 100) -> PersediaanKertas:
    return actions.catat_persediaan(session, TU, IsianPersediaan(10, bulan, rim, rim * 60_000, asn, catatan))


def test_an_entry_is_an_event_and_a_correction_names_it(session: Session) -> None:
    first = catat(session, OKTOBER, 57)
    second = catat(session, OKTOBER, 47, "Salah baca kartu gudang.")
    session.commit()

    events = session.scalars(select(Peristiwa).order_by(Peristiwa.urut)).all()
    assert [e.jenis for e in events] == ["persediaan.dicatat", "koreksi.ganti"]
    assert events[0].rincian == {
        "triwulan": 4, "bulan": 10, "tahun": 2026, "rim": 57, "rupiah": 57 * 60_000, "asn": 100,
    }  # fmt: skip
    assert events[1].rincian["rujukan"] == first.id_peristiwa == second.asal
    assert events[1].rincian["menjadi"]["rim"] == 47
    assert gudang.persediaan(session)[10, OKTOBER].rim == 47
    assert [row.rim for row in gudang.riwayat_persediaan(session, 10, 2026)[OKTOBER]] == [47, 57]
    assert [e.event for e in session.scalars(select(AuditEntry))] == ["laporan.persediaan"] * 2


def test_the_same_entry_again_changes_nothing_and_one_that_differs_needs_a_reason(session: Session) -> None:
    catat(session, OKTOBER, 57)
    assert catat(session, OKTOBER, 57).rim == 57
    with pytest.raises(Invalid) as caught:
        catat(session, OKTOBER, 40)
    session.commit()

    assert list(caught.value.fields) == ["catatan"]
    assert len(session.scalars(select(PersediaanKertas)).all()) == 1


def test_a_month_that_was_taken_back_counts_no_more_and_can_be_entered_anew(session: Session) -> None:
    catat(session, OKTOBER, 57)
    actions.batalkan_persediaan(session, TU, 10, OKTOBER, "Itu milik kantor lain.")
    assert gudang.persediaan(session) == {}
    with pytest.raises(NotFound):
        actions.batalkan_persediaan(session, TU, 10, OKTOBER, "Sekali lagi saja.")

    catat(session, OKTOBER, 12)
    session.commit()

    jenis = [e.jenis for e in session.scalars(select(Peristiwa).order_by(Peristiwa.urut))]
    assert jenis == ["persediaan.dicatat", "koreksi.batal", "persediaan.dicatat"]
    assert gudang.persediaan(session)[10, OKTOBER].rim == 12


def test_nobody_keeps_the_ledger_of_another_office(session: Session) -> None:
    with pytest.raises(NotAllowed):
        actions.catat_persediaan(session, TU, IsianPersediaan(11, OKTOBER, 1, None, 10))
    with pytest.raises(NotAllowed):
        actions.muat_persediaan(session, TU, [IsianPersediaan(11, OKTOBER, 1, None, 10)])
    with pytest.raises(Invalid) as caught:
        actions.catat_persediaan(session, TU, IsianPersediaan(10, date(2026, 12, 1), -1, 10**9, 0))

    assert sorted(caught.value.fields) == ["asn", "bulan", "rim", "rupiah"]


def test_the_query_compares_whole_months_with_the_same_months_of_the_baseline_year(session: Session) -> None:
    for year, rim in ((2025, 57), (2026, 47)):
        catat(session, date(year, 10, 1), rim)
    catat(session, date(2026, 11, 1), 3)  # not over yet
    for month, sheets in ((10, 9000), (11, 400)):
        values = {"lembar_dasar": sheets * 1000 * 10 // 9, "lembar_nyata": 0}
        session.add(
            RHarian(
                opd_id=10,
                tanggal=date(2026, month, 5),
                versi="bawaan-2026+bawaan",
                skenario=Skenario.TENGAH,
                **values,
                halaman_dasar=0,
                halaman_nyata=0,
                amplop_dasar=0,
                amplop_nyata=0,
                arsip=0,
            )
        )
    bulanan.kertas(session, [(10, date(2026, 10, 5)), (10, date(2026, 11, 5))])

    found = queries.konfirmasi(session, 10, Rentang(date(2026, 10, 1), date(2026, 11, 21)))

    # The calendar does not know the days off of 2025, so both years count Mondays to Fridays: 23 then, 22 now.
    assert found.terkonfirmasi == 500 * (57 * Fraction(22, 23) - 47)
    assert (found.bulan, found.tercatat, found.tahun_dasar) == (2, 1, 2025)
    assert round(found.potensi) == 9400 and round(found.potensi_tercatat) == 9000
    quarters = queries.rim_per_triwulan(session, 10, Rentang(date(2025, 1, 1), date(2026, 12, 1)))
    assert [(q.tahun, q.nomor, q.rim) for q in quarters] == [(2025, 4, 57), (2026, 4, 50)]


OPD = {"dk": (10, "Dinas Kominfo"), "31": (10, "Dinas Kominfo")}


def test_every_row_of_a_sheet_is_judged_by_itself() -> None:
    rows = [
        ["Perangkat daerah", "Bulan", "RIM", "rupiah", "asn"],
        ["DK", "2025-01", "57", "3.420.000", "120"],
        ["31", "Februari 2025", "12", "", ""],
        ["dk", "03/2025", "12,5", "", ""],
        ["lain", "2025-13", "x", "-1", "0"],
        ["DK", "2025-01-31", "1", "", ""],
        ["", "", "", "", ""],
    ]

    found = lembar.baca(rows, OPD)

    assert [(r.opd, r.bulan, r.rim, r.rupiah, r.asn) for r in found[:2]] == [
        (10, date(2025, 1, 1), 57, 3_420_000, 120),
        (10, date(2025, 2, 1), 12, None, None),
    ]
    assert found[2].galat == "Rim harus bilangan bulat."
    assert len(found[3].galat.split(".")) == 6
    assert "baris 2" in found[4].galat and len(found) == 5


@pytest.mark.parametrize("rows", [[], [["nama", "jumlah"]], [["perangkat_daerah", "bulan", "rim"]]])
def test_a_sheet_without_headings_or_rows_says_so(rows: list[list[str]]) -> None:
    with pytest.raises(Invalid):
        lembar.baca(rows, OPD)


def buku(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_looked_at_first_and_loaded_whole(masuk: Masuk, kota_kecil: makers.Kota, engine: Engine) -> None:
    client = masuk("tu.dinsos")
    unit = kota_kecil.unit["dinsos"]
    head: list[object] = ["perangkat_daerah", "bulan", "rim", "rupiah", "asn"]
    content = buku(head, [unit.kode, date(2025, 10, 1), 57, 3_000_000, 40], [unit.nama, "2026-10", 47, None, 40])

    seen = kirim(client, "/laporan/persediaan/periksa", {"berkas": (io.BytesIO(content), "gudang.xlsx")})
    html = seen.get_data(as_text=True)
    assert "2 bulan baru" in html and "Oktober 2025" in html
    isi = html.split('name="isi" value="')[1].split('"')[0].replace("&#34;", '"')
    with reading(engine) as session:
        assert gudang.persediaan(session) == {}

    done = kirim(client, "/laporan/persediaan/muat", {"isi": isi})

    assert done.status_code == 303
    with reading(engine) as session:
        assert {row.rim for row in gudang.persediaan(session).values()} == {57, 47}
    page = client.get("/laporan/persediaan?tahun=2025").get_data(as_text=True)
    assert "57" in page and "tahun dasar" in page


def test_a_wrong_row_loads_nothing_and_a_hostile_file_is_refused(
    masuk: Masuk, kota_kecil: makers.Kota, engine: Engine
) -> None:
    client = masuk("tu.dinsos")
    head: list[object] = ["perangkat_daerah", "bulan", "rim"]
    mixed = buku(head, [kota_kecil.unit["dinsos"].kode, "2025-10", 57], ["kantor lain", "2025-10", 1])

    seen = kirim(client, "/laporan/persediaan/periksa", {"berkas": (io.BytesIO(mixed), "a.xlsx")})
    assert "1 baris perlu diperbaiki" in seen.get_data(as_text=True)
    assert 'name="isi"' not in seen.get_data(as_text=True)
    for content in (b"PK\x03\x04bukan buku", b"\x00\x01", b""):
        answer = kirim(client, "/laporan/persediaan/periksa", {"berkas": (io.BytesIO(content), "a.xlsx")})
        assert answer.status_code == 422
    forged = f'[[{kota_kecil.unit["diskominfo"].id}, "2025-10-01", 5, null, 9]]'
    assert kirim(client, "/laporan/persediaan/muat", {"isi": forged}).status_code == 403
    for strange in ("[[1]]", '[[1, "2025-10-01", 1e400, null, 9]]'):
        assert kirim(client, "/laporan/persediaan/muat", {"isi": strange}).status_code == 422
    own = kota_kecil.unit["dinsos"].id
    for month in ("9999-12", "0001-01"):
        void = {"opd": own, "bulan": month, "batal": "1", "catatan": "Bulan yang tidak pernah ada."}
        assert kirim(client, "/laporan/persediaan", void).status_code == 422
    with reading(engine) as session:
        assert gudang.persediaan(session) == {}


def test_the_form_keeps_what_was_typed(masuk: Masuk, kota_kecil: makers.Kota, engine: Engine) -> None:
    client = masuk("tu.dinsos")
    opd = kota_kecil.unit["dinsos"].id

    wrong = kirim(
        client, "/laporan/persediaan", {"opd": opd, "bulan": "2026-10", "rim": "12", "asn": "", "rupiah": "99"}
    )
    assert wrong.status_code == 422 and 'value="99"' in wrong.get_data(as_text=True)
    good = kirim(client, "/laporan/persediaan", {"opd": opd, "bulan": "2026-10", "rim": "12", "asn": "40"})
    assert good.status_code == 303
    with transaction(engine) as session:
        assert gudang.persediaan(session)[opd, OKTOBER].rim == 12
    assert masuk("staf.dinsos").get("/laporan/persediaan").status_code == 403


LOG = (
    "Laser-1 dewi 12 [05/Oct/2026:09:01:02 +0700] 1 2 - 10.0.0.4 Surat A4 two-sided-long-edge",
    "Laser-1 dewi 12 [05/Oct/2026:09:01:03 +0700] 2 1 - 10.0.0.4 Surat A4 two-sided-long-edge",
    "Laser-1 budi 13 [06/Oct/2026:09:01:03 +0700] total 7 - 10.0.0.5 Laporan A4 one-sided",
    "Laser-1 budi 14 [01/Nov/2026:09:01:03 +0700] total 4 - 10.0.0.5 Laporan A4",
    "rusak",
)


def test_the_page_log_of_a_print_server_becomes_sums_without_names() -> None:
    october, november_ = page_log.baca(LOG)

    assert (october.bulan, october.halaman, october.lembar, october.pekerjaan) == (OKTOBER, 10, 9, 2)
    assert (november_.lembar, november_.pekerjaan) == (4, 1)
    with pytest.raises(Invalid, match="page_log"):
        page_log.baca(["tidak ada apa-apa"])
    with pytest.raises(Invalid, match="page_log"):
        page_log.baca([LOG[3].replace("2026", "0000"), LOG[3].replace("2026", "9999")])


def test_only_the_sums_of_a_print_server_are_kept(masuk: Masuk, kota_kecil: makers.Kota, engine: Engine) -> None:
    client, opd = masuk("tu.dinsos"), kota_kecil.unit["dinsos"].id
    content = io.BytesIO("\n".join(LOG).encode())

    done = kirim(client, "/laporan/persediaan/cetak-server", {"opd": opd, "catatan_cetak": (content, "page_log")})
    none = kirim(client, "/laporan/persediaan/cetak-server", {"opd": opd})

    assert (done.status_code, none.status_code) == (303, 422)
    with reading(engine) as session:
        rows = gudang.cetak_server(session, Rentang(OKTOBER, date(2026, 12, 1)), opd)
        assert [(key[1], row.lembar) for key, row in rows.items()] == [(OKTOBER, 9), (date(2026, 11, 1), 4)]
