"""The ban on dangerous system calls, as a seccomp program for the two architectures we know."""

import ctypes
import platform
import struct
from typing import Final

_NO_NEW_PRIVS, _SECCOMP = 38, 22

# Numbers of the calls that a parser has no business to make. socketpair is missing: asyncio wakes itself through one.
_BANNED: Final[dict[str, tuple[int, dict[str, int]]]] = {
    "x86_64": (
        0xC000003E,
        {
            "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "bind": 49, "listen": 50,
            "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "ptrace": 101, "pivot_root": 155, "chroot": 161,
            "mount": 165, "umount2": 166, "init_module": 175, "add_key": 248, "request_key": 249, "keyctl": 250,
            "unshare": 272, "accept4": 288, "perf_event_open": 298, "setns": 308, "process_vm_readv": 310,
            "process_vm_writev": 311, "kcmp": 312, "finit_module": 313, "bpf": 321, "execveat": 322,
            "userfaultfd": 323, "pidfd_send_signal": 424, "io_uring_setup": 425, "pidfd_getfd": 438,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "umount2": 39, "mount": 40, "pivot_root": 41, "chroot": 51, "unshare": 97, "init_module": 105,
            "ptrace": 117, "kill": 129, "socket": 198, "bind": 200, "listen": 201, "accept": 202,
            "connect": 203, "sendto": 206, "add_key": 217, "request_key": 218, "keyctl": 219, "execve": 221,
            "perf_event_open": 241, "accept4": 242, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271,
            "kcmp": 272, "finit_module": 273, "bpf": 280, "execveat": 281, "userfaultfd": 282,
            "pidfd_send_signal": 424, "io_uring_setup": 425, "pidfd_getfd": 438,
        },
    ),
}  # fmt: skip
_CLONE: Final = {"x86_64": 56, "aarch64": 220}
_CLONE3: Final = 435
_CLONE_THREAD: Final = 0x00010000
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_EPERM, _ENOSYS = 0x00050000 | 1, 0x00050000 | 38
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06


def program(machine: str) -> bytes | None:
    """The seccomp filter for an architecture, as BPF instructions; None for one we do not know.

    New threads are allowed, new processes are not; clone3 hides its flags, so it is said not to exist and the C
    library falls back to clone.
    """
    if machine not in _BANNED:
        return None
    arch, banned = _BANNED[machine]
    code: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, 4),  # the architecture
        (_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # the number of the call
        (_AT_LEAST, 0, 1, 0x40000000),  # the x32 numbering would slip through
        (_RETURN, 0, 0, _KILL),
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _ENOSYS),
        (_EQUAL, 0, 4, _CLONE[machine]),
        (_LOAD, 0, 0, 16),  # its first argument: the flags
        (_ANY_BIT, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    for number in sorted(banned.values()):
        code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _EPERM)]
    code.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *line) for line in code)


class _Program(ctypes.Structure):
    _fields_ = [("count", ctypes.c_ushort), ("code", ctypes.c_void_p)]


def install() -> None:
    """Put this process and what it becomes under the filter; it cannot be taken off again."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    code = program(platform.machine())
    if code is None:
        return
    held = ctypes.create_string_buffer(code, len(code))
    filter_ = _Program(len(code) // 8, ctypes.cast(held, ctypes.c_void_p))
    libc.prctl(_SECCOMP, 2, ctypes.byref(filter_), 0, 0)
