"""Our own PDFs are counted without the sandbox; what is no whole PDF is refused, never guessed."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from eoffice.errors import Damaged
from eoffice.pdf import halaman


def pdf(pages: int) -> bytes:
    sheet = io.BytesIO()
    canvas = Canvas(sheet, invariant=1)
    for _ in range(pages):
        canvas.drawString(72, 720, "Halaman")
        canvas.showPage()
    canvas.save()
    return sheet.getvalue()


@pytest.mark.parametrize("pages", [1, 3, 40])
def test_pages_are_counted(pages: int) -> None:
    assert halaman.banyak(pdf(pages)) == pages


@pytest.mark.parametrize("content", [b"", b"bukan PDF", pdf(2)[:200], b"%PDF-1.7\n%%EOF\n"])
def test_what_is_broken_is_said_to_be(content: bytes) -> None:
    with pytest.raises(Damaged):
        halaman.banyak(content)
