"""Reading in the background: one page at a time, by whoever works, taken up again where a killed worker left it."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from eoffice import clock, outbox, sandbox
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError, Unavailable
from eoffice.pindaian.actions.periksa import SEWA, TRIES, periksa
from eoffice.pindaian.document import PEMISAH
from eoffice.pindaian.models import Pindaian, PindaianHalaman
from eoffice.pindaian.states import Baca, Cara, Status
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.web.services import Services

#: Pages of these are read; what was set aside or cut needs no text of its own.
_READ: Final = (Status.MENUNGGU, Status.TERDAFTAR)


@dataclass(frozen=True)
class _Page:
    pindaian_id: int
    nomor: int
    blob: Blob
    tries: int


def kerjakan(services: Services) -> bool:
    """Do one piece of background work: look into an arrival, else read one page; False when nothing waits.

    Raises:
        Unavailable: the sandboxes or the store are busy; trying again later is sensible.
    """
    return periksa(services) or _read_one(services)


def _read_one(services: Services) -> bool:
    page = _claim(services)
    if page is None:
        return False
    titik("halaman_diambil")
    found = None
    try:
        if page.tries <= TRIES:  # a page that took its worker along three times is not tried again
            with services.store.open(page.blob) as source:
                found = sandbox.baca_halaman(source.read(), page.nomor, pemisah=PEMISAH)
    except Unavailable:
        _give_back(services, page)
        raise
    except EofficeError:  # refused, or damaged in the store: the letter goes on without this page's text (UPL-12)
        pass
    titik("halaman_dibaca")
    with transaction(services.engine) as session:
        row = session.get_one(PindaianHalaman, (page.pindaian_id, page.nomor))
        if row.baca is Baca.MENUNGGU:
            _note(row, found, last=page.tries >= TRIES)
            session.flush()
            tell(session, page.pindaian_id)
    return True


def _claim(services: Services) -> _Page | None:
    """The next page; first pages first, so that one file of thousands does not hold up everybody's letters."""
    at = clock.now()
    h = PindaianHalaman
    free = or_(h.sewa_at.is_(None), h.sewa_at < at)
    pick = (
        select(h)
        .join(Pindaian)
        .where(h.baca == Baca.MENUNGGU, free, Pindaian.status.in_(_READ))
        .order_by(h.nomor, h.pindaian_id)
        .limit(1)
        .with_for_update(skip_locked=True, of=h)
    )
    with transaction(services.engine) as session:
        row = session.scalar(pick)
        if row is None:
            return None
        row.sewa_at, row.percobaan = at + SEWA, row.percobaan + 1
        of = session.get_one(Pindaian, row.pindaian_id)
        blob = Blob(of.lihat_key or of.key, of.lihat_size or of.size, of.lihat_sha256 or of.sha256)
        return _Page(row.pindaian_id, row.nomor, blob, row.percobaan)


def _note(row: PindaianHalaman, found: dict[str, Any] | None, *, last: bool) -> None:
    row.sewa_at = None
    if found is None:
        row.baca = Baca.GAGAL if last else Baca.MENUNGGU
    elif not found["ocr"]:
        row.baca, row.pemisah = Baca.TANPA_OCR, bool(found["pemisah"])
    else:
        row.baca, row.cara = Baca.TERBACA, Cara(found["cara"])
        row.teks, row.kata = str(found["teks"]).strip(), int(found["kata"])
        row.keyakinan = None if found["keyakinan"] is None else int(found["keyakinan"])
        row.kosong, row.pemisah = bool(found["kosong"]), bool(found["pemisah"])
        row.putar, row.lama = int(found["putar"]), int(found["lama"])
    if row.baca is not Baca.MENUNGGU:
        row.selesai_at = clock.now()


def tell(session: Session, pindaian_id: int) -> None:
    """When the last page of a registered one is read, its surat takes over the text, once."""
    left = select(PindaianHalaman.nomor).where(
        PindaianHalaman.pindaian_id == pindaian_id, PindaianHalaman.baca == Baca.MENUNGGU
    )
    if session.scalar(left.limit(1)) is None and session.get_one(Pindaian, pindaian_id).surat_id is not None:
        outbox.enqueue(session, "pindaian.terbaca", pindaian_id=pindaian_id)


def _give_back(services: Services, page: _Page) -> None:
    """Nobody read it: the try does not count."""
    h = PindaianHalaman
    mine = (h.pindaian_id == page.pindaian_id) & (h.nomor == page.nomor)
    with transaction(services.engine) as session:
        session.execute(update(h).where(mine).values(sewa_at=None, percobaan=h.percobaan - 1))


def lihat_lagi_ocr(services: Services) -> int:
    """Pages that waited for an OCR program are read after all when there is one now; how many. Asked at start.

    Where no page waits for one, nothing is asked of the sandbox: a start runs no other program.
    """
    waiting = select(PindaianHalaman).where(PindaianHalaman.baca == Baca.TANPA_OCR)
    with reading(services.engine) as session:
        if session.scalar(select(waiting.exists())) is not True:
            return 0
    try:
        installed = sandbox.ocr_siap()
    except EofficeError:
        return 0
    if not installed:
        return 0
    with transaction(services.engine) as session:
        found = list(session.scalars(waiting))
        for row in found:
            row.baca, row.percobaan, row.selesai_at = Baca.MENUNGGU, 0, None
        return len(found)
