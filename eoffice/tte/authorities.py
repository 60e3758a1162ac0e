"""Reading the authorities of the installation: every generation of them, their lists, and their answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509 import Certificate, ReasonFlags
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice.errors import Conflict, NotFound
from eoffice.tte import authority, keybox, ocsp
from eoffice.tte.models import Otoritas, Sertifikat
from eoffice.tte.states import AlasanCabut, JenisSertifikat, Kind

#: Our reasons in the words of RFC 5280.
REASONS: Final = {
    AlasanCabut.KUNCI_BOCOR: ReasonFlags.key_compromise,
    AlasanCabut.PINDAH_TUGAS: ReasonFlags.affiliation_changed,
    AlasanCabut.DIGANTI: ReasonFlags.superseded,
    AlasanCabut.BERHENTI: ReasonFlags.cessation_of_operation,
}
#: How long before its end each is followed by a new one. People get two years from an issuer, so it needs three; the
#: stamper's files are stamped anew a year before it ends; a responder lives for a year. The root is only warned about.
SEBELUM: Final = {
    Kind.AKAR: timedelta(days=5 * 365),
    Kind.PENERBIT: timedelta(days=3 * 365),
    Kind.TSA: timedelta(days=2 * 365),
    Kind.OCSP: timedelta(days=60),
}
#: The worker looks once a day; so much later somebody is told.
TENGGANG: Final = timedelta(days=7)
BELUM: Final = "Otoritas sertifikat belum disiapkan. Jalankan: eoffice siapkan"


def otoritas(session: Session, kind: Kind) -> Otoritas:
    """The authority that works today: the newest of its kind.

    Raises:
        Conflict: the authorities have not been prepared.
    """
    found = session.scalar(select(Otoritas).where(Otoritas.kind == kind).order_by(Otoritas.ke.desc()).limit(1))
    if found is None:
        raise Conflict(BELUM)
    return found


def semua(session: Session, kind: Kind) -> list[Otoritas]:
    """Every generation of one kind, oldest first."""
    return list(session.scalars(select(Otoritas).where(Otoritas.kind == kind).order_by(Otoritas.ke)))


def penerbit_hidup(session: Session, at: datetime) -> list[Otoritas]:
    """The issuers in force, oldest first: the newest issues, all keep their lists.

    Raises:
        Conflict: the authorities have not been prepared.
    """
    found = [one for one in semua(session, Kind.PENERBIT) if authority.load(one.pem).not_valid_after_utc > at]
    return found or [otoritas(session, Kind.PENERBIT)]


def terbitan_sendiri(session: Session, chain_pem: Sequence[str]) -> bool:
    """Whether one of our issuers, of today or before, is in a chain."""
    return any(one.pem in chain_pem for one in semua(session, Kind.PENERBIT))


def generasi(session: Session, kind: Kind, ke: int) -> Otoritas:
    """One generation of a kind, counted from 0.

    Raises:
        NotFound: there is none.
        Conflict: the authorities have not been prepared.
    """
    return _of(semua(session, kind), ke)


def _of(rows: list[Otoritas], ke: int) -> Otoritas:
    if not rows:
        raise Conflict(BELUM)
    for row in rows:
        if row.ke == ke:
            return row
    raise NotFound("Penerbit itu tidak ada.")


@dataclass(frozen=True)
class Umur:
    """Until when an authority that is in use lives; `nada` is warn or bad when that needs somebody."""

    nama: str
    sampai: datetime
    nada: str
    kalimat: str


def nama(session: Session, kind: Kind) -> str:
    """What the newest of a kind is called in its certificate."""
    return authority.common_name(authority.load(otoritas(session, kind).pem))


def umur(session: Session, at: datetime) -> list[Umur]:
    """Every authority in use, the root first, with a sentence about each whose end is nearer than renewal allows."""
    found = []
    for kind in (Kind.AKAR, Kind.PENERBIT, Kind.TSA, Kind.OCSP):
        for row in semua(session, kind)[-1:]:
            certificate = authority.load(row.pem)
            found.append(_umur(kind, authority.common_name(certificate), certificate.not_valid_after_utc, at))
    return found


def _umur(kind: Kind, nama: str, sampai: datetime, at: datetime) -> Umur:
    if sampai - at > SEBELUM[kind] - TENGGANG:
        return Umur(nama, sampai, "ok", "")
    nada = "bad" if sampai <= at else "warn"
    if kind is Kind.AKAR:
        kalimat = (
            "Sertifikat akar tidak diperbarui sendiri, sebab semua pembaca harus mempercayai yang baru. Rencanakan akar "
            "baru sekarang; CA penerbit terakhir tidak dapat hidup lebih lama darinya."
        )
    else:
        kalimat = (
            "Seharusnya sudah diperbarui pekerja. Pastikan pekerja berjalan, atau jalankan: eoffice otoritas perbarui"
        )
    return Umur(nama, sampai, nada, kalimat)


def keadaan_otoritas(session: Session) -> tuple[int, int]:
    """What changes when an authority is renewed: how many there are, and the last of them."""
    count, last = session.execute(select(func.count(), func.coalesce(func.max(Otoritas.id), 0))).one()
    return count, last


def penerbit_dari(session: Session, pem: str) -> Otoritas:
    """The issuer of a certificate of ours, which may not be the one that issues today.

    Raises:
        Conflict: none of ours did, or the authorities have not been prepared.
    """
    certificate = authority.load(pem)
    for row in reversed(semua(session, Kind.PENERBIT)):
        if authority.issued(certificate, authority.load(row.pem)):
            return row
    raise Conflict(BELUM)


def roots_pem(session: Session) -> list[bytes]:
    """The anchors that signatures of this installation are checked against."""
    return [otoritas(session, Kind.AKAR).pem.encode()]


def opened(row: Otoritas, *, pepper: bytes) -> tuple[Certificate, RSAPrivateKey]:
    """An authority with its open key. Raises Damaged when the pepper is a foreign one."""
    certificate = authority.load(row.pem)
    sha256 = authority.fingerprint(certificate)
    return certificate, keybox.open_unattended(row.kotak, pepper=pepper, owner=row.kind, certificate_sha256=sha256)


def terbuka(session: Session, kind: Kind, *, pepper: bytes) -> tuple[Certificate, RSAPrivateKey]:
    """The authority of today with its open key. Raises Conflict (not prepared) or Damaged (foreign pepper)."""
    return opened(otoritas(session, kind), pepper=pepper)


def penerbit(session: Session, *, pepper: bytes) -> tuple[Certificate, RSAPrivateKey]:
    """The issuer of today, ready to issue. Raises Conflict (not prepared) or Damaged (foreign pepper)."""
    return terbuka(session, Kind.PENERBIT, pepper=pepper)


def crl_akar(session: Session, *, pepper: bytes, at: datetime) -> bytes:
    """The root's revocation list as DER, for `authority.ROOT_CRL_PATH`; it is empty, for no issuer was ever revoked."""
    root, root_key = terbuka(session, Kind.AKAR, pepper=pepper)
    return authority.crl({}, issuer=root, issuer_key=root_key, now=at)


def crl(session: Session, *, pepper: bytes, at: datetime, ke: int = 0) -> bytes:
    """One issuer's revocation list of this moment, as DER (application/pkix-crl), for `authority.crl_path(ke)`.

    Raises:
        NotFound: there is no such issuer.
        Conflict: the authorities have not been prepared.
    """
    issuers = semua(session, Kind.PENERBIT)
    issuer, issuer_key = opened(_of(issuers, ke), pepper=pepper)
    alone = len(issuers) == 1
    columns = select(Sertifikat.serial_hex, Sertifikat.dicabut_at, Sertifikat.alasan_cabut, Sertifikat.pem)
    ours = Sertifikat.jenis == JenisSertifikat.INTERNAL
    rows = session.execute(columns.where(Sertifikat.dicabut_at <= at, ours)).tuples()
    revoked = {
        serial: (moment, REASONS[alasan])
        for serial, moment, alasan, pem in rows
        if moment is not None and alasan is not None and (alone or authority.issued(authority.load(pem), issuer))
    }
    return authority.crl(revoked, issuer=issuer, issuer_key=issuer_key, now=at)


def responders(session: Session, *, pepper: bytes, at: datetime) -> list[ocsp.Responder]:
    """Who answers for each issuer today; an issuer without a responder in force is left out.

    They ask this session about the certificates.
    """
    found = []
    held = [(row, authority.load(row.pem)) for row in reversed(semua(session, Kind.OCSP))]
    for issuer_row in semua(session, Kind.PENERBIT):
        issuer = authority.load(issuer_row.pem)
        for row, certificate in held:
            if authority.issued(certificate, issuer) and certificate.not_valid_after_utc > at:
                key = cast(EllipticCurvePrivateKey, opened(row, pepper=pepper)[1])
                found.append(ocsp.Responder(issuer, certificate, key, _state_of(session, issuer, at)))
                break
    return found


def _state_of(session: Session, issuer: Certificate, at: datetime) -> ocsp.State:
    def state(serial_hex: str) -> ocsp.Revoked | None:
        ours = select(Sertifikat).where(
            Sertifikat.serial_hex == serial_hex, Sertifikat.jenis == JenisSertifikat.INTERNAL
        )
        person = session.scalar(ours)
        if person is not None and authority.issued(authority.load(person.pem), issuer):
            if person.dicabut_at is None or person.dicabut_at > at or person.alasan_cabut is None:
                return None
            return person.dicabut_at, REASONS[person.alasan_cabut]
        for row in session.scalars(select(Otoritas).where(Otoritas.kind.in_((Kind.TSA, Kind.OCSP)))):
            certificate = authority.load(row.pem)
            if authority.serial_hex(certificate) == serial_hex and authority.issued(certificate, issuer):
                return None
        raise LookupError(serial_hex)

    return state
