"""Trying out every letter of a surat massal before anybody signs: set in slices by the worker, nothing is kept but facts.

A slice is read, set with no transaction open, and written with the message for the next one; a worker that dies in between
repeats that slice and no other.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.db import reading
from eoffice.errors import Conflict, EofficeError
from eoffice.naskah import document, kumpulan, sidik, typeset
from eoffice.naskah.actions.bubuhkan import with_lampiran
from eoffice.naskah.actions.rangkap import ambil_baris, salin, sidik_teks
from eoffice.naskah.actions.step import record
from eoffice.naskah.massal import Baris, Massal
from eoffice.naskah.models import Naskah
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.web.services import Services

#: Letters of one message.
SEKALI_SUSUN: Final = 20


def kini(session: Session, services: Services, massal: Massal, induk: Naskah) -> str:
    """The hash of text, pages and rows as they are at this moment."""
    own = services.settings
    shown = sidik.tampak(session, induk, kota=own.nama_kota, tempat=own.tempat)
    return sidik_teks(induk, ambil_baris(session, massal.id), shown.sha256)


def minta_susun(
    session: Session, services: Services, actor: Actor, massal: Massal, induk: Naskah, *, ulang: bool = False
) -> None:
    """Ask the worker to try out every letter that was not signed; asked again for the same text, nothing happens twice.

    Args:
        ulang: somebody asks for it once more, since it stands still.
    Raises:
        Conflict: there is nobody to write to, it is one letter to all, or its letters are being signed or done.
    """
    if not massal.pribadi:
        raise Conflict("Siaran adalah satu surat; pratinjaunya ada di naskahnya.")
    if not massal.jumlah:
        raise Conflict("Unggah lembar penerima dahulu.")
    now = kini(session, services, massal, induk)
    if massal.susun == now and not massal.gagal_susun and not ulang:
        return
    if massal.selesai_at is not None:
        raise Conflict("Surat massal ini sudah selesai.")
    if kumpulan.berjalan(session, massal.id) is not None:  # a letter is signed only as it was tried out
        raise Conflict("Surat massal ini sedang ditandatangani. Tunggu sampai selesai, atau hentikan dahulu.")
    massal.susun, massal.tersusun, massal.gagal_susun, massal.halaman, massal.disusun_at = now, 0, 0, 0, None
    for each in session.scalars(_unsigned(massal.id)):
        each.sidik, each.halaman, each.galat = "", 0, ""
    session.flush()
    _count(session, massal)
    record(session, actor, "naskah.susun_massal", induk, catatan=f"{massal.jumlah} surat")
    outbox.enqueue(session, "naskah.massal_susun", massal_id=massal.id, susun=now, sesudah=0)


def _unsigned(massal_id: int) -> Select[tuple[Baris]]:
    return (
        select(Baris)
        .outerjoin(Naskah, Naskah.id == Baris.naskah_id)
        .where(Baris.massal_id == massal_id, kumpulan.sisa())
        .order_by(Baris.urutan)
    )


@dataclass(frozen=True)
class _Lembar:
    baris_id: int
    urutan: int
    sidik: str
    halaman: document.Halaman | None
    lampiran: list[tuple[str, Blob]]
    galat: str = ""


def susun(session: Session, services: Services, massal_id: int, susun: str, sesudah: int) -> None:
    """Try out the next letters; `session` is used only once they are set."""
    with reading(services.engine) as own:
        massal = own.get(Massal, massal_id)
        if massal is None or massal.susun != susun:
            return  # another text since
        drafts = _drafts(own, services, massal, sesudah)
    results = [_set(services, each) for each in drafts]
    titik("massal_tersusun")
    kept = session.get(Massal, massal_id, with_for_update=True)
    if kept is None or kept.susun != susun:
        return
    for baris_id, shown, pages, galat in results:
        row = session.get(Baris, baris_id)
        if row is not None:
            row.sidik, row.halaman, row.galat = shown, pages, galat
    session.flush()
    _count(session, kept)
    if len(drafts) == SEKALI_SUSUN:
        outbox.enqueue(
            session, "naskah.massal_susun", dedup_key=f"naskah.massal_susun:{massal_id}:{susun[:40]}:{drafts[-1].urutan}:{kept.version}",
            massal_id=massal_id, susun=susun, sesudah=drafts[-1].urutan,
        )  # fmt: skip
    else:
        kept.disusun_at = clock.now()


def _count(session: Session, massal: Massal) -> None:
    """What is known by now, from the rows themselves: a slice that is done twice counts once."""
    done = select(func.count(), func.coalesce(func.sum(Baris.halaman), 0)).where(
        Baris.massal_id == massal.id, Baris.sidik != ""
    )
    massal.tersusun, massal.halaman = session.execute(done).tuples().one()
    failed = select(func.count()).where(Baris.massal_id == massal.id, Baris.galat != "")
    massal.gagal_susun = session.scalar(failed) or 0


def _drafts(session: Session, services: Services, massal: Massal, sesudah: int) -> list[_Lembar]:
    induk = kumpulan.induk(session, massal.id)
    rows = session.scalars(_unsigned(massal.id).where(Baris.urutan > sesudah).limit(SEKALI_SUSUN))
    return [draf(session, services, massal, induk, each) for each in rows]


def draf(session: Session, services: Services, massal: Massal, induk: Naskah, baris: Baris) -> _Lembar:
    """The letter of one row as plain values, to be set with no transaction open."""
    own = services.settings
    try:
        with session.no_autoflush:
            made = salin(session, massal, induk, baris)
            page = typeset.halaman(session, made, kota=own.nama_kota, tempat=own.tempat, konsep=True)
            shown = sidik.tampak(session, made, kota=own.nama_kota, tempat=own.tempat).sha256
    except EofficeError as error:
        return _Lembar(baris.id, baris.urutan, "", None, [], str(error)[:300])
    joined = [
        (x.judul, Blob(x.bersih_key, x.bersih_size or 0, x.bersih_sha256 or ""))
        for x in made.lampiran
        if x.gabung and x.bersih_key
    ]
    return _Lembar(baris.id, baris.urutan, shown, page, joined)


def _set(services: Services, draft: _Lembar) -> tuple[int, str, int, str]:
    if draft.halaman is None:
        return draft.baris_id, "", 0, draft.galat
    try:
        pages = document.render(with_lampiran(draft.halaman, services.store, draft.lampiran)).pages
    except EofficeError as error:
        return draft.baris_id, "", 0, str(error)[:300] or "Surat ini tidak dapat disusun."
    return draft.baris_id, draft.sidik, pages, ""


def tersusun(session: Session, services: Services, massal: Massal, induk: Naskah) -> str:
    """Why the letters cannot be signed as they were tried out; "" when they can."""
    if massal.susun != kini(session, services, massal, induk):
        return "Salinan belum disusun untuk teks dan daftar yang sekarang."
    if massal.gagal_susun:
        return f"{massal.gagal_susun} salinan tidak dapat disusun; lihat sebabnya di daftar."
    if massal.tersusun < massal.jumlah:
        return "Salinan sedang disusun; tunggu sampai selesai."
    return ""
