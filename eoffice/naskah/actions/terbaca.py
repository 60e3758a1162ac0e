"""The words of files attached to an issued naskah, read in the background page by page, so that they can be searched."""

from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox, sandbox
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError, Unavailable
from eoffice.naskah import indexing
from eoffice.naskah.models import Naskah, NaskahHalaman
from eoffice.naskah.models.halaman import BELUM, TERBACA
from eoffice.naskah.states import PeranMassal
from eoffice.storage import Blob
from eoffice.web.services import Services

#: Words that are read of the files of one naskah; more than an index keeps of a body are no use.
CUKUP: Final = 12_000


def minta_baca(session: Session, naskah: Naskah) -> None:
    """Leave the files of an issued naskah to be read; the letters of a surat massal all bear the same and are left out."""
    if naskah.lampiran_halaman and naskah.peran_massal is not PeranMassal.SALINAN:
        outbox.enqueue(session, "naskah.baca_lampiran", naskah_id=naskah.id)


def baca_lampiran(services: Services, naskah_id: int) -> None:
    """Read the next page of an attached file: its text layer, or what OCR makes of it. Nothing is locked meanwhile.

    A page that cannot be read counts as read; the next is left to another message, and after the last the naskah is
    indexed anew, wherever it arrived.

    Raises:
        Unavailable: the sandboxes or the store are busy; trying again later is sensible.
    """
    with reading(services.engine) as session:
        row = session.get(NaskahHalaman, naskah_id)
        found = _next(session.get_one(Naskah, naskah_id), row) if row is not None else None
    if found is None:
        return
    at, blob, page = found
    text = ""
    try:
        with services.store.open(blob) as source:
            text = str(sandbox.baca_halaman(source.read(), page, pemisah="")["teks"]).replace("\f", "\n")
    except Unavailable:
        raise
    except EofficeError:  # refused, or damaged in the store: the naskah is found by its other words
        pass
    with transaction(services.engine) as session:
        _keep(session, naskah_id, at, text.strip())


def _next(naskah: Naskah, row: NaskahHalaman) -> tuple[int, Blob, int] | None:
    """The next page to be read: its place in the naskah, its file, and its page there, counted from 1."""
    pages = row.lembar
    theirs = [at for at, page in enumerate(pages) if page.startswith((BELUM, TERBACA))]
    files = [
        (Blob(x.bersih_key, x.bersih_size or 0, x.bersih_sha256 or ""), number)
        for x in naskah.lampiran
        if x.gabung and x.bersih_key
        for number in range(1, x.halaman + 1)
    ]
    for at, (blob, number) in zip(theirs, files, strict=False):
        if pages[at].startswith(BELUM):
            return at, blob, number
    return None


def _keep(session: Session, naskah_id: int, at: int, text: str) -> None:
    row = session.get(NaskahHalaman, naskah_id, with_for_update=True)
    if row is None:  # destroyed while it was read
        return
    pages = row.lembar
    if not pages[at].startswith(BELUM):
        return
    pages[at] = f"{TERBACA}{pages[at][1:]}\n{text}".rstrip()
    row.teks = "\f".join(pages)
    session.flush()
    left = any(page.startswith(BELUM) for page in pages)
    if left and len(row.berkas.split()) < CUKUP:
        outbox.enqueue(session, "naskah.baca_lampiran", naskah_id=naskah_id)
        return
    indexing.put(session, session.get_one(Naskah, naskah_id))
    outbox.enqueue(session, "naskah.lampiran_terbaca", naskah_id=naskah_id)
