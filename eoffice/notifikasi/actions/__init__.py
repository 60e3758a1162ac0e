"""Use cases of notices: news is left for the worker, spread to whom it concerns, read, chosen, and sent."""

from eoffice.notifikasi.actions.baca import baca, baca_semua
from eoffice.notifikasi.actions.kabari import kabari
from eoffice.notifikasi.actions.sebar import Berita, Keluar, sebar

__all__ = ["Berita", "Keluar", "baca", "baca_semua", "kabari", "sebar"]
