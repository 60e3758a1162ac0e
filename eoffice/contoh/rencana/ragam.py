"""A few naskah of rarer jenis that wait on somebody's desk, so that a newcomer sees how they look."""

import random
from datetime import date
from typing import Any, Final

from eoffice.contoh.rencana import naskah
from eoffice.contoh.rencana.alamat import route
from eoffice.contoh.rencana.bentuk import Alamat, Langkah, NaskahRencana
from eoffice.contoh.teks import isi
from eoffice.contoh.teks.surat import Surat
from eoffice.contoh.teks.topik import TOPIK

_PENGANTAR: Final[dict[str, Any]] = {
    "kiriman": [
        {"jenis": "Laporan Pengelolaan Arsip Dinamis Semester I Tahun 2026", "banyaknya": "1 (satu) berkas",
         "keterangan": "Untuk bahan pengawasan kearsipan"},
        {"jenis": "Daftar Arsip Vital Tahun 2026", "banyaknya": "1 (satu) berkas", "keterangan": ""},
        {"jenis": "Boks arsip ukuran 37 x 9 x 27 cm", "banyaknya": "25 (dua puluh lima) buah", "keterangan": "Mohon dihitung saat diterima"},
    ],
    "penerima": [],
}  # fmt: skip
_TELAAHAN: Final[dict[str, Any]] = {
    "persoalan": "Meja bantuan belum dapat menjawab seluruh pertanyaan pengguna perkantoran elektronik pada hari yang sama.",
    "praanggapan": "Jumlah pertanyaan akan naik pada awal tahun 2027, saat kelurahan mulai menggunakan aplikasi.",
    "fakta": ["Rata-rata pertanyaan yang masuk adalah 46 (empat puluh enam) setiap hari kerja.",
              "Petugas meja bantuan berjumlah 2 (dua) orang."],
    "simpulan": "Pendamping internal di setiap perangkat daerah merupakan jalan tercepat, tanpa tambahan pegawai.",
    "saran": ["menetapkan dua pendamping internal di setiap perangkat daerah; dan",
              "menyusun daftar pertanyaan yang sering diajukan beserta jawabannya."],
}  # fmt: skip
_KETERANGAN: Final[dict[str, Any]] = {
    "menerangkan": [{"nama": "Citraloka Ayuningtyas", "nomor_identitas": "NIM 22041007", "asal": "Universitas Nusa Kirana"}],
    "maksud": "melengkapi persyaratan kelulusan",
}  # fmt: skip
#: (surat, unit, author, signer, addressees, day of November, how far); dates and offices as in the rest of the plan.
_RAGAM: Final[tuple[tuple[Surat, str, str, str, tuple[Alamat, ...], int, str], ...]] = (
    (
        Surat(
            "ragam_pengantar", "surat_pengantar", "000.5.3.1",
            "Pengantar Laporan Pengelolaan Arsip Dinamis Semester I Tahun 2026 dan 2 lainnya",
            isi.body([{"type": "paragraph"}]), _PENGANTAR, "biasa", "biasa",
        ),
        "31.1.1", "31.1.1-S1", "31", (Alamat("Kepala Dinas Kearsipan dan Perpustakaan", "35"),), 18, "siap_ttd",
    ),
    (
        Surat(
            "ragam_telaahan", "telaahan_staf", "000.8.5", "Penguatan Meja Bantuan Perkantoran Elektronik",
            isi.body([isi.numbered([
                "Penambahan petugas memerlukan anggaran baru dan waktu pengadaan paling cepat enam bulan.",
                "Sebagian besar pertanyaan berulang sehingga dapat dijawab oleh pendamping di kantor masing-masing.",
            ])]),
            _TELAAHAN, "terbatas", "biasa",
        ),
        "31.3", "31.3-S1", "31.3", (Alamat("Kepala Dinas Komunikasi dan Informatika", "31"),), 19, "siap_ttd",
    ),
    (
        Surat(
            "ragam_keterangan", "surat_keterangan", "400.14.5.4", "Keterangan Praktik Kerja Lapangan",
            isi.body([isi.paragraph(
                "benar telah melaksanakan praktik kerja lapangan pada Dinas Komunikasi dan Informatika sejak tanggal 1 "
                "September s.d. 30 Oktober 2026 dengan hasil baik."
            )]),
            _KETERANGAN, "biasa", "biasa",
        ),
        "31.1.1", "31.1.1-S1", "31", (), 20, "konsep",
    ),
)  # fmt: skip


def waiting(seed: int) -> list[tuple[NaskahRencana, list[Langkah]]]:
    """The naskah and how far each has come."""
    made = []
    for n, (surat, unit, author, signer, tujuan, day, sampai) in enumerate(_RAGAM, start=1):
        chance = random.Random(f"{seed}-ragam-{n}")  # noqa: S311
        paraf = route(TOPIK["sop"], author, signer)
        row = NaskahRencana(f"R{n:03d}", surat, unit, author, paraf, signer, "langsung", tujuan, (), ())
        made.append((row, naskah.walk_until(row, date(2026, 11, day), chance, sampai)))
    return made
