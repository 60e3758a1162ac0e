"""Accepting what the giver left without an answer for too long; only where the city has decided so."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM
from eoffice.disposisi.actions.putusan import accept, close_unasked, owing
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import Peran, StatusPenerima
from eoffice.organisasi import kalender, waktu
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN

P = StatusPenerima


def jadwalkan(session: Session, hari: int) -> None:
    """Once a day look for reports that waited too long; nothing when the city has not asked for it (`hari` 0)."""
    if hari:
        outbox.enqueue(
            session, "disposisi.cari_terlambat", dedup_key=f"disposisi.cari_terlambat:{clock.today().isoformat()}"
        )


def cari(session: Session, hari: int) -> int:
    """Leave a message for each report without an answer for more than `hari` working days; how many there are."""
    if not hari:
        return 0
    calendar = kalender.berlaku(session)
    waiting = (
        select(DisposisiPenerima.id, DisposisiPenerima.dilaporkan_at, SuratMasuk.opd_id)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .join(SuratMasuk, SuratMasuk.id == Disposisi.surat_id)
        .where(
            DisposisiPenerima.status == P.DILAPORKAN,
            DisposisiPenerima.dilaporkan_at < clock.now() - timedelta(days=hari),
            SuratMasuk.status.in_(SURAT_OPEN),
        )
    )
    found = 0
    for part_id, at, opd_id in session.execute(waiting).tuples():
        until = at and waktu.batas_hari_kerja(calendar.untuk(opd_id), at, hari)
        if until is not None and until < clock.now():
            key = f"disposisi.terima_otomatis:{part_id}:{at.isoformat() if at else ''}"
            outbox.enqueue(session, "disposisi.terima_otomatis", dedup_key=key, penerima_id=part_id, hari=hari)
            found += 1
    return found


def terima_otomatis(session: Session, penerima_id: int, hari: int) -> None:
    """Accept one report in nobody's name, unless the giver has answered meanwhile."""
    part = session.get_one(DisposisiPenerima, penerima_id)
    surat = part.disposisi.surat
    if part.status is not P.DILAPORKAN or surat.status not in SURAT_OPEN:
        return
    said = f"Diterima otomatis: tidak ada jawaban dalam {hari} hari kerja."
    written = part.laporan[-1]
    accept(session, SISTEM, part, said, penulis=(written.oleh_id, written.oleh_jabatan_id))
    session.flush()
    last = part.disposisi.induk is None and part.peran is Peran.PENANGGUNG_JAWAB
    if last and not owing(session, surat.id):
        close_unasked(session, surat, said)
