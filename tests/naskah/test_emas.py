"""Every sample letter, set and compared with its golden: each word at its place. See `tests.naskah.emas` to renew them."""

import pytest

from eoffice.naskah import jenis
from eoffice.naskah.document.jenis import SUSUNAN
from tests.naskah import emas

pytestmark = pytest.mark.sekali


@pytest.mark.parametrize("name", emas.NAMES)
def test_every_word_of_a_sample_stands_where_its_golden_says(name: str) -> None:
    assert emas.emas(name) == emas.tertulis(name)


@pytest.mark.parametrize("name", emas.NAMES)
def test_a_sample_letter_lacks_nothing_that_ajukan_asks_for(name: str) -> None:
    page = emas.halaman(name)

    assert jenis.rincian.kurang(jenis.get(page.jenis), page.rincian) == {}


def test_every_jenis_that_is_written_here_is_typeset_and_has_a_sample() -> None:
    written = {each.kode for each in jenis.DITULIS}

    assert set(SUSUNAN) == written
    assert {emas.envelope(name)["jenis"] for name in emas.NAMES} >= written
