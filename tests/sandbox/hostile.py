"""Makers of friendly and hostile files, small enough to be made anew for every test."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.pdfgen import canvas


def pdf(pages: int = 1, text: str = "Surat biasa") -> bytes:
    out = io.BytesIO()
    paper = canvas.Canvas(out, initialFontName="Helvetica")  # whatever another test set as the default
    for number in range(1, pages + 1):
        paper.drawString(72, 700, f"{text}, halaman {number}")
        paper.showPage()
    paper.save()
    return out.getvalue()


def changed(change: Callable[[pikepdf.Pdf], object], content: bytes | None = None) -> bytes:
    """A PDF after `change` has laid hands on it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content or pdf())) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def locked(user: str, owner: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(user=user, owner=owner, R=6))
    return out.getvalue()


def annotated(**entries: object) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 100, 100], **entries)
        opened.pages[0].obj.Annots = Array([opened.make_indirect(note)])

    return changed(change)


def signed_like() -> bytes:
    """A PDF with a filled signature field; the signature itself is nonsense."""

    def change(opened: pikepdf.Pdf) -> None:
        value = Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 1, 2, 3], Contents=String("0" * 32)
        )
        field = Dictionary(FT=Name.Sig, T=String("Tanda"), V=opened.make_indirect(value), Rect=[0, 0, 0, 0])
        opened.Root.AcroForm = Dictionary(Fields=[opened.make_indirect(field)], SigFlags=3)

    return changed(change)


def bomb(megabytes: int, layers: int = 1) -> bytes:
    """A PDF with one stream that unpacks to so many MiB."""
    engine, body = zlib.compressobj(9), b""
    for _ in range(megabytes):
        body += engine.compress(bytes(1024 * 1024))
    body += engine.flush()
    for _ in range(layers - 1):
        body = zlib.compress(body, 9)

    def change(opened: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(opened, b"")
        stream.write(body, filter=Array([Name.FlateDecode] * layers))
        opened.Root.Simpan = opened.make_indirect(stream)

    return changed(change)


def image(kind: str = "PNG", size: tuple[int, int] = (40, 60), mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "white").save(out, kind, **how)
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims a huge picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def relations(*entries: tuple[str, str, bool]) -> str:
    """A .rels part of (last part of the type, target, external)."""
    inside = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if out else ""}/>'
        for n, (kind, target, out) in enumerate(entries)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def office(kind: str = "docx", body: str = "<w:p/>", **parts: str | bytes) -> bytes:
    """A minimal DOCX or XLSX; `parts` are further entries, with `__` for `/` and `_DOT_` for a dot."""
    main = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet"}[kind]
    types = f"application/vnd.openxmlformats-officedocument.{main}.main+xml"
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    found |= {name.replace("__", "/").replace("_DOT_", "."): content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return out.getvalue()


def office_with(name: str, content: bytes = b"isi", attr: int = 0, twice: bool = False) -> bytes:
    """A DOCX with one more entry of exactly this name."""
    out = io.BytesIO(office())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = attr
        for _ in range(2 if twice else 1):
            archive.writestr(entry, content)
    return out.getvalue()
