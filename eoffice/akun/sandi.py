"""Passwords: what is refused, and how they are hashed without eating the machine (AUT-01 … AUT-03)."""

import lzma
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from eoffice.errors import Invalid, Unavailable

#: Hashes at once in this process, and how long one may wait for its turn, in seconds.
AT_ONCE: Final = 4
PATIENCE: Final = 2.0
#: The least that OWASP allows: 19 MiB, two passes.
FLOOR: Final = (19 * 1024, 2)
LONGEST: Final = 1024

COMMON: Final = Path(__file__).with_name("data") / "sandi_umum.txt.xz"

_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Aturan:
    """The rule for passwords in one object (AUT-03): length, combination and validity are all here.

    Combination and validity are regulated by leaving them free: `kombinasi` False asks for no kinds of characters,
    `masa_hari` 0 never forces a change.
    """

    panjang_minimum: int = 15  # characters; the password is the only factor (AUT-02)
    panjang_maksimum: int = LONGEST
    kombinasi: bool = False
    masa_hari: int = 0
    nama_aplikasi: tuple[str, ...] = ("eoffice", "e-office")


ATURAN: Final = Aturan()


def hasher(memory_kib: int = 64 * 1024, passes: int = 3) -> PasswordHasher:
    """argon2id with one lane.

    Raises:
        ValueError: below the floor of AUT-01.
    """
    if memory_kib < FLOOR[0] or passes < FLOOR[1]:
        raise ValueError("argon2id below 19 MiB and two passes")
    return PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)


def prepared(typed: str) -> str:
    """The form that is hashed: NFKC, so that the same keys on another keyboard give the same password."""
    return unicodedata.normalize("NFKC", typed)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise Unavailable("Sedang banyak yang masuk bersamaan. Tunggu beberapa detik, lalu coba lagi.")
    try:
        yield
    finally:
        _turns.release()


def make_hash(with_: PasswordHasher, typed: str) -> str:
    """The hash to store. Raises Unavailable when too many hashes are being made."""
    with _turn():
        return with_.hash(prepared(typed))


def matches(with_: PasswordHasher, stored: str | None, typed: str) -> bool:
    """Whether the password is the stored one; without a stored one a stand-in costs the same time (AUT-06).

    Raises:
        Unavailable: too many hashes are being made.
    """
    stand_in = _stand_in(with_)
    with _turn():
        try:
            return with_.verify(stored or stand_in, prepared(typed)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


@lru_cache(maxsize=4)
def _stand_in(with_: PasswordHasher) -> str:
    return with_.hash("tidak ada seorang pun bersandi ini")


@cache
def common() -> frozenset[str]:
    """The local list of passwords that everybody tries first, in lower case."""
    with lzma.open(COMMON, "rt", encoding="utf-8") as lines:
        return frozenset(line.rstrip("\n") for line in lines)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _unit(text: str) -> str:
    """The shortest piece that repeated gives the text: 'abcabc' is 'abc' twice."""
    at = (text + text).find(text, 1)
    return text[:at]


def check(typed: str, *, names: Iterable[str], words: Iterable[str] = (), aturan: Aturan = ATURAN) -> None:
    """Refuse a password that is short, common, or made of what everybody knows about its owner.

    Args:
        names: NIP, username, unit, city: refused wherever they occur, if longer than three characters.
        words: names of the person, each word of which is refused.
    Raises:
        Invalid: naming the rule, never repeating the password.
    """

    def wrong(sentence: str) -> Invalid:
        return Invalid(sentence, {"sandi_baru": sentence})

    value = prepared(typed)
    if len(value) < aturan.panjang_minimum:
        raise wrong(
            f"Sandi paling sedikit {aturan.panjang_minimum} karakter. Beberapa kata yang tidak berhubungan mudah diingat."
        )
    if len(value) > aturan.panjang_maksimum:
        raise wrong(f"Sandi paling banyak {aturan.panjang_maksimum} karakter.")
    lowered, squeezed = value.casefold(), _squeezed(value)
    bare = squeezed.strip("0123456789")
    tried = {lowered, squeezed, bare, _unit(lowered), _unit(squeezed), _unit(bare)}
    if len(set(lowered)) < 5 or tried & common():
        raise wrong("Sandi ini termasuk yang paling sering dipakai orang, jadi mudah ditebak. Pilih yang lain.")
    known = [_squeezed(n) for n in (*names, *aturan.nama_aplikasi)]
    known += [_squeezed(w) for text in words for w in text.split()]
    if any(len(k) > 3 and k in squeezed for k in known):
        raise wrong(
            "Sandi tidak boleh memuat nama, NIP, nama pengguna, unit, kota, atau nama aplikasi. Pilih yang lain."
        )
