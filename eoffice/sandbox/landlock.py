"""Landlock: a process keeps to a few folders, whoever it runs as (Linux 5.13 and newer)."""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

# The three calls have the same numbers on every architecture.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_NO_NEW_PRIVS: Final = 38
_READ: Final = 0b1100  # files, folders
_READ_FILE: Final = 0b0100
#: What the system itself needs to load libraries, know the time and throw dice; all of it public.
_SYSTEM: Final = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/dev/urandom")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """The version of the kernel's interface, 0 or less when there is none."""
    try:
        return int(_libc().syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))
    except (OSError, AttributeError, TypeError):  # not Linux
        return 0


def install(readable: Iterable[Path], writable: Path) -> bool:
    """Allow reading below `readable`, everything below `writable`, and no other file or TCP port; False if unknown."""
    found = version()
    if found < 1:
        return False
    rights = {1: 13, 2: 14, 3: 15, 4: 15}.get(found, 16)
    everything = (1 << rights) - 1
    wanted = struct.pack("=QQQ", everything, 0b11, 0b11)[: 8 if found < 4 else 16 if found < 6 else 24]
    libc = _libc()
    ruleset = libc.syscall(_CREATE, wanted, ctypes.c_size_t(len(wanted)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        for path in (*readable, *map(Path, _SYSTEM)):
            _allow(libc, ruleset, path, _READ if path.is_dir() else _READ_FILE)
        _allow(libc, ruleset, writable, everything)
        libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
        return bool(libc.syscall(_RESTRICT, ruleset, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        libc.syscall(_ADD, ruleset, 1, struct.pack("=Qi", rights, handle), ctypes.c_uint32(0))
    finally:
        os.close(handle)
