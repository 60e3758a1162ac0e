"""RSA keys for the signers of the sample city, made beside the loading: they take a quarter of a second each."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from eoffice.tte import authority


def _make(_number: int) -> bytes:
    return authority.new_key().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _load(der: bytes) -> RSAPrivateKey:
    # It comes from our own child, so the slow checks of a foreign key are not needed.
    key = load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("not an RSA key")
    return key


@contextmanager
def making(count: int, *, workers: int = 1) -> Iterator[Iterator[RSAPrivateKey]]:
    """So many keys, each ready when it is asked for or a little later; other processes make them meanwhile.

    `spawn` works alike on every system and beside threads; the children import little.
    """
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            yield map(_load, pool.map(_make, range(count)))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
