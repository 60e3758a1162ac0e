"""The parent's side: one fresh child a task, watched, bounded, and gone afterwards whatever happens."""

import contextlib
import logging
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from eoffice.errors import Unavailable
from eoffice.sandbox import confine, wire
from eoffice.sandbox.refusal import Refused

#: Seconds by the wall clock; the CPU limit is the child's own (UPL-03).
WALL: Final = 30.0
#: Seconds for what anybody may ask without signing in; an honest file takes less than two.
WALL_PUBLIC: Final = 10.0
#: Seconds that a task waits for a free sandbox; with it a request still ends within its ten (TGH-04).
PATIENCE: Final = 8.0
#: How many tasks may wait for each sandbox; whoever comes after them is told at once.
QUEUE: Final = 8
_CHILD: Final = Path(__file__).with_name("child.py")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Result:
    """What a task found: JSON values, and bytes if it made any."""

    info: dict[str, Any]
    content: bytes


class _Places:
    """At most so many children at once, and a waiting room that is no larger than what can be served in time."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.free = threading.BoundedSemaphore(count)
        self.room = threading.BoundedSemaphore(count * (QUEUE + 1))

    def take(self) -> bool:
        """Wait for a place; False when the room is full already, or none became free."""
        if not self.room.acquire(blocking=False):
            return False
        if self.free.acquire(timeout=PATIENCE):
            return True
        self.room.release()
        return False

    def give_back(self) -> None:
        """Leave the place that `take` gave."""
        self.free.release()
        self.room.release()


_places = _Places(2)
#: What anybody may ask uses one sandbox at a time, so that the office can always work on.
_public = threading.BoundedSemaphore(1)


def configure(sandboxes: int) -> None:
    """Set how many children may run at once; call it while none is running. 1 or more."""
    global _places
    _places = _Places(max(1, sandboxes))


def run(task: str, payload: bytes | Path, /, *, wall: float | None = None, **args: Any) -> Result:
    """Run a task of `eoffice.sandbox.tasks` on a payload in a fresh process.

    Args:
        wall: seconds that it may take; default WALL.
        args: JSON values for the task.
    Raises:
        Refused: the task refused the payload, or the child died, hung or answered nonsense.
        Unavailable: too many wait already, or no sandbox became free in time.
    """
    places = _places
    if not places.take():
        raise Unavailable("Pemeriksa berkas sedang sibuk. Coba lagi beberapa saat.")
    try:
        return _run(task, payload, args, WALL if wall is None else wall)
    finally:
        places.give_back()


def run_public(task: str, payload: bytes | Path, /, **args: Any) -> Result:
    """As `run`, for somebody who has not signed in: one at a time on this server, and for WALL_PUBLIC at most.

    Nobody waits here for one's turn: a visitor who is told at once can try again, and holds no thread meanwhile.

    Raises:
        Refused: as there.
        Unavailable: another visitor's file is being checked, or all sandboxes are busy.
    """
    if not _public.acquire(blocking=False):
        raise Unavailable("Berkas lain sedang diperiksa. Tunggu beberapa saat, lalu unggah lagi berkas Anda.")
    try:
        return run(task, payload, wall=WALL_PUBLIC, **args)
    finally:
        _public.release()


def _run(task: str, payload: bytes | Path, args: dict[str, Any], wall: float) -> Result:
    with contextlib.ExitStack() as stack:
        asked, answer, said = (stack.enter_context(_memory()) for _ in range(3))
        asked.write(wire.pack({"task": task, "args": args}))
        if isinstance(payload, bytes):
            asked.write(payload)
        else:
            with payload.open("rb") as source:
                shutil.copyfileobj(source, asked, 1024 * 1024)
        asked.flush()
        asked.seek(0)
        folder = tempfile.mkdtemp(prefix="eoffice-pasir-")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        lower = confine.lower_identity()
        if lower is not None:
            os.chown(folder, *lower)
        began = time.monotonic()
        died = _child(folder, asked, answer, said, wall)
        if died is None and (result := _read(answer)) is not None:
            return result
        said.seek(max(0, said.seek(0, os.SEEK_END) - 500))
        _log.warning(
            "sandbox task %s failed: %s after %.1f s: %r",
            task,
            died or "bad answer",
            time.monotonic() - began,
            said.read(),
        )
        raise Refused()


def _child(folder: str, asked: BinaryIO, answer: BinaryIO, said: BinaryIO, wall: float) -> str | None:
    """Run the child to its end; None when it ended well, else how it did not."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and file, no shell, no word from outside
        [sys.executable, "-I", "-B", "-X", "utf8", str(_CHILD)],
        stdin=asked,
        stdout=answer,
        stderr=said,
        cwd=folder,
        env={"TMPDIR": folder, "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        start_new_session=True,  # its own process group, so that nothing survives it
    )
    try:
        if not _wait(child, wall):
            return "wall clock limit"
        return None if child.returncode == 0 else f"exit {child.returncode}"
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if hasattr(os, "killpg"):
                    os.killpg(child.pid, signal.SIGKILL)
            child.kill()
            child.wait()


def _wait(child: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Wait without the polling pauses of `Popen.wait`, which would cost a preview up to 50 ms."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.pidfd_open(child.pid)
        try:
            if not select.select([handle], [], [], seconds)[0]:
                return False
        finally:
            os.close(handle)
        seconds = 5.0
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _read(answer: BinaryIO) -> Result | None:
    """The child's answer, or None when it is not one. The child limits its size by RLIMIT_FSIZE."""
    if answer.seek(0, os.SEEK_END) > confine.LARGEST_FILE:
        return None
    answer.seek(0)
    try:
        head = wire.unpack_head(answer)
        if "refused" in head:
            raise Refused("".join(c for c in str(head["refused"]) if c.isprintable())[:500])
        info = head["info"]
    except (ValueError, KeyError, RecursionError):
        return None
    return Result(info, answer.read()) if isinstance(info, dict) else None


@contextlib.contextmanager
def _memory() -> Iterator[BinaryIO]:
    """A file without a name; in memory where the system can, so that no secret file touches a disk."""
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("eoffice-pasir"), "w+b") as file:
            yield file
    else:
        with tempfile.TemporaryFile() as file:
            yield cast(BinaryIO, file)
