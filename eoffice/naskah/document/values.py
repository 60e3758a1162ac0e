"""What a page of a naskah needs to know: plain values, no database.

Source: naskah-dinas.md 2.2 (envelope), 2.4 (per jenis), 3.6 (signature block).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from eoffice.naskah.jenis import JENIS
from eoffice.pdf import geometry
from eoffice.pdf.kop import Kop
from eoffice.pdf.rupa import BAWAAN, Rupa

BENTUK: Final = ("langsung", "an", "ub", "plt", "plh", "pj")

TANDA_CONTOH: Final = "Contoh – bukan TTE tersertifikasi"
CATATAN_LOKAL: Final = (
    "Dokumen ini ditandatangani secara elektronik dengan sertifikat contoh dari otoritas sertifikat lokal; "
    "contoh – bukan TTE tersertifikasi."
)
CATATAN_BSRE: Final = (
    "Dokumen ini ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan oleh Balai "
    "Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara."
)
CATATAN_BSRE_UJI: Final = (
    "Dokumen ini ditandatangani secara elektronik lewat layanan uji coba BSrE; contoh – bukan TTE tersertifikasi."
)

PIHAK_PERTAMA: Final = "PIHAK PERTAMA"

BANYAK_TUJUAN: Final = 5  # more than this and the list moves to a lampiran (3.5)
BANYAK_PETUGAS: Final = 3  # likewise for the people of a surat tugas (2.4 f)


@dataclass(frozen=True, kw_only=True)
class Tujuan:
    """One addressee: an office, or a private citizen (`perorangan`, printed with Sdr.)."""

    jabatan: str
    tempat: str = ""
    untuk_perhatian: str = ""
    perorangan: bool = False


@dataclass(frozen=True, kw_only=True)
class Penanda:
    """The signer's block: who signs, in which capacity (3.6).

    `jabatan` is the signer's own office for langsung and an, the middle line for ub, and the office being
    exercised for plt, plh and pj (the holder's own office is then `jabatan_definitif`, if any).
    """

    jabatan: str
    nama: str
    bentuk: str = "langsung"
    jabatan_atas: str = ""
    jabatan_ub: str = ""
    jabatan_definitif: str = ""
    pangkat: str = ""
    nip: str = ""
    nama_polos: str = ""  # without titles, as produk hukum name a person
    is_kepala_daerah: bool = False  # Wali Kota and Wakil: neither pangkat nor NIP, they are elected

    def __post_init__(self) -> None:
        if self.bentuk not in BENTUK:
            raise ValueError(f"bentuk {self.bentuk!r}")
        if self.bentuk in ("an", "ub") and not self.jabatan_atas:
            raise ValueError("an dan ub memerlukan jabatan_atas")
        if self.bentuk == "ub" and not self.jabatan_ub:
            raise ValueError("ub memerlukan jabatan_ub")

    @property
    def signing_as(self) -> str:
        """The office that answers for the signature: the last one of the block, without Plt. or Plh."""
        return self.jabatan_ub if self.bentuk == "ub" else self.jabatan


@dataclass(frozen=True, kw_only=True)
class Pihak:
    """Somebody who signs after the first signer, and what they are called: PIHAK KEDUA, Mengetahui, Saksi."""

    sebutan: str
    penanda: Penanda


@dataclass(frozen=True, kw_only=True)
class Lampiran:
    """One lampiran: typed (`isi`, a body document) or a file (`pdf`, bytes that the sandbox has normalised).

    `pdfa` says that the file itself keeps PDF/A; otherwise the whole result claims it only if the file is pictures alone.
    """

    judul: str
    isi: Mapping[str, Any] | None = None
    pdf: bytes | None = None
    pdfa: bool = False
    rebah: bool = False  # a typed one lies on its side


@dataclass(frozen=True, kw_only=True)
class Halaman:
    """Everything the pages of one naskah show. A konsep may lack nomor, tanggal and verify_url; a final may not."""

    jenis: str
    kop: Kop
    isi: Mapping[str, Any]
    penanda: Penanda
    tempat: str
    nomor: str | None = None
    tanggal: date | None = None
    sifat: str = "biasa"
    urgensi: str = "biasa"
    lampiran_jumlah: int = 0
    lampiran_satuan: str = "berkas"
    hal: str = ""
    tujuan: tuple[Tujuan, ...] = ()
    tembusan: tuple[str, ...] = ()
    rincian: Mapping[str, Any] = field(default_factory=dict)  # own fields of the jenis, read with `jenis.rincian`
    dari: str = ""  # nota_dinas
    melalui: str = ""  # nota_dinas
    penanda_lain: tuple[Pihak, ...] = ()  # in the order of signing, after `penanda`
    lampiran: tuple[Lampiran, ...] = ()
    konsep: bool = True
    basah: bool = (
        False  # final, to be signed with a pen: room instead of the visual, no word of an electronic signature
    )
    verify_url: str = ""
    tanda_tte: str = TANDA_CONTOH  # empty only when the certificate really comes from BSrE
    catatan_tte: str = CATATAN_LOKAL
    dibuat_at: datetime | None = None  # instant written into the file's own dates; none are written without it
    kertas: geometry.Kertas = geometry.A4
    rupa: Rupa = BAWAAN  # what the city decided about signatures and the foot

    def __post_init__(self) -> None:
        if self.jenis not in JENIS:
            raise ValueError(f"jenis {self.jenis!r}")
        if not self.konsep and not (self.nomor and self.tanggal and self.verify_url):
            raise ValueError("naskah final memerlukan nomor, tanggal, dan verify_url")


@dataclass(frozen=True)
class Rendered:
    """A finished PDF.

    Attributes:
        pages: sides, lampiran included.
        qr_box: page counted from 1, then x1, y1, x2, y2 in points from the bottom left: the visual block of
            the signature, where the invisible signature field belongs. In a konsep, the room kept for it.
        kotak_lain: likewise for those who sign after the first, in their order.
        text: the words of the naskah for search, without furniture.
        lembar: the words that were set on each page, in the order of the pages.
        tempelan: pages, counted from 1, that show a page of an attached file, in the order of these.
    """

    pdf: bytes
    pages: int
    qr_box: geometry.Box
    text: str
    kotak_lain: tuple[geometry.Box, ...] = ()
    lembar: tuple[str, ...] = ()
    tempelan: tuple[int, ...] = ()
