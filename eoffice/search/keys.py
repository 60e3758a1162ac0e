"""The tokens of rights and filters: letters and digits only, one letter of kind first, never made from what users type."""

import re
from collections.abc import Iterable
from typing import Final

TOKEN: Final = re.compile(r"[a-z][a-z0-9]{0,59}", re.ASCII)


def pegawai(pegawai_id: int) -> str:
    """Whoever this person is."""
    return f"p{pegawai_id:d}"


def jabatan(jabatan_id: int) -> str:
    """Whoever holds this jabatan."""
    return f"j{jabatan_id:d}"


def unit(unit_id: int) -> str:
    """Members of this unit and heads above it."""
    return f"u{unit_id:d}"


def tu(opd_id: int) -> str:
    """The tata usaha of a perangkat daerah."""
    return f"o{opd_id:d}t"


def perangkat_daerah(tokens: Iterable[str]) -> str:
    """Whose tata usaha reads what carries these tokens, the first of several; "" if none does."""
    return min((token for token in tokens if token[0] == "o" and token[-1] == "t"), default="")


def arsiparis(opd_id: int) -> str:
    """The arsiparis of a perangkat daerah."""
    return f"o{opd_id:d}a"


def izin(pemberian_id: int) -> str:
    """Whoever was given this leave to read, while it is in force."""
    return f"i{pemberian_id:d}"


def kode(kode_klasifikasi: str) -> str:
    """Filter: this kode klasifikasi or one below it."""
    return "k" + re.sub(r"[^0-9]+", "x", kode_klasifikasi, flags=re.ASCII)


def kode_dan_induk(kode_klasifikasi: str) -> set[str]:
    """What a record under this kode carries: the kode and every one above it."""
    parts = kode_klasifikasi.split(".")
    return {kode(".".join(parts[: n + 1])) for n in range(len(parts))}


def tahun(year: int) -> str:
    """Filter: dated in this year."""
    return f"y{year:d}"


def dari(unit_id: int) -> str:
    """Filter: sent by this unit or one below it."""
    return f"s{unit_id:d}"


def jenis(nama: str) -> str:
    """Filter: of this jenis."""
    return "g" + _plain(nama)


def sifat(nilai: str) -> str:
    """Filter: of this sifat; beside a right it narrows what an operator or a permission opens."""
    return "z" + _plain(nilai)


def status(nilai: str) -> str:
    """Filter: standing there."""
    return "t" + _plain(nilai)


def berkas(berkas_id: int) -> str:
    """Filter: lying in this berkas."""
    return f"b{berkas_id:d}"


def pengolah(unit_id: int) -> str:
    """Filter: kept by this unit or one below it, as its writer or its addressee."""
    return f"n{unit_id:d}"


def penanda(jabatan_id: int) -> str:
    """Signed by this jabatan: what its operator who sends may read, of the sifat of the mandate."""
    return f"a{jabatan_id:d}"


def objek(kind: str, record_id: int) -> str:
    """This very record, for whom it was opened on request."""
    return f"x{_plain(kind)}{record_id:d}"


def _plain(nilai: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", nilai.lower(), flags=re.ASCII)
