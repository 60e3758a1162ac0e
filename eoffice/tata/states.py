"""The parts of which a city decides, and which kinds of unit have a kop of their own."""

import enum
from collections.abc import Mapping
from typing import Final


class Bagian(enum.StrEnum):
    """One part of the settings; each has its own history."""

    KOP = "kop"  # per kind of unit
    LAMBANG = "lambang"
    KERTAS = "kertas"
    NOMOR = "nomor"  # per jenis
    TULISAN = "tulisan"
    TTE = "tte"
    PERIKSA = "periksa"  # how strict the rules of Periksa naskah are


NAMA: Final[Mapping[Bagian, str]] = {
    Bagian.KOP: "Kop",
    Bagian.LAMBANG: "Lambang",
    Bagian.KERTAS: "Kertas",
    Bagian.NOMOR: "Nomor dan register",
    Bagian.TULISAN: "Tulisan",
    Bagian.TTE: "TTE dan kaki halaman",
    Bagian.PERIKSA: "Periksa naskah",
}
"""What people call a part."""

JENIS_KOP: Final[Mapping[str, str]] = {
    "kepala_daerah": "Wali Kota",
    "wakil_kepala_daerah": "Wakil Wali Kota",
    "dprd": "DPRD",
    "setda": "Sekretariat Daerah",
    "setwan": "Sekretariat DPRD",
    "inspektorat": "Inspektorat",
    "dinas": "Dinas",
    "badan": "Badan",
    "satpol_pp": "Satuan Polisi Pamong Praja",
    "rsud": "RSUD",
    "kecamatan": "Kecamatan",
    "kelurahan": "Kelurahan",
    "uptd": "UPTD",
    "puskesmas": "Puskesmas",
}
"""Kinds of unit with a kop of their own (naskah-dinas.md 3.3), and their names."""

KOP_JABATAN: Final = frozenset({"kepala_daerah", "wakil_kepala_daerah"})
"""Their kop is the office alone below the arms, without a line of the government."""

KERTAS: Final = ("A4", "F4")
