"""A naskah as pages: values in, bytes out."""

from eoffice.naskah.document.values import (
    Acara,
    Halaman,
    Lampiran,
    Penanda,
    Petugas,
    Rendered,
    Tugas,
    Tujuan,
)
from eoffice.pdf.kop import Kop

__all__ = ["Acara", "Halaman", "Kop", "Lampiran", "Penanda", "Petugas", "Rendered", "Tugas", "Tujuan"]
