"""The whole program as a process of its own: how soon its first page comes, and how much memory it holds."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Final

from eoffice.errors import Unavailable
from eoffice.siap import ROOT
from eoffice.ukur.hasil import Baris, paling
from eoffice.ukur.takar import Nilai, quantile
from eoffice.ukur.tempat import Tempat

#: Seconds after which a server that does not answer is given up.
BATAS: Final = 60
#: What a bare process of the same libraries does: one page through Flask, one row through SQLAlchemy.
POLOS: Final = """
import sys, flask, sqlalchemy
app = flask.Flask("polos")
app.add_url_rule("/", view_func=lambda: "ada")
engine = sqlalchemy.create_engine("sqlite://")
with engine.connect() as connection:
    connection.execute(sqlalchemy.text("select 1"))
assert app.test_client().get("/").status_code == 200
print("siap", flush=True)
sys.stdin.read()
"""


def mulai(tempat: Tempat) -> list[Baris]:
    """Start web and worker once more each time, ask for the sign-in page, look at the memory after some pages."""
    times = 3 if tempat.ulang > 3 else 1
    started, memory, bare_started, bare_memory = [], [], [], []
    for _ in range(times):
        seconds, pss = _ours(tempat)
        started.append(seconds)
        memory.append(pss)
        seconds, pss = _bare()
        bare_started.append(seconds)
        bare_memory.append(pss)
    first, beside = quantile(started, 0.5), quantile(bare_started, 0.5)
    held, plain = quantile(memory, 0.5), quantile(bare_memory, 0.5)
    return [
        Baris(
            "mulai",
            "Mulai sampai halaman pertama",
            Nilai(first, "detik"),
            "Flask dan SQLAlchemy",
            Nilai(beside, "detik"),
            (paling(first, 3, "≤ 3 detik"),),
        ),
        Baris(
            "memori",
            "Memori web dan pekerja (PSS)",
            Nilai(held, "MB"),
            "Flask dan SQLAlchemy",
            Nilai(plain, "MB"),
            (paling(held, 250, "≤ 250 MB"),),
            "Tanpa proses PostgreSQL dan S3.",
        ),
    ]


def _ours(tempat: Tempat) -> tuple[float, float]:
    settings, port = tempat.services.settings, _free_port()
    environment = {
        "EOFFICE_MODE": "coba",
        "EOFFICE_DATA_DIR": str(settings.data_dir),
        "EOFFICE_DATABASE_URL": settings.database_url,
        "EOFFICE_STORAGE_URL": settings.storage_url,
        "EOFFICE_SECRET_KEY": settings.secret_key,
        "EOFFICE_BASE_URL": f"http://127.0.0.1:{port}",
        "LC_ALL": "C.UTF-8",
    }
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "eoffice", "jalankan", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_it_answers(process, f"http://127.0.0.1:{port}/masuk")
        passed = time.perf_counter() - began
        for _ in range(10):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/masuk", timeout=BATAS).close()
        return passed, pss(process.pid)
    finally:
        process.terminate()
        process.wait(BATAS)


def _bare() -> tuple[float, float]:
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - the program above
        [sys.executable, "-c", POLOS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        return time.perf_counter() - began, pss(process.pid)


def _until_it_answers(process: "subprocess.Popen[bytes]", url: str) -> None:
    until = time.monotonic() + BATAS
    while process.poll() is None and time.monotonic() < until:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own address
            return
        time.sleep(0.02)
    raise Unavailable(
        "Server ukuran tidak menjawab. Jalankan «eoffice jalankan» pada folder itu untuk melihat sebabnya."
    )


def pss(pid: int) -> float:
    """Megabytes of memory of a process, shared pages divided among those who share them; 0 where Linux is not."""
    path = Path(f"/proc/{pid}/smaps_rollup")
    if not path.exists():
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in path.read_text().splitlines() if line.startswith("Pss:"))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])
