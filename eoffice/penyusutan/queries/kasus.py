"""Lists of cases, one case, and what can be proposed."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.db import within
from eoffice.errors import NotFound
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.organisasi.models import Jabatan, JabatanPeran, Unit
from eoffice.penyusutan.models import AnggotaKasus, ButirKasus, DokumenKasus, Kasus
from eoffice.penyusutan.states import BERPANITIA, Dokumen, Jenis, Status

PAGE: Final = 30


def visible(actor: Actor) -> Select[tuple[Kasus]]:
    """Cases that the actor may read."""
    if Peran.UNIT_KEARSIPAN in actor.peran:
        return select(Kasus)
    member = select(AnggotaKasus.kasus_id).where(within(AnggotaKasus.jabatan_id, actor.jabatan_ids))
    receives: ColumnElement[bool] = and_(
        Kasus.jenis == Jenis.PENYERAHAN, within(Kasus.tujuan_opd_id, actor.arsip_opd_ids | actor.pimpinan_opd_ids)
    )
    return select(Kasus).where(
        or_(
            within(Kasus.opd_id, actor.arsip_opd_ids | actor.pimpinan_opd_ids),
            within(Kasus.penetap_id, actor.jabatan_ids),
            Kasus.id.in_(member),
            receives,
        )
    )


_LOADED: Final = (
    joinedload(Kasus.opd),
    joinedload(Kasus.tujuan_opd),
    joinedload(Kasus.penetap),
    selectinload(Kasus.butir).joinedload(ButirKasus.berkas).joinedload(Berkas.unit),
    selectinload(Kasus.butir).joinedload(ButirKasus.penilai),
    selectinload(Kasus.anggota).joinedload(AnggotaKasus.jabatan).joinedload(Jabatan.unit),
    selectinload(Kasus.dokumen).joinedload(DokumenKasus.naskah),
    selectinload(Kasus.dokumen).joinedload(DokumenKasus.surat),
)


def get(session: Session, actor: Actor, kasus_id: int) -> Kasus:
    """One case with everything in it.

    Raises:
        NotFound: there is none, or the actor may not know of it (OTR-04).
    """
    found = session.scalar(visible(actor).where(Kasus.id == kasus_id, Kasus.jenis.in_(BERPANITIA)).options(*_LOADED))
    if found is None:
        raise NotFound("Perkara penyusutan tidak ditemukan.")
    return found


def loaded(session: Session, kasus_id: int) -> Kasus:
    """One case for the worker, which asks nobody."""
    return session.scalars(select(Kasus).where(Kasus.id == kasus_id).options(*_LOADED)).one()


def disetujui(session: Session, surat_id: int, *, selain: int) -> list[Kasus]:
    """The other cases that one letter approves as it stands, oldest first; asks nobody's rights."""
    said = select(DokumenKasus.kasus_id).where(
        DokumenKasus.surat_id == surat_id, DokumenKasus.jenis == Dokumen.PERSETUJUAN, DokumenKasus.gugur_at.is_(None)
    )
    return list(session.scalars(select(Kasus).where(Kasus.id.in_(said), Kasus.id != selain).order_by(Kasus.id)))


def bersama(session: Session, actor: Actor, kasus: Kasus) -> list[Kasus]:
    """The other cases that the surat of approval names, as far as the actor may read them."""
    approval = kasus.kini(Dokumen.PERSETUJUAN)
    if approval is None or approval.surat_id is None:
        return []
    ids = [k.id for k in disetujui(session, approval.surat_id, selain=kasus.id)]
    return list(session.scalars(visible(actor).where(within(Kasus.id, ids)).order_by(Kasus.id)))


def daftar(
    session: Session,
    actor: Actor,
    *,
    jenis: Jenis | None = None,
    status: Status | None = None,
    before: int | None = None,
    limit: int = PAGE + 1,
) -> list[Kasus]:
    """Cases the actor may read, newest first (keyset paging by id)."""
    statement = visible(actor).where(Kasus.jenis.in_(BERPANITIA))
    if jenis is not None:
        statement = statement.where(Kasus.jenis == jenis)
    if status is not None:
        statement = statement.where(Kasus.status == status)
    if before is not None:
        statement = statement.where(Kasus.id < before)
    loaded = statement.options(joinedload(Kasus.opd), selectinload(Kasus.butir))
    return list(session.scalars(loaded.order_by(Kasus.id.desc()).limit(limit)))


def calon(session: Session, actor: Actor, jenis: Jenis, *, limit: int = 200) -> list[Berkas]:
    """Berkas of the served perangkat daerah whose time is over and whose fate is this, oldest first.

    What a rule keeps back is left out here; whoever names it all the same is told the rule.
    """
    return _habis(session, actor, _bebas(jenis), limit)


def terlindung(session: Session, actor: Actor, jenis: Jenis, *, limit: int = 50) -> list[Berkas]:
    """Berkas whose time is over too, but which something keeps from being proposed, oldest first."""
    kept = ~_bebas(jenis)
    if jenis is Jenis.PENYERAHAN:  # what is to be destroyed has its own page
        kept = and_(kept, Berkas.nasib_akhir == NasibAkhir.PERMANEN)
    return _habis(session, actor, kept, limit)


def _bebas(jenis: Jenis) -> ColumnElement[bool]:
    """Has the fate of this kind, and no mark on its own row forbids it."""
    fate = NasibAkhir.MUSNAH if jenis is Jenis.PEMUSNAHAN else NasibAkhir.PERMANEN
    taken = select(ButirKasus.klaim_id).where(ButirKasus.klaim_id.is_not(None))
    free = and_(Berkas.nasib_akhir == fate, Berkas.tahan_hukum.is_(False), Berkas.id.not_in(taken))
    if jenis is Jenis.PENYERAHAN:
        return free
    return and_(free, Berkas.vital.is_(False), Berkas.terjaga.is_(False))


def _habis(session: Session, actor: Actor, which: ColumnElement[bool], limit: int) -> list[Berkas]:
    over = arsip.visible(actor).where(
        within(Berkas.opd_id, actor.arsip_opd_ids),
        Berkas.ditutup.is_not(None),
        Berkas.jatuh_inaktif <= clock.today(),
        Berkas.akhir.is_(None),
        which,
    )
    loaded = over.options(joinedload(Berkas.unit), joinedload(Berkas.klasifikasi))
    return list(session.scalars(loaded.order_by(Berkas.jatuh_inaktif, Berkas.id).limit(limit)))


def perangkat_daerah(session: Session, actor: Actor) -> list[Unit]:
    """The perangkat daerah for which the actor may propose."""
    return list(session.scalars(select(Unit).where(within(Unit.id, actor.arsip_opd_ids)).order_by(Unit.kode)))


def kepala_daerah(session: Session) -> Jabatan | None:
    """Who heads the city: the head of the unit of the kepala daerah, which in some cities is the topmost unit itself."""
    heads = select(Jabatan).join(Jabatan.unit).where(Jabatan.kepala_unit, Jabatan.aktif, Jabatan.dapat_ttd)
    top = heads.where(or_(Unit.jenis == "kepala_daerah", Unit.induk_id.is_(None)))
    return session.scalars(top.order_by(Unit.jenis != "kepala_daerah", Jabatan.id)).first()


def nama_jabatan(session: Session, jabatan_ids: Collection[int]) -> dict[int, str]:
    """What some jabatan are called."""
    rows = select(Jabatan.id, Jabatan.nama).where(within(Jabatan.id, jabatan_ids))
    return dict(session.execute(rows).tuples().all())


def lembaga(session: Session) -> list[Unit]:
    """Who receives static records: the lembaga kearsipan daerah that the city named; until it names one, the proposal.

    Proposed are the perangkat daerah called after archives; where there is none, any.
    """
    if named := lembaga_ditetapkan(session):
        return named
    every = list(session.scalars(_hidup()))
    return [unit for unit in every if "arsip" in unit.nama.lower()] or every


def lembaga_ditetapkan(session: Session) -> list[Unit]:
    """The perangkat daerah of which a jabatan in use bears the peran of the lembaga kearsipan."""
    bearing = select(Unit.opd_id).join(Jabatan, Jabatan.unit_id == Unit.id)
    bearing = bearing.join(JabatanPeran, JabatanPeran.jabatan_id == Jabatan.id)
    bearing = bearing.where(JabatanPeran.peran == Peran.LEMBAGA_KEARSIPAN, Jabatan.aktif)
    return list(session.scalars(_hidup().where(Unit.id.in_(bearing))))


def _hidup() -> Select[tuple[Unit]]:
    """The perangkat daerah that there are today, by their code."""
    living = or_(Unit.aktif_selesai.is_(None), Unit.aktif_selesai >= clock.today())
    return select(Unit).where(Unit.opd_id == Unit.id, living).order_by(Unit.kode)
