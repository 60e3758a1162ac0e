"""Opening a surat or a disposisi: noted once, for the giver sees who has read it and when."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.disposisi import queries
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk


def buka(session: Session, actor: Actor, surat: SuratMasuk) -> None:
    """Somebody opened the surat: noted for the trail when above Biasa, and as read for whom it waited (AUD-01)."""
    surat_masuk.catat_buka(session, actor, surat)
    surat_masuk.tandai_dibaca(session, actor, surat)
    for penerima in session.scalars(queries.unseen(actor).where(Disposisi.surat_id == surat.id)):
        baca(session, actor, penerima)
    for penerima in session.scalars(queries.changed(actor).where(Disposisi.surat_id == surat.id)):
        penerima.versi_dibaca = penerima.disposisi.versi
        surat_masuk.record(
            session, actor.sebagai(penerima.jabatan_id), "disposisi.baca_perubahan", surat, dari=surat.status
        )


def baca(session: Session, actor: Actor, penerima: DisposisiPenerima) -> bool:
    """Note that a holder opened it for the first time; True when this was it."""
    if not actor.acts(penerima.jabatan_id):
        if actor.holds(penerima.jabatan_id):  # a Plh. acts, so this is reading along
            penerima.seen(actor.pegawai_id, clock.now())
        return False
    return read(session, actor, penerima)


def read(session: Session, actor: Actor, penerima: DisposisiPenerima) -> bool:
    """As `baca`, for an act that implies having read."""
    penerima.seen(actor.pegawai_id, clock.now())
    if not penerima.read(actor.pegawai_id, clock.now()):
        return False
    surat = penerima.disposisi.surat
    surat_masuk.record(session, actor.sebagai(penerima.jabatan_id), "disposisi.baca", surat, dari=surat.status)
    return True
