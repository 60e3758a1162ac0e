"""What the model calls by a letter has a name for people, whatever the derivation needs."""

import pytest

from eoffice.laporan.kertas import BARIS, uraian
from eoffice.laporan.ketentuan import SUMBER
from eoffice.laporan.tampil import kertas as tampil


def test_every_formula_and_every_factor_of_a_derivation_has_plain_words() -> None:
    assert {rumus for _, rumus in uraian.JUDUL.values()} <= tampil.RUMUS.keys()
    used = {kode for codes in uraian.PARAMETER_DASAR.values() for kode in codes} | {"bocor"}
    assert used <= SUMBER.keys()
    assert BARIS.keys() <= SUMBER.keys()  # every factor that a city can set says where it comes from
    for kode in used & tampil._PILIHAN.keys():
        words = {choice.replace("_", " ") for choice in BARIS[kode].pilihan}
        assert tampil._PILIHAN[kode].keys() <= words


@pytest.mark.parametrize(
    ("isi", "said"),
    [
        ("2 × (1 + 0,5 × min(3, 2) + 4)", "2 × (1 + 0,5 × 3 putaran (paling banyak 2) + 4)"),
        ("2 × max(0, 3 − 1)", "2 × (3 − 1, paling sedikit 0)"),
        ("S = 2 lembar: 3 halaman isi", "Sekali cetak = 2 lembar: 3 halaman isi"),
    ],
)
def test_figures_are_shown_without_functions_and_letters(isi: str, said: str) -> None:
    assert tampil.dengan_kata(isi) == said
