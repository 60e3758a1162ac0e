"""Archive stamps: noted at signing, renewed before they end, each time as a new object that begins with the old."""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from asn1crypto import crl as asn1_crl
from sqlalchemy import update
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM
from eoffice.audit import actions as audit
from eoffice.db import reading
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.tte import archiving, queries, verifying
from eoffice.tte.bsre import crl, upaya
from eoffice.tte.models import StempelArsip
from eoffice.web.services import Services

#: Renewals asked for at once at least and at most, and how long before the last day they begin.
SEKALI: Final = 500
PALING_BANYAK: Final = 20_000
AWAL: Final = timedelta(days=30)
#: A file signed elsewhere is completed a day later at the earliest, and tried for so many days.
HARI: Final = timedelta(days=1)
PERCOBAAN: Final = 14
#: How often the worker asks, and over what it spreads what it asks for, so that nothing else waits behind it.
SELANG: Final = timedelta(hours=6)


def catat_stempel(session: Session, services: Services, objek: str, objek_id: int, blob: Blob) -> None:
    """Note the archive stamp that a file got when it was signed, and when it must be renewed."""
    now = clock.now()
    elsewhere = upaya.tutup(session, objek, objek_id)
    row = _add(session, objek, objek_id, 0, blob, archiving.renew_by(archiving.stamper(services), now))
    esign = services.settings.esign
    if elsewhere and esign is not None and esign.crl:
        session.flush()
        outbox.enqueue(session, "tte.lengkapi_bsre", delay=HARI, stempel_id=row.id, sisa=PERCOBAAN)


def _add(session: Session, objek: str, objek_id: int, ke: int, blob: Blob, perbarui_at: datetime) -> StempelArsip:
    row = StempelArsip(
        objek=objek,
        objek_id=objek_id,
        ke=ke,
        key=blob.key,
        size=blob.size,
        sha256=blob.sha256,
        distempel_at=clock.now(),
        perbarui_at=perbarui_at,
        diperbarui=False,
    )
    session.add(row)
    return row


def jadwalkan_perpanjangan(session: Session) -> int:
    """Leave a message for each archive stamp whose time is near; how many. Asking again adds nothing.

    Handled one by one, so that one bad file keeps no other from being renewed. As many at once as it takes to be done
    in half the time that is left: of 100,000 files due in a month, some 1,700 every six hours.
    """
    now = clock.now()
    due = queries.jatuh_tempo(session, now + AWAL, limit=takaran(*queries.banyak_tempo(session, now + AWAL), now))
    for number, row in enumerate(due):
        outbox.enqueue(
            session,
            "tte.perpanjang_arsip",
            dedup_key=f"{queries.PESAN_STEMPEL}{row.id}",
            delay=SELANG * number / len(due) if len(due) > SEKALI else None,
            stempel_id=row.id,
        )
    return len(due)


def takaran(count: int, first: datetime | None, now: datetime) -> int:
    """How many renewals to ask for at once when so many are due and the first of them by then."""
    turns = max(1, int(((first or now) - now) / SELANG) // 2)
    return min(PALING_BANYAK, max(SEKALI, -(-count // turns)))


def ulangi_perpanjangan(session: Session) -> int:
    """Try the renewals again that were given up, after their cause was mended; how many."""
    dead = update(outbox.Job).where(outbox.Job.topic == "tte.perpanjang_arsip", outbox.Job.state == "mati")
    fresh = dead.values(state="siap", attempts=0, run_at=clock.now()).returning(outbox.Job.id)
    return len(session.scalars(fresh.execution_options(synchronize_session=False)).all())


def perpanjang_arsip(session: Session, services: Services, stempel_id: int) -> None:
    """Stamp the file once more, with the evidence of today, and keep it as an object of its own.

    Does nothing when that was done before. Nothing is locked until the new object is stored, so that a slow stamping
    service keeps nobody waiting. Cost: about 100 ms of processor time.

    Raises:
        Damaged: the file, or what came of it, is not sound; nothing is kept.
    """
    _perpanjang(session, services, stempel_id)


def lengkapi_bsre(session: Session, services: Services, stempel_id: int, sisa: int) -> None:
    """Add BSrE's revocation lists of today to a file signed there, once they are newer than its signature.

    B-T becomes B-LTA with a further archive stamp. When the lists do not come or do not prove it yet, nothing is added,
    and tomorrow is another day, fourteen times; after that the file stays B-T, and its page says so.

    Args:
        sisa: how many days are left to try.
    """
    esign = services.settings.esign
    with reading(services.engine) as own:
        row = own.get_one(StempelArsip, stempel_id)
        if row.diperbarui or esign is None:
            return
        signed_at = row.distempel_at
    fresh = crl.sejak(crl.ambil(esign.crl), signed_at)
    if fresh and _perpanjang(session, services, stempel_id, lain=fresh, tingkat="B-LTA"):
        return
    if sisa > 1:
        outbox.enqueue(session, "tte.lengkapi_bsre", delay=HARI, stempel_id=stempel_id, sisa=sisa - 1)


def _perpanjang(
    session: Session,
    services: Services,
    stempel_id: int,
    *,
    lain: tuple[asn1_crl.CertificateList, ...] = (),
    tingkat: str = "",
) -> bool:
    """Whether one more stamp was kept; with `tingkat`, only when the file reaches that level by it."""
    with reading(services.engine) as own:
        row = own.get_one(StempelArsip, stempel_id)
        if row.diperbarui:
            return False
        stored = row.blob
        found = archiving.bukti(own, services.cache, pepper=services.pepper)
        roots = archiving.roots(own, services)
    tsa = archiving.stamper(services)
    with services.store.open(stored) as source:
        before = source.read()
    after = archiving.extend(before, replace(found, crls=(*found.crls, *lain)), tsa=tsa)
    anchors = archiving.anchors(services)
    verifying.verify_renewed(before, after, roots_pem=roots, penanda_waktu=anchors)
    if tingkat and verifying.report(after, roots, penanda_waktu=anchors)["level"] != tingkat:
        return False
    blob = services.store.put(io.BytesIO(after))
    titik("sesudah_objek_arsip")
    row = session.get_one(StempelArsip, stempel_id, with_for_update=True)
    if row.diperbarui:  # by another worker meanwhile; the sweep takes what was made here
        return False
    row.diperbarui = True
    _add(session, row.objek, row.objek_id, row.ke + 1, blob, archiving.renew_by(tsa, clock.now()))
    catatan = f"Penanda waktu arsip ke-{row.ke + 1}; SHA-256 {blob.sha256}"
    audit.record(session, SISTEM, "tte.perpanjang_arsip", row.objek, row.objek_id, catatan=catatan)
    return True
