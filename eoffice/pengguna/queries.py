"""What an administrator looks up: people with their accounts, the tree of units, and who can still administer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Peran
from eoffice.akun.models import Akun
from eoffice.akun.states import JenisToken
from eoffice.audit.models import AuditEntry
from eoffice.errors import NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, JabatanPeran, Pegawai, Penugasan, Unit
from eoffice.pengguna.states import Keadaan
from eoffice.tte.models import Sertifikat

PAGE: Final = 50
#: Roles that open letters; being administrator does not.
READING: Final = (Peran.TU, Peran.ARSIPARIS, Peran.PIMPINAN_OPD, Peran.PEMANTAU)
#: Under this name the trail keeps what an administrator gave himself.
HAK_SENDIRI: Final = "hak_administrator"
#: How long that stays in sight.
TERLIHAT: Final = timedelta(days=30)

_keadaan: Final[ColumnElement[str]] = case(
    (Akun.id.is_(None), Keadaan.TANPA_AKUN.value),
    (or_(Akun.aktif.is_(False), Pegawai.aktif.is_(False)), Keadaan.NONAKTIF.value),
    (Akun.sandi_hash.is_(None), Keadaan.BELUM_AKTIF.value),
    else_=Keadaan.AKTIF.value,
)


@dataclass(frozen=True)
class Orang:
    """One line of the list: a person, the account if any, how it stands, and what is held today."""

    pegawai: Pegawai
    akun: Akun | None
    keadaan: Keadaan
    jabatan: tuple[Penugasan, ...] = ()


def _people() -> Select[tuple[Pegawai, Akun, str]]:
    """Everybody but those who have left without ever having had an account."""
    return (
        select(Pegawai, Akun, _keadaan)
        .outerjoin(Akun, Akun.pegawai_id == Pegawai.id)
        .where(or_(Pegawai.aktif, Akun.id.is_not(None)))
    )


def _matching(q: str, unit_ids: Iterable[int]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in q.split()[:6]:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        post = organisasi.in_force().join(Jabatan).where(
            Penugasan.pegawai_id == Pegawai.id, Jabatan.nama.ilike(like, escape="\\")
        )  # fmt: skip
        columns = (Pegawai.nama, Pegawai.nip, Akun.nama_pengguna)
        found.append(or_(*(c.ilike(like, escape="\\") for c in columns), post.exists()))
    if units := list(unit_ids):
        held = organisasi.in_force().join(Jabatan)
        found.append(held.where(Penugasan.pegawai_id == Pegawai.id, Jabatan.unit_id.in_(units)).exists())
    return found


def daftar(
    session: Session,
    *,
    q: str = "",
    unit_id: int | None = None,
    keadaan: Keadaan | None = None,
    after: tuple[str, int] | None = None,
    limit: int = PAGE,
) -> list[Orang]:
    """People by name, keyset by name and id.

    Args:
        q: words that name, NIP, username or a jabatan held today contain.
        unit_id: only those who hold a jabatan in this unit or below it.
        after: name and id of the last one on the page before.
    """
    units = organisasi.below(session, [unit_id]) if unit_id is not None else ()
    statement = _people().where(*_matching(q, units))
    if keadaan is not None:
        statement = statement.where(_keadaan == keadaan.value)
    if after is not None:
        statement = statement.where(or_(Pegawai.nama > after[0], and_(Pegawai.nama == after[0], Pegawai.id > after[1])))
    rows = session.execute(statement.order_by(Pegawai.nama, Pegawai.id).limit(limit)).tuples().all()
    held = _held(session, [p.id for p, _, _ in rows])
    return [Orang(p, a, Keadaan(word), tuple(held.get(p.id, ()))) for p, a, word in rows]


def hitung(session: Session, *, q: str = "", unit_id: int | None = None) -> dict[Keadaan, int]:
    """How many people stand how, under the same filters."""
    units = organisasi.below(session, [unit_id]) if unit_id is not None else ()
    counted = (
        _people().where(*_matching(q, units)).with_only_columns(_keadaan, func.count(), maintain_column_froms=True)
    )
    found = dict(session.execute(counted.group_by(_keadaan)).tuples().all())
    return {keadaan: found.get(keadaan.value, 0) for keadaan in Keadaan}


def _held(session: Session, pegawai_ids: list[int]) -> dict[int, list[Penugasan]]:
    rows = session.scalars(
        organisasi.in_force()
        .where(Penugasan.pegawai_id.in_(pegawai_ids))
        .order_by(Penugasan.bentuk, Penugasan.id)
        .options(joinedload(Penugasan.jabatan).joinedload(Jabatan.unit))
    )
    found: dict[int, list[Penugasan]] = {}
    for row in rows:
        found.setdefault(row.pegawai_id, []).append(row)
    return found


def orang(session: Session, pegawai_id: int) -> Orang:
    """One person. Raises NotFound."""
    row = session.execute(
        select(Pegawai, Akun, _keadaan).outerjoin(Akun, Akun.pegawai_id == Pegawai.id).where(Pegawai.id == pegawai_id)
    ).one_or_none()
    if row is None:
        raise NotFound("Pegawai itu tidak ada.")
    return Orang(row[0], row[1], Keadaan(row[2]), tuple(_held(session, [pegawai_id]).get(pegawai_id, ())))


def riwayat_jabatan(session: Session, pegawai_id: int) -> list[Penugasan]:
    """Everything a person held, holds and will hold, the latest first."""
    rows = select(Penugasan).where(Penugasan.pegawai_id == pegawai_id).order_by(Penugasan.mulai.desc(), Penugasan.id)
    options = (
        joinedload(Penugasan.jabatan).joinedload(Jabatan.unit),
        joinedload(Penugasan.jabatan).selectinload(Jabatan.peran_rows),
    )
    return list(session.scalars(rows.options(*options)))


def penugasan(session: Session, pegawai_id: int, penugasan_id: int) -> Penugasan:
    """One assignment of a person. Raises NotFound when there is no such thing."""
    found = session.get(Penugasan, penugasan_id, options=[joinedload(Penugasan.jabatan)])
    if found is None or found.pegawai_id != pegawai_id:
        raise NotFound("Penempatan itu tidak ada.")
    return found


def jejak(session: Session, pegawai_id: int, akun_id: int | None, *, limit: int = 12) -> list[AuditEntry]:
    """What happened lately to a person and the account, newest first; signing in and out is left out."""
    about = [and_(AuditEntry.objek.in_(("pegawai", HAK_SENDIRI)), AuditEntry.objek_id == pegawai_id)]
    if akun_id is not None:
        about.append(and_(AuditEntry.objek == "akun", AuditEntry.objek_id == akun_id))
    dull = ("akun.masuk", "akun.keluar", "akun.ganti_jabatan", "akun.akhiri_sesi", "akun.akhiri_sesi_lain")
    rows = select(AuditEntry).where(or_(*about), AuditEntry.event.not_in(dull), AuditEntry.hasil == "berhasil")
    return list(session.scalars(rows.order_by(AuditEntry.n.desc()).limit(limit)))


def hak_sendiri(session: Session, now: datetime) -> list[AuditEntry]:
    """What administrators lately gave themselves, newest first."""
    rows = _shown("akses.hak_sendiri", now)
    return list(session.scalars(rows.order_by(AuditEntry.n.desc()).limit(5)))


def tautan_pejabat(session: Session, now: datetime, *, limit: int = 5) -> tuple[list[AuditEntry], int]:
    """Links lately made for those who lead, sign or read for others, and how many there are in all.

    A link that replaces a password stands before first activations, however many of these there are.
    """
    rows = _shown("akun.tautan_pejabat", now)
    first = (AuditEntry.ke != str(JenisToken.SETEL_ULANG), AuditEntry.n.desc())
    entries = list(session.scalars(rows.order_by(*first).limit(limit)))
    if len(entries) < limit:
        return entries, len(entries)
    return entries, session.scalar(rows.with_only_columns(func.count())) or 0


def _shown(event: str, now: datetime) -> Select[tuple[AuditEntry]]:
    return select(AuditEntry).where(
        AuditEntry.objek == HAK_SENDIRI, AuditEntry.event == event, AuditEntry.at >= now - TERLIHAT
    )


def pejabat(session: Session, pegawai_id: int) -> list[str]:
    """The jabatan, now or to come, by which somebody leads a unit, signs, or reads for others."""
    reading = select(JabatanPeran).where(JabatanPeran.jabatan_id == Jabatan.id, JabatanPeran.peran.in_(READING))
    rows = (
        select(Jabatan.nama)
        .join(Penugasan, Penugasan.jabatan_id == Jabatan.id)
        .where(
            Penugasan.pegawai_id == pegawai_id,
            or_(Penugasan.selesai.is_(None), Penugasan.selesai >= clock.today()),
            Jabatan.aktif,
            or_(Jabatan.kepala_unit, Jabatan.dapat_ttd, reading.exists()),
        )
        .order_by(Penugasan.bentuk, Penugasan.id)
    )
    return list(dict.fromkeys(session.scalars(rows)))


def usulan_nama(session: Session, pegawai: Pegawai) -> str:
    """A username that is free: the first and the last word of the name."""
    words = [w for w in (re.sub(r"[^a-z0-9]", "", word.casefold()) for word in pegawai.nama.split()) if w]
    stem = ".".join(dict.fromkeys((words[0], words[-1])))[:50] if words else f"pegawai{pegawai.id}"
    stem = stem if len(stem) > 2 else f"{stem}.{pegawai.id:02d}"
    taken = set(session.scalars(select(Akun.nama_pengguna).where(Akun.nama_pengguna.startswith(stem, autoescape=True))))
    number = 2
    found = stem
    while found in taken:
        found, number = f"{stem}{number}", number + 1
    return found


# -- administrators ---------------------------------------------------------------------------------------------------


def lock_administrators(session: Session) -> None:
    """Let two changes of who administers follow one another, so that each sees what the other did."""
    session.execute(select(JabatanPeran).where(JabatanPeran.peran == Peran.ADMIN_SISTEM).with_for_update()).all()


def administrators(session: Session, *, lasting: bool) -> frozenset[int]:
    """Pegawai who can sign in as administrator today; with `lasting` only those whose jabatan has no end in sight."""
    rows = (
        organisasi.in_force()
        .with_only_columns(Penugasan.pegawai_id)
        .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
        .join(JabatanPeran, and_(JabatanPeran.jabatan_id == Jabatan.id, JabatanPeran.peran == Peran.ADMIN_SISTEM))
        .join(Pegawai, Pegawai.id == Penugasan.pegawai_id)
        .join(Akun, Akun.pegawai_id == Pegawai.id)
        .where(Jabatan.aktif, Pegawai.aktif, Akun.aktif, Akun.sandi_hash.is_not(None))
    )
    return frozenset(session.scalars(rows.where(Penugasan.selesai.is_(None)) if lasting else rows))


def reach(session: Session, pegawai_id: int) -> dict[str, str]:
    """By what a person reads letters, now or once an assignment begins: a key for each, and its name.

    Whoever stands above a jabatan is in its line of paraf, and reads what comes up that line.
    """
    rows = session.scalars(
        select(Penugasan)
        .where(
            Penugasan.pegawai_id == pegawai_id,
            Penugasan.jabatan.has(Jabatan.aktif),
            or_(Penugasan.selesai.is_(None), Penugasan.selesai >= clock.today()),
        )
        .options(
            joinedload(Penugasan.jabatan).joinedload(Jabatan.unit),
            joinedload(Penugasan.jabatan).selectinload(Jabatan.peran_rows),
        )
        .execution_options(populate_existing=True)
    ).all()
    found: dict[str, str] = {}
    for post in {row.jabatan_id: row.jabatan for row in rows}.values():
        found[f"jabatan {post.id}"] = f"jabatan {post.nama}"
        units = organisasi.below(session, [post.unit_id]) if post.kepala_unit else {post.unit_id}
        found |= dict.fromkeys((f"unit {i}" for i in units), f"unit {post.unit.nama}")
        for role in post.peran_rows:
            if role.peran in READING:
                found[f"{role.peran} {post.unit.opd_id}"] = f"peran {role.peran} di {post.unit.nama}"
    for post_id, nama in organisasi.beneath(session, {row.jabatan_id for row in rows}).items():
        found[f"paraf {post_id}"] = f"jalur paraf dari jabatan {nama}"
    return found


# -- the organisation -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cabang:
    """A unit of the tree, how many posts it has, how many of them nobody holds, and what lies below."""

    unit: Unit
    jabatan: int
    kosong: int
    bawah: tuple["Cabang", ...]


def pohon(session: Session) -> tuple[Cabang, ...]:
    """All units that exist today as a tree, in three statements however many there are."""
    today = clock.today()
    units = session.scalars(
        select(Unit).where(or_(Unit.aktif_selesai.is_(None), Unit.aktif_selesai >= today)).order_by(Unit.kode)
    ).all()
    posts = dict(
        session.execute(select(Jabatan.unit_id, func.count()).where(Jabatan.aktif).group_by(Jabatan.unit_id))
        .tuples()
        .all()
    )
    empty = dict(
        session.execute(_empty().with_only_columns(Jabatan.unit_id, func.count()).group_by(Jabatan.unit_id))
        .tuples()
        .all()
    )
    known = {u.id for u in units}
    below: dict[int | None, list[Unit]] = {}
    for u in units:
        below.setdefault(u.induk_id if u.induk_id in known else None, []).append(u)

    def branch(u: Unit) -> Cabang:
        return Cabang(u, posts.get(u.id, 0), empty.get(u.id, 0), tuple(branch(c) for c in below.get(u.id, ())))

    return tuple(branch(u) for u in below.get(None, ()))


def _empty() -> Select[tuple[Jabatan]]:
    """Posts that nobody holds today."""
    return select(Jabatan).where(
        Jabatan.aktif, ~organisasi.in_force().where(Penugasan.jabatan_id == Jabatan.id).exists()
    )


def unit(session: Session, unit_id: int) -> Unit:
    """One unit. Raises NotFound."""
    found = session.get(Unit, unit_id, options=[joinedload(Unit.induk), joinedload(Unit.opd)])
    if found is None:
        raise NotFound("Unit itu tidak ada.")
    return found


def jabatan_of(session: Session, unit_id: int) -> list[tuple[Jabatan, list[Penugasan]]]:
    """The posts of a unit, its head first, and who holds each today."""
    posts = session.scalars(
        select(Jabatan)
        .where(Jabatan.unit_id == unit_id)
        .order_by(Jabatan.aktif.desc(), Jabatan.kepala_unit.desc(), Jabatan.kode)
        .options(joinedload(Jabatan.atasan), selectinload(Jabatan.peran_rows))
    ).all()
    rows = session.scalars(
        organisasi.in_force()
        .join(Penugasan.pegawai)
        .where(Penugasan.jabatan_id.in_([j.id for j in posts]))
        .options(contains_eager(Penugasan.pegawai))
        .order_by(Pegawai.nama)
    )
    held: dict[int, list[Penugasan]] = {}
    for row in rows:
        held.setdefault(row.jabatan_id, []).append(row)
    return [(post, held.get(post.id, [])) for post in posts]


def units_below(session: Session, unit_id: int) -> list[Unit]:
    """Units directly below one."""
    return list(session.scalars(select(Unit).where(Unit.induk_id == unit_id).order_by(Unit.kode)))


# -- what waits for an administrator ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Menunggu:
    """What an administrator should look after."""

    tanpa_akun: int
    belum_aktif: int
    kepala_kosong: tuple[Jabatan, ...]
    kepala_kosong_jumlah: int
    tanpa_sertifikat: int
    orang: int


def menunggu(session: Session, now: datetime, *, limit: int = 5) -> Menunggu:
    """People without account or not yet in, heads of units that nobody is, and signers who cannot sign."""
    counted = hitung(session)
    heads = _empty().where(Jabatan.kepala_unit).order_by(Jabatan.kode)
    usable = select(Sertifikat.id).where(
        Sertifikat.pegawai_id == Penugasan.pegawai_id, Sertifikat.dicabut_at.is_(None), Sertifikat.berlaku_sampai > now
    )
    signers = (
        organisasi.in_force()
        .with_only_columns(func.count(Penugasan.pegawai_id.distinct()))
        .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
        .where(Jabatan.aktif, Jabatan.dapat_ttd, ~usable.exists())
    )
    return Menunggu(
        tanpa_akun=counted[Keadaan.TANPA_AKUN],
        belum_aktif=counted[Keadaan.BELUM_AKTIF],
        kepala_kosong=tuple(session.scalars(heads.limit(limit).options(joinedload(Jabatan.unit)))),
        kepala_kosong_jumlah=session.scalar(heads.order_by(None).with_only_columns(func.count())) or 0,
        tanpa_sertifikat=session.scalar(signers) or 0,
        orang=sum(counted.values()),
    )
