"""Comments on a text: written at a place, answered, resolved by the konseptor; never part of the naskah itself."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.naskah import kutipan as acuan
from eoffice.naskah import policy
from eoffice.naskah.actions.kabar import giliran_kini
from eoffice.naskah.actions.step import record
from eoffice.naskah.models import Komentar, Naskah
from eoffice.naskah.states import TempatKomentar
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.pdf import isi as isi_naskah

PALING_BANYAK: Final = 300
KOSONG: Final = acuan.Kutipan("")


@dataclass(frozen=True)
class KomentarBaru:
    """A comment as it came in: a quotation with its neighbours, or the number of a line of the text from 0."""

    teks: str
    tempat: TempatKomentar = TempatKomentar.UMUM
    kutipan: acuan.Kutipan = KOSONG
    baris: int | None = None


def komentari(session: Session, actor: Actor, naskah: Naskah, baru: KomentarBaru) -> Komentar:
    """Say something at a place in the text.

    Raises:
        NotAllowed: not on the route. Invalid: the place is not in the text any more.
    """
    require(policy.may_comment(actor, naskah))
    made = _row(actor, naskah, baru.teks)
    made.tempat = baru.tempat
    place = _place(naskah, baru)
    if place is not None:
        made.kutipan, made.sebelum, made.sesudah = place.teks, place.sebelum, place.sesudah
    _few(session, naskah)
    session.add(made)
    session.flush()
    record(session, actor, "naskah.komentar", naskah, catatan=f"komentar {made.id}")
    asked = giliran_kini(naskah) if naskah.konseptor_id == actor.pegawai_id else set()
    _tell(session, actor, naskah, {naskah.konseptor_id}, asked)
    return made


def _place(naskah: Naskah, baru: KomentarBaru) -> acuan.Kutipan | None:
    if baru.tempat is TempatKomentar.UMUM:
        return None
    if baru.tempat is TempatKomentar.HAL:
        if not naskah.hal:
            raise Invalid("Hal masih kosong.", {"tempat": "Hal masih kosong; beri komentar umum saja."})
        return acuan.ambil(naskah.hal, 0, len(naskah.hal))
    text = isi_naskah.plain_text(naskah.isi)
    if baru.baris is not None:
        lines = text.split("\n")
        if not 0 <= baru.baris < len(lines) or not lines[baru.baris].strip():
            raise Invalid("Paragraf itu tidak ada lagi.", {"kutipan": "Pilih paragrafnya sekali lagi."})
        start = sum(len(line) + 1 for line in lines[: baru.baris])
        within = lines[baru.baris].find(baru.kutipan.teks) if baru.kutipan.teks else 0
        if within < 0:
            raise Invalid("Kutipan tidak ditemukan.", {"kutipan": "Kata-kata ini tidak ada di paragraf yang dipilih."})
        length = len(baru.kutipan.teks) or len(lines[baru.baris])
        return acuan.ambil(text, start + within, start + within + length)
    found = acuan.temukan(text, baru.kutipan)
    if found is None or found.berubah:
        raise Invalid(
            "Kutipan tidak ditemukan.",
            {"kutipan": "Kata-kata ini tidak ada di naskah. Pilih lagi, atau beri komentar umum."},
        )
    return acuan.ambil(text, found.mulai, found.akhir)


def balas(session: Session, actor: Actor, naskah: Naskah, komentar_id: int, teks: str) -> Komentar:
    """Answer a comment; one that was resolved is open again.

    Raises:
        NotAllowed, NotFound.
    """
    require(policy.may_comment(actor, naskah))
    root = _one(session, naskah, komentar_id)
    _few(session, naskah)
    made = _row(actor, naskah, teks)
    made.induk_id, made.tempat = root.id, root.tempat
    session.add(made)
    root.selesai_at = root.selesai_oleh_id = None
    session.flush()
    record(session, actor, "naskah.balas_komentar", naskah, catatan=f"komentar {root.id}")
    spoken = set(session.scalars(select(Komentar.oleh_id).where(Komentar.induk_id == root.id)))
    _tell(session, actor, naskah, {naskah.konseptor_id, root.oleh_id, *spoken}, set())
    return made


def selesaikan_komentar(session: Session, actor: Actor, naskah: Naskah, komentar_id: int, *, selesai: bool) -> None:
    """The konseptor marks a comment as done, or opens it again.

    Raises:
        NotAllowed, NotFound; Conflict: it is so already.
    """
    require(policy.may_resolve(actor, naskah))
    root = _one(session, naskah, komentar_id)
    if (root.selesai_at is not None) == selesai:
        raise Conflict("Komentar ini sudah ditandai demikian.")
    root.selesai_at = clock.now() if selesai else None
    root.selesai_oleh_id = actor.pegawai_id if selesai else None
    event = "naskah.selesai_komentar" if selesai else "naskah.buka_komentar"
    record(session, actor, event, naskah, catatan=f"komentar {root.id}")


def _one(session: Session, naskah: Naskah, komentar_id: int) -> Komentar:
    row = session.get(Komentar, komentar_id)
    if row is None or row.naskah_id != naskah.id or row.induk_id is not None:
        raise NotFound("Komentar itu tidak ada.")
    return row


def _few(session: Session, naskah: Naskah) -> None:
    ids = session.scalars(select(Komentar.id).where(Komentar.naskah_id == naskah.id).limit(PALING_BANYAK)).all()
    if len(ids) >= PALING_BANYAK:
        raise Conflict(
            f"Naskah ini sudah mempunyai {PALING_BANYAK} komentar. Bicarakan langsung, lalu lanjutkan di sini."
        )


def _row(actor: Actor, naskah: Naskah, teks: str) -> Komentar:
    return Komentar(
        naskah_id=naskah.id,
        induk_id=None,
        tempat=TempatKomentar.UMUM,
        kutipan="",
        sebelum="",
        sesudah="",
        teks=teks,
        versi=naskah.versi,
        oleh_id=actor.pegawai_id,
        oleh_jabatan_id=actor.jabatan_id,
        at=clock.now(),
        selesai_at=None,
        selesai_oleh_id=None,
    )


def _tell(session: Session, actor: Actor, naskah: Naskah, pegawai: set[int], jabatan: set[int]) -> None:
    notifikasi.kabari(
        session,
        Kabar.KOMENTAR,
        objek="naskah",
        objek_id=naskah.id,
        pegawai=pegawai,
        jabatan=jabatan,
        sifat=naskah.sifat,
        alasan="Anda konseptor naskah ini atau ikut memeriksanya",
        oleh=actor.pegawai_id,
    )
