"""Keys and signed files of the sample city, made beside the loading in processes of their own.

The plan says beforehand when a naskah will be signed and, since registers have no gaps, under which number. So its file
is made while the plan goes on; at the signing the product compares the values of the page and takes the file only when
they are the same, else it makes its own.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from eoffice import clock
from eoffice.config import Settings
from eoffice.naskah.actions import tandatangan
from eoffice.naskah.document import Halaman, Rendered
from eoffice.storage import Blob
from eoffice.tte import authority
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.port import Signer
from eoffice.tte.signing import LocalSigner
from eoffice.web.services import Services

Attached = list[tuple[str, Blob]]
Printed = tuple[Blob, Rendered]

#: So many keys are made before anybody asks for them.
PERSEDIAAN: Final = 6
#: Bits of the keys of those whom nobody can sign in as. Most of the signers are such, and making their keys was a
#: fifth of the loading; 2048 bits are still sound until 2030 (NIST SP 800-57). The cast has keys like everybody else.
BIT_FIGURAN: Final = 2048
PALING_BANYAK: Final = 3

_services: Services | None = None


def _start(settings: Settings) -> None:
    global _services
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and ends us
    _services = Services.start(settings)


def _new_key(bits: int) -> bytes:
    return authority.new_key(bits).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _load(der: bytes) -> RSAPrivateKey:
    # It comes from our own child, so the slow checks of a foreign key are not needed.
    key = load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("not an RSA key")
    return key


def _print(
    at: datetime, der: bytes, person: tuple[int, str, str, tuple[str, ...]], page: Halaman, attached: Attached
) -> Printed:
    if _services is None:
        raise ValueError("the process was not started")
    clock.set_clock(at)
    blob, rendered = tandatangan.produce(_services, LocalSigner(UnlockedKey(*person, _load(der))), page, attached)
    return blob, replace(rendered, pdf=b"")  # it lies in the store


@dataclass
class Percetakan:
    """The helpers. `meleset` counts the files that were made for other values than those that were signed.

    Attributes:
        bit_kunci: the length of each key that will be asked for, in that order.
    """

    pool: ProcessPoolExecutor
    bit_kunci: list[int]
    meleset: int = 0
    _keys: list[Future[bytes]] = field(default_factory=list)
    _taken: int = 0
    _orders: dict[int, tuple[Halaman, Attached, Future[Printed]]] = field(default_factory=dict)

    def next_key(self) -> RSAPrivateKey:
        """A fresh key; more are begun at the same time."""
        self.make_ahead()
        key = _load(self._keys[self._taken].result())
        self._taken += 1
        return key

    def make_ahead(self) -> None:
        """Begin the next keys, so that somebody who asks seldom waits."""
        begun = len(self._keys)
        self._keys += [
            self.pool.submit(_new_key, bits) for bits in self.bit_kunci[begun : self._taken + PERSEDIAAN + 1]
        ]

    def order(self, naskah_id: int, at: datetime, key: UnlockedKey, page: Halaman, attached: Attached) -> None:
        """Begin the signed file of a naskah that will be signed at an instant."""
        der = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        person = (key.pegawai_id, key.serial_hex, key.certificate_pem, key.chain_pem)
        self._orders[naskah_id] = (page, attached, self.pool.submit(_print, at, der, person, page, attached))

    def producer(self, naskah_id: int) -> tandatangan.Producer:
        """What hands the file of a naskah to the signing."""

        def fetch(services: Services, key: Signer, page: Halaman, attached: Attached) -> Printed:
            ordered = self._orders.pop(naskah_id, None)
            if ordered is not None and ordered[:2] == (page, attached):
                return ordered[2].result()
            self.meleset += 1
            return tandatangan.produce(services, key, page, attached)

        return fetch


@contextmanager
def buka(settings: Settings, bit_kunci: list[int]) -> Iterator[Percetakan]:
    """Start the helpers and end them; `spawn` works alike on every system and beside threads."""
    workers = max(1, min(PALING_BANYAK, os.cpu_count() or 1))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(settings,)) as pool:
        made = Percetakan(pool, bit_kunci)
        made.make_ahead()
        try:
            yield made
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
