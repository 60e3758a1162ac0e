"""Form F: boxed forms (naskah-dinas.md 2.4 d, g, z, bb)."""

from typing import Final

from eoffice.naskah.jenis.rupa import Jenis

JENIS: Final[tuple[Jenis, ...]] = ()
