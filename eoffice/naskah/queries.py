"""Lists of naskah; every one starts at `visible`, which is the SQL twin of policy.may for BACA (OTR-01, OTR-03)."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation
from eoffice.db import count, within
from eoffice.errors import NotFound
from eoffice.naskah.models import Lampiran, Naskah, NaskahVersi, Paraf, Penerima
from eoffice.naskah.states import ISSUED, SUBMITTED, JenisParaf, Status, TipePenerima
from eoffice.organisasi.models import Jabatan

PAGE: Final = 30


def visible(actor: Actor) -> Select[tuple[Naskah]]:
    """Naskah that the actor may read."""
    on_route = and_(
        Naskah.status.in_(SUBMITTED),
        or_(
            Naskah.paraf.any(within(Paraf.jabatan_id, actor.jabatan_ids)),
            within(Naskah.penandatangan_id, actor.jabatan_ids),
        ),
    )

    def wide(relation: Relation, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(condition, Naskah.sifat.in_(REACH[relation]))

    around = and_(
        Naskah.status.in_(ISSUED),
        or_(
            wide(Relation.UNIT, within(Naskah.unit_id, actor.unit_ids)),
            wide(Relation.TU, within(Naskah.opd_id, actor.tu_opd_ids)),
            wide(Relation.ARSIPARIS, within(Naskah.opd_id, actor.arsip_opd_ids)),
        ),
    )
    return select(Naskah).where(or_(Naskah.konseptor_id == actor.pegawai_id, on_route, around))


#: A naskah with all that its page and its actions ask for.
_WHOLE: Final = (
    selectinload(Naskah.paraf).joinedload(Paraf.jabatan).joinedload(Jabatan.unit),
    selectinload(Naskah.paraf).joinedload(Paraf.pegawai),
    selectinload(Naskah.penerima).joinedload(Penerima.jabatan),
    selectinload(Naskah.lampiran),
    joinedload(Naskah.unit),
    joinedload(Naskah.opd),
    joinedload(Naskah.konseptor),
    joinedload(Naskah.penandatangan).joinedload(Jabatan.unit),
)


def get(session: Session, actor: Actor, naskah_id: int) -> Naskah:
    """One naskah with its route, recipients and lampiran.

    Raises:
        NotFound: there is none, or the actor may not know of it (OTR-04).
    """
    found = session.scalar(visible(actor).where(Naskah.id == naskah_id).options(*_WHOLE))
    if found is None:
        raise NotFound("Naskah tidak ditemukan.")
    return found


def _page(statement: Select[tuple[Naskah]], before: int | None, limit: int) -> Select[tuple[Naskah]]:
    if before is not None:
        statement = statement.where(Naskah.id < before)
    return (
        statement.options(
            joinedload(Naskah.unit),
            joinedload(Naskah.konseptor),
            joinedload(Naskah.penandatangan),
            selectinload(Naskah.penerima),
            selectinload(Naskah.paraf).joinedload(Paraf.jabatan),
        )
        .order_by(Naskah.id.desc())
        .limit(limit)
    )


def _drafts(actor: Actor) -> Select[tuple[Naskah]]:
    return visible(actor).where(
        Naskah.konseptor_id == actor.pegawai_id, Naskah.status.in_((Status.KONSEP, Status.DIKEMBALIKAN))
    )


def drafts(session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE) -> list[Naskah]:
    """The actor's own naskah that wait for the own hand, returned ones included, newest first (keyset paging by id)."""
    return list(session.scalars(_page(_drafts(actor), before, limit)))


def _submitted(actor: Actor) -> Select[tuple[Naskah]]:
    done = (*ISSUED, Status.KONSEP, Status.DIKEMBALIKAN)
    return visible(actor).where(Naskah.konseptor_id == actor.pegawai_id, Naskah.status.not_in(done))


def submitted(session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE) -> list[Naskah]:
    """The actor's own naskah that lie with others or were given up, not issued yet; newest first (keyset paging by id)."""
    return list(session.scalars(_page(_submitted(actor), before, limit)))


def _my_turn(actor: Actor) -> ColumnElement[bool]:
    """A paraf of mine is open and, in the line, nobody before me is still due."""
    earlier = Paraf.__table__.alias("earlier")
    nobody_before = ~exists(
        select(earlier.c.id).where(
            earlier.c.naskah_id == Paraf.naskah_id,
            earlier.c.jenis == JenisParaf.HIERARKI,
            earlier.c.given_at.is_(None),
            earlier.c.urutan < Paraf.urutan,
        )
    )
    return and_(
        Naskah.status == Status.PEMERIKSAAN,
        Naskah.paraf.any(
            and_(
                within(Paraf.jabatan_id, actor.jabatan_ids),
                Paraf.given_at.is_(None),
                or_(Paraf.jenis == JenisParaf.KOORDINASI, nobody_before),
            )
        ),
    )


def to_check(session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE) -> list[Naskah]:
    """Naskah that wait for the actor's paraf."""
    return list(session.scalars(_page(visible(actor).where(_my_turn(actor)), before, limit)))


def _mine_to_sign(actor: Actor) -> ColumnElement[bool]:
    waiting = (Status.SIAP_TTD, Status.GAGAL_TTD, Status.MENUNGGU_TTE)
    return and_(Naskah.status.in_(waiting), within(Naskah.penandatangan_id, actor.ttd_jabatan_ids))


def to_sign(session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE) -> list[Naskah]:
    """Naskah that wait for the actor's signature."""
    return list(session.scalars(_page(visible(actor).where(_mine_to_sign(actor)), before, limit)))


def issued(
    session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE, unsent: bool = False
) -> list[Naskah]:
    """Signed naskah the actor may read, newest first; `unsent`: with an outside recipient not yet served."""
    statement = visible(actor).where(Naskah.status.in_(ISSUED))
    if unsent:
        statement = statement.where(_unsent())
    return list(session.scalars(_page(statement, before, limit)))


def _unsent() -> ColumnElement[bool]:
    return Naskah.penerima.any(and_(Penerima.tipe == TipePenerima.EKSTERNAL, Penerima.dikirim_at.is_(None)))


def count_submitted(session: Session, actor: Actor) -> int:
    """The length of `submitted`."""
    return count(session, _submitted(actor))


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """What waits for the actor: konsep (own, returned included), paraf, tanda tangan, belum terkirim."""
    found = {
        "konsep": count(session, _drafts(actor)),
        "paraf": count(session, visible(actor).where(_my_turn(actor))),
        "tandatangan": count(session, visible(actor).where(_mine_to_sign(actor))),
        "kirim": 0,
    }
    if actor.tu_opd_ids:
        mine = visible(actor).where(Naskah.status.in_(ISSUED), _unsent(), within(Naskah.opd_id, actor.tu_opd_ids))
        found["kirim"] = count(session, mine)
    return found


def get_lampiran(session: Session, actor: Actor, naskah_id: int, lampiran_id: int) -> Lampiran:
    """An enclosure of a naskah the actor may read. Raises NotFound."""
    naskah = get(session, actor, naskah_id)
    for lampiran in naskah.lampiran:
        if lampiran.id == lampiran_id:
            return lampiran
    raise NotFound("Lampiran tidak ditemukan.")


def versions(session: Session, naskah: Naskah) -> list[NaskahVersi]:
    """The kept versions, oldest first. Call only with a naskah that `get` returned."""
    return list(
        session.scalars(
            select(NaskahVersi)
            .where(NaskahVersi.naskah_id == naskah.id)
            .options(joinedload(NaskahVersi.oleh))
            .order_by(NaskahVersi.versi)
        )
    )


def by_token(session: Session, token: str) -> Naskah | None:
    """The signed naskah behind a QR, for the public page, which decides itself what it may say."""
    return session.scalar(
        select(Naskah)
        .where(Naskah.token == token, Naskah.status.in_(ISSUED))
        .options(joinedload(Naskah.opd), joinedload(Naskah.penandatangan))
    )


def by_sha256(session: Session, sha256: str) -> Naskah | None:
    """The naskah whose signed file has this hash."""
    return session.scalar(select(Naskah).where(Naskah.pdf_sha256 == sha256))


def names(session: Session, jabatan_ids: Iterable[int]) -> dict[int, str]:
    """Names of jabatan by id; unknown ids are left out."""
    rows = session.execute(select(Jabatan.id, Jabatan.nama).where(Jabatan.id.in_(list(jabatan_ids)))).tuples()
    return dict(rows.all())
