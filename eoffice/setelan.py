"""Settings of channels that leave the application, read from the environment as `config` does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from eoffice.errors import Invalid

#: Hosts of the push services that browsers use; `*.` stands for exactly one or more names before it.
LAYANAN_DORONG: Final = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    "*.push.apple.com",
    "*.notify.windows.com",
)

_POS_EL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}")
_HOST: Final = re.compile(r"(?:\*\.)?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")


@dataclass(frozen=True, repr=False)
class Smtp:
    """The city's mail server, as this installation reaches it. Never printed: it holds a password.

    Attributes:
        aman: "tls" from the first byte, "starttls" before anything is said, or "" for a plain connection.
        ca: the text of a PEM file whose certificates the server's own leads to; "" for those of the system.
        dari: the address that mail comes from.
    """

    host: str
    port: int
    aman: str
    dari: str
    pengguna: str = ""
    sandi: str = ""
    ca: str = ""

    def __repr__(self) -> str:
        return f"Smtp({self.host!r}, {self.port}, {self.aman or 'polos'!r})"


@dataclass(frozen=True)
class Masukan:
    """Where letters may come from by themselves.

    Attributes:
        server: host:port of the IMAP servers that mailboxes may lie on (INJ-05).
        ca: the text of a PEM file whose certificates theirs lead to; "" for those of the system.
        folder: the folder that holds the watched folders of the perangkat daerah; "" for none.
    """

    server: tuple[str, ...] = ()
    ca: str = ""
    folder: str = ""


def masukan(env: Mapping[str, str]) -> Masukan:
    """The channels through which letters come in.

    Raises:
        Invalid: naming the variable and what it must be.
    """
    servers = []
    for one in filter(None, (word.strip() for word in env.get("EOFFICE_POS_EL_SERVER", "").split(","))):
        host, colon, port = one.partition(":")
        if not (_HOST.fullmatch(host) or host == "localhost") or (colon and not (port.isascii() and port.isdigit())):
            raise Invalid("EOFFICE_POS_EL_SERVER berisi nama server IMAP, boleh dengan :porta, dipisah koma.")
        servers.append(f"{host.lower()}:{int(port or 993)}")
    ca = ""
    if env.get("EOFFICE_POS_EL_CA"):
        otherwise = "EOFFICE_POS_EL_CA harus menunjuk berkas PEM penerbit sertifikat server pos-el."
        ca = _read(env["EOFFICE_POS_EL_CA"], otherwise)
        if "-----BEGIN CERTIFICATE-----" not in ca:
            raise Invalid(otherwise)
    folder = env.get("EOFFICE_FOLDER_PANTAU", "")
    if folder and not Path(folder).is_absolute():
        raise Invalid("EOFFICE_FOLDER_PANTAU harus alamat folder yang lengkap, misalnya /srv/pindaian.")
    return Masukan(tuple(dict.fromkeys(servers)), ca, folder)


def saluran(env: Mapping[str, str]) -> dict[str, Any]:
    """`surel`, `dorong` and `dorong_layanan` of the settings.

    Raises:
        Invalid: naming the variable and what it must be.
    """
    found: dict[str, Any] = {}
    if env.get("EOFFICE_SMTP_URL"):
        found["surel"] = _smtp(env)
    if (push := env.get("EOFFICE_WEB_PUSH", "0")) not in ("", "0", "1"):
        raise Invalid("EOFFICE_WEB_PUSH harus 1 (pemberitahuan peramban dibuka) atau 0.")
    found["dorong"] = push == "1"
    if env.get("EOFFICE_WEB_PUSH_LAYANAN"):
        hosts = tuple(h.strip().lower() for h in env["EOFFICE_WEB_PUSH_LAYANAN"].split(",") if h.strip())
        if not hosts or not all(_HOST.fullmatch(h) for h in hosts):
            raise Invalid("EOFFICE_WEB_PUSH_LAYANAN berisi nama host layanan push, dipisah koma; «*.» boleh di depan.")
        found["dorong_layanan"] = hosts
    return found


def _smtp(env: Mapping[str, str]) -> Smtp:
    parts = urlsplit(env["EOFFICE_SMTP_URL"])
    try:
        port = parts.port
    except ValueError:
        port = 0
    plain = parts.path not in ("", "/") or parts.query or parts.username or port == 0
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or plain:
        raise Invalid(
            "EOFFICE_SMTP_URL harus berbentuk smtp://host:587 (STARTTLS) atau smtps://host:465 (TLS), tanpa nama pengguna."
        )
    bare = env.get("EOFFICE_SMTP_TANPA_TLS") == "ya"
    near = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if bare and env.get("EOFFICE_SMTP_PENGGUNA") and not near:
        raise Invalid("EOFFICE_SMTP_TANPA_TLS tidak dapat dipakai bersama sandi: sandinya akan lewat terbuka.")
    dari = env.get("EOFFICE_SMTP_DARI", "")
    if not _POS_EL.fullmatch(dari):
        raise Invalid("EOFFICE_SMTP_DARI harus berisi satu alamat pos-el pengirim, misalnya e-office@kota.go.id.")
    sandi = env.get("EOFFICE_SMTP_SANDI", "")
    if env.get("EOFFICE_SMTP_SANDI_BERKAS"):
        sandi = _read(env["EOFFICE_SMTP_SANDI_BERKAS"], "EOFFICE_SMTP_SANDI_BERKAS tidak dapat dibaca.").strip()
    if bool(env.get("EOFFICE_SMTP_PENGGUNA")) != bool(sandi):
        raise Invalid("EOFFICE_SMTP_PENGGUNA dan EOFFICE_SMTP_SANDI (atau _SANDI_BERKAS) diisi keduanya atau tidak.")
    ca = ""
    if env.get("EOFFICE_SMTP_CA"):
        otherwise = "EOFFICE_SMTP_CA harus menunjuk berkas PEM penerbit sertifikat server pos-el."
        ca = _read(env["EOFFICE_SMTP_CA"], otherwise)
        if "-----BEGIN CERTIFICATE-----" not in ca:
            raise Invalid(otherwise)
    aman = "tls" if parts.scheme == "smtps" else "" if bare else "starttls"
    return Smtp(
        host=parts.hostname,
        port=port or (465 if aman == "tls" else 587),
        aman=aman,
        dari=dari,
        pengguna=env.get("EOFFICE_SMTP_PENGGUNA", ""),
        sandi=sandi,
        ca=ca,
    )


def _read(path: str, otherwise: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise Invalid(otherwise) from None
