"""An imported record as search sees it: its words, and the tokens that say what `queries.visible` says in SQL."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.akses import models as pemberian
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.arsip_impor.queries import visible
from eoffice.naskah.indexing import (
    BODY_INDEXED,
    HIDDEN,
    above,
    filed,
    izin,
    kept_by,
    known_offices,
    kustodi,
    line,
    together,
)
from eoffice.organisasi.models import Unit
from eoffice.search import keys

#: What the filter «jenis» calls every imported record.
JENIS: Final = "arsip_impor"


def rights(arsip: ArsipImpor) -> set[str]:
    """The tokens of whoever may read it."""
    found = {keys.jabatan(arsip.pejabat_id)} if arsip.pejabat_id is not None else set()
    for relation, token in (
        (Relation.UNIT, keys.unit(arsip.unit_id)),
        (Relation.TU, keys.tu(arsip.opd_id)),
        (Relation.ARSIPARIS, keys.arsiparis(arsip.opd_id)),
        *kustodi(arsip.kustodi_unit_id),
    ):
        if arsip.sifat in REACH[relation]:
            found.add(token)
    return found


def record(
    session: Session,
    arsip: ArsipImpor,
    berkas: dict[int, int] | None = None,
    given: Iterable[tuple[int, Sifat]] | None = None,
) -> search.Record | None:
    """The record as the index keeps it; None when it must not be found. Without a date it stands where it came in.

    Args:
        berkas: in which berkas it lies, as `filed` says, where many are asked for together.
        given: who was let read it on request, likewise.
    """
    if arsip.sifat in HIDDEN or arsip.musnah_at is not None:
        return None
    if given is None:
        given = pemberian.tercatat(session, JENIS, [arsip.id]).get(arsip.id, ())
    if berkas is None:
        berkas = filed(session, "arsip_impor", [arsip.id])
    unit = session.get_one(Unit, arsip.unit_id)
    day = arsip.tanggal or arsip.diimpor_at.date()
    tokens = rights(arsip) | izin(given, arsip.sifat) | line(unit) | {keys.tahun(day.year), keys.jenis(JENIS)}
    if arsip.id in berkas:
        tokens.add(keys.berkas(berkas[arsip.id]))
    if arsip.kode_klasifikasi:
        tokens |= keys.kode_dan_induk(arsip.kode_klasifikasi)
    tokens |= kept_by(unit) | {keys.sifat(arsip.sifat), keys.status(JENIS)}
    return search.Record(
        kind="arsip_impor",
        id=arsip.id,
        tanggal=day,
        hal=arsip.hal,
        nomor=" · ".join(x for x in (arsip.nomor, arsip.nomor_agenda and f"Agenda {arsip.nomor_agenda}") if x),
        isi=f"{arsip.uraian}\n{arsip.teks}".strip() if arsip.sifat in BODY_INDEXED else "",  # OTR-08
        dari=together([arsip.pencipta, *(each.nama for each in above(unit))]),
        kepada=arsip.penerima or "",
        ttd=arsip.penandatangan or "",
        pihak="Arsip impor",
        tokens=frozenset(tokens),
        saring=search.Saring(
            jenis=JENIS,
            tahun=str(day.year),
            unit=str(arsip.opd_id),
            klasifikasi=(arsip.kode_klasifikasi or "").partition(".")[0],
            sifat=str(arsip.sifat),
            status=JENIS,
        ),
    )


def put(session: Session, arsip: ArsipImpor) -> None:
    """Index a record as it is now, or take it out when it must not be found (OTR-09)."""
    search.keep(session, "arsip_impor", arsip.id, record(session, arsip))


def put_all(session: Session, rows: Sequence[ArsipImpor]) -> None:
    """As `put` for many that came in together."""
    made = _records(session, rows)
    kept = {one.id for one in made}
    for arsip in rows:
        if arsip.id not in kept:
            search.remove(session, JENIS, arsip.id)
    search.put_all(session, made)


def _records(session: Session, rows: Sequence[ArsipImpor]) -> list[search.Record]:
    known, ids = known_offices(session), [arsip.id for arsip in rows]
    berkas, given = filed(session, JENIS, ids), pemberian.tercatat(session, JENIS, ids)
    made = [record(session, arsip, berkas, given.get(arsip.id, ())) for arsip in rows]
    del known  # held until here, so that looking one up cost no statement
    return [one for one in made if one is not None]


def readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on `search.DOKUMEN`: it is an imported record that the actor may read (OTR-01, OTR-03)."""
    mine: Select[tuple[int]] = visible(actor).with_only_columns(ArsipImpor.id)
    row = search.DOKUMEN.c
    return (row.objek == "arsip_impor") & mine.where(ArsipImpor.id == row.objek_id).exists()


def records(session: Session, after: int, limit: int) -> tuple[list[search.Record], int | None]:
    """The imported records after an id as the index keeps them, and the last id looked at; None when there is none more."""
    rows = session.scalars(select(ArsipImpor).where(ArsipImpor.id > after).order_by(ArsipImpor.id).limit(limit)).all()
    return _records(session, rows), rows[-1].id if rows else None
