"""The records of a list of contents: what may only be masked is masked, what may not be known is not there (6.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.arsip.models import IsiBerkas
from eoffice.arsip.states import Objek
from eoffice.arsip_impor import queries as impor_queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.naskah import jenis
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

Baris = list[str]


@dataclass(frozen=True)
class _Kind:
    """One kind of record: those that a reader may open, and what a list tells of it (number, hal, sifat, source)."""

    objek: Objek
    model: Any
    mine: Select[Any]
    told: tuple[Any, ...]


def _kinds(actor: Actor) -> tuple[_Kind, ...]:
    n, s, a = Naskah, SuratMasuk, ArsipImpor
    return (
        _Kind(Objek.NASKAH, n, naskah_queries.visible(actor), (n.nomor, n.hal, n.sifat, n.jenis)),
        _Kind(Objek.SURAT_MASUK, s, surat_queries.visible(actor), (s.nomor_surat, s.hal, s.sifat, s.asal_teks)),
        _Kind(Objek.ARSIP_IMPOR, a, impor_queries.visible(actor), (a.nomor, a.hal, a.sifat, a.pencipta)),
    )


def baris(session: Session, actor: Actor, items: Sequence[IsiBerkas]) -> list[Baris]:
    """These records of berkas. Who may not read one sees of Rahasia its number and date, of Sangat Rahasia nothing."""
    known: dict[tuple[Objek, int], Sequence[Any]] = {}
    seen: set[tuple[Objek, int]] = set()
    for kind in _kinds(actor):
        ids = [i.objek_id for i in items if i.objek is kind.objek]
        if not ids:
            continue
        mine = kind.mine.where(kind.model.id.in_(ids)).with_only_columns(kind.model.id)
        plain = select(kind.model.id, *kind.told).where(kind.model.id.in_(ids))
        known |= {(kind.objek, row[0]): row[1:] for row in session.execute(plain)}
        seen |= {(kind.objek, i) for i in session.scalars(mine)}
    rows = []
    for item in items:
        key = (item.objek, item.objek_id)
        if key not in known:
            continue
        nomor, hal, sifat, source = known[key]
        if key not in seen and sifat is Sifat.SANGAT_RAHASIA:
            continue
        told = f"{nomor or 'Tanpa nomor'}: {hal}" if key in seen else f"{nomor or 'Tanpa nomor'} ({_mask(sifat)})"
        kode = (item.kode_klasifikasi or item.berkas.kode_klasifikasi) if key in seen else ""
        about = _about(item.objek, source) if key in seen else ""
        day = item.tanggal.strftime("%d-%m-%Y") if item.tanggal else ""
        nomor_berkas = item.berkas.nomor
        rows.append(
            [nomor_berkas, str(item.urutan), kode, told, day, "1", str(item.tingkat_perkembangan).capitalize(), about]
        )
    return rows


def hidden(actor: Actor) -> ColumnElement[bool]:
    """Items of Sangat Rahasia that the actor may not read: they are in no list and in no count of it (OTR-03)."""
    parts: list[ColumnElement[bool]] = []
    for kind in _kinds(actor):
        model = kind.model
        read = (
            kind.mine.with_only_columns(model.id).where(model.sifat == Sifat.SANGAT_RAHASIA).order_by(None).subquery()
        )
        closed = select(model.id).where(model.sifat == Sifat.SANGAT_RAHASIA, model.id.not_in(select(read.c.id)))
        parts.append(and_(IsiBerkas.objek == kind.objek, IsiBerkas.objek_id.in_(closed)))
    return or_(*parts)


def _about(objek: Objek, source: str) -> str:
    return jenis.get(source).nama if objek is Objek.NASKAH else f"Dari {source}" if source else ""


def _mask(sifat: Sifat) -> str:
    return "Terbatas" if sifat is Sifat.TERBATAS else "Rahasia"
