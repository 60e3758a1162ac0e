"""What lies in a berkas, and what waits to be filed; each record only when the actor may read it itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Objek, Tingkat
from eoffice.arsip_impor import queries as impor_queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import count, within
from eoffice.naskah import jenis
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.organisasi.models import Jabatan
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat
from eoffice.surat_masuk.states import Status as StatusSurat


@dataclass(frozen=True)
class Butir:
    """A record as archive pages show it. `terkait` are the records of the same chain."""

    objek: Objek
    id: int
    nomor: str
    tanggal: date | None
    hal: str
    pihak: str
    jenis: str
    sifat: Sifat
    kode: str
    opd_id: int
    unit_id: int
    url: str
    terkait: tuple[tuple[Objek, int], ...] = ()
    urutan: int = 0
    tingkat: Tingkat | None = None
    diberkaskan_at: datetime | None = None
    asal: str = ""
    jenis_kode: str = ""


def of_naskah(naskah: Naskah, item: IsiBerkas | None = None) -> Butir:
    """A naskah as a line."""
    answered = naskah.menjawab_surat_id
    return Butir(
        objek=Objek.NASKAH,
        id=naskah.id,
        nomor=naskah.nomor or "",
        tanggal=naskah.tanggal,
        hal=naskah.hal,
        pihak=", ".join(p.teks for p in naskah.tujuan[:2]) + (" dan lainnya" if len(naskah.tujuan) > 2 else ""),
        jenis=jenis.get(naskah.jenis).nama,
        sifat=naskah.sifat,
        kode=naskah.kode_klasifikasi or "",
        opd_id=naskah.opd_id,
        unit_id=naskah.unit_id,
        url=f"/naskah/{naskah.id}",
        terkait=((Objek.SURAT_MASUK, answered),) if answered is not None else (),
        urutan=item.urutan if item else 0,
        tingkat=item.tingkat_perkembangan if item else None,
        diberkaskan_at=item.at if item else None,
        jenis_kode=naskah.jenis,
    )


def of_impor(arsip: ArsipImpor, item: IsiBerkas | None = None) -> Butir:
    """An imported record as a line."""
    return Butir(
        objek=Objek.ARSIP_IMPOR,
        id=arsip.id,
        nomor=arsip.nomor,
        tanggal=arsip.tanggal,
        hal=arsip.hal,
        pihak=f"Dari {arsip.pencipta}" if arsip.pencipta else "",
        jenis=f"{arsip.jenis or 'Arsip'} (impor)",
        sifat=arsip.sifat,
        kode=arsip.kode_klasifikasi or "",
        opd_id=arsip.opd_id,
        unit_id=arsip.unit_id,
        url=f"/arsip/impor/{arsip.id}",
        urutan=item.urutan if item else 0,
        tingkat=item.tingkat_perkembangan if item else None,
        diberkaskan_at=item.at if item else None,
        asal=arsip.asal,
    )


def of_surat(surat: SuratMasuk, item: IsiBerkas | None = None, answers: tuple[int, ...] = ()) -> Butir:
    """A surat masuk as a line; `answers` are the naskah that answer it."""
    links = [(Objek.NASKAH, n) for n in answers]
    if surat.naskah_id is not None:
        links.append((Objek.NASKAH, surat.naskah_id))
    return Butir(
        objek=Objek.SURAT_MASUK,
        id=surat.id,
        nomor=surat.nomor_surat or f"Agenda {surat.nomor_agenda}/{surat.tahun}",
        tanggal=surat.tanggal_surat or clock.wib(surat.diterima_at).date(),
        hal=surat.hal,
        pihak=f"Dari {surat.asal_teks}",
        jenis="Tembusan" if surat.peran is PeranSurat.TEMBUSAN else "Surat masuk",
        sifat=surat.sifat,
        kode=surat.kode_klasifikasi or "",
        opd_id=surat.opd_id,
        unit_id=surat.tujuan.unit_id,
        url=f"/surat-masuk/{surat.id}",
        terkait=tuple(links),
        urutan=item.urutan if item else 0,
        tingkat=item.tingkat_perkembangan if item else None,
        diberkaskan_at=item.at if item else None,
        asal=surat.asal_teks,
        jenis_kode=str(Objek.SURAT_MASUK),
    )


@dataclass(frozen=True)
class Menunggu:
    """Which of those that wait are asked for: of one unit, or dated in one year."""

    unit_id: int | None = None
    tahun: int | None = None


SEMUA: Final = Menunggu()


def waiting_naskah(actor: Actor, asked: Menunggu = SEMUA) -> Select[tuple[Naskah]]:
    """Delivered naskah of the served perangkat daerah that lie in no berkas yet."""
    found = naskah_queries.visible(actor).where(
        Naskah.status == Status.TERKIRIM, Naskah.opd_id.in_(list(actor.arsip_opd_ids))
    )
    if asked.unit_id is not None:
        found = found.where(Naskah.unit_id == asked.unit_id)
    if asked.tahun is not None:
        found = found.where(Naskah.tanggal.between(date(asked.tahun, 1, 1), date(asked.tahun, 12, 31)))
    return found


def waiting_surat(actor: Actor, asked: Menunggu = SEMUA) -> Select[tuple[SuratMasuk]]:
    """Surat of the served perangkat daerah that are done, or only for information, and lie in no berkas yet."""
    done = (StatusSurat.SELESAI, StatusSurat.UNTUK_DIKETAHUI)
    found = surat_queries.visible(actor).where(
        SuratMasuk.status.in_(done), SuratMasuk.opd_id.in_(list(actor.arsip_opd_ids))
    )
    if asked.unit_id is not None:
        found = found.where(
            SuratMasuk.tujuan_jabatan_id.in_(select(Jabatan.id).where(Jabatan.unit_id == asked.unit_id))
        )
    if asked.tahun is not None:
        found = found.where(SuratMasuk.tahun == asked.tahun)
    return found


def _answers(session: Session, actor: Actor, surat_ids: list[int]) -> dict[int, tuple[int, ...]]:
    """The naskah that answer some surat, as far as the actor may read them."""
    found: dict[int, tuple[int, ...]] = {}
    mine = naskah_queries.visible(actor).where(Naskah.menjawab_surat_id.in_(surat_ids))
    for naskah_id, surat_id in session.execute(mine.with_only_columns(Naskah.id, Naskah.menjawab_surat_id)).tuples():
        if surat_id is not None:
            found[surat_id] = (*found.get(surat_id, ()), naskah_id)
    return found


def unfiled(
    session: Session,
    actor: Actor,
    objek: Objek,
    *,
    before: int | None = None,
    limit: int = 21,
    asked: Menunggu = SEMUA,
) -> list[Butir]:
    """Finished records of the perangkat daerah served as arsiparis that lie in no berkas, newest first."""
    if not actor.arsip_opd_ids:
        return []
    if objek is Objek.SURAT_MASUK:
        waiting = waiting_surat(actor, asked).options(joinedload(SuratMasuk.tujuan))
        if before is not None:
            waiting = waiting.where(SuratMasuk.id < before)
        surat = session.scalars(waiting.order_by(SuratMasuk.id.desc()).limit(limit)).all()
        answers = _answers(session, actor, [s.id for s in surat])
        return [of_surat(s, answers=answers.get(s.id, ())) for s in surat]
    statement = waiting_naskah(actor, asked).options(selectinload(Naskah.penerima))
    if before is not None:
        statement = statement.where(Naskah.id < before)
    return [of_naskah(n) for n in session.scalars(statement.order_by(Naskah.id.desc()).limit(limit))]


def unfiled_counts(session: Session, actor: Actor, asked: Menunggu = SEMUA) -> dict[Objek, int]:
    """How many wait, by kind."""
    if not actor.arsip_opd_ids:
        return dict.fromkeys(Objek, 0)
    return {
        Objek.NASKAH: count(session, waiting_naskah(actor, asked)),
        Objek.SURAT_MASUK: count(session, waiting_surat(actor, asked)),
    }


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """What waits for an arsiparis, for the menu."""
    return {"belum_diberkaskan": sum(unfiled_counts(session, actor).values())}


#: Of these an arsiparis knows nothing, so their own officials file them (OTR-08).
_SENDIRI: Final = [s for s in Sifat if s not in REACH[Relation.ARSIPARIS]]


def own_unfiled(session: Session, actor: Actor, *, limit: int = 50) -> list[Butir]:
    """Finished records that only the actor can file: signed by, or addressed to, a jabatan of the actor."""
    signed = naskah_queries.visible(actor).where(
        Naskah.status == Status.TERKIRIM,
        Naskah.sifat.in_(_SENDIRI),
        within(Naskah.penandatangan_id, actor.jabatan_ids),
    )
    addressed = surat_queries.mine(actor).where(
        SuratMasuk.status.in_((StatusSurat.SELESAI, StatusSurat.UNTUK_DIKETAHUI)), SuratMasuk.sifat.in_(_SENDIRI)
    )
    naskah = signed.options(selectinload(Naskah.penerima)).order_by(Naskah.id.desc()).limit(limit)
    surat = addressed.options(joinedload(SuratMasuk.tujuan)).order_by(SuratMasuk.id.desc()).limit(limit)
    return [*(of_naskah(n) for n in session.scalars(naskah)), *(of_surat(s) for s in session.scalars(surat))]


def isi(session: Session, actor: Actor, berkas: Berkas) -> list[Butir]:
    """The items of a berkas that the actor may read, in their order. Call only with a berkas that `get` returned."""
    rows = session.scalars(
        select(IsiBerkas)
        .where(IsiBerkas.berkas_id == berkas.id)
        .options(joinedload(IsiBerkas.oleh))
        .order_by(IsiBerkas.urutan)
    ).all()
    asked = {(row.objek, row.objek_id): row for row in rows}
    found = terbaca(session, actor, asked)
    return [_baris(found[key], row) for key, row in asked.items() if key in found]


def terbaca(
    session: Session, actor: Actor, asked: Iterable[tuple[Objek, int]]
) -> dict[tuple[Objek, int], Naskah | SuratMasuk | ArsipImpor]:
    """Of these records those that the actor may read, loaded as lines need them; one statement for each kind."""
    ids: dict[Objek, list[int]] = {objek: [] for objek in Objek}
    for objek, objek_id in asked:
        ids[objek].append(objek_id)
    kinds: tuple[tuple[Objek, Any, Select[Any]], ...] = (
        (Objek.NASKAH, Naskah, naskah_queries.visible(actor).options(selectinload(Naskah.penerima))),
        (Objek.SURAT_MASUK, SuratMasuk, surat_queries.visible(actor).options(joinedload(SuratMasuk.tujuan))),
        (Objek.ARSIP_IMPOR, ArsipImpor, impor_queries.visible(actor)),
    )
    return {
        (objek, record.id): record
        for objek, model, mine in kinds
        if ids[objek]
        for record in session.scalars(mine.where(model.id.in_(ids[objek])))
    }


def butir_terbaca(session: Session, actor: Actor, asked: Iterable[tuple[Objek, int]]) -> list[Butir]:
    """Of these records those that the actor may read, as lines."""
    return [_baris(record) for record in terbaca(session, actor, asked).values()]


def _baris(record: Naskah | SuratMasuk | ArsipImpor, item: IsiBerkas | None = None) -> Butir:
    if isinstance(record, Naskah):
        return of_naskah(record, item)
    return of_surat(record, item) if isinstance(record, SuratMasuk) else of_impor(record, item)


def butir(session: Session, actor: Actor, objek: Objek, objek_id: int) -> Butir:
    """One record as a line. Raises NotFound."""
    if objek is Objek.SURAT_MASUK:
        return _baris(surat_queries.get(session, actor, objek_id))
    if objek is Objek.ARSIP_IMPOR:
        return _baris(impor_queries.get(session, actor, objek_id))
    return _baris(naskah_queries.get(session, actor, objek_id))


def item(session: Session, actor: Actor, berkas: Berkas, urutan: int) -> IsiBerkas | None:
    """One item of a berkas, when the actor may read the record itself."""
    if not any(b.urutan == urutan for b in isi(session, actor, berkas)):
        return None
    return session.scalar(select(IsiBerkas).where(IsiBerkas.berkas_id == berkas.id, IsiBerkas.urutan == urutan))
