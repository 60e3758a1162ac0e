"""An imported record as search sees it: its words, and the tokens that say what `queries.visible` says in SQL."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.arsip_impor.queries import visible
from eoffice.naskah.indexing import BODY_INDEXED, HIDDEN, TOGETHER, known_offices, line
from eoffice.organisasi.models import Unit
from eoffice.search import keys

#: What the filter «jenis» calls every imported record.
JENIS = "arsip_impor"


def rights(arsip: ArsipImpor) -> set[str]:
    """The tokens of whoever may read it."""
    found = {keys.jabatan(arsip.pejabat_id)} if arsip.pejabat_id is not None else set()
    for relation, token in (
        (Relation.UNIT, keys.unit(arsip.unit_id)),
        (Relation.TU, keys.tu(arsip.opd_id)),
        (Relation.ARSIPARIS, keys.arsiparis(arsip.opd_id)),
    ):
        if arsip.sifat in REACH[relation]:
            found.add(token)
    return found


def record(session: Session, arsip: ArsipImpor) -> search.Record | None:
    """The record as the index keeps it; None when it must not be found. Without a date it stands where it came in."""
    if arsip.sifat in HIDDEN:
        return None
    unit = session.get_one(Unit, arsip.unit_id)
    day = arsip.tanggal or arsip.diimpor_at.date()
    tokens = rights(arsip) | line(unit) | {keys.tahun(day.year), keys.jenis(JENIS)}
    if arsip.kode_klasifikasi:
        tokens |= keys.kode_dan_induk(arsip.kode_klasifikasi)
    parties = [arsip.pencipta, arsip.penandatangan, arsip.penerima, unit.nama]
    return search.Record(
        kind="arsip_impor",
        id=arsip.id,
        tanggal=day,
        hal=arsip.hal,
        nomor=" · ".join(x for x in (arsip.nomor, arsip.nomor_agenda and f"Agenda {arsip.nomor_agenda}") if x),
        isi=f"{arsip.uraian}\n{arsip.teks}".strip() if arsip.sifat in BODY_INDEXED else "",  # OTR-08
        pihak="\n".join(dict.fromkeys(p for p in parties if p)),
        tokens=frozenset(tokens),
    )


def put(session: Session, arsip: ArsipImpor) -> None:
    """Index a record as it is now, or take it out when it must not be found (OTR-09)."""
    made = record(session, arsip)
    if made is None:
        search.remove(session, "arsip_impor", arsip.id)
    else:
        search.put(session, made)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on `search.DOKUMEN`: it is an imported record that the actor may read (OTR-01, OTR-03)."""
    mine: Select[tuple[int]] = visible(actor).with_only_columns(ArsipImpor.id)
    row = search.DOKUMEN.c
    return (row.objek == "arsip_impor") & mine.where(ArsipImpor.id == row.objek_id).exists()


def rebuild(session: Session, tell: Callable[[int], None]) -> int:
    """Index every imported record into an empty index, telling after each how many are done; how many there are."""
    count = 0
    known = known_offices(session)
    found = select(ArsipImpor).order_by(ArsipImpor.id).execution_options(yield_per=TOGETHER)
    for part in session.scalars(found).partitions():
        search.add(session, [made for arsip in part if (made := record(session, arsip)) is not None])
        for _ in part:
            count += 1
            tell(count)
    del known
    return count
