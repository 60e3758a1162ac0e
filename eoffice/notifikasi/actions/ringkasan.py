"""The daily digest: asked for at the hours that people chose, on working days, and what is old is cleared away."""

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.notifikasi.models import KabarKiriman, KabarSaluran, Pemberitahuan
from eoffice.notifikasi.states import JenisKiriman, Keadaan, Saluran
from eoffice.organisasi import kalender

#: How long a notice that was read, and the record of a message, are kept.
SIMPAN_KABAR: Final = timedelta(days=180)
SIMPAN_KIRIMAN: Final = timedelta(days=90)


def jadwalkan(session: Session) -> None:
    """Leave the digests of today and tomorrow for the worker; asking again changes nothing."""
    hours = session.scalars(
        select(KabarSaluran.jam_ringkasan).where(KabarSaluran.terbukti_at.is_not(None)).distinct()
    ).all()
    for hour in hours:
        jadwalkan_jam(session, hour)
    _clear(session)


def jadwalkan_jam(session: Session, jam: int) -> None:
    """As `jadwalkan`, of one hour."""
    now = clock.now()
    for day in (clock.today(), clock.today() + timedelta(days=1)):
        at = datetime.combine(day, time(jam), clock.WIB)
        if at > now:
            outbox.enqueue(
                session,
                "notifikasi.ringkasan",
                dedup_key=f"kabar-ringkasan:{day.isoformat()}:{jam}",
                delay=at - now,
                tanggal=day.isoformat(),
                jam=jam,
            )


def ringkasan(session: Session, tanggal: date, jam: int) -> int:
    """Queue the digest of everybody who chose this hour and has something waiting; none on a day off."""
    if not kalender.berlaku(session).is_hari_kerja(tanggal):
        return 0
    waits = exists().where(Pemberitahuan.pegawai_id == KabarSaluran.pegawai_id, Pemberitahuan.ringkas)
    chosen = select(KabarSaluran.pegawai_id).where(
        KabarSaluran.jam_ringkasan == jam,
        KabarSaluran.terbukti_at.is_not(None),
        KabarSaluran.surel_aktif,
        waits,
    )
    people = session.scalars(chosen.order_by(KabarSaluran.pegawai_id)).all()
    for pegawai_id in people:
        key = f"ringkasan:{pegawai_id}:{tanggal.isoformat()}"
        if session.scalar(select(KabarKiriman.id).where(KabarKiriman.kunci == key)) is not None:
            continue  # sent today already, before another hour was chosen
        session.add(
            KabarKiriman(
                kunci=key,
                saluran=Saluran.SUREL,
                jenis=JenisKiriman.RINGKASAN,
                pegawai_id=pegawai_id,
                keadaan=Keadaan.ANTRE,
                coba_at=clock.now(),
                dibuat_at=clock.now(),
            )
        )
    return len(people)


def _clear(session: Session) -> None:
    now = clock.now()
    session.execute(delete(Pemberitahuan).where(Pemberitahuan.dibaca_at < now - SIMPAN_KABAR))
    session.execute(delete(KabarKiriman).where(KabarKiriman.selesai_at < now - SIMPAN_KIRIMAN))
