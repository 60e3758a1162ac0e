"""Posted fields of the account pages."""

from dataclasses import dataclass

from eoffice.akun.states import Tema
from eoffice.web.fields import Form, reading


@dataclass(frozen=True, repr=False)
class Masuk:
    """The sign-in form."""

    nama_pengguna: str
    sandi: str


def masuk(form: Form) -> Masuk:
    """Raises Invalid with every missing field."""
    with reading(form) as f:
        nama = f.text("nama_pengguna", "Nama pengguna", max=60)
        typed = f.secret("sandi", "Sandi")
    return Masuk(nama, typed)


@dataclass(frozen=True, repr=False)
class SandiBaru:
    """A new password, typed twice, with the old one where there is one."""

    lama: str
    baru: str


def sandi_baru(form: Form, *, with_old: bool) -> SandiBaru:
    """Raises Invalid when one is missing or the two differ."""
    with reading(form) as f:
        lama = f.secret("sandi_lama", "Sandi lama") if with_old else ""
        baru = f.secret("sandi_baru", "Sandi baru")
        again = f.secret("sandi_ulang", "Sandi baru sekali lagi")
        if baru and again and baru != again:
            f.wrong("sandi_ulang", "Kedua sandi baru belum sama.")
    return SandiBaru(lama, baru)


def tema(form: Form) -> Tema:
    """The theme that was chosen."""
    with reading(form) as f:
        chosen = f.choice("tema", "Tema", Tema)
    return chosen


def jabatan(form: Form) -> int:
    """The jabatan that was chosen. Raises Invalid when it is not a number."""
    with reading(form) as f:
        chosen = f.integer("peran", "Jabatan")
    return chosen
