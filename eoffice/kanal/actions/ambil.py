"""One round over one channel: look, fetch, keep, and only then mark; a death at any point loses and doubles nothing."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError, Unavailable
from eoffice.kanal import imap, kunci, pantau
from eoffice.kanal.actions import folder as folder_round
from eoffice.kanal.actions import pos_el as pos_el_round
from eoffice.kanal.models import Kanal
from eoffice.kanal.states import Jenis
from eoffice.organisasi.models import Unit
from eoffice.web.services import Services

#: How long a worker may hold a channel without a sign of life; each message kept is one.
LEASE: Final = timedelta(minutes=5)
#: Between two looks into a channel that works.
JEDA: Final = timedelta(seconds=60)
#: The longest pause after failures.
JEDA_TERLAMA: Final = timedelta(minutes=30)


@dataclass(frozen=True)
class Sewa:
    """A channel that this worker holds until `sampai`, with what a round needs of its row."""

    kanal_id: int
    opd_id: int
    jenis: Jenis
    singkatan: str
    alamat: imap.Alamat | None
    folder: str
    folder_selesai: str


def jalan(services: Services) -> bool:
    """Take a channel that is due and do one round; True when there was one.

    Whatever goes wrong is kept on the channel in plain words and tried again later, after ever longer pauses.
    """
    kanal_id = _claim(services)
    if kanal_id is None:
        return False
    try:
        left = _round(services, _read(services, kanal_id))
    except EofficeError as error:
        _failed(services, kanal_id, str(error))
    except Exception as error:
        _failed(services, kanal_id, f"Galat yang tidak terduga ({type(error).__name__}); beri tahu pengelola e-Office.")
    else:
        _worked(services, kanal_id, left)
    return True


def segerakan(session: Session) -> None:
    """Let every channel be looked into now."""
    session.execute(
        update(Kanal).where(Kanal.aktif).values(periksa_at=clock.now()).execution_options(synchronize_session=False)
    )


def sambung(services: Services, kanal_id: int) -> None:
    """Try a channel without taking anything. Raises Unavailable with what is wrong."""
    held = _read(services, kanal_id)
    if held.alamat is None:
        pantau.siapkan(_place(services, held))
        return
    with imap.terhubung(held.alamat) as kotak:
        kotak.select(held.folder)


def _claim(services: Services) -> int | None:
    at = clock.now()
    free = or_(Kanal.sewa_at.is_(None), Kanal.sewa_at < at)
    pick = (
        select(Kanal.id).where(Kanal.aktif, Kanal.periksa_at <= at, free).order_by(Kanal.periksa_at, Kanal.id).limit(1)
    )
    with reading(services.engine) as session:
        if session.scalar(pick) is None:  # an idle worker never takes a writer's lock
            return None
    with transaction(services.engine) as session:
        return session.scalar(
            update(Kanal)
            .where(Kanal.id.in_(pick.with_for_update(skip_locked=True).scalar_subquery()))
            .values(sewa_at=at + LEASE, periksa_at=at + JEDA_TERLAMA + JEDA)
            .returning(Kanal.id)
            .execution_options(synchronize_session=False)
        )


def _read(services: Services, kanal_id: int) -> Sewa:
    settings = services.settings
    with transaction(services.engine) as session:
        kanal = session.get_one(Kanal, kanal_id)
        opd = session.get_one(Unit, kanal.opd_id)
        held = Sewa(kanal.id, kanal.opd_id, kanal.jenis, opd.singkatan, None, kanal.folder, kanal.folder_selesai)
        if kanal.jenis is Jenis.FOLDER:
            return held
        known = {"opd_id": kanal.opd_id, "server": kanal.server, "pengguna": kanal.pengguna}
        rahasia = kanal.rahasia
    if known["server"] not in settings.masukan.server:
        raise Unavailable(
            f"Server {known['server']} tidak lagi dikenal e-Office. Hubungi pengelola server (EOFFICE_POS_EL_SERVER)."
        )
    sandi = kunci.buka(settings.secret_key, rahasia, **known)  # type: ignore[arg-type]
    alamat = imap.Alamat(str(known["server"]), str(known["pengguna"]), sandi, settings.masukan.ca)
    return Sewa(held.kanal_id, held.opd_id, held.jenis, held.singkatan, alamat, held.folder, held.folder_selesai)


def _round(services: Services, held: Sewa) -> str:
    if held.alamat is None:
        return folder_round.putaran(
            services, held.kanal_id, held.opd_id, _place(services, held), lambda: _renew(services, held)
        )
    with imap.terhubung(held.alamat) as kotak:
        kotak.select(held.folder)
        return pos_el_round.putaran(
            services, held.kanal_id, held.opd_id, kotak, held.folder_selesai, lambda: _renew(services, held)
        )


def _place(services: Services, held: Sewa) -> Path:
    if not services.settings.masukan.folder:
        raise Unavailable(
            "Folder bersama pemindai tidak lagi ditetapkan. Hubungi pengelola server (EOFFICE_FOLDER_PANTAU)."
        )
    return pantau.tempat(services.settings.masukan.folder, held.singkatan)


def _renew(services: Services, held: Sewa) -> None:
    with transaction(services.engine) as session:
        _write(session, held.kanal_id, sewa_at=clock.now() + LEASE)


def _write(session: Session, kanal_id: int, **values: object) -> None:
    """Past the version column: what the worker notes does not collide with what an administrator is typing."""
    session.execute(
        update(Kanal).where(Kanal.id == kanal_id).values(**values).execution_options(synchronize_session=False)
    )


def _worked(services: Services, kanal_id: int, left: str) -> None:
    at = clock.now()
    with transaction(services.engine) as session:
        _write(
            session,
            kanal_id,
            sewa_at=None,
            periksa_at=at + JEDA,
            berhasil_at=at,
            gagal=0,
            gagal_sejak=None,
            galat="",
            kabar=left[:400],
        )


def _failed(services: Services, kanal_id: int, sentence: str) -> None:
    at = clock.now()
    with transaction(services.engine) as session:
        kanal = session.get_one(Kanal, kanal_id)
        wait = min(JEDA_TERLAMA, JEDA * 2 ** min(kanal.gagal, 10))
        _write(
            session,
            kanal_id,
            sewa_at=None,
            periksa_at=at + wait,
            gagal=kanal.gagal + 1,
            gagal_sejak=kanal.gagal_sejak or at,
            galat=sentence[:400],
        )
