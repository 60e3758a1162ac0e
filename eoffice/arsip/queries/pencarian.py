"""Searching everything one may read: the index proposes, the rows decide, and only then anything is counted or shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock, search
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah import jenis
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Keadaan
from eoffice.search import keys
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat

PAGE: Final = 20
#: What the filter «jenis» calls a surat masuk.
SURAT_MASUK: Final = surat_indexing.JENIS


@dataclass(frozen=True)
class Permintaan:
    """What somebody looks for: words as typed, filters already checked."""

    kata: str = ""
    pengirim: str = ""
    unit_id: int | None = None
    kode: str = ""
    jenis: str = ""
    dari: date | None = None
    sampai: date | None = None

    @property
    def kosong(self) -> bool:
        """Nothing is asked for, so that the page explains itself instead."""
        return self == Permintaan()


@dataclass(frozen=True)
class Temuan:
    """A hit as it is shown."""

    url: str
    jenis: str
    tanggal: date | None
    sifat: Sifat
    kode: str
    pihak: str
    hal: search.Pieces
    nomor: search.Pieces
    cuplikan: search.Pieces
    keadaan: Keadaan = Keadaan.BERLAKU


@dataclass(frozen=True)
class Hasil:
    """One page of hits, how many there are (`search.CAP` + 1 for more), and where the next page starts."""

    temuan: tuple[Temuan, ...] = ()
    jumlah: int = 0
    sesudah: int | None = None

    @property
    def banyak(self) -> bool:
        """More than are counted."""
        return self.jumlah > search.CAP


def query_of(actor: Actor, asked: Permintaan) -> search.Query:
    """The question to the index, with the rights of the actor as of now."""
    filters = set()
    if asked.unit_id is not None:
        filters.add(keys.dari(asked.unit_id))
    if asked.kode:
        filters.add(keys.kode(asked.kode))
    if asked.jenis:
        filters.add(keys.jenis(asked.jenis))
    return search.Query(
        words=asked.kata,
        pihak=asked.pengirim,
        any=naskah_indexing.held(actor),
        all=frozenset(filters),
        dari=asked.dari,
        sampai=asked.sampai,
    )


def readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on `search.DOKUMEN`: the row behind it may be read by the actor (OTR-01, OTR-03)."""
    return or_(naskah_indexing.readable(actor), surat_indexing.readable(actor))


def cari(session: Session, actor: Actor, asked: Permintaan, *, before: int | None = None) -> Hasil:
    """Search with the actor's rights; the same number of statements for any number of hits."""
    query, allowed = query_of(actor, asked), readable(actor)
    hits = search.find(session, query, allowed=allowed, before=before, limit=PAGE + 1)
    shown, more = hits[:PAGE], len(hits) > PAGE
    return Hasil(
        temuan=tuple(_shown(session, shown)),
        jumlah=search.count(session, query, allowed=allowed),
        sesudah=shown[-1].urut if more else None,
    )


def _shown(session: Session, hits: list[search.Hit]) -> Iterator[Temuan]:
    """The hits with what their rows know, two statements in all; every one was allowed by `cari`."""
    naskah_ids = [h.id for h in hits if h.kind == "naskah"]
    surat_ids = [h.id for h in hits if h.kind == "surat_masuk"]
    written = select(Naskah).where(Naskah.id.in_(naskah_ids)).options(joinedload(Naskah.unit))
    state = joinedload(SuratMasuk.naskah).load_only(Naskah.id, Naskah.keadaan)
    received = select(SuratMasuk).where(SuratMasuk.id.in_(surat_ids)).options(joinedload(SuratMasuk.tujuan), state)
    naskah = {n.id: n for n in session.scalars(written)} if naskah_ids else {}
    surat = {s.id: s for s in session.scalars(received)} if surat_ids else {}
    for hit in hits:
        yield _naskah(hit, naskah[hit.id]) if hit.kind == "naskah" else _surat(hit, surat[hit.id])


def _surat(hit: search.Hit, surat: SuratMasuk) -> Temuan:
    return Temuan(
        url=f"/surat-masuk/{surat.id}",
        jenis="Tembusan masuk" if surat.peran is PeranSurat.TEMBUSAN else "Surat masuk",
        tanggal=surat.tanggal_surat or clock.wib(surat.diterima_at).date(),
        sifat=surat.sifat,
        kode=surat.kode_klasifikasi or "",
        pihak=f"Dari {surat.asal_teks} untuk {surat.tujuan.nama}",
        hal=hit.hal,
        nomor=hit.nomor,
        cuplikan=hit.snippet,
        keadaan=surat.naskah.keadaan if surat.naskah is not None else Keadaan.BERLAKU,
    )


def _naskah(hit: search.Hit, naskah: Naskah) -> Temuan:
    return Temuan(
        url=f"/naskah/{naskah.id}",
        jenis=jenis.get(naskah.jenis).nama,
        tanggal=naskah.tanggal,
        sifat=naskah.sifat,
        kode=naskah.kode_klasifikasi or "",
        pihak=f"Dari {naskah.unit.nama}",
        hal=hit.hal,
        nomor=hit.nomor,
        cuplikan=hit.snippet,
        keadaan=naskah.keadaan,
    )
