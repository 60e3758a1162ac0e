"""Boxes of private keys."""

import contextlib
from typing import Any

import pytest

from eoffice.errors import Damaged
from eoffice.tte import keybox
from eoffice.tte.keybox import LIGHT, UnlockedKey, WrongPassphrase

HERE = {"pepper": b"p" * 32, "owner": "7", "certificate_sha256": "ab" * 32}


@pytest.fixture
def box(kunci_budi: UnlockedKey) -> keybox.Box:
    return keybox.seal(kunci_budi.private, "perahu kuning", **HERE, cost=LIGHT)


def test_what_was_sealed_comes_out_again(box: keybox.Box, kunci_budi: UnlockedKey) -> None:
    assert keybox.open_box(box, "perahu kuning", **HERE).private_numbers() == kunci_budi.private.private_numbers()


def test_a_passphrase_typed_with_composed_or_combining_accents_is_the_same(kunci_budi: UnlockedKey) -> None:
    box = keybox.seal(kunci_budi.private, "caf\u00e9 di dermaga", **HERE, cost=LIGHT)

    assert keybox.open_box(box, "cafe\u0301 di dermaga", **HERE)


# KEAMANAN: KRI-05
@pytest.mark.parametrize(
    "other",
    [{"pepper": b"q" * 32}, {"owner": "8"}, {"certificate_sha256": "cd" * 32}],
    ids=lambda other: next(iter(other)),
)
def test_a_box_is_bound_to_pepper_owner_and_certificate(box: keybox.Box, other: dict[str, object]) -> None:
    with pytest.raises(WrongPassphrase):
        keybox.open_box(box, "perahu kuning", **{**HERE, **other})


@pytest.mark.parametrize("change", [{"m": 1 << 30}, {"t": 1}, {"m": 8}, {"salt": "zz"}, {"ct": None}])
def test_a_tampered_box_may_not_choose_its_own_price(box: keybox.Box, change: dict[str, object]) -> None:
    with pytest.raises(Damaged):
        keybox.open_box({**box, **change}, "perahu kuning", **HERE)


def test_one_changed_bit_is_noticed(box: keybox.Box) -> None:
    sealed = bytearray.fromhex(box["ct"])
    sealed[100] ^= 1

    with pytest.raises(WrongPassphrase):
        keybox.open_box({**box, "ct": sealed.hex()}, "perahu kuning", **HERE)


def test_a_wrong_passphrase_takes_as_long_as_the_right_one(box: keybox.Box, monkeypatch: pytest.MonkeyPatch) -> None:
    stretch, prices = keybox.hash_secret_raw, list[tuple[int, int, int]]()

    def noted(*given: Any, **cost: Any) -> bytes:
        prices.append((cost["time_cost"], cost["memory_cost"], cost["parallelism"]))
        return stretch(*given, **cost)

    monkeypatch.setattr(keybox, "hash_secret_raw", noted)
    for passphrase in ("perahu kuning", "perahu hijau!"):
        with contextlib.suppress(WrongPassphrase):
            keybox.open_box(box, passphrase, **HERE)

    assert prices == [(LIGHT.t, LIGHT.m, LIGHT.p)] * 2


def test_an_authority_key_opens_only_as_that_authority(kunci_budi: UnlockedKey) -> None:
    box = keybox.seal_unattended(kunci_budi.private, **{**HERE, "owner": "tsa"})

    assert keybox.open_unattended(box, **{**HERE, "owner": "tsa"})
    with pytest.raises(Damaged):
        keybox.open_unattended(box, **{**HERE, "owner": "penerbit"})
