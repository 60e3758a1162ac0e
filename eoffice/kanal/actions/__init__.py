"""Use cases of the channels: set up, taken from, and what the worker does all day."""

from eoffice.kanal.actions.ambil import Sewa, jalan, sambung
from eoffice.kanal.actions.atur import IsianKanal, buat, hidupkan, ubah

__all__ = ["IsianKanal", "Sewa", "buat", "hidupkan", "jalan", "sambung", "ubah"]
