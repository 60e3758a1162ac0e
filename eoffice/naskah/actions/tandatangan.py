"""Signing: two transactions around the work that may fail, and a number that is never lost (NOM-04, HOUSE snippet 9)."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed, TooMany, Unavailable
from eoffice.naskah import bertugas, document, policy, queries, sidik, typeset
from eoffice.naskah.actions import bersama, kabar
from eoffice.naskah.actions.bubuhkan import bertanda
from eoffice.naskah.actions.bubuhkan import produce as produce
from eoffice.naskah.actions.bubuhkan import with_lampiran as with_lampiran
from eoffice.naskah.actions.step import record
from eoffice.naskah.actions.terbit import (
    give_nomor,
    issue,
    join_lampiran,
    keep_words,
    refuse_incomplete,
    refuse_unclear,
)
from eoffice.naskah.models import SIGNING_LEASE, Naskah, PenandaLain
from eoffice.naskah.states import PeranMassal, Status
from eoffice.organisasi.models import Jabatan
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.tte import actions as tte
from eoffice.tte import queries as tte_queries
from eoffice.tte.port import Signer, Undecided
from eoffice.tte.states import Penyedia
from eoffice.web.services import Services

#: When the worker looks whether a signing reported back.
RECOVER_AFTER: Final = SIGNING_LEASE + timedelta(seconds=30)

#: Makes and stores the signed file from the values of a page; see `produce`.
Producer = Callable[[Services, Signer, document.Halaman, list[tuple[str, Blob]]], tuple[Blob, document.Rendered]]


def tandatangani(
    services: Services,
    actor: Actor,
    naskah_id: int,
    *,
    frasa: str,
    dilihat_sha256: str,
    kunci: Signer | None = None,
    producer: Producer | None = None,
) -> None:
    """Sign a naskah: refuse early, number, render, sign with nothing locked, store, and only then call it signed.

    A second request for the same text by the same signer finds it signed and changes nothing. The caller must hold no
    transaction.

    Args:
        frasa: the passphrase; used for this call and never kept (AUT-13). Ignored when `kunci` is given.
        dilihat_sha256: hash of what the signer was shown, `sidik.tampak` (CNT-06); that of the content alone is enough
            from a caller that shows no pages. A page that would look otherwise now is not signed.
        kunci: an already opened signer, for a session that signs several; it stays open.
        producer: what makes the signed file, `produce` unless given; the sample city makes it beforehand.
    Raises:
        NotAllowed, Invalid, TooMany, Conflict: refused for certain. Found out before a number was taken, nothing
            changed; refused by the signer itself, the naskah keeps its number in `gagal_ttd`.
        Unavailable: not signed, or the outcome is unknown (`Undecided`); the naskah keeps its number in `gagal_ttd` and
            may be signed again.
    """
    if _already(services, actor, naskah_id, dilihat_sha256, again=kunci is not None):
        return
    signer = kunci or tte.buka(services, actor, frasa)
    try:
        _sign(services, actor, naskah_id, signer, dilihat_sha256, producer)
    finally:
        if kunci is None:
            signer.close()


def _sign(
    services: Services, actor: Actor, naskah_id: int, signer: Signer, dilihat_sha256: str, producer: Producer | None
) -> None:
    try:
        page, attached = number(services, actor, naskah_id, dilihat_sha256, penyedia=signer.penyedia)
        before = _stage(services, actor, naskah_id) if page.penanda_lain else None
    except (EofficeError, StaleDataError) as error:
        if _already(services, actor, naskah_id, dilihat_sha256, refuse=False):
            return  # a twin of this request was quicker
        if isinstance(error, StaleDataError):
            raise Conflict("Naskah ini sedang ditandatangani. Tunggu satu menit lalu muat ulang halaman.") from error
        raise
    titik("sesudah_nomor")
    try:
        if page.penanda_lain:
            made = bersama.bubuhkan(services, signer, page, attached, before)
            keep_stage(services, actor, naskah_id, made, before)
            return titik("sesudah_ttd")
        if producer is not None:
            blob, rendered = producer(services, signer, page, attached)
        else:
            blob, rendered = produce(services, signer, page, attached, naskah_id=naskah_id)
        keep(services, actor, naskah_id, blob, rendered)
    except Exception as error:
        if _already(services, actor, naskah_id, dilihat_sha256, refuse=False):
            return  # it was kept after all; only the answer was lost
        note_failure(services, actor, naskah_id, error)
        if isinstance(error, (Invalid, TooMany, Conflict, NotAllowed, Undecided)):
            raise  # the signer's own words: a wrong passphrase, a certificate that is no good any more
        raise Unavailable(
            "Tanda tangan belum selesai. Nomor tetap milik naskah ini dan tidak ada yang hilang; "
            "coba tanda tangani lagi beberapa saat lagi."
        ) from error
    titik("sesudah_ttd")


def keep(services: Services, actor: Actor, naskah_id: int, blob: Blob, rendered: document.Rendered) -> None:
    """Second transaction: only what is stored and verified is called signed, and told."""
    with transaction(services.engine) as session:
        naskah = queries.get(session, actor, naskah_id, whole=False)
        dari = naskah.status
        naskah.keep_signed(key=blob.key, size=blob.size, sha256=blob.sha256, at=clock.now(), by=actor.pegawai_id)
        naskah.halaman = rendered.pages - naskah.lampiran_halaman
        keep_words(session, naskah, rendered)
        _issue(session, services, actor, naskah, blob, dari=dari, said=f"SHA-256 {blob.sha256}")
        titik("sebelum_ttd_commit")


def _issue(
    session: Session, services: Services, actor: Actor, naskah: Naskah, blob: Blob, *, dari: Status, said: str
) -> None:
    """What follows once it is signed: stamped and recorded, then as every issued naskah."""
    tte.catat_stempel(session, services, "naskah", naskah.id, blob)
    record(session, actor, "naskah.tandatangani", naskah, dari=dari, catatan=said)
    issue(session, actor, naskah)


def keep_stage(services: Services, actor: Actor, naskah_id: int, tahap: bersama.Tahap, sebelum: Blob | None) -> None:
    """As `keep`, for one of several: the last one makes it issued, the others leave it to the next."""
    with transaction(services.engine) as session:
        naskah = queries.get(session, actor, naskah_id)
        dari, blob = naskah.status, tahap.blob
        if tahap.rendered is not None:
            naskah.halaman = tahap.rendered.pages - naskah.lampiran_halaman
            keep_words(session, naskah, tahap.rendered)
        row = bersama.simpan_tahap(naskah, actor, tahap, sebelum=sebelum)
        said = f"{row.sebutan}, SHA-256 {blob.sha256}"
        if not tahap.selesai:
            naskah.keep_stage()
            kabar.giliran(session, actor, naskah)
            record(session, actor, "naskah.tandatangani_bersama", naskah, dari=dari, catatan=said)
            return titik("sebelum_ttd_commit")
        first = naskah.penanda_lain[0].pejabat_id or actor.pegawai_id
        naskah.keep_signed(key=blob.key, size=blob.size, sha256=blob.sha256, at=clock.now(), by=first)
        _issue(session, services, actor, naskah, blob, dari=dari, said=said)
        titik("sebelum_ttd_commit")


def _stage(services: Services, actor: Actor, naskah_id: int) -> Blob | None:
    """The file as the last of several signers left it."""
    with reading(services.engine) as session:
        row = queries.get(session, actor, naskah_id).tahap
        return None if row is None else Blob(row.key or "", row.size or 0, row.sha256 or "")


def _already(
    services: Services, actor: Actor, naskah_id: int, seen: str, *, refuse: bool = True, again: bool = False
) -> bool:
    """True when this very text was signed by this actor before; else, if asked, every definite refusal.

    Args:
        again: the caller looks at the naskah again before anything is changed, so only the certificate is asked for.
    """
    with reading(services.engine) as session:
        signed = select(Naskah.id).where(
            Naskah.id == naskah_id, Naskah.pdf_sha256.is_not(None), Naskah.penanda_pegawai_id == actor.pegawai_id
        )
        beside = select(PenandaLain.id).where(
            PenandaLain.naskah_id == naskah_id,
            PenandaLain.pejabat_id == actor.pegawai_id,
            PenandaLain.ditandatangani_at.is_not(None),
        )
        if session.scalar(signed) is not None or session.scalar(beside.limit(1)) is not None:
            return _shown(services, session, queries.get(session, actor, naskah_id), seen)
        if not refuse:
            return False
        if not again:
            naskah = queries.get(session, actor, naskah_id)
            _check(services, session, actor, naskah, seen)
            refuse_unclear(session, naskah)
        ready = tte_queries.kesiapan(session, actor.pegawai_id, clock.now())
        if not ready:
            raise Conflict(ready.alasan)
    return False


def _shown(services: Services, session: Session, naskah: Naskah, seen: str) -> bool:
    """Whether what was seen is what there is: the whole hash of the pages, or of the content alone."""
    own = services.settings
    if seen == naskah.content_sha256():
        return True
    return seen == sidik.tampak(session, naskah, kota=own.nama_kota, tempat=own.tempat).sha256


def _check(services: Services, session: Session, actor: Actor, naskah: Naskah, seen: str) -> document.Penanda:
    require(policy.may(actor, Action.TANDATANGANI, naskah))
    if naskah.peran_massal is PeranMassal.INDUK:
        raise Conflict("Ini induk surat massal. Tanda tangani semua suratnya sekaligus dari halaman surat massal.")
    if not _shown(services, session, naskah, seen):
        raise Conflict("Naskah berubah sejak Anda membukanya. Baca versi terbaru dahulu, lalu tanda tangani.")
    refuse_incomplete(naskah)
    turn = None if naskah.tahap is None else session.get(Jabatan, naskah.giliran_ttd)
    block, pegawai_id = typeset.penanda(session, naskah, jabatan=turn)
    own = bertugas.diri_sendiri(naskah, block) if turn is None else ""
    if own:
        raise Conflict(own)
    if bersama.pejabat_berganti(naskah, pegawai_id):
        raise Conflict(
            "Pejabatnya berganti sejak pihak pertama menandatangani, sedangkan nama yang tercetak tidak dapat diubah. "
            "Tolak naskah ini, lalu mintalah konseptor membuat yang baru."
        )
    if pegawai_id != actor.pegawai_id:
        raise Conflict("Jabatan ini sedang dijalankan pejabat lain, jadi hanya pejabat itu yang dapat menandatangani.")
    return block


def number(
    services: Services, actor: Actor, naskah_id: int, seen: str, *, penyedia: Penyedia, lanjut: bool = False
) -> tuple[document.Halaman, list[tuple[str, Blob]]]:
    """First transaction: number, date and state together; what the page needs comes out as plain values.

    Args:
        lanjut: an answer is being taken up that an earlier attempt left behind.
    """
    with transaction(services.engine) as session:
        naskah = queries.get(session, actor, naskah_id)
        _check(services, session, actor, naskah, seen)
        if naskah.penyerta and penyedia is not Penyedia.LOKAL:
            raise Conflict(bersama.TANPA_BSRE)
        if not lanjut:
            refuse_unclear(session, naskah)
        dari, at = naskah.status, clock.now()
        naskah.start_signing(at)
        session.flush()  # a concurrent signer loses here, before the register is touched
        give_nomor(session, actor, naskah)
        joined = join_lampiran(naskah)
        record(session, actor, "naskah.mulai_tandatangani", naskah, dari=dari, catatan=naskah.nomor or "")
        outbox.enqueue(session, "naskah.ttd_tertunda", delay=RECOVER_AFTER, naskah_id=naskah.id)
        if naskah.tahap is None:
            bersama.siapkan(session, naskah, actor.pegawai_id)
        page = typeset.halaman(
            session,
            naskah,
            kota=services.settings.nama_kota,
            tempat=services.settings.tempat,
            konsep=False,
            verify_url=f"{services.settings.base_url}/v/{naskah.token}",
            dibuat_at=at,
        )
        if naskah.tahap is None:
            naskah.penanda = asdict(page.penanda)
        attached = [(x.judul, Blob(x.bersih_key or "", x.bersih_size or 0, x.bersih_sha256 or "")) for x in joined]
        titik("sebelum_nomor_commit")
    return bertanda(page, penyedia), attached


def note_failure(services: Services, actor: Actor, naskah_id: int, error: Exception) -> None:
    """Leave the naskah with its number in `gagal_ttd`, and say why."""
    reason = str(error) if isinstance(error, EofficeError) else "Galat tak terduga saat menandatangani."
    with transaction(services.engine) as session:
        naskah = queries.get(session, actor, naskah_id)
        if naskah.status is not Status.MENUNGGU_TTE:
            return
        dari = naskah.status
        naskah.signing_failed(reason)
        record(session, actor, "naskah.gagal_tandatangani", naskah, dari=dari, catatan=reason)
        kabar.gagal(session, actor, naskah)


def pulihkan(session: Session, naskah: Naskah) -> None:
    """A signing that never reported back becomes `gagal_ttd`, where its signer finds it again; the worker asks this.

    Does nothing when it was signed, failed openly, or is being signed right now.
    """
    started = naskah.ttd_mulai_at
    if naskah.status is not Status.MENUNGGU_TTE or started is None or clock.now() - started < SIGNING_LEASE:
        return
    dari = naskah.status
    naskah.signing_failed("Penandatanganan terputus sebelum selesai. Nomor tetap; silakan tanda tangani lagi.")
    record(session, SISTEM, "naskah.gagal_tandatangani", naskah, dari=dari, catatan=naskah.ttd_galat)
    kabar.gagal(session, SISTEM, naskah)
