"""Sums of months: the same figures as the days give, whatever the span, and no more rows to read with more surat."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import makers
import pytest
from sqlalchemy import Engine, delete, event, func, insert, select, update
from sqlalchemy.engine.cursor import CursorFetchStrategy
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.laporan import actions
from eoffice.laporan.actions import bulanan as simpan
from eoffice.laporan.adopsi import Hitung, Sasaran
from eoffice.laporan.models import RAdopsi, RAdopsiBulan, RWaktuBulan, WaktuSurat
from eoffice.laporan.queries import adopsi, bulanan, ringkas
from eoffice.laporan.states import Rentang
from eoffice.organisasi import queries as organisasi
from tests.laporan.test_queries import lipat_semua, setahun

KINI = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
OKTOBER_AWAL = datetime(2026, 9, 30, 17, tzinfo=UTC)
OKTOBER = Rentang(date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture(autouse=True)
def november() -> None:
    clock.set_clock(KINI)


def isi(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the months, without the bound of time that only ever grows."""
    found = {}
    for table in simpan.TABLES:
        names = [c.name for c in table.__table__.columns if c.name != "terakhir_at"]
        rows = session.execute(select(*(getattr(table, name) for name in names)))
        found[table.__tablename__] = sorted(tuple(map(str, row)) for row in rows)
    return found


def test_months_are_what_their_days_give_after_folds_in_small_steps_and_from_zero(engine: Engine) -> None:
    setahun(engine)
    while True:
        with transaction(engine) as session:
            if not actions.lipat(session, batas=7):
                break
    with reading(engine) as session:
        assert list(bulanan.beda(session)) == []
        before = isi(session)
        assert all(before.values())
    with transaction(engine) as session:
        actions.susun_ulang(session)
    with reading(engine) as session:
        assert isi(session) == before


def test_any_span_gives_the_sum_of_its_days(engine: Engine) -> None:
    setahun(engine)
    lipat_semua(engine)
    with reading(engine) as session:
        first, last = session.execute(select(func.min(RAdopsi.tanggal), func.max(RAdopsi.tanggal))).one()
        chance = random.Random(7)
        for _ in range(25):
            dari = first + timedelta(days=chance.randrange(-5, (last - first).days))
            sampai = dari + timedelta(days=chance.randrange(1, 120))
            rows = session.scalars(select(RAdopsi).where(RAdopsi.tanggal >= dari, RAdopsi.tanggal < sampai)).all()
            wanted: dict[int, Hitung] = {}
            for row in rows:
                wanted[row.opd_id] = wanted.get(row.opd_id, Hitung()) + row.hitung
            assert adopsi.per_opd(session, Rentang(dari, sampai)) == wanted
            issued = [r for r in session.scalars(select(RAdopsi).where(RAdopsi.tanggal <= sampai)) if r.lahir_digital]
            latest = {opd: day for opd, (day, _) in adopsi.terakhir(session, sampai).items() if day}
            assert latest == {
                opd: max(r.tanggal for r in issued if r.opd_id == opd) for opd in {r.opd_id for r in issued}
            }


def jam(session: Session, opd: list[int], banyak: int, benih: int) -> None:
    """So many clocks of October, and the cohorts that they come to."""
    chance, rows, ends = random.Random(benih), [], [OKTOBER_AWAL]
    for n in range(banyak):
        at = datetime(2026, 10, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(43_000))
        given = at + timedelta(minutes=chance.randrange(3000)) if chance.random() < 0.8 else None
        done = at + timedelta(minutes=chance.randrange(3000, 9000)) if chance.random() < 0.7 else None
        ends += [each for each in (given, done) if each is not None]
        rows.append(
            {
                "naskah": f"surat:{benih}-{n}", "opd_id": chance.choice(opd), "registrasi_at": at, "derajat": "biasa",
                "perlu_disposisi": chance.random() < 0.9, "disposisi_at": given, "selesai_at": done,
                "batas_disposisi_at": at, "batas_selesai_at": at + timedelta(days=4), "rujukan": "", "dicetak": False,
                "detik_disposisi": chance.randrange(90_000) if given else None, "detik_selesai": 1 if done else None,
            }
        )  # fmt: skip
    session.execute(insert(WaktuSurat), rows)
    session.execute(delete(RWaktuBulan))
    last = max(ends)
    for each, (menunggu, selesai, tepat, detik) in bulanan.waktu_bulan(session, OKTOBER.dari).items():
        session.add(
            RWaktuBulan(
                bulan=OKTOBER.dari,
                opd_id=each,
                menunggu=menunggu,
                selesai=selesai,
                tepat=tepat,
                detik=detik,
                terakhir_at=last,
            )
        )
    session.flush()


@pytest.mark.parametrize("benih", range(3))
def test_the_clocks_of_a_month_are_those_of_each_surat_also_before_all_is_over(engine: Engine, benih: int) -> None:
    with transaction(engine) as session:
        jam(session, [3, 5, 8], 160, benih)
        for pada in (KINI, datetime(2026, 10, 20, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)):
            assert ringkas.jam(session, OKTOBER, pada) == ringkas._jam_satuan(session, OKTOBER, pada)
        assert bulanan.kohort(session, OKTOBER, KINI) and not bulanan.kohort(
            session, OKTOBER, KINI - timedelta(days=30)
        )
        assert ringkas.jam(session, Rentang(date(2026, 9, 1), date(2026, 10, 1)), KINI).kota.n == 0


def test_the_dashboard_reads_no_more_rows_when_there_are_more_surat(
    engine: Engine, kota_kecil: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements, and rows that come out of them, of one cold page; what is open is done so that only history grows."""
    counted = [0, 0]
    taken = CursorFetchStrategy.fetchall

    def count(self: CursorFetchStrategy, result: Any, cursor: Any) -> Any:
        rows = taken(self, result, cursor)
        counted[1] += len(rows)
        return rows

    def begun(*_args: Any) -> None:
        counted[0] += 1

    found = []
    event.listen(engine, "before_cursor_execute", begun)
    monkeypatch.setattr(CursorFetchStrategy, "fetchall", count)
    for size in (60, 600):
        with transaction(engine) as session:
            units = organisasi.all_opd(session)
            jam(session, [unit.id for unit in units], size, size)
            session.execute(update(WaktuSurat).values(selesai_at=KINI - timedelta(days=9)))
            session.flush()
            counted[:] = [0, 0]
            made = ringkas.ringkas(session, units, b"k", hari_ini=KINI.date(), saat=KINI, sasaran=Sasaran(KINI.date()))
            found.append(tuple(counted))
        assert made.waktu_kota.n
    event.remove(engine, "before_cursor_execute", begun)
    assert found[0] == found[1]
    assert 10 < found[0][0] < 60 and found[0][1] > 3


def test_a_fold_rewrites_the_months_it_touches_and_no_others(engine: Engine) -> None:
    setahun(engine)
    lipat_semua(engine)
    with transaction(engine) as session:
        day = session.scalars(select(func.max(RAdopsi.tanggal))).one()
        row = session.scalars(select(RAdopsi).where(RAdopsi.tanggal == day)).first()
        assert row is not None
        row.keluar += 5
        simpan.adopsi(session, [(row.opd_id, day)])
        month = session.get(RAdopsiBulan, (day.replace(day=1), row.opd_id))
        total = select(func.sum(RAdopsi.keluar)).where(
            RAdopsi.opd_id == row.opd_id, RAdopsi.tanggal >= day.replace(day=1)
        )
        assert month is not None and month.keluar == session.scalar(total)
        assert list(bulanan.beda(session)) == []
