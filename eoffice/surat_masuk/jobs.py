"""What the worker does for surat masuk: register what another office of the city sent, take over what was read on a scan."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.pindaian import queries as pindaian
from eoffice.pindaian.models import Pindaian
from eoffice.surat_masuk import actions, indexing
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services


def terkirim(session: Session, services: Services, naskah_id: int, penerima_id: int) -> None:
    """A delivered naskah arrives at one recipient."""
    actions.terima(session, penerima_id)


def terbaca(session: Session, services: Services, pindaian_id: int) -> None:
    """The last page of a registered scan is read: its text can be searched from now on.

    The version of the surat stays, so that nobody who has it open is refused for a text that nobody typed.
    """
    arrived = session.get_one(Pindaian, pindaian_id)
    if arrived.surat_id is None:
        return
    surat = session.get_one(SuratMasuk, arrived.surat_id)
    text = pindaian.text(arrived)
    if text and text != surat.teks:
        session.execute(update(SuratMasuk).where(SuratMasuk.id == surat.id).values(teks=text))
        session.refresh(surat, ["teks"])


def lampiran_terbaca(session: Session, services: Services, naskah_id: int) -> None:
    """The files of a naskah of the city are read: their words can be searched wherever it arrived."""
    for surat in session.scalars(select(SuratMasuk).where(SuratMasuk.naskah_id == naskah_id).order_by(SuratMasuk.id)):
        indexing.put(session, surat)


def hilir(session: Session, services: Services, surat_id: int, jabatan_id: int) -> None:
    """A disposisi went to another perangkat daerah."""
    actions.hilir(session, surat_id, jabatan_id)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {
    "naskah.lampiran_terbaca": lampiran_terbaca,
    "naskah.terkirim": terkirim,
    "pindaian.terbaca": terbaca,
    "surat_masuk.hilir": hilir,
}
