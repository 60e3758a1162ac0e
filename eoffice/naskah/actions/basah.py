"""Signed with a pen, where no TTE is possible: printed with its number, signed, scanned, and counted as paper (5.2)."""

from dataclasses import asdict
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import bertugas, document, typeset
from eoffice.naskah.actions.step import step
from eoffice.naskah.actions.terbit import (
    give_nomor,
    issue,
    join_lampiran,
    keep_words,
    refuse_incomplete,
    refuse_unclear,
)
from eoffice.naskah.models import Naskah
from eoffice.storage import Blob

PALING_PENDEK: Final = 10


def cetak_basah(session: Session, actor: Actor, naskah: Naskah, alasan: str, *, halaman: int) -> None:
    """Number a naskah and leave it to paper; from now on it waits for its scan.

    Its signer may still sign it electronically instead, under the same number.

    Args:
        alasan: why not electronically; it stands in the record and in the reports.
        halaman: pages of the print, lampiran included.
    Raises:
        NotAllowed, Conflict: not this actor, or not now.
        Invalid: no reason given (field `alasan`).
    """
    if len(alasan.strip()) < PALING_PENDEK:
        raise Invalid(
            "Alasan tanda tangan basah belum diisi.",
            {"alasan": "Tulis mengapa tidak ditandatangani secara elektronik, misalnya “diminta notaris”."},
        )
    with step(session, actor, Action.TTD_BASAH, naskah, alasan.strip()[:300]):
        refuse_incomplete(naskah)
        refuse_unclear(session, naskah)
        block, pegawai_id = typeset.penanda(session, naskah)
        own = bertugas.diri_sendiri(naskah, block)
        if own:
            raise Conflict(own)
        naskah.print_for_pen(alasan.strip()[:300], clock.now())
        session.flush()  # a signing at the same moment loses here, before the register is touched
        give_nomor(session, actor, naskah)
        naskah.penanda, naskah.penanda_pegawai_id = asdict(block), pegawai_id
        join_lampiran(naskah)
        naskah.halaman = max(1, halaman - naskah.lampiran_halaman)


def terima_pindaian(
    session: Session,
    actor: Actor,
    naskah: Naskah,
    *,
    blob: Blob,
    halaman: int,
    rendered: document.Rendered,
    kurang_boleh: bool = False,
) -> None:
    """Keep the scan of the signed paper: the naskah is issued and goes its way like any other.

    Args:
        halaman: pages of the scan.
        rendered: what our own typesetting made of it; its words are searched.
        kurang_boleh: the actor has confirmed that fewer pages than were printed are right.
    Raises:
        NotAllowed, Conflict: not this actor, or not now.
        Invalid: fewer pages than were printed (field `pindaian`).
    """
    printed = naskah.halaman + naskah.lampiran_halaman
    with step(session, actor, Action.PINDAI, naskah, f"SHA-256 {blob.sha256}"):
        if halaman < printed and not kurang_boleh:
            raise Invalid(
                "Pindaian belum lengkap.",
                {"pindaian": f"Pindaian berisi {halaman} halaman, padahal naskah ini {printed} halaman."},
            )
        naskah.keep_scan(
            key=blob.key,
            size=blob.size,
            sha256=blob.sha256,
            at=clock.now(),
        )
        keep_words(session, naskah, rendered)
        issue(session, actor, naskah)
