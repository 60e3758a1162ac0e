"""Acting on many at once and taking it back, and saved views."""

from eoffice.kerja.actions.massal import Ramalan, kerjakan, ramalkan, urungkan
from eoffice.kerja.actions.tampilan import hapus, simpan, ubah

__all__ = ["Ramalan", "hapus", "kerjakan", "ramalkan", "simpan", "ubah", "urungkan"]
