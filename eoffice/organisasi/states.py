"""Enumerations of the organisation."""

import enum


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
