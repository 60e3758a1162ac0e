"""The files of a record: what goes into a package byte for byte, and what each of them is called there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from eoffice.disposisi.states import JenisLampiran
from eoffice.sandbox import names
from eoffice.storage import Blob

PDF: Final = "application/pdf"
_ENDING: Final = {
    PDF: "pdf", "image/png": "png", "image/jpeg": "jpg", "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a",
    "audio/wav": "wav",
}  # fmt: skip
_TULISAN: Final = {JenisLampiran.SUARA: "Arahan suara", JenisLampiran.FOTO: "Arahan tulisan tangan"}


@dataclass(frozen=True)
class Muatan:
    """A file of a record that goes into the package as it is in the store."""

    nama: str
    mime: str
    key: str
    size: int
    sha256: str
    judul: str = ""

    @property
    def blob(self) -> Blob:
        """Its bytes."""
        return Blob(self.key, self.size, self.sha256)


def dokumen(key: str | None, size: int | None, sha256: str | None, mime: str = PDF, nama: str = "") -> list[Muatan]:
    """The record itself; nothing of one that is only on paper."""
    ending = nama.rpartition(".")[2].lower() if "." in nama else "pdf"
    return [Muatan(f"dokumen.{ending}", mime or PDF, key, size or 0, sha256 or "")] if key else []


def lampiran(n: int, judul: str, nama: str, mime: str, key: str, size: int, sha256: str) -> Muatan:
    """A file that belongs to it, by its place among them."""
    ending = nama.rpartition(".")[2].lower() if "." in nama else "bin"
    stem = names.clean(nama, ending).rpartition(".")[0].replace(" ", "-")[:60]
    return Muatan(f"lampiran/{n:02d}-{stem}.{ending}", mime, key, size, sha256, judul)


def beserta(rows: Mapping[str, Sequence[Any]], sudah: int) -> list[Muatan]:
    """What was put to a record on its way: receipts, what leaders spoke or wrote, files of reports, the archive stamp.

    Args:
        rows: table → its rows, as `catatan.milik` gives them.
        sudah: how many lampiran there are before.
    """
    found = [
        ("Tanda terima", "tanda-terima.pdf", PDF, x.bukti_key, x.bukti_size, x.bukti_sha256)
        for x in rows.get("serah_terima", ())
        if x.bukti_key
    ]
    found += [
        (_TULISAN[x.jenis], f"{x.jenis}.{_ENDING.get(x.mime, 'bin')}", x.mime, x.key, x.size, x.sha256)
        for x in rows.get("disposisi_lampiran", ())
    ]
    found += [
        ("Laporan tindak lanjut", x.nama, x.mime, x.key, x.size, x.sha256) for x in rows.get("tindak_lanjut_berkas", ())
    ]
    stamped = rows.get("stempel_arsip", ())
    if stamped:  # each begins with the bytes of the one before
        last = max(stamped, key=lambda x: int(x.ke))
        found.append(("Dokumen dengan stempel arsip", "berstempel.pdf", PDF, last.key, last.size, last.sha256))
    once = {each[3]: each for each in found}  # a report that is passed on upwards names the same objects again
    return [lampiran(n, *each) for n, each in enumerate(once.values(), start=sudah + 1)]
