"""Rate limits, counted in the database so that every process sees the same (WEB-10)."""

import hashlib
from typing import Final

from sqlalchemy import Engine, delete, select, text

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.errors import TooMany
from eoffice.web import log
from eoffice.web.models import BatasLaju

_COUNT: Final = text(
    "INSERT INTO batas_laju (kunci, jendela, jumlah) VALUES (:kunci, :jendela, 1) "
    "ON CONFLICT (kunci, jendela) DO UPDATE SET jumlah = batas_laju.jumlah + 1 RETURNING jumlah"
)

_ADD: Final = text(
    "INSERT INTO batas_laju (kunci, jendela, jumlah) VALUES (:kunci, :jendela, :n) "
    "ON CONFLICT (kunci, jendela) DO UPDATE SET jumlah = batas_laju.jumlah + :n "
    "WHERE batas_laju.jumlah + :n <= :most RETURNING jumlah"
)


def _window(name: str, who: str, per: int) -> tuple[str, int, int]:
    """The stored key, the number of the present window, and the seconds until it ends."""
    seconds = int(clock.now().timestamp())
    return _key(name, who), seconds // per, per - seconds % per


def _key(name: str, who: str) -> str:
    return hashlib.sha256(f"{name}\0{who}".encode()).hexdigest()


def spend(engine: Engine, name: str, who: str, limit: int, *, per: int) -> int:
    """Count one use and return how many there were in this window, in a transaction of its own.

    Call it before the request's own transaction writes: SQLite has one writer at a time.

    Args:
        who: a person or an address; only a hash of it is stored.
        per: length of the window in seconds.
    Raises:
        TooMany: more than `limit`; it says how many seconds to wait.
    """
    kunci, jendela, left = _window(name, who, per)
    with engine.begin() as connection:  # a session around one statement costs more than the statement
        count = int(connection.execute(_COUNT, {"kunci": kunci, "jendela": jendela}).scalar_one())
        if count == 1:
            connection.execute(delete(BatasLaju).where(BatasLaju.kunci == kunci, BatasLaju.jendela < jendela))
    if count > limit:
        if count == limit + 1:
            log.warn("batas_laju", name=name)
        raise TooMany(f"Terlalu sering. Tunggu {left} detik, lalu coba lagi.", retry_after=left)
    return count


def check(engine: Engine, name: str, who: str, limit: int, *, per: int) -> None:
    """Refuse when `limit` uses were already counted in this window; counts nothing itself.

    Raises:
        TooMany: as `spend`.
    """
    kunci, jendela, left = _window(name, who, per)
    with reading(engine) as session:
        found = select(BatasLaju.jumlah).where(BatasLaju.kunci == kunci, BatasLaju.jendela == jendela)
        if (session.scalar(found) or 0) >= limit:
            raise TooMany(f"Terlalu sering. Tunggu {left} detik, lalu coba lagi.", retry_after=left)


def use_up(engine: Engine, name: str, who: str, amount: int, most: int) -> bool:
    """Take so much of what somebody may use up on one day (WIB), unless it would pass `most`; whether it was taken.

    In a transaction of its own, so that what is asked at the same time never passes it together.
    """
    if amount > most:
        return False
    kunci, hari = _key(name, who), clock.today().toordinal()
    values = {"kunci": kunci, "jendela": hari, "n": amount, "most": most}
    with transaction(engine) as session:
        session.execute(delete(BatasLaju).where(BatasLaju.kunci == kunci, BatasLaju.jendela < hari))
        return session.execute(_ADD, values).scalar_one_or_none() is not None
