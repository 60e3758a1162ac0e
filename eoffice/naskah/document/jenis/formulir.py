"""Form F: boxed forms (naskah-dinas.md 2.4 d, g, z, bb)."""

from typing import Final

from eoffice.naskah.document.jenis.susunan import Daftar

SUSUNAN: Final[Daftar] = {}
