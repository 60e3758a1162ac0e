"""Sending what leaves the application: claimed, sent with nothing locked, and marked.

A message may go twice only when the process dies between the server's yes and the mark; both have the same Message-ID.
"""

import json
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError, Unavailable
from eoffice.notifikasi import dorong, pos_el
from eoffice.notifikasi.actions.tulis import sebaran, tulis
from eoffice.notifikasi.models import KabarKiriman, KabarLangganan, KabarSaluran, Pemberitahuan
from eoffice.notifikasi.port import Lihat
from eoffice.notifikasi.states import Keadaan, Saluran
from eoffice.titik import titik
from eoffice.web.services import Services, derive

SEWA: Final = timedelta(minutes=5)
PERCOBAAN: Final = 12
#: The first wait after a failure; each doubles it, up to an hour.
TUNGGU: Final = timedelta(seconds=30)
#: What a push says; never more, for it passes through somebody else's server.
PESAN_DORONG: Final = {"judul": "e-Office", "isi": "Ada surat yang menunggu Anda", "url": "/notifikasi"}


@dataclass(frozen=True)
class Pengirim:
    """What a sender needs."""

    services: Services
    lihat: Lihat
    lewat: dorong.Sambungan = field(default_factory=dorong.Sambungan)

    @property
    def ada(self) -> bool:
        """Whether there is any channel to send by."""
        return self.services.settings.surel is not None or self.services.settings.dorong


@dataclass(frozen=True)
class _Klaim:
    id: int
    percobaan: int
    saluran: Saluran


def menunggu(session: Session) -> bool:
    """Whether any message may go now; reading only."""
    return session.scalar(select(KabarKiriman.id).where(_due()).limit(1)) is not None


def _due() -> ColumnElement[bool]:
    waiting = KabarKiriman.keadaan.in_((Keadaan.ANTRE, Keadaan.DIKIRIM))  # a lease that ran out is taken again
    return and_(waiting, KabarKiriman.coba_at <= clock.now())


def kirim_satu(pengirim: Pengirim) -> bool:
    """Send one message if any is due; True when there was one. Nothing is locked while the other side is asked."""
    claimed = _claim(pengirim)
    if claimed is None:
        return False
    titik("kiriman_diklaim")
    error: EofficeError | None = None
    told: tuple[int, ...] = ()
    try:
        sent, told = _send(pengirim, claimed)
    except EofficeError as refused:
        sent, error = False, refused
    titik("kiriman_terkirim")
    with transaction(pengirim.services.engine) as session:
        _mark(session, claimed, sent=sent, error=error, notices=told)
    return True


def kirim_semua(pengirim: Pengirim, *, limit: int = 10_000) -> int:
    """Send until nothing is due; how many were tried."""
    done = 0
    while done < limit and kirim_satu(pengirim):
        done += 1
    return done


def _claim(pengirim: Pengirim) -> _Klaim | None:
    with transaction(pengirim.services.engine) as session:
        pick = select(KabarKiriman.id).where(_due()).order_by(KabarKiriman.coba_at, KabarKiriman.id)
        row = session.execute(
            update(KabarKiriman)
            .where(KabarKiriman.id.in_(pick.limit(1).with_for_update(skip_locked=True).scalar_subquery()))
            .values(keadaan=Keadaan.DIKIRIM, coba_at=clock.now() + SEWA, percobaan=KabarKiriman.percobaan + 1)
            .returning(KabarKiriman.id, KabarKiriman.percobaan, KabarKiriman.saluran)
            .execution_options(synchronize_session=False)
        ).one_or_none()
    return None if row is None else _Klaim(row[0], row[1], row[2])


def _send(pengirim: Pengirim, claimed: _Klaim) -> tuple[bool, tuple[int, ...]]:
    """Whether it went, or False when there is nothing to tell any more; and the notices that a digest told."""
    settings = pengirim.services.settings
    if claimed.saluran is Saluran.DORONG:
        return _push(pengirim, claimed), ()
    if settings.surel is None:
        raise Unavailable("Surel belum diatur.")
    with reading(pengirim.services.engine) as session:
        surat = tulis(session, pengirim.services, session.get_one(KabarKiriman, claimed.id), pengirim.lihat)
    if surat is None:
        return False, ()
    message = pos_el.susun(
        surat.isi,
        dari=settings.surel.dari,
        nama=f"e-Office {settings.nama_kota}",
        ke=surat.ke,
        id_pesan=pos_el.id_pesan(surat.kunci, settings.surel.dari),
        at=clock.now(),
    )
    pos_el.kirim(settings.surel, message)
    return True, surat.notices


def _push(pengirim: Pengirim, claimed: _Klaim) -> bool:
    settings = pengirim.services.settings
    with reading(pengirim.services.engine) as session:
        row = session.get_one(KabarKiriman, claimed.id)
        there = session.get(KabarLangganan, row.langganan_id) if row.langganan_id is not None else None
        if not settings.dorong or there is None or not sebaran(session, row, pengirim.lihat):
            return False
        to = dorong.Tujuan(there.endpoint, there.p256dh, there.auth)
    contact = f"mailto:{settings.surel.dari}" if settings.surel is not None else settings.base_url
    dorong.dorong(
        to,
        json.dumps(PESAN_DORONG).encode(),
        key=dorong.kunci_vapid(derive(settings.secret_key, "vapid")),
        sub=contact,
        now=int(time.time()),
        layanan=settings.dorong_layanan,
        lewat=pengirim.lewat,
    )
    return True


def _mark(
    session: Session, claimed: _Klaim, *, sent: bool, error: EofficeError | None, notices: tuple[int, ...]
) -> None:
    row = session.get_one(KabarKiriman, claimed.id)
    if row.keadaan is not Keadaan.DIKIRIM or row.percobaan != claimed.percobaan:
        return  # somebody took it over when our lease had run out
    at = clock.now()
    if error is None:
        row.keadaan, row.selesai_at, row.galat = Keadaan.TERKIRIM if sent else Keadaan.BATAL, at, ""
        if notices:
            session.execute(update(Pemberitahuan).where(Pemberitahuan.id.in_(notices)).values(ringkas=False))
        if sent and row.langganan_id is not None:
            session.execute(update(KabarLangganan).where(KabarLangganan.id == row.langganan_id).values(terakhir_at=at))
        return
    row.galat = str(error)[:300]
    if isinstance(error, Unavailable) and row.percobaan < PERCOBAAN:
        row.keadaan = Keadaan.ANTRE
        row.coba_at = at + min(timedelta(hours=1), TUNGGU * 2 ** (row.percobaan - 1))
        return
    row.keadaan, row.selesai_at = Keadaan.GAGAL if isinstance(error, Unavailable) else Keadaan.DITOLAK, at
    if isinstance(error, dorong.Hilang):
        session.execute(delete(KabarLangganan).where(KabarLangganan.id == row.langganan_id))
    elif row.keadaan is Keadaan.DITOLAK and row.saluran is Saluran.SUREL:
        _note_bounce(session, row)


def _note_bounce(session: Session, row: KabarKiriman) -> None:
    """No more mail to an address that its server refuses, until its owner confirms one again; the owner sees why."""
    channel = session.get(KabarSaluran, row.pegawai_id)
    if channel is not None:
        channel.surel_galat, channel.terbukti_at = row.galat, None
