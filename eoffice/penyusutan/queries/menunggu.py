"""Which cases wait for somebody: the next step is theirs. Read once for the menu."""

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from eoffice import acuan
from eoffice.akses.actor import Actor
from eoffice.db import within
from eoffice.paket.models import Paket
from eoffice.penyusutan.models import AnggotaKasus, ButirKasus, DokumenKasus, Kasus
from eoffice.penyusutan.states import SELESAI, Dokumen, Jalur, Jenis, Penilaian, Status
from eoffice.penyusutan.states import Peran as PeranKasus

#: While a case stands so and none of its documents is on its way, the arsiparis writes the next one.
_ARSIPARIS: Final = (
    Status.USUL, Status.PERTIMBANGAN, Status.DISETUJUI, Status.DITOLAK_SEBAGIAN, Status.DINYATAKAN, Status.DITETAPKAN,
    Status.MENUNGGU_PERSETUJUAN,
)  # fmt: skip


def _dokumen(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(DokumenKasus.kasus_id == Kasus.id, DokumenKasus.gugur_at.is_(None), *more)


def menunggu(session: Session, actor: Actor) -> dict[str, int]:
    """How many cases, and how many pemindahan, wait for the actor; none where no living case has to do with the actor."""
    session.flush()  # a statement of the connection does not ask for it by itself
    if not acuan.ingat(session, ("kasus", actor), lambda: session.scalar(_terlibat(actor))):
        return {}
    found = {bool(move): n for move, n in session.connection().execute(_asked(actor)).tuples()}
    return {"/penyusutan": found.get(False, 0), "/arsip/pemindahan": found.get(True, 0)}


def _duduk(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        AnggotaKasus.kasus_id == Kasus.id, AnggotaKasus.peran != PeranKasus.SAKSI,
        within(AnggotaKasus.jabatan_id, actor.jabatan_ids),
    )  # fmt: skip


def _sendiri(actor: Actor) -> ColumnElement[bool]:
    """What a lembaga kearsipan hands over to itself, where the actor may be its receiving side."""
    receives = within(Kasus.tujuan_opd_id, actor.arsip_opd_ids | actor.pimpinan_opd_ids)
    other = and_(
        Kasus.dibuat_oleh != actor.pegawai_id, or_(Kasus.pelaksana_id.is_(None), Kasus.pelaksana_id != actor.pegawai_id)
    )
    return and_(receives, Kasus.tujuan_opd_id == Kasus.opd_id, other)


@lru_cache(maxsize=256)
def _terlibat(actor: Actor) -> Select[Any]:
    """Whether any case that is not over names an office or a jabatan of the actor: whatever `_asked` counts does."""
    served = actor.arsip_opd_ids
    named = or_(
        within(Kasus.opd_id, served | actor.sekretaris_opd_ids), within(Kasus.tujuan_opd_id, served),
        within(Kasus.penetap_id, actor.jabatan_ids), _duduk(actor), _sendiri(actor),
    )  # fmt: skip
    return select(exists().where(Kasus.status.not_in(SELESAI), named))


@lru_cache(maxsize=256)
def _asked(actor: Actor) -> Select[Any]:
    """The statement for an actor: every page asks it, and putting it together costs ten times its answer."""
    served = actor.arsip_opd_ids
    move = Kasus.jenis == Jenis.PEMINDAHAN
    waits = _dokumen(DokumenKasus.berlaku_at.is_(None))
    belum = exists().where(
        ButirKasus.kasus_id == Kasus.id, ButirKasus.keluar_at.is_(None), ButirKasus.penilaian == Penilaian.BELUM
    )
    sits = _duduk(actor)
    mine = within(Kasus.opd_id, served)
    signed = _dokumen(DokumenKasus.jenis == Dokumen.BERITA_ACARA, DokumenKasus.berlaku_at.is_not(None))
    approves = and_(Kasus.status == Status.MENUNGGU_PERSETUJUAN, Kasus.jalur == Jalur.KEPALA_DAERAH)
    lkd = and_(Kasus.status == Status.MENUNGGU_PERSETUJUAN, Kasus.jalur == Jalur.LKD)
    writes = or_(Kasus.status.in_(_ARSIPARIS) & ~signed, and_(Kasus.status == Status.DINILAI, ~belum))
    turn = or_(
        and_(mine, writes, ~lkd, ~waits),
        and_(sits, Kasus.status == Status.DINILAI, belum, ~waits),
        and_(
            or_(mine, sits), Kasus.status == Status.DITETAPKAN, signed,
            or_(Kasus.pelaksana_id.is_(None), Kasus.pelaksana_id != actor.pegawai_id),
        ),
        and_(within(Kasus.penetap_id, actor.jabatan_ids), approves, ~_dokumen(DokumenKasus.jenis == Dokumen.PERSETUJUAN)),
        and_(
            or_(and_(within(Kasus.tujuan_opd_id, served), Kasus.tujuan_opd_id != Kasus.opd_id), _sendiri(actor)),
            or_(Kasus.status == Status.DISERAHKAN, lkd & ~waits),
        ),
    )  # fmt: skip
    keeps = within(Kasus.opd_id, served | actor.sekretaris_opd_ids)
    looks = and_(move, keeps, Kasus.status.in_((Status.USUL, Status.DIVERIFIKASI)), ~waits)
    rows = select(move, func.count()).where(
        Kasus.status.not_in(SELESAI), or_(and_(~move, turn), looks if served or actor.sekretaris_opd_ids else false())
    )
    return rows.group_by(move)


def paket(session: Session, kasus: Kasus) -> list[Paket]:
    """The packages that were ordered for a case, newest first; whoever reads the case may know of them, not fetch them."""
    ids = kasus.rincian.get("paket", [])
    return list(session.scalars(select(Paket).where(Paket.id.in_(ids)).order_by(Paket.id.desc()))) if ids else []
