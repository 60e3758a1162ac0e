"""Lembar disposisi: the instruction sheet of an incoming record with its whole chain, on A5.

Source: naskah-dinas.md 2.4 j and 5.4.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Penerima:
    """Who receives one disposisi, and as what: penanggung_jawab, pendukung or mengetahui."""

    jabatan: str
    peran: str = "penanggung_jawab"
    nama: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class TindakLanjut:
    """One report on a disposisi. `berkas` holds the names of its files."""

    pada: datetime
    oleh: str
    uraian: str
    berkas: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Langkah:
    """One disposisi of the chain. `tingkat` is its depth: 1 for the first, 2 for what follows from it.

    `instruksi` are the labels chosen; `status` and the labels are printed as given.
    """

    dari: str
    pada: datetime
    penerima: tuple[Penerima, ...]
    instruksi: tuple[str, ...]
    nama: str = ""
    catatan: str = ""
    batas: date | None = None
    status: str = ""
    tingkat: int = 1
    atas_nama: str = ""  # the operator who typed it for the leader
    tindak_lanjut: tuple[TindakLanjut, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lembar:
    """Identity of the record and the chain below it, in the order of printing; the first fills the form."""

    kop: tuple[str, ...]  # "Pemerintah Kota Arunika", "Sekretariat Daerah"
    surat_dari: str
    nomor_surat: str
    tanggal_surat: date | None
    diterima: date
    nomor_agenda: str
    hal: str
    sifat: str = "biasa"
    urgensi: str = "biasa"
    rantai: tuple[Langkah, ...] = ()
    pilihan: tuple[str, ...] = ()  # labels offered as boxes besides those chosen
    dicetak_at: datetime | None = None
