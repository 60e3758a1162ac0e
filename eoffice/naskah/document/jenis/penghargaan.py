"""Awards and proofs of taking part (naskah-dinas.md 2.4 aa)."""

from typing import Final

from eoffice.naskah.document.jenis.susunan import Daftar

SUSUNAN: Final[Daftar] = {}
