"""Posted fields of the administrator's pages."""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import date

from eoffice.errors import Invalid
from eoffice.organisasi.states import JenisPenugasan
from eoffice.web.fields import Form, reading

#: Bytes of all sheets of one upload together; they travel once more when the preview is confirmed.
LARGEST = 600_000
#: Sheets of one upload.
MOST = 8


@dataclass(frozen=True)
class Pasti:
    """The administrator's own password, asked again before anything about accounts or roles changes (AUT-12)."""

    sandi: str = field(repr=False)


def pasti(form: Form) -> Pasti:
    """Raises Invalid when it is missing."""
    with reading(form) as f:
        typed = f.secret("sandi_admin", "Sandi Anda")
    return Pasti(typed)


@dataclass(frozen=True)
class AkunBaru(Pasti):
    """A new account."""

    nama_pengguna: str = ""


def akun_baru(form: Form) -> AkunBaru:
    """Raises Invalid with every mistake."""
    with reading(form) as f:
        nama = f.text("nama_pengguna", "Nama pengguna", max=60, min=3)
        typed = f.secret("sandi_admin", "Sandi Anda")
    return AkunBaru(typed, nama)


@dataclass(frozen=True)
class Penempatan(Pasti):
    """Somebody is to hold a jabatan."""

    jabatan_id: int = 0
    bentuk: JenisPenugasan = JenisPenugasan.DEFINITIF
    mulai: date = date.min
    selesai: date | None = None
    dasar: str = ""


def penempatan(form: Form) -> Penempatan:
    """Raises Invalid with every mistake."""
    with reading(form) as f:
        chosen = f.integers("jabatan_id", "Jabatan", most=1)
        bentuk = f.choice("bentuk", "Bentuk", JenisPenugasan)
        mulai = f.date("mulai", "Mulai")
        selesai = f.maybe_date("selesai", "Sampai")
        dasar = f.text("dasar", "Dasar", max=200, required=False)
        typed = f.secret("sandi_admin", "Sandi Anda")
        if selesai is not None and selesai < mulai:
            f.wrong("selesai", "Tanggal terakhir mendahului tanggal mulai.")
        if bentuk is not JenisPenugasan.DEFINITIF and selesai is None:
            f.wrong("selesai", "Plt., Plh., dan Pj. memerlukan tanggal terakhir.")
    return Penempatan(typed, chosen[0], bentuk, mulai, selesai, dasar)


@dataclass(frozen=True)
class Akhir(Pasti):
    """The last day of an assignment."""

    selesai: date = date.min


def akhir(form: Form) -> Akhir:
    """Raises Invalid with every mistake."""
    with reading(form) as f:
        selesai = f.date("selesai", "Hari terakhir")
        typed = f.secret("sandi_admin", "Sandi Anda")
    return Akhir(typed, selesai)


@dataclass(frozen=True)
class Kiriman(Pasti):
    """The confirmation of what was looked at."""

    sidik: str = ""


def kiriman(form: Form) -> Kiriman:
    """Raises Invalid when the password is missing."""
    with reading(form) as f:
        sidik = f.text("sidik", "Sidik", max=64)
        typed = f.secret("sandi_admin", "Sandi Anda")
    return Kiriman(typed, sidik)


def lembar_kembali(form: Form) -> tuple[tuple[str, bytes], ...]:
    """The sheets that the preview carried along. Raises Invalid when they did not come back whole."""
    files = tuple(_unpacked(raw) for raw in form.getlist("lembar")[:MOST])
    if not files:
        raise Invalid("Lembarnya tidak ikut terkirim. Pilih berkasnya lagi, lalu periksa ulang.")
    return files


def packed(name: str, content: bytes) -> str:
    """A sheet as the value of a hidden field, byte for byte."""
    return f"{base64.b64encode(content).decode()} {name}"


def _unpacked(raw: str) -> tuple[str, bytes]:
    code, _, name = raw.partition(" ")
    try:
        return name[:150] or "lembar.csv", base64.b64decode(code, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid("Lembarnya tidak kembali utuh. Pilih berkasnya lagi, lalu periksa ulang.") from None
