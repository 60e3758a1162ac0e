"""Looking things up in the organisation: who holds what, who stands above whom, and the actor of a session."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import Date, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.errors import NotFound
from eoffice.organisasi.mandat import mandates
from eoffice.organisasi.models import Jabatan, Koordinasi, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import BENTUK, JenisPenugasan
from eoffice.peristiwa import actions as peristiwa

#: The first of these that holds a jabatan at a moment is the one who signs for it (5.5).
SIGNING_ORDER = (JenisPenugasan.PLH, JenisPenugasan.PJ, JenisPenugasan.PLT, JenisPenugasan.DEFINITIF)


def in_force(on: date | None = None) -> Select[tuple[Penugasan]]:
    """Assignments in force on a WIB date (default today)."""
    day = on or clock.today()
    return select(Penugasan).where(Penugasan.mulai <= day, or_(Penugasan.selesai.is_(None), Penugasan.selesai >= day))


# Every action asks for these; made once, for building a statement costs more than running it.
_ON: Final = bindparam("hari", type_=Date())
_IN_FORCE: Final = select(Penugasan).where(
    Penugasan.mulai <= _ON, or_(Penugasan.selesai.is_(None), Penugasan.selesai >= _ON)
)
_HOLDER: Final = _IN_FORCE.where(Penugasan.jabatan_id == bindparam("jabatan")).options(joinedload(Penugasan.pegawai))
_HOLDERS: Final = _IN_FORCE.where(Penugasan.jabatan_id.in_(bindparam("jabatan", expanding=True))).options(
    joinedload(Penugasan.pegawai)
)
_HELD_BY: Final = (
    _IN_FORCE.join(Penugasan.jabatan)
    .where(Penugasan.pegawai_id == bindparam("pegawai"), Jabatan.aktif)
    .options(
        contains_eager(Penugasan.jabatan).joinedload(Jabatan.unit),
        contains_eager(Penugasan.jabatan).selectinload(Jabatan.peran_rows),
    )
)


def holder(session: Session, jabatan_id: int, on: date | None = None) -> Penugasan | None:
    """The one who acts and signs for a jabatan on a date, or None when nobody does."""
    rows = session.scalars(_HOLDER, {"jabatan": jabatan_id, "hari": on or clock.today()}).all()
    return min(rows, key=lambda p: SIGNING_ORDER.index(p.bentuk), default=None)


def holders(session: Session, jabatan_ids: Iterable[int], on: date | None = None) -> dict[int, Penugasan]:
    """`holder` for many at once, in one statement."""
    rows = session.scalars(_HOLDERS, {"jabatan": list(jabatan_ids), "hari": on or clock.today()}).all()
    best: dict[int, Penugasan] = {}
    for row in sorted(rows, key=lambda p: SIGNING_ORDER.index(p.bentuk)):
        best.setdefault(row.jabatan_id, row)
    return best


def held_by(session: Session, pegawai_id: int, on: date | None = None) -> list[Penugasan]:
    """What a person holds on a date, definitif first; a jabatan that is closed lends nobody anything (OTR-11)."""
    rows = session.scalars(_HELD_BY, {"pegawai": pegawai_id, "hari": on or clock.today()}).all()
    return sorted(rows, key=lambda p: (p.bentuk is not JenisPenugasan.DEFINITIF, p.id))


def below(session: Session, unit_ids: Iterable[int]) -> frozenset[int]:
    """The units and everything under them."""
    found = set(unit_ids)
    edge = set(found)
    while edge:
        edge = set(session.scalars(select(Unit.id).where(Unit.induk_id.in_(edge)))) - found
        found |= edge
    return frozenset(found)


def actor_for(
    session: Session, pegawai_id: int, jabatan_id: int | None = None, *, kunci: bytes = b"", **context: str | int | None
) -> Actor:
    """The actor of a person now, in the wished jabatan if held, else in the definitive one.

    Args:
        kunci: secret of the installation from which the pseudonym in the metric log is made; without it the events of
            this actor carry none.

    Raises:
        NotFound: the person holds no jabatan today.
    """
    held = held_by(session, pegawai_id)
    if not held:
        raise NotFound("Anda tidak memegang jabatan hari ini; hubungi admin kepegawaian perangkat daerah Anda.")
    active = next((p for p in held if p.jabatan_id == jabatan_id), held[0])
    doing = holders(session, [p.jabatan_id for p in held])
    signing = {j for j, p in doing.items() if p.pegawai_id == pegawai_id}
    led = [p.jabatan.unit_id for p in held if p.jabatan.kepala_unit]
    peran = {(row.peran, p.jabatan.unit.opd_id) for p in held for row in p.jabatan.peran_rows}
    person = session.get_one(Pegawai, pegawai_id)

    def where(role: Peran) -> frozenset[int]:
        return frozenset(opd for r, opd in peran if r is role and opd is not None)

    return Actor(
        pegawai_id=pegawai_id,
        nama=person.nama_lengkap,
        jabatan_id=active.jabatan_id,
        jabatan_nama=active.jabatan.nama,
        opd_id=active.jabatan.unit.opd_id or 0,
        unit_id=active.jabatan.unit_id,
        jabatan_ids=frozenset(p.jabatan_id for p in held),
        ttd_jabatan_ids=frozenset(signing),
        unit_ids=frozenset({p.jabatan.unit_id for p in held}) | (below(session, led) if led else frozenset()),
        tu_opd_ids=where(Peran.TU),
        arsip_opd_ids=where(Peran.ARSIPARIS),
        pimpinan_opd_ids=where(Peran.PIMPINAN_OPD),
        sekretaris_opd_ids=frozenset(opd for opd in (p.jabatan.sekretaris_opd_id for p in held) if opd is not None),
        peran=frozenset(r for r, _ in peran),
        mengelola_ids=frozenset(p.jabatan_id for p in held if p.jabatan.hanya_mengelola),
        memeriksa=any(p.jabatan.pemeriksa for p in held),
        menandatangani=any(p.jabatan.dapat_ttd for p in held),
        mandat=mandates(session, pegawai_id),
        definitif_ids=frozenset(p.jabatan_id for p in held if p.bentuk is JenisPenugasan.DEFINITIF),
        digantikan_ids=frozenset(
            j
            for j, p in doing.items()
            if p.pegawai_id != pegawai_id and p.bentuk is not JenisPenugasan.DEFINITIF and p.mengunci
        ),
        memegang=frozenset((p.jabatan_id, f"{BENTUK[p.bentuk]} {p.jabatan.nama}".strip()) for p in held),
        samaran=peristiwa.samaran(kunci, pegawai_id) if kunci else None,
        **context,  # type: ignore[arg-type]
    )


def line_up(session: Session, dari: int, sampai: int) -> list[Jabatan]:
    """Every level strictly between two jabatan on the line of command, lowest first; empty if not on one line."""
    found: list[Jabatan] = []
    current = session.get_one(Jabatan, dari)
    while current.atasan_id is not None:
        current = session.get_one(Jabatan, current.atasan_id)
        if current.id == sampai:
            return found
        found.append(current)
    return []


def superiors(session: Session, jabatan_id: int) -> list[Jabatan]:
    """The line above a jabatan, nearest first."""
    found: list[Jabatan] = []
    current = session.get_one(Jabatan, jabatan_id)
    while current.atasan_id is not None:
        current = session.get_one(Jabatan, current.atasan_id)
        found.append(current)
    return found


def subordinates(session: Session, jabatan_id: int) -> list[Jabatan]:
    """Those directly below a jabatan, structural first."""
    rows = session.scalars(
        select(Jabatan)
        .where(Jabatan.atasan_id == jabatan_id, Jabatan.aktif)
        .options(joinedload(Jabatan.unit), selectinload(Jabatan.peran_rows))
        .order_by(Jabatan.eselon == "-", Jabatan.eselon, Jabatan.kode)
    )
    return list(rows)


def beneath(session: Session, jabatan_ids: Iterable[int]) -> dict[int, str]:
    """Every jabatan whose line of command passes one of these, at any distance, and its name."""
    top = set(jabatan_ids)
    found: dict[int, str] = {}
    edge = top
    while edge:
        rows = select(Jabatan.id, Jabatan.nama).where(Jabatan.atasan_id.in_(edge)).order_by(Jabatan.id)
        fresh = {i: nama for i, nama in session.execute(rows).tuples() if i not in found and i not in top}
        found |= fresh
        edge = set(fresh)
    return found


def coordinated(session: Session, jabatan_id: int) -> list[Jabatan]:
    """Heads of the perangkat daerah that an asisten coordinates."""
    rows = session.scalars(
        select(Jabatan)
        .join(Koordinasi, Koordinasi.unit_id == Jabatan.unit_id)
        .where(Koordinasi.jabatan_id == jabatan_id, Jabatan.kepala_unit)
        .order_by(Jabatan.kode)
    )
    return list(rows)


def find_jabatan(session: Session, words: str, *, limit: int = 12, dapat_ttd: bool = False) -> list[Jabatan]:
    """Jabatan whose name, unit or holder matches every word; heads of units first."""
    statement = (
        select(Jabatan)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(Jabatan.aktif)
        .options(joinedload(Jabatan.unit), selectinload(Jabatan.peran_rows))
    )
    for word in words.split()[:8]:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        person = (
            in_force()
            .join(Pegawai, Pegawai.id == Penugasan.pegawai_id)
            .where(Penugasan.jabatan_id == Jabatan.id, Pegawai.nama.ilike(like, escape="\\"))
        )
        statement = statement.where(
            or_(
                Jabatan.nama.ilike(like, escape="\\"),
                Unit.nama.ilike(like, escape="\\"),
                Unit.singkatan.ilike(like, escape="\\"),
                person.exists(),
            )
        )
    if dapat_ttd:
        statement = statement.where(Jabatan.dapat_ttd)
    ordered = statement.order_by(Jabatan.kepala_unit.desc(), func.length(Unit.kode), Jabatan.kode).limit(limit)
    return list(session.scalars(ordered))


def find_pegawai(session: Session, words: str, *, limit: int = 12) -> list[tuple[Pegawai, str]]:
    """People in service whose name or NIP has every word, each with the jabatan held today ("" for none)."""
    statement = select(Pegawai).where(Pegawai.aktif)
    for word in words.replace(",", " ").split()[:8]:
        like = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        named = (Pegawai.nama, Pegawai.gelar_depan, Pegawai.gelar_belakang)
        statement = statement.where(
            or_(Pegawai.nip.like(like, escape="\\"), *(part.ilike(f"%{like}", escape="\\") for part in named))
        )
    people = list(session.scalars(statement.order_by(Pegawai.nama, Pegawai.id).limit(limit)))
    held = in_force().where(Penugasan.pegawai_id.in_([p.id for p in people])).options(joinedload(Penugasan.jabatan))
    posts: dict[int, str] = {}
    for row in sorted(session.scalars(held), key=lambda p: (p.bentuk is not JenisPenugasan.DEFINITIF, p.id)):
        posts.setdefault(row.pegawai_id, row.jabatan.nama)
    return [(person, posts.get(person.id, "")) for person in people]


def unit_by_kode(session: Session, kode: str) -> Unit:
    """Raises NotFound when no unit has this kode."""
    unit = session.scalar(select(Unit).where(Unit.kode == kode))
    if unit is None:
        raise NotFound(f"Tidak ada unit berkode {kode[:20]}.")
    return unit


def all_opd(session: Session) -> list[Unit]:
    """Every perangkat daerah, in the order of its kode."""
    return list(session.scalars(select(Unit).where(Unit.id == Unit.opd_id).order_by(Unit.kode)))


def sekretaris(session: Session, opd_id: int) -> Jabatan | None:
    """The jabatan that heads the sekretariat of a perangkat daerah, if it has one and somebody holds it today."""
    heads = select(Jabatan).join(Unit, Unit.id == Jabatan.unit_id)
    rows = session.scalars(
        heads.where(Unit.induk_id == opd_id, Jabatan.kepala_unit, Jabatan.aktif).order_by(Jabatan.id)
    )
    found = [each for each in rows if each.sekretaris_opd_id == opd_id]
    return next((each for each in found if holder(session, each.id) is not None), None)


def pegawai_by_nip(session: Session, nip: str) -> Pegawai:
    """Raises NotFound when nobody has this NIP."""
    found = session.scalar(select(Pegawai).where(Pegawai.nip == nip))
    if found is None:
        raise NotFound("Tidak ada pegawai dengan NIP itu. Daftarkan pegawainya lebih dahulu.")
    return found


def pegawai_by_nama(session: Session, nama: str) -> Pegawai:
    """An official without NIP by the name. Raises NotFound unless there is exactly one."""
    found = session.scalars(select(Pegawai).where(Pegawai.nip.is_(None), Pegawai.nama == nama)).all()
    if len(found) != 1:
        raise NotFound("Tidak ada tepat satu pejabat tanpa NIP dengan nama itu. Periksa ejaannya.")
    return found[0]


def jabatan_by_id(session: Session, jabatan_id: int) -> Jabatan | None:
    """A post with its unit, if it is in use."""
    return session.scalar(
        select(Jabatan).where(Jabatan.id == jabatan_id, Jabatan.aktif).options(joinedload(Jabatan.unit))
    )
