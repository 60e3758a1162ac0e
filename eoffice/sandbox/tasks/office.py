"""DOCX and XLSX: the ZIP around them, and whatever in them would run or fetch (UPL-10)."""

import io
import re
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import Any, Final
from xml.parsers import expat

from eoffice.sandbox.refusal import Refused

MIB: Final = 1024 * 1024
MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 200 * MIB
MOST_RATIO: Final = 100
RATIO_FROM: Final = MIB
DEEPEST_XML: Final = 250

_MAIN: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_NAMES: Final = (
    (re.compile(r"vbaproject|vbadata|macrosheets|dialogsheets|intlmacrosheets", re.I), "makro"),
    (re.compile(r"activex", re.I), "kontrol ActiveX"),
    (re.compile(r"(^|/)embeddings/|oleobject", re.I), "objek tertanam (OLE)"),
    (re.compile(r"externallinks/|(^|/)connections\.xml$|querytables/", re.I), "sambungan ke data luar"),
    (re.compile(r"afchunk", re.I), "dokumen lain di dalamnya"),
)
_RELATIONS: Final = (
    ("vbaproject", "makro"),
    ("xlmacrosheet", "makro"),
    ("attachedtemplate", "templat dari luar"),
    ("oleobject", "objek tertanam (OLE)"),
    ("/package", "objek tertanam (OLE)"),
    ("/control", "kontrol ActiveX"),
    ("externallink", "sambungan ke data luar"),
    ("afchunk", "dokumen lain di dalamnya"),
    ("subdocument", "dokumen lain di dalamnya"),
    ("/frame", "isi yang diambil dari luar"),
)
_DDE: Final = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b", re.I)
_DDE_FORMULA: Final = re.compile(
    r"(^|[=+\-*/(,;&\s])'?[A-Za-z][\w.]*'?\|'?[^'|]*'?!|\b(WEBSERVICE|RTD|CALL|REGISTER(\.ID)?|EXEC)\s*\(", re.I
)
_NESTED: Final = re.compile(r"\.(zip|docx|docm|xlsx|xlsm|pptx|jar|7z|rar|gz|exe|dll|js|vbs|bat|cmd|scr|lnk|hta)$", re.I)
_BROKEN: Final = "Susunan berkas Office ini rusak. Buka di aplikasinya, simpan ulang, lalu unggah lagi."
_TOO_BIG: Final = "Isi berkas Office ini membengkak jauh melebihi ukurannya saat dibuka, jadi tidak diterima."


def inspect(content: bytes) -> str:
    """Which of docx and xlsx it is, after every part has been read once.

    Raises:
        Refused: naming what was found.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = _entries(archive, content)
            if "[Content_Types].xml" not in {e.filename for e in entries}:
                raise Refused("Arsip ZIP tidak diterima. Unggah isinya satu per satu.")
            return _parts(archive, entries)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        struct.error,
        NotImplementedError,
        RuntimeError,
        UnicodeError,
    ) as error:
        raise Refused(_BROKEN) from error


def _entries(archive: zipfile.ZipFile, content: bytes) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused("Berkas Office ini berisi terlalu banyak bagian.")
    if archive.comment or content.count(b"PK\x05\x06") > 1 or content[-22:-18] != b"PK\x05\x06":
        raise Refused("Berkas Office ini mengandung arsip lain atau catatan tersembunyi.")
    seen: set[str] = set()
    spans: list[tuple[int, int]] = []
    for entry in entries:
        name = entry.filename
        parts = name.split("/")
        if name.startswith("/") or "\\" in name or ".." in parts or ":" in name or "\0" in entry.orig_filename:
            raise Refused("Berkas Office ini memuat nama yang keluar dari arsipnya.")
        if name.casefold() in seen:
            raise Refused("Berkas Office ini memuat dua bagian dengan nama sama.")
        seen.add(name.casefold())
        if entry.flag_bits & 0x1:
            raise Refused("Berkas Office ini terkunci sandi. Buka kuncinya, simpan, lalu unggah lagi.")
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            raise Refused("Berkas Office ini memuat tautan simbolik.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(_BROKEN)
        spans.append(_local(entry, content))
    spans.sort()
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise Refused(_BROKEN)
    return entries


def _local(entry: zipfile.ZipInfo, content: bytes) -> tuple[int, int]:
    """Where the entry lies; its local name must be the one of the directory."""
    at = entry.header_offset
    if content[at : at + 4] != b"PK\x03\x04":
        raise Refused(_BROKEN)
    length, extra = struct.unpack("<HH", content[at + 26 : at + 30])
    local = content[at + 30 : at + 30 + length]
    if local != entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437", "replace"):
        raise Refused("Nama bagian di berkas Office ini tidak konsisten.")
    return at, at + 30 + length + extra + entry.compress_size


def _parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    total, types = 0, b""
    for entry in entries:
        if _NESTED.search(entry.filename):
            raise Refused("Berkas Office ini memuat berkas lain di dalamnya.")
        for pattern, what in _NAMES:
            if pattern.search(entry.filename):
                raise _refused(what)
        body = _read(archive, entry, MOST_UNPACKED - total)
        total += len(body)
        if body.startswith((b"PK\x03\x04", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0")):
            raise Refused("Berkas Office ini memuat berkas lain di dalamnya.")
        if entry.filename.endswith(".rels") or entry.filename.endswith((".xml", ".vml")):
            _Reader(entry.filename).read(body)
        if entry.filename == "[Content_Types].xml":
            types = body
    return _main(types)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """The bytes of an entry, counted while reading and never believed beforehand."""
    pieces, size = [], 0
    with archive.open(entry) as source:
        while piece := source.read(64 * 1024):
            size += len(piece)
            if size > left or (size > RATIO_FROM and size > max(1, entry.compress_size) * MOST_RATIO):
                raise Refused(_TOO_BIG)
            pieces.append(piece)
    return b"".join(pieces)


def _main(types: bytes) -> str:
    text = types.decode("utf-8", "replace")
    if re.search(r"macroEnabled|vbaProject|activeX|ms-excel\.sheet\.binary", text, re.I):
        raise _refused("makro")
    found = {kind for name, kind in _MAIN.items() if f'"{name}"' in text or f"'{name}'" in text}
    if len(found) != 1:
        raise Refused("Berkas Office ini bukan DOCX atau XLSX.")
    return found.pop()


def _refused(what: str) -> Refused:
    return Refused(f"Berkas Office ini berisi {what}. Simpan ulang tanpa itu, atau jadikan PDF.")


class _Reader:
    """One pass over one XML part; raises at the first thing that must not be there."""

    def __init__(self, name: str) -> None:
        self.relations = name.endswith(".rels")
        self.depth = 0
        self.within = ""
        self.fields: list[str] = []
        self.formula: list[str] = []
        self.parser: Any = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def read(self, body: bytes) -> None:
        try:
            self.parser.Parse(body, True)
        except expat.ExpatError as error:
            raise Refused(_BROKEN) from error
        if _DDE.search("".join(self.fields)):
            raise _refused("perintah mengambil data dari program lain (DDE)")

    def _doctype(self, *_: object) -> None:
        raise Refused("Berkas Office ini memuat DTD, yang tidak dipakai dokumen biasa.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST_XML:
            raise Refused(_BROKEN)
        self.within = name.rpartition(":")[2]
        if self.within == "fldChar":
            self.fields.append(" ")
        elif self.within == "fldSimple":
            self.fields.append(
                " " + " ".join(v for k, v in attributes.items() if k.rpartition(":")[2] == "instr") + " "
            )
        elif self.within == "ddeLink":
            raise _refused("perintah mengambil data dari program lain (DDE)")
        elif self.within in ("f", "definedName"):
            self.formula = []
        if self.relations and self.within == "Relationship":
            _relation(attributes)

    def _text(self, text: str) -> None:
        if self.within == "instrText":
            self.fields.append(text)
        elif self.within in ("f", "definedName"):
            self.formula.append(text)

    def _end(self, name: str) -> None:
        self.depth -= 1
        if name.rpartition(":")[2] in ("f", "definedName") and _DDE_FORMULA.search("".join(self.formula)):
            raise _refused("rumus yang memanggil program lain")
        self.within = ""


def _relation(attributes: dict[str, str]) -> None:
    kind = attributes.get("Type", "").lower()
    for part, what in _RELATIONS:
        if kind.endswith(part) if part.startswith("/") else part in kind:
            raise _refused(what)
    if attributes.get("TargetMode", "").lower() != "external":
        return
    # A link that a person clicks is no more than a word on paper; everything else external is fetched by itself.
    target = attributes.get("Target", "").strip().lower()
    if not (kind.endswith("/hyperlink") and target.startswith(("http://", "https://", "mailto:"))):
        raise _refused("isi yang diambil dari luar")
