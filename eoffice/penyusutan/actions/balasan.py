"""What a document of a case answers: the surat that asked for it is settled once its answer was signed and sent."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.akses.actor import SISTEM, Actor
from eoffice.disposisi import actions as disposisi
from eoffice.naskah.models import Naskah
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Dokumen, Jalur
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN


def tautkan(session: Session, actor: Actor, kasus: Kasus, dokumen: Dokumen, naskah: Naskah) -> bool:
    """Make the konsep of a document the answer to the surat that asks its signer for it, if that surat is still open.

    Returns:
        Whether it answers one now.
    """
    asks = _diminta(kasus, dokumen)
    asked = kasus.kini(asks) if asks is not None else None
    if asked is None or asked.naskah_id is None:
        return False
    waiting = select(SuratMasuk).where(
        SuratMasuk.naskah_id == asked.naskah_id,
        SuratMasuk.tujuan_jabatan_id == naskah.penandatangan_id,
        SuratMasuk.status.in_(OPEN),
    )
    surat = session.scalars(waiting.order_by(SuratMasuk.id).limit(1)).first()
    if surat is not None:
        disposisi.tautkan(session, actor, naskah, surat)
    return surat is not None


def susulkan(session: Session, kasus: Kasus, dokumen: Dokumen, naskah: Naskah) -> None:
    """The same for one that was signed before it was linked: the surat came after the konsep had been written."""
    if naskah.menjawab_surat_id is None and tautkan(session, SISTEM, kasus, dokumen, naskah):
        outbox.enqueue(session, "naskah.menjawab", dedup_key=f"naskah.menjawab:{naskah.id}", naskah_id=naskah.id)


def _diminta(kasus: Kasus, dokumen: Dokumen) -> Dokumen | None:
    """The document that asks for this one: the kepala daerah gets the pertimbangan, the lembaga kearsipan the permohonan."""
    if dokumen is Dokumen.PERMOHONAN:
        return Dokumen.PERTIMBANGAN
    if dokumen is Dokumen.PERSETUJUAN:
        return Dokumen.PERMOHONAN if kasus.jalur is Jalur.LKD else Dokumen.PERTIMBANGAN
    return None
