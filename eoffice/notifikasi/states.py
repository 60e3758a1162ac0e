"""Enumerations of notices: every kind of news, its words, whether it asks for something, and the channels."""

import enum
from dataclasses import dataclass
from typing import Final

from eoffice.akses.rights import Sifat


class Kabar(enum.StrEnum):
    """A kind of news (kabar); add a member and its row in RUPA for a new one."""

    SURAT_BARU = "surat_baru"
    TEMBUSAN = "tembusan"
    ARAHAN_SIAP = "arahan_siap"
    DISPOSISI_BARU = "disposisi_baru"
    DISPOSISI_DIUBAH = "disposisi_diubah"
    DISPOSISI_DITARIK = "disposisi_ditarik"
    DISPOSISI_DITOLAK = "disposisi_ditolak"
    LAPORAN_MASUK = "laporan_masuk"
    LAPORAN_DITERIMA = "laporan_diterima"
    LAPORAN_DIKEMBALIKAN = "laporan_dikembalikan"
    PERLU_PARAF = "perlu_paraf"
    PERLU_TANDATANGAN = "perlu_tandatangan"
    NASKAH_DIKEMBALIKAN = "naskah_dikembalikan"
    NASKAH_DITOLAK = "naskah_ditolak"
    NASKAH_DITARIK = "naskah_ditarik"
    DITANDATANGANI = "ditandatangani"
    GAGAL_TTD = "gagal_ttd"
    KOMENTAR = "komentar"
    SUNTINGAN_DIAMBIL = "suntingan_diambil"
    TERKIRIM_DIBACA = "terkirim_dibaca"
    PENGINGAT = "pengingat"
    LEWAT_TENGGAT = "lewat_tenggat"
    ESKALASI = "eskalasi"
    JAM_DIMINTA = "jam_diminta"
    JAM_DIUBAH = "jam_diubah"
    AGENDA = "agenda"
    AGENDA_BENTROK = "agenda_bentrok"
    PLH_MULAI = "plh_mulai"
    PLH_SELESAI = "plh_selesai"
    MANDAT = "mandat"
    MUTASI = "mutasi"
    AKSES_DIMINTA = "akses_diminta"
    AKSES_DIPUTUS = "akses_diputus"
    AKSES_BERAKHIR = "akses_berakhir"
    PINJAM_DIMINTA = "pinjam_diminta"
    PINJAM_DIPUTUS = "pinjam_diputus"
    PINJAM_TEMPO = "pinjam_tempo"
    SIMPANAN_RUSAK = "simpanan_rusak"
    IMPOR = "impor"
    RETENSI = "retensi"


class Kelompok(enum.StrEnum):
    """Headings under which kinds of news are chosen and filtered."""

    SURAT = "surat"
    DISPOSISI = "disposisi"
    NASKAH = "naskah"
    TENGGAT = "tenggat"
    AGENDA = "agenda"
    PERWAKILAN = "perwakilan"
    ARSIP = "arsip"


LABEL_KELOMPOK: Final = {
    Kelompok.SURAT: "Surat masuk",
    Kelompok.DISPOSISI: "Disposisi",
    Kelompok.NASKAH: "Naskah",
    Kelompok.TENGGAT: "Tenggat",
    Kelompok.AGENDA: "Agenda",
    Kelompok.PERWAKILAN: "Jabatan dan perwakilan",
    Kelompok.ARSIP: "Arsip dan penyimpanan",
}


class Surel(enum.StrEnum):
    """How a kind of news goes by e-mail (surel)."""

    LANGSUNG = "langsung"
    RINGKASAN = "ringkasan"
    TIDAK = "tidak"


class Saluran(enum.StrEnum):
    """A channel that leaves the application."""

    SUREL = "surel"
    DORONG = "dorong"  # web push


class JenisKiriman(enum.StrEnum):
    """What one message that leaves the application is."""

    LANGSUNG = "langsung"
    RINGKASAN = "ringkasan"
    KONFIRMASI = "konfirmasi"


class Keadaan(enum.StrEnum):
    """Where one message that leaves the application stands."""

    ANTRE = "antre"
    DIKIRIM = "dikirim"  # taken by a sender, whose lease runs
    TERKIRIM = "terkirim"
    BATAL = "batal"  # nothing to tell any more: read meanwhile, or no longer the person's to read
    DITOLAK = "ditolak"  # the other side refused for good
    GAGAL = "gagal"  # given up after many tries


@dataclass(frozen=True)
class Rupa:
    """The words of a kind of news.

    Attributes:
        label: on the page of preferences.
        kalimat: what a notice says; never anything about the content.
        perlu: it asks its reader to do something, so it is told at once.
        ajakan: words of the link.
        lepas: told even to somebody who may not read the thing (any more), hence without its content.
        url: where the link leads when there is no surat or naskah to open.
    """

    kelompok: Kelompok
    label: str
    kalimat: str
    perlu: bool = False
    ajakan: str = "Buka"
    lepas: bool = False
    url: str = "/notifikasi"


_K = Kelompok

RUPA: Final[dict[Kabar, Rupa]] = {
    Kabar.SURAT_BARU: Rupa(_K.SURAT, "Surat masuk baru", "Ada surat masuk untuk Anda", True, "Baca surat"),
    Kabar.TEMBUSAN: Rupa(_K.SURAT, "Tembusan", "Anda mendapat tembusan", ajakan="Baca tembusan"),
    Kabar.ARAHAN_SIAP: Rupa(
        _K.DISPOSISI, "Arahan menunggu konfirmasi", "Ada arahan yang disiapkan untuk Anda", True, "Periksa dan kirim"
    ),
    Kabar.DISPOSISI_BARU: Rupa(_K.DISPOSISI, "Disposisi baru", "Ada disposisi untuk Anda", True, "Buka disposisi"),
    Kabar.DISPOSISI_DIUBAH: Rupa(
        _K.DISPOSISI, "Disposisi diubah", "Disposisi kepada Anda diubah", True, "Lihat perubahan"
    ),
    Kabar.DISPOSISI_DITARIK: Rupa(
        _K.DISPOSISI,
        "Disposisi ditarik",
        "Disposisi kepada Anda ditarik kembali",
        ajakan="Lihat disposisi",
        lepas=True,
        url="/disposisi",
    ),
    Kabar.DISPOSISI_DITOLAK: Rupa(
        _K.DISPOSISI, "Disposisi Anda ditolak penerima", "Penerima mengembalikan disposisi Anda", True, "Putuskan"
    ),
    Kabar.LAPORAN_MASUK: Rupa(
        _K.DISPOSISI,
        "Laporan tindak lanjut masuk",
        "Ada laporan tindak lanjut untuk Anda periksa",
        True,
        "Periksa laporan",
    ),
    Kabar.LAPORAN_DITERIMA: Rupa(_K.DISPOSISI, "Laporan Anda diterima", "Laporan Anda diterima"),
    Kabar.LAPORAN_DIKEMBALIKAN: Rupa(
        _K.DISPOSISI,
        "Laporan Anda dikembalikan",
        "Laporan Anda dikembalikan untuk dilengkapi",
        True,
        "Lengkapi laporan",
    ),
    Kabar.PERLU_PARAF: Rupa(
        _K.NASKAH, "Naskah menunggu paraf", "Ada naskah menunggu paraf Anda", True, "Baca dan paraf"
    ),
    Kabar.PERLU_TANDATANGAN: Rupa(
        _K.NASKAH,
        "Naskah menunggu tanda tangan",
        "Ada naskah menunggu tanda tangan Anda",
        True,
        "Baca dan tanda tangani",
    ),
    Kabar.NASKAH_DIKEMBALIKAN: Rupa(
        _K.NASKAH, "Naskah Anda dikembalikan", "Naskah Anda dikembalikan untuk diperbaiki", True, "Perbaiki"
    ),
    Kabar.NASKAH_DITOLAK: Rupa(_K.NASKAH, "Naskah Anda ditolak", "Naskah Anda ditolak", True, "Baca alasannya"),
    Kabar.NASKAH_DITARIK: Rupa(
        _K.NASKAH,
        "Naskah ditarik pengirimnya",
        "Naskah yang menunggu Anda ditarik kembali",
        ajakan="Lihat naskah",
        lepas=True,
    ),
    Kabar.DITANDATANGANI: Rupa(_K.NASKAH, "Naskah Anda ditandatangani", "Naskah Anda sudah ditandatangani"),
    Kabar.GAGAL_TTD: Rupa(
        _K.NASKAH, "Tanda tangan belum selesai", "Tanda tangan belum selesai", True, "Tanda tangani lagi"
    ),
    Kabar.KOMENTAR: Rupa(
        _K.NASKAH, "Komentar pada naskah", "Ada komentar pada naskah yang Anda susun atau periksa", ajakan="Baca"
    ),
    Kabar.SUNTINGAN_DIAMBIL: Rupa(
        _K.NASKAH, "Penyuntingan diambil alih", "Orang lain melanjutkan naskah yang sedang Anda sunting", ajakan="Lihat"
    ),
    Kabar.TERKIRIM_DIBACA: Rupa(_K.NASKAH, "Surat Anda dibaca penerima", "Surat Anda sudah dibaca penerima"),
    Kabar.PENGINGAT: Rupa(_K.TENGGAT, "Pengingat tenggat", "Tenggat surat ini mendekat", True, "Kerjakan"),
    Kabar.LEWAT_TENGGAT: Rupa(_K.TENGGAT, "Lewat tenggat", "Tenggat surat ini sudah lewat", True, "Kerjakan"),
    Kabar.ESKALASI: Rupa(
        _K.TENGGAT, "Bawahan lewat tenggat", "Pekerjaan bawahan Anda lewat tenggat", True, "Lihat", lepas=True
    ),
    Kabar.JAM_DIMINTA: Rupa(_K.TENGGAT, "Permintaan berhenti jam", "Berhenti jam diminta dari Anda", True, "Putuskan"),
    Kabar.JAM_DIUBAH: Rupa(_K.TENGGAT, "Jam dihentikan atau berjalan lagi", "Jam pekerjaan Anda berubah"),
    Kabar.AGENDA: Rupa(_K.AGENDA, "Agenda baru atau berubah", "Ada agenda untuk Anda", ajakan="Lihat agenda"),
    Kabar.AGENDA_BENTROK: Rupa(_K.AGENDA, "Agenda bentrok", "Ada agenda yang bentrok", True, "Putuskan"),
    Kabar.PLH_MULAI: Rupa(
        _K.PERWAKILAN,
        "Plh. atau Plt. mulai",
        "Tugas pengganti mulai",
        lepas=True,
        url="/perwakilan",
    ),
    Kabar.PLH_SELESAI: Rupa(
        _K.PERWAKILAN, "Plh. atau Plt. selesai", "Tugas pengganti berakhir", lepas=True, url="/perwakilan"
    ),
    Kabar.MANDAT: Rupa(_K.PERWAKILAN, "Mandat", "Mandat Anda berubah", lepas=True, url="/perwakilan"),
    Kabar.MUTASI: Rupa(
        _K.PERWAKILAN, "Mutasi dan serah terima", "Penempatan Anda berubah", lepas=True, url="/perwakilan"
    ),
    Kabar.AKSES_DIMINTA: Rupa(
        _K.ARSIP,
        "Permintaan akses arsip",
        "Ada permintaan membaca arsip",
        True,
        "Putuskan",
        lepas=True,
        url="/akses?tab=masuk",
    ),
    Kabar.AKSES_DIPUTUS: Rupa(
        _K.ARSIP, "Permintaan akses Anda diputus", "Permintaan akses Anda sudah diputus", lepas=True, url="/akses"
    ),
    Kabar.AKSES_BERAKHIR: Rupa(
        _K.ARSIP,
        "Akses arsip Anda akan berakhir",
        "Izin Anda membaca arsip akan berakhir",
        True,
        "Lihat",
        lepas=True,
        url="/akses",
    ),
    Kabar.PINJAM_DIMINTA: Rupa(
        _K.ARSIP,
        "Permintaan meminjam arsip",
        "Ada permintaan meminjam arsip kertas",
        True,
        "Putuskan",
        lepas=True,
        url="/peminjaman?tab=menunggu",
    ),
    Kabar.PINJAM_DIPUTUS: Rupa(
        _K.ARSIP,
        "Permintaan pinjam Anda diputus",
        "Permintaan Anda meminjam arsip sudah diputus",
        lepas=True,
        url="/peminjaman",
    ),
    Kabar.PINJAM_TEMPO: Rupa(
        _K.ARSIP,
        "Pengembalian arsip pinjaman",
        "Arsip kertas yang dipinjam perlu dikembalikan",
        True,
        "Lihat",
        lepas=True,
        url="/peminjaman",
    ),
    Kabar.RETENSI: Rupa(
        _K.ARSIP,
        "Retensi arsip jatuh tempo",
        "Ada berkas yang retensinya perlu diurus",
        True,
        "Lihat jatuh tempo",
        lepas=True,
        url="/arsip/jatuh-tempo",
    ),
    Kabar.SIMPANAN_RUSAK: Rupa(
        _K.ARSIP,
        "Berkas rusak di penyimpanan",
        "Pemeriksaan penyimpanan menemukan berkas yang rusak atau hilang",
        True,
        "Lihat laporan",
        lepas=True,
        url="/simpanan",
    ),
    Kabar.IMPOR: Rupa(
        _K.ARSIP,
        "Kemajuan impor arsip",
        "Ada kabar tentang impor arsip Anda",
        ajakan="Lihat impor",
        lepas=True,
        url="/paket",
    ),
}

#: Told again by e-mail and push although a notice about the same thing is still open.
MENDESAK: Final = frozenset({Kabar.LEWAT_TENGGAT, Kabar.ESKALASI, Kabar.GAGAL_TTD})


def surel_bawaan(kabar: Kabar) -> Surel:
    """How a kind goes by e-mail until its reader chooses: what asks for something at once, the rest in the digest."""
    return Surel.LANGSUNG if RUPA[kabar].perlu else Surel.RINGKASAN


def terbuka(sifat: Sifat) -> bool:
    """Whether words about a thing of this sifat may leave the application: of Terbatas and above never."""
    return sifat is Sifat.BIASA
