"""Keeping accounts: making one, its links, shutting and opening it, and what its owner likes to see."""

import re
import secrets
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor, Peran
from eoffice.akun import queries
from eoffice.akun.actions.siapa import nama_rapi
from eoffice.akun.models import Akun, Sesi, TokenAktivasi
from eoffice.akun.states import MASA_TOKEN, JenisToken, Tema
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.organisasi.models import Jabatan, JabatanPeran, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisJabatan, JenisPenugasan

_NAMA: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


def buat_akun(session: Session, actor: Actor, *, pegawai_id: int, nama_pengguna: str) -> Akun:
    """An account without a password; a link of `terbitkan_token` is the only way in (AUT-04).

    Raises:
        Invalid: the username has other characters than letters, digits, dot, dash and underscore.
        Conflict: the username or the person has an account already.
        NotFound: no such pegawai.
    """
    nama = nama_rapi(nama_pengguna)
    if not _NAMA.fullmatch(nama):
        raise Invalid("Nama pengguna terdiri atas 3 sampai 60 huruf kecil, angka, titik, garis, atau garis bawah.")
    if session.get(Pegawai, pegawai_id) is None:
        raise NotFound("Pegawai itu tidak ada.")
    if queries.by_name(session, nama) is not None or queries.of_pegawai(session, pegawai_id) is not None:
        raise Conflict("Nama pengguna itu sudah dipakai, atau pegawai itu sudah mempunyai akun.")
    akun = Akun(pegawai_id=pegawai_id, nama_pengguna=nama, dibuat_at=clock.now(), tema=Tema.LIGHT)
    session.add(akun)
    session.flush()
    audit.record(session, actor, "akun.buat", "akun", akun.id)
    return akun


def admin_pertama(session: Session, *, nama: str, nama_pengguna: str, nama_kota: str) -> str | None:
    """The first administrator of an empty installation: city, post, person, account; the raw activation token.

    None when anybody has an account already, so that asking twice makes nobody an administrator.
    """
    if session.scalar(select(Akun.id).limit(1)) is not None:
        return None
    today = clock.today()
    city = Unit(kode="00", nama=f"Pemerintah {nama_kota}", singkatan="PEMKOT", jenis="pemda", aktif_mulai=today)
    session.add(city)
    session.flush()
    post = Jabatan(
        kode="00-ADM", nama="Administrator Sistem", unit_id=city.id, jenis=JenisJabatan.PELAKSANA, aktif=True
    )
    post.peran_rows.append(JabatanPeran(peran=Peran.ADMIN_SISTEM))
    person = Pegawai(nama=nama, aktif=True)
    session.add_all((post, person))
    session.flush()
    session.add(
        Penugasan(
            pegawai_id=person.id, jabatan_id=post.id, bentuk=JenisPenugasan.DEFINITIF, mulai=today, dasar="pemasangan"
        )
    )
    session.flush()
    made = buat_akun(session, SISTEM, pegawai_id=person.id, nama_pengguna=nama_pengguna)
    return terbitkan_token(session, SISTEM, made, JenisToken.AKTIVASI)


def terbitkan_token(session: Session, actor: Actor, akun: Akun, jenis: JenisToken) -> str:
    """A single-use link for an account; earlier unused ones die. The raw token is returned and stored nowhere."""
    session.execute(delete(TokenAktivasi).where(TokenAktivasi.akun_id == akun.id, TokenAktivasi.dipakai_at.is_(None)))
    raw = secrets.token_urlsafe(32)
    until = clock.now() + MASA_TOKEN[jenis]
    session.add(TokenAktivasi(id=queries.digest(raw), akun_id=akun.id, jenis=jenis, berlaku_sampai=until))
    audit.record(session, actor, "akun.terbitkan_token", "akun", akun.id, catatan=str(jenis))
    return raw


def tautan(base_url: str, raw: str) -> str:
    """The address of a link; its host comes from the settings, never from a request (AUT-11)."""
    return f"{base_url}/aktivasi/{raw}"


def nonaktifkan(session: Session, actor: Actor, akun: Akun) -> None:
    """Shut an account; its sessions and links end at once, its history stays."""
    akun.aktif = False
    _end(session, akun)
    audit.record(session, actor, "akun.nonaktifkan", "akun", akun.id)


def akhiri_semua(session: Session, actor: Actor, akun: Akun) -> None:
    """End every session and unused link of an account for good, because its owner has left (SES-05)."""
    _end(session, akun)
    audit.record(session, actor, "akun.akhiri_semua", "akun", akun.id)


def _end(session: Session, akun: Akun) -> None:
    akun.versi_sesi += 1
    session.execute(delete(Sesi).where(Sesi.akun_id == akun.id))
    session.execute(delete(TokenAktivasi).where(TokenAktivasi.akun_id == akun.id, TokenAktivasi.dipakai_at.is_(None)))


def aktifkan(session: Session, actor: Actor, akun: Akun) -> None:
    """Open a shut account again; it needs a new password, so issue a link."""
    akun.aktif, akun.sandi_hash = True, None
    akun.succeed()
    audit.record(session, actor, "akun.aktifkan", "akun", akun.id)


def pilih_tema(session: Session, akun_id: int, tema: Tema) -> None:
    """Remember how the screen shall look."""
    queries.get(session, akun_id).tema = tema


def pilih_pintasan(session: Session, akun_id: int, hidup: bool) -> None:
    """Remember whether keyboard shortcuts are wanted."""
    queries.get(session, akun_id).pintasan = hidup
