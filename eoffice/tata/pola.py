"""Patterns of numbers and registers: which signs they may hold, and what they print. Source: naskah-dinas.md 4.1."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.akses.rights import Sifat

TANDA_NOMOR: Final[Mapping[str, str]] = {
    "klasifikasi": "kode klasifikasi",
    "urut": "nomor urut",
    "urut3": "nomor urut tiga angka",
    "unit": "singkatan unit yang menerbitkan",
    "opd": "singkatan perangkat daerah",
    "jenis": "kode jenis naskah",
    "bulan": "bulan dengan angka",
    "bulan_romawi": "bulan dengan angka Romawi",
    "tahun": "tahun",
    "sifat_kode": "kode sifat: B, T, R, atau SR",
}
TANDA_REGISTER: Final[Mapping[str, str]] = {name: TANDA_NOMOR[name] for name in ("opd", "unit", "jenis")}
PANJANG_NOMOR: Final = 80
PANJANG_REGISTER: Final = 30

_TANDA: Final = re.compile(r"\{([a-z0-9_]{1,20})\}")
_HURUF_NOMOR: Final = re.compile(r"[A-Za-z0-9 ./-]*")
_HURUF_REGISTER: Final = re.compile(r"[A-Z0-9-]*")
_SIFAT: Final = {Sifat.BIASA: "B", Sifat.TERBATAS: "T", Sifat.RAHASIA: "R", Sifat.SANGAT_RAHASIA: "SR"}
_ROMAWI: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class Pola:
    """How naskah of one jenis are numbered: the printed number, and the register that counts it."""

    nomor: str
    register: str


def isi(pola: str, tanda: Mapping[str, str]) -> str:
    """The pattern with its signs filled in; what is no sign stays as it is typed."""
    return _TANDA.sub(lambda found: tanda.get(found[1], found[0]), pola)


def tanda(
    *, klasifikasi: str, urut: int, unit: str, opd: str, jenis: str, tanggal: date, sifat: Sifat = Sifat.BIASA
) -> dict[str, str]:
    """Every sign of a number with what it prints on a WIB date."""
    return {
        "klasifikasi": klasifikasi,
        "urut": str(urut),
        "urut3": f"{urut:03d}",
        "unit": unit,
        "opd": opd,
        "jenis": jenis,
        "bulan": str(tanggal.month),
        "bulan_romawi": _ROMAWI[tanggal.month - 1],
        "tahun": str(tanggal.year),
        "sifat_kode": _SIFAT[sifat],
    }


def periksa_nomor(pola: str) -> str:
    """What is wrong with the pattern of a number, as a sentence; "" when nothing is."""
    signs, rest = _TANDA.findall(pola), _TANDA.sub("", pola)
    unknown = [name for name in signs if name not in TANDA_NOMOR]
    if unknown:
        return f"Tanda {{{unknown[0]}}} tidak dikenal. Yang dapat dipakai: {_daftar(TANDA_NOMOR)}."
    if len(pola) > PANJANG_NOMOR or not _HURUF_NOMOR.fullmatch(rest):
        return f"Di luar tanda hanya huruf, angka, spasi, titik, garis miring, dan tanda hubung; paling panjang {PANJANG_NOMOR}."
    if sum(signs.count(name) for name in ("urut", "urut3")) != 1:
        return "Nomor memuat {urut} atau {urut3} tepat satu kali, supaya tidak ada dua nomor yang sama."
    if "klasifikasi" not in signs:
        return "Nomor memuat {klasifikasi}, sebab kode klasifikasi menjadi dasar penomoran dan pemberkasan."
    if re.search(r"\}\{", pola):
        return "Pisahkan dua tanda dengan garis miring, titik, atau tanda hubung, supaya nomornya tidak rancu."
    return ""


def periksa_register(pola: str, bawaan: str) -> str:
    """What is wrong with the pattern of a register, as a sentence; "" when nothing is.

    Args:
        bawaan: the register that the program uses for this jenis, which is always right.
    """
    if pola == bawaan:
        return ""
    signs, rest = _TANDA.findall(pola), _TANDA.sub("", pola)
    unknown = [name for name in signs if name not in TANDA_REGISTER]
    if unknown:
        return f"Tanda {{{unknown[0]}}} tidak dikenal pada register. Yang dapat dipakai: {_daftar(TANDA_REGISTER)}."
    if len(pola) > PANJANG_REGISTER or not _HURUF_REGISTER.fullmatch(rest):
        return f"Register hanya huruf besar, angka, dan tanda hubung; paling panjang {PANJANG_REGISTER}, misalnya SK-{{opd}}."
    if "opd" not in signs and "unit" not in signs:
        return "Register memuat {opd} atau {unit}, supaya setiap perangkat daerah menomori sendiri."
    return ""


def _daftar(names: Mapping[str, str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
