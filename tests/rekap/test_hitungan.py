"""Working time in constant time, age classes by working days, and the steps of a naskah; no database."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.clock import WIB
from eoffice.naskah.states import JenisParaf, Status
from eoffice.organisasi import waktu
from eoffice.rekap.queries.antrean import ambang, kelas
from eoffice.rekap.queries.jam import JamKota, JamTerhitung
from eoffice.rekap.queries.langkah import Lama, _Way, bulan_pilihan, ringkas
from eoffice.rekap.queries.volume import Butir, digabung
from eoffice.rekap.states import KELAS, Langkah

KALENDER = waktu.muat_kalender()
JAM = JamTerhitung(KALENDER, date(2026, 1, 1), date(2026, 12, 31))


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 30)), st.integers(0, 60 * 60 * 24 * 20))
@settings(max_examples=80, deadline=None)
def test_the_quick_clock_tells_what_the_slow_one_does(start: datetime, seconds: int) -> None:
    a = start.replace(microsecond=0, tzinfo=WIB)
    b = min(a + timedelta(seconds=seconds), wib("2026-12-31T23:59:59"))

    assert JAM.detik(a, b) == waktu.detik_kerja(KALENDER, a, b)


def test_an_office_with_its_own_hours_has_its_own_clock() -> None:
    from dataclasses import replace

    long_day = {n: ((time(7), time(20)),) for n in range(5)}
    own = replace(KALENDER, jam_unit={7: (waktu.JamKerja(date(2026, 1, 1), long_day, long_day),)})
    clocks = JamKota(own, date(2026, 11, 1), date(2026, 11, 30))

    assert clocks.untuk(7).detik(wib("2026-11-23T00:00"), wib("2026-11-24T00:00")) == 13 * 3600
    assert clocks.untuk(8).detik(wib("2026-11-23T00:00"), wib("2026-11-24T00:00")) == 7.5 * 3600


@given(st.datetimes(datetime(2026, 6, 1), datetime(2026, 12, 20)), st.integers(0, 60 * 24 * 40))
@settings(max_examples=60, deadline=None)
def test_an_age_class_is_a_number_of_working_days(now: datetime, minutes: int) -> None:
    at = now.replace(tzinfo=WIB)
    since = at - timedelta(minutes=minutes)
    days = waktu.hari_kerja_antara(KALENDER, since.date(), at.date())
    expected = next((n for n, most in enumerate(KELAS) if days <= most), len(KELAS))

    assert kelas(since, ambang(KALENDER, at)) == expected


def way(**more: object) -> _Way:
    values: dict[str, object] = {
        "dibuat": wib("2026-11-02T08:00"),
        "diajukan": [wib("2026-11-02T09:00")],
        "paraf": [(JenisParaf.HIERARKI, wib("2026-11-02T10:00")), (JenisParaf.HIERARKI, wib("2026-11-02T13:30"))],
        "ditandatangani": wib("2026-11-03T08:00"),
        "dikirim": [wib("2026-11-03T08:01")],
        "status": Status.TERKIRIM,
    }
    return _Way(**(values | more))  # type: ignore[arg-type]


def test_each_step_begins_where_the_one_before_ended() -> None:
    steps = list(way().steps())

    assert [(s, f"{a:%d %H.%M}", f"{b:%d %H.%M}") for s, a, b in steps if b is not None] == [
        (Langkah.AJUKAN, "02 08.00", "02 09.00"),
        (Langkah.PARAF, "02 09.00", "02 10.00"),
        (Langkah.PARAF, "02 10.00", "02 13.30"),
        (Langkah.TANDATANGANI, "02 13.30", "03 08.00"),
        (Langkah.KIRIM, "03 08.00", "03 08.01"),
    ]


def test_the_first_step_that_is_not_done_ends_the_way() -> None:
    waiting = way(
        paraf=[
            (JenisParaf.HIERARKI, wib("2026-11-02T10:00")),
            (JenisParaf.HIERARKI, None),
            (JenisParaf.HIERARKI, None),
        ],
        ditandatangani=None,
        status=Status.PEMERIKSAAN,
    )
    draft = way(diajukan=[], paraf=[], ditandatangani=None, status=Status.KONSEP)
    unsent = way(dikirim=[wib("2026-11-03T08:01"), None])

    assert [(s, b is None) for s, _, b in waiting.steps()] == [
        (Langkah.AJUKAN, False), (Langkah.PARAF, False), (Langkah.PARAF, True),
    ]  # fmt: skip
    assert [(s, b) for s, _, b in draft.steps()] == [(Langkah.AJUKAN, None)]
    assert list(unsent.steps())[-1][2] is None


def test_after_a_return_the_paraf_counts_from_the_new_submission() -> None:
    again = way(diajukan=[wib("2026-11-02T09:00"), wib("2026-11-02T09:30")])

    assert [a for s, a, _ in again.steps() if s is Langkah.PARAF][0] == wib("2026-11-02T09:30")


def test_what_is_still_open_counts_as_infinite() -> None:
    open_ = [Lama(Langkah.BACA, 1, 2, "", None)] * 6 + [Lama(Langkah.BACA, 1, 2, "", 60 * n) for n in range(1, 5)]
    (found,) = ringkas(open_)

    assert (found.kuantil.n, found.kuantil.median, found.kuantil.p90, found.belum) == (10, None, None, 6)
    (few,) = ringkas([*open_[6:], Lama(Langkah.BACA, 1, 2, "", None)])
    assert (few.kuantil.median, few.kuantil.p90) == (180, None)


def test_the_months_go_back_over_the_turn_of_the_year() -> None:
    assert bulan_pilihan(date(2026, 2, 22), 3) == [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1)]


def test_small_units_are_counted_with_those_above_and_nothing_gets_lost() -> None:
    def cell(unit: int, many: int, jenis: str = "nota_dinas") -> Butir:
        return Butir("keluar", date(2026, 9, 1), 1, unit, jenis, "biasa", many)

    cells = [cell(10, 4), cell(11, 2), cell(12, 1), cell(13, 8), cell(11, 5, "undangan")]
    found = digabung(cells, {10: 10, 11: 10, 12: 10, 13: None})

    assert {(each.unit_id, each.jenis): each.banyak for each in found} == {
        (10, "nota_dinas"): 7,
        (10, "undangan"): 5,
        (0, "nota_dinas"): 8,
    }
