"""The rows of the official lists (naskah-dinas 6.5); rights come first, and what may only be masked is masked (6.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.arsip import kurun
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.queries.berkas import stage, visible
from eoffice.arsip.states import (
    BERKAS_DITUTUP,
    KONDISI_LABEL,
    MEDIA_LABEL,
    NASIB_LABEL,
    TAHAP_LABEL,
    JenisDaftar,
    Kustodi,
    Media,
    Objek,
    Tahap,
)
from eoffice.arsip_impor import queries as impor_queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.naskah import jenis
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Unit
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

Baris = list[str]


@dataclass(frozen=True)
class Lingkup:
    """Of which perangkat daerah, unit and time a list is; with `berkas_id` only that one berkas."""

    opd_id: int
    unit_id: int | None = None
    dari: date | None = None
    sampai: date | None = None
    berkas_id: int | None = None


KOLOM: Final[dict[JenisDaftar, tuple[tuple[str, int, str], ...]]] = {
    JenisDaftar.BERKAS: (
        ("No.", 4, "kanan"), ("Nomor berkas", 12, "kiri"), ("Kode klasifikasi", 9, "kiri"), ("Uraian informasi berkas", 34, "kiri"),
        ("Kurun waktu", 14, "kiri"), ("Jumlah", 6, "kanan"), ("Keterangan", 21, "kiri"),
    ),
    JenisDaftar.ISI: (
        ("Nomor berkas", 12, "kiri"), ("Nomor item", 5, "kanan"), ("Kode klasifikasi", 9, "kiri"),
        ("Uraian informasi arsip", 38, "kiri"), ("Tanggal", 10, "kiri"), ("Jumlah", 6, "kanan"),
        ("Tingkat perkembangan", 9, "kiri"), ("Keterangan", 16, "kiri"),
    ),
    JenisDaftar.INAKTIF: (
        ("Pencipta arsip", 10, "kiri"), ("Unit pengolah", 10, "kiri"), ("Nomor arsip", 10, "kiri"), ("Kode", 7, "kiri"),
        ("Uraian informasi", 18, "kiri"), ("Kurun waktu", 9, "kiri"), ("Jumlah", 5, "kanan"),
        ("Tingkat perkembangan", 8, "kiri"), ("Keterangan (media, kondisi)", 9, "kiri"),
        ("Nomor definitif folder dan boks", 8, "kiri"), ("Lokasi simpan (ruang, rak)", 8, "kiri"),
        ("Jangka simpan dan nasib akhir", 10, "kiri"), ("Kategori", 6, "kiri"),
    ),
    JenisDaftar.VITAL: (
        ("No.", 4, "kanan"), ("Jenis arsip", 24, "kiri"), ("Unit pengolah", 14, "kiri"), ("Kurun waktu", 10, "kiri"),
        ("Media", 8, "kiri"), ("Jumlah", 5, "kanan"), ("Jangka simpan", 10, "kiri"), ("Lokasi simpan", 10, "kiri"),
        ("Metode pelindungan", 12, "kiri"), ("Keterangan", 12, "kiri"),
    ),
    JenisDaftar.TERJAGA: (
        ("No.", 4, "kanan"), ("Kode klasifikasi", 9, "kiri"), ("Nomor berkas", 12, "kiri"), ("Unit pengolah", 16, "kiri"),
        ("Uraian informasi berkas", 30, "kiri"), ("Kurun waktu", 12, "kiri"), ("Jumlah", 6, "kanan"), ("Keterangan", 18, "kiri"),
    ),
}  # fmt: skip
"""Head, share of the width and alignment of each column; the list of active records has those of the list of berkas."""


def kolom(daftar: JenisDaftar) -> tuple[tuple[str, int, str], ...]:
    """The columns of a list."""
    return KOLOM[JenisDaftar.BERKAS if daftar is JenisDaftar.AKTIF else daftar]


def opsi_opd(session: Session, actor: Actor) -> list[Unit]:
    """The perangkat daerah whose lists the actor can ask for: those served, those led, and the own."""
    ids = actor.arsip_opd_ids | actor.pimpinan_opd_ids | ({actor.opd_id} if actor.opd_id else set())
    return list(session.scalars(select(Unit).where(Unit.id.in_(ids)).order_by(Unit.kode))) if ids else []


def unit_berkas(session: Session, actor: Actor, opd_id: int) -> list[Unit]:
    """The units of a perangkat daerah with a berkas that the actor may read."""
    inside = visible(actor).where(Berkas.opd_id == opd_id).with_only_columns(Berkas.unit_id).distinct()
    return list(session.scalars(select(Unit).where(Unit.id.in_(inside)).order_by(Unit.kode)))


def _chosen(actor: Actor, daftar: JenisDaftar, asked: Lingkup) -> Select[tuple[Berkas]]:
    """The berkas of a list, as far as the actor may read them; those destroyed or handed over are in no list of holdings."""
    today = clock.today()
    found = visible(actor).where(Berkas.opd_id == asked.opd_id, Berkas.akhir.is_(None))
    if asked.berkas_id is not None:
        found = found.where(Berkas.id == asked.berkas_id)
    if asked.unit_id is not None:
        found = found.where(Berkas.unit_id == asked.unit_id)
    if asked.sampai is not None:
        found = found.where(func.coalesce(Berkas.kurun_dari, Berkas.dibuka) <= asked.sampai)
    if asked.dari is not None:
        found = found.where(func.coalesce(Berkas.kurun_sampai, Berkas.dibuka) >= asked.dari)
    only: dict[JenisDaftar, ColumnElement[bool]] = {
        JenisDaftar.AKTIF: and_(
            Berkas.kustodi == Kustodi.UNIT_PENGOLAH,
            or_(stage(Tahap.TERBUKA, today), stage(Tahap.MENUNGGU_PEMICU, today), stage(Tahap.AKTIF, today)),
        ),
        JenisDaftar.INAKTIF: or_(
            stage(Tahap.INAKTIF, today), stage(Tahap.HABIS, today), Berkas.kustodi == Kustodi.UNIT_KEARSIPAN
        ),
        JenisDaftar.VITAL: Berkas.vital.is_(True),
        JenisDaftar.TERJAGA: Berkas.terjaga.is_(True),
    }
    return found.where(only[daftar]) if daftar in only else found


def banyak(session: Session, actor: Actor, daftar: JenisDaftar, asked: Lingkup) -> int:
    """How many berkas a list has, counted after the rights (OTR-03)."""
    inside = _chosen(actor, daftar, asked).with_only_columns(Berkas.id).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(inside)) or 0


def baris(
    session: Session, actor: Actor, daftar: JenisDaftar, asked: Lingkup, *, limit: int, offset: int = 0
) -> list[Baris]:
    """The rows of a list, by kode, year and number; `limit` and `offset` count rows, of a list of contents its records."""
    order = (Berkas.kode_klasifikasi, Berkas.tahun, Berkas.nomor_berkas, Berkas.id)
    if daftar is JenisDaftar.ISI:
        inside = _chosen(actor, daftar, asked).with_only_columns(Berkas.id).order_by(None).subquery()
        items = (
            select(IsiBerkas)
            .join(IsiBerkas.berkas)
            .where(IsiBerkas.berkas_id.in_(select(inside.c.id)), ~_hidden(actor))
            .options(contains_eager(IsiBerkas.berkas))
        )
        page = session.scalars(items.order_by(*order, IsiBerkas.urutan).limit(limit).offset(offset)).all()
        return _isi(session, actor, page)
    chosen = _chosen(actor, daftar, asked).options(joinedload(Berkas.unit), joinedload(Berkas.opd))
    found = session.scalars(chosen.order_by(*order).limit(limit).offset(offset)).unique().all()
    kinds = _tingkat(session, [b.id for b in found]) if daftar is JenisDaftar.INAKTIF else {}
    return [_line(daftar, n, berkas, kinds.get(berkas.id, "")) for n, berkas in enumerate(found, offset + 1)]


def _line(daftar: JenisDaftar, n: int, b: Berkas, tingkat: str) -> Baris:
    span, place = kurun.kata(b.kurun_dari, b.kurun_sampai), b.lokasi
    kept = f"{b.aktif_tahun} + {b.inaktif_tahun} tahun"
    if daftar is JenisDaftar.INAKTIF:
        paper = "" if b.media is Media.ELEKTRONIK else f", {KONDISI_LABEL[b.kondisi].lower()}"
        box = ", ".join(f"{name} {value}" for name, value in (("folder", b.folder), ("boks", b.boks)) if value)
        room = ", ".join(f"{name} {value}" for name, value in (("ruang", b.ruang), ("rak", b.rak)) if value)
        return [
            b.opd.nama, b.unit.nama, b.nomor, b.kode_klasifikasi, b.judul, span, str(b.jumlah), tingkat,
            f"{MEDIA_LABEL[b.media]}{paper}", box or "-", room or "Repositori e-Office",
            f"{kept}, {NASIB_LABEL[b.nasib_akhir].lower()}", b.kategori,
        ]  # fmt: skip
    if daftar is JenisDaftar.VITAL:
        return [
            str(n), b.judul, b.unit.nama, span, MEDIA_LABEL[b.media], str(b.jumlah),
            f"{kept}, {NASIB_LABEL[b.nasib_akhir].lower()}", place or "Repositori e-Office", b.metode_pelindungan, b.keterangan,
        ]  # fmt: skip
    if daftar is JenisDaftar.TERJAGA:
        return [
            str(n), b.kode_klasifikasi, b.nomor, b.unit.nama, b.judul, span, str(b.jumlah), b.keterangan or b.alasan_kategori,
        ]  # fmt: skip
    return [str(n), b.nomor, b.kode_klasifikasi, b.judul, span, str(b.jumlah), _said(b)]


def _said(b: Berkas) -> str:
    """The remark on a berkas: its medium and place, where it stands, and what is written on it."""
    stands = TAHAP_LABEL[b.tahap(clock.today())].lower()
    if b.jatuh_aktif is not None and stands == "aktif":
        stands += f" s.d. {b.jatuh_aktif.day:02d}-{b.jatuh_aktif.month:02d}-{b.jatuh_aktif.year}"
    elif b.ditutup is not None and b.jatuh_aktif is None and b.pemicu != BERKAS_DITUTUP:
        stands = f"menunggu: {b.pemicu}"
    parts = [MEDIA_LABEL[b.media], b.lokasi, stands, b.keterangan]
    return "; ".join(part for part in parts if part)


def _tingkat(session: Session, berkas_ids: Sequence[int]) -> dict[int, str]:
    rows = (
        select(IsiBerkas.berkas_id, IsiBerkas.tingkat_perkembangan)
        .where(IsiBerkas.berkas_id.in_(berkas_ids))
        .distinct()
        .order_by(IsiBerkas.berkas_id, IsiBerkas.tingkat_perkembangan)
    )
    found: dict[int, list[str]] = {}
    for berkas_id, tingkat in session.execute(rows).tuples():
        found.setdefault(berkas_id, []).append(str(tingkat))
    return {berkas_id: ", ".join(kinds).capitalize() for berkas_id, kinds in found.items()}


def _isi(session: Session, actor: Actor, items: Sequence[IsiBerkas]) -> list[Baris]:
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


def _hidden(actor: Actor) -> ColumnElement[bool]:
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


def isi_banyak(session: Session, actor: Actor, asked: Lingkup) -> int:
    """How many records the list of contents has."""
    inside = _chosen(actor, JenisDaftar.ISI, asked).with_only_columns(Berkas.id).order_by(None)
    listed = select(func.count()).select_from(IsiBerkas).where(IsiBerkas.berkas_id.in_(inside), ~_hidden(actor))
    return session.scalar(listed) or 0
