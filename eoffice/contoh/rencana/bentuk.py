"""What a plan consists of: naskah, paper letters, and dated steps that somebody takes on them."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eoffice.contoh.teks.luar import SuratLuar
from eoffice.contoh.teks.surat import Surat


class Aksi(enum.StrEnum):
    """A step of the plan. The first group acts on a naskah, the second on a received letter, the third on a disposisi."""

    KONSEP = "konsep"
    AJUKAN = "ajukan"
    PARAF = "paraf"
    KEMBALIKAN = "kembalikan"
    PERBAIKI = "perbaiki"
    TOLAK = "tolak"
    BATALKAN = "batalkan"
    TANDATANGANI = "tandatangani"
    CETAK = "cetak"
    UNDUH = "unduh"
    KIRIM = "kirim"
    BERKASKAN = "berkaskan"
    # a received letter
    REGISTRASI = "registrasi"
    BACA = "baca"
    BACA_SAJA = "baca_saja"
    DISPOSISI = "disposisi"
    SELESAIKAN = "selesaikan"
    BERKASKAN_SURAT = "berkaskan_surat"
    # a disposisi
    BACA_DISPOSISI = "baca_disposisi"
    DISPOSISI_LANJUTAN = "disposisi_lanjutan"
    TINDAK_LANJUT = "tindak_lanjut"
    TERIMA_LAPORAN = "terima_laporan"
    KEMBALIKAN_LAPORAN = "kembalikan_laporan"


@dataclass(frozen=True)
class Alamat:
    """An addressee: a jabatan of the city, or somebody outside (`jabatan_kode` is None then)."""

    nama: str
    jabatan_kode: str | None = None
    instansi: str = ""
    tempat: str = "Arunika"
    pos_el: str = ""


@dataclass(frozen=True)
class NaskahRencana:
    """One naskah of the plan; jabatan by kode. `paraf` are (jabatan, hierarki or koordinasi) in order.

    `lampiran` are titles of one-page documents to attach.
    """

    kunci: str
    surat: Surat
    unit: str
    konseptor: str
    paraf: tuple[tuple[str, str], ...]
    penandatangan: str
    bentuk: str
    tujuan: tuple[Alamat, ...]
    tembusan: tuple[str, ...]
    lampiran: tuple[str, ...]


@dataclass(frozen=True)
class MasukRencana:
    """One paper letter from outside that a TU registers for a jabatan; `halaman` sides were scanned."""

    kunci: str
    surat: SuratLuar
    tujuan: str
    cara_terima: str
    halaman: int


@dataclass(frozen=True)
class Langkah:
    """One step: when, what, by the holder of which jabatan, on what.

    `sasaran` is the kunci of a naskah (`N001`), of a received letter (`N001@31` for the jabatan it was addressed to, or
    `M001` for paper), or of one recipient of a disposisi (`N001@31#1>31.3`). `rinci` by aksi:

    - paraf, batalkan, tolak, kembalikan: catatan; perbaiki: catatan, isi; cetak: salinan; unduh: {}
    - berkaskan, berkaskan_surat: judul (of the berkas), kode (klasifikasi)
    - disposisi, disposisi_lanjutan: id, penerima [(jabatan, peran)], instruksi, catatan, batas (date or None)
    - tindak_lanjut: laporan, berkas (title of a file to attach, or ""); terima_laporan, kembalikan_laporan, selesaikan: catatan
    """

    at: datetime
    aksi: Aksi
    oleh: str
    sasaran: str
    rinci: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rencana:
    """The whole year: what is written and received, and every step in the order of time."""

    naskah: Mapping[str, NaskahRencana]
    masuk: Mapping[str, MasukRencana]
    langkah: tuple[Langkah, ...]
