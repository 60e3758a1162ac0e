"""Enumerations of a disposisi, and the instructions a leader chooses from (naskah-dinas 5.4)."""

import enum
from dataclasses import dataclass
from typing import Final


class Peran(enum.StrEnum):
    """What a recipient owes."""

    PENANGGUNG_JAWAB = "penanggung_jawab"
    PENDUKUNG = "pendukung"
    MENGETAHUI = "mengetahui"


class StatusPenerima(enum.StrEnum):
    """How far one recipient is; «terlambat» is derived from the deadline and never stored."""

    TERKIRIM = "terkirim"
    DIBACA = "dibaca"
    DITINDAKLANJUTI = "ditindaklanjuti"
    DILAPORKAN = "dilaporkan"
    SELESAI = "selesai"
    DITARIK = "ditarik"
    DITOLAK = "ditolak"  # declined as misdirected; back with the giver
    DITUTUP = "ditutup"  # what it hung on was accepted first


class StatusLaporan(enum.StrEnum):
    """What became of a report."""

    SEBAGIAN = "sebagian"  # a step on the way; nothing to accept
    DIAJUKAN = "diajukan"
    DITERIMA = "diterima"
    DIKEMBALIKAN = "dikembalikan"


class Kanal(enum.StrEnum):
    """Given in the system, or on paper and entered later."""

    SISTEM = "sistem"
    KERTAS = "kertas"


class Cara(enum.StrEnum):
    """How a disposisi came about: by the leader's own hand, from a proposal, dictated, or by the standing list."""

    SENDIRI = "sendiri"
    USULAN = "usulan"
    DIKTE = "dikte"
    TETAP = "tetap"


class StatusSiapan(enum.StrEnum):
    """What became of a prepared disposisi."""

    MENUNGGU = "menunggu"
    DIPAKAI = "dipakai"
    DIGANTI = "diganti"
    DIBATALKAN = "dibatalkan"


class JenisLampiran(enum.StrEnum):
    """What is kept beside a disposisi: the leader's voice, or a photo of what the leader wrote by hand."""

    SUARA = "suara"
    FOTO = "foto"


@dataclass(frozen=True)
class Instruksi:
    """A standard instruction: stable code, editable label, and whether it asks for a report."""

    kode: str
    label: str
    perlu_laporan: bool = True
    perlu_catatan: bool = False


INSTRUKSI: Final[dict[str, Instruksi]] = {
    i.kode: i
    for i in (
        Instruksi("tindak_lanjuti", "Tindak lanjuti / proses lebih lanjut"),
        Instruksi("tanggapan_saran", "Beri tanggapan dan saran"),
        Instruksi("koordinasikan", "Koordinasikan/konfirmasikan"),
        Instruksi("untuk_diketahui", "Untuk diketahui", perlu_laporan=False),
        Instruksi("untuk_perhatian", "Untuk menjadi perhatian", perlu_laporan=False),
        Instruksi("pelajari", "Pelajari/teliti"),
        Instruksi("siapkan_bahan", "Siapkan bahan"),
        Instruksi("siapkan_jawaban", "Siapkan jawaban/konsep surat"),
        Instruksi("wakili", "Wakili/hadiri"),
        Instruksi("dampingi", "Dampingi"),
        Instruksi("agendakan", "Jadwalkan"),
        Instruksi("edarkan", "Edarkan/sebarluaskan"),
        Instruksi("bicarakan", "Bicarakan dengan saya"),
        Instruksi("selesaikan", "Selesaikan sesuai ketentuan"),
        Instruksi("laporkan_hasil", "Laporkan hasilnya"),
        Instruksi("pantau", "Pantau"),
        Instruksi("simpan", "Arsipkan/simpan", perlu_laporan=False),
        Instruksi("lainnya", "Sesuai catatan", perlu_catatan=True),
    )
}

P = StatusPenerima
#: The recipient still owes something.
OPEN: Final = frozenset({P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI, P.DILAPORKAN})

#: No longer in the chain: it sees nothing of the surat through this part.
GONE: Final = frozenset({P.DITARIK, P.DITOLAK})

LABEL: Final[dict[StatusPenerima, str]] = {
    P.TERKIRIM: "Belum dibaca",
    P.DIBACA: "Dibaca",
    P.DITINDAKLANJUTI: "Ditindaklanjuti",
    P.DILAPORKAN: "Menunggu diterima",
    P.SELESAI: "Selesai",
    P.DITARIK: "Ditarik",
    P.DITOLAK: "Salah arah",
    P.DITUTUP: "Ditutup bersama bagian di atasnya",
}
#: Why nothing is asked of a part any more, or not yet, as a sentence for whoever would act there.
SEBAB: Final[dict[StatusPenerima, str]] = {
    P.TERKIRIM: "Belum ada laporan dari penerima ini.",
    P.DIBACA: "Penerima sudah membacanya dan belum melapor.",
    P.DITINDAKLANJUTI: "Penerima sedang mengerjakannya dan belum melapor.",
    P.DILAPORKAN: "Laporannya sudah terkirim dan menunggu diterima pemberinya.",
    P.SELESAI: "Bagian ini sudah selesai.",
    P.DITARIK: "Disposisi ini sudah ditarik pemberinya.",
    P.DITOLAK: "Bagian ini sudah dikembalikan kepada pemberinya sebagai salah arah.",
    P.DITUTUP: "Bagian ini sudah ditutup bersama bagian di atasnya.",
}
LABEL_PERAN: Final[dict[Peran, str]] = {
    Peran.PENANGGUNG_JAWAB: "Penanggung jawab",
    Peran.PENDUKUNG: "Pendukung",
    Peran.MENGETAHUI: "Mengetahui",
}
