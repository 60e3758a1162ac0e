"""What a passphrase must be, whether a certificate may be used or taken over now, and who may revoke it: pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.x509.oid import NameOID

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.errors import Invalid
from eoffice.tte.models import Sertifikat

SHORTEST: Final = 12
LONGEST: Final = 256
#: Wrong passphrases within WINDOW that lock, and for how long (tte.md 11).
TRIES: Final = 5
WINDOW: Final = timedelta(minutes=15)
#: How long a signer waits for a certificate after somebody else's link replaced the sign-in password.
RESET_WAIT: Final = timedelta(hours=24)

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


def settled(disetel_ulang: datetime | None, at: datetime) -> Verdict:
    """Whether somebody else's link set the sign-in password long enough ago; meanwhile its owner can object (OTR-10).

    Args:
        disetel_ulang: when that last happened, if lately.
    """
    if disetel_ulang is None or at >= disetel_ulang + RESET_WAIT:
        return YES
    until = clock.wib(disetel_ulang + RESET_WAIT)
    return no(
        "Sandi akun ini baru disetel ulang lewat tautan administrator. Agar tidak ada orang lain yang menandatangani "
        f"atas nama Anda, sertifikat baru dapat diterbitkan atau diimpor mulai {until:%d/%m/%Y} pukul {until:%H.%M} "
        "WIB. Bila bukan Anda yang meminta tautan itu, segera ganti sandi Anda dan laporkan kepada pimpinan."
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


#: Days before the end at which a holder is told, and in which tone (KRI-07).
PERINGATAN: Final = ((7, "bad"), (30, "warn"), (60, "info"))


@dataclass(frozen=True)
class Keadaan:
    """How it stands with a certificate: a tone, a word or two, and a sentence for its holder."""

    nada: str
    singkat: str
    kalimat: str


def keadaan(sertifikat: Sertifikat | None, at: datetime) -> Keadaan:
    """The state of the newest certificate of a pegawai at an instant."""
    if sertifikat is None:
        return Keadaan(
            "warn", "Belum punya sertifikat", "Anda belum dapat menandatangani. Terbitkan sertifikat dahulu."
        )
    if sertifikat.dicabut_at is not None and sertifikat.dicabut_at <= at:
        return Keadaan(
            "bad", "Sertifikat dicabut", "Sertifikat Anda dicabut. Terbitkan yang baru sebelum menandatangani."
        )
    if at >= sertifikat.berlaku_sampai:
        return Keadaan(
            "bad", "Sertifikat berakhir", "Sertifikat Anda sudah berakhir. Terbitkan yang baru sebelum menandatangani."
        )
    days = (sertifikat.berlaku_sampai - at).days
    for limit, tone in PERINGATAN:
        if days < limit:
            left = f"{days} hari" if days else "kurang dari satu hari"
            return Keadaan(
                tone,
                f"Sertifikat berakhir dalam {left}",
                f"Sertifikat Anda berakhir dalam {left}, pada {_date(sertifikat.berlaku_sampai)}. Terbitkan yang baru "
                "sebelum itu, agar tanda tangan tidak terhenti.",
            )
    return Keadaan("ok", "Sertifikat siap", f"Sertifikat Anda berlaku sampai {_date(sertifikat.berlaku_sampai)}.")


def may_kelola(actor: Actor) -> Verdict:
    """Whether the actor looks after everybody's certificates: the administrator, who can revoke but never sign."""
    found = frozenset({Relation.ADMIN_SISTEM}) if Peran.ADMIN_SISTEM in actor.peran else frozenset()
    return decide(Action.KELOLA_PENGGUNA, found)


def may_cabut(actor: Actor, sertifikat: Sertifikat) -> Verdict:
    """Whether the actor may revoke a certificate: its holder, or the administrator."""
    return YES if sertifikat.pegawai_id == actor.pegawai_id else may_kelola(actor)


def check_import(certificate: x509.Certificate, key: object, *, nama: str, at: datetime) -> None:
    """Raises Invalid, with the field `p12`, unless this certificate can sign naskah for this person with this key."""
    public = key.public_key() if isinstance(key, RSAPrivateKey) else None
    reason = _unfit(certificate, public, nama, at, "berkas")
    if reason:
        raise Invalid(reason, {"p12": reason})


def check_token(certificate: x509.Certificate | None, public: RSAPublicKey, *, nama: str, at: datetime) -> None:
    """The same for a key in a token (field `token`); without a certificate only the key is looked at."""
    reason = _unfit_key(public, "token") if certificate is None else _unfit(certificate, public, nama, at, "token")
    if reason:
        raise Invalid(reason, {"token": reason})


def _unfit_key(public: RSAPublicKey | None, di: str) -> str:
    if public is None or not 2048 <= public.key_size <= 4096:
        return f"Kunci dalam {di} ini bukan RSA 2048 sampai 4096 bit, jadi tidak dapat dipakai di sini."
    return ""


def _unfit(certificate: x509.Certificate, public: RSAPublicKey | None, nama: str, at: datetime, di: str) -> str:
    wrong = _unfit_key(public, di)
    if wrong:
        return wrong
    if public != certificate.public_key():
        return (
            f"Kunci dan sertifikat dalam {di} ini bukan pasangan. Mintalah yang benar kepada penerbit sertifikat Anda."
        )
    if not certificate.not_valid_before_utc <= at < certificate.not_valid_after_utc:
        return f"Sertifikat dalam {di} ini belum atau tidak lagi berlaku."
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        signs = usage.digital_signature and usage.content_commitment and not usage.key_cert_sign
    except (x509.ExtensionNotFound, ValueError):
        signs = False
    if not signs:
        return f"Sertifikat dalam {di} ini tidak diterbitkan untuk menandatangani dokumen (digitalSignature, nonRepudiation)."
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if not names or not same_person(str(names[0].value), nama):
        return f"Sertifikat dalam {di} ini bukan atas nama {nama}."
    return ""


def same_person(said: str, nama: str) -> bool:
    """Whether a certificate's name is that of a pegawai: word for word, titles aside.

    Either may leave out words of the other, as long as at least two remain, or all that the pegawai has.
    """
    called, own = _name_words(said), _name_words(nama)
    shared = called & own
    return bool(own) and shared in (called, own) and (len(shared) >= 2 or called == own)


def _name_words(nama: str) -> frozenset[str]:
    """The words of a name, in small letters; what follows a comma and what bears a full stop are titles (Drs., S.H.).

    One letter with a full stop is an initial and part of the name, H. for haji excepted.
    """
    words = ((part, _huruf(part)) for part in nama.split(",")[0].split())
    return frozenset(word for part, word in words if word and ("." not in part or (len(word) == 1 and word != "h")))


def _huruf(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())


def _date(instant: datetime) -> str:
    return f"{clock.wib(instant):%d-%m-%Y}"
