"""Hits as people see them: what the index found beside what the rows say, which alone decide who may see it."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, String, cast, literal_column, null, or_, type_coerce, union_all
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


#: Hits of one kind on a page, and of an export, whose rows are asked for together.
_TOGETHER: Final = (12, 20, 200)
_N, _S, _A = Naskah, SuratMasuk, ArsipImpor


class _Baris(NamedTuple):
    """What a row knows of a hit, whatever its kind; what a kind does not have is None."""

    objek: str
    id: int
    jenis: str
    tanggal: date | None
    diterima_at: datetime | None
    sifat: Sifat
    kode: str | None
    asal: str | None
    nama: str
    keadaan: Keadaan | None
    halaman: int | None


_NOT_RECEIVED: Final = cast(null(), _S.diterima_at.type)
_NO_STATE: Final = cast(null(), _N.keadaan.type)
_NO_PAGES: Final = cast(null(), NaskahHalaman.naskah_id.type)


def _naskah(actor: Actor, most: int) -> Select[Any]:
    unit = beside(Unit.nama, Unit.id == _N.unit_id, _N)
    pages = beside(NaskahHalaman.naskah_id, NaskahHalaman.naskah_id == _N.id, _N)
    some = naskah.visible(actor).where(among(_N.id, "naskah", most), tetap(_N.status, ISSUED))
    return some.with_only_columns(
        literal_column("'naskah'", String), _N.id, _N.jenis, _N.tanggal, _NOT_RECEIVED, _N.sifat, _N.kode_klasifikasi,
        cast(null(), String), unit, _N.keadaan, pages,
    )  # fmt: skip


def _surat(actor: Actor, most: int) -> Select[Any]:
    tujuan = beside(Jabatan.nama, Jabatan.id == _S.tujuan_jabatan_id, _S)
    keadaan = beside(_N.keadaan, _N.id == _S.naskah_id, _S)
    pages = beside(NaskahHalaman.naskah_id, NaskahHalaman.naskah_id == _S.naskah_id, _S)
    return surat_masuk.visible(actor).where(among(_S.id, "surat_masuk", most)).with_only_columns(
        literal_column("'surat_masuk'", String), _S.id, type_coerce(_S.peran, String), _S.tanggal_surat, _S.diterima_at,
        _S.sifat, _S.kode_klasifikasi, _S.asal_teks, tujuan, keadaan, pages,
    )  # fmt: skip


def _impor(actor: Actor, most: int) -> Select[Any]:
    unit = beside(Unit.nama, Unit.id == _A.unit_id, _A)
    return impor.visible(actor).where(among(_A.id, "arsip_impor", most)).with_only_columns(
        literal_column("'arsip_impor'", String), _A.id, _A.jenis, _A.tanggal, _NOT_RECEIVED, _A.sifat,
        _A.kode_klasifikasi, _A.pencipta, unit, _NO_STATE, _NO_PAGES,
    )  # fmt: skip


_ASKED: Final = {"naskah": _naskah, "surat_masuk": _surat, "arsip_impor": _impor}


@lru_cache(maxsize=512)
def _rows(actor: Actor, kinds: tuple[str, ...], most: int) -> Ready:
    """The rows of some of each of these kinds, in one question."""
    parts = [_ASKED[kind](actor, most) for kind in kinds]
    return Ready(union_all(*parts) if len(parts) > 1 else parts[0])


def tampil(session: Session, actor: Actor, hits: Iterable[search.Hit]) -> list[Temuan]:
    """The hits with what their rows know, in one statement; one that the actor may not read is left out."""
    some = list(hits)
    rows = baris(session, actor, [(h.kind, h.id) for h in some])
    return [_MADE[h.kind](h, rows[h.kind, h.id]) for h in some if (h.kind, h.id) in rows]


def baris(session: Session, actor: Actor, some: Collection[tuple[str, int]]) -> dict[tuple[str, int], _Baris]:
    """What the rows know of those of some records that the actor may read, by kind and id."""
    ids = {kind: found for kind in _ASKED if (found := [number for of, number in some if of == kind])}
    longest = max(map(len, ids.values()), default=0)
    most = next((n for n in _TOGETHER if n >= longest), _TOGETHER[-1])
    rows: dict[tuple[str, int], _Baris] = {}
    for start in range(0, longest, most):
        now = {kind: found[start : start + most] for kind, found in ids.items() if len(found) > start}
        asked: dict[str, Any] = {}
        for kind, found in now.items():
            asked |= filled(kind, found, most)
        rows |= {(row[0], row[1]): _Baris._make(row) for row in _rows(actor, tuple(now), most).all(session, asked)}
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


def _of_naskah(hit: search.Hit, row: _Baris) -> Temuan:
    return _found(
        hit,
        url=f"/naskah/{row.id}",
        jenis=jenis.get(row.jenis).nama,
        tanggal=row.tanggal,
        sifat=row.sifat,
        kode=row.kode or "",
        pihak=f"Dari {row.nama}",
        keadaan=row.keadaan,
        berhalaman=row.halaman is not None,
    )


def _of_surat(hit: search.Hit, row: _Baris) -> Temuan:
    assert row.diterima_at is not None
    return _found(
        hit,
        url=f"/surat-masuk/{row.id}",
        jenis="Tembusan masuk" if row.jenis == PeranSurat.TEMBUSAN else "Surat masuk",
        tanggal=row.tanggal or clock.wib(row.diterima_at).date(),
        sifat=row.sifat,
        kode=row.kode or "",
        pihak=f"Dari {row.asal} untuk {row.nama}",
        keadaan=row.keadaan or Keadaan.BERLAKU,
        berhalaman=row.halaman is not None,
    )


def _of_impor(hit: search.Hit, row: _Baris) -> Temuan:
    return _found(
        hit,
        url=f"/arsip/impor/{row.id}",
        jenis=row.jenis or "Arsip impor",
        tanggal=row.tanggal,
        sifat=row.sifat,
        kode=row.kode or "",
        pihak=f"Dari {row.asal or row.nama}",
    )


_MADE = {"naskah": _of_naskah, "surat_masuk": _of_surat, "arsip_impor": _of_impor}
