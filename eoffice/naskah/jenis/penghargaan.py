"""Awards and proofs of taking part (naskah-dinas.md 2.4 aa)."""

from typing import Final

from eoffice.naskah.jenis.rupa import Jenis

JENIS: Final[tuple[Jenis, ...]] = ()
