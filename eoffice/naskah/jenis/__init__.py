"""The kinds of naskah this installation writes, each as data: its name, number, register and own fields."""

from typing import Final

from eoffice.errors import NotFound
from eoffice.naskah.jenis import formulir, judul, korespondensi, penghargaan, pribadi, produk_hukum, rincian
from eoffice.naskah.jenis.rupa import KELOMPOK, KELUARGA, ORANG, Jenis, Kolom

JENIS: Final[dict[str, Jenis]] = {
    each.kode: each for family in (korespondensi, judul, produk_hukum, formulir, penghargaan) for each in family.JENIS
}
#: What can be begun here; the rest is written elsewhere and only registered.
DITULIS: Final = tuple(each for each in JENIS.values() if not each.dicatat_saja)


def get(kode: str) -> Jenis:
    """Raises NotFound for a kode that this installation does not know."""
    try:
        return JENIS[kode]
    except KeyError:
        raise NotFound("Jenis naskah itu belum tersedia.") from None


__all__ = ["DITULIS", "JENIS", "KELOMPOK", "KELUARGA", "ORANG", "Jenis", "Kolom", "get", "pribadi", "rincian"]
