"""Opening a surat, and copies of it on paper or on disk."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.peristiwa import actions as peristiwa
from eoffice.surat_masuk import policy
from eoffice.surat_masuk.actions.step import record
from eoffice.surat_masuk.models import SuratMasuk


def tandai_dibaca(session: Session, actor: Actor, surat: SuratMasuk) -> bool:
    """Note the first time that a holder of the addressed jabatan opened it; True when this was it."""
    if surat.dibaca_at is not None or not actor.holds(surat.tujuan_jabatan_id):
        return False
    surat.dibaca_at = clock.now()
    record(session, actor, "surat_masuk.baca", surat, dari=surat.status)
    return True


def catat_buka(session: Session, actor: Actor, surat: SuratMasuk) -> None:
    """An open of something above Biasa, for the trail (AUD-01)."""
    if surat.sifat is not Sifat.BIASA:
        record(session, actor, "surat_masuk.buka", surat, dari=surat.status)


def catat_salinan(session: Session, actor: Actor, surat: SuratMasuk, jenis: str, *, salinan: int = 1) -> None:
    """A print, a download meant for printing, or a plain download, booked to the office of the one who did it.

    Args:
        jenis: naskah.dicetak, naskah.diunduh_cetak or naskah.diunduh.
    Raises:
        Invalid: not between 1 and 500 copies.
    """
    require(policy.may(actor, Action.BACA_SURAT, surat))
    if not 1 <= salinan <= 500:
        raise Invalid("Banyaknya salinan tidak wajar.", {"salinan": "Isi 1 sampai 500 salinan."})
    record(
        session, actor, f"surat_masuk.{jenis.partition('.')[2]}", surat, dari=surat.status, catatan=f"{salinan} salinan"
    )
    rincian: dict[str, object] = {"halaman": surat.halaman, "lampiran": surat.lampiran_halaman}
    peristiwa.catat(
        session,
        jenis=jenis,
        opd_id=actor.opd_id or surat.opd_id,
        unit_id=None,
        akun=actor.samaran,
        jabatan_id=actor.jabatan_id or None,
        naskah=f"naskah:{surat.naskah_id}" if surat.naskah_id else f"surat:{surat.id}",
        rincian=rincian if jenis == "naskah.diunduh" else {**rincian, "salinan": salinan},
    )
