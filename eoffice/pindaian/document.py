"""The separator sheet: laid between the letters of a batch before they are scanned in one go."""

import io
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from eoffice.pdf import fonts, qr
from eoffice.pdf.geometry import A4, MM

#: What its QR code says; the reader looks for exactly this.
PEMISAH: Final = "EOFFICE:PEMISAH:1"
_SIDE: Final = 90 * MM
_WORDS: Final = (
    "Letakkan satu lembar ini di antara dua surat, lalu pindai seluruh tumpukan sekaligus.",
    "Sesudah diunggah, e-Office mengusulkan pemotongan di setiap lembar pemisah;",
    "Anda melihatnya dahulu sebelum diterapkan. Lembar ini tidak ikut menjadi surat",
    "dan dapat dipakai berulang kali.",
)


def separator() -> bytes:
    """One A4 page with a large code that any scanner catches; equal bytes at every call."""
    out = io.BytesIO()
    with fonts.TYPESETTING:
        fonts.register()
        canvas = Canvas(out, pagesize=(A4.width, A4.height), invariant=1, lang="id-ID")
        canvas.setTitle("Lembar pemisah pindaian")
        draw(canvas)
        canvas.save()
    return out.getvalue()


def draw(canvas: Any) -> None:
    """The sheet as the next page of an A4 canvas; inside `fonts.TYPESETTING`."""
    middle = A4.width / 2
    canvas.setFont(fonts.BOLD, 26)
    canvas.drawCentredString(middle, A4.height - 55 * MM, "LEMBAR PEMISAH")
    qr.draw(canvas, PEMISAH, middle - _SIDE / 2, A4.height - 160 * MM, _SIDE)
    canvas.setFont(fonts.REGULAR, 12)
    for n, line in enumerate(_WORDS):
        canvas.drawCentredString(middle, A4.height - 178 * MM - n * 17, line)
    canvas.showPage()
