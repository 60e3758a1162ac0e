"""Notices of the sample city: only those of its last days, and unread only where something really still waits."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, pembaca
from eoffice.akses.actor import Actor
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.models import Pemberitahuan
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi import queries as organisasi
from eoffice.outbox import Handler
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services

TOPIK: Final = "notifikasi.sebar"
#: Days before the end whose news is told, and how long what only informs stays unread.
DICERITAKAN: Final = timedelta(days=9)
BARU: Final = timedelta(days=4)
MENUNGGU: Final = (Status.PEMERIKSAAN, Status.SIAP_TTD, Status.DIKEMBALIKAN, Status.DITOLAK, Status.GAGAL_TTD)


def hening(handlers: Mapping[str, Handler], akhir: datetime) -> dict[str, Handler]:
    """The handlers, which let news from long before the end of the year pass untold, and send nothing out of the house."""
    since = akhir - DICERITAKAN
    dikenal: dict[tuple[int, int | None, date], Actor] = {}

    def siapa(session: Session, pegawai_id: int, jabatan_id: int | None) -> Actor:
        key = (pegawai_id, jabatan_id, clock.today())  # whoever holds a jabatan holds it for the whole day
        if key not in dikenal:
            dikenal[key] = organisasi.actor_for(session, pegawai_id, jabatan_id)
        return dikenal[key]

    def sebar(session: Session, _services: Services, **kabar: Any) -> None:
        if datetime.fromisoformat(kabar["at"]) >= since:
            berita = notifikasi.Berita.dari(kabar)
            notifikasi.sebar(session, berita, pembaca.lihat, notifikasi.Keluar(surel=False, dorong=False), siapa)

    return {**handlers, TOPIK: sebar}


def rapikan(session: Session) -> None:
    """Let everybody have read what they dealt with, as they would have by opening it."""
    done: dict[int, list[int]] = {}
    for notice in session.scalars(select(Pemberitahuan).where(Pemberitahuan.dibaca_at.is_(None))):
        if not _waits(session, notice):
            done.setdefault(notice.pegawai_id, []).append(notice.id)
    for pegawai_id, ids in sorted(done.items()):
        notifikasi.baca(session, pegawai_id, ids)


def _waits(session: Session, notice: Pemberitahuan) -> bool:
    recent = notice.kabar_at >= clock.now() - BARU
    if notice.kabar in (Kabar.SURAT_BARU, Kabar.TEMBUSAN):
        surat = session.get(SuratMasuk, notice.objek_id)
        return surat is not None and surat.dibaca_at is None
    if notice.kabar is Kabar.DISPOSISI_BARU:
        part = session.get(DisposisiPenerima, notice.objek_id)
        return part is not None and part.dibaca_at is None
    if notice.objek == "naskah" and notice.kabar is not Kabar.DITANDATANGANI:
        naskah = session.get(Naskah, notice.objek_id)
        return naskah is not None and naskah.status in MENUNGGU
    return recent
