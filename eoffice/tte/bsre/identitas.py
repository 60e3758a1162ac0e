"""The NIK at rest, and what a status of BSrE means for a signature."""

import hmac
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from eoffice import clock
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.errors import Damaged, Invalid
from eoffice.tte.models import PenandaBsre
from eoffice.tte.policy import Keadaan
from eoffice.tte.states import StatusBsre

#: A status younger than this is not asked for again before a signature.
SEGAR: Final = timedelta(minutes=10)
#: Days before the end of the certificate we know at which its holder is told, and in which tone (KRI-07).
PERINGATAN: Final = ((7, "bad"), (30, "warn"), (60, "info"))

#: What a person reads who cannot sign, and what to do about it; ISSUE can.
ALASAN: Final = {
    StatusBsre.EXPIRED: "Sertifikat BSrE Anda sudah berakhir. Ajukan pembaruan lewat admin BSrE kota, lalu kembali ke sini.",
    StatusBsre.RENEW: "Sertifikat BSrE Anda sedang diperbarui. Selesaikan pembaruannya di aplikasi BSrE, lalu periksa lagi.",
    StatusBsre.WAITING_FOR_VERIFICATION: "Pendaftaran Anda di BSrE menunggu verifikasi. Hubungi admin BSrE kota.",
    StatusBsre.NEW: "Pendaftaran Anda di BSrE belum selesai. Ikuti petunjuk dalam pos-el dari BSrE.",
    StatusBsre.NO_CERTIFICATE: "Anda belum mempunyai sertifikat di BSrE. Ajukan lewat admin BSrE kota.",
    StatusBsre.NOT_REGISTERED: "Anda belum terdaftar di BSrE. Periksa NIK Anda pada halaman Sertifikat saya, atau hubungi "
    "admin BSrE kota.",
    StatusBsre.SUSPEND: "Sertifikat BSrE Anda sedang ditangguhkan. Hubungi admin BSrE kota.",
    StatusBsre.REVOKE: "Sertifikat BSrE Anda dicabut. Ajukan yang baru lewat admin BSrE kota.",
    StatusBsre.LAIN: "BSrE menyatakan Anda belum dapat menandatangani. Tanyakan keadaan sertifikat Anda kepada BSrE.",
}

#: The same in a word or two, for lists.
SINGKAT: Final = {
    StatusBsre.ISSUE: "BSrE siap",
    StatusBsre.EXPIRED: "BSrE: berakhir",
    StatusBsre.RENEW: "BSrE: sedang diperbarui",
    StatusBsre.WAITING_FOR_VERIFICATION: "BSrE: menunggu verifikasi",
    StatusBsre.NEW: "BSrE: belum selesai didaftarkan",
    StatusBsre.NO_CERTIFICATE: "BSrE: belum punya sertifikat",
    StatusBsre.NOT_REGISTERED: "BSrE: belum terdaftar",
    StatusBsre.SUSPEND: "BSrE: ditangguhkan",
    StatusBsre.REVOKE: "BSrE: dicabut",
    StatusBsre.LAIN: "BSrE: keadaan tidak dikenal",
}


@dataclass(frozen=True, repr=False)
class Nik:
    """A citizen's number in the clear, for the length of a call; it does not print itself."""

    isi: str

    def __repr__(self) -> str:
        return "Nik(***)"


def baca_nik(text: str) -> Nik:
    """Raises Invalid, with the field `nik`, unless these are sixteen digits; spaces and dots do not matter."""
    digits = "".join(text.split()).replace(".", "").replace("-", "")
    if len(digits) != 16 or not digits.isascii() or not digits.isdigit() or digits == digits[0] * 16:
        sentence = "NIK terdiri atas 16 angka, seperti pada KTP Anda."
        raise Invalid(sentence, {"nik": sentence})
    return Nik(digits)


def segel(nik: Nik, *, pepper: bytes, pegawai_id: int) -> dict[str, Any]:
    """A JSON box that only the secret of this installation opens, and only in the row of this pegawai."""
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_key(pepper, salt)).encrypt(nonce, nik.isi.encode(), _aad(pegawai_id))
    return {"v": 1, "aead": "aes-256-gcm", "salt": salt.hex(), "nonce": nonce.hex(), "ct": sealed.hex()}


def buka(box: dict[str, Any], *, pepper: bytes, pegawai_id: int) -> Nik:
    """The NIK of a row.

    Raises:
        Damaged: the secret of the installation and the database do not belong together, or the row was changed.
    """
    try:
        salt, nonce, sealed = (bytes.fromhex(box[name]) for name in ("salt", "nonce", "ct"))
        return Nik(AESGCM(_key(pepper, salt)).decrypt(nonce, sealed, _aad(pegawai_id)).decode())
    except (KeyError, TypeError, ValueError, InvalidTag):
        raise Damaged("NIK untuk BSrE tidak dapat dibuka. Isilah lagi pada halaman Sertifikat saya.") from None


def sidik(nik: Nik, *, pepper: bytes) -> str:
    """A keyed hash: tells two rows apart and tells nobody else anything."""
    return hmac.digest(_key(pepper, b"sidik"), nik.isi.encode(), "sha256").hex()


def _key(pepper: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"eoffice tte nik v1").derive(pepper)


def _aad(pegawai_id: int) -> bytes:
    return f"penanda_bsre:{pegawai_id}".encode()


def siap(row: PenandaBsre) -> Verdict:
    """Whether this person can sign with BSrE as far as is known; asked before the passphrase is."""
    if row.status is None:
        return no(
            "Keadaan sertifikat BSrE Anda belum diperiksa. Buka halaman Sertifikat saya, lalu tekan Periksa ke BSrE."
        )
    return YES if row.status is StatusBsre.ISSUE else no(ALASAN[row.status])


def keadaan(row: PenandaBsre, at: datetime) -> Keadaan:
    """How it stands, for lists and for the first page."""
    if row.status is None:
        return Keadaan("warn", "BSrE belum diperiksa", "Keadaan sertifikat BSrE Anda belum diperiksa.")
    if row.status is not StatusBsre.ISSUE:
        tone = (
            "warn" if row.status in (StatusBsre.RENEW, StatusBsre.WAITING_FOR_VERIFICATION, StatusBsre.NEW) else "bad"
        )
        return Keadaan(tone, SINGKAT[row.status], ALASAN[row.status])
    if row.berlaku_sampai is not None:
        days = (row.berlaku_sampai - at).days
        for limit, tone in PERINGATAN:
            if days < limit:
                until = f"{clock.wib(row.berlaku_sampai):%d-%m-%Y}"
                return Keadaan(
                    tone,
                    f"Sertifikat BSrE berakhir {until}",
                    f"Sertifikat BSrE Anda berakhir pada {until}. Ajukan pembaruannya sebelum itu lewat admin BSrE kota.",
                )
    return Keadaan("ok", SINGKAT[StatusBsre.ISSUE], "Anda dapat menandatangani dengan sertifikat BSrE.")


def singkat(row: PenandaBsre) -> str:
    """What BSrE last said of somebody, in a word or two."""
    return SINGKAT[row.status] if row.status is not None else "BSrE belum diperiksa"


def segar(row: PenandaBsre, at: datetime) -> bool:
    """Whether the status is young enough to sign by."""
    return row.status_at is not None and timedelta() <= at - row.status_at < SEGAR
