"""Who stands behind a request before any jabatan is known: an account, and where it comes from."""

import unicodedata
from dataclasses import dataclass

from eoffice.akses.actor import Actor
from eoffice.akun.models import Akun


@dataclass(frozen=True)
class Asal:
    """Where a request comes from."""

    alamat: str = ""
    peramban: str = ""
    request_id: str = ""


def nama_rapi(typed: str) -> str:
    """A username as stored: NFKC, lower case, no spaces around."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()[:60]


def pemilik(akun: Akun, asal: Asal, sesi_id: str = "") -> Actor:
    """The owner of an account as the one who acts, before any jabatan is known."""
    return Actor(
        pegawai_id=akun.pegawai_id,
        nama=akun.pegawai.nama_lengkap,
        jabatan_id=0,
        akun_id=akun.id,
        sesi=sesi_id[:16],
        alamat=asal.alamat,
        request_id=asal.request_id,
    )
