"""The last step of a page: PDF/A-2b with its metadata, and normalised files laid on reserved pages.

Source: tte.md 6. Everything here happens before the signature field exists and before anything is signed.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from eoffice.errors import Invalid
from eoffice.pdf.keterangan import PRODUCER, clean, srgb, stamp, xmp
from eoffice.pdf.keterangan import Keterangan as Keterangan


@dataclass(frozen=True)
class Tempelan:
    """A page of a normalised PDF to be laid on page `halaman` (from 1), fitted into a box in points."""

    halaman: int
    pdf: bytes
    sumber: int  # page of the file, from 0
    box: tuple[float, float, float, float]


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page as it is seen, points. Only for bytes that the sandbox has normalised.

    Raises:
        Invalid: it is not such a file after all.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return [_seen(page) for page in document.pages]
    except pikepdf.PdfError as error:
        raise Invalid("Berkas lampiran tidak dapat dibaca. Unggah ulang berkasnya, lalu coba lagi.") from error


#: What a page made of pictures alone draws with: the graphics state, placing, lines and fills; no text, no shading.
_DRAWING = frozenset((
    "q", "Q", "cm", "Do", "re", "f", "F", "f*", "n", "W", "W*", "m", "l", "c", "v", "y", "h", "s", "S", "b",
    "b*", "B", "B*", "w", "j", "J", "M", "d", "g", "G", "rg", "RG", "i", "ri",
))  # fmt: skip
_PICTURE = frozenset(
    {"/Type", "/Subtype", "/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Filter", "/DecodeParms", "/Length"}
)
_FILTERS = frozenset({"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode"})
_NESTED = 28  # saved graphics states, ISO 19005-2 6.1.13


def keeps(pdf: bytes) -> bool:
    """Whether a normalised file surely keeps PDF/A-2b when laid onto our pages: a scan or a photo, without text.

    Fonts of strangers are not judged: whether all their glyphs and widths are as the standard wants takes a validator.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return all(_only_pictures(page) for page in document.pages)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return False


def _only_pictures(page: pikepdf.Page) -> bool:
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    if "/Group" in page.obj or not set(resources.keys()) <= {"/XObject", "/ProcSet"}:
        return False
    depth = deepest = 0
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name not in _DRAWING:
            return False
        depth += {"q": 1, "Q": -1}.get(name, 0)
        deepest = max(deepest, depth)
    return deepest < _NESTED and all(_plain(one) for _, one in resources.get("/XObject", pikepdf.Dictionary()).items())


def _plain(picture: pikepdf.Object) -> bool:
    """A picture in the colours of our output intent, without transparency or interpolation."""
    filters = picture.get("/Filter", pikepdf.Array())
    names = {str(one) for one in (filters if isinstance(filters, pikepdf.Array) else [filters])}
    return (
        picture.get("/Subtype") == "/Image"
        and set(picture.keys()) <= _PICTURE
        and picture.get("/ColorSpace") in ("/DeviceRGB", "/DeviceGray")
        and int(picture.get("/BitsPerComponent", 0)) in (1, 2, 4, 8)
        and names <= _FILTERS
    )


def _seen(page: pikepdf.Page) -> tuple[float, float]:
    x1, y1, x2, y2 = (float(value) for value in page.cropbox)
    width, height = abs(x2 - x1), abs(y2 - y1)
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    return (height, width) if turned else (width, height)


def finish(pdf: bytes, about: Keterangan) -> bytes:
    """Add what reportlab leaves out; the drawn content stays as it is.

    Args:
        pdf: bytes that our own typesetting made without `about`.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        profile = document.make_stream(srgb(), N=3)
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier="sRGB",
            Info="sRGB IEC61966-2.1",
            RegistryName="http://www.color.org",
            DestOutputProfile=profile,
        )
        document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intent)])
        packet = document.make_stream(xmp(about, claim=True), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        document.Root.Metadata = document.make_indirect(packet)
        document.Root.Lang = pikepdf.String("id-ID")
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        document.trailer.Info = document.make_indirect(_info(about))
        document.save(out, min_version="1.7", deterministic_id=True)
    return out.getvalue()


def lay(pdf: bytes, tempelan: Sequence[Tempelan]) -> bytes:
    """Lay pages of files onto the pages reserved for them; a file without any stays byte for byte as it was written."""
    if not tempelan:
        return pdf
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _lay(document, tempelan)
        document.save(out, min_version="1.7", deterministic_id=True)
    return out.getvalue()


def _lay(document: pikepdf.Pdf, tempelan: Sequence[Tempelan]) -> None:
    opened: dict[int, pikepdf.Pdf] = {}
    try:
        for piece in tempelan:
            source = opened.get(id(piece.pdf)) or opened.setdefault(id(piece.pdf), pikepdf.open(io.BytesIO(piece.pdf)))
            page = document.pages[piece.halaman - 1]
            page.add_overlay(source.pages[piece.sumber], pikepdf.Rectangle(*piece.box))
    finally:
        for source in opened.values():
            source.close()


def _info(about: Keterangan) -> pikepdf.Dictionary:
    info = pikepdf.Dictionary(Title=pikepdf.String(clean(about.judul)), Producer=pikepdf.String(PRODUCER))
    info.Creator = pikepdf.String(PRODUCER)
    if about.pembuat:
        info.Author = pikepdf.String(clean(about.pembuat))
    if about.hal:
        info.Subject = pikepdf.String(clean(about.hal))
    if about.dibuat_at:
        info.CreationDate = info.ModDate = pikepdf.String(stamp(about.dibuat_at))
    return info
