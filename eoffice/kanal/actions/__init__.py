"""Use cases of the channels: set up, taken from, and what the worker does all day."""

from eoffice.kanal.actions.ambil import jalan, sambung, segerakan
from eoffice.kanal.actions.atur import IsianKanal, buat, hidupkan, ubah
from eoffice.kanal.actions.urus import coba_lagi, urus

__all__ = ["IsianKanal", "buat", "coba_lagi", "hidupkan", "jalan", "sambung", "segerakan", "ubah", "urus"]
