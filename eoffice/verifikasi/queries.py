"""What a stranger may know of a naskah, by sifat (tte.md 10, OTR-07)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice.akses.rights import Sifat
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.storage import Blob
from eoffice.tte import archiving
from eoffice.tte import queries as tte_queries
from eoffice.web.services import Services

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,64}")


@dataclass(frozen=True)
class Keterangan:
    """The public facts; None where the sifat forbids the fact."""

    nomor: str | None
    tanggal: date | None
    penerbit: str | None
    penanda: str | None
    jabatan: str | None
    ditandatangani_at: datetime | None
    hal: str | None
    sha256: str | None
    sertifikat: str | None


def keterangan(naskah: Naskah) -> Keterangan:
    """Facts of a signed naskah: all for Biasa, no hal for Terbatas, nothing but its existence from Rahasia upward."""
    if naskah.sifat not in (Sifat.BIASA, Sifat.TERBATAS):
        return Keterangan(None, None, None, None, None, None, None, None, None)
    block = naskah.penanda or {}
    return Keterangan(
        nomor=naskah.nomor,
        tanggal=naskah.tanggal,
        penerbit=naskah.opd.nama,
        penanda=str(block.get("nama", "")),
        jabatan=str(block.get("jabatan_ub") or block.get("jabatan", "")),
        ditandatangani_at=naskah.ditandatangani_at,
        hal=naskah.hal if naskah.sifat is Sifat.BIASA else None,
        sha256=naskah.pdf_sha256,
        sertifikat="Otoritas sertifikat internal (contoh, bukan TTE tersertifikasi)",
    )


def blob(naskah: Naskah) -> Blob:
    """The signed file of an issued naskah, as it was signed."""
    return Blob(naskah.pdf_key or "", naskah.pdf_size or 0, naskah.pdf_sha256 or "")


def found(session: Session, token: str) -> Naskah | None:
    """The issued naskah behind a token, or None; what cannot be a token of ours is not looked up."""
    return naskah_queries.by_token(session, token) if _TOKEN.fullmatch(token) else None


def known(session: Session, sha256: str) -> bool:
    """Whether these are the very bytes of a signed file of ours, as signed or with a later archive stamp (tte.md 5, rule 5)."""
    return tte_queries.objek_stempel(session, sha256) is not None or (
        naskah_queries.by_sha256(session, sha256) is not None
    )


def issued_here(session: Session, report: dict[str, Any]) -> bool:
    """Whether any signature of a report was made with a certificate of our register, imported ones among them."""
    return tte_queries.issued(session, _serials(report))


def internal(session: Session, report: dict[str, Any]) -> frozenset[str]:
    """Serials of those signatures of a report whose certificate our own authority issued."""
    return tte_queries.internal(session, _serials(report))


def _serials(report: dict[str, Any]) -> list[str]:
    return [one["serial_hex"] for one in report["signatures"]]


def anchors(session: Session, services: Services) -> tuple[tuple[str, ...], dict[str, str]]:
    """Trusted roots as PEM, and what has been revoked: what the check of an uploaded file needs."""
    return archiving.roots(session, services), tte_queries.dicabut(session)
