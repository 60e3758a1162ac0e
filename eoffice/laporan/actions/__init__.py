"""Keeping the rollups, setting the target, and looking after the alerts."""

from eoffice.laporan.actions.lipatan import (
    PERTAMA,
    SEGAR,
    SEKALIGUS,
    SELANG,
    TOPIC,
    berikut,
    lipat,
    mulai,
    segarkan,
    susun_ulang,
)
from eoffice.laporan.actions.peringatan import periksa, tunda
from eoffice.laporan.actions.sasaran import tetapkan

__all__ = [
    "PERTAMA",
    "SEGAR",
    "SEKALIGUS",
    "SELANG",
    "TOPIC",
    "berikut",
    "lipat",
    "mulai",
    "periksa",
    "segarkan",
    "susun_ulang",
    "tetapkan",
    "tunda",
]
