"""The naskah pages; each module holds the views of one part of the work."""

from eoffice.naskah.routes import (
    bantuan,
    basah,
    berkas,
    beruntun,
    daftar,
    hasil,
    lihat,
    pencabutan,
    pilihan,
    rute,
    sunting,
    tanda_beruntun,
    tandatangan,
)
from eoffice.naskah.routes.blueprint import routes

__all__ = [
    "bantuan",
    "basah",
    "berkas",
    "beruntun",
    "daftar",
    "hasil",
    "lihat",
    "pencabutan",
    "pilihan",
    "routes",
    "rute",
    "sunting",
    "tanda_beruntun",
    "tandatangan",
]
