"""Which factors hold, and the definitions that stand behind every figure on the page, each with its source and date."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.laporan.kertas import PARAMETER_AWAL, Ketentuan
from eoffice.laporan.kertas.uraian import CAVEAT

DITETAPKAN: Final = date(2026, 1, 1)
"""Since when these factors are the ones of the program; an own decree of the city would be a later version."""

KETENTUAN: Final = Ketentuan(parameter=((date.min, "bawaan-2026", PARAMETER_AWAL),))
"""The factors in force. No perangkat daerah has a paper profile of its own yet: F4 70 g, one side, default prices."""

PROFIL: Final = (
    "Setiap perangkat daerah dihitung dengan kertas F4 215 × 330 mm 70 g, cetak satu muka, dan harga bawaan, "
    "karena belum ada perangkat daerah yang menetapkan profil kertas atau standar harganya sendiri."
)


@dataclass(frozen=True)
class Definisi:
    """What a figure means, how it comes about, and on what it rests.

    Attributes:
        kunci: field of `kertas.Hasil`.
        rumus: the formula in words.
    """

    kunci: str
    nama: str
    arti: str
    rumus: str
    sumber: str
    berlaku: date = DITETAPKAN


DEFINISI: Final = (
    Definisi(
        "lembar_hemat_bersih",
        "Kertas bersih terhindar (H)",
        "Lembar yang akan terpakai bila naskah ini diurus dengan kertas, dikurangi yang tetap dicetak. Bisa negatif.",
        "H = (1 − bagian yang tetap dicetak di luar aplikasi) × B − A; B adalah lembar cara kertas dan A lembar yang "
        "tetap dicetak. B dihitung dari halaman, tujuan, tembusan, koreksi, pertinggal, dan disposisi "
        "setiap naskah, tidak pernah memakai angka rata per surat.",
        "Model metrik/1; cara kerja kertas menurut tata naskah dinas. Nilai perilaku adalah penilaian, bukan hasil "
        "pengukuran.",
    ),
    Definisi(
        "massa_kertas_kg",
        "Massa kertas",
        "Berat kertas yang terhindar.",
        "luas lembar × gramatur × H; F4 70 g = 4,9665 gram per lembar",
        "Ukuran F4 215 × 330 mm; gramatur menurut ISO 536.",
    ),
    Definisi(
        "rim",
        "Setara rim",
        "Banyaknya rim bila dihitung 500 lembar per rim; tidak pernah dibulatkan ke atas.",
        "H ÷ 500",
        "500 lembar per rim.",
    ),
    Definisi(
        "rp_total",
        "Kas terhindar",
        "Kertas, toner, dan amplop yang tidak perlu dibeli menurut model. Ini bukan pemotongan anggaran.",
        "H × harga lembar + halaman × toner + amplop × harga amplop",
        "Harga bawaan dari data 2018–2021: kertas Rp45.100–75.000 per rim, toner Rp50–300 per halaman, amplop "
        "Rp300–1.000. Ganti dengan standar harga kota sebelum diumumkan.",
    ),
    Definisi(
        "co2e_kg",
        "Setara emisi (CO2e)",
        "Emisi pembuatan kertas yang terhindar, setara CO2. Listrik server belum dikurangkan di sini.",
        "kg kertas dan amplop × 0,92 / 1,30 / 3,01 kg CO2e per kg",
        "Faktor Britania Raya (rendah), Victoria 2013 (tengah), EPN v3 (tinggi).",
    ),
    Definisi(
        "pohon_setara",
        "Setara pohon",
        "Perkiraan kayu untuk membuat kertas sebanyak itu.",
        "kg ÷ 907,18474 × 12 / 24 / 24 pohon per ton pendek",
        "Conservatree; kalkulator EPN v4.0 (2018).",
    ),
    Definisi(
        "air_liter",
        "Setara air",
        "Air yang terpakai untuk membuat kertas sebanyak itu.",
        "kg × 300 / 883 / 2.600 liter per kg",
        "van Oel dan Hoekstra, 2012; nilai tengah adalah rata-rata geometris.",
    ),
    Definisi(
        "rak_meter",
        "Rak arsip",
        "Rak yang tidak perlu ditambah karena lembarnya tidak pernah ada.",
        "lembar arsip × 0,0254 ÷ 200 / 175 / 150 lembar per inci",
        "Pedoman kantor arsip negara bagian North Dakota.",
    ),
)

PERINGATAN: Final = (
    CAVEAT,
    "Rupiah adalah kas terhindar menurut model, bukan penghematan anggaran. Anggaran baru hemat bila realisasi "
    "belanjanya turun.",
    "Setara emisi, pohon, dan air memakai faktor dari luar negeri dan bukan klaim serapan karbon; listrik server "
    "belum dikurangkan.",
    "Rentang rendah–tinggi memakai semua nilai rendah atau semua nilai tinggi sekaligus, jadi bukan batas galat.",
)
"""The sentences that stand under every chart of this report."""

_NILAIAN: Final = "Penilaian penyusun model metrik/1, menunggu survei tahunan."
SUMBER: Final[dict[str, str]] = {
    "d0": "Penilaian penyusun model; pada nilai rendah konsep yang diparaf langsung menjadi pertinggal.",
    "kappa": "Penilaian penyusun model; pada kertas beberapa catatan diperbaiki dengan satu cetak ulang.",
    "r_max": "Batas model agar putaran koreksi digital tidak membesarkan angka.",
    "npk": "Tata naskah dinas sebuah kota menyebut nota pengajuan konsep; tidak semua perangkat daerah memakainya.",
    "k_pert": "Tata naskah dinas: salinan dibatasi menurut keperluan, satu untuk pertinggal.",
    "k_agenda": "Penilaian penyusun model: lazim, tetapi tidak di semua perangkat daerah.",
    "dupleks_dasar": _NILAIAN,
    "f_induk": "Tata naskah dinas: lembar disposisi menyertai surat dan ikut disimpan.",
    "f_turunan": "Penilaian penyusun model: lembar yang sama diteruskan ke bawah.",
    "g_salin": "Penilaian penyusun model: penerima pertama mendapat surat aslinya.",
    "e_masuk": "Penilaian penyusun model: tanpa e-Office surat elektronik harus dicetak agar dapat didisposisikan.",
    "eps": "Penilaian penyusun model: di dalam satu kompleks amplop dapat diganti buku ekspedisi.",
    "pi_unduh": _NILAIAN,
    "pi_unduh_cetak": "Dipilih sendiri oleh yang mengunduh: “Unduh untuk dicetak”.",
    "dupleks_nyata": _NILAIAN,
    "bocor": "Penilaian penyusun model: tangkapan layar, pesan terusan, dan kebiasaan kantor.",
    "c_kertas": "Data 2018–2021: Rp45.100–75.000 per rim. Ganti dengan standar harga kota.",
    "c_toner": "Contoh pedagang dan anggaran ATK 2021. Ganti dengan standar harga kota.",
    "c_amplop": _NILAIAN,
    "g_amplop": _NILAIAN,
    "pohon": "Conservatree; kalkulator EPN v4.0 (2018).",
    "air": "van Oel dan Hoekstra, 2012; nilai tengah adalah rata-rata geometris.",
    "co2": "Faktor Britania Raya (rendah), Victoria 2013 (tengah), EPN v3 (tinggi).",
    "energi": "Basis data teknologi industri kertas; perhitungan EPN.",
    "rak": "Pedoman kantor arsip negara bagian North Dakota.",
    "lebar_mm": "Ukuran kertas yang dibeli; F4 215 × 330 mm, A4 210 × 297 mm.",
    "tinggi_mm": "Ukuran kertas yang dibeli.",
    "gsm": "Tertulis pada bungkus rim; biasanya 70 atau 80.",
    "dupleks": "Kebijakan mencetak perangkat daerah.",
    "tahun_dasar": "Pembelian tahun itu menjadi pembanding catatan gudang; tanpa ketetapan, tahun sebelumnya.",
}
"""On what each factor of a derivation rests (metrik.md 1.2)."""

POTENSI: Final = "potensi (belum dikonfirmasi)"
"""What a saving is called while no paper ledger confirms it (metrik.md 1.7)."""
