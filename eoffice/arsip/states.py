"""What can lie in a berkas, and how long a berkas is kept."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.klasifikasi.states import NasibAkhir


class Objek(enum.StrEnum):
    """Kinds of record that are filed."""

    NASKAH = "naskah"
    SURAT_MASUK = "surat_masuk"
    ARSIP_IMPOR = "arsip_impor"  # made by another system, kept here read-only


class Tingkat(enum.StrEnum):
    """How close an item is to the record itself (tingkat perkembangan)."""

    ASLI = "asli"
    PERTINGGAL = "pertinggal"
    TEMBUSAN = "tembusan"
    SALINAN = "salinan"


class Golongan(enum.StrEnum):
    """How the records of a berkas belong together (naskah-dinas 6.1); empty where nobody said."""

    RUBRIK = "rubrik"
    SERI = "seri"
    DOSIR = "dosir"
    BELUM = ""


class Media(enum.StrEnum):
    """On what the records of a berkas are."""

    ELEKTRONIK = "elektronik"
    KERTAS = "kertas"
    CAMPURAN = "campuran"


class Kondisi(enum.StrEnum):
    """In what state the paper is."""

    BAIK = "baik"
    RUSAK = "rusak"
    TIDAK_LENGKAP = "tidak_lengkap"


class Kustodi(enum.StrEnum):
    """Who keeps a berkas: it moves on, without its files being copied, when a berita acara has been signed (6.6)."""

    UNIT_PENGOLAH = "unit_pengolah"
    UNIT_KEARSIPAN = "unit_kearsipan"
    LKD = "lkd"


KUSTODI_LABEL: Final[dict[Kustodi, str]] = {
    Kustodi.UNIT_PENGOLAH: "Unit pengolah",
    Kustodi.UNIT_KEARSIPAN: "Unit kearsipan",
    Kustodi.LKD: "Lembaga kearsipan daerah",
}


def kategori(vital: bool, terjaga: bool) -> str:
    """The kategori arsip in words: a berkas may be both."""
    if vital and terjaga:
        return "Vital dan terjaga"
    return "Vital" if vital else "Terjaga" if terjaga else "Umum"


class Tahap(enum.StrEnum):
    """Where a berkas stands in its life, seen from a date."""

    TERBUKA = "terbuka"
    MENUNGGU_PEMICU = "menunggu_pemicu"
    AKTIF = "aktif"
    INAKTIF = "inaktif"
    HABIS = "habis"


class Akhir(enum.StrEnum):
    """How a berkas ended, when penyusutan was carried out on it."""

    DIMUSNAHKAN = "dimusnahkan"
    DISERAHKAN = "diserahkan"


TAHAP_LABEL: Final[dict[Tahap, str]] = {
    Tahap.TERBUKA: "Terbuka",
    Tahap.MENUNGGU_PEMICU: "Menunggu pemicu",
    Tahap.AKTIF: "Aktif",
    Tahap.INAKTIF: "Inaktif",
    Tahap.HABIS: "Retensi habis",
}

NASIB_LABEL: Final[dict[NasibAkhir, str]] = {
    NasibAkhir.MUSNAH: "Musnah",
    NasibAkhir.DINILAI_KEMBALI: "Dinilai kembali",
    NasibAkhir.PERMANEN: "Permanen",
}

#: The trigger when the JRA names none (naskah-dinas 6.3).
BERKAS_DITUTUP: Final = "berkas ditutup"
#: From this total on, destruction needs the head of ANRI (6.6), in years.
BUTUH_ANRI: Final = 10

_KEEPS: Final = (NasibAkhir.MUSNAH, NasibAkhir.DINILAI_KEMBALI, NasibAkhir.PERMANEN)


@dataclass(frozen=True)
class Retensi:
    """What the JRA says about a kode; durations in years. `kode` is the row it comes from, '' when there is none."""

    aktif: int
    inaktif: int
    nasib: NasibAkhir
    pemicu: str
    kode: str = ""

    @property
    def total(self) -> int:
        """Years from the trigger to the end."""
        return self.aktif + self.inaktif


#: For a kode without a row in the JRA: kept as most records are, and looked at before anything happens to it.
TANPA_JRA: Final = Retensi(2, 3, NasibAkhir.DINILAI_KEMBALI, BERKAS_DITUTUP)


def longest(own: Retensi, items: Iterable[Retensi]) -> Retensi:
    """The retention of a berkas: nothing in it leaves the active or the inactive stage before its own time (6.3).

    The trigger stays that of the berkas, since it is the berkas that waits for it. Permanent beats reappraisal beats
    destruction.
    """
    every = [own, *items]
    total = max(r.total for r in every)
    aktif = max(r.aktif for r in every)
    decides = max(every, key=lambda r: (r.total, _KEEPS.index(r.nasib)))
    return Retensi(
        aktif=aktif,
        inaktif=total - aktif,
        nasib=max((r.nasib for r in every), key=_KEEPS.index),
        pemicu=own.pemicu,
        kode=decides.kode,
    )


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March, so that no retention is cut short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
