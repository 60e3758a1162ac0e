"""Words that people paste beside what they look for, and abbreviations in two pieces."""

from collections.abc import Mapping

import pytest

from eoffice.search import Phrase
from eoffice.search.pahami import pahami
from eoffice.search.rangkai import bersahaja
from eoffice.search.tanya import urai


class Kota:
    """A city with one office."""

    jenis: Mapping[str, str] = {"surat_undangan": "Surat Undangan", "surat_dinas": "Surat Dinas", "laporan": "Laporan"}
    sifat: Mapping[str, str] = {}
    status: Mapping[str, str] = {}

    def singkatan(self, words: list[str]) -> dict[str, tuple[str, ...]]:
        return {w: ("Satuan Polisi Pamong Praja",) for w in words if w == "satpolpp"}

    def unit(self, nilai: str) -> list[int]:
        return []

    def klasifikasi(self, nilai: str) -> str | None:
        return None

    def berkas(self, nilai: str) -> list[int]:
        return []


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("nomor 112/DINSOS/2026", "112/DINSOS/2026"),
        ("Hal : Undangan Rapat", "Undangan Rapat"),
        ("surat untuk kepada sekda", "sekda"),
        ("hal", None),  # nothing else is asked for
        ("rapat banjir", None),
        ('"nomor" 112', None),  # in quotes it was meant
        ("-surat rapat", None),
        ("hal:surat rapat", None),
    ],
)
def test_words_that_only_say_what_follows_can_be_given_up(typed: str, left: str | None) -> None:
    plain = bersahaja(urai(typed))

    assert (plain.teks if plain else None) == left


def test_an_abbreviation_in_two_pieces_or_with_a_hyphen_is_one() -> None:
    together, hyphen = pahami(urai("satpol pp ktp-el"), Kota()).terms

    assert together.phrases == (Phrase(("satpol", "pp")), Phrase(("satuan", "polisi", "pamong", "praja")))
    assert hyphen.phrases == (Phrase(("ktp", "el"), prefix=True), Phrase(("ktp", "elektronik")))


def test_the_end_of_the_name_of_a_jenis_is_enough() -> None:
    assert pahami(urai("jenis:undangan"), Kota()).groups == {frozenset({"gsuratundangan"})}
