"""One page of an arrival as text: its text layer, or what Tesseract reads on it; and whether it is blank or a separator."""

import os
import time
from contextlib import suppress
from typing import Any, Final

import zxingcpp
from PIL import Image, ImageFilter

from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.tasks import tesseract
from eoffice.sandbox.tasks.pages import INK, MOST_PIXELS, SPECKS, _plain, opened

#: A page with fewer characters than this in its text layer is a picture of a page.
LAYER: Final = 50
#: Dots per inch: for reading, for codes, and for telling a blank page.
DPI: Final = 300
DPI_CODE: Final = 150
DPI_INK: Final = 36
#: Below this mean confidence the page is tried the other ways up.
DOUBTFUL: Final = 65
MOST_TEXT: Final = 200_000


def ocr_siap(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Which OCR is installed: `versi`, empty when there is none."""
    return {"versi": tesseract.version() or ""}, b""


def baca_halaman(payload: bytes, page: int, pemisah: str) -> tuple[dict[str, Any], bytes]:
    """Read one page, counted from 1.

    Args:
        pemisah: what the QR code of a separator sheet says.
    """
    with suppress(OSError, AttributeError):
        os.nice(10)  # people who wait for a preview come first
    began = time.process_time()
    document = opened(payload)
    if not 1 <= page <= len(document):
        raise Refused(f"Dokumen ini tidak mempunyai halaman {page}.")
    sheet = document[page - 1]
    layer = _plain(sheet.get_textpage().get_text_bounded())[:MOST_TEXT]
    info: dict[str, Any] = {
        "cara": "lapisan",
        "teks": layer,
        "keyakinan": None,
        "kata": len(layer.split()),
        "putar": 0,
        "pemisah": _separates(sheet, pemisah),
        "kosong": False,
        "ocr": True,
    }
    if len("".join(layer.split())) < LAYER and not info["pemisah"]:
        info["kosong"] = not layer.strip() and _blank(sheet)
        if not info["kosong"]:
            _recognise(sheet, info)
    info["lama"] = round((time.process_time() - began) * 1000)
    return info, b""


def _drawn(sheet: Any, dpi: int) -> Image.Image:
    width, height = sheet.get_size()
    if width <= 0 or height <= 0:
        raise Refused("Ukuran halaman ini tidak masuk akal.")
    scale = min(dpi / 72, (MOST_PIXELS / (width * height)) ** 0.5)
    image: Image.Image = sheet.render(scale=scale, draw_annots=True, grayscale=True).to_pil()
    return image.convert("L")


def _blank(sheet: Any) -> bool:
    tones = _drawn(sheet, DPI_INK).histogram()
    return sum(tones[:INK]) <= SPECKS * sum(tones)


def _separates(sheet: Any, pemisah: str) -> bool:
    codes = zxingcpp.read_barcodes(_drawn(sheet, DPI_CODE), formats=zxingcpp.BarcodeFormat.QRCode)
    return any(code.text == pemisah for code in codes)


def _recognise(sheet: Any, info: dict[str, Any]) -> None:
    if tesseract.version() is None:
        info |= {"cara": "", "ocr": False}
        return
    # Grain makes strokes of a number into letters; a blur of one pixel takes it away and costs no word (measured).
    picture = tesseract.Page(_drawn(sheet, DPI).filter(ImageFilter.GaussianBlur(1)))
    try:
        picture.even_light()
        turned = picture.orientation()
        if turned:
            picture.turn(turned)
        picture.straighten()
        found = picture.read(DPI)
        if found.confidence < DOUBTFUL:
            for more in (180, 90, 180):  # upside down, then both ways lying
                picture.turn(more)
                turned = (turned + more) % 360
                other = picture.read(DPI)
                if other.confidence >= DOUBTFUL:
                    found = other
                    break
            else:
                turned = 0
        info |= {"cara": "ocr", "teks": found.text[:MOST_TEXT], "keyakinan": found.confidence, "kata": found.words}
        info["putar"] = turned
    finally:
        picture.close()
