"""A stranger's ZIP: what is in it, checked while it is read, and its files one after the other (UPL-10)."""

import contextlib
import hashlib
import io
import posixpath
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final
from xml.parsers import expat

from eoffice.sandbox.refusal import Refused

#: Entries of one archive, bytes of one of them unpacked, and of all of them together.
MOST_ENTRIES: Final = 100_000
MOST_ONE: Final = 100 * 1024 * 1024
MOST_UNPACKED: Final = 2 * 1024 * 1024 * 1024
MOST_RATIO: Final = 100
#: Small entries may shrink more than that: a page of spaces is no bomb.
RATIO_FROM: Final = 4 * 1024 * 1024
#: Tag files that whoever checks a package needs to read, at most so large.
TAGS: Final = frozenset({"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "METS.xml"})
MOST_TAG: Final = 64 * 1024 * 1024
_BROKEN: Final = "ZIP ini terpotong atau rusak. Unggah ulang dari sumbernya."
_BOMB: Final = "Isi ZIP ini mengembang jauh melebihi ukurannya, jadi tidak dibuka."


def sidik_zip(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Every file with its size and SHA-256, and the texts of the files that say what the hashes should be.

    `isi` in the answer holds name, size and sha256; `tanda` the tag files by name.
    """
    archive = _open(payload)
    found, tags, total = [], {}, 0
    for entry, name in _entries(archive):
        digest, size, kept = hashlib.sha256(), 0, []
        for piece in _pieces(archive, entry):
            digest.update(piece)
            size += len(piece)
            total += len(piece)
            if total > MOST_UNPACKED:
                raise Refused(_BOMB)
            if name.rpartition("/")[2] in TAGS and size <= MOST_TAG:
                kept.append(piece)
        found.append({"nama": name, "size": size, "sha256": digest.hexdigest()})
        if name.rpartition("/")[2] in TAGS:
            tags[name] = b"".join(kept).decode("utf-8", "replace")
    return {"isi": found, "tanda": tags}, b""


def ambil_zip(payload: bytes, nama: list[str]) -> tuple[dict[str, Any], bytes]:
    """Some files, one after the other; `panjang` says where each ends."""
    archive = _open(payload)
    wanted = {name: entry for entry, name in _entries(archive)}
    lengths, content = [], []
    for name in nama:
        if name not in wanted:
            raise Refused(f"Berkas {name[:100]} tidak ada di dalam ZIP ini.")
        body = b"".join(_pieces(archive, wanted[name]))
        lengths.append(len(body))
        content.append(body)
    return {"panjang": lengths}, b"".join(content)


def sidik_mets(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """The files that a METS names: path, SHA-256."""
    found: list[list[str]] = []
    pending: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        short = name.rpartition(":")[2]
        if short in ("file", "mdRef") and attributes.get("CHECKSUMTYPE") == "SHA-256":
            pending[:] = [attributes.get("CHECKSUM", "").lower()]
        if short in ("FLocat", "mdRef") and pending:
            where = attributes.get("xlink:href", "")
            found.append([where, pending.pop()])

    def doctype(*_: object) -> None:
        raise Refused("METS.xml ini memuat DTD, yang tidak dipakai paket E-ARK.")

    parser: Any = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, doctype
    try:
        parser.Parse(payload, True)
    except expat.ExpatError as error:
        raise Refused("METS.xml di dalam paket ini tidak dapat dibaca.") from error
    return {"isi": found}, b""


def _open(payload: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(payload))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(_BROKEN) from error


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    entries = [e for e in archive.infolist() if not e.is_dir()]
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"ZIP ini memuat lebih dari {MOST_ENTRIES} berkas. Bagi menjadi beberapa ZIP.")
    seen: set[str] = set()
    for entry in entries:
        name = _name(entry)
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            raise Refused(f"ZIP ini memuat tautan simbolik ({name[:100]}), yang tidak diterima.")
        if entry.flag_bits & 0x1:
            raise Refused("ZIP ini terkunci sandi. Buka kuncinya, buat ZIP baru, lalu unggah lagi.")
        if name.casefold() in seen:
            raise Refused(f"ZIP ini memuat dua berkas bernama sama: {name[:100]}.")
        seen.add(name.casefold())
        yield entry, name


def _name(entry: zipfile.ZipInfo) -> str:
    """The path below the archive; a name that was not written as UTF-8 is taken as such when it is, else as CP437."""
    raw = entry.orig_filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            raw = raw.encode("cp437").decode("utf-8")
    name = unicodedata.normalize("NFC", raw.replace("\\", "/"))
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or ":" in parts[0] or any(c < " " for c in name) or len(name) > 380:
        raise Refused(f"ZIP ini memuat nama yang keluar dari foldernya: {name[:100]!r}.")
    return posixpath.normpath(name)


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a file, counted while reading and never believed beforehand."""
    size = 0
    try:
        with archive.open(entry) as source:
            while piece := source.read(256 * 1024):
                size += len(piece)
                if size > MOST_ONE:
                    raise Refused(f"Berkas {entry.filename[:100]} di dalam ZIP lebih besar dari 100 MB.")
                if size > RATIO_FROM and size > max(1, entry.compress_size) * MOST_RATIO:
                    raise Refused(_BOMB)
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refused(_BROKEN) from error
