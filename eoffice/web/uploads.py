"""A posted file as bytes, within what one file and one person's day may weigh (UPL-02)."""

import io
from dataclasses import dataclass
from typing import BinaryIO, cast

from flask import request
from werkzeug.datastructures import FileStorage

from eoffice import sandbox
from eoffice.errors import Invalid, TooLarge
from eoffice.sandbox import names
from eoffice.storage import Blob
from eoffice.web import limits
from eoffice.web.access import current_akun
from eoffice.web.session import release, services


def received(field: str, *, hint: str) -> tuple[bytes, str] | None:
    """The bytes and the name that the browser gave; None when no file was chosen.

    Whatever form it came through counts for the day, also when it is refused afterwards.

    Args:
        hint: a sentence for one whose file is too large.
    Raises:
        TooLarge: over the limit of one file or of one day.
    """
    posted = request.files.get(field)
    return _taken(posted, hint) if posted is not None and posted.filename else None


def several(field: str, *, hint: str, most: int) -> list[tuple[bytes, str]]:
    """As `received`, for a field that takes several files; empty when none was chosen.

    Raises:
        Invalid: more than `most` files. TooLarge: as in `received`, for each of them.
    """
    posted = [p for p in request.files.getlist(field) if p.filename]
    if len(posted) > most:
        said = f"Paling banyak {most} berkas sekaligus; Anda memilih {len(posted)}."
        raise Invalid(said, {field: said})
    return [_taken(one, hint) for one in posted]


def spooled(field: str, *, most: int, hint: str) -> tuple[BinaryIO, str] | None:
    """As `received`, for one that is too large to hold: the stream as it was kept on disk while it came in.

    Args:
        most: bytes that it may have.
    Raises:
        TooLarge: over that limit or that of one day.
    """
    posted = request.files.get(field)
    if posted is None or not posted.filename:
        return None
    posted.stream.seek(0, 2)
    length = posted.stream.tell()
    posted.stream.seek(0)
    if length > most:
        raise TooLarge(f"Berkas ini lebih besar dari {size(most)}. {hint}")
    if not _fits(length, services().settings.daily_upload):
        raise TooLarge(
            f"Unggahan Anda hari ini sudah mencapai {size(services().settings.daily_upload)}. Lanjutkan besok."
        )
    return cast(BinaryIO, posted.stream), posted.filename


def _taken(posted: FileStorage, hint: str) -> tuple[bytes, str]:
    settings = services().settings
    content = posted.stream.read(settings.max_upload + 1)
    if len(content) > settings.max_upload:
        raise TooLarge(f"Berkas ini lebih besar dari {size(settings.max_upload)}. {hint}")
    if not _fits(len(content), settings.daily_upload):
        raise TooLarge(
            f"Unggahan Anda hari ini sudah mencapai {size(settings.daily_upload)}. Lanjutkan besok, atau hubungi admin sistem."
        )
    return content, posted.filename or ""


@dataclass(frozen=True)
class Scan:
    """A scanned paper that the sandbox found clean, stored as PDF."""

    blob: Blob
    nama: str
    halaman: int
    teks: str


def scanned(field: str) -> Scan | None:
    """The posted scan, checked and stored with nothing locked; an image becomes a PDF. None when none was chosen.

    Raises:
        Invalid: refused, with every reason, beside the field. TooLarge: over the limit (UPL-02).
    """
    posted = received(field, hint="Pindai dengan 200–300 dpi, atau bagi menjadi beberapa berkas.")
    if posted is None:
        return None
    content, name = posted
    release()
    checked = sandbox.periksa_unggahan(content, name, "masuk")
    if not checked.bersih or checked.type not in ("pdf", "jpeg", "png"):
        said = " ".join(checked.alasan) or "Unggah pindaian sebagai PDF, JPG, atau PNG."
        raise Invalid("Pindaian tidak diterima.", {field: said})
    kept = content if checked.bertanda_tangan else checked.rendition or content
    pages = checked.pages or 1
    if checked.type in ("jpeg", "png"):
        kept, pages = sandbox.gambar_ke_pdf(kept), 1
    return Scan(services().store.put(io.BytesIO(kept)), names.clean(name, "pdf"), pages, _text(kept))


def _text(pdf: bytes) -> str:
    """The text layer; a scan without a readable one is kept all the same (UPL-12)."""
    try:
        return "\n".join(sandbox.teks_pdf(pdf))
    except sandbox.Refused:
        return ""


def _fits(length: int, of_a_day: int) -> bool:
    """Whether so many bytes still fit into this person's day, which they then have used; counted in KiB."""
    who = f"akun:{current_akun().akun_id}"
    return length <= of_a_day and limits.use_up(
        services().engine, "unggahan_sehari", who, -(-length // 1024), -(-of_a_day // 1024)
    )


def size(limit: int) -> str:
    """Bytes as people write a limit: 25 MB for 25 MiB, 200 KB below one."""
    for unit, of in (("GB", 1024**3), ("MB", 1024**2)):
        if limit >= of:
            return f"{limit // of} {unit}"
    return f"{limit // 1024} KB"


def batas_unggah() -> str:
    """How large one file may be, for the hint beside the field."""
    return size(services().settings.max_upload)
