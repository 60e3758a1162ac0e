"""A surat masuk as search sees it; call `put` whenever one is registered or its chain of disposisi gains or loses a jabatan."""

from collections.abc import Callable, Iterable

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from eoffice import clock, search
from eoffice.akses import models as pemberian
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.naskah.indexing import BODY_INDEXED, HIDDEN, TOGETHER, body, izin, known_offices, line
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.search import keys
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.surat_masuk.queries import visible

#: What the filter «jenis» calls every surat masuk.
JENIS = "surat_masuk"


def rights(surat: SuratMasuk, chain: Iterable[int]) -> set[str]:
    """The tokens of whoever may read the surat, as `queries.visible` says it (OTR-01).

    `chain` are the jabatan in its chain of disposisi.
    """
    found = {keys.jabatan(surat.tujuan_jabatan_id)} | {keys.jabatan(j) for j in chain}
    for relation, token in (
        (Relation.TU, keys.tu(surat.opd_id)),
        (Relation.ARSIPARIS, keys.arsiparis(surat.opd_id)),
    ):
        if surat.sifat in REACH[relation]:
            found.add(token)
    return found


def chains(session: Session, surat_ids: Iterable[int]) -> dict[int, list[int]]:
    """The jabatan in the chains of disposisi of some surat, as their table has them."""
    rows = select(SuratAkses.surat_id, SuratAkses.jabatan_id).where(SuratAkses.surat_id.in_(list(surat_ids)))
    found: dict[int, list[int]] = {}
    for surat_id, jabatan_id in session.execute(rows).tuples():
        found.setdefault(surat_id, []).append(jabatan_id)
    return found


def record(
    session: Session,
    surat: SuratMasuk,
    chain: Iterable[int] | None = None,
    given: Iterable[tuple[int, Sifat]] | None = None,
) -> search.Record | None:
    """The surat as the index keeps it; None when it must not be found.

    Args:
        chain: what `chains` said of it, where many are asked for together.
        given: who was let read it on request, likewise.
    """
    if surat.sifat in HIDDEN:
        return None
    if chain is None:
        chain = chains(session, [surat.id]).get(surat.id, ())
    if given is None:
        given = pemberian.tercatat(session, "surat_masuk", [surat.id]).get(surat.id, ())
    day = surat.tanggal_surat or clock.wib(surat.diterima_at).date()
    sender = session.get(Unit, surat.asal_unit_id) if surat.asal_unit_id is not None else None
    tokens = rights(surat, chain) | izin(given, surat.sifat) | line(sender) | {keys.tahun(day.year), keys.jenis(JENIS)}
    if surat.kode_klasifikasi:
        tokens |= keys.kode_dan_induk(surat.kode_klasifikasi)
    opd, tujuan = session.get_one(Unit, surat.opd_id), session.get_one(Jabatan, surat.tujuan_jabatan_id)
    text = ""
    if surat.sifat in BODY_INDEXED:  # OTR-08
        text = f"{surat.ringkasan}\n{body(surat.naskah) if surat.naskah is not None else surat.teks}".strip()
    parties = [surat.asal_teks, sender.nama if sender else "", tujuan.nama, opd.nama]
    return search.Record(
        kind="surat_masuk",
        id=surat.id,
        tanggal=day,
        hal=surat.hal,
        nomor=" · ".join(x for x in (surat.nomor_surat, f"Agenda {surat.nomor_agenda}/{surat.tahun}") if x),
        isi=text,
        pihak="\n".join(dict.fromkeys(p for p in parties if p)),
        tokens=frozenset(tokens),
    )


def put(session: Session, surat: SuratMasuk) -> None:
    """Index a surat as it is now, or take it out when it must not be found (OTR-09)."""
    session.flush()  # the chain is read from its table
    made = record(session, surat)
    if made is None:
        search.remove(session, "surat_masuk", surat.id)
    else:
        search.put(session, made)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on `search.DOKUMEN`: it is a surat masuk that the actor may read (OTR-01, OTR-03)."""
    mine: Select[tuple[int]] = visible(actor).with_only_columns(SuratMasuk.id)
    row = search.DOKUMEN.c
    return (row.objek == "surat_masuk") & mine.where(SuratMasuk.id == row.objek_id).exists()


def rebuild(session: Session, tell: Callable[[int], None]) -> int:
    """Index every surat into an empty index, telling after each how many are done; how many there are."""
    count = 0
    known = known_offices(session)
    arrived = selectinload(SuratMasuk.naskah).selectinload(Naskah.lampiran)
    found = select(SuratMasuk).order_by(SuratMasuk.id).options(arrived).execution_options(yield_per=TOGETHER)
    for part in session.scalars(found).partitions():
        chain = chains(session, [surat.id for surat in part])
        given = pemberian.tercatat(session, "surat_masuk", [surat.id for surat in part])
        made = [record(session, surat, chain.get(surat.id, ()), given.get(surat.id, ())) for surat in part]
        search.add(session, [one for one in made if one is not None])
        for _ in part:
            count += 1
            tell(count)
    del known
    return count
