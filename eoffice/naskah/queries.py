"""Lists of naskah; every one starts at `visible`, which is the SQL twin of policy.may for BACA (OTR-01, OTR-03)."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, case, exists, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from eoffice.akses import panitia, sementara
from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.db import BigId, ada, count, counted, jumlah, newest, tetap, within
from eoffice.errors import NotFound
from eoffice.naskah import tercantum
from eoffice.naskah.models import Koreksi, Lampiran, Naskah, NaskahVersi, Paraf, PenandaLain, Penerima
from eoffice.naskah.states import (
    BERAKHIR,
    ISSUED,
    SUBMITTED,
    JenisParaf,
    Keadaan,
    PeranMassal,
    Status,
    TipePenerima,
    Urgensi,
)
from eoffice.naskah.tercantum import Tercantum
from eoffice.organisasi.models import Jabatan

PAGE: Final = 30
#: With more units than this an actor knows so much that the newest naskah are soon found by walking back.
MOST_UNITS: Final = 12

#: Begun and neither issued nor given up.
BERJALAN: Final = frozenset(Status) - ISSUED - BERAKHIR


@lru_cache(maxsize=256)
def visible(actor: Actor) -> Select[tuple[Naskah]]:
    """Naskah that the actor may read. Every list of a page starts here, so it is put together once for each actor."""

    def wide(relation: Relation, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(condition, tetap(Naskah.sifat, REACH[relation]))

    around = and_(
        tetap(Naskah.status, ISSUED),
        or_(
            wide(Relation.UNIT, within(Naskah.unit_id, actor.unit_ids)),
            wide(Relation.TU, within(Naskah.opd_id, actor.tu_opd_ids)),
            wide(Relation.ARSIPARIS, within(Naskah.opd_id, actor.arsip_opd_ids)),
            wide(Relation.ARSIPARIS, within(Naskah.kustodi_unit_id, actor.arsip_opd_ids)),
            wide(Relation.KUSTODI, within(Naskah.kustodi_unit_id, actor.unit_ids)),
            *_operated(actor),
            *sementara.terbuka(actor, "naskah", Naskah),
        ),
    )
    on_paper = and_(
        Naskah.status == Status.MENUNGGU_PINDAIAN, wide(Relation.TU, within(Naskah.opd_id, actor.tu_opd_ids))
    )
    return select(Naskah).where(or_(Naskah.konseptor_id == actor.pegawai_id, _on_route(actor), around, on_paper))


def followed(actor: Actor) -> Select[tuple[Naskah]]:
    """Of those, what the actor wrote, checks or signs: the SQL twin of `policy.may_follow`."""
    return visible(actor).where(or_(Naskah.konseptor_id == actor.pegawai_id, _on_route(actor)))


def _on_route(actor: Actor) -> ColumnElement[bool]:
    checks = select(Paraf.id).where(Paraf.naskah_id == Naskah.id).correlate(Naskah)
    signs = select(PenandaLain.id).where(PenandaLain.naskah_id == Naskah.id, PenandaLain.urutan > 0).correlate(Naskah)
    return and_(
        tetap(Naskah.status, SUBMITTED),
        or_(
            ada(checks.where(within(Paraf.jabatan_id, actor.jabatan_ids))),
            within(Naskah.penandatangan_id, actor.jabatan_ids),
            ada(signs.where(within(PenandaLain.jabatan_id, actor.jabatan_ids))),
        ),
    )


def _operated(actor: Actor) -> list[ColumnElement[bool]]:
    """What an operator who sends for a signer reads, by sifat as far as each mandate reaches."""
    reached = {sifat: actor.atas_nama_ids(HakOperator.KIRIM, sifat) for sifat in Sifat}
    return [
        and_(Naskah.sifat == sifat, within(Naskah.penandatangan_id, served))
        for sifat, served in reached.items()
        if served
    ]


#: A naskah with all that its page and its actions ask for.
_WHOLE: Final = (
    selectinload(Naskah.paraf).joinedload(Paraf.jabatan).joinedload(Jabatan.unit),
    selectinload(Naskah.paraf).joinedload(Paraf.pegawai),
    selectinload(Naskah.penerima).joinedload(Penerima.jabatan),
    selectinload(Naskah.lampiran),
    selectinload(Naskah.penanda_lain).joinedload(PenandaLain.jabatan),
    joinedload(Naskah.koreksi).joinedload(Koreksi.sasaran),
    joinedload(Naskah.unit),
    joinedload(Naskah.opd),
    joinedload(Naskah.konseptor),
    joinedload(Naskah.penandatangan).joinedload(Jabatan.unit),
)


#: For somebody of a panitia the case at once, so that policy never has to ask for it.
_PERKARA: Final = {False: (), True: (undefer(Naskah.perkara_id),)}


def get(session: Session, actor: Actor, naskah_id: int, *, whole: bool = True) -> Naskah:
    """One naskah with its route, recipients and lampiran.

    Args:
        whole: fetch at once all that a page asks for; without it every part is fetched when somebody asks, which is
            less work for an action that needs few.
    Raises:
        NotFound: there is none, or the actor may not know of it (OTR-04).
    """
    found = session.scalar(
        visible(actor).where(Naskah.id == naskah_id).options(*(_WHOLE if whole else ()), *_PERKARA[bool(actor.menilai)])
    )
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
        Naskah.konseptor_id == actor.pegawai_id, tetap(Naskah.status, (Status.KONSEP, Status.DIKEMBALIKAN))
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
    # From the few open paraf to their naskah: the other way round every naskah of the city would be looked at.
    asked = select(Paraf.naskah_id).where(
        within(Paraf.jabatan_id, actor.jabatan_ids),
        Paraf.given_at.is_(None),
        or_(Paraf.jenis == JenisParaf.KOORDINASI, nobody_before),
    )
    return and_(Naskah.status == Status.PEMERIKSAAN, Naskah.id.in_(asked))


def to_check(session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE) -> list[Naskah]:
    """Naskah that wait for the actor's paraf."""
    return list(session.scalars(_page(visible(actor).where(_my_turn(actor)), before, limit)))


def _mine_to_sign(actor: Actor) -> ColumnElement[bool]:
    waiting = (Status.SIAP_TTD, Status.GAGAL_TTD, Status.MENUNGGU_TTE)
    first = and_(
        Naskah.status.in_(waiting),
        within(Naskah.penandatangan_id, actor.ttd_jabatan_ids),
        ~Naskah.penanda_lain.any(PenandaLain.sha256.is_not(None)),
    )
    return or_(first, and_(Naskah.status == Status.MENUNGGU_PENANDA, Naskah.id.in_(_my_turn_to_sign(actor))))


def _my_turn_to_sign(actor: Actor) -> Select[tuple[int]]:
    """Naskah with several signers where the actor's jabatan is the first that has not signed."""
    earlier = PenandaLain.__table__.alias("penanda_sebelum")
    before = exists(
        select(earlier.c.id).where(
            earlier.c.naskah_id == PenandaLain.naskah_id,
            earlier.c.ditandatangani_at.is_(None),
            earlier.c.urutan < PenandaLain.urutan,
        )
    )
    return select(PenandaLain.naskah_id).where(
        within(PenandaLain.jabatan_id, actor.ttd_jabatan_ids), PenandaLain.ditandatangani_at.is_(None), ~before
    )


def to_sign(session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE) -> list[Naskah]:
    """Naskah that wait for the actor's signature."""
    return list(session.scalars(_page(visible(actor).where(_mine_to_sign(actor)), before, limit)))


def to_sign_in_a_row(session: Session, actor: Actor, *, most: int) -> list[int]:
    """Ids of what waits for the actor's signature alone, the urgent first, then the oldest.

    A naskah with several signers is signed from its own page, where it shows who signed before; the text and the letters
    of a surat massal are signed from the page of that.
    """
    urgency = case({Urgensi.AMAT_SEGERA: 0, Urgensi.SEGERA: 1}, value=Naskah.urgensi, else_=2)
    own_page = or_(Naskah.peran_massal.is_(None), Naskah.peran_massal == PeranMassal.SIARAN)
    mine = visible(actor).where(_mine_to_sign(actor), ~Naskah.penanda_lain.any(), own_page)
    return list(session.scalars(mine.with_only_columns(Naskah.id).order_by(urgency, Naskah.id).limit(most)))


def issued(
    session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE, unsent: bool = False
) -> list[Tercantum]:
    """Signed naskah the actor may read, newest first; `unsent`: with an outside recipient not yet served."""
    return tercantum.rows(session, _issued(actor, before is not None, unsent), {"sebelum": before, "banyak": limit})


@lru_cache(maxsize=256)
def _issued(actor: Actor, after: bool, unsent: bool) -> Select[Any]:
    """The statement of `issued`: putting it together costs more than its answer."""
    before = bindparam("sebelum", type_=BigId) if after else None
    limit = bindparam("banyak", type_=Integer())
    statement = visible(actor).where(
        tetap(Naskah.status, ISSUED), _unsent() if unsent else _among_newest(actor, before, limit)
    )
    if before is not None:
        statement = statement.where(Naskah.id < before)
    return tercantum.asked(statement.order_by(Naskah.id.desc()).limit(limit))


def _on_paper(actor: Actor) -> Select[tuple[Naskah]]:
    mine = or_(within(Naskah.opd_id, actor.tu_opd_ids), within(Naskah.penandatangan_id, actor.jabatan_ids))
    return visible(actor).where(Naskah.status == Status.MENUNGGU_PINDAIAN, mine)


def on_paper(session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE) -> list[Naskah]:
    """Naskah that are signed with a pen and whose scan the actor may bring; newest first."""
    return list(session.scalars(_page(_on_paper(actor), before, limit)))


def count_on_paper(session: Session, actor: Actor) -> int:
    """How many `on_paper` finds."""
    return jumlah(session, _on_paper_count(actor))


@lru_cache(maxsize=256)
def _on_paper_count(actor: Actor) -> Select[tuple[int]]:
    return counted(_on_paper(actor))


def _among_newest(actor: Actor, before: Any, limit: Any) -> ColumnElement[bool]:
    """Narrows the newest issued naskah to the newest of every way in which the actor knows one; decides no right.

    Whoever knows few would else walk back through all that the city wrote. Where a whole office is open, walking is
    the shortest way.
    """
    if actor.tu_opd_ids or actor.arsip_opd_ids or len(actor.unit_ids) > MOST_UNITS:
        return true()
    mine = select(Naskah.id).where(tetap(Naskah.status, ISSUED))
    around = mine.where(tetap(Naskah.sifat, REACH[Relation.UNIT]))
    ways = [mine.where(Naskah.konseptor_id == actor.pegawai_id)]
    for jabatan_id in sorted(actor.jabatan_ids | actor.mandat_jabatan_ids):
        ways.append(mine.where(Naskah.penandatangan_id == jabatan_id))
        ways.append(mine.join(Paraf, Paraf.naskah_id == Naskah.id).where(Paraf.jabatan_id == jabatan_id))
    ways += [around.where(Naskah.unit_id == unit_id) for unit_id in sorted(actor.unit_ids)]
    if given := {d.objek_id for d in actor.diberi if d.objek == "naskah"}:
        ways.append(mine.where(within(Naskah.id, given)))
    if actor.menilai:
        ways.append(mine.where(Naskah.id.in_(panitia.dinilai("naskah", actor.menilai))))
    return Naskah.id.in_(newest(ways, Naskah.id, before, limit))


def _unsent() -> ColumnElement[bool]:
    """An outside recipient waits; nobody waits for what was revoked."""
    waiting = select(Penerima.naskah_id).where(Penerima.tipe == TipePenerima.EKSTERNAL, Penerima.dikirim_at.is_(None))
    return and_(Naskah.id.in_(waiting), Naskah.keadaan != Keadaan.DICABUT)


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
        mine = visible(actor).where(tetap(Naskah.status, ISSUED), _unsent(), within(Naskah.opd_id, actor.tu_opd_ids))
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
        .where(Naskah.token == token, tetap(Naskah.status, ISSUED))
        .options(joinedload(Naskah.opd), joinedload(Naskah.penandatangan))
    )


def by_sha256(session: Session, sha256: str) -> Naskah | None:
    """The naskah whose signed file has this hash."""
    return session.scalar(select(Naskah).where(Naskah.pdf_sha256 == sha256))


_J: Final = Jabatan.__table__.c
_NAMES: Final = select(_J.id, _J.nama).where(_J.id.in_(bindparam("jabatan", expanding=True)))


def names(session: Session, jabatan_ids: Iterable[int]) -> dict[int, str]:
    """Names of jabatan by id; unknown ids are left out."""
    rows = session.execute(_NAMES, {"jabatan": list(jabatan_ids)}).tuples()
    return dict(rows.all())
