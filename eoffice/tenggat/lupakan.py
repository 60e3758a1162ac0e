"""What deadlines forget of a surat that was destroyed: why a clock stood still; that it did, and when, stays.

The history of a deadline is only ever added to, like the trail, so its lines stay as they are.
"""

from collections.abc import Collection

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.penyusutan.lupakan import ikut
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tenggat.models import Tenggat, TenggatHenti


@ikut
def lupakan(session: Session, naskah_ids: Collection[int], surat_ids: Collection[int]) -> None:
    """Empty the reasons of every stop, in its row and where lists show it."""
    if not surat_ids:
        return
    chain = select(Disposisi.id).where(Disposisi.surat_id.in_(surat_ids))
    parts = select(DisposisiPenerima.id).where(DisposisiPenerima.disposisi_id.in_(chain))
    mine = select(Tenggat.id).where(or_(Tenggat.surat_id.in_(surat_ids), Tenggat.penerima_id.in_(parts)))
    for statement in (
        update(TenggatHenti).where(TenggatHenti.tenggat_id.in_(mine)).values(uraian="", catatan=""),
        update(SuratMasuk).where(SuratMasuk.id.in_(surat_ids)).values(jam_henti_alasan=""),
        update(DisposisiPenerima).where(DisposisiPenerima.id.in_(parts)).values(jam_henti_alasan=""),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
