"""Who may write next on SQLite, which has one writer at a time and no queue of its own.

SQLite lets whoever waits ask again after pauses that grow to a tenth of a second. Between two transactions of somebody who
writes without a pause the database is free for less than a thousandth, so who has waited longest asks least often, and may
never find it free. Here the threads of a process come one after the other, and only the first of them asks, every
thousandth of a second however long it has waited; between processes all have the same chance each time.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

#: Seconds that somebody waits for a turn, and between two questions whether the database is free.
PATIENCE: Final = 10.0
PAUSE: Final = 0.001


class Turns:
    """Those of this process who want to write to one database, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._line: deque[threading.Event] = deque()

    def begin(self, connection: Any, *, busy: type[Exception]) -> None:
        """Begin a writing transaction on a connection of SQLite.

        Args:
            busy: the error by which it says that somebody else is writing.
        Raises:
            busy: nobody let us in for `PATIENCE` seconds.
        """
        until = time.monotonic() + PATIENCE
        with self._first(until):
            connection.set_busy_timeout(0.0)
            try:
                while not _begun(connection, busy, last=time.monotonic() >= until):
                    time.sleep(PAUSE)
            finally:
                connection.set_busy_timeout(PATIENCE)

    @contextmanager
    def _first(self, until: float) -> Iterator[None]:
        """First of those who wait; also once the time is over, to ask a last time."""
        mine = threading.Event()
        with self._lock:
            self._line.append(mine)
            self._line[0].set()
        try:
            mine.wait(max(0.0, until - time.monotonic()))
            yield
        finally:
            with self._lock:
                self._line.remove(mine)
                if self._line:
                    self._line[0].set()


def _begun(connection: Any, busy: type[Exception], *, last: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except busy as error:
        if last or "locked" not in str(error):
            raise
        return False
    return True
