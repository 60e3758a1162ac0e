"""What a file says about itself: PDF/A-2b with its metadata, language and output intent, written along with the pages.

Source: tte.md 6. reportlab leaves these out. They are added to the document before it is written, because reading a finished
file again only to add them would cost more than a third of setting a letter.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc

from eoffice import clock
from eoffice.pdf import fonts

PRODUCER: Final = "eoffice"


@dataclass(frozen=True)
class Keterangan:
    """Metadata of one file. Without `dibuat_at` it carries no dates, so equal values give equal bytes."""

    judul: str
    nomor: str = ""
    hal: str = ""
    pembuat: str = ""
    dibuat_at: datetime | None = None


_bare = pdfdoc.PDFStream.format
_END: Final = b"endstream\n"


def _with_line_end(stream: Any, document: Any) -> bytes:
    """A stream with the end of line before ``endstream`` that ISO 19005-2 6.1.7.1 wants and reportlab leaves out."""
    data: bytes = _bare(stream, document)
    return data.removesuffix(_END) + b"\n" + _END


pdfdoc.PDFStream.format = _with_line_end


class _Jadi(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that is written as these bytes."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: Any) -> bytes:
        """As it is."""
        return self.data


class _Info(_Jadi):
    """The information dictionary; `digest` makes the file's ID follow it."""

    invariant = 1

    def digest(self, signature: Any) -> None:
        """Add it to what the ID is made of."""
        signature.update(self.data)


def describe(document: Any, about: Keterangan, *, claim: bool) -> None:
    """Put metadata, language and output intent into a reportlab document that is about to be written.

    Args:
        claim: state PDF/A-2b; false when a file will be laid in that is not known to keep it.
    """
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    profile = document.Reference(_Jadi(_profile()))
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": b"(sRGB)",
            "Info": b"(sRGB IEC61966-2.1)",
            "RegistryName": b"(http://www.color.org)",
            "DestOutputProfile": profile,
        }
    )
    catalog.OutputIntents = pdfdoc.PDFArray([document.Reference(intent)])
    packet = xmp(about, claim=claim)
    head = b"<< /Type /Metadata /Subtype /XML /Length %d >>" % len(packet)
    catalog.Metadata = _Jadi(head + b"\nstream\n" + packet + b"\nendstream")
    catalog.ViewerPreferences = _Jadi(b"<< /DisplayDocTitle true >>")
    document.info = _Info(_info(about))
    document._pdfVersion = (1, 7)
    document.updateSignature(packet)


@cache
def srgb() -> bytes:
    """The colour profile of the output intent."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@cache
def _profile() -> bytes:
    packed = zlib.compress(srgb(), 9)
    return b"<< /N 3 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"


def clean(text: str) -> str:
    """A text without signs that cannot be shown."""
    return "".join(character for character in text if fonts.printable(character) or character == " ")


def _text(words: str) -> bytes:
    """A text string of PDF: literal when it is plain ASCII, else UTF-16."""
    words = clean(words)
    if words.isascii():
        return b"(" + words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("ascii") + b")"
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def stamp(at: datetime) -> str:
    """An instant as PDF writes dates."""
    return f"{clock.wib(at):D:%Y%m%d%H%M%S}+07'00'"


def _info(about: Keterangan) -> bytes:
    pairs = {
        "Title": about.judul,
        "Producer": PRODUCER,
        "Creator": PRODUCER,
        "Author": about.pembuat,
        "Subject": about.hal,
    }
    parts = [f"/{name} ".encode("ascii") + _text(words) for name, words in pairs.items() if words or name == "Title"]
    if about.dibuat_at:
        written = f"({stamp(about.dibuat_at)})"
        parts.append(f"/CreationDate {written} /ModDate {written}".encode("ascii"))
    return b"<< " + b" ".join(parts) + b" >>"


def xmp(about: Keterangan, *, claim: bool) -> bytes:
    """The metadata packet."""

    def alternative(name: str, text: str) -> str:
        item = f'<rdf:li xml:lang="x-default">{escape(clean(text))}</rdf:li>'
        return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>"

    parts = [alternative("dc:title", about.judul), "<dc:format>application/pdf</dc:format>"]
    parts.append("<dc:language><rdf:Bag><rdf:li>id-ID</rdf:li></rdf:Bag></dc:language>")
    if about.pembuat:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(clean(about.pembuat))}</rdf:li></rdf:Seq></dc:creator>")
    if about.hal:
        parts.append(alternative("dc:description", about.hal))
    if about.nomor:
        parts.append(f"<dc:identifier>{escape(clean(about.nomor))}</dc:identifier>")
    parts.append(f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>")
    if about.dibuat_at:
        stamp = clock.wib(about.dibuat_at).replace(microsecond=0).isoformat()
        parts.append(f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>")
    if claim:
        parts.append("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        f"{''.join(parts)}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()
