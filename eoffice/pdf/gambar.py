"""A picture laid into a page without being opened: the samples that the sandbox made become the stream as they are."""

from typing import Any

from reportlab.pdfbase import pdfdoc

from eoffice.pdf.rupa import Gambar


class _Citra(pdfdoc.PDFImageXObject):  # type: ignore[misc]
    """An image whose stream is known already; the parent would decode a file for it."""

    def __init__(self, name: str, picture: Gambar) -> None:
        super().__init__(name)
        self.width, self.height = picture.width, picture.height
        self.bitsPerComponent = 8
        self.colorSpace = "DeviceGray" if picture.hitam else "DeviceRGB"
        self._filters = ("FlateDecode",)
        self.streamContent = picture.data
        self.mask = None


def draw(canvas: Any, picture: Gambar, x: float, y: float, width: float, height: float) -> None:
    """Draw it as large as the box allows, in its middle, never stretched; points from the lower left corner."""
    scale = min(width / picture.width, height / picture.height)
    wide, tall = picture.width * scale, picture.height * scale
    name = f"Gambar{picture.sha256[:16]}{'h' if picture.hitam else ''}"
    document = canvas._doc
    known = document.getXObjectName(name)
    if not document.hasForm(name):
        made = _Citra(name, picture)
        made.name = known
        canvas._setXObjects(made)
        document.Reference(made, known)
        document.addForm(name, made)
    canvas.saveState()
    canvas.translate(x + (width - wide) / 2, y + (height - tall) / 2)
    canvas.scale(wide, tall)
    canvas._code.append(f"/{known} Do")
    canvas.restoreState()
    canvas._formsinuse.append(name)
