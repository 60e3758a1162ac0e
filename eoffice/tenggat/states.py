"""Enumerations of a deadline, and the words for them."""

import enum
from typing import Final


class Jenis(enum.StrEnum):
    """What is owed."""

    SURAT = "surat"  # the addressee disposes, and closes in the end
    BAGIAN = "bagian"  # one recipient of a disposisi does his part


class Dasar(enum.StrEnum):
    """Which rule gave the limit that governs."""

    URGENSI = "urgensi"
    JENIS = "jenis"
    DISPOSISI_PERTAMA = "disposisi_pertama"
    PIMPINAN = "pimpinan"
    UNIT = "unit"
    SURAT = "surat"
    PEMERIKSAAN = "pemeriksaan"


class Jam(enum.StrEnum):
    """By which clock a limit moves when it stood still."""

    KERJA = "kerja"  # working seconds of the office
    HARI_KERJA = "hari_kerja"  # clock seconds of working days (segera)
    DINDING = "dinding"  # clock seconds (amat segera)


class StatusHenti(enum.StrEnum):
    """How far a stopped clock is."""

    DIMINTA = "diminta"
    BERJALAN = "berjalan"
    SELESAI = "selesai"
    DITOLAK = "ditolak"
    DIBATALKAN = "dibatalkan"


class Alasan(enum.StrEnum):
    """Why a clock stands still."""

    DATA_LUAR = "data_luar"
    INSTANSI_LAIN = "instansi_lain"
    KEPUTUSAN = "keputusan"
    PEMOHON = "pemohon"
    KAHAR = "kahar"
    LAINNYA = "lainnya"


class Kejadian(enum.StrEnum):
    """What the history of a deadline names."""

    PENGINGAT = "pengingat"
    HARI_INI = "hari_ini"
    LEWAT = "lewat"
    ESKALASI = "eskalasi"
    DIMINTA = "diminta"
    BERHENTI = "berhenti"
    DITOLAK = "ditolak"
    DIBATALKAN = "dibatalkan"
    BERJALAN = "berjalan"


LABEL_DASAR: Final = {
    Dasar.URGENSI: "menurut urgensi surat",
    Dasar.JENIS: "menurut jenis naskahnya",
    Dasar.DISPOSISI_PERTAMA: "waktu untuk disposisi pertama",
    Dasar.PIMPINAN: "tanggal dari pemberi disposisi",
    Dasar.UNIT: "waktu baku untuk satu unit",
    Dasar.SURAT: "batas suratnya, karena lebih dahulu",
    Dasar.PEMERIKSAAN: "waktu memeriksa laporan",
}
LABEL_ALASAN: Final = {
    Alasan.DATA_LUAR: "Menunggu data dari luar",
    Alasan.INSTANSI_LAIN: "Menunggu jawaban instansi lain",
    Alasan.KEPUTUSAN: "Menunggu keputusan pimpinan",
    Alasan.PEMOHON: "Menunggu kelengkapan dari pengirim surat",
    Alasan.KAHAR: "Keadaan kahar",
    Alasan.LAINNYA: "Alasan lain",
}
LABEL_KEJADIAN: Final = {
    Kejadian.PENGINGAT: "Diingatkan sebelum tenggat",
    Kejadian.HARI_INI: "Diingatkan pada hari tenggat",
    Kejadian.LEWAT: "Diingatkan karena lewat tenggat",
    Kejadian.ESKALASI: "Dinaikkan kepada atasan",
    Kejadian.DIMINTA: "Berhenti jam diminta",
    Kejadian.BERHENTI: "Jam dihentikan",
    Kejadian.DITOLAK: "Permintaan berhenti jam ditolak",
    Kejadian.DIBATALKAN: "Permintaan berhenti jam dibatalkan",
    Kejadian.BERJALAN: "Jam berjalan lagi",
}
#: A stop that has been asked for or is in force: at most one at a time.
HIDUP: Final = frozenset({StatusHenti.DIMINTA, StatusHenti.BERJALAN})
