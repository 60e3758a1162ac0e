"""The rows of the official lists (naskah-dinas 6.5); rights come first, and what may only be masked is masked (6.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, contains_eager, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.arsip import kurun
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.queries import resmi_isi
from eoffice.arsip.queries.berkas import stage, visible
from eoffice.arsip.queries.resmi_isi import Baris
from eoffice.arsip.states import (
    BERKAS_DITUTUP,
    KONDISI_LABEL,
    MEDIA_LABEL,
    NASIB_LABEL,
    TAHAP_LABEL,
    JenisDaftar,
    Kustodi,
    Media,
    Tahap,
)
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.organisasi.models import Unit


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
        ("Pencipta arsip", 9, "kiri"), ("Unit pengolah", 9, "kiri"), ("Nomor arsip", 12, "kiri"), ("Kode", 7, "kiri"),
        ("Uraian informasi", 16, "kiri"), ("Kurun waktu", 9, "kiri"), ("Jumlah", 5, "kanan"),
        ("Tingkat perkembangan", 10, "kiri"), ("Keterangan (media, kondisi)", 9, "kiri"),
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


@dataclass(frozen=True)
class Halaman:
    """Some rows of a list, and the marks from which the page before and after it are asked for, "" where there is none."""

    baris: list[Baris]
    sebelum: str = ""
    sesudah: str = ""


def baris(session: Session, actor: Actor, daftar: JenisDaftar, asked: Lingkup, *, limit: int) -> list[Baris]:
    """The rows of a list from its start, by kode, year and number; `limit` counts rows, of a list of contents its records."""
    return _lines(session, actor, daftar, _found(session, actor, daftar, asked, limit, None, back=False), 1)


def halaman(
    session: Session,
    actor: Actor,
    daftar: JenisDaftar,
    asked: Lingkup,
    *,
    limit: int,
    sesudah: str = "",
    sebelum: str = "",
    nomor: int = 1,
) -> Halaman:
    """One page of a list; no page costs more than the first.

    Args:
        sesudah, sebelum: a mark of `Halaman`; one that somebody cut short is the start of the list.
        nomor: what the first row is counted as.
    """
    back = not sesudah and _place(daftar, sebelum) is not None
    place = _place(daftar, sebelum if back else sesudah)
    found = _found(session, actor, daftar, asked, limit + 1, place, back=back)
    more = len(found) > limit
    shown = found[-limit:] if back else found[:limit]
    rows = _lines(session, actor, daftar, shown, nomor)
    first, last = (_mark(shown[0]), _mark(shown[-1])) if shown else ("", "")
    return Halaman(rows, first if (more if back else place) else "", last if back or more else "")


def _place(daftar: JenisDaftar, mark: str) -> tuple[str | int, ...] | None:
    """The values of a mark; None when it is none of this list."""
    kode, *numbers = mark.split("~")
    whole = all(part.isascii() and part.isdigit() and len(part) < 10 for part in numbers)
    if len(numbers) != (4 if daftar is JenisDaftar.ISI else 3) or not whole:
        return None
    return (kode[:20], *(int(part) for part in numbers))


def _mark(one: Berkas | IsiBerkas) -> str:
    berkas, more = (one, ()) if isinstance(one, Berkas) else (one.berkas, (one.urutan,))
    values = (berkas.kode_klasifikasi, berkas.tahun, berkas.nomor_berkas, berkas.id, *more)
    return "~".join(str(value) for value in values)


def _found(
    session: Session,
    actor: Actor,
    daftar: JenisDaftar,
    asked: Lingkup,
    limit: int,
    place: tuple[str | int, ...] | None,
    *,
    back: bool,
) -> list[Any]:
    """The berkas of a list, or records of a list of contents, after a place or before it; always in the list's order."""
    order: list[Any] = [klasifikasi.urut(Berkas.kode_klasifikasi), Berkas.tahun, Berkas.nomor_berkas, Berkas.id]
    chosen = _chosen(actor, daftar, asked)
    statement: Select[Any] = chosen.options(joinedload(Berkas.unit), joinedload(Berkas.opd))
    if daftar is JenisDaftar.ISI:
        order.append(IsiBerkas.urutan)
        inside = chosen.with_only_columns(Berkas.id).order_by(None).subquery()
        statement = select(IsiBerkas).join(IsiBerkas.berkas).options(contains_eager(IsiBerkas.berkas))
        statement = statement.where(IsiBerkas.berkas_id.in_(select(inside.c.id)), ~resmi_isi.hidden(actor))
    if place is not None:
        kode, *numbers = place
        start = tuple_(klasifikasi.urut(literal(kode)), *(literal(value) for value in numbers))
        edge = tuple_(*order)
        statement = statement.where(edge < start if back else edge > start)
    ways = [column.desc() for column in order] if back else order
    found = list(session.scalars(statement.order_by(None).order_by(*ways).limit(limit)).unique())
    return found[::-1] if back else found


def _lines(session: Session, actor: Actor, daftar: JenisDaftar, found: list[Any], nomor: int) -> list[Baris]:
    if daftar is JenisDaftar.ISI:
        return resmi_isi.baris(session, actor, found)
    kinds = _tingkat(session, [b.id for b in found]) if daftar is JenisDaftar.INAKTIF else {}
    return [_line(daftar, n, berkas, kinds.get(berkas.id, "")) for n, berkas in enumerate(found, nomor)]


def _line(daftar: JenisDaftar, n: int, b: Berkas, tingkat: str) -> Baris:
    span, place = kurun.kata(b.kurun_dari, b.kurun_sampai), b.lokasi
    kept = f"{b.aktif_tahun} + {b.inaktif_tahun} tahun"
    if daftar is JenisDaftar.INAKTIF:
        paper = "" if b.media is Media.ELEKTRONIK else f", {KONDISI_LABEL[b.kondisi].lower()}"
        box = ", ".join(f"{name} {value}" for name, value in (("folder", b.folder), ("boks", b.boks)) if value)
        room = ", ".join(f"{name} {value}" for name, value in (("ruang", b.ruang), ("rak", b.rak)) if value)
        return [
            b.opd.nama, b.unit.nama, b.nomor, b.kode_klasifikasi, b.judul, span, str(b.jumlah), tingkat,
            f"{MEDIA_LABEL[b.media]}{paper}", box or "-", room or _tanpa_tempat(b),
            f"{kept}, {NASIB_LABEL[b.nasib_akhir].lower()}", b.kategori,
        ]  # fmt: skip
    if daftar is JenisDaftar.VITAL:
        return [
            str(n), b.judul, b.unit.nama, span, MEDIA_LABEL[b.media], str(b.jumlah),
            f"{kept}, {NASIB_LABEL[b.nasib_akhir].lower()}", place or _tanpa_tempat(b), b.metode_pelindungan, b.keterangan,
        ]  # fmt: skip
    if daftar is JenisDaftar.TERJAGA:
        return [
            str(n), b.kode_klasifikasi, b.nomor, b.unit.nama, b.judul, span, str(b.jumlah), b.keterangan or b.alasan_kategori,
        ]  # fmt: skip
    return [str(n), b.nomor, b.kode_klasifikasi, b.judul, span, str(b.jumlah), _said(b)]


def _tanpa_tempat(b: Berkas) -> str:
    """Where something stands of which no place is written: what is on paper stands somewhere, and it is not known where."""
    return "Belum dicatat" if b.media is Media.KERTAS else "Repositori e-Office"


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


def isi_banyak(session: Session, actor: Actor, asked: Lingkup) -> int:
    """How many records the list of contents has."""
    inside = _chosen(actor, JenisDaftar.ISI, asked).with_only_columns(Berkas.id).order_by(None)
    listed = (
        select(func.count()).select_from(IsiBerkas).where(IsiBerkas.berkas_id.in_(inside), ~resmi_isi.hidden(actor))
    )
    return session.scalar(listed) or 0
