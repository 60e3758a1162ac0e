"""The golden data through the product's own log, fold, tables and staff records; on both databases."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import makers
import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.db import reading, transaction
from eoffice.laporan import actions, queries
from eoffice.laporan.actions.ketetapan import IsianKetetapan
from eoffice.laporan.adopsi import Bahan, Hitung, Sasaran, angka_emas, menit, potret
from eoffice.laporan.kertas import Fakta, Skenario, Tiga, hasil_kota
from eoffice.laporan.ketentuan import KETENTUAN
from eoffice.laporan.models import (
    BatasDisposisi,
    HitunganNaskah,
    PelakuNaskah,
    PenggunaBulan,
    RAdopsi,
    RHarian,
    WaktuSurat,
)
from eoffice.laporan.queries import adopsi
from eoffice.laporan.queries.kota import Susun
from eoffice.laporan.states import Rentang
from eoffice.organisasi import waktu
from eoffice.peristiwa import actions as peristiwa
from eoffice.peristiwa.states import Jenis
from tests.laporan import emas
from tests.laporan.adopsi import emas_adopsi
from tests.laporan.adopsi.bersihkan import bersihkan

KUNCI = b"kunci-uji"
AGUSTUS = Rentang(date(2026, 8, 1), date(2026, 9, 1))


@dataclass(frozen=True)
class Kota:
    """The three offices of the golden data in the database: their ids, and the pseudonym of every account."""

    opd: dict[str, int]
    akun: dict[str, str]


@pytest.fixture(autouse=True)
def september() -> None:
    """The golden data knows four holidays; the others of the city's calendar lie outside August and change nothing."""
    clock.set_clock(datetime(2026, 9, 1, 3, 0, tzinfo=UTC))


@pytest.fixture
def kota(engine: Engine) -> Kota:
    """Staff records as `akun.csv` has them: a jabatan each, the leading ones with the role that makes them sign."""
    akun: dict[str, str] = {}
    with transaction(engine) as session:
        units = {row["opd"]: makers.unit(session, row["nama"], singkatan=row["opd"]) for row in emas.rows("opd.csv")}
        opd = {name: unit.id for name, unit in units.items()}
        for row in emas.rows("akun.csv"):
            person = makers.pegawai(session, f"Pegawai {row['akun']}")
            roles = (Peran.PIMPINAN_OPD,) if row["pimpinan_wajib_tte"] == "1" else ()
            post = makers.jabatan(session, units[row["opd"]], f"Jabatan {row['akun']}", peran=roles)
            makers.penugasan(session, person, post)
            akun[row["akun"]] = peristiwa.samaran(KUNCI, person.id)
    return Kota(opd, akun)


def lipat_semua(engine: Engine, batas: int = 2000) -> None:
    while True:
        with transaction(engine) as session:
            if not actions.lipat(session, batas=batas):
                return


def kirim(engine: Engine, kota: Kota, arrival: Iterable[Fakta]) -> None:
    with transaction(engine) as session:
        emas_adopsi.ke_catatan(session, arrival, kota.opd, kota.akun)


def hasil(session: Session, kota: Kota) -> dict[tuple[str, str], Any]:
    """Every figure by the product's own queries."""
    staf = queries.kepegawaian(session, KUNCI).pada(AGUSTUS.hari_terakhir)
    certificates = queries.sertifikasi(session, KUNCI).pada(emas_adopsi.AKHIR)
    made = adopsi.bahan(session, AGUSTUS, staf)
    per_opd = {name: made[id_] for name, id_ in kota.opd.items()}
    per_opd["KOTA"] = sum(per_opd.values(), Bahan())
    return {
        (metrik, name): value
        for name, bahan in per_opd.items()
        for metrik, value in angka_emas(potret(bahan, certificates, emas_adopsi.AKHIR)).items()
    }


def test_every_golden_value_comes_out_of_the_products_own_log(engine: Engine, kota: Kota) -> None:
    kirim(engine, kota, emas_adopsi.fakta())
    lipat_semua(engine)

    with reading(engine) as session:
        found = hasil(session, kota)

    for key, row in emas_adopsi.diharapkan().items():
        assert emas_adopsi.tertulis(found[key]) == {name: row[name] for name in ("pembilang", "penyebut", "nilai")}, key


def test_every_golden_clock_is_kept_in_its_row(engine: Engine, kota: Kota) -> None:
    kirim(engine, kota, emas_adopsi.fakta())
    lipat_semua(engine)
    names = {id_: name for name, id_ in kota.opd.items()}

    with reading(engine) as session:
        found = [
            {
                "naskah": s.naskah,
                "opd": names[int(s.opd)],
                "sifat": s.derajat,
                "menit_registrasi_disposisi": "belum" if s.detik_disposisi is None else str(menit(s.detik_disposisi)),
                "menit_registrasi_selesai": "belum" if s.detik_selesai is None else str(menit(s.detik_selesai)),
                "batas_disposisi_pertama_wib": f"{clock.wib(s.batas_disposisi):%Y-%m-%d %H:%M:%S}",
                "batas_selesai_wib": f"{clock.wib(s.batas_selesai):%Y-%m-%d %H:%M:%S}",
                "status_akhir_agustus": s.status(emas_adopsi.AKHIR),
            }
            for s in sorted(adopsi.waktu_surat(session, AGUSTUS), key=lambda s: s.naskah)
        ]

    assert found == emas.rows("hasil-waktu.csv")


def isi(session: Session, kota: Kota) -> dict[str, Any]:
    """Every cell that is kept, by names that do not depend on the order of arrival."""
    days = {(r.opd_id, r.tanggal): r.hitung for r in session.scalars(select(RAdopsi))}
    users = {(r.bulan, r.opd_id, r.akun): r.banyak for r in session.scalars(select(PenggunaBulan))}
    clocks = {s.naskah: s for s in adopsi.waktu_surat(session, Rentang(date(2026, 1, 1), date(2027, 1, 1)))}
    paper = {(r.opd_id, r.tanggal, r.versi, r.skenario): r.ukuran for r in session.scalars(select(RHarian))}
    return {"hari": days, "pengguna": users, "surat": clocks, "hasil": hasil(session, kota), "kertas": paper}


def _acak(engine: Engine, kota: Kota, kali: int, benih: int) -> None:
    chance = random.Random(benih)
    kirim(engine, kota, emas_adopsi.fakta())
    lipat_semua(engine)
    with reading(engine) as session:
        expected = isi(session, kota)
    rows = emas_adopsi.fakta()
    for n in range(kali):
        with transaction(engine) as session:
            bersihkan(session)
        chance.shuffle(rows)
        kirim(engine, kota, rows)
        lipat_semua(engine, batas=9 + n % 40)
        with reading(engine) as session:
            assert isi(session, kota) == expected


def test_the_order_of_arrival_changes_no_cell(engine: Engine, kota: Kota) -> None:
    _acak(engine, kota, 12, 7)


@pytest.mark.lambat
def test_five_hundred_orders_of_arrival_change_no_cell(engine: Engine, kota: Kota) -> None:
    _acak(engine, kota, 500, 8)


@pytest.mark.parametrize("batas", [3, 2000])
def test_folding_in_portions_equals_a_computation_from_zero(engine: Engine, kota: Kota, batas: int) -> None:
    kirim(engine, kota, emas_adopsi.fakta())
    lipat_semua(engine, batas)

    with transaction(engine) as session:
        assert queries.beda(session, KETENTUAN) == []
        before = isi(session, kota)
        actions.susun_ulang(session)
        assert isi(session, kota) == before


def test_a_wrong_cell_is_found(engine: Engine, kota: Kota) -> None:
    kirim(engine, kota, emas_adopsi.fakta())
    lipat_semua(engine)
    with transaction(engine) as session:
        row = session.scalars(select(RAdopsi).limit(1)).one()
        row.lahir_digital += 1
        wrong = f"r_adopsi {row.opd_id} {row.tanggal}"

    with reading(engine) as session:
        assert queries.beda(session, KETENTUAN) == [wrong]


def test_the_city_page_counts_what_the_measures_count(engine: Engine, kota: Kota) -> None:
    """The page lets the database count; the measures count row by row. Both must say the same."""
    kirim(engine, kota, emas_adopsi.fakta())
    lipat_semua(engine)

    with reading(engine) as session:
        staf = queries.kepegawaian(session, KUNCI).pada(AGUSTUS.hari_terakhir)
        made = adopsi.bahan(session, AGUSTUS, staf)
        all_of_it = potret(sum(made.values(), Bahan()), {}, emas_adopsi.AKHIR)
        waits = adopsi.tertunda(session, emas_adopsi.AKHIR)
        punctual = adopsi.tepat_waktu(session, AGUSTUS, emas_adopsi.AKHIR)
        first = adopsi.waktu_disposisi(session, AGUSTUS, emas_adopsi.AKHIR)

    assert first == all_of_it.a5
    assert punctual == {opd: potret(b, {}, emas_adopsi.AKHIR).a7 for opd, b in made.items() if b.kohort}
    assert sum(each.surat_lewat for each in waits.values()) == all_of_it.terbuka_lewat == 1
    assert sum(each.terbuka for each in waits.values()) == all_of_it.terbuka == 2


def catat(session: Session, jenis: Jenis, naskah: str | None, opd: int = 10, **rincian: Any) -> str:
    return peristiwa.catat(
        session,
        jenis=jenis,
        opd_id=opd,
        unit_id=None,
        akun="orang",
        jabatan_id=None,
        naskah=naskah,
        rincian=rincian,
        at=datetime(2026, 8, 12, 2, tzinfo=UTC),
    )


def test_a_print_at_the_receiver_reaches_the_naskah_whichever_came_first(engine: Engine) -> None:
    def bebas() -> list[int]:
        lipat_semua(engine)
        with reading(engine) as session:
            return list(session.scalars(select(RAdopsi.bebas_cetak).order_by(RAdopsi.opd_id)))

    with transaction(engine) as session:
        catat(session, Jenis.NASKAH_DITERBITKAN, "naskah:1", asal="digital", ttd="tte", halaman=1)
    assert bebas() == [1]
    with transaction(engine) as session:
        catat(session, Jenis.SURAT_DIREGISTRASI, "surat:1", 11, asal="internal", rujukan="naskah:1")
        printed = catat(session, Jenis.NASKAH_DICETAK, "surat:1", 11, salinan=1, halaman=1)
    assert bebas() == [0, 0]
    with transaction(engine) as session:
        catat(session, Jenis.KOREKSI_BATAL, None, 11, rujukan=printed)
    assert bebas() == [1, 0]


def test_a_withdrawn_event_takes_its_person_out_of_the_active_ones(engine: Engine) -> None:
    with transaction(engine) as session:
        noted = catat(session, Jenis.SURAT_DIREGISTRASI, "surat:1", asal="kertas_luar")
    lipat_semua(engine)
    with transaction(engine) as session:
        assert adopsi.pengguna(session, [date(2026, 8, 1)]) == {date(2026, 8, 1): frozenset({"orang"})}
        catat(session, Jenis.KOREKSI_BATAL, None, rujukan=noted)
    lipat_semua(engine)

    with reading(engine) as session:
        assert adopsi.pengguna(session, [date(2026, 8, 1)]) == {date(2026, 8, 1): frozenset()}
        for table in (RAdopsi, HitunganNaskah, PelakuNaskah, PenggunaBulan, WaktuSurat, BatasDisposisi):
            assert not list(session.scalars(select(table)))


def test_training_data_is_in_no_figure(engine: Engine) -> None:
    with transaction(engine) as session:
        catat(session, Jenis.NASKAH_DITERBITKAN, "naskah:1", asal="digital", ttd="tte", uji_coba=True)
        catat(session, Jenis.SURAT_DIREGISTRASI, "surat:1", asal="kertas_luar", uji_coba=True)
        catat(session, Jenis.DISPOSISI_DIBUAT, "surat:1", kanal="sistem", disposisi="1", batas="2026-08-13")
    lipat_semua(engine)

    with reading(engine) as session:
        assert adopsi.per_opd(session, AGUSTUS) == {}
        assert adopsi.waktu_surat(session, AGUSTUS) == []
        assert adopsi.tertunda(session, emas_adopsi.AKHIR) == {}


def test_another_calendar_starts_the_fold_from_zero(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction(engine) as session:
        catat(session, Jenis.SURAT_DIREGISTRASI, "surat:1", asal="kertas_luar")
    lipat_semua(engine)
    other = emas_adopsi.kalender()
    monkeypatch.setattr(waktu, "muat_kalender", lambda: other)

    with transaction(engine) as session:
        assert actions.lipat(session) == 1
        assert adopsi.per_opd(session, AGUSTUS) == {10: Hitung(masuk=1, tindakan=1)}


def test_a_leaders_shorter_date_governs_and_a_late_part_is_counted(engine: Engine) -> None:
    with transaction(engine) as session:
        catat(session, Jenis.SURAT_DIREGISTRASI, "surat:1", asal="kertas_luar", derajat="biasa")
        catat(session, Jenis.DISPOSISI_DIBUAT, "surat:1", kanal="sistem", disposisi="1", batas="2026-08-13")
    lipat_semua(engine)

    with reading(engine) as session:
        (surat,) = adopsi.waktu_surat(session, AGUSTUS)
        assert f"{clock.wib(surat.batas_selesai):%d %H.%M}" == "13 16.00"
        assert adopsi.tertunda(session, emas_adopsi.AKHIR)[10].lewat == 2


def test_quiet_begins_with_the_twentieth_working_day_without_a_naskah(engine: Engine) -> None:
    calendar = waktu.muat_kalender()
    with reading(engine) as session:
        made = Susun(session, KUNCI, date(2026, 9, 1), emas_adopsi.AKHIR, Sasaran(date(2026, 12, 31)))

    for end in (date(2026, 8, 31), date(2026, 8, 30), date(2026, 4, 1)):
        edge = made.batas_sepi(end)
        assert waktu.hari_kerja_antara(calendar, edge, end) == 20
        assert waktu.hari_kerja_antara(calendar, edge + timedelta(days=1), end) == 19
        assert made.sepi(edge, end) and not made.sepi(edge + timedelta(days=1), end) and made.sepi(None, end)


SEKDA = Actor(1, "Sekda", 1, "Sekretaris Daerah", peran=frozenset({Peran.PEMANTAU}))


def profil_emas(session: Session, kota: Kota) -> None:
    """Size, grammage, duplex policy and price of each office as `opd.csv` has them, set through the product itself."""
    clock.set_clock(datetime(2025, 12, 30, 3, 0, tzinfo=UTC))
    for row in emas.rows("opd.csv"):
        opd, price = kota.opd[row["opd"]], int(row["harga_kertas_rp_per_lembar"]) * 1000
        both = int(row["dupleks_kebijakan"])
        sizes = {name: int(row[name]) * 1000 for name in ("lebar_mm", "tinggi_mm", "gsm")}
        values = {name: Tiga(v, v, v) for name, v in {**sizes, "dupleks": both, "c_kertas": price}.items()}
        own = Actor(2, "Kadis", 2, "Kepala", opd_id=opd, pimpinan_opd_ids=frozenset({opd}))
        isian = IsianKetetapan(values, date(2026, 1, 1), "Kertas dan harga perangkat daerah.", "ND 1/2025")
        proposal = actions.usulkan_opd(session, own, opd, isian)
        actions.putuskan(session, SEKDA, proposal.id, terima=True)
    clock.set_clock(datetime(2026, 9, 1, 3, 0, tzinfo=UTC))


def test_every_golden_paper_value_comes_out_of_the_log_the_settings_and_the_tables(engine: Engine, kota: Kota) -> None:
    with transaction(engine) as session:
        profil_emas(session, kota)
    kirim(engine, kota, emas_adopsi.fakta())
    lipat_semua(engine)

    with reading(engine) as session:
        per_opd = {name: queries.hasil_opd(session, id_, AGUSTUS) for name, id_ in kota.opd.items()}
        assert queries.beda(session, queries.ketentuan(session)) == []
    per_opd["KOTA"] = hasil_kota(per_opd.values())

    paper = [row for row in emas.rows(emas_adopsi.KELUAR) if row["skenario"]]
    assert len(paper) == 216
    for row in paper:
        value = getattr(per_opd[row["cakupan"]][Skenario(row["skenario"])], row["metrik"])
        assert emas_adopsi.desimal(value) == emas_adopsi.desimal(Fraction(row["nilai"])), row


def pernyataan_sql(engine: Engine, kota: Kota, naskah: str) -> int:
    """How many statements folding one naskah of three events takes."""
    counted: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        counted.append(statement)

    with transaction(engine) as session:
        for kind, more in (
            (Jenis.NASKAH_DITERBITKAN, {"asal": "digital", "ttd": "tte", "halaman": 2, "lampiran": 0, "t_opd_lain": 1}),
            (Jenis.NASKAH_DICETAK, {"salinan": 1, "halaman": 2, "lampiran": 0}),
            (Jenis.NASKAH_DIUNDUH, {"halaman": 2, "lampiran": 0}),
        ):
            peristiwa.catat(
                session,
                jenis=kind,
                opd_id=kota.opd["BKD"],
                unit_id=None,
                akun=kota.akun["B1"],
                jabatan_id=None,
                naskah=naskah,
                rincian=more,
            )
    event.listen(engine, "before_cursor_execute", note)
    try:
        with transaction(engine) as session:
            assert actions.lipat(session) == 3
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(counted)


def test_the_cost_of_an_event_does_not_grow_with_the_log(engine: Engine, kota: Kota) -> None:
    kirim(engine, kota, emas_adopsi.fakta())
    lipat_semua(engine)
    pernyataan_sql(engine, kota, "naskah:awal")  # the first of a day makes its rows
    before = pernyataan_sql(engine, kota, "naskah:satu")

    with transaction(engine) as session:
        for n in range(300):
            id_ = peristiwa.catat(
                session,
                jenis=Jenis.NASKAH_DIUNDUH,
                opd_id=kota.opd["KEC-A"],
                unit_id=None,
                akun=kota.akun["C1"],
                jabatan_id=None,
                naskah=f"naskah:{n}",
                rincian={"halaman": 1},
                at=datetime(2026, 1 + n % 8, 1 + n % 28, 3, tzinfo=UTC),
            )
            if n % 10 == 0:
                peristiwa.catat(
                    session,
                    jenis=Jenis.KOREKSI_BATAL,
                    opd_id=kota.opd["KEC-A"],
                    unit_id=None,
                    akun=kota.akun["C1"],
                    jabatan_id=None,
                    naskah=None,
                    rincian={"rujukan": id_},
                )
    lipat_semua(engine)

    assert pernyataan_sql(engine, kota, "naskah:dua") == before <= 40
