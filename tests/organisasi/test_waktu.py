"""The working-time clock against the examples and the golden results of the measurement guide."""

import csv
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.clock import WIB
from eoffice.errors import Invalid
from eoffice.organisasi import waktu

GOLDEN = Path(__file__).parents[1] / "laporan" / "data"
KALENDER = waktu.muat_kalender()


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def rows(name: str) -> list[dict[str, str]]:
    with (GOLDEN / name).open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


@pytest.mark.parametrize(
    ("mulai", "akhir", "menit"),
    [
        ("2026-08-14T15:00", "2026-08-18T08:30", 150),  # 17 August is a holiday
        ("2026-08-24T15:59", "2026-08-26T07:31", 2),  # 25 August is a holiday
        ("2026-08-21T11:00", "2026-08-21T13:30", 60),  # Friday's long break
        ("2026-12-23T15:00", "2026-12-28T09:00", 150),  # 24 cuti bersama, 25 libur
        ("2026-08-15T09:00", "2026-08-16T15:00", 0),  # Saturday to Sunday
    ],
)
def test_working_minutes_of_the_worked_examples(mulai: str, akhir: str, menit: int) -> None:
    assert waktu.menit_kerja(KALENDER, wib(mulai), wib(akhir)) == menit


def test_seconds_are_exact_and_minutes_round_down() -> None:
    mulai, akhir = wib("2026-08-24T15:59:01"), wib("2026-08-26T07:30:30")

    assert waktu.detik_kerja(KALENDER, mulai, akhir) == 59 + 30
    assert waktu.menit_kerja(KALENDER, mulai, akhir) == 1


def test_durations_and_limits_of_the_golden_letters() -> None:
    events = rows("peristiwa.csv")

    computed = []
    for expected in rows("hasil-waktu.csv"):
        (registered,) = {
            (e["terjadi_pada"], e["sifat"])
            for e in events
            if e["naskah"] == expected["naskah"] and e["jenis"] == "surat.diregistrasi"
        }
        at = datetime.fromisoformat(registered[0])

        def first(jenis: str, naskah: str = expected["naskah"], at: datetime = at) -> str:
            found = [e["terjadi_pada"] for e in events if e["naskah"] == naskah and e["jenis"] == jenis]
            done = min((datetime.fromisoformat(text) for text in found), default=None)
            return "belum" if done is None else str(waktu.menit_kerja(KALENDER, at, done))

        computed.append(
            (
                expected["naskah"],
                first("disposisi.dibuat"),
                first("surat.selesai"),
                f"{waktu.batas_disposisi_pertama(KALENDER, at):%Y-%m-%d %H:%M:%S}",
                f"{waktu.batas_selesai(KALENDER, registered[1], at):%Y-%m-%d %H:%M:%S}",
            )
        )

    assert computed == [
        (
            e["naskah"],
            e["menit_registrasi_disposisi"],
            e["menit_registrasi_selesai"],
            e["batas_disposisi_pertama_wib"],
            e["batas_selesai_wib"],
        )
        for e in rows("hasil-waktu.csv")
    ]


def test_office_hours_in_ramadan_are_shorter() -> None:
    kamis, jumat = date(2026, 3, 5), date(2026, 3, 6)

    assert waktu.menit_kerja(KALENDER, wib("2026-03-05T00:00"), wib("2026-03-06T00:00")) == 4 * 60 + 150
    assert (KALENDER.tutup(kamis), KALENDER.tutup(jumat)) == (wib("2026-03-05T15:00"), wib("2026-03-06T15:30"))


def test_a_full_week_is_as_long_as_the_rule_says() -> None:
    assert waktu.menit_kerja(KALENDER, wib("2026-09-07T00:00"), wib("2026-09-14T00:00")) == 37.5 * 60
    assert waktu.menit_kerja(KALENDER, wib("2026-03-02T00:00"), wib("2026-03-09T00:00")) == 32.5 * 60


def test_2026_has_seventeen_holidays_and_eight_days_of_cuti_bersama() -> None:
    days = [(d.year, found.jenis) for d, found in KALENDER.libur.items()]

    assert days.count((2026, "libur_nasional")) == 17
    assert days.count((2026, "cuti_bersama")) == 8
    assert {year for year, _ in days} == {2025, 2026, 2027}


def test_registering_at_closing_time_counts_from_the_next_working_day() -> None:
    assert waktu.hari_nol(KALENDER, wib("2026-08-10T15:59:59")) == date(2026, 8, 10)
    assert waktu.hari_nol(KALENDER, wib("2026-08-10T16:00")) == date(2026, 8, 11)
    assert waktu.hari_nol(KALENDER, wib("2026-08-15T09:00")) == date(2026, 8, 18)


def test_segera_registered_on_a_day_off_begins_with_the_next_working_day() -> None:
    assert waktu.batas_selesai(KALENDER, "segera", wib("2026-08-15T09:00")) == wib("2026-08-20T00:00")
    plain = waktu.Batas(segera_lewati_libur=False)
    assert waktu.batas_selesai(KALENDER, "segera", wib("2026-08-15T09:00"), plain) == wib("2026-08-17T09:00")


def test_a_date_set_by_a_leader_ends_when_the_office_closes() -> None:
    assert waktu.batas_tanggal(KALENDER, date(2026, 8, 21)) == wib("2026-08-21T16:30")
    assert waktu.batas_tanggal(KALENDER, date(2026, 8, 22)) == wib("2026-08-22T16:00")


def test_days_late_count_working_days_only() -> None:
    assert waktu.hari_kerja_antara(KALENDER, date(2026, 8, 14), date(2026, 8, 18)) == 1
    assert waktu.hari_kerja_antara(KALENDER, date(2026, 8, 18), date(2026, 8, 14)) == 0


def test_an_unknown_urgensi_or_a_calendar_without_work_is_refused() -> None:
    closed = waktu.Kalender("kosong", {}, (), {}, {})

    with pytest.raises(ValueError, match="kilat"):
        waktu.batas_selesai(KALENDER, "kilat", wib("2026-08-14T09:00"))
    with pytest.raises(ValueError, match="tidak ada hari kerja"):
        waktu.batas_hari_kerja(closed, wib("2026-08-14T09:00"), 1)
    with pytest.raises(ValueError, match="tidak ada hari kerja"):
        waktu.batas_selesai(closed, "segera", wib("2026-08-14T09:00"))


def test_a_calendar_with_tangled_hours_is_refused() -> None:
    isi = {
        "versi": "uji",
        "libur": [],
        "ramadan": [],
        "jam": {"reguler": {"senin": [["13:00", "12:00"]]}, "ramadan": {}},
    }

    with pytest.raises(Invalid, match="senin"):
        waktu.kalender_dari(isi)


instants = st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2027, 12, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=WIB)
)


@settings(max_examples=60, deadline=None)
@given(instants, st.integers(0, 40 * 86_400), st.integers(0, 40 * 86_400))
def test_working_time_of_two_parts_is_that_of_the_whole(mulai: datetime, a: int, b: int) -> None:
    tengah, akhir = mulai + timedelta(seconds=a), mulai + timedelta(seconds=a + b)

    whole = waktu.detik_kerja(KALENDER, mulai, akhir)

    parts = waktu.detik_kerja(KALENDER, mulai, tengah) + waktu.detik_kerja(KALENDER, tengah, akhir)
    assert parts == whole


@settings(max_examples=60, deadline=None)
@given(instants, st.sampled_from(["biasa", "segera", "amat_segera"]))
def test_a_limit_is_always_later_than_the_registration(mulai: datetime, urgensi: str) -> None:
    assert waktu.batas_selesai(KALENDER, urgensi, mulai) > mulai


def test_an_opening_begins_with_its_first_second_and_ends_before_its_last() -> None:
    day = "2026-08-24"
    for start, end, seconds in (
        ("07:29:59", "07:30:00", 0),
        ("07:30:00", "07:30:01", 1),
        ("11:59:59", "12:00:00", 1),
        ("12:00:00", "13:00:00", 0),
        ("12:59:59", "13:00:01", 1),
        ("15:59:59", "16:00:01", 1),
    ):
        assert waktu.detik_kerja(KALENDER, wib(f"{day}T{start}"), wib(f"{day}T{end}")) == seconds, start


def test_a_part_without_a_date_of_its_own_has_two_working_days_and_an_urgent_one_the_day_itself() -> None:
    at = wib("2026-08-14T15:00")  # Friday; Monday 17 is a holiday

    assert waktu.batas_bagian(KALENDER, "biasa", at) == wib("2026-08-19T16:00")
    assert waktu.batas_bagian(KALENDER, "amat_segera", at) == wib("2026-08-14T16:30")
    later = waktu.Batas(unit_hari=4, unit_hari_ini=False)
    assert waktu.batas_bagian(KALENDER, "amat_segera", at, later) == wib("2026-08-21T16:30")


def test_a_stopped_clock_moves_a_limit_by_as_much_work_as_was_stopped() -> None:
    limit, stopped = wib("2026-08-14T16:30"), 90 * 60

    assert waktu.tambah_detik_kerja(KALENDER, limit, stopped) == wib("2026-08-18T09:00")
    assert waktu.tambah_detik_kerja(KALENDER, limit, 0) == limit
    assert waktu.kurang_hari_kerja(KALENDER, date(2026, 8, 18), 1) == date(2026, 8, 14)
    assert waktu.kurang_hari_kerja(KALENDER, date(2026, 8, 17), 0) == date(2026, 8, 14)


def test_the_longest_wait_that_is_in_time_follows_the_limits_and_the_hours() -> None:
    assert waktu.tunggu_terlama(KALENDER, date(2026, 11, 23)) == (2, 2 * 450)

    slower = replace(
        KALENDER,
        batas=((date(2026, 12, 1), waktu.Batas(disposisi_pertama_hari=2)),),
        jam_baru=(waktu.JamKerja(date(2026, 12, 1), {0: ((time(8), time(14)),)}, {}),),
    )
    assert waktu.tunggu_terlama(slower, date(2026, 11, 30)) == (2, 900)
    assert waktu.tunggu_terlama(slower, date(2026, 12, 1)) == (3, 3 * 360)
