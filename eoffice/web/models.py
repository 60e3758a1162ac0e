"""Tables of the edge: keys already used, and how often somebody asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Json


class Idempotensi(Base):
    """One use of a key: whose, a keyed digest of what was asked, and the answer once there is one."""

    __tablename__ = "idempotensi"

    akun_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    kunci: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    status: Mapped[int | None] = mapped_column(Integer)
    location: Mapped[str] = mapped_column(Text, default="")
    media: Mapped[str] = mapped_column(String(80), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    messages: Mapped[list[Any]] = mapped_column(Json, default=list)


class BatasLaju(Base):
    """How often somebody did something in one window of time."""

    __tablename__ = "batas_laju"

    kunci: Mapped[str] = mapped_column(String(64), primary_key=True)
    jendela: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    jumlah: Mapped[int] = mapped_column(Integer)
