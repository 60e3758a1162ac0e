"""Several photos or files joined into one letter, in the order a person says; and a page turned. What came stays as it came."""

import hashlib
import io
from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock, sandbox
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.pindaian import policy
from eoffice.pindaian.actions.pecah import copy_page
from eoffice.pindaian.actions.periksa import blank_page
from eoffice.pindaian.actions.tata import step
from eoffice.pindaian.actions.tiba import new, same
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Status, Sumber
from eoffice.storage import Blob
from eoffice.web.services import Services

#: Files of one letter (UPL-02).
MOST: Final = 20


def shown(row: Pindaian) -> Blob:
    """The PDF that is shown of an arrival."""
    return Blob(row.lihat_key or row.key, row.lihat_size or row.size, row.lihat_sha256 or row.sha256)


def checked(rows: Sequence[Pindaian]) -> None:
    """Whether these can become one letter. Raises Invalid."""
    if not 2 <= len({row.id for row in rows}) == len(rows) <= MOST:
        raise Invalid(f"Pilih dua sampai {MOST} berkas yang bersama-sama menjadi satu surat.")
    if len({row.opd_id for row in rows}) != 1:
        raise Invalid("Berkas-berkas ini tiba di perangkat daerah yang berbeda, jadi tidak dapat digabung.")
    if waits := [row for row in rows if row.status is not Status.MENUNGGU]:
        raise Invalid(f"“{waits[0].perihal or waits[0].nama}” belum selesai diperiksa atau tidak menunggu lagi.")


def joined(services: Services, rows: Sequence[Pindaian]) -> Blob:
    """The PDF of all of them, stored; with nothing locked, so before the transaction of `gabung`.

    Raises:
        Refused: one of them is signed.
    """
    parts = []
    for row in rows:
        with services.store.open(shown(row)) as source:
            parts.append(source.read())
    content, _ = sandbox.gabung_pdf(parts)
    return services.store.put(io.BytesIO(content))


def gabung(session: Session, actor: Actor, rows: Sequence[Pindaian], blob: Blob) -> Pindaian:
    """One letter waits in their place, in this order, with the text that is read already.

    Raises:
        Invalid: they cannot become one. Conflict: somebody was quicker.
    """
    checked(rows)
    first = rows[0]
    order = ",".join(str(row.id) for row in rows)
    sidik = f"gabung:{hashlib.sha256(order.encode()).hexdigest()}"
    if same(session, first.opd_id, sidik) is not None:
        raise Conflict("Berkas-berkas ini sudah digabung.")
    made = new(
        opd_id=first.opd_id,
        sumber=Sumber.GABUNGAN,
        sidik=sidik,
        nama=f"{(first.nama.rpartition('.')[0] or first.nama)[:170]} – {len(rows)} berkas.pdf",
        blob=blob,
        at=min(row.tiba_at for row in rows),
        oleh=actor,
    )
    made.pengirim, made.perihal = first.pengirim, first.perihal
    made.tanda = "\n".join(dict.fromkeys(row.tanda for row in rows if row.tanda))
    made.mime, made.status = "application/pdf", Status.MENUNGGU
    made.lihat_key, made.lihat_size, made.lihat_sha256 = blob.key, blob.size, blob.sha256
    pages = [page for row in rows for page in row.isi]
    made.halaman = len(pages)
    made.isi = [copy_page(page, number) for number, page in enumerate(pages, 1)]
    session.add(made)
    session.flush()
    for row in rows:
        with step(session, actor, "pindaian.gabung", row, Status.DIGABUNG, f"menjadi pindaian {made.id}"):
            row.gabungan_id = made.id
    audit.record(session, actor, "pindaian.tiba", "pindaian", made.id, ke=made.status, isi_sha256=made.sha256)
    return made


def diputar(services: Services, row: Pindaian, nomor: int, derajat: int) -> Blob:
    """The PDF with one page turned, stored; before the transaction of `putar`. Raises Refused."""
    with services.store.open(shown(row)) as source:
        content = sandbox.putar_pdf(source.read(), nomor, derajat)
    return services.store.put(io.BytesIO(content))


def putar(session: Session, actor: Actor, row: Pindaian, nomor: int, derajat: int, blob: Blob) -> None:
    """Show a page turned from now on, and read it again; the received bytes stay.

    Raises:
        Conflict: it does not wait any more.
    """
    require(policy.may(actor, row))
    page = next((one for one in row.isi if one.nomor == nomor), None)
    if row.status is not Status.MENUNGGU or page is None:
        raise Conflict("Halaman ini tidak dapat diputar lagi.")
    row.lihat_key, row.lihat_size, row.lihat_sha256 = blob.key, blob.size, blob.sha256
    fresh = blank_page(nomor)
    page.baca, page.cara, page.teks, page.keyakinan = fresh.baca, None, "", None
    page.kata, page.percobaan, page.sewa_at, page.selesai_at = 0, 0, None, None
    audit.record(
        session,
        actor,
        "pindaian.putar",
        "pindaian",
        row.id,
        dari=row.status,
        ke=row.status,
        catatan=f"halaman {nomor}, {derajat} derajat, {clock.wib(clock.now()):%H.%M}",
    )
