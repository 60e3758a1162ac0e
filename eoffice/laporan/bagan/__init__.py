"""Charts that keep their promises: bars from zero, a range with every estimate, a table twin, and no meaning by colour alone.

Colours: Okabe and Ito 2002 (metrik.md 3.3).
"""

from eoffice.laporan.bagan.bentuk import GAYA, Bagan, Tabel
from eoffice.laporan.bagan.susunan import Batang, Deret, Rentang, Tumpuk, batang, garis, rentang, tumpuk

__all__ = ["GAYA", "Bagan", "Batang", "Deret", "Rentang", "Tabel", "Tumpuk", "batang", "garis", "rentang", "tumpuk"]
