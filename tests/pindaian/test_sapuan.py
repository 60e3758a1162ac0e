"""How well and how fast the twelve sample letters are read back, clean and spoilt; prints its figures.

Run it alone: `pytest -m lambat tests/pindaian/test_sapuan.py -s`. The letters are carried in `surat.json`.
"""

import io
import json
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from eoffice import sandbox
from eoffice.pdf import fonts
from eoffice.pindaian.document import PEMISAH
from eoffice.pindaian.usulan import usulkan
from tests.pindaian import kertas

pytestmark = [pytest.mark.lambat, pytest.mark.sekali]
SURAT: Final[list[dict[str, Any]]] = json.loads(Path(__file__).with_name("surat.json").read_text(encoding="utf-8"))
#: A letter without a number of its own is measured by its words alone.
TANPA_NOMOR: Final = "lembar_disposisi"

CARA: Final[dict[str, Callable[[bytes], bytes]]] = {
    "300 dpi, bersih": lambda pdf: kertas.scan(kertas.drawn(pdf, 300)),
    "300 dpi, miring 3°, derau": lambda pdf: kertas.scan(kertas.noisy(kertas.skewed(kertas.drawn(pdf, 300), 3), 30)),
    "200 dpi, miring -2°, derau": lambda pdf: kertas.scan(kertas.noisy(kertas.skewed(kertas.drawn(pdf, 200), -2), 25)),
    "150 dpi, derau": lambda pdf: kertas.scan(kertas.noisy(kertas.drawn(pdf, 150), 15)),
    "200 dpi, terbalik": lambda pdf: kertas.scan(kertas.drawn(pdf, 200).transpose(Image.Transpose.ROTATE_180)),
    "200 dpi, rebah": lambda pdf: kertas.scan(kertas.drawn(pdf, 200).transpose(Image.Transpose.ROTATE_90)),
    "foto 12 MP dari sudut": lambda pdf: sandbox.foto_ke_pdf(kertas.photo(kertas.drawn(pdf, 250))),
}


def lines(surat: dict[str, Any]) -> list[tuple[str, str, float, bool]]:
    """The letter as lines: text, what stands at the right, size, centred."""
    made: list[tuple[str, str, float, bool]] = [(line, "", 14.0, True) for line in surat["kop"]]
    made.append((surat["alamat"], "", 9.0, True))
    made.append(("", "", 11.0, False))
    day = f"Arunika, {surat['tanggal_teks']}"
    if surat["judul"]:
        made += [(surat["judul"], "", 13.0, True), (f"NOMOR {surat['nomor']}", "", 12.0, True)]
        if surat["hal"] and surat["jenis"] in ("keputusan", "surat_edaran", "pengumuman", "berita_acara"):
            made += [("TENTANG", "", 12.0, True), (surat["hal"].upper(), "", 12.0, True)]
        elif surat["hal"]:
            made += [(f"Dari : {surat['dari']}", "", 11.0, False)] if surat["dari"] else []
            made.append((f"Hal : {surat['hal']}", "", 11.0, False))
    else:
        made += [(f"Nomor : {surat['nomor']}", day, 11.0, False), ("Sifat : Biasa", "", 11.0, False)]
        made.append((f"Hal : {surat['hal']}", "", 11.0, False))
    made.append(("", "", 11.0, False))
    made += [(f"Yth. {to}", "", 11.0, False) for to in surat["tujuan"]]
    for paragraph in surat["isi"]:
        made += [(piece, "", 11.0, False) for piece in textwrap.wrap(paragraph, 84)]
    made.append(("", "", 11.0, False))
    if surat["judul"]:
        made += [("Ditetapkan di Arunika", "", 11.0, False), (f"pada tanggal {surat['tanggal_teks']}", "", 11.0, False)]
    made += [(line, "", 11.0, False) for line in surat["ttd"]]
    return made


def printed(surat: dict[str, Any]) -> tuple[bytes, str]:
    """The letter on one A4 page, and its text."""
    out, said = io.BytesIO(), []
    fonts.register()
    with fonts.TYPESETTING:
        canvas: Any = Canvas(out, pagesize=A4, invariant=1)
        y = A4[1] - 60
        for text, right, size, centred in lines(surat):
            canvas.setFont(fonts.BOLD if size > 12 else fonts.REGULAR, size)
            kept = fonts.printable(text)
            canvas.drawCentredString(A4[0] / 2, y, kept) if centred else canvas.drawString(70, y, kept)
            canvas.drawRightString(A4[0] - 57, y, right)
            y -= size * 1.3
            said.append(f"{kept} {right}")
            if y < 50:
                break
        canvas.showPage()
        canvas.save()
    return out.getvalue(), "\n".join(said)


def test_the_sample_letters_are_read_back() -> None:
    rows, spoilt = [], [0, 0, 0]
    for name, spoil in CARA.items():
        shares, numbers, days, asked, cpu, sure = [], 0, 0, 0, 0, []
        for surat in SURAT:
            pdf, truth = printed(surat)
            found = sandbox.baca_halaman(spoil(pdf), 1, pemisah=PEMISAH)
            shares.append(kertas.share(truth, found["teks"]))
            cpu += found["lama"]
            sure.append(found["keyakinan"])
            if surat["jenis"] == TANPA_NOMOR:
                continue
            made = usulkan([found["teks"]], date(2026, 11, 22))
            asked += 1
            right = [
                made.get(n) is not None and made[n].nilai == surat[k]
                for n, k in (("nomor_surat", "nomor"), ("tanggal_surat", "tanggal"))
            ]
            numbers, days = numbers + right[0], days + right[1]
            for ok, field, expected in zip(right, ("nomor_surat", "tanggal_surat"), ("nomor", "tanggal"), strict=True):
                if not ok:
                    print(f"  {name}, {surat['jenis']}: {field} {made.get(field)} bukan {surat[expected]}")
        mean = sum(shares) / len(shares)
        print(
            f"{name:28} kata {mean:6.1%} (terendah {min(shares):.1%})  nomor {numbers}/{asked}  tanggal {days}/{asked}"
            f"  keyakinan {sum(sure) / len(sure):.0f} %  {cpu / len(SURAT) / 1000:.2f} detik CPU sehalaman"
        )
        rows.append((name, mean, cpu))
        spoilt = [a + b for a, b in zip(spoilt, (numbers, days, asked), strict=True)]
    print(
        f"seluruhnya: nomor {spoilt[0] / spoilt[2]:.1%}, tanggal {spoilt[1] / spoilt[2]:.1%} dari {spoilt[2]} halaman"
    )
    assert rows[0][1] >= 0.95
    assert spoilt[0] >= 0.9 * spoilt[2]
    assert spoilt[1] >= 0.9 * spoilt[2]
