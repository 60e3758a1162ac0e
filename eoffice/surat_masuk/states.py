"""Enumerations and the table of moves of a surat masuk (naskah-dinas 5.2)."""

import enum
from typing import Final

from eoffice.akses.rights import Action


class Status(enum.StrEnum):
    """Where a surat masuk stands."""

    TERCATAT = "tercatat"
    DIARAHKAN = "diarahkan"  # screened: a disposisi is proposed to the leader
    DIDISPOSISIKAN = "didisposisikan"
    DIPROSES = "diproses"
    MENUNGGU_KONFIRMASI = "menunggu_konfirmasi"
    SELESAI = "selesai"
    UNTUK_DIKETAHUI = "untuk_diketahui"
    DIBERKASKAN = "diberkaskan"
    SALAH_ALAMAT = "salah_alamat"


class Hubungan(enum.StrEnum):
    """Why a surat was registered again at another office."""

    DIALIHKAN = "dialihkan"  # it had come to the wrong office
    DITERUSKAN = "diteruskan"  # it goes on to an office that has to do with it
    DIDISPOSISIKAN = "didisposisikan"  # somebody there works on it by disposisi


class KondisiSampul(enum.StrEnum):
    """How the envelope of a sealed surat looked when it came."""

    UTUH = "utuh"
    RUSAK = "rusak"


class SebabTolak(enum.StrEnum):
    """Why something that came was not taken into the agenda."""

    BUKAN_UNTUK_KAMI = "bukan_untuk_kami"
    TANPA_TANDA_TANGAN = "tanpa_tanda_tangan"
    IKLAN = "iklan"
    KEMBAR = "kembar"
    LAINNYA = "lainnya"


class PeranSurat(enum.StrEnum):
    """Whether the office is addressed, only copied, or works on a part of the disposisi of another office's surat."""

    ASLI = "asli"
    TEMBUSAN = "tembusan"
    DISPOSISI = "disposisi"


class CaraTerima(enum.StrEnum):
    """How it arrived."""

    APLIKASI = "aplikasi"
    LANGSUNG = "langsung"
    POS = "pos"
    POS_EL = "pos_el"


class Asal(enum.StrEnum):
    """Where it comes from, as the paper account distinguishes (metrik 4.1)."""

    INTERNAL = "internal"
    KERTAS_LUAR = "kertas_luar"
    DIGITAL_LUAR = "digital_luar"


S, A = Status, Action

#: (status, action) → the statuses it may lead to; nothing else moves a surat (TRX-01).
MOVES: Final[dict[tuple[Status, Action], frozenset[Status]]] = {
    (S.TERCATAT, A.ARAHKAN): frozenset({S.DIARAHKAN, S.DIDISPOSISIKAN}),
    (S.DIARAHKAN, A.ARAHKAN): frozenset({S.DIARAHKAN, S.DIDISPOSISIKAN, S.TERCATAT}),
    (S.DIARAHKAN, A.DISPOSISIKAN): frozenset({S.DIDISPOSISIKAN}),
    (S.DIARAHKAN, A.BACA_SAJA): frozenset({S.SELESAI}),
    (S.TERCATAT, A.DISPOSISIKAN): frozenset({S.DIDISPOSISIKAN}),
    (S.DIDISPOSISIKAN, A.DISPOSISIKAN): frozenset({S.DIDISPOSISIKAN}),
    (S.DIPROSES, A.DISPOSISIKAN): frozenset({S.DIPROSES}),
    (S.DIDISPOSISIKAN, A.DISPOSISI_LANJUTAN): frozenset({S.DIDISPOSISIKAN, S.DIPROSES}),
    (S.DIPROSES, A.DISPOSISI_LANJUTAN): frozenset({S.DIPROSES}),
    (S.DIDISPOSISIKAN, A.TARIK_DISPOSISI): frozenset({S.TERCATAT, S.DIDISPOSISIKAN}),
    (S.DIPROSES, A.TARIK_DISPOSISI): frozenset({S.DIPROSES}),
    **{
        (status, action): frozenset({status})
        for status in (S.DIDISPOSISIKAN, S.DIPROSES, S.MENUNGGU_KONFIRMASI)
        for action in (A.UBAH_DISPOSISI, A.TOLAK_DISPOSISI, A.ALIHKAN_DISPOSISI)
    },
    (S.DIDISPOSISIKAN, A.ALIHKAN_DISPOSISI): frozenset({S.DIDISPOSISIKAN, S.TERCATAT}),
    (S.DIDISPOSISIKAN, A.TINDAK_LANJUTI): frozenset({S.DIPROSES, S.MENUNGGU_KONFIRMASI}),
    (S.DIPROSES, A.TINDAK_LANJUTI): frozenset({S.DIPROSES, S.MENUNGGU_KONFIRMASI}),
    (S.MENUNGGU_KONFIRMASI, A.TINDAK_LANJUTI): frozenset({S.MENUNGGU_KONFIRMASI}),
    (S.DIPROSES, A.TERIMA_LAPORAN): frozenset({S.DIPROSES, S.MENUNGGU_KONFIRMASI}),
    (S.MENUNGGU_KONFIRMASI, A.TERIMA_LAPORAN): frozenset({S.MENUNGGU_KONFIRMASI}),
    (S.DIPROSES, A.KEMBALIKAN_LAPORAN): frozenset({S.DIPROSES}),
    (S.MENUNGGU_KONFIRMASI, A.KEMBALIKAN_LAPORAN): frozenset({S.DIPROSES, S.MENUNGGU_KONFIRMASI}),
    (S.TERCATAT, A.BACA_SAJA): frozenset({S.SELESAI}),
    (S.DIDISPOSISIKAN, A.SELESAIKAN): frozenset({S.SELESAI}),
    (S.DIPROSES, A.SELESAIKAN): frozenset({S.SELESAI}),
    (S.MENUNGGU_KONFIRMASI, A.SELESAIKAN): frozenset({S.SELESAI}),
    (S.SELESAI, A.BERKASKAN_SURAT): frozenset({S.DIBERKASKAN}),
    # A closing that is taken back, as long as nobody acted on it.
    (S.SELESAI, A.BUKA_LAGI): frozenset({S.TERCATAT, S.DIARAHKAN, S.DIDISPOSISIKAN, S.DIPROSES, S.MENUNGGU_KONFIRMASI}),
    (S.UNTUK_DIKETAHUI, A.BERKASKAN_SURAT): frozenset({S.DIBERKASKAN}),
    (S.DIBERKASKAN, A.KELUARKAN): frozenset({S.SELESAI, S.UNTUK_DIKETAHUI}),
    (S.TERCATAT, A.ALIHKAN): frozenset({S.SALAH_ALAMAT}),
    (S.DIARAHKAN, A.ALIHKAN): frozenset({S.SALAH_ALAMAT}),
}

MOVING: Final = frozenset(action for _, action in MOVES)
#: The addressed leader has not decided yet.
BELUM: Final = frozenset({S.TERCATAT, S.DIARAHKAN})
#: Somebody still owes something.
OPEN: Final = frozenset({S.TERCATAT, S.DIARAHKAN, S.DIDISPOSISIKAN, S.DIPROSES, S.MENUNGGU_KONFIRMASI})

LABEL_CARA: Final[dict[CaraTerima, str]] = {
    CaraTerima.APLIKASI: "e-Office",
    CaraTerima.LANGSUNG: "Diantar langsung",
    CaraTerima.POS: "Pos",
    CaraTerima.POS_EL: "Pos-el",
}

LABEL: Final[dict[Status, str]] = {
    S.TERCATAT: "Menunggu disposisi",
    S.DIARAHKAN: "Diarahkan, menunggu disposisi",
    S.DIDISPOSISIKAN: "Didisposisikan",
    S.DIPROSES: "Ditindaklanjuti",
    S.MENUNGGU_KONFIRMASI: "Menunggu penutupan",
    S.SELESAI: "Selesai",
    S.UNTUK_DIKETAHUI: "Untuk diketahui",
    S.DIBERKASKAN: "Diberkaskan",
    S.SALAH_ALAMAT: "Salah alamat, sudah dialihkan",
}

LABEL_KONDISI: Final[dict[KondisiSampul, str]] = {
    KondisiSampul.UTUH: "Utuh",
    KondisiSampul.RUSAK: "Rusak atau pernah dibuka",
}

LABEL_TOLAK: Final[dict[SebabTolak, str]] = {
    SebabTolak.BUKAN_UNTUK_KAMI: "Bukan untuk perangkat daerah ini",
    SebabTolak.TANPA_TANDA_TANGAN: "Tanpa tanda tangan",
    SebabTolak.IKLAN: "Iklan atau penawaran",
    SebabTolak.KEMBAR: "Sudah pernah diterima",
    SebabTolak.LAINNYA: "Sebab lain",
}
