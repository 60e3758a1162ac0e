"""What must hold for any data: ratios, quantiles, stages, trends, comparisons, alerts, checks, privacy, sentences."""

import math
import random
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.laporan.adopsi import (
    DEFINISI,
    Capaian,
    Hitung,
    JabatanTtd,
    KeadaanOpd,
    Kedudukan,
    Kode,
    Peringatan,
    Peserta,
    Putusan,
    Rasio,
    Sasaran,
    Sebab,
    Tahap,
    Tanda,
    Temuan,
    Ukur,
    batas_corong,
    corong,
    derajat_ganjil,
    gabung,
    gabung_bulan,
    indeks,
    jawab,
    kalimat,
    kedudukan,
    kemajuan_terbesar,
    kuantil,
    langkah,
    minggu_penuh,
    penahan,
    periksa,
    peringkat,
    proyeksi,
    redam,
    samarkan,
    semua,
    tahap_bulan,
    temuan,
    terburuk,
    tulis_jumlah,
    wilson,
)
from eoffice.laporan.kertas import Fakta
from eoffice.organisasi import waktu
from eoffice.peristiwa.states import Jenis
from tests.laporan.adopsi import emas_adopsi

AT = datetime(2026, 8, 12, 2, 0, tzinfo=UTC)
SENIN = date(2026, 11, 23)
rasio = st.integers(0, 60).flatmap(lambda n: st.builds(Rasio, st.integers(0, n), st.just(n)))
durations = st.lists(st.one_of(st.none(), st.integers(0, 10**6)), max_size=40)


def fakta(jenis: Jenis, id_: str, naskah: str | None = "N", opd: str = "A", menit: int = 0, **rincian: Any) -> Fakta:
    return Fakta(id_, jenis, opd, AT + timedelta(minutes=menit), naskah, rincian, "orang")


# -- ratios and quantiles --------------------------------------------------------------------------------------------


def test_wilson_gives_the_check_values() -> None:
    found = [wilson(Rasio(*each)) for each in ((18, 20), (180, 200), (2, 3))]

    assert [(round(low, 6), round(high, 6)) for low, high in filter(None, found)] == [
        (0.698966, 0.972134),
        (0.850594, 0.93433),
        (0.20766, 0.938508),
    ]
    assert wilson(Rasio()) is None


@given(rasio)
def test_the_interval_holds_the_ratio_and_stays_between_zero_and_one(each: Rasio) -> None:
    found = wilson(each)

    if found is not None and each.nilai is not None:
        assert 0 <= found[0] <= each.nilai + 1e-9 and each.nilai - 1e-9 <= found[1] <= 1


@given(st.lists(rasio, max_size=8))
def test_the_city_is_the_pool_and_lies_between_its_offices(many: list[Rasio]) -> None:
    pooled, known = gabung(many), [each.nilai for each in many if each.nilai is not None]

    assert (pooled.nilai is None) == (not known)
    if pooled.nilai is not None:
        assert min(known) <= pooled.nilai <= max(known)


@given(durations)
def test_nearest_rank_is_the_first_value_that_reaches_the_fraction(values: list[int | None]) -> None:
    found = kuantil(values)

    ordered = sorted(math.inf if v is None else v for v in values)
    for share, value in ((0.5, found.median), (0.9, found.p90)):
        if ordered:
            reached = next(v for n, v in enumerate(ordered, 1) if n / len(ordered) >= share - 1e-12)
            assert (math.inf if value is None else value) == reached
    assert found.n == len(values)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30), st.integers(0, 29))
def test_a_slow_surat_cannot_be_hidden_by_leaving_it_open(values: list[int], n: int) -> None:
    closed = kuantil(values)
    left_open = kuantil([None if i == n else v for i, v in enumerate(values)])

    assert left_open.median is None or closed.median is None or left_open.median >= closed.median


def test_a_small_month_is_pooled_with_the_two_before_and_said_to_be_small() -> None:
    full = gabung_bulan([Rasio(9, 10), Rasio(0, 50)])
    small = gabung_bulan([Rasio(3, 4), Rasio(2, 4), Rasio(1, 4), Rasio(0, 99)])
    tiny = gabung_bulan([Rasio(1, 1), Rasio(1, 2)])

    assert (full.rasio, full.bulan, full.sedikit) == (Rasio(9, 10), 1, False)
    assert (small.rasio, small.bulan, small.sedikit) == (Rasio(6, 12), 3, False)
    assert (tiny.rasio, tiny.sedikit) == (Rasio(2, 3), True)


# -- stages ------------------------------------------------------------------------------------------------------------

SEMPURNA = Capaian(Rasio(7, 10), Rasio(9, 10), Rasio(9, 10), Rasio(9, 10), Rasio(2, 2))


@pytest.mark.parametrize(
    ("ganti", "tahap"),
    [
        ({}, Tahap.PENUH),
        ({"a10": Rasio(1, 2)}, Tahap.BERJALAN),
        ({"a10": Rasio()}, Tahap.BERJALAN),
        ({"a1": Rasio(69, 100)}, Tahap.BERJALAN),
        ({"a4": Rasio(89, 100)}, Tahap.BERJALAN),
        ({"a4": Rasio()}, Tahap.PENUH),
        ({"a3": Rasio(1, 2)}, Tahap.BERJALAN),
        ({"a3": Rasio(49, 100)}, Tahap.MULAI),
        ({"a2": Rasio(1, 10)}, Tahap.MULAI),
        ({"a2": Rasio(9, 100)}, Tahap.BELUM),
        ({"a2": Rasio()}, Tahap.BELUM),
    ],
)
def test_every_gate_opens_exactly_at_its_threshold(ganti: dict[str, Rasio], tahap: Tahap) -> None:
    assert tahap_bulan(replace(SEMPURNA, **ganti)) is tahap


def test_an_office_without_naskah_for_twenty_working_days_has_not_begun() -> None:
    assert tahap_bulan(SEMPURNA, sepi=True) is Tahap.BELUM
    assert penahan(SEMPURNA, sepi=True) == ["sepi"]
    assert penahan(replace(SEMPURNA, a1=Rasio(1, 10), a3=Rasio(1, 2))) == ["A3", "A1"]


B, M, J, P = Tahap


@pytest.mark.parametrize(
    ("bulan", "tahap", "waspada"),
    [
        ([P], J, False),
        ([P, P], P, False),
        ([P, P, J], P, True),
        ([P, P, J, J], J, False),
        ([P, P, J, P], P, False),
        ([P, P, J, M], J, True),
        ([J, P], J, False),
        ([J, B], J, True),
        ([J, B, B], B, False),
        ([], B, False),
    ],
)
def test_two_months_make_and_two_months_unmake_a_stage(bulan: list[Tahap], tahap: Tahap, waspada: bool) -> None:
    assert kedudukan(bulan) == Kedudukan(tahap, waspada)


@given(st.lists(st.sampled_from(Tahap), min_size=2, max_size=10))
def test_a_stage_never_exceeds_what_was_reached_and_is_lost_only_after_two_months(bulan: list[Tahap]) -> None:
    held = kedudukan(bulan).tahap

    assert held <= max(bulan)
    assert held <= max(bulan[-2:]) or kedudukan(bulan[:-1]).tahap < held
    assert held >= min(min(bulan[-2:]), J)


@given(st.tuples(rasio, rasio, rasio, rasio, rasio))
def test_the_index_is_exact_and_gives_the_weight_of_what_is_missing_to_the_rest(
    terms: tuple[Rasio, Rasio, Rasio, Rasio, Rasio],
) -> None:
    found = indeks(Capaian(*terms))

    weights = (Fraction(15, 100), Fraction(30, 100), Fraction(25, 100), Fraction(20, 100), Fraction(10, 100))
    known = [(w, r.nilai) for w, r in zip(weights, terms, strict=True) if r.nilai is not None]
    expected = sum(w * v for w, v in known) / sum(w for w, _ in known) if known else None
    assert found == expected
    assert found is None or 0 <= found <= 1


# -- trend -------------------------------------------------------------------------------------------------------------


def seri(*x: int, n: int = 20) -> list[Rasio]:
    return [Rasio(each, n) for each in x]


def test_weeks_end_on_sundays_and_the_running_one_is_left_out() -> None:
    found = minggu_penuh(SENIN)

    assert found[-1] == date(2026, 11, 22) and len(found) == 8
    assert minggu_penuh(date(2026, 11, 22))[-1] == date(2026, 11, 15)
    assert {each.weekday() for each in found} == {6}


def test_too_few_weeks_or_naskah_give_no_projection() -> None:
    few_weeks = [*seri(5, 5, 5, 5, 5), Rasio(), Rasio(), Rasio()]
    few_naskah = seri(3, 3, 3, 3, 3, 3, 3, 3, n=3)

    for each in (few_weeks, few_naskah):
        assert proyeksi(each, date(2026, 11, 22), date(2026, 12, 31)).putusan is Putusan.KURANG_DATA


@settings(max_examples=120, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=8, max_size=8), st.integers(0, 400))
def test_lanes_are_ordered_and_the_fan_ends_where_they_end(x: list[int], days: int) -> None:
    last = date(2026, 8, 30)
    found = proyeksi(seri(*x), last, last + timedelta(days=days))

    assert found.rendah is not None and found.tengah is not None and found.tinggi is not None
    assert found.rendah.kemiringan <= found.tengah.kemiringan <= found.tinggi.kemiringan
    ends = found.pada(float(found.minggu))
    lanes = [found.rendah.akhir, found.tengah.akhir, found.tinggi.akhir]
    assert ends is not None and ends == pytest.approx(tuple(sorted(lanes)))
    assert all(0 < value < 1 for value in lanes)
    assert found.jauh == (days > 7 * 16)


def test_one_bad_week_does_not_turn_the_slope() -> None:
    clean = proyeksi(seri(2, 4, 6, 8, 10, 12, 14, 16), date(2026, 8, 30), date(2026, 12, 31))
    spoilt = proyeksi(seri(2, 4, 6, 8, 10, 0, 14, 16), date(2026, 8, 30), date(2026, 12, 31))

    assert clean.tengah is not None and spoilt.tengah is not None
    assert abs(clean.tengah.kemiringan - spoilt.tengah.kemiringan) < 0.1


def test_growth_is_damped_towards_nine_weeks() -> None:
    assert redam(0) == 0
    assert redam(123 / 7) == pytest.approx(7.586753, abs=5e-7)
    assert redam(1000) == pytest.approx(9)


# -- the answer --------------------------------------------------------------------------------------------------------

TARGET = Sasaran(date(2026, 12, 31))


def opd(nama: str, x: list[int], *sebab: Sebab, n: int = 20, kelompok: str = "dinas") -> KeadaanOpd:
    made = {"A2": proyeksi(seri(*x, n=n), date(2026, 11, 22), TARGET.tanggal)}
    kini = gabung(seri(*x, n=n))
    return KeadaanOpd(nama, nama, kelompok, Kedudukan(J, False), Fraction(1, 2), kini, made, sebab)


NAIK, TURUN, TINGGI = [2, 3, 5, 6, 8, 9, 11, 19], [9, 8, 7, 6, 5, 4, 3, 2], [20] * 8


def test_the_answer_names_who_decides_and_why() -> None:
    many = [opd(f"Dinas {n}", TINGGI) for n in range(38)]
    slow = [
        opd("Dinas Perhubungan", TURUN, Sebab.TANPA_SERTIFIKAT),
        opd("Kecamatan Utara", TURUN, Sebab.TANPA_SERTIFIKAT, Sebab.A2),
    ]

    found = jawab([*many, *slow], TARGET)

    assert (len(found.siap), found.seluruh, len(found.kurang_data)) == (38, 40, 0)
    assert kalimat.jawaban(found) == [
        "Pada laju sekarang 38 dari 40 perangkat daerah siap pada 31 Desember 2026; yang menentukan: Kecamatan Utara dan "
        "Dinas Perhubungan, karena pimpinannya belum punya sertifikat yang berlaku."
    ]


def test_the_answer_says_when_it_cannot_be_given() -> None:
    few = [opd("Dinas A", [1] * 8, n=1), opd("Dinas B", [0] * 8, Sebab.SEPI, n=1)]

    found = jawab(few, TARGET)

    assert kalimat.jawaban(found) == [
        "Sekarang 1 dari 2 perangkat daerah memakai sistem untuk 90% naskahnya atau lebih. Apakah semuanya siap pada "
        "31 Desember 2026 belum dapat diramal, karena naskah dalam delapan minggu terakhir masih terlalu sedikit.",
        "Yang perlu ditanyai: Dinas B, karena tidak menerbitkan naskah selama 20 hari kerja.",
    ]
    assert kalimat.jawaban(jawab([], TARGET)) == ["Belum ada perangkat daerah dalam cakupan sasaran ini."]


def test_each_office_is_asked_for_its_own_reason_only() -> None:
    quiet = [opd(f"Dinas {n}", [0] * 8, Sebab.SEPI, n=1) for n in range(1, 6)]
    alone = opd("Dinas Uji", [0] * 8, Sebab.TANPA_TU, Sebab.SEPI, n=1)

    assert kalimat.jawaban(jawab([*quiet, alone], TARGET))[1] == (
        "6 yang perlu ditanyai: 5 karena tidak menerbitkan naskah selama 20 hari kerja (Dinas 1, Dinas 2, Dinas 3, dan 2 "
        "lainnya); 1 karena belum ada petugas tata usaha (Dinas Uji)."
    )
    many = [*quiet, opd("Dinas 6", [0] * 8, Sebab.SEPI, n=1)]
    assert "6 yang perlu ditanyai: Dinas 1, " in kalimat.jawaban(jawab(many, TARGET))[1]
    slow = [opd("Dinas A", TURUN, Sebab.TANPA_SERTIFIKAT), opd("Dinas B", TURUN)]
    assert kalimat.jawaban(jawab(slow, TARGET))[0].endswith(
        "; 2 yang menentukan: 1 karena pimpinannya belum punya sertifikat yang berlaku (Dinas A); 1 karena pemakaiannya belum "
        "cukup naik (Dinas B)."
    )


def test_the_figures_that_stand_beside_each_other_say_what_each_counts() -> None:
    said = kalimat.arti_hitungan(replace(TARGET, ambang=Fraction(4, 5)))

    assert [part in said for part in ("Memakai: ", "tiga bulan terakhir 80%", "Tahap: ", "20 hari kerja")] == [True] * 4
    assert "penuh berarti 90%" in said and "Perlu ditanyai: " in said


def test_why_fewer_are_whole_than_use_it_is_said_in_one_sentence_from_the_figures() -> None:
    full = Rasio(10, 10)

    def kedua(nama: str, tahap: Tahap, a1: Rasio, *, x: list[int] = TINGGI) -> tuple[KeadaanOpd, Capaian]:
        each = replace(opd(nama, x), kedudukan=Kedudukan(tahap, False))
        return each, Capaian(a1, full, full, full, full)

    quiet = [kedua(f"B{n}", Tahap.BELUM, Rasio(1, 10)) for n in range(3)]
    quiet[0] = quiet[0][0], replace(quiet[0][1], a2=Rasio(), a3=Rasio())  # nothing issued at all, disposisi only
    idle = kedua("J", Tahap.BERJALAN, Rasio(1, 10))
    whole, low = kedua("P", Tahap.PENUH, full), kedua("R", Tahap.MULAI, Rasio(1, 10), x=TURUN)

    assert kalimat.beda_penuh([*quiet, idle, whole, low], TARGET, date(2026, 10, 1)) == (
        "Penuh, menurut keadaan akhir Oktober 2026, menuntut lebih daripada memakai: 4 yang memakai belum penuh, 3 karena "
        "tidak menerbitkan naskah selama 20 hari kerja dan 1 karena pegawai yang aktif belum 70%."
    )
    assert "1 karena belum dua bulan" in kalimat.beda_penuh(
        [kedua("J", Tahap.BERJALAN, full)], TARGET, date(2026, 10, 1)
    )
    assert kalimat.beda_penuh([whole, low], TARGET, date(2026, 10, 1)) == ""


def test_what_the_pages_say_in_sentences_uses_words_and_no_codes() -> None:
    shown = [each.label for each in Ukur] + [
        text for kode in ("m", "tahap", "indeks", "proyeksi") for text in (DEFINISI[kode].rumus, DEFINISI[kode].kalimat)
    ]

    assert [text for text in shown if re.search(r"\bA\d+\b", text)] == []
    assert "disposisi di sistem" in Ukur.PEMAKAIAN.label and "sertifikat pimpinan" in Ukur.PENUH.label


def test_an_office_gets_the_worst_of_its_verdicts_and_scope_and_meaning_come_from_the_target() -> None:
    mixed = replace(
        opd("Dinas A", TINGGI), proyeksi={**opd("x", TINGGI).proyeksi, "A4": opd("x", TURUN).proyeksi["A2"]}
    )
    blocked = opd("Dinas B", TINGGI, Sebab.TANPA_SERTIFIKAT)
    outside = opd("Kelurahan C", TURUN, kelompok="kelurahan")

    assert mixed.putusan is Putusan.TIDAK and mixed.penentu is not None and mixed.penentu[0] == "A4"
    assert blocked.siap(TARGET) and not blocked.siap(replace(TARGET, ukur=Ukur.PENUH))
    scoped = jawab([mixed, blocked, outside], replace(TARGET, kelompok=frozenset({"dinas"})))
    assert (scoped.seluruh, [o.nama for o in scoped.siap], [o.nama for o in scoped.menentukan]) == (
        2,
        ["Dinas B"],
        ["Dinas A"],
    )


# -- comparing ---------------------------------------------------------------------------------------------------------


def peserta(
    nama: str, x: int, n: int, *, tahap: Tahap = J, kelompok: str = "dinas", lalu: Rasio | None = None
) -> Peserta:
    return Peserta(nama, kelompok, tahap, Fraction(x, n) if n else None, Rasio(x, n), lalu or Rasio())


def test_ranking_stays_inside_a_kelompok_needs_thirty_and_lets_equals_share_a_place() -> None:
    found = peringkat(
        [
            peserta("A", 30, 40),
            peserta("B", 30, 40),
            peserta("C", 20, 40),
            peserta("D", 29, 29),
            peserta("E", 31, 60, tahap=P),
            peserta("F", 40, 40, kelompok="kecamatan"),
        ]
    )

    assert {k: [(t.peserta.opd, t.peringkat) for t in rows] for k, rows in found.items()} == {
        "dinas": [("E", 1), ("A", 2), ("B", 2), ("C", 4)],
        "kecamatan": [("F", 1)],
    }


def test_only_offices_outside_the_limits_for_their_size_are_named() -> None:
    points = corong(
        [peserta("kecil", 1, 2), peserta("besar", 20, 100), peserta("biasa", 80, 100), peserta("x", 85, 100)]
    )

    assert {p.opd: p.letak for p in points} == {"kecil": 0, "besar": -1, "biasa": 1, "x": 1}
    low, high = batas_corong(Rasio(1, 2), 10**6)
    assert high - low < 0.003


def test_the_largest_progress_lets_late_starters_win() -> None:
    rows = [peserta("tetap", 90, 100, lalu=Rasio(90, 100)), peserta("baru", 50, 100, lalu=Rasio(10, 100))]

    assert [(p.opd, p.kemajuan) for p in kemajuan_terbesar(rows)] == [("baru", 40)]


# -- alerts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tanda", "kode"),
    [
        (Tanda(hari_sepi=4), set()),
        (Tanda(hari_sepi=5), {Kode.P1}),
        (Tanda(m_kini=Rasio(15, 20), m_lalu=Rasio(18, 20)), {Kode.P2}),
        (Tanda(m_kini=Rasio(151, 200), m_lalu=Rasio(18, 20)), set()),
        (Tanda(m_kini=Rasio(1, 9), m_lalu=Rasio(9, 9)), set()),
        (Tanda(terbuka=100, lewat=5), {Kode.P3}),
        (Tanda(terbuka=100, lewat=4), set()),
        (Tanda(terbuka=40, lewat=4), {Kode.P3}),
        (Tanda(habis=(31, 400)), set()),
        (Tanda(habis=(30,)), {Kode.P4}),
        (Tanda(tanpa_sertifikat=1), {Kode.P4}),
        (Tanda(kemiringan=0.0, hari_ke_sasaran=90), {Kode.P5}),
        (Tanda(kemiringan=0.0, hari_ke_sasaran=91), set()),
        (Tanda(kemiringan=0.0, hari_ke_sasaran=90, tahap=P), set()),
        (Tanda(kemiringan=0.01, hari_ke_sasaran=90), set()),
        (Tanda(celah=1), {Kode.P6}),
        (Tanda(tercetak=300, dasar=1000), set()),
        (Tanda(tercetak=301, dasar=1000), {Kode.P7}),
    ],
)
def test_every_rule_holds_exactly_from_its_threshold_on(tanda: Tanda, kode: set[Kode]) -> None:
    found = temuan(tanda)

    assert {each.kode for each in found} == kode
    assert all(each.pemilik and each.alasan.endswith(".") and each.daftar.startswith("#") for each in found)


def test_ten_quiet_days_go_to_the_sekda() -> None:
    assert [temuan(Tanda(hari_sepi=n))[0].pemilik for n in (9, 10)] == [
        "Sekretaris perangkat daerah",
        "Sekretaris Daerah",
    ]


def test_an_alert_closes_only_after_one_clean_week() -> None:
    rule = Temuan(Kode.P3, "Kepala", "Lewat.", "#waktu")
    day = date(2026, 11, 2)
    (alert,) = langkah({}, [rule], day)
    quiet = langkah({Kode.P3: alert}, [], day + timedelta(days=1))[0]
    again = langkah({Kode.P3: quiet}, [rule], day + timedelta(days=5))[0]
    still = langkah({Kode.P3: replace(again, bersih_sejak=date(2026, 11, 10))}, [], date(2026, 11, 16))[0]
    done = langkah({Kode.P3: still}, [], date(2026, 11, 17))[0]

    assert (alert.dibuka, quiet.bersih_sejak, quiet.ditutup) == (day, date(2026, 11, 3), None)
    assert (again.bersih_sejak, still.ditutup, done.ditutup) == (None, None, date(2026, 11, 17))
    assert langkah({Kode.P3: alert}, [rule], day) == [alert]


def test_an_alert_is_put_off_once_and_comes_back() -> None:
    fresh = Peringatan(Kode.P1, SENIN, "x", "y.", "#z")
    later = replace(fresh, ditunda_sampai=SENIN + timedelta(days=7))

    assert fresh.boleh_ditunda() and not later.boleh_ditunda()
    assert [later.tampak(SENIN + timedelta(days=n)) for n in (0, 7, 8)] == [False, False, True]


# -- checks ------------------------------------------------------------------------------------------------------------


def test_every_check_asks_its_question() -> None:
    found = periksa(
        [
            *[fakta(Jenis.NASKAH_DINOMORI, f"n{u}", f"N{u}", register="SU", tahun=2026, urut=u) for u in (1, 2, 4)],
            fakta(Jenis.NASKAH_DITERBITKAN, "t1", "N1", asal="digital", teks_sha256="sama"),
            fakta(Jenis.NASKAH_DITERBITKAN, "t2", "N9", menit=59, asal="kertas", teks_sha256="sama"),
            fakta(Jenis.NASKAH_DITERBITKAN, "t3", "N8", menit=300, asal="kertas", lampiran=2, lampiran_kosong=3),
            fakta(Jenis.NASKAH_DITERBITKAN, "t4", "N7", menit=400, asal="kertas", lampiran=3, lampiran_kosong=3),
            *[fakta(Jenis.DISPOSISI_DIBUAT, f"d{n}", f"S{n}", kanal="sistem") for n in range(10)],
            fakta(Jenis.SURAT_DERAJAT_DIUBAH, "u", "S1", dari="segera", ke="biasa"),
            fakta(Jenis.SURAT_DERAJAT_DIUBAH, "v", "S2", dari="biasa", ke="segera"),
        ]
    )

    assert {q.kode: q.jumlah for q in found} == {"C1": 1, "C2": 1, "C3": 1, "C5": 1, "C6": 10, "C12": 1}
    assert all(q.kalimat.endswith("?") for q in found)


def test_a_surat_closed_at_once_without_follow_up_is_asked_about() -> None:
    events = [
        fakta(Jenis.SURAT_DIREGISTRASI, "r", "S", asal="kertas_luar"),
        fakta(Jenis.DISPOSISI_DIBUAT, "d", "S", menit=10, kanal="sistem", disposisi="1"),
        fakta(Jenis.SURAT_SELESAI, "s", "S", menit=11),
    ]
    answered = [*events, fakta(Jenis.DISPOSISI_SELESAI, "e", "S", menit=10, disposisi="1")]

    def asked(facts: list[Fakta]) -> list[str]:
        traces = semua({"S": facts}, waktu.muat_kalender())
        return [q.kode for q in periksa(facts, [t.surat for t in traces.values() if t.surat is not None])]

    assert (asked(events), asked(answered)) == (["C7"], [])


def test_urgent_surat_filed_as_ordinary_show_against_the_kelompok() -> None:
    shares = {"A": Rasio(0, 20), "B": Rasio(15, 20), "C": Rasio(14, 20), "D": Rasio(0, 3)}

    assert derajat_ganjil(shares, dict.fromkeys(shares, "dinas")) == ["A"]


def test_a_second_registration_does_not_reset_the_clock() -> None:
    events = [
        fakta(Jenis.SURAT_DIREGISTRASI, "r1", "S", asal="kertas_luar"),
        fakta(Jenis.SURAT_DIREGISTRASI, "r2", "S", menit=600, asal="kertas_luar"),
    ]

    surat = semua({"S": events}, waktu.muat_kalender())["S"].surat

    assert surat is not None and surat.registrasi == AT


# -- privacy -----------------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 12), min_size=1))
def test_a_masked_cell_cannot_be_told_from_the_others(people: dict[int, int]) -> None:
    shown = samarkan(people, people)

    hidden = [key for key, value in shown.items() if value is None]
    assert all(value is None or not 0 < people[key] < 5 for key, value in shown.items())
    assert len(hidden) != 1 or not [k for k in people if people[k] >= 5]
    assert tulis_jumlah(None) == "< 5"


def test_no_figure_carries_a_name_or_a_pseudonym() -> None:
    jejak = emas_adopsi.jejak_dari(emas_adopsi.fakta())
    hitung = sum((h for each in jejak.values() for h in each.hitung.values()), Hitung())

    assert {type(value) for value in vars(hitung).values()} == {int}
    assert JabatanTtd("Kepala Dinas", None).akun is None


# -- definitions and sentences -----------------------------------------------------------------------------------------


def test_every_measure_has_one_complete_definition() -> None:
    assert [k for k in DEFINISI if k[0] == "A"] == ["A1", "A1b", *[f"A{n}" for n in range(2, 12)]]
    for each in DEFINISI.values():
        assert each.nama and each.rumus and each.pembilang and each.penyebut
        assert each.kalimat.endswith(".") and each.sumber.startswith("metrik ")


def test_numbers_in_sentences_are_written_as_indonesians_read_them() -> None:
    assert kalimat.persen(Rasio(7, 8)) == "87,5% (7/8)"
    assert kalimat.persen(Rasio()) == "tidak ada data"
    assert kalimat.sebut(list("ABCDEFG")) == "A, B, C, D, E, dan 2 lainnya"
    assert kalimat.jam(90 * 60) == "1,5 jam kerja" and kalimat.jam(None) == "belum"
    open_ = kuantil([60, 60, 60, None])
    assert kalimat.waktu(open_).endswith("lebih dari satu dari sepuluh surat belum didisposisikan.")


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_repeated_and_shuffled_events_count_the_same(chance: random.Random) -> None:
    delivered = [*emas_adopsi.fakta(), *chance.sample(emas_adopsi.fakta(), 9)]
    chance.shuffle(delivered)

    assert emas_adopsi.jejak_dari(delivered) == emas_adopsi.jejak_dari(emas_adopsi.fakta())
    assert Counter(e.id for e in delivered)["P022"] >= 2


def test_a_measure_with_too_little_data_decides_only_when_all_have() -> None:
    enough, few = opd("x", TINGGI).proyeksi["A2"], opd("x", [1] * 8, n=1).proyeksi["A2"]

    assert terburuk([enough, few]) is enough
    assert terburuk([few, few]).putusan is Putusan.KURANG_DATA
