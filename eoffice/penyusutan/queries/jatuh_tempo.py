"""What is due, as lists that start from the berkas the actor may read; `retensi.tempo` says the same of one berkas."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, case, extract, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Kustodi, Objek
from eoffice.arsip.tahan import Ditahan, Penahanan, PenahananButir
from eoffice.db import count, within
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.organisasi.models import Unit
from eoffice.penyusutan.models import ButirKasus
from eoffice.penyusutan.retensi import Keadaan, Tempo

PAGE: Final = 50
#: Rows of one export.
PALING_BANYAK: Final = 20_000


@dataclass(frozen=True)
class Pandangan:
    """What the list of what is due is narrowed to; `sampai` is the last day looked at, today when none is given."""

    tempo: Tempo
    unit_id: int | None = None
    bulan: str = ""
    sampai: date | None = None


def keadaan(berkas: Berkas) -> Keadaan:
    """The facts of one berkas for `retensi.tempo`."""
    return Keadaan(
        ditutup=berkas.ditutup is not None,
        jatuh_aktif=berkas.jatuh_aktif,
        jatuh_inaktif=berkas.jatuh_inaktif,
        nasib=berkas.nasib_akhir,
        kustodi=berkas.kustodi,
        vital=berkas.vital,
        terjaga=berkas.terjaga,
        ditahan=berkas.tahan_hukum,
        berakhir=berkas.akhir is not None,
    )


def syarat(tempo: Tempo, on: date) -> ColumnElement[bool]:
    """`retensi.tempo` in SQL: the berkas is due in this way on a day."""
    lives = and_(Berkas.akhir.is_(None), Berkas.ditutup.is_not(None))
    if tempo is Tempo.PEMICU:
        return and_(lives, or_(Berkas.jatuh_aktif.is_(None), Berkas.jatuh_inaktif.is_(None)))
    free = and_(lives, Berkas.tahan_hukum.is_(False), Berkas.jatuh_aktif.is_not(None))
    if tempo is Tempo.PINDAH:
        return and_(free, Berkas.jatuh_aktif <= on, Berkas.jatuh_inaktif > on, Berkas.kustodi == Kustodi.UNIT_PENGOLAH)
    over = and_(free, Berkas.jatuh_inaktif <= on)
    flagged = or_(Berkas.vital, Berkas.terjaga)
    if tempo is Tempo.SERAH:
        return and_(over, Berkas.nasib_akhir == NasibAkhir.PERMANEN)
    if tempo is Tempo.MUSNAH:
        return and_(over, Berkas.nasib_akhir == NasibAkhir.MUSNAH, ~flagged)
    again = or_(
        Berkas.nasib_akhir == NasibAkhir.DINILAI_KEMBALI, and_(Berkas.nasib_akhir == NasibAkhir.MUSNAH, flagged)
    )
    return and_(over, again)


def hari(tempo: Tempo) -> ColumnElement[date | None]:
    """The column by which a kind of due berkas is ordered and cut into months."""
    if tempo is Tempo.PEMICU:
        return Berkas.ditutup.expression
    return Berkas.jatuh_aktif.expression if tempo is Tempo.PINDAH else Berkas.jatuh_inaktif.expression


def _due(actor: Actor, pandangan: Pandangan) -> Select[tuple[Berkas]]:
    on = pandangan.sampai or clock.today()
    found = arsip.visible(actor).where(_concerns(actor), syarat(pandangan.tempo, on))
    if pandangan.unit_id is not None:
        found = found.where(Berkas.unit_id == pandangan.unit_id)
    if pandangan.bulan:
        year, month = (int(part) for part in pandangan.bulan.split("-"))
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
        found = found.where(hari(pandangan.tempo) >= first, hari(pandangan.tempo) < after)
    return found


def dilayani(actor: Actor) -> frozenset[int]:
    """The perangkat daerah whose lists of what is due concern the actor."""
    return actor.arsip_opd_ids | actor.pimpinan_opd_ids | actor.sekretaris_opd_ids


def _concerns(actor: Actor) -> ColumnElement[bool]:
    """Berkas of those perangkat daerah, or of a unit that the actor leads."""
    led = within(Berkas.unit_id, actor.unit_ids) if actor.memeriksa else false()
    return or_(within(Berkas.opd_id, dilayani(actor)), led)


def daftar_tempo(
    session: Session, actor: Actor, pandangan: Pandangan, *, mulai: int = 0, limit: int = PAGE + 1
) -> list[Berkas]:
    """What is due, the longest overdue first."""
    loaded = _due(actor, pandangan).options(
        joinedload(Berkas.unit), joinedload(Berkas.opd), joinedload(Berkas.klasifikasi)
    )
    return list(session.scalars(loaded.order_by(hari(pandangan.tempo), Berkas.id).offset(mulai).limit(limit)))


def hitung(session: Session, actor: Actor, *, sampai: date | None = None) -> dict[Tempo, int]:
    """How much is due of every kind, in one statement."""
    on = sampai or clock.today()
    kind = case(*((syarat(t, on), str(t)) for t in Tempo), else_="")
    rows = (
        arsip.visible(actor)
        .where(_concerns(actor), Berkas.akhir.is_(None), Berkas.ditutup.is_not(None))
        .with_only_columns(kind, func.count())
        .group_by(kind)
        .order_by(None)
    )
    found = dict.fromkeys(Tempo, 0)
    found |= {Tempo(word): number for word, number in session.execute(rows).tuples() if word}
    return found


def per_unit(session: Session, actor: Actor, pandangan: Pandangan) -> list[tuple[int, str, int]]:
    """Unit, its name, and how much of this kind is due there; the most first."""
    from_all = Pandangan(pandangan.tempo, None, pandangan.bulan, pandangan.sampai)
    rows = (
        _due(actor, from_all)
        .join(Unit, Unit.id == Berkas.unit_id)
        .with_only_columns(Berkas.unit_id, func.max(Unit.nama), func.count())
        .group_by(Berkas.unit_id)
        .order_by(func.count().desc(), Berkas.unit_id)
    )
    return [(unit_id, name, number) for unit_id, name, number in session.execute(rows).tuples()]


def per_bulan(session: Session, actor: Actor, pandangan: Pandangan) -> list[tuple[str, int]]:
    """Month as `2026-11` and how much of this kind fell due in it, oldest first."""
    from_all = Pandangan(pandangan.tempo, pandangan.unit_id, "", pandangan.sampai)
    year, month = (extract(part, hari(pandangan.tempo)) for part in ("year", "month"))
    rows = (
        _due(actor, from_all).with_only_columns(year, month, func.count()).group_by(year, month).order_by(year, month)
    )
    return [(f"{int(y):04d}-{int(m):02d}", number) for y, m, number in session.execute(rows).tuples()]


def dalam_perkara(session: Session, berkas_ids: Collection[int]) -> set[int]:
    """Of these berkas those that a living case of penyusutan has already."""
    claimed = select(ButirKasus.klaim_id).where(ButirKasus.klaim_id.in_(list(berkas_ids)))
    return {i for i in session.scalars(claimed) if i is not None}


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """What waits for an arsiparis, for the menu."""
    if not actor.arsip_opd_ids:
        return {}
    found = hitung(session, actor)
    return {"jatuh_tempo": found[Tempo.PINDAH] + found[Tempo.MUSNAH] + found[Tempo.NILAI] + found[Tempo.SERAH]}


def banyak_ditahan(session: Session, penahanan: Penahanan) -> int:
    """How many things a hold names. A number of the hold itself, not of what the actor may read in it."""
    return count(session, select(PenahananButir).where(PenahananButir.penahanan_id == penahanan.id))


def isi_tahan(
    session: Session, actor: Actor, penahanan: Penahanan, *, limit: int
) -> tuple[list[Berkas], list[arsip.Butir], int]:
    """What a hold names: the berkas and records that the actor may read, and how many others."""
    named = session.execute(
        select(PenahananButir.objek, PenahananButir.objek_id).where(PenahananButir.penahanan_id == penahanan.id)
    ).all()
    ids = [i for objek, i in named if objek is Ditahan.BERKAS]
    mine = arsip.visible(actor).where(Berkas.id.in_(ids)).options(joinedload(Berkas.unit))
    readable = count(session, arsip.visible(actor).where(Berkas.id.in_(ids)))
    berkas = list(session.scalars(mine.order_by(Berkas.id).limit(limit)))
    asked = [(Objek(str(objek)), objek_id) for objek, objek_id in named if objek is not Ditahan.BERKAS]
    records = arsip.butir_terbaca(session, actor, asked)[:limit]
    return berkas, records, len(named) - readable - len(records)


def untuk_ditahan(
    session: Session, actor: Actor, words: str, picked: Collection[int], *, limit: int
) -> Sequence[Berkas]:
    """Berkas with these words that could be ticked in the form of a hold, those already ticked first."""
    fitting = arsip.visible(actor).where(Berkas.akhir.is_(None))
    for word in words.lower().split()[:8]:
        like = f"%{klasifikasi.like(word)}%"
        columns = (Berkas.judul, Berkas.indeks, Berkas.kode_klasifikasi)
        fitting = fitting.where(or_(*(c.ilike(like, escape="\\") for c in columns)))
    kept = arsip.visible(actor).where(Berkas.id.in_(list(picked))).options(joinedload(Berkas.unit))
    found = list(session.scalars(kept.order_by(Berkas.id.desc()))) if picked else []
    if words:
        more = session.scalars(fitting.options(joinedload(Berkas.unit)).order_by(Berkas.id.desc()).limit(limit))
        found += [b for b in more if b.id not in set(picked)]
    return found
