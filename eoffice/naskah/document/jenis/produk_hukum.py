"""Form H: decisions and what looks like them (naskah-dinas.md 2.4 a-c, y)."""

from typing import Final

from eoffice.naskah.document.jenis.susunan import Daftar

SUSUNAN: Final[Daftar] = {}
