"""Looking up accounts, sessions and links."""

import hashlib
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, bindparam, column, select, table
from sqlalchemy.orm import Session, joinedload

from eoffice.acuan import TANDA
from eoffice.akun.models import SEGAR, Akun, Sesi, TokenAktivasi
from eoffice.akun.states import Tema
from eoffice.audit.models import AuditEntry
from eoffice.db import Ready
from eoffice.errors import NotFound
from eoffice.organisasi.models import Pegawai
from eoffice.organisasi.sebutan import nama_lengkap


def digest(raw: str) -> str:
    """What is stored of a cookie or link: its SHA-256."""
    return hashlib.sha256(raw.encode()).hexdigest()


def by_name(session: Session, nama_pengguna: str) -> Akun | None:
    """The account of a username, with its pegawai."""
    found = select(Akun).where(Akun.nama_pengguna == nama_pengguna).options(joinedload(Akun.pegawai))
    return session.scalar(found)


def anybody(session: Session) -> bool:
    """Whether any account exists."""
    return session.scalar(select(Akun.id).limit(1)) is not None


def get(session: Session, akun_id: int) -> Akun:
    """Raises NotFound when there is no such account."""
    akun = session.scalar(select(Akun).where(Akun.id == akun_id).options(joinedload(Akun.pegawai)))
    if akun is None:
        raise NotFound("Akun ini tidak ada.")
    return akun


def of_pegawai(session: Session, pegawai_id: int) -> Akun | None:
    """The account of a person."""
    return session.scalar(select(Akun).where(Akun.pegawai_id == pegawai_id).options(joinedload(Akun.pegawai)))


def done_by_others(session: Session, akun_id: int, *, limit: int = 6) -> list[AuditEntry]:
    """What administrators did to an account, newest first, so that its owner sees it (AUT-18)."""
    events = ("akun.buat", "akun.terbitkan_token", "akun.nonaktifkan", "akun.akhiri_semua", "akun.aktifkan")
    rows = select(AuditEntry).where(
        AuditEntry.objek == "akun",
        AuditEntry.objek_id == akun_id,
        AuditEntry.event.in_(events),
        AuditEntry.hasil == "berhasil",
    )
    return list(session.scalars(rows.order_by(AuditEntry.n.desc()).limit(limit)))


def had_password(akun: Akun) -> bool:
    """Whether its owner ever chose a password; an account that was opened again has none but had one."""
    return akun.sandi_hash is not None or akun.sandi_at is not None


def disetel_ulang(session: Session, pegawai_id: int, since: datetime) -> datetime | None:
    """When a person's password was last set anew through a link that somebody else made, if after this instant."""
    rows = (
        select(AuditEntry.at)
        .join(Akun, and_(AuditEntry.objek == "akun", AuditEntry.objek_id == Akun.id))
        .where(Akun.pegawai_id == pegawai_id, AuditEntry.event == "akun.setel_ulang", AuditEntry.at > since)
    )
    return session.scalar(rows.order_by(AuditEntry.n.desc()).limit(1))


class Masuk(NamedTuple):
    """Who is signed in with a session, and what the session remembers."""

    id: str
    akun_id: int
    pegawai_id: int
    jabatan_id: int | None
    terakhir_at: datetime
    nama_pengguna: str
    tema: Tema
    pintasan: bool
    nama: str
    tanda: int | None
    kabar: int


_S: Final = Sesi.__table__.c
_A: Final = Akun.__table__.c
_G: Final = Pegawai.__table__.c
#: What makes a session count (SES-03, SES-05).
_COUNTS: Final = (
    _S.terakhir_at > bindparam("tak_diam_sejak"),
    _S.dibuat_at > bindparam("masuk_sejak"),
    _S.versi_sesi == _A.versi_sesi,
    _A.aktif,
    _G.aktif,
)
# A table of a capability that lies above, by its name: what waits unread in the bell of the page.
_K: Final = table("kabar_hitungan", column("pegawai_id"), column("belum")).c
_KABAR: Final = select(_K.belum).where(_K.pegawai_id == _A.pegawai_id).scalar_subquery()
#: Asked for every page, so made once; the notices ask the same of a session (`notifikasi.queries`).
_LIVE: Final = Ready(
    select(
        _S.id, _S.akun_id, _A.pegawai_id, _S.jabatan_id, _S.terakhir_at, _A.nama_pengguna, _A.tema, _A.pintasan,
        _G.nama, _G.gelar_depan, _G.gelar_belakang, TANDA.scalar_subquery(), _KABAR,
    )
    .select_from(
        Sesi.__table__.join(Akun.__table__, _A.id == _S.akun_id).join(Pegawai.__table__, _G.id == _A.pegawai_id)
    )
    .where(_S.id == bindparam("sesi"), *_COUNTS)
)  # fmt: skip


def live(on: Session | Connection, sesi_id: str, at: datetime, *, idle: timedelta, absolute: timedelta) -> Masuk | None:
    """Who is signed in with this session, if it still counts at this instant."""
    asked = {"sesi": sesi_id, "tak_diam_sejak": at - idle, "masuk_sejak": at - absolute}
    rows = _LIVE.all(on, asked)
    if not rows:
        return None
    *plain, nama, depan, belakang, tanda, kabar = rows[0]
    return Masuk._make((*plain, nama_lengkap(depan, nama, belakang), tanda, kabar or 0))


def minta_sandi(session: Session, sesi_id: str, at: datetime, *, terjaga: bool, selang: timedelta) -> str:
    """Why the password must be typed once more before signing in this session, as a sentence; "" when it need not be.

    A fresh one, at most SEGAR old, is asked for what is above Biasa and for the first signature of a session, that is on
    a device where nobody has signed since signing in; for others one that is at most `selang` old (AUT-12).

    Args:
        terjaga: something above Biasa is to be signed.
    """
    sesi = session.get(Sesi, sesi_id)
    if sesi is None or at - sesi.bukti_at <= SEGAR:
        return "" if sesi is not None else "Sesi ini baru saja berganti."
    if terjaga:
        return "Sifatnya di atas Biasa."
    if sesi.ttd_at is None:
        return "Ini tanda tangan pertama di perangkat ini sejak Anda masuk."
    if at - sesi.bukti_at > selang:
        return f"Sandi Anda terakhir diketik lebih dari {max(5, int(selang.total_seconds() // 60))} menit yang lalu."
    return ""


def sessions_of(session: Session, akun: Akun, at: datetime, *, idle: timedelta, absolute: timedelta) -> list[Sesi]:
    """Where the account is signed in now, the latest used first."""
    counts = select(Sesi).join(Akun, Akun.id == Sesi.akun_id).join(Pegawai, Pegawai.id == Akun.pegawai_id)
    mine = counts.where(Sesi.akun_id == akun.id, *_COUNTS).order_by(Sesi.terakhir_at.desc())
    return list(session.scalars(mine, {"tak_diam_sejak": at - idle, "masuk_sejak": at - absolute}))


def usable_token(session: Session, raw: str, at: datetime) -> TokenAktivasi:
    """The link behind a raw token, if it was never used and has not run out.

    Raises:
        NotFound: any other case, all told alike.
    """
    found = (
        select(TokenAktivasi)
        .where(TokenAktivasi.id == digest(raw))
        .options(joinedload(TokenAktivasi.akun).joinedload(Akun.pegawai))
    )
    token = session.scalar(found)
    if token is None or token.dipakai_at is not None or token.berlaku_sampai <= at:
        raise NotFound("Tautan ini tidak berlaku lagi.")
    if not token.akun.aktif or not token.akun.pegawai.aktif:
        raise NotFound("Tautan ini tidak berlaku lagi.")
    return token
