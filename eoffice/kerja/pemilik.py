"""A row of the narrow work list, and the names of those who own one."""

from datetime import datetime
from typing import Final, NamedTuple

from eoffice.akses.rights import Sifat
from eoffice.kerja.states import Macam, Objek
from eoffice.naskah.states import Urgensi

#: Milliseconds since 1970 that no deadline reaches: the year 2286.
TANPA_BATAS: Final = 9_999_999_999_999


class Butir(NamedTuple):
    """A row of the narrow list, in the order of its columns."""

    pemilik: str
    macam: Macam
    objek: Objek
    objek_id: int
    akar: str
    urut: int
    batas: int
    baru: bool
    sifat: Sifat
    urgensi: Urgensi


def jabatan(id_: int) -> str:
    """A jabatan as owner."""
    return f"j{id_}"


def pegawai(id_: int) -> str:
    """A person as owner."""
    return f"p{id_}"


def unit(id_: int) -> str:
    """A perangkat daerah as owner, for its TU."""
    return f"u{id_}"


def milidetik(at: datetime) -> int:
    """Milliseconds since 1970."""
    return int(at.timestamp() * 1000)
