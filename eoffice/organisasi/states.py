"""Enumerations of the organisation."""

import enum
from typing import Final


class Bentuk(enum.StrEnum):
    """In which capacity somebody holds or signs for a jabatan."""

    LANGSUNG = "langsung"
    AN = "an"
    UB = "ub"
    PLT = "plt"
    PLH = "plh"
    PJ = "pj"


class JenisPenugasan(enum.StrEnum):
    """How a jabatan is held."""

    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"
    PJ = "pj"


class JenisJabatan(enum.StrEnum):
    """What kind of jabatan it is."""

    STRUKTURAL = "struktural"
    FUNGSIONAL = "fungsional"
    PELAKSANA = "pelaksana"
    POLITIK = "politik"


class JenisLembar(enum.StrEnum):
    """What a sheet of the import lists, in the order in which they build on each other."""

    UNIT = "unit"
    JABATAN = "jabatan"
    PEGAWAI = "pegawai"
    PENEMPATAN = "penempatan"


class SebabPergi(enum.StrEnum):
    """Why somebody is not at the desk."""

    CUTI = "cuti"
    DINAS_LUAR = "dinas_luar"
    SAKIT = "sakit"
    LOWONG = "lowong"
    LAIN = "lain"


class CaraAlih(enum.StrEnum):
    """What a redirect does with what arrives: the other one reads along, or gets it instead."""

    SALIN = "salin"
    PINDAH = "pindah"


class StatusMutasi(enum.StrEnum):
    """How far a mutation is."""

    DIRENCANAKAN = "direncanakan"
    BERLAKU = "berlaku"
    DIBATALKAN = "dibatalkan"


#: How the capacity stands before a name.
BENTUK: Final = {
    JenisPenugasan.DEFINITIF: "",
    JenisPenugasan.PLT: "Plt.",
    JenisPenugasan.PLH: "Plh.",
    JenisPenugasan.PJ: "Pj.",
}


#: Why, within a sentence: «Bapak X sedang …».
class KeadaanWakil(enum.StrEnum):
    """How a Plh., a mandate or a redirect stands today, in WIB."""

    AKAN = "akan"
    BERLAKU = "berlaku"
    SELESAI = "selesai"
    DICABUT = "dicabut"

    @property
    def hidup(self) -> bool:
        """Whether it is in force or will be, so that it can still be ended."""
        return self in (KeadaanWakil.AKAN, KeadaanWakil.BERLAKU)


SEBAB: Final = {
    SebabPergi.CUTI: "cuti",
    SebabPergi.DINAS_LUAR: "dinas luar",
    SebabPergi.SAKIT: "sakit",
    SebabPergi.LOWONG: "lowong",
    SebabPergi.LAIN: "berhalangan",
}
