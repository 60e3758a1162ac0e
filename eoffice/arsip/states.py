"""What can lie in a berkas, and how long a berkas is kept."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
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


class SejakTutup(enum.StrEnum):
    """From when the retention of many berkas runs that are closed together."""

    HARI_INI = "hari_ini"
    ARSIP_TERAKHIR = "arsip_terakhir"
    TANGGAL = "tanggal"


#: What each means, and for whom it is.
SEJAK_LABEL: Final = {
    SejakTutup.HARI_INI: ("Hari ini", "Kegiatannya baru saja selesai."),
    SejakTutup.ARSIP_TERAKHIR: (
        "Tanggal arsip terakhir di dalamnya",
        "Untuk arsip lama: tiap berkas menurut isinya sendiri.",
    ),
    SejakTutup.TANGGAL: ("Satu tanggal untuk semuanya", "Misalnya 31 Desember tahun kegiatannya."),
}


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


class JenisDaftar(enum.StrEnum):
    """The lists that the archive keeps in the columns of its rules (naskah-dinas 6.5)."""

    BERKAS = "berkas"
    ISI = "isi"
    AKTIF = "aktif"
    INAKTIF = "inaktif"
    VITAL = "vital"
    TERJAGA = "terjaga"


DAFTAR_LABEL: Final[dict[JenisDaftar, str]] = {
    JenisDaftar.BERKAS: "Daftar berkas",
    JenisDaftar.ISI: "Daftar isi berkas",
    JenisDaftar.AKTIF: "Daftar arsip aktif",
    JenisDaftar.INAKTIF: "Daftar arsip inaktif",
    JenisDaftar.VITAL: "Daftar arsip vital",
    JenisDaftar.TERJAGA: "Daftar arsip terjaga",
}

MEDIA_LABEL: Final[dict[Media, str]] = {
    Media.ELEKTRONIK: "Elektronik",
    Media.KERTAS: "Kertas",
    Media.CAMPURAN: "Elektronik dan kertas",
}
KONDISI_LABEL: Final[dict[Kondisi, str]] = {
    Kondisi.BAIK: "Baik",
    Kondisi.RUSAK: "Rusak",
    Kondisi.TIDAK_LENGKAP: "Tidak lengkap",
}
GOLONGAN_LABEL: Final[dict[Golongan, str]] = {
    Golongan.RUBRIK: "Rubrik (satu pokok masalah)",
    Golongan.SERI: "Seri (satu jenis surat)",
    Golongan.DOSIR: "Dosir (satu urusan)",
    Golongan.BELUM: "Belum ditentukan",
}


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
    """What the JRA says about a kode; durations in years. `kode` is the row it comes from, '' when there is none.

    `versi_id` is the version that was asked, also when it says nothing about the kode.
    """

    aktif: int
    inaktif: int
    nasib: NasibAkhir
    pemicu: str
    kode: str = ""
    versi_id: int | None = field(default=None, compare=False)

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
        versi_id=own.versi_id,
    )


def mengapa(own: Retensi, items: Iterable[Retensi]) -> str:
    """Why a berkas is kept otherwise than its own kode says, in a sentence; '' when it is not."""
    every = list(items)
    found = longest(own, every)
    said = []
    if found.total > own.total:
        said.append(f"isi berkode {found.kode or 'di luar JRA'} disimpan {found.total} tahun, bukan {own.total} tahun")
    elif found.aktif > own.aktif:
        longer = max(every, key=lambda r: r.aktif)
        said.append(f"isi berkode {longer.kode or 'di luar JRA'} aktif {found.aktif} tahun, bukan {own.aktif} tahun")
    if found.nasib is not own.nasib:
        decides = next(r for r in every if r.nasib is found.nasib)
        said.append(f"isi berkode {decides.kode or 'di luar JRA'} bernasib akhir {NASIB_LABEL[found.nasib].lower()}")
    text = " dan ".join(said)
    return text[:1].upper() + text[1:299] + "." if text else ""


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March, so that no retention is cut short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
