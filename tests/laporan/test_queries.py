"""The rollup: folded once, in any portions, corrected, and equal to a computation from zero; rights in every list."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.db import reading, transaction
from eoffice.laporan import actions, jobs, queries
from eoffice.laporan.kertas import Fakta, Skenario, hasil, hasil_kota, rekap
from eoffice.laporan.kertas import hitung as hitung_kertas
from eoffice.laporan.ketentuan import KETENTUAN
from eoffice.laporan.models import HitunganNaskah, KepalaLipatan, KontribusiNaskah, RHarian
from eoffice.laporan.queries import adopsi
from eoffice.laporan.states import Periode, Rentang, rentang
from eoffice.outbox import Job
from eoffice.peristiwa import actions as peristiwa
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.web.services import Services

AGUSTUS = datetime(2026, 8, 12, 2, 0, tzinfo=UTC)
SEMUA = Rentang(date(2026, 1, 1), date(2027, 1, 1))


def catat(session: Session, jenis: Jenis, naskah: str | None, opd: int, at: datetime = AGUSTUS, **rincian: Any) -> str:
    return peristiwa.catat(
        session,
        jenis=jenis,
        opd_id=opd,
        unit_id=None,
        akun=None,
        jabatan_id=None,
        naskah=naskah,
        rincian=rincian,
        at=at,
    )


def terbit(session: Session, naskah: str, opd: int, at: datetime = AGUSTUS, **more: Any) -> str:
    values = {"asal": "digital", "ttd": "tte", "halaman": 2, "lampiran": 1, "t_opd_lain": 3, "tb_opd_lain": 1, **more}
    return catat(session, Jenis.NASKAH_DITERBITKAN, naskah, opd, at, **values)


def setahun(engine: Engine) -> list[str]:
    """Some dozens of events of three offices, in several transactions, with corrections."""
    ids = []
    for n in range(12):
        at = datetime(2026, n % 12 + 1, 15, 18, 30, tzinfo=UTC)  # 16th, 01.30 WIB
        with transaction(engine) as session:
            ids.append(terbit(session, f"naskah:{n}", 10 + n % 3, at, halaman=1 + n % 4))
            catat(session, Jenis.NASKAH_DIKEMBALIKAN, f"naskah:{n}", 10 + n % 3, at, putaran=1)
            catat(session, Jenis.SURAT_DIREGISTRASI, f"surat:{n}", 12, at, asal="digital_luar", halaman=3, lampiran=0)
            catat(session, Jenis.DISPOSISI_DIBUAT, f"surat:{n}", 12, at, disposisi=f"{n}", kanal="sistem", target=3)
            if n % 2:
                ids.append(
                    catat(session, Jenis.NASKAH_DICETAK, f"naskah:{n}", 11, at, salinan=2, halaman=2, lampiran=1)
                )
    with transaction(engine) as session:
        catat(session, Jenis.KOREKSI_BATAL, None, 10, rujukan=ids[0])
        catat(session, Jenis.KOREKSI_GANTI, None, 11, rujukan=ids[2], menjadi={"salinan": 5})
        terbit(session, "naskah:uji", 10, uji_coba=True)
        terbit(session, "naskah:kertas", 10, asal="kertas", ttd="basah")
    return ids


def lipat_semua(engine: Engine, batas: int = 2000) -> None:
    while True:
        with transaction(engine) as session:
            if not actions.lipat(session, batas=batas):
                return


def isi(session: Session) -> dict[tuple[Any, ...], Any]:
    """Every cell of the daily counters."""
    rows = session.scalars(select(RHarian))
    return {(r.opd_id, r.tanggal, r.versi, r.skenario): r.ukuran for r in rows}


def dari_catatan(session: Session) -> dict[Any, Any]:
    """The model run over the whole log by its public entry, with none of the tables of the rollup."""
    rows = session.scalars(select(Peristiwa))
    facts = [Fakta(r.id_peristiwa, r.jenis, r.opd_id or 0, r.terjadi_pada, r.naskah, r.rincian) for r in rows]
    return rekap(hitung_kertas(facts, KETENTUAN).values(), date.min, date.max)


@pytest.mark.parametrize("batas", [1, 7, 2000])
def test_folding_in_any_portions_gives_what_the_model_gives_from_zero(engine: Engine, batas: int) -> None:
    setahun(engine)

    lipat_semua(engine, batas)

    with reading(engine) as session:
        expected = {(*key, s): tiga[s] for key, tiga in dari_catatan(session).items() for s in Skenario}
        assert isi(session) == expected
        assert len(expected) > 60
        assert queries.beda(session, KETENTUAN) == []


def test_a_second_fold_and_a_computation_from_zero_change_nothing(engine: Engine) -> None:
    setahun(engine)
    lipat_semua(engine)
    with reading(engine) as session:
        before, rows = isi(session), session.scalar(select(func.count()).select_from(KontribusiNaskah))

    with transaction(engine) as session:
        assert actions.lipat(session) == 0
        assert actions.susun_ulang(session) == session.scalar(select(func.count()).select_from(Peristiwa))

    with reading(engine) as session:
        assert isi(session) == before
        assert session.scalar(select(func.count()).select_from(KontribusiNaskah)) == rows


def test_the_days_are_the_sums_of_what_each_naskah_adds(engine: Engine) -> None:
    setahun(engine)
    lipat_semua(engine)

    with reading(engine) as session:
        summed: dict[Any, int] = defaultdict(int)
        for row in session.scalars(select(KontribusiNaskah)):
            summed[row.opd_id, row.tanggal, row.skenario] += row.lembar_dasar
        days = {(r.opd_id, r.tanggal, r.skenario): r.lembar_dasar for r in session.scalars(select(RHarian))}

    assert {key: value for key, value in summed.items() if value} == {k: v for k, v in days.items() if v}


def test_a_correction_takes_the_old_contribution_out_and_the_last_one_leaves_no_row(engine: Engine) -> None:
    with transaction(engine) as session:
        id_ = terbit(session, "naskah:1", 10)
    lipat_semua(engine)
    with reading(engine) as session:
        assert isi(session)[10, date(2026, 8, 12), "bawaan-2026+bawaan", Skenario.TENGAH].lembar_dasar == 3 * 7 * 1000

    with transaction(engine) as session:
        catat(session, Jenis.KOREKSI_BATAL, None, 10, rujukan=id_)
    lipat_semua(engine)

    with reading(engine) as session:
        assert isi(session) == {}
        assert list(session.scalars(select(HitunganNaskah))) == []
        assert queries.keadaan(session).tertinggal == 0


def test_a_correction_of_a_correction_brings_the_naskah_back(engine: Engine) -> None:
    with transaction(engine) as session:
        id_ = terbit(session, "naskah:1", 10)
    with transaction(engine) as session:
        batal = catat(session, Jenis.KOREKSI_BATAL, None, 10, rujukan=id_)
    lipat_semua(engine)
    with transaction(engine) as session:
        catat(session, Jenis.KOREKSI_BATAL, None, 10, rujukan=batal)
    lipat_semua(engine)

    with reading(engine) as session:
        assert len(isi(session)) == 3


def test_a_damaged_cell_is_named(engine: Engine) -> None:
    setahun(engine)
    lipat_semua(engine)
    with transaction(engine) as session:
        row = session.scalars(select(RHarian).where(RHarian.lembar_dasar > 0)).first()
        assert row is not None
        row.lembar_dasar += 1
        name = f"r_harian {row.opd_id} {row.tanggal} {row.versi} {row.skenario}"

    with reading(engine) as session:
        assert queries.beda(session, KETENTUAN) == [name]


def test_city_and_months_are_plain_sums_of_the_offices(engine: Engine) -> None:
    setahun(engine)
    lipat_semua(engine)

    with reading(engine) as session:
        per_opd = queries.hasil_per_opd(session, SEMUA)
        expected = hasil(dari_catatan(session), KETENTUAN)
        assert per_opd == expected
        for opd in per_opd:
            months = queries.per_bulan(session, int(opd), SEMUA)
            assert len(months) == 12
            assert hasil_kota(tiga for _, tiga in months) == per_opd[opd] == queries.hasil_opd(session, int(opd), SEMUA)


def test_a_day_belongs_to_its_wib_month(engine: Engine) -> None:
    with transaction(engine) as session:
        terbit(session, "naskah:1", 10, datetime(2026, 7, 31, 23, 30, tzinfo=UTC))
        terbit(session, "naskah:2", 10, datetime(2026, 8, 31, 17, 0, tzinfo=UTC))
    lipat_semua(engine)

    with reading(engine) as session:
        august = queries.hasil_per_opd(session, Rentang(date(2026, 8, 1), date(2026, 9, 1)))
        assert august[10].tengah.lembar_garis_dasar == Fraction(21)


def test_adoption_counts_follow_the_events_and_their_corrections(engine: Engine) -> None:
    setahun(engine)
    lipat_semua(engine)

    with reading(engine) as session:
        found = adopsi.per_opd(session, SEMUA)
        assert (found[10].keluar, found[10].lahir_digital, found[10].ber_tte) == (4, 3, 3)  # one void, one on paper
        assert (found[11].keluar, found[12].keluar) == (4, 4)
        assert (found[12].masuk, found[12].disposisi, found[12].disposisi_sistem) == (12, 12, 12)


def test_a_gap_in_the_log_stops_the_fold(engine: Engine) -> None:
    setahun(engine)
    with transaction(engine) as session:
        session.add(KepalaLipatan(id=1, urut=-1, at=clock.now()))
    with pytest.raises(ValueError, match="terputus"), transaction(engine) as session:
        actions.lipat(session)


def test_the_worker_folds_every_minute_with_one_message_at_a_time(engine: Engine, services: Services) -> None:
    clock.set_clock(datetime(2026, 9, 1, 3, 0, tzinfo=UTC))
    setahun(engine)
    with transaction(engine) as session:
        actions.mulai(session)
        actions.mulai(session)
    folds: list[datetime] = []

    def lipat(session: Session, parts: Services) -> None:
        folds.append(clock.now())
        jobs.lipat(session, parts)

    worker = outbox.Worker(engine, {**jobs.HANDLERS, "laporan.lipat": lipat}, services)

    for minute in range(180):
        clock.set_clock(clock.now() + timedelta(minutes=1))
        outbox.work_all(worker)
        assert len(folds) == minute + 1

    with reading(engine) as session:
        waiting = session.scalars(select(Job).where(Job.state == "siap")).all()
        assert [job.topic for job in waiting] == ["laporan.lipat"]
        assert (session.scalar(select(func.count()).select_from(Job)) or 0) < 70
        assert queries.keadaan(session).tertinggal == 0


def test_a_page_brings_the_figures_forward_and_restarts_the_worker_message(engine: Engine) -> None:
    setahun(engine)

    actions.segarkan(engine)

    with reading(engine) as session:
        assert queries.keadaan(session).tertinggal == 0
        assert session.scalars(select(Job.topic)).all() == ["laporan.lipat"]
        at = session.scalar(select(KepalaLipatan.at))
    actions.segarkan(engine)
    with reading(engine) as session:
        assert session.scalar(select(KepalaLipatan.at)) == at


@pytest.mark.parametrize(
    ("periode", "dari", "bulan"),
    [
        (Periode.BULAN, date(2026, 2, 1), 1),
        (Periode.TIGA_BULAN, date(2025, 12, 1), 3),
        (Periode.TAHUN, date(2026, 1, 1), 2),
        (Periode.DUA_BELAS_BULAN, date(2025, 3, 1), 12),
    ],
)
def test_a_period_starts_with_a_whole_month_and_ends_today(periode: Periode, dari: date, bulan: int) -> None:
    found = rentang(periode, date(2026, 2, 28))

    assert (found.dari, found.sampai, found.hari_terakhir) == (dari, date(2026, 3, 1), date(2026, 2, 28))
    assert len(found.bulan()) == bulan
    assert found.bulan()[-1] == date(2026, 2, 1)
