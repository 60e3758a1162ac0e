"""Keeping the rollups, setting the target, and looking after the alerts."""

from eoffice.laporan.actions.bayangan import bandingkan, malam
from eoffice.laporan.actions.cetak_server import muat_cetak_server
from eoffice.laporan.actions.ketetapan import putuskan, tetapkan_kota, usulkan_opd
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
from eoffice.laporan.actions.nota import atur, siapkan
from eoffice.laporan.actions.peringatan import periksa, tunda
from eoffice.laporan.actions.pernyataan import nyatakan
from eoffice.laporan.actions.persediaan import batalkan_persediaan, catat_persediaan, muat_persediaan
from eoffice.laporan.actions.sasaran import tetapkan
from eoffice.laporan.actions.terbitan import jadwalkan, minta_tutup, tutup

__all__ = [
    "PERTAMA",
    "SEGAR",
    "SEKALIGUS",
    "SELANG",
    "TOPIC",
    "atur",
    "bandingkan",
    "batalkan_persediaan",
    "berikut",
    "catat_persediaan",
    "jadwalkan",
    "lipat",
    "malam",
    "minta_tutup",
    "muat_cetak_server",
    "muat_persediaan",
    "mulai",
    "nyatakan",
    "periksa",
    "putuskan",
    "segarkan",
    "siapkan",
    "susun_ulang",
    "tetapkan",
    "tetapkan_kota",
    "tunda",
    "tutup",
    "usulkan_opd",
]
