"""Hits as people see them: what the index found beside what the rows say, which alone decide who may see it."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Session

from eoffice import clock, search
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.arsip_impor import indexing as impor_indexing
from eoffice.arsip_impor import queries as impor
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import Ready, among, beside, filled, tetap
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah import jenis
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah, NaskahHalaman
from eoffice.naskah.states import ISSUED, Keadaan
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat


class Temuan(NamedTuple):
    """A hit as it is shown; `halaman` and `tingkat` are unknown where None.

    `berhalaman`: what stands on each of its pages was kept when it was signed, beside its row and not in the index.
    """

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
    objek: str = "naskah"
    id: int = 0
    halaman: int | None = None
    tingkat: int | None = None
    berhalaman: bool = False


def readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on `search.DOKUMEN`: the row behind it may be read by the actor (OTR-01, OTR-03)."""
    return or_(naskah_indexing.readable(actor), surat_indexing.readable(actor), impor_indexing.readable(actor))


#: Hits of a page, and of an export, whose rows are asked for together.
_TOGETHER: Final = (20, 200)


@lru_cache(maxsize=256)
def _naskah(actor: Actor, most: int) -> Ready:
    columns = (
        Naskah.id,
        Naskah.jenis,
        Naskah.tanggal,
        Naskah.sifat,
        Naskah.kode_klasifikasi,
        Naskah.keadaan,
        beside(Unit.nama, Unit.id == Naskah.unit_id, Naskah),
        beside(NaskahHalaman.naskah_id, NaskahHalaman.naskah_id == Naskah.id, Naskah),
    )
    found = naskah.visible(actor).with_only_columns(*columns)
    return Ready(found.where(among(Naskah.id, "id", most), tetap(Naskah.status, ISSUED)))


@lru_cache(maxsize=256)
def _surat(actor: Actor, most: int) -> Ready:
    s = SuratMasuk
    columns = (s.id, s.peran, s.tanggal_surat, s.diterima_at, s.sifat, s.kode_klasifikasi, s.asal_teks)
    named = (
        beside(Jabatan.nama, Jabatan.id == s.tujuan_jabatan_id, s),
        beside(Naskah.keadaan, Naskah.id == s.naskah_id, s),
        beside(NaskahHalaman.naskah_id, NaskahHalaman.naskah_id == s.naskah_id, s),
    )
    return Ready(surat_masuk.visible(actor).with_only_columns(*columns, *named).where(among(s.id, "id", most)))


@lru_cache(maxsize=256)
def _impor(actor: Actor, most: int) -> Ready:
    a = ArsipImpor
    unit = beside(Unit.nama, Unit.id == a.unit_id, a)
    columns = (a.id, a.jenis, a.tanggal, a.sifat, a.kode_klasifikasi, a.pencipta, unit)
    return Ready(impor.visible(actor).with_only_columns(*columns).where(among(a.id, "id", most)))


def tampil(session: Session, actor: Actor, hits: Iterable[search.Hit]) -> list[Temuan]:
    """The hits with what their rows know, one statement for each kind; one that the actor may not read is left out."""
    some = list(hits)
    rows = baris(session, actor, [(h.kind, h.id) for h in some])
    return [_MADE[h.kind](h, rows[h.kind, h.id]) for h in some if (h.kind, h.id) in rows]


def baris(session: Session, actor: Actor, some: Collection[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    """What the rows know of those of some records that the actor may read, by kind and id."""
    rows: dict[tuple[str, int], Any] = {}
    for kind, made in (("naskah", _naskah), ("surat_masuk", _surat), ("arsip_impor", _impor)):
        ids = [number for of, number in some if of == kind]
        most = next((n for n in _TOGETHER if n >= len(ids)), _TOGETHER[-1])
        for start in range(0, len(ids), most):
            asked = filled("id", ids[start : start + most], most)
            rows |= {(kind, row[0]): row for row in made(actor, most).all(session, asked)}
    return rows


def _found(hit: search.Hit, **known: Any) -> Temuan:
    """What a hit says of itself, with what its row knows."""
    return Temuan(
        hal=hit.hal,
        nomor=hit.nomor,
        cuplikan=hit.snippet,
        objek=hit.kind,
        id=hit.id,
        halaman=hit.halaman,
        tingkat=hit.tingkat,
        **known,
    )


def _of_naskah(hit: search.Hit, row: Any) -> Temuan:
    naskah_id, kode_jenis, tanggal, sifat, kode, keadaan, unit, pages = row
    return _found(
        hit,
        url=f"/naskah/{naskah_id}",
        jenis=jenis.get(kode_jenis).nama,
        tanggal=tanggal,
        sifat=sifat,
        kode=kode or "",
        pihak=f"Dari {unit}",
        keadaan=keadaan,
        berhalaman=pages is not None,
    )


def _of_surat(hit: search.Hit, row: Any) -> Temuan:
    surat_id, peran, tanggal, diterima_at, sifat, kode, asal, tujuan, keadaan, pages = row
    return _found(
        hit,
        url=f"/surat-masuk/{surat_id}",
        jenis="Tembusan masuk" if peran is PeranSurat.TEMBUSAN else "Surat masuk",
        tanggal=tanggal or clock.wib(diterima_at).date(),
        sifat=sifat,
        kode=kode or "",
        pihak=f"Dari {asal} untuk {tujuan}",
        keadaan=keadaan or Keadaan.BERLAKU,
        berhalaman=pages is not None,
    )


def _of_impor(hit: search.Hit, row: Any) -> Temuan:
    arsip_id, named, tanggal, sifat, kode, pencipta, unit = row
    return _found(
        hit,
        url=f"/arsip/impor/{arsip_id}",
        jenis=named or "Arsip impor",
        tanggal=tanggal,
        sifat=sifat,
        kode=kode or "",
        pihak=f"Dari {pencipta or unit}",
    )


_MADE = {"naskah": _of_naskah, "surat_masuk": _of_surat, "arsip_impor": _of_impor}
