"""A surat masuk as search sees it: its words, and the tokens that say in the index what `queries.visible` says in SQL."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from eoffice import clock, search
from eoffice.akses import models as pemberian
from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.naskah.indexing import (
    BODY_INDEXED,
    HIDDEN,
    above,
    body,
    filed,
    izin,
    kept_by,
    known_offices,
    kustodi,
    line,
    together,
)
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
        *kustodi(surat.kustodi_unit_id),
    ):
        if surat.sifat in REACH[relation]:
            found.add(token)
    return found


def opened(actor: Actor) -> frozenset[frozenset[str]]:
    """What an operator holds beside: surat to or in the chain of who is served, each sifat as far as the mandate reaches."""
    return frozenset(
        frozenset({keys.jabatan(served), keys.sifat(sifat), keys.jenis(JENIS)})
        for sifat in Sifat
        for served in actor.atas_nama_ids(HakOperator.BACA, sifat)
    )


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
    berkas: dict[int, int] | None = None,
) -> search.Record | None:
    """The surat as the index keeps it; None when it must not be found.

    Args:
        chain: what `chains` said of it, where many are asked for together.
        given: who was let read it on request, likewise.
        berkas: in which berkas it lies, likewise.
    """
    if surat.sifat in HIDDEN or surat.musnah_at is not None:
        return None
    if chain is None:
        chain = chains(session, [surat.id]).get(surat.id, ())
    if given is None:
        given = pemberian.tercatat(session, "surat_masuk", [surat.id]).get(surat.id, ())
    if berkas is None:
        berkas = filed(session, "surat_masuk", [surat.id])
    day = surat.tanggal_surat or clock.wib(surat.diterima_at).date()
    sender = session.get(Unit, surat.asal_unit_id) if surat.asal_unit_id is not None else None
    opd, tujuan = session.get_one(Unit, surat.opd_id), session.get_one(Jabatan, surat.tujuan_jabatan_id)
    tokens = rights(surat, chain) | izin(given, surat.sifat) | line(sender) | kept_by(tujuan.unit) | kept_by(opd) | {
        keys.tahun(day.year),
        keys.jenis(JENIS),
        keys.sifat(surat.sifat),
        keys.status(surat.status),
    }  # fmt: skip
    if surat.id in berkas:
        tokens.add(keys.berkas(berkas[surat.id]))
    if surat.kode_klasifikasi:
        tokens |= keys.kode_dan_induk(surat.kode_klasifikasi)
    kept = surat.naskah if surat.naskah is not None and surat.naskah.musnah_at is None else None  # else it has the text
    text, signed = "", surat.naskah.penanda or {} if surat.naskah is not None else {}
    if surat.sifat in BODY_INDEXED:  # OTR-08
        text = f"{surat.ringkasan}\n{body(kept) if kept is not None else surat.teks}"
        text = text.strip(" \n\r\t")  # a page without words keeps its place
    return search.Record(
        kind="surat_masuk",
        id=surat.id,
        tanggal=day,
        hal=surat.hal,
        nomor=" · ".join(x for x in (surat.nomor_surat, f"Agenda {surat.nomor_agenda}/{surat.tahun}") if x),
        isi=text,
        dari=together([surat.asal_teks, *(each.nama for each in above(sender))]),
        kepada=together([tujuan.nama, opd.nama]),
        ttd=together(str(signed.get(k, "")) for k in ("nama", "jabatan")),
        pihak="Surat masuk",
        tokens=frozenset(tokens),
        saring=search.Saring(
            jenis=JENIS,
            tahun=str(day.year),
            unit=str(surat.opd_id),
            klasifikasi=(surat.kode_klasifikasi or "").partition(".")[0],
            sifat=str(surat.sifat),
            status=str(surat.status),
        ),
    )


def put(session: Session, surat: SuratMasuk) -> None:
    """Index a surat as it is now, or take it out when it must not be found (OTR-09)."""
    session.flush()  # the chain is read from its table
    search.keep(session, "surat_masuk", surat.id, record(session, surat))


def readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on `search.DOKUMEN`: it is a surat masuk that the actor may read (OTR-01, OTR-03)."""
    mine: Select[tuple[int]] = visible(actor).with_only_columns(SuratMasuk.id)
    row = search.DOKUMEN.c
    return (row.objek == "surat_masuk") & mine.where(SuratMasuk.id == row.objek_id).exists()


def records(session: Session, after: int, limit: int) -> tuple[list[search.Record], int | None]:
    """The surat after an id as the index keeps them, and the last id looked at; None when there is none more."""
    known = known_offices(session)
    arrived = selectinload(SuratMasuk.naskah).options(selectinload(Naskah.lampiran), selectinload(Naskah.penanda_lain))
    found = select(SuratMasuk).where(SuratMasuk.id > after).order_by(SuratMasuk.id).limit(limit).options(arrived)
    rows = session.scalars(found).all()
    ids = [surat.id for surat in rows]
    chain, given = chains(session, ids), pemberian.tercatat(session, "surat_masuk", ids)
    berkas = filed(session, "surat_masuk", ids)
    made = [record(session, surat, chain.get(surat.id, ()), given.get(surat.id, ()), berkas) for surat in rows]
    del known  # held until here, so that looking one up cost no statement
    return [one for one in made if one is not None], rows[-1].id if rows else None
