"""The typesetters, by kode of the jenis; one module per family."""

from typing import Final

from eoffice.naskah.document.jenis import formulir, judul, korespondensi, penghargaan, produk_hukum
from eoffice.naskah.document.jenis.susunan import Susunan

SUSUNAN: Final[dict[str, Susunan]] = {
    **korespondensi.SUSUNAN,
    **judul.SUSUNAN,
    **produk_hukum.SUSUNAN,
    **formulir.SUSUNAN,
    **penghargaan.SUSUNAN,
}


def get(kode: str) -> Susunan:
    """The typesetter of a jenis. Raises ValueError for one that is only registered here."""
    try:
        return SUSUNAN[kode]
    except KeyError:
        raise ValueError(f"jenis {kode!r} tidak disusun di sini") from None
