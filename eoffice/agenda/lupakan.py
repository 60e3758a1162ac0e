"""What the agenda forgets of an undangan that was destroyed: notes and reasons; that it took place, where and when, stays."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eoffice.agenda.models import Acara, Peserta
from eoffice.penyusutan.lupakan import ikut


@ikut
def lupakan(session: Session, naskah_ids: Collection[int], surat_ids: Collection[int]) -> None:
    """Empty what was written about the events of these surat."""
    if not surat_ids:
        return
    mine = select(Acara.id).where(Acara.surat_id.in_(surat_ids))
    for statement in (
        update(Peserta).where(Peserta.acara_id.in_(mine)).values(alasan=""),
        update(Acara).where(Acara.surat_id.in_(surat_ids)).values(catatan="", batal_alasan=""),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
