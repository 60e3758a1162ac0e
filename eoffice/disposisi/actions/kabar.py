"""Whom reports on a disposisi concern."""

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar


def pemberi(session: Session, actor: Actor, penerima: DisposisiPenerima) -> None:
    """Tell whoever gave it that a report waits to be looked at."""
    giver = penerima.disposisi.pemberi_jabatan_id
    because = f"Anda memberi disposisi ini kepada {penerima.jabatan.nama}"
    _tell(session, actor, penerima, Kabar.LAPORAN_MASUK, giver, because)


def pelapor(session: Session, actor: Actor, penerima: DisposisiPenerima, kabar: Kabar) -> None:
    """Tell whoever reported what became of it."""
    _tell(session, actor, penerima, kabar, penerima.jabatan_id, "Anda melaporkan tindak lanjut disposisi ini")


def _tell(
    session: Session, actor: Actor, penerima: DisposisiPenerima, kabar: Kabar, jabatan_id: int, because: str
) -> None:
    notifikasi.kabari(
        session,
        kabar,
        objek="disposisi",
        objek_id=penerima.id,
        jabatan=(jabatan_id,),
        sifat=penerima.disposisi.surat.sifat,
        alasan=because,
        oleh=actor.pegawai_id,
    )
