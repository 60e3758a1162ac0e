"""What finally happens to a berkas, and how a code of the classification comes, changes and goes."""

import enum
from typing import Final


class NasibAkhir(enum.StrEnum):
    """Recommendation of the JRA."""

    MUSNAH = "musnah"
    PERMANEN = "permanen"
    DINILAI_KEMBALI = "dinilai_kembali"


class Asal(enum.StrEnum):
    """Who made a code: the national list, or the city below it."""

    BAKU = "baku"
    KOTA = "kota"


class JenisPerubahan(enum.StrEnum):
    """What a decision of the city does to a code. `awal` is no decision: the title a code had before its first change."""

    AWAL = "awal"
    TAMBAH = "tambah"
    JUDUL = "judul"
    HENTI = "henti"
    PAKAI_LAGI = "pakai_lagi"


LABEL_PERUBAHAN: Final[dict[JenisPerubahan, str]] = {
    JenisPerubahan.AWAL: "Judul semula",
    JenisPerubahan.TAMBAH: "Kode baru",
    JenisPerubahan.JUDUL: "Judul diubah",
    JenisPerubahan.HENTI: "Tidak dipakai lagi",
    JenisPerubahan.PAKAI_LAGI: "Dipakai lagi",
}
