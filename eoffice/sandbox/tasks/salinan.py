"""A copy of a PDF for paper: every page a picture with its printer's name in it, so that nothing can be lifted off."""

import io
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.tasks import pages

#: Dots per inch: sharp enough to read 8 points, small enough to print soon.
DPI: Final = 130
#: Pages of one copy; drawing them must end within one request (TGH-04).
PALING_BANYAK: Final = 40
#: Part of the page that the strip beneath the letter takes.
STRIP: Final = 0.055

Image.preinit()  # loads what saves JPEG


def salinan_bertanda(payload: bytes, tanda: str, keterangan: list[str]) -> tuple[dict[str, Any], bytes]:
    """Every page with `tanda` across it and the lines of `keterangan` beneath it, as a PDF of pictures."""
    source, made = pages.opened(payload), pypdfium2.PdfDocument.new()
    if len(source) > PALING_BANYAK:
        raise Refused(f"Salinan cetak paling banyak {PALING_BANYAK} halaman. Bacalah naskah ini di layar.")
    for number in range(len(source)):
        sheet = source[number]
        width, height = sheet.get_size()
        if width <= 0 or height <= 0:
            raise Refused("Ukuran halaman ini tidak masuk akal.")
        scale = min(DPI / 72, (pages.MOST_PIXELS / 4 / (width * height)) ** 0.5)
        drawn = sheet.render(scale=scale, draw_annots=True).to_pil()
        sheet.close()
        picture = io.BytesIO()
        _beneath(pages.marked(drawn, tanda), keterangan).save(picture, "JPEG", quality=80)
        image = pypdfium2.PdfImage.new(made)
        image.load_jpeg(picture, inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = made.new_page(width, height)
        page.insert_obj(image)
        page.gen_content()
        page.close()
    out = io.BytesIO()
    made.save(out)
    return {"pages": len(source)}, out.getvalue()


def _beneath(page: Image.Image, lines: list[str]) -> Image.Image:
    """The page a little smaller, and the lines under it, each as large as its width allows."""
    wide, high = page.size
    strip = round(high * STRIP)
    whole = Image.new("RGB", (wide, high), "white")
    small = page.resize((round(wide * (1 - STRIP)), high - strip), Image.Resampling.LANCZOS)
    whole.paste(small, ((wide - small.width) // 2, 0))
    pen, margin = ImageDraw.Draw(whole), wide // 20
    pen.line((margin, high - strip, wide - margin, high - strip), fill="black", width=max(1, wide // 900))
    step = strip // (len(lines) + 1)
    for row, words in enumerate(lines):
        size = float(max(6, step - 2))
        while size > 6 and ImageFont.load_default(size).getlength(words) > wide - 2 * margin:
            size -= 1
        pen.text(
            (margin, high - strip + step // 3 + row * step), words, font=ImageFont.load_default(size), fill="black"
        )
    return whole
