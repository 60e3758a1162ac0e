"""The sample year is moved by whole weeks, so that it ends just before the day it is loaded."""

from datetime import UTC, datetime, timedelta

from eoffice.clock import WIB
from eoffice.contoh.geser import geser, weeks
from eoffice.contoh.rencana import BERHENTI, rencana

PLAN = rencana()


def test_the_plan_ends_less_than_a_week_before_now() -> None:
    for days in (0, 2, 6, 7, 8, 365, 1000, -1, -30):
        now = BERHENTI + timedelta(days=days, hours=1)
        end = BERHENTI + timedelta(weeks=weeks(now))

        assert timedelta(0) <= now - end < timedelta(weeks=1)


def test_without_a_move_the_plan_is_the_same() -> None:
    assert weeks(datetime(2026, 11, 22, 1, tzinfo=UTC)) == 0
    assert geser(PLAN, 0) is PLAN


def test_steps_keep_weekday_hour_and_order() -> None:
    moved = geser(PLAN, 60)

    assert [s.at - timedelta(weeks=60) for s in moved.langkah] == [s.at for s in PLAN.langkah]
    assert all(
        a.at.astimezone(WIB).weekday() == b.at.astimezone(WIB).weekday()
        for a, b in zip(moved.langkah, PLAN.langkah, strict=True)
    )
    assert [(s.aksi, s.oleh, s.sasaran) for s in moved.langkah] == [(s.aksi, s.oleh, s.sasaran) for s in PLAN.langkah]


def test_deadlines_and_dates_of_events_move_along() -> None:
    moved = geser(PLAN, 10)

    for before, after in zip(PLAN.langkah, moved.langkah, strict=True):
        if before.rinci.get("batas"):
            assert after.rinci["batas"] - before.rinci["batas"] == timedelta(weeks=10)
    for kunci, row in PLAN.naskah.items():
        day = row.surat.rincian.get("tanggal_acara")
        if day:
            assert moved.naskah[kunci].surat.rincian["tanggal_acara"] > day


def test_dates_in_the_text_move_and_codes_do_not() -> None:
    from eoffice.contoh.geser import _text

    by = timedelta(weeks=52)
    said = _text("Senin, 2 Maret 2026, tahun 2026; Peraturan Nomor 95 Tahun 2018; 000.8.3.4/12/ORG/2026", by)

    assert said == "Senin, 1 Maret 2027, tahun 2027; Peraturan Nomor 95 Tahun 2018; 000.8.3.4/12/ORG/2026"
    assert _text("Maret 2026", timedelta(weeks=5)) == "April 2026"
    assert _text("198701012010011002", by) == "198701012010011002"
