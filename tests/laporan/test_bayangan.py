"""The nightly comparison: small portions, the same answer as a computation from zero, and an alarm on any difference."""

from datetime import UTC, datetime, timedelta

import makers
import pytest
from sqlalchemy import Engine, select

from eoffice import clock, outbox
from eoffice.db import reading, transaction
from eoffice.laporan import actions, jobs, queries
from eoffice.laporan.actions import bayangan
from eoffice.laporan.models import HitunganNaskah, KontribusiNaskah, RAdopsi, RAdopsiBulan, RBulan, RHarian, RWaktuBulan
from eoffice.outbox import Job
from eoffice.web.services import Services
from tests.laporan.test_queries import lipat_semua, setahun, terbit

MALAM = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)  # 02.00 WIB


@pytest.fixture(autouse=True)
def malam(monkeypatch: pytest.MonkeyPatch) -> None:
    clock.set_clock(MALAM)
    monkeypatch.setattr(bayangan, "SEKALIGUS", 7)


def bekerja(engine: Engine, services: Services, *, ulang: int = 20) -> None:
    worker = outbox.Worker(engine, jobs.HANDLERS, services)
    for _ in range(ulang):
        outbox.work_all(worker)
        clock.set_clock(clock.now() + timedelta(seconds=5))


def test_every_night_the_rollups_are_compared_in_portions_and_agree(engine: Engine, services: Services) -> None:
    setahun(engine)
    with transaction(engine) as session:
        actions.mulai(session)

    bekerja(engine, services, ulang=30)

    with reading(engine) as session:
        found = queries.bayangan(session)
        assert (found.beda, found.sel) == (0, "") and found.at is not None and found.at >= MALAM
        done = session.scalars(select(Job.topic).where(Job.topic == bayangan.TOPIC)).all()
        assert len(done) >= 4  # 26 naskah in portions of seven
    with transaction(engine) as session:
        assert not actions.malam(session)  # once a night
        clock.set_clock(MALAM + timedelta(days=1, hours=-2))
        assert not actions.malam(session)  # not before one o'clock
        clock.set_clock(MALAM + timedelta(days=1))
        assert actions.malam(session)


def bandingkan(engine: Engine) -> None:
    with transaction(engine) as session:
        kunci, beda, sel = "", 0, ""
        while not actions.bandingkan(session, kunci=kunci, beda=beda, sel=sel):
            session.flush()
            job = session.scalars(select(Job).where(Job.topic == bayangan.TOPIC).order_by(Job.id.desc())).first()
            assert job is not None
            kunci, beda, sel = job.payload["kunci"], job.payload["beda"], job.payload["sel"]


@pytest.mark.parametrize(
    ("tabel", "kolom", "nama"),
    [
        (RHarian, "lembar_dasar", "r_harian"),
        (RAdopsi, "lahir_digital", "r_adopsi"),
        (KontribusiNaskah, "lembar_nyata", "kontribusi"),
        (HitunganNaskah, "tindakan", "hitungan"),
        (RBulan, "arsip", "r_bulan"),
        (RAdopsiBulan, "keluar", "r_adopsi_bulan"),
        (RWaktuBulan, "menunggu", "r_waktu_bulan"),
    ],
)
def test_any_changed_cell_raises_the_alarm(
    engine: Engine, kota_kecil: makers.Kota, tabel: type[RHarian], kolom: str, nama: str
) -> None:
    setahun(engine)
    lipat_semua(engine)
    with transaction(engine) as session:
        row = session.scalars(select(tabel)).first()
        setattr(row, kolom, getattr(row, kolom) + 1)

    bandingkan(engine)

    with reading(engine) as session:
        found = queries.bayangan(session)
        assert found.beda >= 1 and found.sel.startswith(nama)


def test_what_came_after_the_last_fold_is_no_difference(engine: Engine) -> None:
    setahun(engine)
    lipat_semua(engine)
    with transaction(engine) as session:
        terbit(session, "naskah:3", 10, halaman=9)
        terbit(session, "naskah:baru", 10)

    bandingkan(engine)

    with reading(engine) as session:
        assert queries.bayangan(session).beda == 0
