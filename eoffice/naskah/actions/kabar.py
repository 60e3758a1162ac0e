"""Whom each step of a naskah concerns next."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar


def giliran(session: Session, actor: Actor, naskah: Naskah, dulu: Collection[int] = ()) -> None:
    """Tell those whose turn has come with this step: the next paraf, or the next signature.

    Args:
        dulu: jabatan whose turn it was before, who were told then.
    """
    asked = {p.jabatan_id for p in naskah.turns} - set(dulu)
    _tell(session, actor, naskah, Kabar.PERLU_PARAF, jabatan=asked, alasan="jabatan Anda ada di rute paraf naskah ini")
    if naskah.status in (Status.SIAP_TTD, Status.MENUNGGU_PENANDA):
        signer = {naskah.giliran_ttd} - {None}
        _tell(session, actor, naskah, Kabar.PERLU_TANDATANGAN, jabatan=signer, alasan="Anda penandatangan naskah ini")


def giliran_kini(naskah: Naskah) -> set[int]:
    """The jabatan whose paraf is asked for now."""
    return {p.jabatan_id for p in naskah.turns}


def konseptor(session: Session, actor: Actor, naskah: Naskah, kabar: Kabar) -> None:
    """Tell whoever wrote it what became of it."""
    _tell(session, actor, naskah, kabar, pegawai={naskah.konseptor_id}, alasan="Anda konseptor naskah ini")


def gagal(session: Session, actor: Actor, naskah: Naskah) -> None:
    """Tell the signer that a signature is not finished; also when the signer was the one who tried."""
    notifikasi.kabari(
        session,
        Kabar.GAGAL_TTD,
        objek="naskah",
        objek_id=naskah.id,
        jabatan={naskah.giliran_ttd},
        sifat=naskah.sifat,
        alasan="Anda penandatangan naskah ini, dan nomornya sudah terpakai",
    )


def tanpa_giliran(session: Session, actor: Actor, naskah: Naskah, dulu: Collection[int | None]) -> None:
    """Tell those who were asked that it was taken back."""
    _tell(session, actor, naskah, Kabar.NASKAH_DITARIK, jabatan=dulu, alasan="tadinya giliran jabatan Anda")


def _tell(
    session: Session,
    actor: Actor,
    naskah: Naskah,
    kabar: Kabar,
    *,
    jabatan: Collection[int | None] = (),
    pegawai: Collection[int] = (),
    alasan: str,
) -> None:
    notifikasi.kabari(
        session,
        kabar,
        objek="naskah",
        objek_id=naskah.id,
        jabatan=jabatan,
        pegawai=pegawai,
        sifat=naskah.sifat,
        alasan=alasan,
        oleh=actor.pegawai_id,
    )
