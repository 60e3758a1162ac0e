"""The dashboard as the worker put it together, so that who opens it waits for nothing to be counted."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant


class Papan(Base):
    """The parts of the dashboard that everybody sees alike: one row, replaced whenever it is made anew.

    `tanda` names what is not in the log and yet tells on the figures: the day, the calendar, targets, parameters, rim.
    """

    __tablename__ = "papan"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    saat: Mapped[datetime] = mapped_column(Instant)
    tanda: Mapped[str] = mapped_column(String(200))
    atas: Mapped[str] = mapped_column(Text)
    bawah: Mapped[str] = mapped_column(Text)
