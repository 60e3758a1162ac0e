"""Mulai dari sini: `python3 mulai.py` memasang dan menjalankan eoffice, `python3 mulai.py uji` mengujinya.

Standard library only. The file must still parse on Python 3.6, so that an old interpreter can be told kindly that it is
too old; everything below `too_old` may use Python 3.11.
"""

import hashlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import NamedTuple

NEWEST_TRIED = 14


def too_old(version: "tuple[int, ...]") -> str:
    """One Indonesian sentence when Python is older than 3.11, else the empty string."""
    if version >= (3, 11):
        return ""
    newer = [name for name in (f"python3.{minor}" for minor in range(NEWEST_TRIED, 10, -1)) if _runs(name)]
    advice = (
        f"jalankan dengan yang sudah ada di komputer ini: {newer[0]} mulai.py"
        if newer
        else "pasang dahulu, misalnya dengan: sudo apt-get install python3 (Debian 12 atau Ubuntu 24.04 ke atas)"
    )
    return f"eoffice memerlukan Python 3.11 atau lebih baru, sedangkan ini Python {version[0]}.{version[1]}; {advice}"


def _runs(name: str) -> bool:
    if not shutil.which(name):
        return False
    return subprocess.call([name, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0  # noqa: S603


if too_old(sys.version_info[:2]):
    sys.exit(too_old(sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
NOTE = VENV / "terpasang.json"
LOG = VENV / "pemasangan.log"
LOCK = ROOT / "requirements.lock"
LOCK_UJI = ROOT / "requirements-uji.lock"
ROOM = 700 * 1024 * 1024  # bytes that a fresh .venv with its downloads needs

HELP = """Penggunaan:
  python3 mulai.py [pilihan]             memasang yang perlu, menyiapkan kota contoh, lalu menjalankan eoffice
  python3 mulai.py uji [pilihan pytest]  memasang alat uji, lalu menjalankan seluruh pengujian

Pilihan:
  --port N          porta server (bawaan 8000)
  --data DIR        folder data (bawaan: data)
  --tanpa-peramban  jangan membuka peramban
  --tanpa-contoh    mulai kosong; eoffice meminta administrator pertama
  --bantuan         tampilkan keterangan ini"""


class Stop(Exception):
    """What went wrong and what to do next, as one or two Indonesian sentences for the person at the terminal."""


class Options(NamedTuple):
    """What the person asked for on the command line."""

    port: int = 8000
    data: str = ""
    browser: bool = True
    contoh: bool = True


def parse(arguments: list[str]) -> Options:
    """Read the options of the first command. Raises `Stop` for an unknown or incomplete one."""
    options = Options()
    left = list(arguments)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if name in ("--port", "--data"):
            if not equals:
                if not left:
                    raise Stop(f"Pilihan {name} memerlukan nilai. Lihat: python3 mulai.py --bantuan")
                value = left.pop(0)
            options = options._replace(port=_port(value)) if name == "--port" else options._replace(data=value)
        elif name == "--tanpa-peramban" and not equals:
            options = options._replace(browser=False)
        elif name == "--tanpa-contoh" and not equals:
            options = options._replace(contoh=False)
        else:
            raise Stop(f"Pilihan {name} tidak dikenal. Lihat: python3 mulai.py --bantuan")
    return options


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise Stop(f"Porta harus bilangan 1 sampai 65535, bukan {value!r}. Contoh: python3 mulai.py --port 8001")
    return int(value)


def say(text: str) -> None:
    """Print one line at once, also when the output is a file."""
    print(text, flush=True)


def duration(seconds: float) -> str:
    """Whole minutes and seconds in words."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} menit {rest} detik" if minutes else f"{rest} detik"


# --- Installation ----------------------------------------------------------------------------------------------------


def digest(path: Path) -> str:
    """SHA-256 of a file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def packages(lock: Path) -> int:
    """How many packages a lock file names."""
    return len(re.findall(r"^[A-Za-z0-9][^\s=]*==", lock.read_text(encoding="utf-8"), re.MULTILINE))


def noted() -> dict[str, str]:
    """What the last complete installation wrote down; empty when there is none that can be trusted."""
    try:
        note = dict(json.loads(NOTE.read_text(encoding="utf-8")))
        version = _ask(PYTHON, "import sys; print(sys.version)")
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    return note if note.get("python") == version and note.get("folder") == str(ROOT) else {}


def _ask(python: Path, code: str) -> str:
    answer = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True, env=environment())  # noqa: S603
    return answer.stdout.strip()


def environment() -> dict[str, str]:
    """The environment of every child: our .venv first on the path, nobody else's packages, UTF-8 everywhere."""
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    env.update(
        PYTHONUTF8="1", PYTHONUNBUFFERED="1", PATH=os.pathsep.join((str(BIN), os.environ.get("PATH", os.defpath)))
    )
    return env


def install(lock: Path) -> None:
    """Bring .venv to what the lock says; nothing happens when its SHA-256 is the one noted.

    Packages come as wheels only and must match the hashes in the lock (KNF-03).

    Raises:
        Stop: no network, no room, no wheel for this machine, a hash that differs, no permission.
    """
    note = noted()
    if note.get(lock.name) == digest(lock):
        return
    if shutil.disk_usage(ROOT).free < ROOM:
        raise Stop(f"Ruang kosong di {ROOT} kurang dari 700 MB. Kosongkan sebagian, lalu jalankan lagi perintah ini.")
    started = time.monotonic()
    if not note:
        say("• Membuat lingkungan Python tersendiri di folder .venv")
        _make_venv()
    NOTE.unlink(missing_ok=True)
    say(f"• Memasang {packages(lock)} paket dari {lock.name}: hanya sekali, biasanya 1 sampai 2 menit")
    _install_packages(lock)
    _put_project_on_path()
    note.update(
        {"python": _ask(PYTHON, "import sys; print(sys.version)"), "folder": str(ROOT), lock.name: digest(lock)}
    )
    if lock == LOCK_UJI:
        note[LOCK.name] = digest(LOCK)  # the test lock contains the other one; a test keeps that true
    NOTE.write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    say(f"  Terpasang dalam {duration(time.monotonic() - started)}.")


def _make_venv() -> None:
    """An empty .venv; never with `ensurepip`, which Debian and Ubuntu leave out of their base Python."""
    try:
        shutil.rmtree(VENV, ignore_errors=True)
        _run_logged([sys.executable, "-m", "venv", "--without-pip", str(VENV)], environment(), log=None)
    except OSError as error:
        raise Stop(explain(str(error))) from None


def _install_packages(lock: Path) -> None:
    # The lock names everything; what a package asks for beyond it, an old lxml say, was weighed when it was written.
    rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)]
    uv = shutil.which("uv")
    if uv:
        try:
            return _run_logged([uv, "pip", "install", "--python", str(PYTHON), *rules], environment(), log=LOG)
        except Stop:
            say("  uv tidak berhasil; mencoba lagi dengan pip.")
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--retries", "3"]
    env = environment() | {"PYTHONPATH": str(pip_wheel()), "PIP_USER": "0"}
    _run_logged([*pip, *rules], env, log=LOG, expected=packages(lock))


def pip_wheel() -> Path:
    """The pip that comes with the project, run straight from its wheel."""
    return next((ROOT / "tools" / "pip").glob("pip-*.whl"))


def _run_logged(command: list[str], env: dict[str, str], *, log: Path | None, expected: int = 0) -> None:
    """Run quietly, show progress by the packages met so far, keep the output, explain a failure."""
    lines: list[str] = []
    met = 0
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if expected and line.startswith(("Collecting ", "Processing ", "Requirement already ")):
            met += 1
            if sys.stdout.isatty():
                print(f"\r  {min(met, expected)} dari {expected} paket", end="", flush=True)
            elif met % 20 == 0:
                say(f"  {min(met, expected)} dari {expected} paket")
    code = process.wait()
    if met and sys.stdout.isatty():
        print(flush=True)
    output = "".join(lines)
    if log is not None:
        log.write_text(output, encoding="utf-8")
    if code:
        raise Stop(explain(output) + (f" Rincian untuk petugas TI: {log}" if log else ""))


def explain(output: str) -> str:
    """Turn what pip, uv or venv printed into what happened and what to do next."""
    again = "lalu jalankan lagi perintah ini."
    if re.search(r"No space left|Errno 28|not enough space", output, re.IGNORECASE):
        return f"Cakram penuh saat memasang. Kosongkan paling sedikit 700 MB, {again}"
    if re.search(r"DO NOT MATCH THE HASHES|hash mismatch", output, re.IGNORECASE):
        return (
            "Paket yang diterima berbeda dari yang tercatat di berkas kunci, jadi tidak dipasang. "
            "Periksa perantara (proxy) atau cermin paket di jaringan ini, " + again
        )
    if re.search(
        r"name resolution|getaddrinfo|NewConnectionError|Connection(Error| refused| reset| aborted)|ProxyError|"
        r"dns error|error sending request|unreachable|timed out|Timeout|SSLError|CERTIFICATE_VERIFY",
        output,
    ):
        return f"Paket tidak dapat diunduh karena jaringan. Periksa sambungan internet atau pengaturan proxy, {again}"
    missing = re.search(
        r"No matching distribution found for ([\w.-]+)|Because ([\w.-]+)==\S+ has no usable wheels", output
    )
    if missing:
        return (
            f"Paket {missing[1] or missing[2]} belum tersedia untuk komputer ini. eoffice dapat dipasang di Linux x86-64, "
            "Windows x64, dan macOS 15 ke atas (Apple Silicon), dengan Python 3.11 sampai 3.14."
        )
    if re.search(r"Permission denied|Errno 13|Access is denied|Read-only file system", output, re.IGNORECASE):
        return f"Folder {ROOT} tidak dapat ditulisi. Pindahkan ke folder milik Anda sendiri, {again}"
    if "No module named venv" in output:
        return f"Bagian venv dari Python belum ada. Pasang dengan: sudo apt-get install python3-venv, {again}"
    return f"Pemasangan berhenti sebelum selesai. Hapus folder .venv, {again}"


def _put_project_on_path() -> None:
    """Make `import eoffice` and the command `eoffice` work from .venv; the tree itself is what runs."""
    folder = Path(_ask(PYTHON, "import sysconfig; print(sysconfig.get_path('purelib'))"))
    (folder / "eoffice.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        (BIN / "eoffice.cmd").write_text(f'@"{PYTHON}" -m eoffice %*\r\n', encoding="utf-8")
    else:
        script = BIN / "eoffice"
        script.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m eoffice "$@"\n', encoding="utf-8")
        script.chmod(0o755)


# --- First command ---------------------------------------------------------------------------------------------------


def free(port: int) -> bool:
    """Whether nobody listens on this port of the machine itself. Raises `Stop` if we may not use it at all."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return False
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left by us is free
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Stop(f"Porta {port} hanya boleh dipakai administrator. Coba: python3 mulai.py --port 8000") from None
        except OSError:
            return False
    return True


def check_port(port: int) -> None:
    """Raise `Stop` naming the next free port when this one is taken."""
    if free(port):
        return
    other = next((n for n in range(port + 1, min(port + 200, 65536)) if free(n)), 0)
    advice = f"Jalankan: python3 mulai.py --port {other}" if other else "Hentikan program itu, lalu jalankan lagi."
    raise Stop(f"Porta {port} sedang dipakai program lain (mungkin eoffice yang sudah berjalan). {advice}")


def start(options: Options) -> int:
    """Install, prepare, load the sample city, serve until stopped. Returns the exit code."""
    started = time.monotonic()
    check_port(options.port)
    install(LOCK)
    env = environment()
    data = Path(options.data or env.get("EOFFICE_DATA_DIR") or ROOT / "data").expanduser().absolute()
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise Stop(f"Folder data {data} tidak dapat dibuat. Pilih tempat lain dengan --data DIR.") from None
    env["EOFFICE_DATA_DIR"] = str(data)
    env.setdefault("EOFFICE_BASE_URL", f"http://127.0.0.1:{options.port}")
    empty = data / "tanpa-contoh"  # remembered, so that a later plain start does not fill a real installation
    if not options.contoh:
        empty.touch()
    with_contoh = env.get("EOFFICE_MODE") != "produksi" and not empty.exists()
    return _serve(options, env, started, with_contoh=with_contoh)


def _serve(options: Options, env: dict[str, str], started: float, *, with_contoh: bool) -> int:
    """One child prepares, loads and serves, so that a later start waits for the libraries only once."""
    command = [str(PYTHON), "-m", "eoffice", "mulai", "--port", str(options.port)]
    if not with_contoh:
        command.append("--tanpa-contoh")
    process = subprocess.Popen(command, cwd=ROOT, env=env)  # noqa: S603
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    threading.Thread(target=_announce, args=(options, process, started), daemon=True).start()
    try:
        code = process.wait()
    except KeyboardInterrupt:
        _settle(process)
        say("\neoffice dihentikan.")
        return 0
    if code > 0:
        raise Stop("eoffice berhenti sendiri; sebabnya tertulis di atas. Perbaiki, lalu jalankan lagi perintah ini.")
    return 0


def _settle(process: "subprocess.Popen[bytes]") -> None:
    """Let the server finish what it is doing; press harder only when it does not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for press, patience in ((None, 3), (process.terminate, 10), (process.kill, 10)):
        if press is not None:
            press()
        try:
            process.wait(patience)
            return
        except subprocess.TimeoutExpired:
            continue


def _announce(options: Options, process: "subprocess.Popen[bytes]", started: float) -> None:
    """Wait until the server says it is ready, print where it is, open the browser if there is one."""
    while process.poll() is None and time.monotonic() - started < 600:
        if ready(options.port):
            address = f"http://127.0.0.1:{options.port}"
            say(f"• Siap setelah {duration(time.monotonic() - started)}. Buka {address} (Ctrl+C untuk berhenti)")
            if options.browser and has_screen():
                webbrowser.open(address)
            return
        time.sleep(0.1)


def ready(port: int) -> bool:
    """Whether /siap answers 200 on this port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/siap")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def has_screen() -> bool:
    """Whether a window can appear; else `webbrowser` may start a text browser over our terminal."""
    if os.environ.get("CI"):
        return False
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


# --- Second command --------------------------------------------------------------------------------------------------

# Programs and files that tests use: any of these names, in this package of Debian and Ubuntu.
TOOLS = (
    (("chromium", "chromium-browser", "google-chrome"), "chromium"),
    (("pdfsig",), "poppler-utils"),
    (("pdftoppm",), "poppler-utils"),
    (("certutil",), "libnss3-tools"),
    (("zbarimg",), "zbar-tools"),
    (("softhsm2-util",), "softhsm2"),
    (("dovecot", "/usr/sbin/dovecot"), "dovecot-imapd"),
    (("tesseract",), "tesseract-ocr"),
    (("/usr/share/tesseract-ocr/5/tessdata/ind.traineddata",), "tesseract-ocr-ind"),
    (("mutool",), "mupdf-tools"),
    (("qpdf",), "qpdf"),
    (("javac",), "default-jdk-headless"),
    (("/usr/share/java/pdfbox2.jar",), "libpdfbox2-java"),
    (("/usr/share/java/bcpkix.jar",), "libbcpkix-java"),
    (("/usr/share/java/bcmail.jar",), "libbcmail-java"),
    (("/usr/share/java/jaxb-runtime.jar",), "libjaxb-java"),
)


def missing_tools() -> list[str]:
    """Packages of the operating system whose programs or files are not found, each once."""
    wanted = [package for names, package in TOOLS if not any(map(_there, names))]
    return list(dict.fromkeys(wanted))


def _there(name: str) -> bool:
    return os.path.isfile(name) if os.path.isabs(name) else shutil.which(name) is not None


def again(name: str, command: list[str]) -> int:
    """Run what failed once more, alone: a race on a busy machine passes then, and is named; a real fault fails again."""
    say(f"  {name}: yang gagal diulang sekali, satu per satu")
    repeat = [*command, "-n", "0", "--last-failed", "--last-failed-no-failures", "none"]
    code = subprocess.run(repeat, cwd=ROOT, env=environment(), check=False).returncode  # noqa: S603
    if not code:
        say(
            f"  PERHATIAN, {name}: ada uji yang goyah; gagal bersama-sama dan lulus sendirian. Namanya tertulis di atas."
        )
    return code


def test(arguments: list[str]) -> int:
    """Install what the tests need, then run every check. Returns 0 only if all of them passed."""
    started = time.monotonic()
    missing = missing_tools()
    if missing:
        say(f"Alat sistem belum lengkap. Pasang dengan: sudo apt-get install {' '.join(missing)}")
        if os.environ.get("CI"):
            raise Stop("Pengujian otomatis tidak boleh berjalan tanpa alat itu.")
        say("Pengujian tetap dijalankan; yang memerlukan alat itu dapat gagal.")
    install(LOCK_UJI)
    python = [str(PYTHON), "-m"]
    pytest = [*python, "pytest", "-n", "2", "--dist", "loadfile"]
    checks = {
        "ruff check": [*python, "ruff", "check", "."],
        "ruff format": [*python, "ruff", "format", "--check", "."],
        "mypy": [*python, "mypy"],
        "pytest, SQLite dan folder": [*pytest, *(["--durations", "15"] if os.environ.get("CI") else []), *arguments],
        # The full year of the sample city is loaded once, above; here a part of it is.
        "pytest, PostgreSQL dan S3": [*pytest, "--basis", "pg", "--simpanan", "s3", "-m", "not kota", *arguments],
    }
    failed = []
    for name, command in checks.items():
        say(f"• {name}")
        begun = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode  # noqa: S603
        if code == 1 and name.startswith("pytest"):
            code = again(name, [*python, "pytest", *command[len(pytest) :]])
        if code:
            failed.append(name)
        say(f"  {name}: {'GAGAL' if name in failed else 'lulus'}, {duration(time.monotonic() - begun)}")
    say(f"Waktu seluruhnya: {duration(time.monotonic() - started)}")
    if failed:
        raise Stop(f"Belum lulus: {', '.join(failed)}. Penjelasannya tertulis di atas.")
    say("Semua pemeriksaan lulus.")
    return 0


def main(arguments: list[str]) -> int:
    """Run one of the two commands; a failure is told in plain sentences on standard error."""
    if any(argument in ("-h", "--help", "--bantuan") for argument in arguments[:1]):
        say(HELP)
        return 0
    try:
        return test(arguments[1:]) if arguments[:1] == ["uji"] else start(parse(arguments))
    except Stop as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    except (OSError, subprocess.SubprocessError) as error:
        print(explain(str(error)), file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("\nDihentikan.", file=sys.stderr, flush=True)
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
