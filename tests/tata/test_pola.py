"""Patterns of numbers: every sign prints what it says, and what could give one number twice is refused."""

from datetime import date

import pytest

from eoffice.akses.rights import Sifat
from eoffice.naskah import jenis
from eoffice.tata import pola

HARI = date(2026, 5, 4)


def test_every_sign_prints_what_the_page_says_it_does() -> None:
    signs = pola.tanda(
        klasifikasi="000.8.3.1", urut=7, unit="ORG", opd="SETDA", jenis="ST", tanggal=HARI, sifat=Sifat.RAHASIA
    )

    made = pola.isi(
        "{sifat_kode}-{urut3}/{klasifikasi}/{urut}/{jenis}/{unit}/{opd}/{bulan}/{bulan_romawi}/{tahun}", signs
    )

    assert made == "R-007/000.8.3.1/7/ST/ORG/SETDA/5/V/2026"
    assert set(signs) == set(pola.TANDA_NOMOR)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{klasifikasi}/{urut}/{nama}", "tidak dikenal"),
        ("{klasifikasi}/{tahun}", "tepat satu kali"),
        ("{klasifikasi}/{urut}/{urut3}", "tepat satu kali"),
        ("{urut}/{unit}/{tahun}", "dasar penomoran"),
        ("{klasifikasi}{urut}", "rancu"),
        ("{klasifikasi}/{urut}/<b>", "Di luar tanda"),
        ("{klasifikasi.__class__}/{urut}", "Di luar tanda"),
        ("{klasifikasi}/{urut}/" + "X" * 80, "Di luar tanda"),
    ],
)
def test_a_pattern_that_would_not_give_proper_numbers_is_refused_with_the_reason(pattern: str, said: str) -> None:
    assert said in pola.periksa_nomor(pattern)


@pytest.mark.parametrize(
    ("pattern", "said"), [("SK-{tahun}", "register"), ("SK", "sendiri"), ("sk-{opd}", "huruf besar")]
)
def test_a_register_belongs_to_somebody(pattern: str, said: str) -> None:
    assert said in pola.periksa_register(pattern, "SK-{opd}")


def test_what_the_program_itself_uses_is_right() -> None:
    for kind in jenis.JENIS.values():
        if kind.bernomor:
            assert (pola.periksa_register(kind.register, kind.register), kind.register != "") == ("", True)
            assert pola.periksa_nomor(kind.nomor) == "", kind.kode
