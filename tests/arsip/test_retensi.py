"""How long a berkas is kept: worked examples from the JRA, counted from the trigger (naskah-dinas 6.3)."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from eoffice.arsip import queries
from eoffice.arsip.states import TANPA_JRA, Retensi, longest, years_after
from eoffice.klasifikasi.states import NasibAkhir

MUSNAH, PERMANEN, DINILAI = NasibAkhir.MUSNAH, NasibAkhir.PERMANEN, NasibAkhir.DINILAI_KEMBALI


def r(aktif: int, inaktif: int, nasib: NasibAkhir = MUSNAH, kode: str = "") -> Retensi:
    return Retensi(aktif, inaktif, nasib, "berkas ditutup", kode)


@pytest.mark.parametrize(
    ("own", "items", "expected"),
    [
        (r(2, 3), [], (2, 3, MUSNAH)),
        (r(2, 3), [r(2, 3)], (2, 3, MUSNAH)),
        (r(2, 3), [r(1, 1)], (2, 3, MUSNAH)),
        (r(1, 1), [r(2, 3)], (2, 3, MUSNAH)),
        (r(2, 3), [r(1, 5)], (2, 4, MUSNAH)),  # nothing leaves early: active 2, gone after 6
        (r(5, 1), [r(1, 9)], (5, 5, MUSNAH)),
        (r(2, 3), [r(1, 1, PERMANEN)], (2, 3, PERMANEN)),
        (r(2, 3), [r(1, 1, DINILAI)], (2, 3, DINILAI)),
        (r(2, 3, DINILAI), [r(9, 9, PERMANEN)], (9, 9, PERMANEN)),
    ],
)
def test_a_berkas_takes_the_longest_retention_of_its_items(
    own: Retensi, items: list[Retensi], expected: tuple[int, int, NasibAkhir]
) -> None:
    found = longest(own, items)

    assert (found.aktif, found.inaktif, found.nasib) == expected


def test_the_kode_that_decides_is_named_and_the_trigger_stays_that_of_the_berkas() -> None:
    own = Retensi(2, 3, MUSNAH, "berkas ditutup", "000.1")
    other = Retensi(5, 20, MUSNAH, "setelah perkara selesai", "400.7")

    assert longest(own, [other]) == Retensi(5, 20, MUSNAH, "berkas ditutup", "400.7")


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 11, 22), 2, date(2028, 11, 22)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
        (date(2026, 1, 1), 0, date(2026, 1, 1)),
    ],
)
def test_years_are_whole_and_never_cut_short(day: date, years: int, expected: date) -> None:
    assert years_after(day, years) == expected


@pytest.mark.parametrize(
    ("kode", "aktif", "inaktif", "nasib"),
    [
        ("000.1.5", 2, 4, MUSNAH),
        ("000.5.3.1", 2, 3, MUSNAH),
        ("000.5.6.2", 1, 1, PERMANEN),
        ("000.8.3.3", 2, 3, PERMANEN),
        ("100.3.3.3", 2, 3, PERMANEN),
        ("400.14.4.3", 1, 1, MUSNAH),
        ("800.1.11.1", 1, 1, MUSNAH),
        ("800.1.13.1", 3, 7, MUSNAH),
        ("900.1.3.1", 2, 5, MUSNAH),
    ],
)
def test_the_schedule_of_everyday_kode_is_read(
    session: Session, klasifikasi_utuh: None, kode: str, aktif: int, inaktif: int, nasib: NasibAkhir
) -> None:
    found = queries.retensi(session, kode)

    assert (found.aktif, found.inaktif, found.nasib, found.kode) == (aktif, inaktif, nasib, kode)


def test_a_kode_without_schedule_follows_its_parent_and_else_is_looked_at_again(
    session: Session, klasifikasi_utuh: None
) -> None:
    assert queries.retensi(session, "000.8.3.3.9").kode == "000.8.3.3"
    assert queries.retensi(session, "999") == TANPA_JRA
