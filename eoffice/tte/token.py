"""Private keys that never leave a token or HSM, reached through PKCS#11 (tte.md 3)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from eoffice.errors import Damaged, Invalid, Unavailable
from eoffice.tte.keybox import Box, WrongPassphrase

KDF: Final = "pkcs11"
#: A token knows one sign-in at a time for a whole program, so its users come one after the other.
PATIENCE: Final = 20.0  # seconds
PALING_PANJANG: Final = 64

_locks: dict[str, threading.Lock] = {}
_guard: Final = threading.Lock()


@dataclass(frozen=True)
class Found:
    """A signing key in a token: its id there, its public half, and the certificates stored beside it, its own first."""

    key_id: str
    public: rsa.RSAPublicKey
    certificates: tuple[x509.Certificate, ...]


class TokenKey:
    """The private half by what signing needs of it; every signature is made inside the token."""

    def __init__(self, private: Any, public: rsa.RSAPublicKey) -> None:
        self._private = private
        self._public = public

    def __repr__(self) -> str:
        return "TokenKey(***)"

    @property
    def key_size(self) -> int:
        """Bits."""
        return self._public.key_size

    def public_key(self) -> rsa.RSAPublicKey:
        """The public half."""
        return self._public

    def sign(self, data: bytes, how: object, algorithm: object) -> bytes:
        """A PKCS #1 v1.5 signature with SHA-256; nothing else is asked of it here.

        Raises:
            Unavailable: the token does not answer any more.
        """
        if not isinstance(how, padding.PKCS1v15) or not isinstance(algorithm, hashes.SHA256):
            raise ValueError("only PKCS #1 v1.5 with SHA-256")
        from pkcs11 import Mechanism, PKCS11Error

        try:
            return bytes(self._private.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))
        except PKCS11Error:
            raise Unavailable("Token berhenti menjawab saat menandatangani. Pasang lagi, lalu coba lagi.") from None


def box(label: str, key_id: str) -> Box:
    """What the register keeps of such a key: where it lies. There is nothing secret in it."""
    return {"v": 1, "kdf": KDF, "token": label, "id": key_id}


def lies_in_token(kotak: Box) -> bool:
    """Whether this box only says where the key lies."""
    return kotak.get("kdf") == KDF


def open_key(library: str, kotak: Box, pin: str) -> tuple[TokenKey, Callable[[], None]]:
    """The key, signed in to, and what signs out again; until then nobody else reaches this token.

    Args:
        library: path of the PKCS#11 module.
    Raises:
        WrongPassphrase: the PIN is wrong.
        Unavailable: no module, no such token, in use by somebody else, or its PIN is locked.
        Damaged: the key is not in it any more.
    """
    label = str(kotak.get("token", ""))
    hold = _in_turn(label)
    try:
        session = _sign_in(library, label, pin)
        try:
            key = next((k for k in _keys(session) if k[0] == kotak.get("id")), None)
            if key is None:
                raise Damaged(
                    "Kunci tanda tangan ini tidak ada lagi di token. Cabut sertifikatnya, lalu daftarkan ulang."
                )
        except BaseException:
            session.close()
            raise
    except BaseException:
        hold.release()
        raise
    left = [False]

    def close() -> None:
        if not left[0]:
            left[0] = True
            try:
                session.close()
            finally:
                hold.release()

    return TokenKey(key[1], key[2]), close


def look(library: str, label: str, pin: str) -> list[Found]:
    """The RSA keys of a token that can sign, each with the certificates that belong to it.

    Raises:
        WrongPassphrase, Unavailable: as in `open_key`.
    """
    hold = _in_turn(label)
    try:
        with _closing(_sign_in(library, label, pin)) as session:
            stored = _certificates(session)
            found = []
            for key_id, _, public in _keys(session):
                own = [c for c in stored if c.public_key() == public]
                chain = _chain(own[0], stored) if own else []
                found.append(Found(key_id, public, (*own[:1], *chain)))
            return found
    finally:
        hold.release()


@contextmanager
def _closing(session: Any) -> Iterator[Any]:
    try:
        yield session
    finally:
        session.close()


def _in_turn(label: str) -> threading.Lock:
    with _guard:
        lock = _locks.setdefault(label, threading.Lock())
    if not lock.acquire(timeout=PATIENCE):
        raise Unavailable("Token ini sedang dipakai untuk tanda tangan lain. Tunggu sebentar, lalu coba lagi.")
    return lock


def _sign_in(library: str, label: str, pin: str) -> Any:
    if not library:
        raise Unavailable("Token belum disambungkan ke server ini (EOFFICE_PKCS11). Hubungi admin.")
    try:
        import pkcs11
    except ImportError:
        raise Unavailable("Paket python-pkcs11 belum terpasang di server ini. Hubungi admin.") from None
    wrong = (
        pkcs11.PinIncorrect,
        pkcs11.PinInvalid,
        pkcs11.PinLenRange,
    )
    try:
        return pkcs11.lib(library).get_token(token_label=label).open(user_pin=pin)
    except wrong:
        raise WrongPassphrase from None
    except pkcs11.PinLocked:
        raise Unavailable(
            "PIN token ini terkunci oleh tokennya sendiri. Buka dengan alat dari pembuat token."
        ) from None
    except (pkcs11.NoSuchToken, pkcs11.TokenNotPresent):
        raise Unavailable(f"Token “{label[:PALING_PANJANG]}” tidak terpasang di server ini. Periksa namanya.") from None
    except (pkcs11.PKCS11Error, RuntimeError):
        raise Unavailable("Token tidak dapat dibuka saat ini. Periksa sambungannya, lalu coba lagi.") from None


def _keys(session: Any) -> list[tuple[str, Any, rsa.RSAPublicKey]]:
    from pkcs11 import Attribute, KeyType, ObjectClass

    found = []
    asked = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.KEY_TYPE: KeyType.RSA, Attribute.SIGN: True}
    for key in session.get_objects(asked):
        numbers = rsa.RSAPublicNumbers(_number(key, Attribute.PUBLIC_EXPONENT), _number(key, Attribute.MODULUS))
        found.append((bytes(key.id).hex(), key, numbers.public_key()))
    return found


def _number(key: Any, attribute: Any) -> int:
    return int.from_bytes(key[attribute], "big")


def _certificates(session: Any) -> list[x509.Certificate]:
    from pkcs11 import Attribute, ObjectClass

    found = []
    for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            certificate = x509.load_der_x509_certificate(bytes(each[Attribute.VALUE]))
            certificate.public_key()
        except ValueError:
            continue
        found.append(certificate)
    return found


def _chain(own: x509.Certificate, stored: list[x509.Certificate]) -> list[x509.Certificate]:
    """The issuers of a certificate as far as the token holds them, without the root."""
    chain: list[x509.Certificate] = []
    at = own
    while len(chain) < 4:
        above = next((c for c in stored if c.subject == at.issuer and c.subject != c.issuer and c not in chain), None)
        if above is None:
            return chain
        chain.append(above)
        at = above
    return chain


def library_state(library: str) -> str:
    """One Indonesian sentence on the PKCS#11 module for the administrator; empty when none is configured."""
    if not library:
        return ""
    try:
        import pkcs11

        tokens = [t.label for t in pkcs11.lib(library).get_tokens()]
    except (ImportError, Exception):  # a module may raise anything while it is loaded
        return "Modul PKCS#11 tidak dapat dimuat. Periksa EOFFICE_PKCS11 dan paket python-pkcs11."
    return f"{len(tokens)} token terpasang: {', '.join(tokens)}." if tokens else "Belum ada token yang terpasang."


def as_pem(certificates: tuple[x509.Certificate, ...]) -> str:
    """Certificates as one text."""
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in certificates)


def only(found: list[Found]) -> Found:
    """The one key to use.

    Raises:
        Invalid: there is none, or several (field `token`).
    """
    if len(found) == 1:
        return found[0]
    with_certificate = [f for f in found if f.certificates]
    if len(with_certificate) == 1:
        return with_certificate[0]
    sentence = (
        "Token ini tidak berisi kunci RSA untuk menandatangani."
        if not found
        else "Token ini berisi lebih dari satu kunci tanda tangan. Sisakan satu yang bersertifikat untuk Anda."
    )
    raise Invalid(sentence, {"token": sentence})
