"""Lists of packages and imports, and the records somebody may put into a package; all start at what is visible."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Objek
from eoffice.arsip_impor import queries as impor_queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import count, within
from eoffice.errors import NotFound
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.organisasi.aktor import below
from eoffice.organisasi.models import Jabatan
from eoffice.paket.models import Impor, ImporBaris, ImporBerkas, Paket, PaketButir
from eoffice.paket.states import TERBANYAK, StatusBaris
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

PAGE: Final = 30
#: Ids that are asked for in one statement.
SEKALI: Final = 500


def visible(actor: Actor) -> Select[tuple[Paket]]:
    """Packages that the actor ordered and may still have; the SQL twin of policy.may_open."""
    return select(Paket).where(Paket.oleh_id == actor.pegawai_id, within(Paket.opd_id, actor.arsip_opd_ids))


def visible_impor(actor: Actor) -> Select[tuple[Impor]]:
    """Imports of the actor; the SQL twin of policy.may_open."""
    return select(Impor).where(Impor.oleh_id == actor.pegawai_id, within(Impor.opd_id, actor.arsip_opd_ids))


def get(session: Session, actor: Actor, paket_id: int) -> Paket:
    """One package. Raises NotFound (OTR-04)."""
    found = session.scalar(visible(actor).where(Paket.id == paket_id))
    if found is None:
        raise NotFound("Paket tidak ditemukan.")
    return found


def get_impor(session: Session, actor: Actor, impor_id: int) -> Impor:
    """One import. Raises NotFound (OTR-04)."""
    found = session.scalar(visible_impor(actor).where(Impor.id == impor_id))
    if found is None:
        raise NotFound("Impor tidak ditemukan.")
    return found


def daftar(session: Session, actor: Actor) -> list[Paket]:
    """The newest packages."""
    return list(session.scalars(visible(actor).order_by(Paket.id.desc()).limit(PAGE)))


def daftar_impor(session: Session, actor: Actor) -> list[Impor]:
    """The newest imports."""
    return list(session.scalars(visible_impor(actor).order_by(Impor.id.desc()).limit(PAGE)))


def baris(session: Session, impor: Impor, *, keadaan: StatusBaris | None = None, sesudah: int = 0) -> list[ImporBaris]:
    """Rows of an import in their order, a page and one more."""
    found = select(ImporBaris).where(ImporBaris.impor_id == impor.id, ImporBaris.urutan > sesudah)
    if keadaan is not None:
        found = found.where(ImporBaris.keadaan == keadaan)
    return list(session.scalars(found.order_by(ImporBaris.urutan).limit(PAGE + 1)))


def terbuka(session: Session, actor: Actor, impor: Impor, *, limit: int = SEKALI) -> list[int]:
    """The berkas that hold what came with this import and are still open, as far as the actor may read them."""
    came = select(ImporBaris.arsip_id).where(ImporBaris.impor_id == impor.id, ImporBaris.arsip_id.is_not(None))
    holds = select(IsiBerkas.berkas_id).where(IsiBerkas.objek == Objek.ARSIP_IMPOR, IsiBerkas.objek_id.in_(came))
    found = arsip.visible(actor).where(Berkas.ditutup.is_(None), Berkas.id.in_(holds)).order_by(Berkas.id)
    return list(session.scalars(found.with_only_columns(Berkas.id).limit(limit)))


def hitung(session: Session, impor: Impor) -> dict[StatusBaris, int]:
    """How many rows are in which state."""
    rows = select(ImporBaris.keadaan, func.count()).where(ImporBaris.impor_id == impor.id).group_by(ImporBaris.keadaan)
    return dict.fromkeys(StatusBaris, 0) | dict(session.execute(rows).tuples().all())


Rujukan = tuple[Objek, int]


def sendiri(actor: Actor) -> Actor:
    """The same person without what may be read for a while only: that is for the screen, never for taking along (6.4)."""
    return replace(actor, diberi=frozenset(), menilai=frozenset())


def terbaca(session: Session, actor: Actor, things: Iterable[Rujukan]) -> list[Rujukan]:
    """Of some records those that the actor may take along now and that are records at all, in their order."""
    asked = list(dict.fromkeys(things))
    found: set[Rujukan] = set()
    for objek, column, mine in _kinds(actor):
        ids = [i for o, i in asked if o is objek]
        for start in range(0, len(ids), SEKALI):
            part = mine.with_only_columns(column).where(column.in_(ids[start : start + SEKALI]))
            found |= {(objek, i) for i in session.scalars(part)}
    return [thing for thing in asked if thing in found]


def _kinds(actor: Actor) -> Sequence[tuple[Objek, Any, Select[Any]]]:
    """What the actor may take along, kind by kind; of what was destroyed there is nothing left to pack."""
    actor = sendiri(actor)
    written = naskah_queries.visible(actor).where(Naskah.status.in_(ISSUED), Naskah.musnah_at.is_(None))
    return (
        (Objek.NASKAH, Naskah.id, written),
        (Objek.SURAT_MASUK, SuratMasuk.id, surat_queries.visible(actor).where(SuratMasuk.musnah_at.is_(None))),
        (Objek.ARSIP_IMPOR, ArsipImpor.id, impor_queries.visible(actor).where(ArsipImpor.musnah_at.is_(None))),
    )


def isi_berkas(session: Session, actor: Actor, berkas: Iterable[Berkas]) -> list[Rujukan]:
    """What lies in some berkas and may be read by the actor, in their order."""
    rows = (
        select(IsiBerkas.objek, IsiBerkas.objek_id)
        .where(IsiBerkas.berkas_id.in_([b.id for b in berkas]))
        .order_by(IsiBerkas.berkas_id, IsiBerkas.urutan)
    )
    return terbaca(session, actor, ((objek, i) for objek, i in session.execute(rows).tuples()))


def isi_unit(session: Session, actor: Actor, unit_id: int, dari: date, sampai: date) -> list[Rujukan]:
    """What a unit and all below it wrote, received or took over in a period, as far as the actor may take it along."""
    units = below(session, [unit_id])
    (_, _, written), (_, _, received), (_, _, brought) = kinds = _kinds(actor)
    within_period = (
        written.where(Naskah.unit_id.in_(units), Naskah.tanggal.between(dari, sampai)),
        received.join(Jabatan, Jabatan.id == SuratMasuk.tujuan_jabatan_id).where(
            Jabatan.unit_id.in_(units), SuratMasuk.tanggal_surat.between(dari, sampai)
        ),
        brought.where(ArsipImpor.unit_id.in_(units), ArsipImpor.tanggal.between(dari, sampai)),
    )
    found: list[Rujukan] = []
    for (objek, column, _), mine in zip(kinds, within_period, strict=True):
        ids = session.scalars(mine.with_only_columns(column).order_by(column).limit(TERBANYAK + 1))
        found += [(objek, i) for i in ids]
    return found


def tak_disebut(session: Session, impor: Impor) -> tuple[int, list[str]]:
    """Documents of an old archive that no row names: how many, and the first few of them."""
    mine = select(ImporBerkas.nama).where(ImporBerkas.impor_id == impor.id, ImporBerkas.mime == "")
    mine = mine.where(ImporBerkas.nama != str(impor.rincian.get("daftar", "")))
    root = str(impor.rincian.get("akar", ""))
    return count(session, mine), [n.removeprefix(root) for n in session.scalars(mine.order_by(ImporBerkas.id).limit(5))]


def butir(session: Session, paket_id: int, *, sesudah: int = 0, limit: int = SEKALI) -> list[PaketButir]:
    """Records of a package in their order."""
    rows = select(PaketButir).where(PaketButir.paket_id == paket_id, PaketButir.urutan > sesudah)
    return list(session.scalars(rows.order_by(PaketButir.urutan).limit(limit)))


def berkas(session: Session, actor: Actor, ids: Iterable[int]) -> list[Berkas]:
    """Some berkas, as far as the actor may know of them."""
    return list(session.scalars(arsip.visible(actor).where(Berkas.id.in_(list(ids))).order_by(Berkas.id)))
