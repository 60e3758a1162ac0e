"""The password of a mailbox at rest: encrypted with a key of the installation, which is not in the database (KNF-02)."""

import base64
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from eoffice.errors import Unavailable
from eoffice.web.services import derive

_NONCE: Final = 12
_V1: Final = "v1:"


def _about(opd_id: int, server: str, pengguna: str) -> bytes:
    return f"kanal/{opd_id}/{server}/{pengguna}".encode()


def tutup(secret_key: str, sandi: str, *, opd_id: int, server: str, pengguna: str) -> str:
    """Encrypt a password for one mailbox; in another row, or for another server, it does not open."""
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(derive(secret_key, "kanal")).encrypt(nonce, sandi.encode(), _about(opd_id, server, pengguna))
    return _V1 + base64.b64encode(nonce + sealed).decode("ascii")


def buka(secret_key: str, rahasia: str, *, opd_id: int, server: str, pengguna: str) -> str:
    """The password again.

    Raises:
        Unavailable: the installation's secret is another one now, or the row was tampered with.
    """
    try:
        raw = base64.b64decode(rahasia.removeprefix(_V1), validate=True)
        opened = AESGCM(derive(secret_key, "kanal")).decrypt(
            raw[:_NONCE], raw[_NONCE:], _about(opd_id, server, pengguna)
        )
    except (InvalidTag, ValueError):
        raise Unavailable(
            "Sandi kotak pos-el tidak dapat dibuka, mungkin karena kunci rahasia server berganti. Isi lagi sandinya."
        ) from None
    return opened.decode()
