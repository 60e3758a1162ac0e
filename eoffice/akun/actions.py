"""Use cases of accounts: sign in and out, passwords, jabatan, links, ending sessions."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from argon2 import PasswordHasher
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor, Peran
from eoffice.akun import queries, sandi
from eoffice.akun.models import Akun, Sesi, TokenAktivasi
from eoffice.akun.states import MASA_TOKEN, JenisToken, Tema
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, JabatanPeran, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisJabatan, JenisPenugasan

#: One sentence for every reason, so that nobody learns which names exist (AUT-06).
SALAH: Final = (
    "Nama pengguna atau sandi tidak cocok. Setelah beberapa kali salah, tunggu sebentar sebelum mencoba lagi."
)

_NAMA = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


@dataclass(frozen=True)
class Asal:
    """Where a request comes from."""

    alamat: str = ""
    peramban: str = ""
    request_id: str = ""


def nama_rapi(typed: str) -> str:
    """A username as stored: NFKC, lower case, no spaces around."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()[:60]


def pemilik(akun: Akun, asal: Asal, sesi_id: str = "") -> Actor:
    """The owner of an account as the one who acts, before any jabatan is known."""
    return Actor(
        pegawai_id=akun.pegawai_id,
        nama=akun.pegawai.nama_lengkap,
        jabatan_id=0,
        akun_id=akun.id,
        sesi=sesi_id[:16],
        alamat=asal.alamat,
        request_id=asal.request_id,
    )


# -- signing in and out ---------------------------------------------------------------------------------------------


def masuk(engine: Engine, hasher: PasswordHasher, *, nama_pengguna: str, typed: str, asal: Asal) -> str:
    """Sign in and return the value of the cookie, which is stored nowhere.

    The slow comparison happens between two transactions, so that nothing is locked meanwhile; a failure is counted even
    though the caller sees an error.

    Raises:
        Invalid: unknown name, wrong password, too early after failures, or not active: one sentence for all.
        Unavailable: too many people sign in at once.
    """
    with reading(engine) as session:
        akun = queries.by_name(session, nama_rapi(nama_pengguna))
        akun_id = akun.id if akun is not None else None
        stored = akun.sandi_hash if akun is not None and akun.open_at(clock.now()) else None
    right = sandi.matches(hasher, stored, typed)
    fresh = sandi.make_hash(hasher, typed) if right and stored and hasher.check_needs_rehash(stored) else None
    if akun_id is None:
        raise Invalid(SALAH)
    with transaction(engine) as session:
        found = session.scalar(select(Akun).where(Akun.id == akun_id).with_for_update())
        if found is not None and right and found.sandi_hash == stored and found.open_at(clock.now()):
            found.succeed()
            found.sandi_hash = fresh or found.sandi_hash
            token = _begin(session, found, asal=asal)
            actor = pemilik(found, asal, queries.digest(token))
            audit.record(session, actor, "akun.masuk", "akun", found.id)
            return token
        if found is not None:
            if stored is not None:
                found.fail(clock.now())
            audit.record(session, pemilik(found, asal), "akun.masuk", "akun", found.id, hasil="ditolak")
    raise Invalid(SALAH)


def _begin(session: Session, akun: Akun, *, asal: Asal, of: Sesi | None = None, jabatan_id: int | None = None) -> str:
    """A new session row with a fresh 256-bit id; one made from another keeps its absolute age."""
    token = secrets.token_urlsafe(32)
    at = clock.now()
    session.add(
        Sesi(
            id=queries.digest(token),
            akun_id=akun.id,
            jabatan_id=jabatan_id,
            dibuat_at=of.dibuat_at if of is not None else at,
            terakhir_at=at,
            alamat=asal.alamat[:64],
            peramban=asal.peramban[:200],
            versi_sesi=akun.versi_sesi,
        )
    )
    session.execute(delete(Sesi).where(Sesi.akun_id == akun.id, Sesi.terakhir_at < at - timedelta(days=1)))
    return token


def keluar(session: Session, actor: Actor, sesi_id: str) -> None:
    """End one session at once."""
    session.execute(delete(Sesi).where(Sesi.id == sesi_id))
    audit.record(session, actor, "akun.keluar", "akun", actor.akun_id or 0)


def ganti_jabatan(session: Session, actor: Actor, sesi_id: str, jabatan_id: int) -> str:
    """Act in another jabatan that is held today; the session gets a new id (SES-02).

    Raises:
        NotFound: the jabatan is not held, or the session is gone.
    """
    sesi = session.get(Sesi, sesi_id)
    if sesi is None or not actor.holds(jabatan_id):
        raise NotFound("Jabatan itu tidak sedang Anda pegang.")
    akun = queries.get(session, sesi.akun_id)
    token = _begin(session, akun, asal=Asal(sesi.alamat, sesi.peramban), of=sesi, jabatan_id=jabatan_id)
    session.delete(sesi)
    audit.record(
        session, actor, "akun.ganti_jabatan", "jabatan", jabatan_id, dari=str(actor.jabatan_id), ke=str(jabatan_id)
    )
    return token


def akhiri(session: Session, actor: Actor, awalan: str) -> None:
    """End another session of one's own, named by the first 16 digits of its id.

    Raises:
        NotFound: there is none.
    """
    own = session.scalars(select(Sesi).where(Sesi.akun_id == actor.akun_id))
    sesi = next((s for s in own if s.id[:16] == awalan), None)
    if sesi is None:
        raise NotFound("Sesi itu sudah berakhir.")
    session.delete(sesi)
    audit.record(session, actor, "akun.akhiri_sesi", "akun", actor.akun_id or 0)


def akhiri_lainnya(session: Session, actor: Actor, sesi_id: str) -> int:
    """End all other sessions of one's own; how many there were."""
    ended = session.execute(delete(Sesi).where(Sesi.akun_id == actor.akun_id, Sesi.id != sesi_id))
    audit.record(session, actor, "akun.akhiri_sesi_lain", "akun", actor.akun_id or 0)
    return int(ended.rowcount)  # type: ignore[attr-defined]


# -- passwords ------------------------------------------------------------------------------------------------------


def periksa_sandi(session: Session, akun: Akun, typed: str, *, kota: str) -> None:
    """Refuse a password that the rule refuses for this person (AUT-03).

    Raises:
        Invalid: naming the rule.
    """
    held = organisasi.held_by(session, akun.pegawai_id)
    units = [u for p in held for u in (p.jabatan.unit, p.jabatan.unit.opd) if u is not None]
    names = [akun.nama_pengguna, akun.pegawai.nip or "", kota, kota.removeprefix("Kota ")]
    names += [name for u in units for name in (u.nama, u.singkatan)]
    sandi.check(typed, names=names, words=[akun.pegawai.nama])


def pastikan_sandi(
    engine: Engine, hasher: PasswordHasher, actor: Actor, typed: str, *, untuk: str, kolom: str, nama: str
) -> str:
    """Ask for the actor's password once more before something weighty; the stored hash that it matched.

    Call it while no transaction of yours is open.

    Args:
        untuk: what it is asked for, as it stands in the trail; kolom, nama: the field and what it is called.
    Raises:
        Invalid: it is wrong, or the account waits after wrong ones; counted as a failed sign-in.
    """
    assert actor.akun_id is not None
    with reading(engine) as session:
        akun = queries.get(session, actor.akun_id)
        stored = akun.sandi_hash if akun.open_at(clock.now()) else None
    if sandi.matches(hasher, stored, typed) and stored is not None:
        return stored
    with transaction(engine) as session:
        found = session.scalar(select(Akun).where(Akun.id == actor.akun_id).with_for_update())
        if found is not None and stored is not None:
            found.fail(clock.now())
        audit.record(session, actor, untuk, "akun", actor.akun_id, hasil="ditolak")
    sentence = f"{nama} tidak cocok. Periksa huruf besar dan kecilnya."
    raise Invalid(sentence, {kolom: sentence})


def ganti_sandi(
    engine: Engine, hasher: PasswordHasher, actor: Actor, *, lama: str, baru: str, kota: str, asal: Asal
) -> str:
    """Change one's own password; every session ends and this browser gets a new one, whose cookie is returned.

    Raises:
        Invalid: the old one is wrong (counted as a failed sign-in), or the rule refuses the new one.
    """
    assert actor.akun_id is not None
    with reading(engine) as session:
        periksa_sandi(session, queries.get(session, actor.akun_id), baru, kota=kota)
    stored = pastikan_sandi(
        engine, hasher, actor, lama, untuk="akun.ganti_sandi", kolom="sandi_lama", nama="Sandi lama"
    )
    hashed = sandi.make_hash(hasher, baru)
    with transaction(engine) as session:
        akun = session.scalars(select(Akun).where(Akun.id == actor.akun_id).with_for_update()).one()
        if akun.sandi_hash != stored:
            raise Conflict("Sandi baru saja diganti dari tempat lain. Masuk lagi dengan sandi itu.")
        _set_sandi(session, akun, hashed)
        audit.record(session, actor, "akun.ganti_sandi", "akun", akun.id)
        return _begin(session, akun, asal=asal, jabatan_id=actor.jabatan_id or None)


def _set_sandi(session: Session, akun: Akun, hashed: str) -> None:
    akun.take_sandi(hashed, clock.now())
    session.execute(delete(Sesi).where(Sesi.akun_id == akun.id))
    session.execute(delete(TokenAktivasi).where(TokenAktivasi.akun_id == akun.id, TokenAktivasi.dipakai_at.is_(None)))


def pakai_token(engine: Engine, hasher: PasswordHasher, raw: str, *, baru: str, kota: str, asal: Asal) -> None:
    """Choose a password through a link. It works once, ends every other link and session, and does not sign in.

    Raises:
        NotFound: the link was used, has run out, or never was.
        Invalid: the rule refuses the password; the link stays good.
    """
    with reading(engine) as session:
        akun = queries.usable_token(session, raw, clock.now()).akun
        akun_id = akun.id
        periksa_sandi(session, akun, baru, kota=kota)
    hashed = sandi.make_hash(hasher, baru)
    with transaction(engine) as session:
        session.execute(select(Akun.id).where(Akun.id == akun_id).with_for_update())
        token = queries.usable_token(session, raw, clock.now())
        token.dipakai_at = clock.now()
        _set_sandi(session, token.akun, hashed)
        actor = pemilik(token.akun, asal)
        audit.record(session, actor, f"akun.{token.jenis}", "akun", token.akun.id)


# -- keeping accounts -----------------------------------------------------------------------------------------------


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
    akun.versi_sesi += 1
    session.execute(delete(Sesi).where(Sesi.akun_id == akun.id))
    session.execute(delete(TokenAktivasi).where(TokenAktivasi.akun_id == akun.id, TokenAktivasi.dipakai_at.is_(None)))
    audit.record(session, actor, "akun.nonaktifkan", "akun", akun.id)


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
