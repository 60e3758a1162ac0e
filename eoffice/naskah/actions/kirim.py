"""After the signature: delivery inside the city, the record of how it reached others, and filing."""

from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import policy
from eoffice.naskah.actions.step import measure, record, step
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import CaraKirim, Status, TipePenerima
from eoffice.titik import titik


def kirim(session: Session, naskah: Naskah, actor: Actor) -> None:
    """Deliver a signed naskah to every office of the city it names; done by the worker, and only once.

    Each delivery is a message of its own, so that one office's trouble does not hold up the others.
    """
    if naskah.status is not Status.DITANDATANGANI:
        return
    dari = naskah.status
    for penerima in naskah.penerima:
        if penerima.tipe is TipePenerima.INTERNAL and penerima.dikirim_at is None:
            penerima.cara, penerima.dikirim_at = CaraKirim.APLIKASI, clock.now()
            outbox.enqueue(
                session,
                "naskah.terkirim",
                dedup_key=f"naskah.terkirim:{penerima.id}",
                naskah_id=naskah.id,
                penerima_id=penerima.id,
            )
    naskah.sent()
    if naskah.menjawab_surat_id is not None:
        outbox.enqueue(session, "naskah.menjawab", dedup_key=f"naskah.menjawab:{naskah.id}", naskah_id=naskah.id)
    record(session, actor, "naskah.kirim", naskah, dari=dari)
    titik("pengiriman_tercatat")


def catat_pengiriman(
    session: Session, actor: Actor, naskah: Naskah, penerima_id: int, *, cara: CaraKirim, keterangan: str
) -> None:
    """Record how a recipient outside the city got it.

    Raises:
        Invalid: delivery in the application is not for outsiders.
        Conflict: it was recorded before.
    """
    require(policy.may(actor, Action.KIRIM, naskah))
    penerima = next((p for p in naskah.penerima if p.id == penerima_id), None)
    if penerima is None or penerima.tipe is not TipePenerima.EKSTERNAL:
        raise Invalid("Penerima ini tidak memerlukan catatan pengiriman.")
    if cara is CaraKirim.APLIKASI:
        raise Invalid("Cara kirim tidak sesuai.", {"cara": "Pilih pos-el, kurir, pos, atau diambil sendiri."})
    if penerima.dikirim_at is not None:
        raise Conflict("Pengiriman kepada penerima ini sudah dicatat.")
    with step(session, actor, Action.KIRIM, naskah, f"{penerima.teks}: {cara}"):
        penerima.cara, penerima.dikirim_at, penerima.dikirim_oleh = cara, clock.now(), actor.pegawai_id
        penerima.keterangan = keterangan
        if cara is not CaraKirim.POS_EL:
            measure(session, actor, "naskah.dikirim_fisik", naskah, {"salinan": 1, "amplop": 1})


def berkaskan(session: Session, actor: Actor, naskah: Naskah, berkas: str) -> None:
    """Mark it as filed; the arsip capability keeps the place."""
    with step(session, actor, Action.BERKASKAN, naskah, berkas):
        naskah.filed()


def keluarkan(session: Session, actor: Actor, naskah: Naskah, alasan: str) -> None:
    """It waits for a berkas again; the arsip capability has given up the place."""
    with step(session, actor, Action.KELUARKAN, naskah, alasan):
        naskah.unfiled()
