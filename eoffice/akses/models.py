"""What one person was let read for a while: the only right that hangs on a person and a thing, never on a jabatan."""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, String, bindparam, literal, select, union_all
from sqlalchemy.orm import Mapped, Session, mapped_column

from eoffice.akses import panitia
from eoffice.akses.actor import Diberi
from eoffice.akses.rights import Sifat
from eoffice.db import Base, BigId, Instant, Word


class PemberianAkses(Base):
    """Leave for one pegawai to read one record until an instant (pemberian akses, naskah-dinas 6.4).

    It reaches the sifat that was looked at when it was given and all below: a record that is raised above it is closed
    to this person at once, without anybody taking the leave back (OTR-09).
    """

    __tablename__ = "pemberian_akses"
    __table_args__ = (
        Index("ix_pemberian_akses_pegawai", "pegawai_id", "sampai_at"),
        Index("ix_pemberian_akses_objek", "objek", "objek_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    objek: Mapped[str] = mapped_column(String(40))
    objek_id: Mapped[int] = mapped_column(BigId)
    sifat: Mapped[Sifat] = mapped_column(Word(Sifat))
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    mulai_at: Mapped[datetime] = mapped_column(Instant)
    sampai_at: Mapped[datetime] = mapped_column(Instant)
    dicabut_at: Mapped[datetime | None] = mapped_column(Instant)


_P: Final = PemberianAkses.__table__.c
# Every request asks for these; made once, for building a statement costs more than running it.
_DIBERI: Final = select(_P.id, _P.objek, _P.objek_id, _P.sifat).where(
    _P.pegawai_id == bindparam("pegawai"),
    _P.sampai_at > bindparam("kini", type_=Instant()),
    _P.dicabut_at.is_(None),
)
_PERKARA: Final = "perkara"
_MENILAI: Final = panitia.kasus(bindparam("jabatan", expanding=True)).subquery().c.id
_BERLAKU: Final = union_all(_DIBERI, select(_MENILAI, literal(_PERKARA), _MENILAI, literal(Sifat.BIASA, Word(Sifat))))
_TERCATAT: Final = select(_P.id, _P.sifat, _P.objek_id).where(
    _P.objek == bindparam("objek"), _P.objek_id.in_(bindparam("ids", expanding=True)), _P.dicabut_at.is_(None)
)


def berlaku(
    session: Session, pegawai_id: int, jabatan_ids: list[int], at: datetime
) -> tuple[frozenset[Diberi], frozenset[int]]:
    """What a person may read for a while: records given on request, and the cases that a held jabatan assesses now.

    Over means over at that instant, no job takes part in it (OTR-11).
    """
    asked = {"pegawai": pegawai_id, "kini": at, "jabatan": jabatan_ids}
    rows = session.connection().execute(_BERLAKU, asked).tuples().all()
    given = (Diberi(i, objek, objek_id, sampai(sifat)) for i, objek, objek_id, sifat in rows if objek != _PERKARA)
    return frozenset(given), frozenset(i for i, objek, _, _ in rows if objek == _PERKARA)


def sampai(sifat: Sifat) -> frozenset[Sifat]:
    """The levels up to this one."""
    levels = list(Sifat)
    return frozenset(levels[: levels.index(sifat) + 1])


def tercatat(session: Session, objek: str, ids: list[int]) -> dict[int, list[tuple[int, Sifat]]]:
    """Every leave on some records that nobody took back, ended or not: what the index writes down of them.

    That none of them is in force any more is said by the one who asks, who then no longer holds its token.
    """
    found: dict[int, list[tuple[int, Sifat]]] = {}
    for pemberian_id, sifat, objek_id in session.execute(_TERCATAT, {"objek": objek, "ids": ids}).tuples():
        found.setdefault(objek_id, []).append((pemberian_id, sifat))
    return found
