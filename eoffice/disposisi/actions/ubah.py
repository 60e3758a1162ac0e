"""Changing the words of a disposisi: replaced while unread, a new version for those who read it (5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import policy
from eoffice.disposisi.actions.agendakan import agendakan
from eoffice.disposisi.actions.beri import word_faults
from eoffice.disposisi.actions.tarik import correct
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.riwayat import DisposisiVersi
from eoffice.disposisi.states import GONE
from eoffice.errors import Conflict, Invalid
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.surat_masuk import actions as surat_masuk


@dataclass(frozen=True)
class Ubahan:
    """The new words: instructions, note, deadline (WIB date), and why they are changed."""

    instruksi: Sequence[str]
    catatan: str = ""
    batas: date | None = None
    alasan: str = ""


def ubah(session: Session, actor: Actor, penerima: DisposisiPenerima, baru: Ubahan, version: int) -> bool:
    """The giver changes the words of the whole disposisi to which a part belongs; what hangs below follows its deadline.

    Args:
        version: of the disposisi when its form was made.
    Returns:
        Whether somebody had read it, so that a new version is shown and told.
    Raises:
        Conflict: somebody changed it meanwhile, or nothing is different.
        Invalid: with every field that is wrong.
    """
    require(policy.may(actor, Action.UBAH_DISPOSISI, penerima))
    act = penerima.disposisi
    locked = select(DisposisiPenerima).where(DisposisiPenerima.disposisi_id == act.id).with_for_update()
    session.scalars(locked.execution_options(populate_existing=True)).all()  # who reads it now waits for the new words
    if act.version != version:
        raise Conflict("Disposisi ini baru saja diubah dari perangkat lain. Muat ulang, lalu periksa isinya.")
    wrong = word_faults(baru.instruksi, baru.catatan, None if baru.batas == act.batas else baru.batas, act.induk)
    if act.induk is not None and act.induk.disposisi.batas is not None and baru.batas is None:
        wrong["batas"] = "Atasan memberi batas waktu, jadi batas di bawahnya tidak dapat dikosongkan."
    if wrong:
        raise Invalid("Disposisi belum dapat diubah. " + " ".join(wrong.values()), wrong)
    if (list(baru.instruksi), baru.catatan, baru.batas) == (act.instruksi, act.catatan, act.batas):
        raise Conflict("Tidak ada yang berubah.")
    surat = act.surat
    agendakan(session, act)
    read = _change(session, actor, act, baru)
    agendakan(session, act)
    surat.move(Action.UBAH_DISPOSISI, surat.status)
    kind = "disposisi.ubah" if read else "disposisi.ganti"
    surat_masuk.record(
        session, actor.sebagai(act.pemberi_jabatan_id), kind, surat, dari=surat.status, catatan=baru.alasan
    )
    return read


def _change(session: Session, actor: Actor, act: Disposisi, baru: Ubahan) -> bool:
    """Replace the words, keep the old ones where somebody read them, and cut what hangs below to the new deadline."""
    now = clock.now()
    readers = [p for p in act.penerima if p.dibaca_at is not None and p.status not in GONE]
    if readers:
        session.add(
            DisposisiVersi(
                disposisi_id=act.id,
                versi=act.versi,
                instruksi=act.instruksi,
                catatan=act.catatan,
                batas=act.batas,
                diganti_at=now,
                diganti_oleh=actor.pegawai_id,
                alasan=baru.alasan[:400],
            )
        )
        act.versi += 1
    moved = act.batas != baru.batas
    act.instruksi, act.catatan, act.batas = list(baru.instruksi), baru.catatan, baru.batas
    session.flush()
    if moved:
        correct(session, actor, act, {"batas": act.batas.isoformat() if act.batas else None})
    for part in readers:
        _tell(session, actor, part)
    if moved and act.batas is not None:
        for part in act.penerima:
            for child in part.lanjutan:
                if child.batas is None or child.batas > act.batas:
                    why = f"Mengikuti batas waktu dari {act.pemberi_jabatan.nama}"
                    _change(session, actor, child, Ubahan(child.instruksi, child.catatan, act.batas, why))
    return bool(readers)


def _tell(session: Session, actor: Actor, part: DisposisiPenerima) -> None:
    if part.open:
        notifikasi.kabari(
            session,
            Kabar.DISPOSISI_DIUBAH,
            objek="disposisi",
            objek_id=part.id,
            jabatan=(part.jabatan_id,),
            sifat=part.disposisi.surat.sifat,
            alasan="disposisi yang sudah Anda baca diubah oleh pemberinya",
            batas=part.disposisi.batas,
            oleh=actor.pegawai_id,
        )
