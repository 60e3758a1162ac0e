"""One letter of every jenis before veraPDF; the default run asks it about some in tests/tte/test_pdfa.py."""

from pathlib import Path

import pytest

from eoffice.naskah.document import render
from tests.naskah import emas
from tests.tte import pemeriksa

pytestmark = [pytest.mark.sekali, pytest.mark.lambat]


def test_every_sample_letter_is_pdf_a(tmp_path: Path) -> None:
    for name in emas.NAMES:
        (tmp_path / f"{name}.pdf").write_bytes(render(emas.halaman(name)).pdf)

    said = pemeriksa.by_verapdf(tmp_path, [f"{name}.pdf" for name in emas.NAMES])

    assert said == {f"{name}.pdf": pemeriksa.SAH for name in emas.NAMES}
