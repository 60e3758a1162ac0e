"""The records of a list of contents: what may only be masked is masked, what may not be known is not there (6.4)."""

from collections.abc import Sequence
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


def baris(session: Session, actor: Actor, items: Sequence[IsiBerkas]) -> list[Baris]:
    """These records of berkas. Who may not read one sees of Rahasia its number and date, of Sangat Rahasia nothing."""
    naskah_ids = [i.objek_id for i in items if i.objek is Objek.NASKAH]
    surat_ids = [i.objek_id for i in items if i.objek is Objek.SURAT_MASUK]
    naskah = select(Naskah.id, Naskah.nomor, Naskah.hal, Naskah.sifat, Naskah.jenis).where(Naskah.id.in_(naskah_ids))
    surat = select(SuratMasuk.id, SuratMasuk.nomor_surat, SuratMasuk.hal, SuratMasuk.sifat, SuratMasuk.asal_teks).where(
        SuratMasuk.id.in_(surat_ids)
    )
    mine = naskah_queries.visible(actor).where(Naskah.id.in_(naskah_ids)).with_only_columns(Naskah.id)
    ours = surat_queries.visible(actor).where(SuratMasuk.id.in_(surat_ids)).with_only_columns(SuratMasuk.id)
    known = {(Objek.NASKAH, row[0]): row[1:] for row in session.execute(naskah)}
    known |= {(Objek.SURAT_MASUK, row[0]): row[1:] for row in session.execute(surat)}
    seen = {(Objek.NASKAH, i) for i in session.scalars(mine)} | {(Objek.SURAT_MASUK, i) for i in session.scalars(ours)}
    brought = [i.objek_id for i in items if i.objek is Objek.ARSIP_IMPOR]
    if brought:
        own = select(ArsipImpor.id, ArsipImpor.nomor, ArsipImpor.hal, ArsipImpor.sifat, ArsipImpor.pencipta)
        known |= {
            (Objek.ARSIP_IMPOR, row[0]): row[1:] for row in session.execute(own.where(ArsipImpor.id.in_(brought)))
        }
        theirs = impor_queries.visible(actor).where(ArsipImpor.id.in_(brought)).with_only_columns(ArsipImpor.id)
        seen |= {(Objek.ARSIP_IMPOR, i) for i in session.scalars(theirs)}
    rows = []
    for item in items:
        key = (item.objek, item.objek_id)
        if key not in known:
            continue
        nomor, hal, sifat, kind = known[key]
        if key not in seen and sifat is Sifat.SANGAT_RAHASIA:
            continue
        told = f"{nomor or 'Tanpa nomor'}: {hal}" if key in seen else f"{nomor or 'Tanpa nomor'} ({_mask(sifat)})"
        kode = (item.kode_klasifikasi or item.berkas.kode_klasifikasi) if key in seen else ""
        about = _kind(item.objek, kind) if key in seen else ""
        day = item.tanggal.strftime("%d-%m-%Y") if item.tanggal else ""
        nomor_berkas = item.berkas.nomor
        rows.append(
            [nomor_berkas, str(item.urutan), kode, told, day, "1", str(item.tingkat_perkembangan).capitalize(), about]
        )
    return rows


def hidden(actor: Actor) -> ColumnElement[bool]:
    """Items of Sangat Rahasia that the actor may not read: they are in no list and in no count of it (OTR-03)."""
    parts: list[ColumnElement[bool]] = []
    kinds: tuple[tuple[Objek, Any, Select[Any]], ...] = (
        (Objek.NASKAH, Naskah, naskah_queries.visible(actor)),
        (Objek.SURAT_MASUK, SuratMasuk, surat_queries.visible(actor)),
        (Objek.ARSIP_IMPOR, ArsipImpor, impor_queries.visible(actor)),
    )
    for objek, model, mine in kinds:
        read = mine.with_only_columns(model.id).where(model.sifat == Sifat.SANGAT_RAHASIA).order_by(None).subquery()
        closed = select(model.id).where(model.sifat == Sifat.SANGAT_RAHASIA, model.id.not_in(select(read.c.id)))
        parts.append(and_(IsiBerkas.objek == objek, IsiBerkas.objek_id.in_(closed)))
    return or_(*parts)


def _kind(objek: Objek, kind: str) -> str:
    return jenis.get(kind).nama if objek is Objek.NASKAH else f"Dari {kind}" if kind else ""


def _mask(sifat: Sifat) -> str:
    return "Terbatas" if sifat is Sifat.TERBATAS else "Rahasia"
