"""Pictures: measured before they are decoded, and encoded anew so that only the picture is left (UPL-09)."""

import io
import warnings
import zlib
from typing import Any, Final

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin  # noqa: F401 - the only two readers there are

from eoffice.sandbox.refusal import Refused

MOST_PIXELS: Final = 50_000_000
LONGEST_SIDE: Final = 20_000
MOST_FRAMES: Final = 100
#: Points; A4 with a margin of 10 mm.
A4: Final = (595.276, 841.89)
MARGIN: Final = 28.35
_DPI: Final = 300
#: Pixels: arms of 22 × 25 mm are sharp in print with 300, and nothing is gained beyond the larger figure.
LEAST_ARMS: Final = 120
MOST_ARMS: Final = 640
_FORMATS: Final = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",)}

Image.MAX_IMAGE_PIXELS = None  # measured here, with our own sentence
Image.preinit()


def reencode(content: bytes, found: str) -> bytes:
    """The same picture, upright, in the same format, without metadata or anything appended.

    Raises:
        Refused: too large, truncated, or not what its first bytes claim.
    """
    image = _decoded(content, found)
    out = io.BytesIO()
    if found == "jpeg":
        image.save(out, "JPEG", quality=92, subsampling=0 if image.mode == "L" else 2)
    else:
        image.save(out, "PNG", compress_level=6)
    return out.getvalue()


_PUTAR: Final = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def gambar_ke_pdf(payload: bytes, putar: int = 0) -> tuple[dict[str, Any], bytes]:
    """One A4 page, upright or lying as the picture is, with the picture as large as the margins allow.

    Args:
        putar: degrees clockwise that the picture is turned before; 0, 90, 180 or 270.
    """
    found = "png" if payload.startswith(b"\x89PNG") else "jpeg"
    image = _flat(_decoded(payload, found))
    if putar in _PUTAR:
        image = image.transpose(_PUTAR[putar])
    return page_of(image, found)


def citra_lambang(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Arms on white paper as deflated samples, in colour and in shades of grey, one after the other.

    Raises:
        Refused: not a PNG after all, or too small to print.
    """
    image = _flat(_decoded(payload, "png")).convert("RGB")
    if max(image.size) < LEAST_ARMS:
        raise Refused(
            f"Gambar lambang terlalu kecil untuk dicetak. Pakai yang sisi panjangnya paling sedikit {LEAST_ARMS} piksel."
        )
    if max(image.size) > 4 * min(image.size):
        raise Refused(
            "Gambar ini terlalu panjang untuk sebuah lambang. Potong sampai lambangnya saja, lalu unggah lagi."
        )
    image.thumbnail((MOST_ARMS, MOST_ARMS), Image.Resampling.LANCZOS)
    colour = zlib.compress(image.tobytes(), 9)
    grey = zlib.compress(image.convert("L").tobytes(), 9)
    return {"lebar": image.width, "tinggi": image.height, "warna": len(colour)}, colour + grey


def page_of(image: Image.Image, found: str, margin: float = MARGIN) -> tuple[dict[str, Any], bytes]:
    """One A4 page with a picture that is already decoded; `margin` in points."""
    import pikepdf

    page = A4 if image.height >= image.width else (A4[1], A4[0])
    room = (page[0] - 2 * margin, page[1] - 2 * margin)
    image.thumbnail((int(room[0] / 72 * _DPI), int(room[1] / 72 * _DPI)), Image.Resampling.LANCZOS)
    scale = min(room[0] / image.width, room[1] / image.height)
    width, height = image.width * scale, image.height * scale
    left, bottom = (page[0] - width) / 2, page[1] - margin - height
    pdf = pikepdf.new()
    body, packing = _encoded(image, found)
    picture = pdf.make_stream(
        body,
        Filter=packing,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray if image.mode == "L" else pikepdf.Name.DeviceRGB,
    )
    sheet = pdf.add_blank_page(page_size=page)
    drawing = f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /Gambar Do Q".encode()
    sheet.Contents = pdf.make_stream(drawing)
    sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Gambar=picture))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return {"pages": 1, "width": image.width, "height": image.height}, out.getvalue()


def _encoded(image: Image.Image, found: str) -> tuple[bytes, Any]:
    import pikepdf

    if found == "png":
        return zlib.compress(image.tobytes(), 6), pikepdf.Name.FlateDecode
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue(), pikepdf.Name.DCTDecode


def _decoded(content: bytes, found: str) -> Image.Image:
    said = "Gambar ini rusak atau terpotong. Pindai atau simpan ulang, lalu unggah lagi."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
            if image.format not in _FORMATS[found]:
                raise Refused("Isi gambar ini tidak sama dengan jenis yang disebut di awal berkas.")
            _measured(image)
            image.load()
            ImageOps.exif_transpose(image, in_place=True)  # a copy of 50 megapixels would not fit
    except Refused:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, zlib.error) as error:
        raise Refused(said) from error
    return _bare(image, keep_alpha=found == "png")


def _measured(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise Refused("Gambar ini lebih dari 50 megapiksel atau sisinya lebih dari 20.000 piksel. Perkecil dahulu.")
    if width < 1 or height < 1 or getattr(image, "n_frames", 1) > MOST_FRAMES:
        raise Refused("Gambar ini tidak masuk akal ukurannya atau berisi lebih dari 100 bingkai.")


def _bare(image: Image.Image, *, keep_alpha: bool) -> Image.Image:
    """Pixels alone, in a mode that both formats know; no palette tricks, no info dictionary."""
    transparent = "A" in image.getbands() or "transparency" in image.info
    grey = image.mode in ("1", "L", "LA", "I", "I;16", "F")
    if image.mode in ("I", "I;16", "F"):
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    mode = "RGBA" if transparent and keep_alpha else "L" if grey else "RGB"
    bare = image if image.mode == mode else image.convert(mode)
    bare.info = {}
    return bare


def _flat(image: Image.Image) -> Image.Image:
    """On white paper."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
