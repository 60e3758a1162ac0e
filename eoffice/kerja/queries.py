"""Counters and rows of the work lists: one indexed read for every number, keyset paging, and rights checked once more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from eoffice import acuan, clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.db import Ready, among, filled
from eoffice.errors import NotFound
from eoffice.kerja.butir import TANPA_BATAS, Butir, jabatan, milidetik, pegawai, unit
from eoffice.kerja.konteks import Konteks, Posisi
from eoffice.kerja.models import ButirKerja, HitunganKerja, TampilanKerja, TindakanMassal
from eoffice.kerja.states import DAFTAR, DELAPAN, MEJA_TU, MENUNGGU, PERLU, SEMUA, Daftar, Macam, Saring, Urutan
from eoffice.naskah.states import Urgensi

PAGE: Final = 30
_B: Final = ButirKerja.__table__.c
#: How many «semua yang cocok» may be: what a person can answer for at once, and what fits in one run.
PALING_BANYAK: Final = 200


def pemilik(actor: Actor) -> list[str]:
    """The owners whose work this person does: the jabatan held now, the person, and the offices served as TU."""
    return [
        *(jabatan(i) for i in sorted(actor.jabatan_ids)),
        pegawai(actor.pegawai_id),
        *(unit(i) for i in sorted(actor.tu_opd_ids)),
    ]


def _mine(actor: Actor, owner: str, macam: Macam) -> bool:
    """A signature is asked only of the one who may sign for the jabatan now (naskah-dinas 5.5)."""
    return macam is not Macam.TTD or owner in {jabatan(i) for i in actor.ttd_jabatan_ids}


@dataclass(frozen=True)
class Hitungan:
    """Every counter of one person: rows, those nobody has read, and those past their deadline, by owner and kind."""

    n: Mapping[tuple[str, Macam], int] = field(default_factory=dict)
    baru: Mapping[tuple[str, Macam], int] = field(default_factory=dict)
    lewat: Mapping[tuple[str, Macam], int] = field(default_factory=dict)

    def dari(self, daftar: Daftar, saring: Collection[Saring] = ()) -> int | None:
        """How long a list is; None when a chip is chosen whose number is not kept."""
        if set(saring) - {Saring.BELUM_DIBACA, Saring.LEWAT} or len(saring) > 1:
            return None
        kept = self.lewat if daftar.lewat or Saring.LEWAT in saring else self.n
        if Saring.BELUM_DIBACA in saring:
            if daftar.lewat:
                return None
            kept = self.baru
        return sum(n for (_, macam), n in kept.items() if macam in daftar.macam)

    def macam(self, macam: Macam, *, baru: bool = False) -> int:
        """How many of one kind."""
        return sum(n for (_, m), n in (self.baru if baru else self.n).items() if m is macam)

    def bagian(self, daftar: Daftar) -> list[tuple[str, Macam]]:
        """The owners and kinds of which a list has any row at all."""
        return sorted(key for key, n in self.n.items() if n and key[1] in daftar.macam)

    @property
    def delapan(self) -> tuple[tuple[str, int, str], ...]:
        """The eight counters of the national application (naskah-dinas 5.1): name, number, and the list that it counts."""
        found = []
        for name, kode, unread in DELAPAN:
            asked = Konteks(SEMUA[kode], saring=frozenset({Saring.BELUM_DIBACA} if unread else ()))
            found.append((name, self.dari(asked.daftar, asked.saring) or 0, asked.url))
        return tuple(found)

    @property
    def menu(self) -> dict[str, int]:
        """The number beside each list of the menu; what nobody has read where a list is only read."""
        return {
            d.kode: self.dari(d, {Saring.BELUM_DIBACA} if d.dibaca else ()) or 0 for d in DAFTAR.values() if d.dihitung
        }


#: Kinds without a deadline of their own.
_TANPA_TENGGAT: Final = frozenset(MEJA_TU) - {Macam.TELITI} | {Macam.KEMBALI, Macam.PARAF, Macam.TTD, Macam.AJUAN}
_BERTENGGAT: Final = [str(m) for m in PERLU + MENUNGGU if m not in _TANPA_TENGGAT]


_H: Final = HitunganKerja.__table__.c


@cache
def _hitungan(most: int) -> Ready:
    """What waits for so many owners at most, and of it what is late; put together once."""
    kept = select(literal_column("0"), _H.pemilik, _H.macam, _H.n, _H.baru)
    late = select(literal_column("1"), _B.pemilik, _B.macam, func.count(), literal_column("0"))
    late = late.where(
        among(_B.pemilik, "p", most), among(_B.macam, "m", len(_BERTENGGAT)), _B.batas < bindparam("kini")
    )
    kept = kept.where(among(_H.pemilik, "p", most), _H.n > 0)
    return Ready(union_all(kept, late.group_by(_B.pemilik, _B.macam)))


def hitungan(session: Session, actor: Actor) -> Hitungan:
    """Everything that the menu, the first page and the lists say about how much there is, in one indexed read.

    A page asks for it two or three times; a session that only reads counts once.
    """
    kept: dict[Actor, Hitungan] = session.info.get("hitungan", {})
    if actor not in kept:
        kept[actor] = _counted(session, actor)
    return kept[actor]


def _counted(session: Session, actor: Actor) -> Hitungan:
    owners = pemilik(actor)
    most = 4 if len(owners) <= 4 else len(owners)
    asked = filled("p", owners, most) | filled("m", _BERTENGGAT, len(_BERTENGGAT)) | {"kini": milidetik(clock.now())}
    found: tuple[dict[tuple[str, Macam], int], ...] = ({}, {}, {})
    for late, owner, raw, n, fresh in _hitungan(most).all(session, asked):
        macam = Macam(raw)
        if not _mine(actor, owner, macam):
            continue
        if late:
            found[2][owner, macam] = n
        else:
            found[0][owner, macam] = n
            if fresh:
                found[1][owner, macam] = fresh
    return Hitungan(*found)


@lru_cache(maxsize=256)
def _page(
    parts: int, urutan: Urutan, saring: frozenset[Saring], late: bool, after: bool, back: bool
) -> Select[tuple[Any, ...]]:
    """Some range scans side by side, each of at most so many rows; put together once for each shape."""
    down = (urutan is Urutan.BARU) != back
    names = ("batas" if urutan is Urutan.TENGGAT else "urut", "objek", "objek_id", "pemilik")
    also: list[ColumnElement[bool]] = []
    if late or Saring.LEWAT in saring:
        also.append(_B.batas < bindparam("kini", type_=BigInteger()))
    if Saring.BELUM_DIBACA in saring:
        also.append(_B.baru)
    if Saring.SEGERA in saring:
        also.append(_B.urgensi != Urgensi.BIASA)
    if Saring.RAHASIA in saring:
        also.append(_B.sifat != Sifat.BIASA)
    if after:
        here = tuple_(*(_B[name] for name in names))
        there = tuple_(*(bindparam(f"di_{n}", type_=_B[name].type) for n, name in enumerate(names)))
        also.append(here < there if down else here > there)
    limit = bindparam("banyak", type_=Integer())

    def ordered(columns: Any) -> list[Any]:
        return [columns[name].desc() if down else columns[name].asc() for name in names]

    each = []
    for n in range(parts):
        owner = bindparam(f"p{n}", type_=_B.pemilik.type)
        macam = bindparam(f"m{n}", type_=_B.macam.type)
        scan = select(*(_B[name] for name in Butir._fields)).where(_B.pemilik == owner, _B.macam == macam, *also)
        each.append(select(scan.order_by(*ordered(_B)).limit(limit).subquery(f"b{n}")))
    every = union_all(*each).subquery("semua")
    return select(every).order_by(*ordered(every.c)).limit(limit)


def butiran(
    session: Session, counted: Hitungan, konteks: Konteks, *, banyak: int = PAGE, mundur: bool = False
) -> list[Butir]:
    """Rows of a list after the row at which it stands, or before it; the nearest first. Costs the same at any depth."""
    parts = counted.bagian(konteks.daftar)
    if not parts:
        return []
    asked: dict[str, Any] = {"banyak": banyak, "kini": milidetik(clock.now())}
    for n, (owner, macam) in enumerate(parts):
        asked |= {f"p{n}": owner, f"m{n}": macam}
    at = konteks.posisi
    if at is not None:
        asked |= {"di_0": at.nilai, "di_1": at.objek, "di_2": at.objek_id, "di_3": at.pemilik}
    statement = _page(
        len(parts), konteks.urutan, konteks.saring, konteks.daftar.lewat, konteks.posisi is not None, mundur
    )
    late = konteks.daftar.lewat or Saring.LEWAT in konteks.saring
    if not late:
        del asked["kini"]
    return [Butir(*row) for row in session.execute(statement, asked)]


def hari_batas(b: Butir) -> date | None:
    """The WIB day on which a row is late; None without a deadline."""
    return clock.wib(datetime.fromtimestamp((b.batas - 1) / 1000, UTC)).date() if b.batas != TANPA_BATAS else None


def tempat(konteks: Konteks, b: Butir) -> Posisi:
    """Where a row stands in its list."""
    return Posisi(b.batas if konteks.urutan is Urutan.TENGGAT else b.urut, b.objek, b.objek_id, b.pemilik)


def tetangga(session: Session, actor: Actor, konteks: Konteks) -> tuple[Butir | None, Butir | None]:
    """The rows before and after the one that is open; it need not be in the list any more."""
    counted = hitungan(session, actor)
    before = butiran(session, counted, konteks, banyak=1, mundur=True)
    after = butiran(session, counted, konteks, banyak=1)
    return (before[0] if before else None, after[0] if after else None)


def masih(session: Session, actor: Actor, konteks: Konteks) -> bool:
    """Whether the row at which the context stands is still in its list."""
    at = konteks.posisi
    if at is None or at.pemilik not in pemilik(actor):
        return False
    found = select(_B.macam).where(
        _B.pemilik == at.pemilik,
        _B.objek == at.objek,
        _B.objek_id == at.objek_id,
        _B.macam.in_(konteks.daftar.macam),
    )
    return session.scalar(found.limit(1)) is not None


_TAMPILAN: Final = (
    select(TampilanKerja)
    .where(
        or_(
            TampilanKerja.pegawai_id == bindparam("siapa"),
            TampilanKerja.unit_id.in_(bindparam("unit", expanding=True)),
        )
    )
    .order_by(TampilanKerja.nama, TampilanKerja.id)
)


_ADA: Final = _TAMPILAN.with_only_columns(TampilanKerja.id)


def tampilan(session: Session, actor: Actor) -> list[TampilanKerja]:
    """The saved views of a person and those shared with one of the units this person sits in, by name."""
    units = [actor.unit_id, actor.opd_id]
    asked: dict[str, Any] = {"siapa": actor.pegawai_id, "unit": units}
    key = ("tampilan", actor.pegawai_id, *units)
    known = acuan.ingat(session, key, lambda: session.scalars(_ADA, asked).all())
    return list(session.scalars(_TAMPILAN, asked)) if known else []


_DISEMATKAN: Final = (
    select(TampilanKerja.id, TampilanKerja.nama)
    .where(TampilanKerja.pegawai_id == bindparam("siapa"), TampilanKerja.sematkan)
    .order_by(TampilanKerja.nama, TampilanKerja.id)
)


def disematkan(session: Session, actor: Actor) -> Sequence[tuple[int, str]]:
    """Id and name of the views that a person pinned to the menu."""

    def asked() -> Sequence[tuple[int, str]]:
        return session.execute(_DISEMATKAN, {"siapa": actor.pegawai_id}).tuples().all()

    return acuan.ingat(session, ("disematkan", actor.pegawai_id), asked)


def tampilan_terlihat(session: Session, actor: Actor, tampilan_id: int) -> TampilanKerja:
    """One view that the person owns or the own unit shares. Raises NotFound."""
    found = next((v for v in tampilan(session, actor) if v.id == tampilan_id), None)
    if found is None:
        raise NotFound("Tampilan tidak ditemukan.")
    return found


def tampilan_saya(session: Session, actor: Actor, tampilan_id: int) -> TampilanKerja:
    """One saved view of the person. Raises NotFound."""
    found = session.get(TampilanKerja, tampilan_id)
    if found is None or found.pegawai_id != actor.pegawai_id:
        raise NotFound("Tampilan tidak ditemukan.")
    return found


def massal(session: Session, actor: Actor, massal_id: int) -> TindakanMassal:
    """What this person did to many at once. Raises NotFound."""
    found = session.get(TindakanMassal, massal_id)
    if found is None or found.pegawai_id != actor.pegawai_id:
        raise NotFound("Tindakan itu tidak ditemukan.")
    return found
