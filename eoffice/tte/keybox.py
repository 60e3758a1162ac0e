"""Private keys at rest: sealed by a passphrase for people, by the installation secret for the authorities."""

import os
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from eoffice.db import dump_json
from eoffice.errors import Damaged, Unavailable

Box = dict[str, Any]


class WrongPassphrase(Exception):
    """The box does not open: another passphrase, pepper, owner or certificate than it was sealed with."""


@dataclass(frozen=True)
class Cost:
    """Price of one guess in Argon2id: passes, memory in KiB, lanes."""

    t: int
    m: int
    p: int


#: 64 MiB and three passes: about a quarter of a second of processor time for each guess.
STRONG: Final = Cost(t=3, m=65536, p=2)
#: OWASP's minimum (19 MiB), about ten times quicker; for the sample city, whose passphrases are public anyway.
LIGHT: Final = Cost(t=2, m=19456, p=1)

#: Each opening takes up to 64 MiB; two at a time, or a flood of wrong passphrases would exhaust the memory.
_slots: Final = threading.BoundedSemaphore(2)
PATIENCE: Final = 20.0  # seconds


@contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=PATIENCE):
        raise Unavailable("Sedang banyak yang menandatangani. Tunggu sebentar, lalu coba lagi.")
    try:
        yield
    finally:
        _slots.release()


def _aad(head: Mapping[str, Any], owner: str, certificate_sha256: str) -> bytes:
    """What the box is bound to. Owner and certificate come from the row, so a box copied to another row stays shut."""
    return dump_json({**head, "owner": owner, "certificate_sha256": certificate_sha256}).encode()


def _hkdf(secret: bytes, *, salt: bytes, info: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info.encode()).derive(secret)


def _passphrase_key(passphrase: str, salt: bytes, cost: Cost, pepper: bytes) -> bytes:
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    with _slot():
        stretched = hash_secret_raw(
            typed, salt, time_cost=cost.t, memory_cost=cost.m, parallelism=cost.p, hash_len=32, type=Type.ID
        )
    return _hkdf(stretched, salt=pepper, info="eoffice tte kotak v1")


def _der(key: RSAPrivateKey | EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _load(der: bytes) -> RSAPrivateKey:
    # GCM has authenticated these bytes, so the slow primality checks of a foreign key are not needed again.
    return cast(RSAPrivateKey, load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True))


def _close(key: RSAPrivateKey | EllipticCurvePrivateKey, wrapping: bytes, head: Box, salt: bytes, aad: bytes) -> Box:
    nonce = os.urandom(12)
    sealed = AESGCM(wrapping).encrypt(nonce, _der(key), aad)
    return {**head, "salt": salt.hex(), "nonce": nonce.hex(), "ct": sealed.hex()}


def seal(
    key: RSAPrivateKey,
    passphrase: str,
    *,
    pepper: bytes,
    owner: str,
    certificate_sha256: str,
    cost: Cost = STRONG,
) -> Box:
    """A JSON box that opens only with passphrase, pepper, owner and certificate together; algorithms are named in it.

    Source: tte.md 3; KRI-05.
    """
    head = {"v": 1, "kdf": "argon2id+hkdf-sha256", "aead": "aes-256-gcm", "t": cost.t, "m": cost.m, "p": cost.p}
    salt = os.urandom(16)
    wrapping = _passphrase_key(passphrase, salt, cost, pepper)
    return _close(key, wrapping, head, salt, _aad(head, owner, certificate_sha256))


def open_box(box: Box, passphrase: str, *, pepper: bytes, owner: str, certificate_sha256: str) -> RSAPrivateKey:
    """The private key, after about a quarter of a second.

    Raises:
        WrongPassphrase: anything it was sealed with differs, or the box was changed.
        Damaged: the box is not one of ours.
        Unavailable: two others are opening theirs and did not finish in 20 s.
    """
    try:
        head = {name: box[name] for name in ("v", "kdf", "aead", "t", "m", "p")}
        cost = Cost(int(box["t"]), int(box["m"]), int(box["p"]))
        salt, nonce, sealed = (bytes.fromhex(box[name]) for name in ("salt", "nonce", "ct"))
    except (KeyError, TypeError, ValueError):
        raise Damaged("Kunci tanda tangan ini rusak. Cabut sertifikatnya, lalu terbitkan yang baru.") from None
    # The row may have been tampered with: never let it ask for gigabytes, nor for a cheap guess.
    if not (STRONG.t >= cost.t >= LIGHT.t and STRONG.m >= cost.m >= LIGHT.m and STRONG.p >= cost.p >= LIGHT.p):
        raise Damaged("Kunci tanda tangan ini rusak. Cabut sertifikatnya, lalu terbitkan yang baru.")
    wrapping = _passphrase_key(passphrase, salt, cost, pepper)
    try:
        return _load(AESGCM(wrapping).decrypt(nonce, sealed, _aad(head, owner, certificate_sha256)))
    except InvalidTag:
        raise WrongPassphrase from None


def seal_unattended(
    key: RSAPrivateKey | EllipticCurvePrivateKey, *, pepper: bytes, owner: str, certificate_sha256: str
) -> Box:
    """A box for a key that must work without a person (issuer, time-stamper, responder): the pepper alone opens it."""
    head = {"v": 1, "kdf": "hkdf-sha256", "aead": "aes-256-gcm"}
    salt = os.urandom(16)
    wrapping = _hkdf(pepper, salt=salt, info=f"eoffice tte otoritas {owner} v1")
    return _close(key, wrapping, head, salt, _aad(head, owner, certificate_sha256))


def open_unattended(box: Box, *, pepper: bytes, owner: str, certificate_sha256: str) -> RSAPrivateKey:
    """The private key of an authority.

    Raises:
        Damaged: pepper file and database do not belong together, or the box was changed.
    """
    head = {name: box.get(name) for name in ("v", "kdf", "aead")}
    try:
        salt, nonce, sealed = (bytes.fromhex(box[name]) for name in ("salt", "nonce", "ct"))
        wrapping = _hkdf(pepper, salt=salt, info=f"eoffice tte otoritas {owner} v1")
        return _load(AESGCM(wrapping).decrypt(nonce, sealed, _aad(head, owner, certificate_sha256)))
    except (KeyError, TypeError, ValueError, InvalidTag):
        raise Damaged(
            "Kunci otoritas sertifikat tidak dapat dibuka: berkas rahasia instalasi tidak cocok dengan basis data."
        ) from None


@dataclass(frozen=True, repr=False)
class UnlockedKey:
    """A private key ready to sign, in memory for one signing session; it neither prints nor pickles itself (AUT-13)."""

    pegawai_id: int
    serial_hex: str
    certificate_pem: str
    chain_pem: tuple[str, ...]
    private: RSAPrivateKey
    on_close: Callable[[], None] | None = None

    def close(self) -> None:
        """Log out of where the key lies, if that is not this process."""
        if self.on_close is not None:
            self.on_close()

    def __repr__(self) -> str:
        return "UnlockedKey(***)"

    def __reduce__(self) -> str | tuple[Any, ...]:
        raise TypeError("an unlocked key never leaves its process")
