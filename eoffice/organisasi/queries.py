"""Looking things up in the organisation: who holds what, who stands above whom, and the actor of a session."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import Date, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Peran
from eoffice.errors import NotFound
from eoffice.organisasi.aktor import SIGNING_ORDER as SIGNING_ORDER
from eoffice.organisasi.aktor import actor_for as actor_for
from eoffice.organisasi.aktor import below as below
from eoffice.organisasi.aktor import pegangan as pegangan
from eoffice.organisasi.models import Jabatan, JabatanPeran, Koordinasi, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisPenugasan


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


def find_jabatan(
    session: Session, words: str, *, limit: int = 12, dapat_ttd: bool = False, dahulu: int | None = None
) -> list[Jabatan]:
    """Jabatan whose name, unit or holder matches every word; those of the perangkat daerah `dahulu`, then heads of units
    first."""
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
    if dahulu is not None:
        statement = statement.order_by(case((Unit.opd_id == dahulu, 0), else_=1))
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


def berperan(session: Session, opd_id: int, *peran: Peran) -> list[Jabatan]:
    """The jabatan in use of a perangkat daerah that bear one of these roles, by their code."""
    bearing = select(JabatanPeran.jabatan_id).where(JabatanPeran.peran.in_(peran))
    rows = select(Jabatan).join(Unit, Unit.id == Jabatan.unit_id)
    rows = rows.where(Unit.opd_id == opd_id, Jabatan.aktif, Jabatan.id.in_(bearing))
    return list(session.scalars(rows.order_by(Jabatan.kode)))


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


def offered(session: Session, words: str, *, dahulu: int | None = None) -> list[dict[str, object]]:
    """Jabatan that fit what is being typed, with who holds them, as the fragment of a type-ahead shows them."""
    found = find_jabatan(session, words, dahulu=dahulu) if words.strip() else []
    held = holders(session, [j.id for j in found])
    return [
        {
            "nilai": j.id,
            "teks": f"{j.nama} · {j.unit.singkatan}",
            "rinci": held[j.id].pegawai.nama_lengkap if j.id in held else "Belum ada yang memegang",
        }
        for j in found
    ]


def jabatan_by_kode(session: Session, kode: str) -> int | None:
    """The number of the jabatan with this code; None when there is none."""
    return session.scalar(select(Jabatan.id).where(Jabatan.kode == kode))


def nip(session: Session, pegawai_id: int) -> str:
    """The NIP of a pegawai, which OTR-08 asks for on what is Rahasia; "" for somebody without one."""
    return session.scalar(select(Pegawai.nip).where(Pegawai.id == pegawai_id)) or ""
