"""Posted fields of the certificate page; nothing here is ever shown back or logged (AUT-13)."""

from dataclasses import dataclass

from eoffice.tte.policy import LONGEST
from eoffice.tte.states import AlasanCabut, CaraBsre
from eoffice.tte.token import PALING_PANJANG
from eoffice.web.fields import Form, reading


@dataclass(frozen=True, repr=False)
class Terbit:
    """A new certificate: the sign-in password again, and the new passphrase."""

    sandi_masuk: str
    frasa: str


def terbit(form: Form) -> Terbit:
    """Raises Invalid when one is missing or the two passphrases differ."""
    with reading(form) as f:
        sandi_masuk = f.secret("sandi_masuk", "Sandi masuk")
        frasa = f.secret("frasa", "Frasa sandi", max=LONGEST)
        again = f.secret("frasa_ulang", "Frasa sandi sekali lagi", max=LONGEST)
        if frasa and again and frasa != again:
            f.wrong("frasa_ulang", "Kedua frasa sandi belum sama.")
    return Terbit(sandi_masuk, frasa)


@dataclass(frozen=True, repr=False)
class Ganti:
    """Another passphrase for the same certificate."""

    lama: str
    baru: str


def ganti(form: Form) -> Ganti:
    """Raises Invalid when one is missing or the two new ones differ."""
    with reading(form) as f:
        lama = f.secret("frasa_lama", "Frasa sandi lama", max=LONGEST)
        baru = f.secret("frasa_baru", "Frasa sandi baru", max=LONGEST)
        again = f.secret("frasa_baru_ulang", "Frasa sandi baru sekali lagi", max=LONGEST)
        if baru and again and baru != again:
            f.wrong("frasa_baru_ulang", "Kedua frasa sandi baru belum sama.")
    return Ganti(lama, baru)


@dataclass(frozen=True, repr=False)
class Impor:
    """A certificate from a P12 file: its password, the sign-in password again, and the new passphrase."""

    sandi_p12: str
    sandi_masuk: str
    frasa: str


def impor(form: Form) -> Impor:
    """Raises Invalid when one is missing or the two passphrases differ."""
    with reading(form) as f:
        sandi_p12 = f.secret("sandi_p12", "Kata sandi berkas P12", max=LONGEST)
        frasa = f.secret("frasa_impor", "Frasa sandi", max=LONGEST)
        again = f.secret("frasa_impor_ulang", "Frasa sandi sekali lagi", max=LONGEST)
        sandi_masuk = f.secret("sandi_masuk_impor", "Sandi masuk")
        if frasa and again and frasa != again:
            f.wrong("frasa_impor_ulang", "Kedua frasa sandi belum sama.")
    return Impor(sandi_p12, sandi_masuk, frasa)


@dataclass(frozen=True, repr=False)
class DalamToken:
    """A key in a token: its name, its PIN, and the sign-in password again."""

    label: str
    pin: str
    sandi_masuk: str


def dalam_token(form: Form) -> DalamToken:
    """Raises Invalid when one is missing."""
    with reading(form) as f:
        label = f.text("token", "Nama token", max=PALING_PANJANG)
        pin = f.secret("pin", "PIN token", max=LONGEST)
        sandi_masuk = f.secret("sandi_masuk_token", "Sandi masuk")
    return DalamToken(label, pin, sandi_masuk)


@dataclass(frozen=True, repr=False)
class Bsre:
    """Whom BSrE knows one as, what it asks for, and the sign-in password again."""

    nik: str
    cara: CaraBsre
    sandi_masuk: str


def bsre(form: Form) -> Bsre:
    """Raises Invalid when one is missing; whether the NIK is one is for `identitas.baca_nik` to say."""
    with reading(form) as f:
        nik = f.text("nik", "NIK", max=24)
        cara = f.choice("cara", "Yang diminta saat menandatangani", CaraBsre)
        sandi_masuk = f.secret("sandi_masuk_bsre", "Sandi masuk")
    return Bsre(nik, cara, sandi_masuk)


@dataclass(frozen=True, repr=False)
class Cabut:
    """Why a certificate is revoked, and the sign-in password of whoever does it."""

    sandi_masuk: str
    alasan: AlasanCabut
    catatan: str


def cabut(form: Form) -> Cabut:
    """Raises Invalid when the reason is missing, or is one that only a new certificate gives."""
    with reading(form) as f:
        alasan = f.choice("alasan", "Alasan", AlasanCabut)
        catatan = f.text("catatan", "Keterangan", max=200, required=False)
        sandi_masuk = f.secret("sandi_masuk_cabut", "Sandi masuk")
        if alasan is AlasanCabut.DIGANTI:
            f.wrong("alasan", "Pilih alasan pencabutan.")
    return Cabut(sandi_masuk, alasan, catatan)
