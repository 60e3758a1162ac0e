"""Tanda tangan beruntun, the reading: a list is begun, its pages are shown and turned, and each naskah is decided."""

from typing import Final

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import Instant
from eoffice.errors import Conflict
from eoffice.naskah import antrean, policy, queries
from eoffice.naskah.actions.rute import kembalikan
from eoffice.naskah.actions.step import record
from eoffice.naskah.beruntun import PALING_BANYAK, Beruntun, Butir, HalamanTampil, Hasil, Keadaan, Pilihan
from eoffice.naskah.models import Naskah

BERUBAH: Final = (
    "Naskah ini berubah sejak halaman itu ditampilkan. Baca sekali lagi dari halaman 1; belum ada yang ditandatangani."
)

_SAJI: Final = text(
    "INSERT INTO halaman_tampil (beruntun_id, naskah_id, sidik, halaman, disajikan_at) "
    "VALUES (:beruntun_id, :naskah_id, :sidik, :halaman, :at) "
    "ON CONFLICT (beruntun_id, naskah_id, sidik, halaman) DO NOTHING"
).bindparams(bindparam("at", type_=Instant))


def mulai_daftar(session: Session, actor: Actor) -> Beruntun:
    """The actor's open list, made if there is none, with everything that waits for the actor's signature by now.

    Raises:
        Conflict: nothing waits, or the list is being signed.
    """
    at = clock.now()
    found = antrean.terbuka(session, actor)
    if found is not None and found.jalan(at):
        raise Conflict("Daftar Anda sedang ditandatangani. Tunggu sampai selesai, lalu mulai lagi.")
    waiting = antrean.menunggu(session, actor)
    if found is None and not waiting:
        raise Conflict("Tidak ada naskah yang menunggu tanda tangan Anda.")
    if found is None:
        found = Beruntun(pegawai_id=actor.pegawai_id, keadaan=Keadaan.BUKA, dibuat_at=at)
        session.add(found)
    listed = {b.naskah_id for b in found.butir}
    for naskah_id in waiting:
        if naskah_id not in listed and len(found.butir) < PALING_BANYAK:
            found.butir.append(Butir(naskah_id=naskah_id, urutan=len(found.butir)))
    session.flush()
    return found


def sajikan_halaman(session: Session, beruntun_id: int, naskah_id: int, sha256: str, nomor: int) -> None:
    """Note that a page, as it is at this hash, goes out to the reader; the caller sends it only after this is kept."""
    row = {"beruntun_id": beruntun_id, "naskah_id": naskah_id, "sidik": sha256, "halaman": nomor, "at": clock.now()}
    session.execute(_SAJI, row)


def lihat_halaman(session: Session, actor: Actor, butir: Butir, sha256: str, nomor: int, *, kini: str) -> None:
    """The reader turned a page, and answers for having seen it.

    Args:
        sha256: hash of what was shown; kini: hash of what would be shown now.
    Raises:
        Conflict: the naskah changed, or that page never left the server.
    """
    if sha256 != kini:
        raise Conflict(BERUBAH)
    row = session.get(HalamanTampil, (butir.beruntun_id, butir.naskah_id, sha256, nomor))
    if row is None:
        raise Conflict(f"Gambar halaman {nomor} belum sampai di layar Anda. Tunggu sampai tampak, lalu lanjutkan.")
    if row.dilihat_at is None:
        row.dilihat_at = clock.now()


def setujui(session: Session, actor: Actor, butir: Butir, sha256: str, *, kini: str, banyak: int) -> None:
    """Agree to a naskah whose every page was shown; it joins what one passphrase will sign.

    Args:
        banyak: how many pages it has now.
    Raises:
        NotAllowed: it is not the actor's to sign now.
        Conflict: it changed, a page was not read yet, or the list is being signed.
    """
    naskah = _naskah(session, actor, butir)
    require(policy.may(actor, Action.TANDATANGANI, naskah))
    if sha256 != kini:
        raise Conflict(BERUBAH)
    left = antrean.halaman(session, butir.beruntun_id, butir.naskah_id, sha256).kurang(banyak)
    if left:
        pages = ", ".join(str(n) for n in left[:8]) + (" …" if len(left) > 8 else "")
        raise Conflict(f"Halaman {pages} belum Anda baca. Buka halaman itu dahulu, lalu setujui.")
    butir.decide(Pilihan.SETUJU, clock.now(), sidik=sha256, versi=naskah.version)
    record(
        session,
        actor,
        "naskah.setujui_beruntun",
        naskah,
        dari=naskah.status,
        catatan=f"{banyak} halaman ditampilkan, sidik {sha256}",
    )


def lewati(session: Session, actor: Actor, butir: Butir) -> None:
    """Leave a naskah for later, or take it off what was agreed to; it keeps waiting."""
    _open(butir)
    butir.decide(Pilihan.LEWATI, clock.now())


def kembalikan_butir(session: Session, actor: Actor, butir: Butir, catatan: str) -> Naskah:
    """Send a naskah of the list back to its konseptor with a reason.

    Raises:
        Invalid: no reason given.
        NotAllowed: it is not the actor's to send back now.
    """
    naskah = _naskah(session, actor, butir)
    kembalikan(session, actor, naskah, catatan)
    butir.decide(Pilihan.KEMBALI, clock.now())
    return naskah


def minta_henti(session: Session, beruntun: Beruntun) -> None:
    """Ask the run to stop after the naskah it is at."""
    if not beruntun.jalan(clock.now()):
        raise Conflict("Penandatanganan daftar ini sudah berhenti.")
    beruntun.minta_henti = True


def _open(butir: Butir) -> None:
    if butir.beruntun.jalan(clock.now()):
        raise Conflict("Daftar ini sedang ditandatangani. Hentikan dahulu, atau tunggu sampai selesai.")
    if butir.hasil is Hasil.JADI:
        raise Conflict("Naskah ini sudah ditandatangani dalam daftar ini.")


def _naskah(session: Session, actor: Actor, butir: Butir) -> Naskah:
    _open(butir)
    return queries.get(session, actor, butir.naskah_id)
