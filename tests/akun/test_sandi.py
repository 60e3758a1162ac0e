"""What a password may be, and that hashing never eats the machine (AUT-01 … AUT-03)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import makers
import pytest
from argon2 import PasswordHasher

from eoffice.akun import sandi
from eoffice.errors import Invalid, Unavailable

NAMES = ["198501012010012001", "siti.rahayu", "Dinas Sosial", "DINSOS", "Arunika"]


def refusal(typed: str) -> str:
    """The sentence with which a password is refused, or '' when it is taken."""
    try:
        sandi.check(typed, names=NAMES, words=["Siti Rahayu"])
    except Invalid as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "typed",
    ["kuda hitam makan jagung rebus", "Ombak!Tujuh_Lentera", "жёлтый зонтик у окна", "x7 # 2" * 20 + "ujung jalan"],
)
def test_long_and_unrelated_words_are_taken(typed: str) -> None:  # KEAMANAN: AUT-02
    assert refusal(typed) == ""


def test_fourteen_characters_are_too_few_and_1024_are_not_too_many() -> None:  # KEAMANAN: AUT-02
    assert refusal("ombak lentera!").startswith("Sandi paling sedikit 15 karakter.")
    assert refusal("ombak lentera!!") == ""
    assert refusal("ombak dan " * 102 + "ujun") == ""
    assert refusal("ombak dan " * 103).startswith("Sandi paling banyak 1024 karakter.")


@pytest.mark.parametrize(
    "typed",
    [
        "passwordpassword",
        "PasswordPassword",
        "password12345678",
        "qwertyuiopasdfghjkl",
        "bismillahirrahmanirrahim",
        "rahasiarahasia123",
        "12345678901234567",
        "aaaaaaaaaaaaaaaaaaaa",
        "1q2w3e4r1q2w3e4r",
        "ayahsayangbunda",
        "kata sandi saya",
        "ＰａｓｓｗｏｒｄＰａｓｓｗｏｒｄ",
    ],
)
def test_what_everybody_tries_first_is_refused(typed: str) -> None:  # KEAMANAN: AUT-03
    assert refusal(typed).startswith("Sandi ini termasuk yang paling sering dipakai")


@pytest.mark.parametrize(
    "typed",
    [
        "milik siti yang panjang",
        "R.a.h.a.y.u selalu menang",
        "198501012010012001 punya",
        "untuk siti.rahayu saja",
        "kantor dinas sosial kita",
        "rapat DINSOS setiap hari",
        "cahaya arunika di pagi",
        "masuk ke e-office kita",
    ],
)
def test_what_is_known_about_the_owner_is_refused(typed: str) -> None:  # KEAMANAN: AUT-03
    assert refusal(typed).startswith("Sandi tidak boleh memuat nama, NIP")


def test_the_list_is_long_enough() -> None:  # KEAMANAN: AUT-03
    assert len(sandi.common()) >= 100_000


def test_a_refusal_never_repeats_the_password() -> None:
    assert "kenari" not in refusal("kenari") + refusal("kenari siti kenari siti")


def test_the_cost_is_that_of_the_rule_and_has_a_floor() -> None:  # KEAMANAN: AUT-01
    usual = sandi.hasher()

    assert usual.hash("x").startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    for memory, passes in ((19 * 1024 - 1, 2), (64 * 1024, 1)):
        with pytest.raises(ValueError):
            sandi.hasher(memory, passes)


def test_the_same_keys_on_another_keyboard_open_the_same_account() -> None:  # KEAMANAN: AUT-02
    stored = sandi.make_hash(makers.CHEAP, "cafe\u0301 di ujung jalan")

    assert sandi.matches(makers.CHEAP, stored, "caf\u00e9 di ujung jalan")
    assert not sandi.matches(makers.CHEAP, stored, "cafe di ujung jalan")
    assert not sandi.matches(makers.CHEAP, None, "tidak ada seorang pun bersandi ini")
    assert not sandi.matches(makers.CHEAP, "bukan hash", "apa saja")


def test_at_most_four_hashes_at_once() -> None:  # KEAMANAN: AUT-01
    running, most, lock = 0, 0, threading.Lock()

    class Slow(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.05)
            with lock:
                running -= 1
            return "x"

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: sandi.make_hash(Slow(), "x"), range(12)))

    assert most == 4


def test_who_waits_too_long_is_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:  # KEAMANAN: AUT-01
    monkeypatch.setattr(sandi, "PATIENCE", 0.05)
    monkeypatch.setattr(sandi, "_turns", threading.BoundedSemaphore(1))
    with sandi._turn(), pytest.raises(Unavailable):
        sandi.matches(makers.CHEAP, None, "x")
