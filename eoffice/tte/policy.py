"""What a passphrase must be, and whether a certificate may be used now: pure."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from eoffice import clock
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.errors import Invalid
from eoffice.tte.models import Sertifikat

SHORTEST: Final = 12
LONGEST: Final = 256
#: Wrong passphrases within WINDOW that lock, and for how long (tte.md 11).
TRIES: Final = 5
WINDOW: Final = timedelta(minutes=15)

#: Passphrases that everybody tries first, as their letters only.
KNOWN: Final = frozenset(
    {
        "password",
        "passphrase",
        "qwertyuiop",
        "abcdefghijkl",
        "rahasia",
        "sandi",
        "katasandi",
        "frasasandi",
        "tandatangan",
        "indonesia",
        "pemerintah",
        "pemerintahkota",
        "admin",
        "administrator",
    }
)


def check_passphrase(passphrase: str, *, nama: str = "") -> None:
    """Raises Invalid, with the field `frasa`, unless the passphrase is long enough and not among the first guesses."""
    reason = _weakness(passphrase, nama)
    if reason:
        raise Invalid(reason, {"frasa": reason})


def _weakness(passphrase: str, nama: str) -> str:
    if len(passphrase) < SHORTEST:
        return f"Frasa sandi paling sedikit {SHORTEST} karakter. Beberapa kata yang mudah Anda ingat sudah cukup."
    if len(passphrase) > LONGEST:
        return f"Frasa sandi paling banyak {LONGEST} karakter."
    if len(set(passphrase.casefold())) < 5:
        return "Frasa sandi terlalu mudah ditebak karena hurufnya berulang. Pakailah beberapa kata yang berbeda."
    stem = _alphabetic(passphrase)
    if not stem or any(re.fullmatch(f"({word})+", stem) for word in KNOWN):
        return "Frasa sandi ini terlalu mudah ditebak. Pakailah beberapa kata yang berbeda."
    if stem in _alphabetic(nama):
        return "Frasa sandi tidak boleh berisi nama Anda saja. Tambahkan beberapa kata lain."
    return ""


def _alphabetic(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())


def locked_until(gagal: Sequence[datetime], at: datetime) -> datetime | None:
    """When the lock of these wrong tries opens, or None: five within 15 minutes lock for 15 minutes from the last."""
    latest = sorted(gagal)[-TRIES:]
    if len(latest) < TRIES or latest[-1] - latest[0] > WINDOW or at >= latest[-1] + WINDOW:
        return None
    return latest[-1] + WINDOW


def tries_left(gagal: Sequence[datetime], at: datetime) -> int:
    """Wrong passphrases still possible before the lock."""
    return max(0, TRIES - sum(1 for moment in gagal if moment > at - WINDOW))


def lock_sentence(until: datetime) -> str:
    """What a locked person reads."""
    return (
        f"Frasa sandi salah {TRIES} kali. Demi keamanan, tanda tangan elektronik Anda dikunci sampai pukul "
        f"{clock.wib(until):%H.%M} WIB. Bila bukan Anda yang mencoba, hubungi admin sekarang."
    )


def may_issue(signs: bool) -> Verdict:
    """Whether somebody may issue a certificate for oneself: only who signs for a jabatan that may sign (5.5)."""
    if signs:
        return YES
    return no(
        "Sertifikat hanya untuk pejabat yang berwenang menandatangani naskah dinas. Bila jabatan Anda baru berubah, "
        "hubungi admin kepegawaian perangkat daerah Anda."
    )


def readiness(sertifikat: Sertifikat | None, gagal: Sequence[datetime], at: datetime) -> Verdict:
    """Whether the newest certificate of a pegawai can sign now; asked before the passphrase is."""
    if sertifikat is None:
        return no("Anda belum mempunyai sertifikat tanda tangan elektronik. Terbitkan dahulu, lalu kembali ke sini.")
    if sertifikat.dicabut_at is not None and sertifikat.dicabut_at <= at:
        return no(
            f"Sertifikat tanda tangan elektronik Anda dicabut pada {_date(sertifikat.dicabut_at)}. "
            "Terbitkan sertifikat baru, lalu kembali ke sini."
        )
    if at >= sertifikat.berlaku_sampai:
        return no(
            f"Sertifikat tanda tangan elektronik Anda berakhir pada {_date(sertifikat.berlaku_sampai)}. "
            "Terbitkan sertifikat baru, lalu kembali ke sini."
        )
    if at < sertifikat.berlaku_dari:
        return no(
            f"Sertifikat tanda tangan elektronik Anda baru berlaku mulai {_date(sertifikat.berlaku_dari)}. "
            "Periksa jam server, atau tunggu sampai tanggal itu."
        )
    until = locked_until(gagal, at)
    return YES if until is None else no(lock_sentence(until))


def _date(instant: datetime) -> str:
    return f"{clock.wib(instant):%d-%m-%Y}"
