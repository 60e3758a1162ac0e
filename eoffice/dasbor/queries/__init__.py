"""Counters and lists of one person, and aggregates of the city."""

from eoffice.dasbor.queries.kota import (
    Kuantil,
    Lewat,
    Tepat,
    arus,
    ketepatan,
    lewat,
    waktu_disposisi,
)
from eoffice.dasbor.queries.saya import Keputusan, Tenggat, Tunggu, counters, keputusan, tenggat, tunggu

__all__ = [
    "Keputusan",
    "Kuantil",
    "Lewat",
    "Tenggat",
    "Tepat",
    "Tunggu",
    "arus",
    "counters",
    "keputusan",
    "ketepatan",
    "lewat",
    "tenggat",
    "tunggu",
    "waktu_disposisi",
]
