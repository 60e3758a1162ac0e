"""Who opened a record: the lines of its trail that tell of a reader, newest first."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.audit.models import AuditEntry
from eoffice.errors import Invalid

PAGE_PEMBUKA: Final = 50
#: Lines of an export at most.
EKSPOR: Final = 20_000


class Cara(enum.StrEnum):
    """How somebody came to see it."""

    BUKA = "buka"
    UNDUH = "unduh"
    CETAK = "cetak"
    AKSES = "akses"
    PINJAM = "pinjam"
    DITOLAK = "ditolak"


LABEL_CARA: Final = {
    Cara.BUKA: "Dibuka",
    Cara.UNDUH: "Diunduh",
    Cara.CETAK: "Dicetak",
    Cara.AKSES: "Akses diberikan atau dicabut",
    Cara.PINJAM: "Kertasnya dipinjam",
    Cara.DITOLAK: "Dicoba, tetapi ditolak",
}

#: Events of the trail by what they mean to the owner of a record.
PERISTIWA: Final[dict[Cara, tuple[str, ...]]] = {
    Cara.BUKA: ("naskah.buka", "naskah.buka_pdf", "surat_masuk.buka", "surat_masuk.baca", "arsip_impor.buka"),
    Cara.UNDUH: (
        "naskah.unduh",
        "naskah.unduh_lampiran",
        "surat_masuk.diunduh",
        "arsip_impor.unduh",
        "berkas.unduh_metadata",
        "paket.ekspor",
    ),
    Cara.CETAK: ("naskah.cetak", "surat_masuk.dicetak", "surat_masuk.diunduh_cetak"),
    Cara.AKSES: ("akses.diberikan", "akses.dicabut"),
    Cara.PINJAM: ("pinjam.serahkan", "pinjam.kembalikan", "pinjam.lapor_hilang", "pinjam.temukan"),
    Cara.DITOLAK: ("akses.ditolak",),
}
_CARA_OF: Final = {event: cara for cara, events in PERISTIWA.items() for event in events}


@dataclass(frozen=True)
class Saringan:
    """What the list is narrowed to; dates are WIB and both included."""

    cara: Cara | None = None
    nama: str = ""
    dari: date | None = None
    sampai: date | None = None


@dataclass(frozen=True)
class Pembuka:
    """One line: who, in which jabatan, when, how."""

    n: int
    at: datetime
    nama: str
    jabatan: str
    cara: Cara
    catatan: str


def _lines(objek: str, objek_id: int, asked: Saringan) -> Select[tuple[AuditEntry]]:
    events = PERISTIWA[asked.cara] if asked.cara is not None else tuple(_CARA_OF)
    rows = select(AuditEntry).where(
        AuditEntry.objek == objek, AuditEntry.objek_id == objek_id, AuditEntry.event.in_(events)
    )
    for word in asked.nama.split()[:6]:
        rows = rows.where(AuditEntry.nama.icontains(word, autoescape=True))
    if asked.dari is not None:
        rows = rows.where(AuditEntry.at >= _midnight(asked.dari))
    if asked.sampai is not None:
        rows = rows.where(AuditEntry.at < _midnight(asked.sampai + timedelta(1)))
    return rows


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.WIB)


def pembuka(
    session: Session,
    objek: str,
    objek_id: int,
    asked: Saringan,
    *,
    before: int | None = None,
    limit: int = PAGE_PEMBUKA + 1,
) -> list[Pembuka]:
    """Readers of one record, newest first, keyset by the number in the trail; by the index of the trail alone."""
    rows = _lines(objek, objek_id, asked)
    if before is not None:
        rows = rows.where(AuditEntry.n < before)
    return list(_told(session.scalars(rows.order_by(AuditEntry.n.desc()).limit(limit))))


def _told(entries: Iterable[AuditEntry]) -> Iterable[Pembuka]:
    for e in entries:
        yield Pembuka(e.n, e.at, e.nama, e.jabatan_nama, _CARA_OF[e.event], _keterangan(e))


#: What of a record was opened, where that is more than its page.
_BAGIAN: Final = {
    "naskah.buka_pdf": "berkas PDF",
    "naskah.unduh_lampiran": "lampiran",
    "surat_masuk.baca": "dibaca pertama kali oleh pejabat yang dituju",
    "paket.ekspor": "masuk paket arsip",
    "pinjam.kembalikan": "dikembalikan",
    "pinjam.temukan": "ditemukan kembali",
    "pinjam.lapor_hilang": "dilaporkan hilang",
}
#: The end of the address that was refused, in words; what is not named here is "halaman lain".
_DITUJU: Final = (
    (".png", "gambar halaman"),
    ("salinan.pdf", "salinan cetak"),
    (".pdf", "berkas PDF"),
    ("/unduh", "unduhan"),
    ("/cetak", "pencetakan"),
    ("/pembuka", "daftar pembukanya"),
    ("/pembuka.csv", "daftar pembukanya"),
    ("_id>", "halamannya"),
)


def _keterangan(entry: AuditEntry) -> str:
    """The note of an entry in the words of its reader; of a refusal which part of the record was tried."""
    if entry.event != "akses.ditolak":
        return "; ".join(part for part in (_BAGIAN.get(entry.event, ""), entry.catatan) if part)
    path = entry.catatan.rpartition(" ")[0]
    return next((words for end, words in _DITUJU if path.endswith(end)), "halaman lain")


def ekspor(session: Session, objek: str, objek_id: int, asked: Saringan) -> list[Pembuka]:
    """All of them.

    Raises:
        Invalid: more than fit into one file; narrow the dates.
    """
    found = pembuka(session, objek, objek_id, asked, limit=EKSPOR + 1)
    if len(found) > EKSPOR:
        raise Invalid("Barisnya terlalu banyak untuk satu berkas. Persempit tanggalnya lalu ekspor lagi.")
    return found
