"""An arrival is looked into: is it harmless, what is shown of it, how many pages are to be read."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import or_, select, update

from eoffice import clock, sandbox
from eoffice.akses.actor import SISTEM
from eoffice.audit import actions as audit
from eoffice.db import transaction
from eoffice.errors import Unavailable
from eoffice.pindaian.models import Pindaian, PindaianHalaman
from eoffice.pindaian.states import Baca, Status
from eoffice.storage import Blob
from eoffice.web.services import Services

#: A check whose worker died is taken up again after this.
SEWA: Final = timedelta(minutes=3)
TRIES: Final = 3
_GAVE_UP: Final = "Berkas ini tidak dapat diperiksa. Minta pengirim menyimpannya sebagai PDF biasa, atau pindai ulang."


@dataclass(frozen=True)
class Tampak:
    """What the sandbox found.

    Attributes:
        alasan: why it cannot be used; empty when it can.
        lihat: the PDF to show and register; None when the received bytes themselves are it.
    """

    mime: str
    halaman: int
    alasan: str = ""
    tanda: str = ""
    lihat: bytes | None = None


def tampak(isi: bytes, nama: str) -> Tampak:
    """Look into a file; a photo becomes a page with its perspective taken out, a harmless PDF stays as it is.

    Raises:
        Unavailable: the sandboxes are busy.
    """
    checked = sandbox.periksa_unggahan(isi, nama, "masuk")
    if not checked.bersih or checked.type not in ("pdf", "jpeg", "png"):
        said = " ".join(checked.alasan) or "Hanya PDF, JPG, dan PNG yang dapat dicatat."
        return Tampak(checked.mime, 0, alasan=said[:500])
    signs = "\n".join(checked.tanda)
    if checked.type == "pdf":
        shown = None if checked.bertanda_tangan else checked.rendition
        return Tampak(checked.mime, checked.pages or 1, tanda=signs, lihat=shown)
    try:
        return Tampak(checked.mime, 1, tanda=signs, lihat=sandbox.foto_ke_pdf(checked.rendition or isi))
    except sandbox.Refused as error:
        return Tampak(checked.mime, 0, alasan=str(error)[:500])


def periksa(services: Services, pindaian_id: int | None = None) -> bool:
    """Look into one arrival that waits for it, this one or the eldest; True when there was one.

    Nothing is locked while the sandbox works; a lease keeps others away, and runs out when this process dies.

    Raises:
        Unavailable: the sandboxes or the store are busy; it waits on.
    """
    at = clock.now()
    free = or_(Pindaian.sewa_at.is_(None), Pindaian.sewa_at < at)
    pick = select(Pindaian.id).where(Pindaian.status == Status.DITERIMA, free).order_by(Pindaian.id)
    if pindaian_id is not None:
        pick = pick.where(Pindaian.id == pindaian_id)
    with transaction(services.engine) as session:
        chosen = session.scalar(pick.limit(1).with_for_update(skip_locked=True))
        if chosen is None:
            return False
        taken = session.get_one(Pindaian, chosen)
        taken.sewa_at, taken.percobaan = at + SEWA, taken.percobaan + 1
        hopeless = taken.percobaan > TRIES
        blob, name = Blob(taken.key, taken.size, taken.sha256), taken.nama
    try:
        if hopeless:
            found = Tampak("", 0, alasan=_GAVE_UP)
        else:
            with services.store.open(blob) as source:
                found = tampak(source.read(), name)
        shown = services.store.put(io.BytesIO(found.lihat)) if found.lihat is not None else blob
    except Unavailable:
        _release(services, chosen)
        raise
    with transaction(services.engine) as session:
        row = session.get_one(Pindaian, chosen)
        if row.status is Status.DITERIMA:
            note(row, found, shown)
            audit.record(session, SISTEM, "pindaian.periksa", "pindaian", row.id, dari=Status.DITERIMA, ke=row.status)
    return True


def note(row: Pindaian, found: Tampak, shown: Blob) -> None:
    """Write down what was found, with a row for each page that is to be read."""
    row.sewa_at = None
    row.mime, row.alasan, row.tanda, row.halaman = found.mime, found.alasan, found.tanda, found.halaman
    row.move(Status.DITOLAK if found.alasan else Status.MENUNGGU)
    if not found.alasan:
        row.lihat_key, row.lihat_size, row.lihat_sha256 = shown.key, shown.size, shown.sha256
        row.isi = [blank_page(number) for number in range(1, found.halaman + 1)]


def blank_page(number: int) -> PindaianHalaman:
    """A page that nobody has read yet."""
    return PindaianHalaman(
        nomor=number, baca=Baca.MENUNGGU, teks="", kata=0, kosong=False, pemisah=False, putar=0, lama=0, percobaan=0
    )


def _release(services: Services, pindaian_id: int) -> None:
    """Nobody looked into it: the try does not count."""
    with transaction(services.engine) as session:
        session.execute(
            update(Pindaian)
            .where(Pindaian.id == pindaian_id)
            .values(sewa_at=None, percobaan=Pindaian.percobaan - 1, version=Pindaian.version + 1)
        )
