"""What the worker does in the background: a portion of an import, else a portion of a package."""

from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import Damaged, EofficeError, NotFound, Unavailable
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi.aktor import actor_for
from eoffice.paket.actions.bongkar import bongkar, daftarkan, kenali
from eoffice.paket.actions.kemas import kemas
from eoffice.paket.actions.nilai import periksa_porsi
from eoffice.paket.actions.pulih import pulihkan
from eoffice.paket.actions.serap import masuk_porsi
from eoffice.paket.actions.terima import lepas
from eoffice.paket.models import Impor
from eoffice.paket.states import IMPOR_JALAN, IMPOR_LABEL, SEWA, TRIES, LangkahImpor, StatusImpor
from eoffice.sandbox import Refused
from eoffice.titik import titik
from eoffice.web.services import Services

#: Rows from which on an import takes longer than people wait at the screen.
LAMA: Final = 200
_GAVE_UP: Final = "Impor ini berulang kali terhenti di tengah jalan. Hubungi administrator."


def kerjakan(services: Services) -> bool:
    """Do one portion of what waits; False when nothing does.

    Raises:
        Unavailable: the sandboxes or the store are busy; trying again later is sensible.
    """
    return serap(services) or kemas(services)


def serap(services: Services) -> bool:
    """One portion of the eldest import that waits for the worker."""
    at = clock.now()
    free = or_(Impor.sewa_at.is_(None), Impor.sewa_at < at)
    pick = select(Impor).where(Impor.status.in_(IMPOR_JALAN), free).order_by(Impor.id).limit(1)
    with reading(services.engine) as session:
        if session.scalar(pick.with_only_columns(Impor.id)) is None:
            return False
    with transaction(services.engine) as session:
        row = session.scalar(pick.with_for_update(skip_locked=True))
        if row is None:
            return False
        row.sewa_at, row.percobaan = at + SEWA, row.percobaan + 1
        impor_id, status, tries = row.id, row.status, row.percobaan
    titik("impor_diklaim")
    try:
        if tries > TRIES:
            raise NotFound(_GAVE_UP)
        _step(services, impor_id, status)
    except Unavailable:
        with transaction(services.engine) as session:
            row = session.get_one(Impor, impor_id)
            row.sewa_at, row.percobaan = None, row.percobaan - 1
        raise
    except (EofficeError, Refused, Damaged) as error:
        _refuse(services, impor_id, str(error))
        return True
    with transaction(services.engine) as session:
        row = session.get_one(Impor, impor_id)
        row.sewa_at, row.percobaan = None, 0
    return True


def _refuse(services: Services, impor_id: int, said: str) -> None:
    with transaction(services.engine) as session:
        row = session.get_one(Impor, impor_id)
        before = row.move(LangkahImpor.TOLAK)
        row.galat, row.sewa_at, row.selesai_at = said[:500], None, clock.now()
        lepas(session, row)
        _tell(session, row)
        audit.record(session, SISTEM, "impor.ditolak", "impor", row.id, dari=before, ke=row.status, catatan=said[:300])


def _step(services: Services, impor_id: int, status: StatusImpor) -> None:
    if status is StatusImpor.DITERIMA:
        daftarkan(services, impor_id)
    elif status is StatusImpor.DIBONGKAR:
        if not bongkar(services, impor_id):
            kenali(services, impor_id)
    elif status is StatusImpor.DIPERIKSA:
        if not periksa_porsi(services, impor_id, _actor(services, impor_id)):
            with transaction(services.engine) as session:
                _move(session, session.get_one(Impor, impor_id), LangkahImpor.PERIKSA)
    elif not masuk_porsi(services, impor_id, _actor(services, impor_id)):
        with transaction(services.engine) as session:
            row = session.get_one(Impor, impor_id)
            pulihkan(session, row)
            _move(session, row, LangkahImpor.SELESAIKAN)
            row.selesai_at = clock.now()
            lepas(session, row)


def _move(session: Session, row: Impor, langkah: LangkahImpor) -> None:
    before = row.move(langkah)
    row.selesai = row.jumlah
    if row.jumlah >= LAMA:
        _tell(session, row)
    audit.record(session, SISTEM, f"impor.{row.status}", "impor", row.id, dari=before, ke=row.status)


def _tell(session: Session, row: Impor) -> None:
    """Say to whoever brought it that it waits for the next step: nobody watches a long import to its end."""
    notifikasi.kabari(
        session,
        Kabar.IMPOR,
        objek="impor",
        objek_id=row.id,
        pegawai=(row.oleh_id,),
        hal=f"{row.asal}: {IMPOR_LABEL[row.status].lower()}",
        alasan="Anda mengimpor arsip ini",
        kunci=f"impor:{row.id}:{row.status}:{row.version}",  # mapped anew, it is checked anew
    )


def _actor(services: Services, impor_id: int) -> Actor:
    """Who brought it, with the rights of now (OTR-11)."""
    with reading(services.engine) as session:
        row = session.get_one(Impor, impor_id)
        try:
            actor = actor_for(session, row.oleh_id, row.oleh_jabatan_id)
        except NotFound:
            raise NotFound("Yang mengimpor tidak lagi memegang jabatan, jadi impor dihentikan.") from None
        if row.opd_id not in actor.arsip_opd_ids:
            raise NotFound("Yang mengimpor tidak lagi arsiparis perangkat daerah itu, jadi impor dihentikan.")
        return actor
