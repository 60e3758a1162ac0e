"""Which formats there are, where a package or an import stands, and how long things are kept."""

import enum
from datetime import timedelta
from typing import Final


class Format(enum.StrEnum):
    """What a package looks like to whoever opens it."""

    BAGIT = "bagit"
    EARK = "eark"
    SRIKANDI = "srikandi"


class StatusPaket(enum.StrEnum):
    """Where a package stands."""

    MENUNGGU = "menunggu"
    DISUSUN = "disusun"
    SIAP = "siap"
    GAGAL = "gagal"
    HABIS = "habis"


class StatusButir(enum.StrEnum):
    """What became of one record on its way into a package."""

    MENUNGGU = "menunggu"
    SIAP = "siap"
    TERLEWAT = "terlewat"


class StatusImpor(enum.StrEnum):
    """Where an import stands."""

    DITERIMA = "diterima"
    DIBONGKAR = "dibongkar"
    DIPETAKAN = "dipetakan"
    DIPERIKSA = "diperiksa"
    SIAP = "siap"
    MASUK = "masuk"
    SELESAI = "selesai"
    DITOLAK = "ditolak"
    DIBATALKAN = "dibatalkan"


class LangkahPaket(enum.StrEnum):
    """What moves a package."""

    SUSUN = "susun"
    SELESAIKAN = "selesaikan"
    GAGALKAN = "gagalkan"
    HABISKAN = "habiskan"
    MUSNAHKAN = "musnahkan"


class LangkahImpor(enum.StrEnum):
    """What moves an import."""

    DAFTARKAN = "daftarkan"
    KENALI_PAKET = "kenali_paket"
    KENALI_DAFTAR = "kenali_daftar"
    PETAKAN = "petakan"
    PERIKSA = "periksa"
    MASUKKAN = "masukkan"
    SELESAIKAN = "selesaikan"
    TOLAK = "tolak"
    BATALKAN = "batalkan"


class StatusBaris(enum.StrEnum):
    """What became of one row of an import."""

    MENUNGGU = "menunggu"
    BENAR = "benar"
    SALAH = "salah"
    KEMBAR = "kembar"
    MASUK = "masuk"


#: Who works on these is the worker; the others wait for a person, or are over.
PAKET_JALAN: Final = (StatusPaket.MENUNGGU, StatusPaket.DISUSUN)
IMPOR_JALAN: Final = (StatusImpor.DITERIMA, StatusImpor.DIBONGKAR, StatusImpor.DIPERIKSA, StatusImpor.MASUK)

#: What may follow what; everything that is not here is refused. A worker that takes a package up again composes it anew.
MOVES_PAKET: Final[dict[tuple[StatusPaket, LangkahPaket], StatusPaket]] = {
    (StatusPaket.MENUNGGU, LangkahPaket.SUSUN): StatusPaket.DISUSUN,
    (StatusPaket.DISUSUN, LangkahPaket.SUSUN): StatusPaket.DISUSUN,
    (StatusPaket.DISUSUN, LangkahPaket.SELESAIKAN): StatusPaket.SIAP,
    (StatusPaket.DISUSUN, LangkahPaket.GAGALKAN): StatusPaket.GAGAL,
    (StatusPaket.SIAP, LangkahPaket.HABISKAN): StatusPaket.HABIS,
    **{(s, LangkahPaket.MUSNAHKAN): StatusPaket.HABIS for s in StatusPaket if s is not StatusPaket.HABIS},
}
MOVES_IMPOR: Final[dict[tuple[StatusImpor, LangkahImpor], StatusImpor]] = {
    (StatusImpor.DITERIMA, LangkahImpor.DAFTARKAN): StatusImpor.DIBONGKAR,
    (StatusImpor.DIBONGKAR, LangkahImpor.KENALI_PAKET): StatusImpor.DIPERIKSA,
    (StatusImpor.DIBONGKAR, LangkahImpor.KENALI_DAFTAR): StatusImpor.DIPETAKAN,
    (StatusImpor.DIPETAKAN, LangkahImpor.PETAKAN): StatusImpor.DIPERIKSA,
    (StatusImpor.SIAP, LangkahImpor.PETAKAN): StatusImpor.DIPERIKSA,
    (StatusImpor.DIPERIKSA, LangkahImpor.PERIKSA): StatusImpor.SIAP,
    (StatusImpor.SIAP, LangkahImpor.MASUKKAN): StatusImpor.MASUK,
    (StatusImpor.MASUK, LangkahImpor.SELESAIKAN): StatusImpor.SELESAI,
    **{(status, LangkahImpor.TOLAK): StatusImpor.DITOLAK for status in IMPOR_JALAN},
    (StatusImpor.DIPETAKAN, LangkahImpor.BATALKAN): StatusImpor.DIBATALKAN,
    (StatusImpor.SIAP, LangkahImpor.BATALKAN): StatusImpor.DIBATALKAN,
}

#: How long a finished package can be fetched.
MASA_UNDUH: Final = timedelta(days=7)
#: A portion whose worker died is taken up again after this.
SEWA: Final = timedelta(minutes=10)
#: After so many broken portions somebody must look.
TRIES: Final = 5
#: Records of one portion, and the most that one package holds.
SEPORSI: Final = 25
TERBANYAK: Final = 20_000
#: Rows of one portion of an import, as long as they name no more than SEPORSI files.
SEPORSI_BARIS: Final = 100
#: Rows of one import, and files with them.
BARIS_TERBANYAK: Final = 20_000
BERKAS_TERBANYAK: Final = 100_000

FORMAT_LABEL: Final[dict[Format, str]] = {
    Format.BAGIT: "BagIt (RFC 8493)",
    Format.EARK: "E-ARK SIP",
    Format.SRIKANDI: "Folder pertukaran SRIKANDI",
}
PAKET_LABEL: Final[dict[StatusPaket, str]] = {
    StatusPaket.MENUNGGU: "Menunggu giliran",
    StatusPaket.DISUSUN: "Sedang disusun",
    StatusPaket.SIAP: "Siap diunduh",
    StatusPaket.GAGAL: "Gagal",
    StatusPaket.HABIS: "Masa unduh habis",
}
IMPOR_LABEL: Final[dict[StatusImpor, str]] = {
    StatusImpor.DITERIMA: "Menunggu giliran",
    StatusImpor.DIBONGKAR: "Berkas sedang dibongkar",
    StatusImpor.DIPETAKAN: "Menunggu pemetaan kolom",
    StatusImpor.DIPERIKSA: "Sedang diperiksa",
    StatusImpor.SIAP: "Siap dimasukkan",
    StatusImpor.MASUK: "Sedang dimasukkan",
    StatusImpor.SELESAI: "Selesai",
    StatusImpor.DITOLAK: "Ditolak",
    StatusImpor.DIBATALKAN: "Dibatalkan",
}
BARIS_LABEL: Final[dict[StatusBaris, str]] = {
    StatusBaris.MENUNGGU: "Belum diperiksa",
    StatusBaris.BENAR: "Dapat dimasukkan",
    StatusBaris.SALAH: "Perlu diperbaiki",
    StatusBaris.KEMBAR: "Sudah ada",
    StatusBaris.MASUK: "Masuk",
}
