"""The kinds of open work and the lists made of them: one definition for query, counter and menu."""

import enum
from dataclasses import dataclass
from typing import Final


class Macam(enum.StrEnum):
    """Why something lies in somebody's work lists; of one thing an owner has at most one row of each kind."""

    SURAT = "surat"  # addressed to a jabatan that must dispose or close
    SURAT_JALAN = "surat_jalan"  # the same, while others work on it
    BAGIAN = "bagian"  # a disposisi received and owed
    BAGIAN_JALAN = "bagian_jalan"  # received and passed on, or reported and not accepted yet
    LAPORAN = "laporan"  # a report to be accepted
    TOLAKAN = "tolakan"  # a disposisi that came back as misdirected
    TEMBUSAN = "tembusan"  # a copy nobody has opened yet
    TEMBUSAN_LAMA = "tembusan_lama"  # a copy that was read
    KONSEP = "konsep"
    KEMBALI = "kembali"  # a konsep that was sent back
    AJUAN = "ajuan"  # an own konsep that others look at
    PARAF = "paraf"
    TTD = "ttd"
    PINDAIAN = "pindaian"  # signed with a pen, the scan is missing
    BELUM_KIRIM = "belum_kirim"  # issued, an outside recipient not served
    TERBIT = "terbit"  # written or signed by the owner, and issued
    TIBA = "tiba"  # a scan, an e-mail, a file that waits for registration
    KIRIMAN = "kiriman"  # what a channel did not take, and nobody has dealt with
    TELITI = "teliti"  # to be screened before the leader disposes
    SAMPUL = "sampul"  # a sealed envelope that was registered and not handed over


class Objek(enum.StrEnum):
    """What a row is about."""

    SURAT = "surat"
    BAGIAN = "bagian"
    NASKAH = "naskah"
    PINDAIAN = "pindaian"
    KIRIMAN = "kiriman"
    SAMPUL = "sampul"


class Urutan(enum.StrEnum):
    """How a list is sorted: newest first, or what is due first."""

    BARU = "baru"
    TENGGAT = "tenggat"


class Saring(enum.StrEnum):
    """Chips that narrow a list."""

    BELUM_DIBACA = "belum_dibaca"
    SEGERA = "segera"
    RAHASIA = "rahasia"  # anything above Biasa
    LEWAT = "lewat"


M = Macam


@dataclass(frozen=True)
class Daftar:
    """A work list: its address, its name, the kinds of work in it, and what an empty one says."""

    kode: str
    nama: str
    gambar: str
    macam: tuple[Macam, ...]
    definisi: str
    kosong: tuple[str, str]
    lewat: bool = False  # only what is past its deadline
    dibaca: bool = False  # its counter beside the menu is what nobody has read
    dihitung: bool = True  # whether the menu shows a counter at all


#: What waits on the desk of a TU in the morning.
MEJA_TU: Final = (M.TIBA, M.KIRIMAN, M.TELITI, M.SAMPUL, M.PINDAIAN, M.BELUM_KIRIM)
PERLU: Final = (M.SURAT, M.BAGIAN, M.LAPORAN, M.TOLAKAN, M.KEMBALI, M.PARAF, M.TTD, *MEJA_TU)
MENUNGGU: Final = (M.SURAT_JALAN, M.BAGIAN_JALAN, M.AJUAN)

DAFTAR: Final[dict[str, Daftar]] = {
    d.kode: d
    for d in (
        Daftar(
            "masuk",
            "Kotak Masuk",
            "inbox",
            (M.SURAT, M.SURAT_JALAN, M.BAGIAN, M.BAGIAN_JALAN),
            "Surat dan disposisi untuk jabatan Anda yang belum selesai, tanpa tembusan.",
            ("Kotak masuk kosong", "Surat dan disposisi untuk jabatan Anda akan muncul di sini sampai selesai."),
        ),
        Daftar(
            "perlu",
            "Perlu Tindakan",
            "clipboard-check",
            PERLU,
            "Semua yang menunggu tangan Anda: disposisi, laporan, paraf, tanda tangan, konsep yang dikembalikan, dan meja tata usaha.",
            ("Tidak ada yang menunggu Anda", "Begitu ada yang memerlukan putusan Anda, tempatnya di sini."),
        ),
        Daftar(
            "menunggu",
            "Menunggu Orang Lain",
            "hourglass",
            MENUNGGU,
            "Pekerjaan Anda yang sedang di meja orang lain.",
            ("Tidak ada yang Anda tunggu", "Surat yang Anda teruskan dan konsep yang Anda ajukan akan muncul di sini."),
        ),
        Daftar(
            "lewat",
            "Lewat Tenggat",
            "alert-triangle",
            PERLU + MENUNGGU,
            "Dari Perlu Tindakan dan Menunggu Orang Lain: yang batas waktunya sudah lewat.",
            ("Tidak ada yang lewat tenggat", "Yang melewati batas waktunya akan muncul di sini."),
            lewat=True,
        ),
        Daftar(
            "konsep",
            "Konsep",
            "pencil",
            (M.KONSEP, M.KEMBALI),
            "Naskah yang sedang Anda tulis, termasuk yang dikembalikan kepada Anda.",
            ("Belum ada konsep", "Mulai dengan tombol Tulis naskah. Konsep tersimpan sendiri selama Anda mengetik."),
        ),
        Daftar(
            "paraf",
            "Paraf",
            "checks",
            (M.PARAF,),
            "Naskah yang kini giliran jabatan Anda memaraf.",
            ("Tidak ada yang menunggu paraf Anda", "Naskah yang diajukan kepada jabatan Anda akan muncul di sini."),
        ),
        Daftar(
            "tanda-tangan",
            "Tanda Tangan",
            "signature",
            (M.TTD,),
            "Naskah yang lengkap parafnya dan menunggu tanda tangan Anda.",
            ("Tidak ada yang menunggu tanda tangan", "Naskah yang sudah lengkap parafnya akan muncul di sini."),
        ),
        Daftar(
            "tembusan",
            "Tembusan",
            "mail",
            (M.TEMBUSAN, M.TEMBUSAN_LAMA),
            "Salinan untuk diketahui; tidak ada yang harus ditindaklanjuti.",
            ("Belum ada tembusan", "Tembusan untuk jabatan Anda akan muncul di sini."),
            dibaca=True,
        ),
        Daftar(
            "terkirim",
            "Terkirim",
            "send",
            (M.TERBIT,),
            "Naskah yang Anda tulis atau tanda tangani dan sudah terbit.",
            ("Belum ada yang terkirim", "Naskah Anda yang sudah ditandatangani akan muncul di sini."),
            dihitung=False,
        ),
    )
}

#: Lists that are opened from a counter and stand in no menu.
SEBAGIAN: Final[dict[str, Daftar]] = {
    d.kode: d
    for d in (
        Daftar(
            "surat",
            "Surat Belum Ditindaklanjuti",
            "inbox",
            (M.SURAT,),
            "Surat untuk jabatan Anda yang menunggu disposisi atau putusan Anda.",
            ("Semua sudah ditindaklanjuti", "Surat baru untuk jabatan Anda akan muncul di sini."),
        ),
        Daftar(
            "disposisi",
            "Disposisi Belum Ditindaklanjuti",
            "clipboard-list",
            (M.BAGIAN,),
            "Disposisi untuk jabatan Anda yang belum diteruskan atau dilaporkan.",
            ("Semua sudah ditindaklanjuti", "Disposisi baru untuk jabatan Anda akan muncul di sini."),
        ),
        Daftar(
            "belum-dikirim",
            "Belum Dikirim",
            "send",
            (M.BELUM_KIRIM,),
            "Naskah yang sudah ditandatangani dan masih menunggu dikirim tata usaha ke luar.",
            ("Semua sudah dikirim", "Naskah untuk penerima di luar akan muncul di sini sesudah ditandatangani."),
        ),
    )
}
#: Every list by its code.
SEMUA: Final = DAFTAR | SEBAGIAN

#: The eight counters of the home page of the national application (naskah-dinas 5.1), each with its list, unread or all.
DELAPAN: Final[tuple[tuple[str, str, bool], ...]] = (
    ("Belum ditandatangani", "tanda-tangan", False),
    ("Sudah ditandatangani, belum dikirim", "belum-dikirim", False),
    ("Belum diverifikasi (paraf)", "paraf", False),
    ("Surat belum dibaca", "surat", True),
    ("Surat belum ditindaklanjuti", "surat", False),
    ("Disposisi belum dibaca", "disposisi", True),
    ("Disposisi belum ditindaklanjuti", "disposisi", False),
    ("Tembusan belum dibaca", "tembusan", True),
)


class Tindakan(enum.StrEnum):
    """What can be done to many at once."""

    DIBACA = "dibaca"
    BACA_SAJA = "baca_saja"
    SELESAIKAN = "selesaikan"


LABEL_TINDAKAN: Final[dict[Tindakan, str]] = {
    Tindakan.DIBACA: "Tandai dibaca",
    Tindakan.BACA_SAJA: "Cukup dibaca",
    Tindakan.SELESAIKAN: "Tandai selesai",
}
