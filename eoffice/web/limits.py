"""Rate limits, counted in the database so that every process sees the same (WEB-10)."""

import hashlib
from threading import Lock
from typing import Final

from sqlalchemy import Engine, delete, select, text

from eoffice import clock
from eoffice.db import reading, selintas, transaction
from eoffice.errors import TooMany
from eoffice.web import log
from eoffice.web.models import BatasLaju

_COUNT: Final = text(
    "INSERT INTO batas_laju (kunci, jendela, jumlah) VALUES (:kunci, :jendela, :n) "
    "ON CONFLICT (kunci, jendela) DO UPDATE SET jumlah = batas_laju.jumlah + :n RETURNING jumlah"
)
#: Into so many parts a limit is taken by `Jatah`, and the smallest limit that is.
BAGIAN: Final = 12
SEDIKIT: Final = 24
#: People that one process remembers at a time.
TERBANYAK: Final = 10_000

_ADD: Final = text(
    "INSERT INTO batas_laju (kunci, jendela, jumlah) VALUES (:kunci, :jendela, :n) "
    "ON CONFLICT (kunci, jendela) DO UPDATE SET jumlah = batas_laju.jumlah + :n "
    "WHERE batas_laju.jumlah + :n <= :most RETURNING jumlah"
)


def _window(name: str, who: str, per: int) -> tuple[str, int, int]:
    """The stored key, the number of the present window, and the seconds until it ends."""
    seconds = int(clock.now().timestamp())
    # With its length, for the numbers of windows of two lengths say nothing about which is over.
    return _key(f"{name}/{per}", who), seconds // per, per - seconds % per


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
    count = _counted(engine, kunci, jendela, 1)
    if count > limit:
        raise _too_many(name, left, first=count == limit + 1)
    return count


def _counted(engine: Engine, kunci: str, jendela: int, n: int) -> int:
    with selintas(engine) as connection:
        count = int(connection.execute(_COUNT, {"kunci": kunci, "jendela": jendela, "n": n}).scalar_one())
        if count == n:
            connection.execute(delete(BatasLaju).where(BatasLaju.kunci == kunci, BatasLaju.jendela < jendela))
    return count


def _too_many(name: str, left: int, *, first: bool) -> TooMany:
    if first:
        log.warn("batas_laju", name=name)
    return TooMany(f"Terlalu sering. Tunggu {left} detik, lalu coba lagi.", retry_after=left)


class Jatah:
    """What this process has taken of the limits of pages and not used: it asks the database for some uses at a time.

    All processes together never allow more than the limit. What one has taken and not used by the end of a window is lost
    with it, at most a twelfth of the limit; one process alone allows exactly the limit.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._taken: dict[str, tuple[int, int]] = {}

    def lupakan(self) -> None:
        """Begin anew, as a process that has just started."""
        with self._lock:
            self._taken.clear()

    def spend(self, engine: Engine, name: str, who: str, limit: int, *, per: int) -> None:
        """Count one use, as `spend`; limits of one name that allow more or less are counted apart.

        Else what was taken for the wide one would be missing from the narrow one at once.

        Raises:
            TooMany: as there.
        """
        who = f"{who} {limit}"
        if limit < SEDIKIT:
            spend(engine, name, who, limit, per=per)
            return
        kunci, jendela, seconds = _window(name, who, per)
        with self._lock:
            of, unused = self._taken.get(kunci, (jendela, 0))
            if of == jendela and unused:
                self._taken[kunci] = (jendela, unused - 1)
                return
        some = limit // BAGIAN
        before = _counted(engine, kunci, jendela, some) - some
        if before >= limit:
            raise _too_many(name, seconds, first=before < limit + some)
        with self._lock:
            if len(self._taken) >= TERBANYAK:
                self._taken.clear()
            of, unused = self._taken.get(kunci, (jendela, 0))
            more = min(some, limit - before) - 1
            self._taken[kunci] = (jendela, more + (unused if of == jendela else 0))


def check(engine: Engine, name: str, who: str, limit: int, *, per: int) -> None:
    """Refuse when `limit` uses were already counted in this window; counts nothing itself.

    Raises:
        TooMany: as `spend`.
    """
    kunci, jendela, left = _window(name, who, per)
    with reading(engine) as session:
        found = select(BatasLaju.jumlah).where(BatasLaju.kunci == kunci, BatasLaju.jendela == jendela)
        if (session.scalar(found) or 0) >= limit:
            raise _too_many(name, left, first=False)


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
