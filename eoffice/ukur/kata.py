"""Words as Indonesian offices use them, drawn by Zipf's law from a seed."""

import csv
import itertools
import random
import re
from functools import cache
from typing import Final

from eoffice.klasifikasi.actions import DATA

#: The commonest words of official Indonesian, most frequent first; after them come those of the klasifikasi.
SERING: Final = re.findall(
    r"\w+",
    "dan yang untuk pada dengan dalam di tahun kegiatan daerah pelaksanaan kota rapat surat dinas perangkat data kepada "
    "tentang laporan rencana pelayanan pengelolaan koordinasi hasil program anggaran kerja sesuai ketentuan dari oleh "
    "pembahasan evaluasi pegawai peraturan masyarakat tindak lanjut undangan permohonan penyampaian pemerintah bidang "
    "penyusunan pembangunan pemeliharaan informasi sistem jadwal tim dokumen sosialisasi pengawasan penilaian usulan "
    "bulan hari tanggal pukul tempat agenda peserta pejabat kepala bagian sekretariat kecamatan kelurahan warga bantuan "
    "sosial kesehatan pendidikan jalan jembatan drainase sampah pasar perizinan pajak retribusi aset barang jasa pengadaan "
    "kontrak nilai realisasi triwulan semester capaian indikator kinerja risiko arsip aplikasi jaringan perbaikan",
)

#: How a hal begins; what follows is drawn.
HAL: Final = (
    "Undangan Rapat Koordinasi", "Penyampaian Laporan", "Permohonan Data", "Rencana Kerja", "Tindak Lanjut Hasil Evaluasi",
    "Pemberitahuan Pelaksanaan", "Permohonan Narasumber", "Jadwal Pemeliharaan", "Usulan Kegiatan", "Laporan Realisasi Anggaran",
    "Sosialisasi Ketentuan", "Penilaian Kinerja",
)  # fmt: skip

#: Who writes to the city from outside.
LUAR: Final = (
    "Badan Pusat Statistik Kota Arunika", "Kementerian Dalam Negeri", "Kantor Pelayanan Pajak Pratama Arunika",
    "Universitas Arunika", "Kepolisian Resor Kota Arunika", "PT Tirta Kirana", "Lembaga Bantuan Hukum Kirana",
    "Palang Merah Indonesia Kota Arunika",
)  # fmt: skip

#: Words that rows of the bench look for: one in most records, two together, side by side, and a beginning.
UMUM: Final = "rapat"
DUA: Final = "laporan anggaran"
FRASA: Final = '"rapat koordinasi"'
AWALAN: Final = "pem"

_WORD = re.compile(r"[a-z]{4,}")


@cache
def vocabulary() -> tuple[str, ...]:
    """Every word, most frequent first: some two thousand, the same on every machine."""
    with (DATA / "klasifikasi.csv").open(encoding="utf-8", newline="") as source:
        titles = [row["uraian"] for row in csv.DictReader(source)]
    rare = sorted({word for title in titles for word in _WORD.findall(title.lower())} - set(SERING))
    random.Random(1).shuffle(rare)  # noqa: S311 - by length or letter they would not be alike
    return (*SERING, *rare)


@cache
def _weights() -> tuple[float, ...]:
    return tuple(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary()))))


def draw(chance: random.Random, count: int) -> list[str]:
    """So many words, each as often as its rank says."""
    return chance.choices(vocabulary(), cum_weights=_weights(), k=count)


def paragraphs(chance: random.Random) -> list[str]:
    """The body of a record: two to four paragraphs, some ninety words in all."""
    made = []
    for _ in range(chance.randint(2, 4)):
        words = draw(chance, chance.randint(18, 42))
        made.append(" ".join(words).capitalize() + ".")
    return made


def hal(chance: random.Random) -> str:
    """A subject: a usual beginning and two to four words."""
    return f"{chance.choice(HAL)} {' '.join(draw(chance, chance.randint(2, 4))).title()}"
