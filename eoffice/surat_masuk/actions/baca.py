"""Opening a surat, and copies of it on paper or on disk."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.peristiwa import actions as peristiwa
from eoffice.surat_masuk import policy
from eoffice.surat_masuk.actions.step import record, tell_read
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.cetakan import PALING_BANYAK, Cetakan


def tandai_dibaca(session: Session, actor: Actor, surat: SuratMasuk) -> bool:
    """Note the first time that a holder of the addressed jabatan opened it; True when this was it.

    Each holder is noted for himself: while a Plh. acts, the one he stands in for reads along without having read for
    the jabatan.
    """
    if not actor.holds(surat.tujuan_jabatan_id):
        return False
    surat.seen(actor.pegawai_id, clock.now())
    if surat.dibaca_at is not None or not actor.acts(surat.tujuan_jabatan_id):
        return False
    surat.dibaca_at = clock.now()
    record(session, actor.sebagai(surat.tujuan_jabatan_id), "surat_masuk.baca", surat, dari=surat.status)
    if surat.naskah is not None:
        tell_read(session, actor, surat, surat.naskah.konseptor_id)
    return True


def catat_buka(session: Session, actor: Actor, surat: SuratMasuk) -> None:
    """An open of something above Biasa, for the trail (AUD-01)."""
    if policy.dicatat(actor, surat):
        record(session, actor, "surat_masuk.buka", surat, dari=surat.status)


def catat_cetak(session: Session, actor: Actor, surat: SuratMasuk, cetakan: Cetakan, *, lembar: int = 0) -> None:
    """A print, or a download meant for printing, booked to the office of the one who prints.

    Args:
        lembar: pages of its lembar disposisi when that is printed, and not the surat itself.
    Raises:
        Invalid: not between 1 and 500 copies.
    """
    require(policy.may_take_copy(actor, surat) if lembar else policy.may_print(actor, surat))
    if not 1 <= cetakan.salinan <= PALING_BANYAK:
        raise Invalid("Banyaknya salinan tidak wajar.", {"salinan": "Isi 1 sampai 500 salinan."})
    event, copies = f"surat_masuk.{cetakan.jenis.partition('.')[2]}", cetakan.catatan
    record(session, actor, event, surat, dari=surat.status, catatan=f"lembar disposisi, {copies}" if lembar else copies)
    pages = {"halaman": lembar, "lampiran": 0} if lembar else _sheets(surat)
    _measure(session, actor, cetakan.jenis, surat, {**pages, **cetakan.rincian}, lembar=bool(lembar))


def catat_unduh(session: Session, actor: Actor, surat: SuratMasuk, *, lembar: int = 0) -> None:
    """A plain download of the surat, or of its lembar disposisi of so many pages."""
    require(policy.may(actor, Action.BACA_SURAT, surat))
    require(policy.may_take_copy(actor, surat))
    what = "lembar disposisi" if lembar else "1 salinan"
    record(session, actor, "surat_masuk.diunduh", surat, dari=surat.status, catatan=what)
    pages = {"halaman": lembar, "lampiran": 0} if lembar else _sheets(surat)
    _measure(session, actor, "naskah.diunduh", surat, pages, lembar=bool(lembar))


def catat_unduh_lampiran(session: Session, actor: Actor, surat: SuratMasuk, halaman: int) -> None:
    """A plain download of one lampiran: only its own pages could be printed."""
    require(policy.may(actor, Action.BACA_SURAT, surat))
    require(policy.may_take_copy(actor, surat))
    if halaman:
        _measure(session, actor, "naskah.diunduh", surat, {"halaman": 0, "lampiran": halaman}, lembar=False)


def _sheets(surat: SuratMasuk) -> dict[str, int]:
    return {"halaman": surat.halaman, "lampiran": surat.lampiran_halaman}


def _measure(
    session: Session, actor: Actor, jenis: str, surat: SuratMasuk, rincian: dict[str, int], *, lembar: bool
) -> None:
    """The form of a disposisi has a key of its own: printing it does not make the naskah a printed one (A11)."""
    own = f"naskah:{surat.naskah_id}" if surat.naskah_id else f"surat:{surat.id}"
    peristiwa.catat(
        session,
        jenis=jenis,
        opd_id=actor.opd_id or surat.opd_id,
        unit_id=None,
        akun=actor.samaran,
        jabatan_id=actor.jabatan_id or None,
        naskah=f"lembar:{surat.id}" if lembar else own,
        rincian=dict(rincian),
    )
