"""What an administrator does with accounts and the organisation; commands on the server do the same as «Sistem»."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import Verdict, require
from eoffice.akun import actions as akun_actions
from eoffice.akun import queries as akun_queries
from eoffice.akun.models import Akun
from eoffice.akun.states import JenisToken
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.organisasi import actions as organisasi
from eoffice.organisasi.banding import Banding, beneath
from eoffice.organisasi.baris import PenugasanBaru, Susunan
from eoffice.organisasi.models import Jabatan, Pegawai
from eoffice.organisasi.states import JenisLembar, JenisPenugasan
from eoffice.pengguna import policy, queries

# -- accounts ---------------------------------------------------------------------------------------------------------


def buat(session: Session, actor: Actor, *, pegawai_id: int, nama_pengguna: str) -> str:
    """Make an account and the link with which its owner chooses the first password; the raw token (AUT-04).

    Raises:
        NotAllowed: the actor keeps no accounts.
        Invalid, Conflict, NotFound: as `akun.actions.buat_akun`.
    """
    require(policy.may(actor, Action.KELOLA_PENGGUNA))
    person = queries.orang(session, pegawai_id).pegawai
    if not person.aktif:
        raise Conflict("Pegawai ini bertanda tidak aktif. Aktifkan pegawainya lebih dahulu lewat lembar pegawai.")
    made = akun_actions.buat_akun(session, actor, pegawai_id=pegawai_id, nama_pengguna=nama_pengguna)
    return _link(session, actor, made, JenisToken.AKTIVASI)


def tautan_baru(session: Session, actor: Actor, akun: Akun) -> tuple[JenisToken, str]:
    """A new link: for activation as long as there is no password, afterwards for setting it anew (AUT-04, AUT-11).

    The password that is in use stays good until its owner chooses another through the link.

    Raises:
        NotAllowed: the actor keeps no accounts, or the account is shut.
    """
    _claim(session, akun)
    require(policy.may_link(actor, akun))
    jenis = JenisToken.AKTIVASI if akun.sandi_hash is None else JenisToken.SETEL_ULANG
    return jenis, _link(session, actor, akun, jenis)


def _link(session: Session, actor: Actor, akun: Akun, jenis: JenisToken) -> str:
    """A link; one for somebody who leads, signs or reads for others is shown to all who watch over the city (OTR-10).

    For whoever holds the link can come in as that person.
    """
    raw = akun_actions.terbitkan_token(session, actor, akun, jenis)
    if held := queries.pejabat(session, akun.pegawai_id):
        anew = akun_queries.had_password(akun)
        said = f"{'setel ulang sandi' if anew else 'aktivasi'} untuk {akun.pegawai.nama} ({', '.join(held)})"
        ke = str(JenisToken.SETEL_ULANG if anew else JenisToken.AKTIVASI)
        audit.record(
            session, actor, "akun.tautan_pejabat", queries.HAK_SENDIRI, akun.pegawai_id, ke=ke, catatan=said[:1000]
        )
    return raw


def nonaktifkan(session: Session, actor: Actor, akun: Akun) -> None:
    """Shut an account; its sessions and links end at once.

    Raises:
        NotAllowed: the actor keeps no accounts.
        Conflict: it is shut already, is the actor's own, or nobody could administer afterwards.
    """
    queries.lock_administrators(session)
    _claim(session, akun)
    _now(policy.may_shut(actor, akun), actor)
    with _still_administered(session):
        akun_actions.nonaktifkan(session, actor, akun)


def aktifkan(session: Session, actor: Actor, akun: Akun) -> str:
    """Open a shut account again, without its old password; the raw token of a new activation link.

    Raises:
        NotAllowed: the actor keeps no accounts.
        Conflict: the account is not shut, or its owner has left.
    """
    _claim(session, akun)
    _now(policy.may_open(actor, akun), actor)
    akun_actions.aktifkan(session, actor, akun)
    return _link(session, actor, akun, JenisToken.AKTIVASI)


def _claim(session: Session, akun: Akun) -> None:
    session.execute(select(Akun.id).where(Akun.id == akun.id).with_for_update())
    session.refresh(akun)


def _now(verdict: Verdict, actor: Actor) -> None:
    """A missing right is refused as such; anything else is the wrong moment."""
    require(policy.may(actor, Action.KELOLA_PENGGUNA))
    if not verdict:
        raise Conflict(verdict.alasan)


@contextmanager
def _still_administered(session: Session) -> Iterator[None]:
    """Nobody locks out the last administrator, nor sets a day on which that would happen (OTR-12)."""
    before = [bool(queries.administrators(session, lasting=lasting)) for lasting in (False, True)]
    yield
    session.flush()
    after = [bool(queries.administrators(session, lasting=lasting)) for lasting in (False, True)]
    if any(was and not remains for was, remains in zip(before, after, strict=True)):
        raise Conflict(
            "Sesudah perubahan ini tidak ada lagi administrator yang dapat masuk. Tetapkan administrator lain lebih dahulu."
        )


# -- the organisation -------------------------------------------------------------------------------------------------


def sidik(found: Banding) -> str:
    """A fingerprint of what would be written, so that exactly what was looked at is what gets loaded (TRX-02)."""
    rows = sorted(f"{u.jenis}\0{u.kunci}\0{organisasi.ringkas(u)}" for u in found.perubahan)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def muat(session: Session, actor: Actor, baru: Susunan, *, sidik_dilihat: str | None = None) -> Banding:
    """Take in an organisation, all of it or nothing; what was done.

    What an administrator gains by it for himself is noted apart and shown to all administrators and to the Sekda: he
    keeps the rights of others, but none of them opens letters to him unseen (OTR-10).

    Args:
        sidik_dilihat: the fingerprint of the comparison that the actor confirmed.
    Raises:
        NotAllowed: the actor does not keep the organisation.
        Invalid: rows do not fit together.
        Conflict: the organisation changed since it was looked at, or nobody could administer afterwards.
    """
    require(policy.may(actor, Action.KELOLA_ORGANISASI))
    queries.lock_administrators(session)
    before = queries.reach(session, actor.pegawai_id)
    with _still_administered(session):
        done = organisasi.muat(session, actor, baru)
        if sidik_dilihat is not None and sidik_dilihat != sidik(done):
            raise Conflict("Susunan organisasi berubah sejak diperiksa. Periksa sekali lagi sebelum memuat.")
        _end_of_the_gone(session, actor, done)
    gained = {k: v for k, v in queries.reach(session, actor.pegawai_id).items() if k not in before}
    if gained:
        named = "; ".join(dict.fromkeys(gained.values()))
        audit.record(session, actor, "akses.hak_sendiri", queries.HAK_SENDIRI, actor.pegawai_id, catatan=named[:1000])
    return done


def _end_of_the_gone(session: Session, actor: Actor, done: Banding) -> None:
    """Whoever is marked as gone is out for good: coming back later wakes no old session and no old link (SES-05)."""
    gone = {u.kunci for u in done.of(JenisLembar.PEGAWAI) if u.lama and u.baru.get("aktif") is False}
    if not gone:
        return
    rows = select(Akun).join(Akun.pegawai).where(Pegawai.aktif.is_(False)).options(contains_eager(Akun.pegawai))
    for akun in session.scalars(rows.order_by(Akun.id).with_for_update(of=Akun)):
        if (akun.pegawai.nip or akun.pegawai.nama) in gone:
            akun_actions.akhiri_semua(session, actor, akun)


def gained_by(session: Session, actor: Actor, found: Banding) -> list[str]:
    """Rows of a comparison by which the actor himself would gain something; for the warning before it happens."""
    pegawai = session.get(Pegawai, actor.pegawai_id)
    if pegawai is None:
        return []
    own = {pegawai.nip or pegawai.nama}
    held = {v["jabatan_kode"] for v in found.seluruh[JenisLembar.PENEMPATAN].values() if v["pegawai"] in own}
    rows = [u for u in found.of(JenisLembar.PENEMPATAN) if u.kunci[0] in own]
    line = beneath(held, {k: v["atasan_kode"] for k, v in found.seluruh[JenisLembar.JABATAN].items()})
    rows += [
        u
        for u in found.of(JenisLembar.JABATAN)
        if (u.lama and u.kunci in held) or (u.kunci in line and "atasan_kode" in u.baru)
    ]
    return [f"{u.nama}: {organisasi.ringkas(u)}" for u in rows]


def tempatkan(
    session: Session, actor: Actor, *, pegawai_id: int, jabatan_id: int, bentuk: JenisPenugasan, mulai: date,
    selesai: date | None, dasar: str,
) -> None:  # fmt: skip
    """Let somebody hold a jabatan from a date.

    Raises:
        NotAllowed, Conflict: as `muat`.
        Invalid: the jabatan is closed, or somebody else holds it definitively at the time.
    """
    person = queries.orang(session, pegawai_id).pegawai
    post = session.get(Jabatan, jabatan_id)
    if post is None or not post.aktif:
        raise Invalid("Jabatan itu tidak ada atau sudah ditutup.", {"jabatan_id": "Pilih jabatan dari daftar."})
    row = PenugasanBaru(person.nip or person.nama, post.kode, bentuk, mulai, selesai, dasar)
    muat(session, actor, Susunan(penugasan=(row,)))


def akhiri(session: Session, actor: Actor, *, pegawai_id: int, penugasan_id: int, selesai: date) -> None:
    """Set the last day on which somebody holds a jabatan; with it the rights that came with it end.

    Raises:
        NotAllowed, Conflict: as `muat`.
        Invalid: the day is before the first one.
    """
    row = queries.penugasan(session, pegawai_id, penugasan_id)
    person = queries.orang(session, pegawai_id).pegawai
    ended = PenugasanBaru(person.nip or person.nama, row.jabatan.kode, row.bentuk, row.mulai, selesai)
    muat(
        session,
        actor,
        Susunan(penugasan=(replace(ended, diberi=frozenset({"pegawai", "jabatan_kode", "mulai", "selesai"})),)),
    )
