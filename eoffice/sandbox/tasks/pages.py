"""Pages of a PDF as pictures and as text, through PDFium."""

import io
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFont

from eoffice.sandbox.refusal import Refused

#: Pixels of one picture (UPL-12 uses the same); a larger page is drawn smaller.
MOST_PIXELS: Final = 25_000_000
MOST_TEXT: Final = 2_000_000

Image.preinit()  # loads what saves PNG


def halaman_png(payload: bytes, page: int, dpi: int, tanda: str = "") -> tuple[dict[str, Any], bytes]:
    """A page as PNG; `page` from 1, `dpi` 20 to 300; `tanda` is drawn across it again and again."""
    document = opened(payload)
    if not 1 <= page <= len(document):
        raise Refused(f"Dokumen ini tidak mempunyai halaman {page}.")
    sheet = document[page - 1]
    width, height = sheet.get_size()
    if width <= 0 or height <= 0:
        raise Refused("Ukuran halaman ini tidak masuk akal.")
    scale = min(300, max(20, dpi)) / 72
    scale = min(scale, (MOST_PIXELS / (width * height)) ** 0.5)
    image = sheet.render(scale=scale, draw_annots=True).to_pil()
    if tanda:
        image = marked(image, tanda)
    out = io.BytesIO()
    _fewest_colours(image).save(out, "PNG", compress_level=4)
    return {"width": image.width, "height": image.height, "pages": len(document)}, out.getvalue()


def marked(image: Image.Image, words: str) -> Image.Image:
    """The page with words across it, light enough to read through and everywhere, so that no part can be cut out."""
    wide, high = image.size
    size = max(12, wide // 46)
    font = ImageFont.load_default(size)
    step = round(font.getlength(words)) + 4 * size
    side = wide + high
    sheet = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(sheet)
    for row, top in enumerate(range(0, side, 9 * size)):
        for left in range(-(row % 2) * step // 2, side, step):
            pen.text((left, top), words, font=font, fill=64)
    turned = sheet.rotate(28, resample=Image.Resampling.BILINEAR)
    box = ((side - wide) // 2, (side - high) // 2)
    veil = turned.crop((*box, box[0] + wide, box[1] + high))
    page = image.convert("RGB")
    page.paste((120, 20, 20), (0, 0), veil)
    return page


def _fewest_colours(image: Image.Image) -> Image.Image:
    """Grey when it is grey, else 256 colours: a page of text takes a tenth of the bytes and a third of the time."""
    grey = image.convert("L")
    if ImageChops.difference(image.convert("RGB"), Image.merge("RGB", (grey, grey, grey))).getbbox() is None:
        return grey
    return image.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


#: Grey from 0 to 255 that counts as ink, and how much of a page may be darker than paper before it shows something:
#: specks and the shadow at the edge of a scan do not.
INK: Final = 200
SPECKS: Final = 0.0005


def halaman_kosong(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """How many pages have no text and next to no ink, drawn at about 36 dpi."""
    document, blank = opened(payload), 0
    for number in range(len(document)):
        sheet = document[number]
        width, height = sheet.get_size()
        words = sheet.get_textpage().get_text_bounded().strip()
        if not words and width > 0 and height > 0:
            scale = min(0.5, (MOST_PIXELS / 100 / (width * height)) ** 0.5)
            tones = sheet.render(scale=scale, draw_annots=True).to_pil().convert("L").histogram()
            blank += sum(tones[:INK]) <= SPECKS * sum(tones)
        sheet.close()
    return {"kosong": blank}, b""


def teks_pdf(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """The text of every page."""
    document, found, left = opened(payload), list[str](), MOST_TEXT
    for number in range(len(document)):
        sheet = document[number]
        text = _plain(sheet.get_textpage().get_text_bounded())[:left]
        sheet.close()
        found.append(text)
        left -= len(text)
    return {"pages": found}, b""


def opened(payload: bytes) -> Any:
    """The document. Raises Refused when it is locked or none."""
    try:
        return pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise Refused("PDF ini terkunci sandi. Buka kuncinya, simpan tanpa sandi, lalu unggah lagi.") from None
        raise Refused() from None


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
    return "".join(c for c in text if (c in "\n\t" or c >= " ") and not "\ud800" <= c <= "\udfff" and c != "\x7f")
