"""What a stranger may know of a naskah, by sifat (tte.md 10, OTR-07)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from cryptography.x509.oid import NameOID
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.rights import Sifat
from eoffice.naskah import kaitan
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Keadaan, Metode
from eoffice.storage import Blob
from eoffice.tte import archiving, authority
from eoffice.tte import queries as tte_queries
from eoffice.tte.models import Sertifikat
from eoffice.tte.states import JenisSertifikat
from eoffice.verifikasi.models import DaftarHash
from eoffice.web.services import Services

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,64}")


@dataclass(frozen=True)
class Keterangan:
    """The public facts; None where the sifat forbids the fact. `keadaan` is told of every naskah: it is today's verdict.

    `koreksi` holds what took effect on it, each as far as the other naskah may be known.
    """

    keadaan: Keadaan
    basah: bool = False  # signed with a pen: what lies in the register is the scan
    nomor: str | None = None
    tanggal: date | None = None
    penerbit: str | None = None
    penanda: str | None = None
    jabatan: str | None = None
    ditandatangani_at: datetime | None = None
    hal: str | None = None
    sha256: str | None = None
    sertifikat: str | None = None
    sertifikat_dicabut_at: datetime | None = None
    koreksi: tuple[kaitan.Kaitan, ...] = ()
    bersama: tuple[tuple[str, datetime], ...] = ()  # who signed after `penanda`, and when
    musnah_at: datetime | None = None  # the issuer's own copy was destroyed by law, by this berita acara
    musnah_ba: str = ""


def keterangan(session: Session, naskah: Naskah) -> Keterangan:
    """Facts of a signed naskah: all for Biasa, no hal for Terbatas, nothing but whether it holds from Rahasia upward.

    The same is asked of the database for every sifat, so that the time of the answer says nothing either.
    """
    links, held = tuple(kaitan.umum(session, naskah.id)), _sertifikat(session, naskah)
    elsewhere = tte_queries.lewat_bsre(session, "naskah", naskah.id)
    others = [(p.penanda or {}, p.ditandatangani_at) for p in naskah.penyerta]
    if naskah.sifat not in kaitan.TERBUKA:
        return Keterangan(naskah.keadaan, naskah.metode is Metode.BASAH, musnah_at=naskah.musnah_at)
    block = naskah.penanda or {}
    return Keterangan(
        keadaan=naskah.keadaan,
        basah=naskah.metode is Metode.BASAH,
        nomor=naskah.nomor,
        tanggal=naskah.tanggal,
        penerbit=naskah.opd.nama,
        penanda=str(block.get("nama", "")),
        jabatan=str(block.get("jabatan_ub") or block.get("jabatan", "")),
        ditandatangani_at=naskah.ditandatangani_at,
        hal=naskah.hal if naskah.sifat is Sifat.BIASA else None,
        sha256=naskah.pdf_sha256,
        sertifikat=(elsewhere or _penerbit(held)) if naskah.metode is Metode.TTE else None,
        sertifikat_dicabut_at=held.dicabut_at
        if held is not None and not elsewhere and naskah.metode is Metode.TTE
        else None,
        koreksi=links,
        musnah_at=naskah.musnah_at,
        musnah_ba=naskah.musnah_ba,
        bersama=tuple((f"{who.get('nama', '')}, {who.get('jabatan', '')}", at) for who, at in others if at is not None),
    )


def _sertifikat(session: Session, naskah: Naskah) -> Sertifikat | None:
    """The certificate of our register that its signer signed with; None for one that another service keeps."""
    at = naskah.ditandatangani_at
    held = select(Sertifikat).where(
        Sertifikat.pegawai_id == naskah.penanda_pegawai_id,
        Sertifikat.berlaku_dari <= at,
        Sertifikat.berlaku_sampai > at,
    )
    return session.scalar(held.order_by(Sertifikat.id.desc()).limit(1))


def _penerbit(held: Sertifikat | None) -> str:
    """Who stands behind the certificate, in words that borrow nothing (tte.md 0, rule 9)."""
    if held is None:
        return "Tercantum di dalam berkas PDF-nya; unggah berkas itu di bawah ini untuk membacanya"
    if held.jenis is JenisSertifikat.INTERNAL:
        return "Otoritas sertifikat internal (contoh, bukan TTE tersertifikasi)"
    names = authority.load(held.pem).issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    return f"Diterbitkan oleh {names[0].value!s}" if names else "Diterbitkan oleh penerbit tanpa nama"


def blob(naskah: Naskah) -> Blob:
    """The signed file of an issued naskah, as it was signed."""
    return Blob(naskah.pdf_key or "", naskah.pdf_size or 0, naskah.pdf_sha256 or "")


def found(session: Session, token: str) -> Naskah | None:
    """The issued naskah behind a token, or None; what cannot be a token of ours is not looked up."""
    return naskah_queries.by_token(session, token) if _TOKEN.fullmatch(token) else None


@dataclass(frozen=True)
class Terdaftar:
    """A file that the register knows, for somebody who holds its very bytes: whether its naskah still holds.

    Nothing else of the register is told: what the file says itself, its holder can read in it (tte.md 10).
    """

    keadaan: Keadaan = Keadaan.BERLAKU
    musnah_ba: str = ""  # of the berita acara by which the issuer's own copy was destroyed


def known(session: Session, sha256: str) -> Terdaftar | None:
    """What is known of these very bytes, as signed or with a later archive stamp (tte.md 5, rule 5); None: nothing."""
    stage = tte_queries.objek_stempel(session, sha256)
    if stage is None:
        naskah = naskah_queries.by_sha256(session, sha256)
    else:
        naskah = session.get(Naskah, stage[1]) if stage[0] == "naskah" else None
        if naskah is None:
            return Terdaftar()
    return Terdaftar(naskah.keadaan, naskah.musnah_ba) if naskah is not None else None


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


def daftar_terakhir(session: Session) -> DaftarHash | None:
    """The newest daily list of hashes."""
    return session.scalar(select(DaftarHash).order_by(DaftarHash.tanggal.desc()).limit(1))


def daftar_semua(session: Session, *, before: date | None = None, limit: int = 31) -> list[DaftarHash]:
    """The daily lists, newest first, keyset by day."""
    found = select(DaftarHash).order_by(DaftarHash.tanggal.desc()).limit(limit)
    return list(session.scalars(found if before is None else found.where(DaftarHash.tanggal < before)))


def daftar_hari(session: Session, tanggal: date) -> DaftarHash | None:
    """The list of one day, if it was made."""
    return session.scalar(select(DaftarHash).where(DaftarHash.tanggal == tanggal))
