"""Working time over three years of calendar, against an oracle that counts single minutes and knows no shortcut."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.clock import WIB
from eoffice.organisasi import waktu
from eoffice.organisasi.waktu import Batas, JamKerja, Kalender

KOTA = waktu.muat_kalender()
AWAL, AKHIR = datetime(2025, 1, 1, tzinfo=WIB), datetime(2028, 1, 1, tzinfo=WIB)
MENIT = timedelta(minutes=1)

#: A puskesmas that opens on Saturdays, half days and nights included, from the middle of the three years on.
_SHIF = {0: ((time(7), time(12)), (time(12, 30), time(20))), 5: ((time(8), time(11)),), 6: ((time(22), time(23, 59)),)}
UNIT = KOTA.__class__(
    **{
        **KOTA.__dict__,
        "jam_unit": {7: (JamKerja(date(2026, 3, 1), _SHIF, {2: ((time(9), time(10)),)}, date(2026, 9, 30)),)},
        "jam_baru": (JamKerja(date(2027, 5, 3), KOTA.jam_ramadan, KOTA.jam),),
    }
)
SEMUA = (KOTA, UNIT, UNIT.untuk(7))

#: Open always: its clock is the wall clock. A window cannot end at 24.00, so each day is without its last minute.
BUKA_TERUS = Kalender("terus", {}, (), dict.fromkeys(range(7), ((time(0), time(23, 59)),)), {})


def buka(kalender: Kalender, saat: datetime) -> bool:
    """Whether the office is open at the beginning of a minute: looked up anew, from the rules as they are written."""
    local = saat.astimezone(WIB)
    day, clock = local.date(), local.time().replace(tzinfo=None)
    if day in kalender.libur:
        return False
    hours, ramadan = kalender.jam, kalender.jam_ramadan
    for later in kalender.jam_baru:
        if later.sejak <= day and (later.sampai is None or day <= later.sampai):
            hours, ramadan = later.reguler, later.ramadan
    fasting = [1 for first, last in kalender.ramadan if first <= day <= last]
    return any(a <= clock < b for a, b in (ramadan if fasting else hours).get(day.weekday(), ()))


def menit_satu_satu(kalender: Kalender, mulai: datetime, akhir: datetime) -> int:
    """Working minutes of [mulai, akhir), one after the other."""
    count, at = 0, mulai
    while at < akhir:
        count += buka(kalender, at)
        at += MENIT
    return count


saat = st.integers(0, int((AKHIR - AWAL).total_seconds()) - 1).map(lambda s: AWAL + timedelta(seconds=s))
menit = st.integers(0, int((AKHIR - AWAL) / MENIT) - 1).map(lambda n: AWAL + n * MENIT)
pendek = st.integers(0, 3 * 24 * 60)


@given(st.sampled_from(SEMUA), menit, pendek)
@settings(max_examples=40, deadline=None)
def test_the_clock_counts_the_minutes_that_an_oracle_counts_one_by_one(
    kalender: Kalender, mulai: datetime, lama: int
) -> None:
    akhir = mulai + lama * MENIT

    assert waktu.detik_kerja(kalender, mulai, akhir) == 60 * menit_satu_satu(kalender, mulai, akhir)


@given(st.sampled_from(SEMUA), saat, saat, saat)
@settings(max_examples=40, deadline=None)
def test_it_is_additive_monotone_and_exact_to_the_second(
    kalender: Kalender, a: datetime, b: datetime, c: datetime
) -> None:
    a, b, c = sorted((a, b, c))
    first, second, whole = (waktu.detik_kerja(kalender, *pair) for pair in ((a, b), (b, c), (a, c)))

    assert first + second == whole
    assert 0 <= first <= whole <= (c - a).total_seconds()
    assert waktu.detik_kerja(kalender, c, a) == 0
    one = timedelta(seconds=1)
    assert waktu.detik_kerja(kalender, a, a + one) == buka(kalender, a.replace(second=0))


@given(menit, st.integers(0, 60 * 24 * 60))
@settings(max_examples=30, deadline=None)
def test_a_calendar_that_is_always_open_is_the_wall_clock(mulai: datetime, lama: int) -> None:
    akhir = mulai + timedelta(seconds=lama)
    last_minutes = sum(
        max(0, int((min(akhir, edge + MENIT) - max(mulai, edge)).total_seconds()))
        for n in range((akhir.date() - mulai.date()).days + 1)
        for edge in [datetime.combine(mulai.date() + timedelta(days=n), time(23, 59), WIB)]
    )

    assert waktu.detik_kerja(BUKA_TERUS, mulai, akhir) == lama - last_minutes


@given(st.sampled_from(SEMUA), saat, st.integers(0, 40 * 3600))
@settings(max_examples=40, deadline=None)
def test_adding_working_time_is_the_inverse_of_counting_it(kalender: Kalender, mulai: datetime, detik: int) -> None:
    sampai = waktu.tambah_detik_kerja(kalender, mulai, detik)

    assert waktu.detik_kerja(kalender, mulai, sampai) == detik
    if detik:
        assert waktu.detik_kerja(kalender, mulai, sampai - timedelta(seconds=1)) == detik - 1  # and no later
    opened = waktu.buka_berikut(kalender, mulai)
    assert opened >= mulai and waktu.detik_kerja(kalender, mulai, opened) == 0
    assert buka(kalender, opened.replace(second=0))


@given(st.sampled_from(SEMUA), saat, st.integers(1, 96 * 3600))
@settings(max_examples=40, deadline=None)
def test_hours_that_skip_days_off_whole_do_so(kalender: Kalender, mulai: datetime, detik: int) -> None:
    sampai = waktu.tambah_detik_hari_kerja(kalender, mulai, timedelta(seconds=detik))

    assert waktu.detik_hari_kerja(kalender, mulai, sampai) == detik
    days = [mulai.date() + timedelta(days=n) for n in range((sampai.date() - mulai.date()).days + 1)]
    off = sum(not any(buka(kalender, datetime.combine(d, time(), WIB) + m * MENIT) for m in range(1440)) for d in days)
    assert off <= (sampai - mulai).days + 1


@given(st.sampled_from(SEMUA), saat)
@settings(max_examples=40, deadline=None)
def test_every_limit_of_the_table_is_what_its_row_says(kalender: Kalender, at: datetime) -> None:
    batas = Batas(jenis={"surat_undangan": 2})
    zero = waktu.hari_nol(kalender, at)

    assert waktu.batas_selesai(kalender, "amat_segera", at, batas) == at + timedelta(hours=24)
    segera = waktu.batas_selesai(kalender, "segera", at, batas)
    assert waktu.detik_hari_kerja(kalender, at, segera) == 48 * 3600
    plain = Batas(segera_lewati_libur=False)
    assert waktu.batas_selesai(kalender, "segera", at, plain) == at + timedelta(hours=48)
    for limit, days in (
        (waktu.batas_selesai(kalender, "biasa", at, batas), 5),
        (waktu.batas_disposisi_pertama(kalender, at, batas), 1),
        (waktu.batas_bagian(kalender, "biasa", at, batas), 2),
        (waktu.batas_bagian(kalender, "amat_segera", at, batas), 0),
        (waktu.batas_selesai(kalender, "biasa", at, batas, jenis="surat_undangan"), 2),
    ):
        assert limit == kalender.tutup(limit.astimezone(WIB).date())
        assert waktu.hari_kerja_antara(kalender, zero, limit.astimezone(WIB).date()) == days
    assert waktu.batas_selesai(kalender, "biasa", at, batas, jenis="nota_dinas") == waktu.batas_selesai(
        kalender, "biasa", at, batas
    )


@pytest.mark.lambat
def test_every_minute_of_three_years_agrees_with_the_oracle() -> None:
    for kalender in SEMUA:
        at, counted = AWAL, 0
        while at < AKHIR:
            tomorrow = at + timedelta(days=1)
            minutes = menit_satu_satu(kalender, at, tomorrow)
            assert waktu.detik_kerja(kalender, at, tomorrow) == 60 * minutes, at
            counted += minutes
            at = tomorrow
        assert waktu.menit_kerja(kalender, AWAL, AKHIR) == counted


@pytest.mark.lambat
def test_hundreds_of_random_spans_agree_with_the_oracle() -> None:
    chance = random.Random(20261122)  # noqa: S311
    whole = int((AKHIR - AWAL) / MENIT)
    for _ in range(400):
        kalender = chance.choice(SEMUA)
        mulai = AWAL + chance.randrange(whole) * MENIT
        akhir = mulai + chance.randrange(7 * 1440) * MENIT
        assert waktu.detik_kerja(kalender, mulai, akhir) == 60 * menit_satu_satu(kalender, mulai, akhir)
