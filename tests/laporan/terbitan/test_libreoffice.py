"""The report opened by LibreOffice: what was a number in the file is a number there; `pytest -m lambat`."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eoffice.laporan.terbitan.ods import ods
from eoffice.laporan.terbitan.xlsx import xlsx
from tests.laporan.terbitan import contoh_isi, emas_kota
from tests.tte.pemeriksa import needs

SIDIK = "0123456789ab" + "0" * 52


def angka(sheets: dict[str, list[list[Any]]]) -> dict[tuple[str, int, int], float]:
    """Every cell that is a number, by sheet, row and column."""
    return {
        (name, r, c): round(float(value), 9)
        for name, rows in sheets.items()
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


@pytest.mark.lambat
@pytest.mark.parametrize("buat", [xlsx, ods])
def test_numbers_stay_numbers_in_libreoffice(buat: Callable[[dict[str, Any], str], bytes], tmp_path: Path) -> None:
    needs("--no-install-recommends libreoffice-calc", "soffice", Path("/etc/libreoffice/registry/calc.xcd"))
    content = contoh_isi.isi()
    file = tmp_path / f"laporan.{buat.__name__}"
    file.write_bytes(buat(content, SIDIK))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "hasil"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    seen = emas_kota.xlsx_rows((tmp_path / "hasil" / "laporan.xlsx").read_bytes())
    wanted = angka(emas_kota.xlsx_rows(xlsx(content, SIDIK)))
    assert len(wanted) > 100 and angka(seen) == wanted
