"""Enumerations and the table of moves of a naskah (naskah-dinas 5.1)."""

import enum
from typing import Final

from eoffice.akses.rights import Action


class Urgensi(enum.StrEnum):
    """How fast; a separate axis from sifat."""

    BIASA = "biasa"
    SEGERA = "segera"
    AMAT_SEGERA = "amat_segera"


class JenisParaf(enum.StrEnum):
    """Why a paraf is asked: as superior in line, or as another unit concerned."""

    HIERARKI = "hierarki"
    KOORDINASI = "koordinasi"


class TempatKomentar(enum.StrEnum):
    """Where a remark stands: in the body, at the subject line, or at the naskah as a whole."""

    ISI = "isi"
    HAL = "hal"
    UMUM = "umum"


class Letak(enum.StrEnum):
    """Where a standing phrase belongs in a letter."""

    PEMBUKA = "pembuka"
    TENGAH = "tengah"
    PENUTUP = "penutup"


class JenisKoreksi(enum.StrEnum):
    """What a newer naskah does to an older one that was signed (naskah-dinas 3.9, 5.1)."""

    MENCABUT = "mencabut"
    MERALAT = "meralat"
    MENGGANTIKAN = "menggantikan"


class Keadaan(enum.StrEnum):
    """Whether a signed naskah still holds today; its status and its bytes stay as they were."""

    BERLAKU = "berlaku"
    DIRALAT = "diralat"
    DIGANTIKAN = "digantikan"
    DICABUT = "dicabut"


class PeranPenerima(enum.StrEnum):
    """Addressee proper, or copied."""

    TUJUAN = "tujuan"
    TEMBUSAN = "tembusan"


class TipePenerima(enum.StrEnum):
    """An office of this city, or somebody outside."""

    INTERNAL = "internal"
    EKSTERNAL = "eksternal"


class PeranMassal(enum.StrEnum):
    """What a naskah is to a surat massal: the one letter to all, the text of many, or one of those many."""

    SIARAN = "siaran"
    INDUK = "induk"
    SALINAN = "salinan"


#: The addressees of these come from a sheet, so that no form changes them.
BERLEMBAR: Final = frozenset({PeranMassal.SIARAN, PeranMassal.INDUK})


class CaraKirim(enum.StrEnum):
    """How a naskah reached a recipient."""

    APLIKASI = "aplikasi"
    POS_EL = "pos_el"
    KURIR = "kurir"
    POS = "pos"
    DIAMBIL = "diambil"


class Metode(enum.StrEnum):
    """How a naskah was signed."""

    TTE = "tte"
    BASAH = "basah"


class Status(enum.StrEnum):
    """Where a naskah stands."""

    KONSEP = "konsep"
    PEMERIKSAAN = "pemeriksaan"
    SIAP_TTD = "siap_ttd"
    MENUNGGU_TTE = "menunggu_tte"
    MENUNGGU_PENANDA = "menunggu_penanda"  # the first has signed, others sign after
    MENUNGGU_PINDAIAN = "menunggu_pindaian"  # printed, to be signed with a pen and scanned
    GAGAL_TTD = "gagal_ttd"
    DITANDATANGANI = "ditandatangani"
    TERKIRIM = "terkirim"
    DIBERKASKAN = "diberkaskan"
    DIKEMBALIKAN = "dikembalikan"
    DITOLAK = "ditolak"
    DIBATALKAN = "dibatalkan"
    DISALIN = "disalin"  # the text of a surat massal, whose letters are naskah of their own


S, A = Status, Action

#: (status, action) → the statuses it may lead to. Nothing else moves a naskah (TRX-01).
MOVES: Final[dict[tuple[Status, Action], frozenset[Status]]] = {
    (S.KONSEP, A.UBAH): frozenset({S.KONSEP}),
    (S.DIKEMBALIKAN, A.UBAH): frozenset({S.DIKEMBALIKAN}),
    (S.PEMERIKSAAN, A.UBAH): frozenset({S.PEMERIKSAAN}),
    (S.KONSEP, A.AJUKAN): frozenset({S.PEMERIKSAAN, S.SIAP_TTD}),
    (S.DIKEMBALIKAN, A.AJUKAN): frozenset({S.PEMERIKSAAN, S.SIAP_TTD}),
    (S.PEMERIKSAAN, A.PARAF): frozenset({S.PEMERIKSAAN, S.SIAP_TTD}),
    (S.PEMERIKSAAN, A.KEMBALIKAN): frozenset({S.DIKEMBALIKAN}),
    (S.SIAP_TTD, A.KEMBALIKAN): frozenset({S.DIKEMBALIKAN}),
    (S.PEMERIKSAAN, A.TOLAK): frozenset({S.DITOLAK}),
    (S.SIAP_TTD, A.TOLAK): frozenset({S.DITOLAK}),
    (S.KONSEP, A.BATALKAN): frozenset({S.DIBATALKAN}),
    (S.DIKEMBALIKAN, A.BATALKAN): frozenset({S.DIBATALKAN}),
    (S.PEMERIKSAAN, A.BATALKAN): frozenset({S.DIBATALKAN}),
    (S.SIAP_TTD, A.BATALKAN): frozenset({S.DIBATALKAN}),
    (S.PEMERIKSAAN, A.TARIK): frozenset({S.KONSEP, S.PEMERIKSAAN}),
    (S.SIAP_TTD, A.TARIK): frozenset({S.KONSEP, S.PEMERIKSAAN}),
    (S.SIAP_TTD, A.TANDATANGANI): frozenset({S.MENUNGGU_TTE, S.DISALIN}),
    (S.GAGAL_TTD, A.TANDATANGANI): frozenset({S.MENUNGGU_TTE}),
    (S.MENUNGGU_TTE, A.TANDATANGANI): frozenset({S.MENUNGGU_TTE, S.MENUNGGU_PENANDA, S.DITANDATANGANI, S.GAGAL_TTD}),
    (S.MENUNGGU_PENANDA, A.TANDATANGANI): frozenset({S.MENUNGGU_TTE}),
    (S.MENUNGGU_PENANDA, A.TOLAK): frozenset({S.DITOLAK}),
    (S.SIAP_TTD, A.TTD_BASAH): frozenset({S.MENUNGGU_PINDAIAN}),
    (S.GAGAL_TTD, A.TTD_BASAH): frozenset({S.MENUNGGU_PINDAIAN}),
    (S.MENUNGGU_PINDAIAN, A.TANDATANGANI): frozenset({S.MENUNGGU_TTE}),
    (S.MENUNGGU_PINDAIAN, A.PINDAI): frozenset({S.DITANDATANGANI}),
    (S.DITANDATANGANI, A.KIRIM): frozenset({S.TERKIRIM}),
    (S.TERKIRIM, A.KIRIM): frozenset({S.TERKIRIM}),
    (S.DIBERKASKAN, A.KIRIM): frozenset({S.DIBERKASKAN}),
    (S.TERKIRIM, A.BERKASKAN): frozenset({S.DIBERKASKAN}),
    (S.DIBERKASKAN, A.BERKASKAN): frozenset({S.DIBERKASKAN}),
    (S.DIBERKASKAN, A.KELUARKAN): frozenset({S.TERKIRIM}),  # filed by mistake, its berkas still open
}

MOVING: Final = frozenset(action for _, action in MOVES)
#: The text may still change here.
OPEN: Final = frozenset({S.KONSEP, S.DIKEMBALIKAN})
#: Numbered, signed and known beyond its route.
ISSUED: Final = frozenset({S.DITANDATANGANI, S.TERKIRIM, S.DIBERKASKAN})
#: Over without ever having been issued.
BERAKHIR: Final = frozenset({S.DITOLAK, S.DIBATALKAN, S.DISALIN})
#: Handed to the route at least once, so those on it may read.
SUBMITTED: Final = frozenset(Status) - {S.KONSEP}

#: What becomes of the older naskah when the newer one is signed.
AKIBAT: Final[dict[JenisKoreksi, Keadaan]] = {
    JenisKoreksi.MENCABUT: Keadaan.DICABUT,
    JenisKoreksi.MERALAT: Keadaan.DIRALAT,
    JenisKoreksi.MENGGANTIKAN: Keadaan.DIGANTIKAN,
}
#: Of these a naskah suffers only one, ever; of ralat it may have several.
SEKALI: Final = frozenset({JenisKoreksi.MENCABUT, JenisKoreksi.MENGGANTIKAN})
#: Nothing more is corrected in a naskah that is over.
GUGUR: Final = frozenset({Keadaan.DIGANTIKAN, Keadaan.DICABUT})

LABEL_KEADAAN: Final[dict[Keadaan, str]] = {
    Keadaan.BERLAKU: "Berlaku",
    Keadaan.DIRALAT: "Diralat",
    Keadaan.DIGANTIKAN: "Digantikan",
    Keadaan.DICABUT: "Dicabut",
}

LABEL: Final[dict[Status, str]] = {
    S.KONSEP: "Konsep",
    S.PEMERIKSAAN: "Diperiksa",
    S.SIAP_TTD: "Menunggu tanda tangan",
    S.MENUNGGU_TTE: "Sedang ditandatangani",
    S.MENUNGGU_PENANDA: "Menunggu penandatangan berikutnya",
    S.MENUNGGU_PINDAIAN: "Menunggu pindaian",
    S.GAGAL_TTD: "Tanda tangan belum selesai",
    S.DITANDATANGANI: "Ditandatangani",
    S.TERKIRIM: "Terkirim",
    S.DIBERKASKAN: "Diberkaskan",
    S.DIKEMBALIKAN: "Dikembalikan",
    S.DITOLAK: "Ditolak",
    S.DIBATALKAN: "Dibatalkan",
    S.DISALIN: "Menjadi surat massal",
}
