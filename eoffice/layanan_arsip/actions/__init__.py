"""One function per use case of the archive's services."""

from eoffice.layanan_arsip.actions import pinjam
from eoffice.layanan_arsip.actions.akses import IsianAkses, batalkan, cabut, minta, setujui, teruskan, tolak, tunjuk
from eoffice.layanan_arsip.actions.akses import ingatkan as ingatkan_akses
from eoffice.layanan_arsip.actions.jadwal import jadwalkan
from eoffice.layanan_arsip.actions.pinjam import IsianPinjam
from eoffice.layanan_arsip.actions.sifat import PILIHAN, ubah_sifat

__all__ = [
    "PILIHAN",
    "IsianAkses",
    "IsianPinjam",
    "batalkan",
    "cabut",
    "ingatkan_akses",
    "jadwalkan",
    "minta",
    "pinjam",
    "setujui",
    "teruskan",
    "tolak",
    "tunjuk",
    "ubah_sifat",
]
