"""A real IMAP server for the tests: Dovecot in a folder of its own, with TLS and one mailbox."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PENGGUNA = "surat@dinsos.arunika.example"
SANDI = "kotak-pos-uji"


@dataclass(frozen=True)
class Server:
    """A running server: `alamat` is host:port, `ca` the PEM text to trust, `kotak` the maildir of its one user."""

    alamat: str
    ca: str
    kotak: Path

    def antar(self, pesan: bytes) -> None:
        """Deliver a message, as a mail server would."""
        for part in ("tmp", "new", "cur"):
            (self.kotak / part).mkdir(parents=True, exist_ok=True)
            _own(self.kotak / part)
        _own(self.kotak)
        name = f"{time.time_ns()}.uji"
        (self.kotak / "tmp" / name).write_bytes(pesan)
        _own(self.kotak / "tmp" / name)
        (self.kotak / "tmp" / name).rename(self.kotak / "new" / name)

    def terbaca(self) -> list[bool]:
        """Whether each message of the inbox is marked as read, oldest first."""
        found = [
            (f.name, "S" in f.name.partition(":2,")[2]) for p in ("new", "cur") for f in (self.kotak / p).glob("*")
        ]
        return [seen for _, seen in sorted(found)]

    def di_folder(self, nama: str) -> int:
        """How many messages lie in another folder."""
        return sum(len(list((self.kotak / f".{nama}" / part).glob("*"))) for part in ("new", "cur"))


def _own(path: Path) -> None:
    """Dovecot refuses to read mail as root, so there the mailbox belongs to somebody else."""
    if os.getuid() == 0:
        shutil.chown(path, "nobody", "nogroup")


def dovecot() -> str | None:
    """The program, where it is installed."""
    return shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


@contextmanager
def imap() -> Iterator[Server]:
    """Start the server, and stop it afterwards."""
    program = dovecot()
    if program is None:
        problem = "server IMAP belum terpasang; pasang paket dovecot-imapd"
        if os.environ.get("CI"):
            raise RuntimeError(problem)
        import pytest

        pytest.skip(problem)
    folder = Path(tempfile.mkdtemp(prefix="eoffice-imap-"))
    folder.chmod(0o755)
    port = _port()
    ca = _certificate(folder)
    (folder / "dovecot.conf").write_text(_conf(folder, port))
    child = subprocess.Popen([program, "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.DEVNULL)
    try:
        _wait(port, child)
        yield Server(f"localhost:{port}", ca, folder / "surat")
    finally:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(10)
        child.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _conf(folder: Path, port: int) -> str:
    root = os.getuid() == 0
    me = getpass.getuser()
    owner = "nobody" if root else me
    lines = [
        f"base_dir = {folder}/run",
        f"state_dir = {folder}/state",
        f"log_path = {folder}/log",
        "protocols = imap",
        "listen = 127.0.0.1",
        "ssl = required",
        f"ssl_cert = <{folder}/server.pem",
        f"ssl_key = <{folder}/server.key",
        "ssl_dh =",
        f"mail_location = maildir:{folder}/surat",
        "first_valid_uid = 1",
        "mail_fsync = never",
        "auth_mechanisms = plain login",
        "auth_failure_delay = 0",
        f"service imap-login {{\n chroot =\n inet_listener imap {{\n port = 0\n }}\n inet_listener imaps {{\n port = {port}\n ssl = yes\n }}\n}}",
        "service anvil {\n chroot =\n}",
        f"passdb {{\n driver = static\n args = user={PENGGUNA} password={SANDI}\n}}",
        f"userdb {{\n driver = static\n args = uid={owner} gid={_group(owner)} home={folder}/rumah\n}}",
    ]
    if not root:
        lines += [
            f"default_internal_user = {me}",
            f"default_login_user = {me}",
            f"default_internal_group = {_group(me)}",
        ]
    return "\n".join(line for line in lines if line != "ssl_dh =") + "\n"


def _group(user: str) -> str:
    import grp
    import pwd

    return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name


def _certificate(folder: Path) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    (folder / "server.pem").write_bytes(pem)
    raw = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.key").write_bytes(raw)
    return pem.decode("ascii")


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, child: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if child.poll() is not None:
            raise RuntimeError("server IMAP uji berhenti sebelum siap")
        time.sleep(0.05)
    raise RuntimeError("server IMAP uji tidak siap dalam 20 detik")
