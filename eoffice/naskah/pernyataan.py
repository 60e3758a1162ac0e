"""Posted fields of the signing pages: what was shown, what was decided, and the secrets, which are never printed."""

import re
from dataclasses import dataclass
from typing import Final

from eoffice.naskah.beruntun import Pilihan
from eoffice.web.fields import Fields, Form, reading

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
#: What a reader can do with the page in front.
LANJUT: Final = "lanjut"


def _hash(f: Fields, name: str, *, required: bool = True) -> str:
    value = f.text(name, "Tanda versi", max=64, required=required)
    if value and not _SHA256.fullmatch(value):
        f.wrong(name, "Tanda versi tidak dikenal; muat ulang halaman.")
    return value


@dataclass(frozen=True, repr=False)
class TandaTangan:
    """The passphrase and, where it is asked for, the password; what was shown, and what ties the form to it."""

    frasa: str
    sandi: str
    dilihat: str
    rinci: str
    ikatan: str


def tanda_tangan(form: Form, *, sandi: bool) -> TandaTangan:
    """One naskah, or a list of them; Raises Invalid.

    Args:
        sandi: the password is asked for as well (AUT-12).
    """
    with reading(form) as f:
        frasa = f.secret("frasa_sandi", "Frasa sandi", max=256)
        again = f.secret("sandi_masuk", "Sandi masuk", max=1024) if sandi else ""
        seen = _hash(f, "dilihat")
        rinci = f.text("rinci", "Tanda versi", max=200, required=False)
        ikatan = _hash(f, "ikatan", required=False)
    return TandaTangan(frasa, again, seen, rinci, ikatan)


@dataclass(frozen=True)
class Baca:
    """A page that was turned, at which hash, and what comes next: on, or a decision."""

    halaman: int
    dilihat: str
    aksi: str


def baca(form: Form) -> Baca:
    """Raises Invalid."""
    with reading(form) as f:
        halaman = f.integer("halaman", "Halaman", low=1, high=100_000)
        seen = _hash(f, "dilihat")
        aksi = f.text("aksi", "Pilihan", max=16)
        if aksi not in (LANJUT, Pilihan.SETUJU, Pilihan.LEWATI):
            f.wrong("aksi", "Pilih Berikutnya, Setuju, atau Lewati.")
    return Baca(halaman, seen, aksi)
