"""How much of a channel, and of one sender, is taken on one day; what is beyond waits for the next, and nothing is lost (UPL-02)."""

from datetime import datetime, time, timedelta
from email.utils import parseaddr

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import DITAHAN


def pengirim(dari: str) -> str:
    """The bare address of a sender, by which it is counted: the name before it can be written in many ways."""
    return parseaddr(dari)[1].lower()[:254]


def hari_ini() -> datetime:
    """The beginning of the day, WIB."""
    return datetime.combine(clock.today(), time(), clock.WIB)


def esok() -> datetime:
    """The beginning of the next day, WIB."""
    return hari_ini() + timedelta(days=1)


def sisa(session: Session, kanal: Kanal) -> int:
    """How many more a channel takes today; what was set aside counts as well, so that a flood stays bounded."""
    came = select(func.count()).where(Kiriman.kanal_id == kanal.id, Kiriman.diambil_at >= hari_ini())
    return max(0, kanal.kuota - (session.scalar(came) or 0))


def penuh(session: Session, kanal: Kanal, alamat: str) -> bool:
    """Whether a sender has sent as many today as are taken of one; an unknown sender is one sender."""
    came = select(func.count()).where(
        Kiriman.kanal_id == kanal.id,
        Kiriman.diambil_at >= hari_ini(),
        Kiriman.pengirim == alamat,
        Kiriman.status.not_in(DITAHAN),
    )
    return (session.scalar(came) or 0) >= kanal.kuota_pengirim


def kabar(kanal: Kanal, lagi: str) -> str:
    """What is said when the channel is full for today."""
    return f"Batas {kanal.kuota} kiriman sehari tercapai. {lagi} tetap di tempatnya dan diambil mulai besok pukul 00.00 WIB."
