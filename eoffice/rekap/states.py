"""Words of the everyday reports: kinds of files, steps of a naskah, and where work waits."""

import enum
from typing import Final


class Macam(enum.StrEnum):
    """What a stored file is."""

    NASKAH = "naskah"
    TAHAP = "tahap"
    LAMPIRAN = "lampiran"
    PINDAIAN = "pindaian"
    LAPORAN = "laporan"


LABEL_MACAM: Final[dict[Macam, str]] = {
    Macam.NASKAH: "PDF bertanda tangan",
    Macam.TAHAP: "Tahap stempel arsip",
    Macam.LAMPIRAN: "Lampiran",
    Macam.PINDAIAN: "Pindaian surat masuk",
    Macam.LAPORAN: "Berkas tindak lanjut",
}


class Langkah(enum.StrEnum):
    """One step on the way of a naskah, or of the surat it becomes."""

    AJUKAN = "ajukan"
    PARAF = "paraf"
    TANDATANGANI = "tandatangani"
    KIRIM = "kirim"
    BACA = "baca"
    DISPOSISI = "disposisi"
    SELESAI = "selesai"


LABEL_LANGKAH: Final[dict[Langkah, tuple[str, str]]] = {
    Langkah.AJUKAN: ("Konsep → diajukan", "dari konsep dibuat sampai pertama kali diajukan"),
    Langkah.PARAF: ("Diajukan → paraf", "tiap paraf: dari gilirannya sampai diberikan"),
    Langkah.TANDATANGANI: ("Paraf → tanda tangan", "dari paraf terakhir, atau diajukan, sampai ditandatangani"),
    Langkah.KIRIM: ("Tanda tangan → kirim", "sampai penerima internal yang terakhir menerimanya"),
    Langkah.BACA: ("Diterima → dibaca", "dari tercatat di buku agenda sampai pertama kali dibuka pejabatnya"),
    Langkah.DISPOSISI: ("Dibaca → disposisi", "dari dibaca sampai disposisi pertama"),
    Langkah.SELESAI: ("Disposisi → selesai", "dari disposisi pertama sampai surat selesai"),
}
"""Each step: how it is called, and from when to when it is counted."""


class Tahap(enum.StrEnum):
    """Where work waits."""

    PARAF = "paraf"
    TANDATANGAN = "tandatangan"
    BACA = "baca"
    DISPOSISI = "disposisi"
    TINDAK_LANJUT = "tindak_lanjut"
    BERKASKAN = "berkaskan"


LABEL_TAHAP: Final[dict[Tahap, str]] = {
    Tahap.PARAF: "Menunggu paraf",
    Tahap.TANDATANGAN: "Menunggu tanda tangan",
    Tahap.BACA: "Belum dibaca",
    Tahap.DISPOSISI: "Belum didisposisi",
    Tahap.TINDAK_LANJUT: "Menunggu tindak lanjut",
    Tahap.BERKASKAN: "Belum diberkaskan",
}

#: Upper ends of the age classes in whole working days; the last class has none.
KELAS: Final = (1, 3, 5, 10)
LABEL_KELAS: Final = ("0–1 hari", "2–3 hari", "4–5 hari", "6–10 hari", "lebih dari 10 hari")


def kata(kode: object) -> str:
    """A code as a word: `amat_segera` is «Amat segera», `pos_el` «Pos-el»."""
    return "Pos-el" if kode == "pos_el" else str(kode).replace("_", " ").capitalize()
