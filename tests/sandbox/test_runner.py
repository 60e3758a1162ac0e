"""The cage itself: what a child may not do, and that it never takes the parent down."""

import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import hostile
import pytest

from eoffice import sandbox
from eoffice.errors import Unavailable
from eoffice.sandbox import confine, filters, landlock, runner

TREE = Path(__file__).parents[2]


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """Lets a test put its own program in the place of the child."""
    monkeypatch.setattr(runner, "_CHILD", tmp_path / "anak.py")
    yield monkeypatch


def _run(tmp_path: Path, program: str, *, confined: bool = True, **args: object) -> sandbox.Result:
    lines = ["import os, sys, json, socket, time", f"sys.path.insert(0, {str(TREE)!r})"]
    lines += ["from eoffice.sandbox import confine, wire", "head = wire.unpack_head(open(0, 'rb', closefd=False))"]
    lines += ["def answer(**info): os.write(1, wire.pack({'info': info})); os._exit(0)"]
    lines += ["confine.confine()"] if confined else []
    (tmp_path / "anak.py").write_text("\n".join([*lines, program]))
    return sandbox.run("uji", b"isi", **args)


@contextmanager
def _sibuk(tmp_path: Path, run: Callable[[str, bytes], object]) -> Iterator[None]:
    """A child is at work all the while, from before the first line within until after the last."""
    begun, done = tmp_path / "mulai", tmp_path / "selesai"
    waits = f"import os, pathlib, time\npathlib.Path({str(begun)!r}).touch()\n"
    waits += f"while not os.path.exists({str(done)!r}): time.sleep(0.01)"
    (tmp_path / "anak.py").write_text(waits)
    first = threading.Thread(target=lambda: pytest.raises(sandbox.Refused, run, "uji", b""))
    first.start()
    while first.is_alive() and not begun.exists():
        time.sleep(0.01)
    try:
        yield
        assert first.is_alive()
    finally:
        done.touch()
        first.join()


_TRY = """
def attempt(what):
    try:
        return repr(what())
    except BaseException as error:
        return type(error).__name__
"""


# KEAMANAN: UPL-03
def test_a_child_has_no_environment_no_files_no_network_no_processes(child: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia"
    secret.write_text("kata sandi")
    child.setenv("EOFFICE_SECRET_KEY", "jangan-sampai-bocor")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        info = _run(
            tmp_path,
            _TRY
            + f"""
answer(
    environment=dict(os.environ),
    read=attempt(lambda: open({str(secret)!r}).read()),
    shadow=attempt(lambda: open('/etc/shadow').read()),
    listing=attempt(lambda: os.listdir('/')),
    write=attempt(lambda: open('/var/tmp/jahat', 'w')),
    connect=attempt(lambda: socket.create_connection(('127.0.0.1', {port}), 1)),
    fork=attempt(os.fork),
    execute=attempt(lambda: os.execv('/bin/sh', ['sh'])),
    become_root=attempt(lambda: os.setuid(0) or os.chown('.', 1234, 1234)),
    handles=sorted(int(n) for n in range(64) if attempt(lambda: os.fstat(n)) != 'OSError'),
    own=attempt(lambda: open('boleh', 'w').write('isi')),
    group=os.getpgid(0) == os.getpid(),
)""",
        ).info

    assert set(info["environment"]) == {"TMPDIR", "HOME", "LC_ALL", "TZ"}
    refused = ("read", "shadow", "listing", "write", "connect", "fork", "execute", "become_root")
    assert {name: info[name] for name in refused} == dict.fromkeys(refused, "PermissionError")
    assert info["handles"] == [0, 1, 2]
    assert (info["own"], info["group"]) == ("3", True)


# KEAMANAN: UPL-03
def test_limits_of_the_child_are_those_of_the_rule(child: pytest.MonkeyPatch, tmp_path: Path) -> None:
    info = _run(
        tmp_path,
        "import resource; answer(**{n: resource.getrlimit(getattr(resource, 'RLIMIT_' + n)) for n in "
        "('AS', 'CPU', 'FSIZE', 'NOFILE', 'NPROC', 'CORE')})",
    ).info

    wanted = {"AS": 512 << 20, "CPU": 20, "FSIZE": 200 << 20, "NOFILE": 64, "NPROC": 16, "CORE": 0}
    assert info == {name: [limit, limit] for name, limit in wanted.items()}


@pytest.mark.parametrize(
    "program",
    [
        "os.kill(os.getpid(), 9)",
        "os.abort()",
        "os._exit(3)",
        "os._exit(0)",
        "raise ValueError",
        "bytearray(600 << 20)",
        "os.write(1, b'omong kosong')",
        "os.write(1, b'\\xff\\xff\\xff\\xff' + b'{' * 1000)",
        "os.write(1, wire.pack({'info': [1]}))",
        "os.write(1, wire.pack({'lain': 1}))",
        "os.write(1, wire.pack({'info': {}})[:-1])",
        "[os.write(1, bytes(1 << 20)) for _ in range(300)]",
        "import ctypes; ctypes.string_at(0)",
    ],
)  # KEAMANAN: UPL-03
def test_any_death_or_nonsense_is_an_ordinary_refusal(child: pytest.MonkeyPatch, tmp_path: Path, program: str) -> None:
    with pytest.raises(sandbox.Refused, match="Berkas tidak dapat diperiksa"):
        _run(tmp_path, program)


# KEAMANAN: UPL-03
@pytest.mark.parametrize(
    "program", ["time.sleep(60)", "\nwhile True: pass", "os.close(0); os.close(1); time.sleep(60)"]
)
def test_a_child_that_hangs_is_killed_by_the_wall_clock(
    child: pytest.MonkeyPatch, tmp_path: Path, program: str, caplog: pytest.LogCaptureFixture
) -> None:
    child.setattr(runner, "WALL", 1.0)

    with pytest.raises(sandbox.Refused):
        _run(tmp_path, program)

    assert "wall clock limit" in caplog.text


# KEAMANAN: UPL-03
def test_words_of_a_child_are_shortened_and_carry_no_control_characters(
    child: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(sandbox.Refused) as refused:
        _run(tmp_path, "os.write(1, wire.pack({'refused': 'a\\x1b\\n\\u202eb' * 1000})); os._exit(0)")

    assert str(refused.value) == ("ab" * 250)


# KEAMANAN: UPL-03
def test_when_all_sandboxes_are_busy_the_next_is_told_to_come_back(child: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child.setattr(runner, "_places", runner._Places(1))
    child.setattr(runner, "PATIENCE", 0.2)

    with _sibuk(tmp_path, sandbox.run), pytest.raises(Unavailable, match="sibuk"):
        sandbox.run("uji", b"")

    assert runner._places.free.acquire(timeout=0)  # its place is free again


# KEAMANAN: UPL-03
def test_visitors_use_one_sandbox_at_a_time_and_not_for_long(
    child: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    child.setattr(runner, "_places", runner._Places(2))
    child.setattr(runner, "WALL_PUBLIC", 600.0)

    with _sibuk(tmp_path, sandbox.run_public):
        with pytest.raises(Unavailable, match="Berkas lain sedang diperiksa"):
            sandbox.run_public("uji", b"")  # nobody waits for a visitor …
        assert _run(tmp_path, "answer(kerja=1)").info == {"kerja": 1}  # … and the office works on meanwhile
    assert sandbox.run_public("uji", b"").info == {"kerja": 1}

    child.setattr(runner, "WALL_PUBLIC", 1.0)
    (tmp_path / "anak.py").write_text("import time; time.sleep(60)")
    caplog.clear()
    with pytest.raises(sandbox.Refused):
        sandbox.run_public("uji", b"")
    assert "wall clock limit" in caplog.text


def test_every_task_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(os.listdir("/proc/self/fd")) if sys.platform == "linux" else set()

    sandbox.teks_pdf(hostile.pdf())
    with pytest.raises(sandbox.Refused):
        sandbox.teks_pdf(b"rusak")

    assert list(tmp_path.iterdir()) == []
    assert not before or set(os.listdir("/proc/self/fd")) == before


def test_a_payload_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "surat.pdf").write_bytes(hostile.pdf(text="Dari berkas"))

    assert sandbox.teks_pdf(tmp_path / "surat.pdf") == ["Dari berkas, halaman 1"]


def test_unknown_uses_and_tasks_never_become_errors_for_users() -> None:
    with pytest.raises(sandbox.Refused):
        sandbox.run("tugas_lain", b"")
    assert not sandbox.periksa_unggahan(hostile.pdf(), "a.pdf", "lain").bersih


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_whole_instructions_that_end_in_a_verdict(machine: str) -> None:
    code = filters.program(machine)

    assert code is not None and len(code) % 8 == 0
    assert code[-8:] == bytes.fromhex("06000000") + (0x7FFF0000).to_bytes(4, sys.byteorder)
    assert filters.program("mips") is None


def test_this_host_confines_as_well_as_linux_can() -> None:
    if sys.platform == "linux":
        assert landlock.version() >= 0
        assert confine.lower_identity() is None or confine.lower_identity()[0] > 0


# KEAMANAN: UPL-03
def test_the_real_child_is_confined_before_it_sees_the_payload(child: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tree = tmp_path / "eoffice"
    shutil.copytree(TREE / "eoffice/sandbox", tree / "sandbox", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("__init__.py", "errors.py"):
        shutil.copy(TREE / "eoffice" / name, tree)
    (tree / "sandbox/tasks/pages.py").write_text(
        "def teks_pdf(payload):\n"
        "    try:\n"
        "        return {'pages': [open('/etc/shadow').read()]}, b''\n"
        "    except PermissionError:\n"
        "        return {'pages': ['terkurung', payload.decode()]}, b''\n"
    )
    child.setattr(runner, "_CHILD", tree / "sandbox/child.py")

    assert sandbox.teks_pdf(b"isi") == ["terkurung", "isi"]
