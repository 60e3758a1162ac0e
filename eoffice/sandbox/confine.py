"""Taking rights away from the process that is about to read a stranger's file (UPL-03)."""

import ctypes
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from eoffice.sandbox import filters, landlock

#: Bytes of address space; python, pikepdf and pypdfium2 together take 47 MiB of it (measured).
MEMORY: Final = 512 * 1024 * 1024
#: Seconds of CPU.
CPU: Final = 20
#: Bytes of one file, the answer included.
LARGEST_FILE: Final = 200 * 1024 * 1024
FILES: Final = 64
PROCESSES: Final = 16

_NEWUSER, _NEWNET, _NEWIPC = 0x10000000, 0x40000000, 0x08000000
_NO_NEW_PRIVS = 38
_CAPABILITIES_V3 = 0x20080522


def confine(cpu: int = CPU) -> None:
    """Take away network, identity, files, resources and dangerous system calls, in the order in which it is possible.

    What the platform cannot do is left out: Windows has no resource module and no user ids to drop, so only the wall
    clock and the fresh process remain there; macOS lacks namespaces, Landlock and seccomp. Production runs on Linux.
    """
    lower = lower_identity()
    if sys.platform == "linux":
        _without_network(own_user=not _root())
        landlock.install(readable=_ours(), writable=Path(os.environ["TMPDIR"]))
    if lower is not None:
        os.setgroups([])
        os.setgid(lower[1])
        os.setuid(lower[0])
    _limits(cpu)
    if sys.platform == "linux":
        _without_capabilities()  # a fresh user namespace hands out all of them
        filters.install()


@cache
def lower_identity() -> tuple[int, int] | None:
    """User and group to become: nobody when this process is root, else None, for an ordinary user cannot change.

    Nobody must be able to load our own code. Where the interpreter lives in a closed home, root stays root, but
    without any capability and, by Landlock, with no more files than nobody would have.
    """
    if not _root():
        return None
    if not all(_open_to_all(path) for path in _ours()) and landlock.version() > 0:
        return None
    import pwd

    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return 65534, 65534
    return nobody.pw_uid, nobody.pw_gid


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _ours() -> list[Path]:
    """The folders that hold our code, the interpreter and its packages; never the data."""
    folders = [Path(__file__).parents[1], Path(os.__file__).parent]
    return folders + [Path(p) for p in sys.path if p.endswith("site-packages") and Path(p).is_dir()]


def _open_to_all(path: Path) -> bool:
    whole = path.resolve()
    return bool(whole.stat().st_mode & 0o004) and all(p.stat().st_mode & 0o001 for p in (whole, *whole.parents))


def _limits(cpu: int) -> None:
    try:
        import resource
    except ImportError:
        return
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": cpu,
        "RLIMIT_FSIZE": LARGEST_FILE,
        "RLIMIT_NOFILE": FILES,
        "RLIMIT_NPROC": PROCESSES,
        "RLIMIT_AS": MEMORY,
    }
    for name, limit in wanted.items():
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (limit, limit))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _without_network(*, own_user: bool) -> None:
    """An empty network namespace, where the host permits; Landlock and the ban on sockets stand anyway."""
    call: Callable[[int], int] = _libc().unshare
    call(_NEWNET | _NEWIPC | (_NEWUSER if own_user else 0))


def _without_capabilities() -> None:
    libc = _libc()
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    head, none = (ctypes.c_uint32 * 2)(_CAPABILITIES_V3, 0), (ctypes.c_uint32 * 6)()
    if libc.capset(ctypes.byref(head), ctypes.byref(none)) != 0:
        raise OSError(ctypes.get_errno(), "capset")
