"""What each check against gaming looks at, and which of them cannot be computed, with why (metrik.md 3.5)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Pemeriksaan:
    """One check.

    Attributes:
        cara: how it is looked for; batas: what of it is not computed, "" when all of it is.
    """

    kode: str
    tipuan: str
    cara: str
    batas: str = ""


PEMERIKSAAN: Final = (
    Pemeriksaan(
        "C1",
        "Surat kertas tidak didaftarkan",
        "Nomor yang tidak ada naskahnya di buku nomor, dan pernyataan kertas bulanan yang belum ada.",
        "Mencocokkan dengan map fisik dilakukan pemeriksa.",
    ),
    Pemeriksaan(
        "C2",
        "Pindaian diunggah sebagai naskah digital",
        "Naskah bernomor tanpa pernah dikonsep di sistem; naskah bertanda tangan basah dihitung sebagai kertas.",
    ),
    Pemeriksaan(
        "C3",
        "Satu surat dipecah, atau surat kepada diri sendiri",
        "Isi yang sama, atau hal dan penerima yang sama, terbit lagi dalam satu jam; naskah yang satu-satunya "
        "penerimanya ialah penandatangannya sendiri.",
    ),
    Pemeriksaan(
        "C4",
        "Tembusan atau koreksi digelembungkan",
        "Putaran koreksi dihitung paling banyak dua; tembusan di atas 99 persen naskah kelompoknya; lembar cara kertas "
        "per naskah yang naik lebih dari separuh dalam tiga bulan.",
    ),
    Pemeriksaan(
        "C5",
        "Lampiran kosong untuk menambah halaman",
        "Halaman lampiran tanpa teks dan tanpa gambar, juga pindaian kertas kosong, tidak ikut dihitung sebagai kertas; "
        "naskah dengan lebih dari separuh lampirannya kosong disebutkan.",
    ),
    Pemeriksaan(
        "C6",
        "Disposisi di kertas, diketik belakangan",
        "Sepuluh disposisi atau lebih oleh satu akun dalam satu menit.",
        "Tanggal pada lembar kertas tidak dicatat, jadi selisih harinya tidak dihitung.",
    ),
    Pemeriksaan(
        "C7",
        "Selesai seketika",
        "Surat selesai kurang dari dua menit sesudah disposisi pertamanya tanpa laporan.",
    ),
    Pemeriksaan(
        "C8",
        "Didaftarkan ulang supaya waktunya mulai lagi",
        "Registrasi paling awal yang berlaku; nomor surat dan pengirim yang sama terdaftar dua kali disebutkan.",
    ),
    Pemeriksaan(
        "C9",
        "Mencetak di luar aplikasi",
        "Bagian bocor yang diperkirakan, catatan gudang, dan catatan server cetak bila diimpor.",
        "Tanpa catatan server cetak hanya gudang yang membandingkan.",
    ),
    Pemeriksaan(
        "C10",
        "TU memakai akun pimpinan",
        "Disposisi sebuah akun selagi akun itu terbuka di dua peramban yang berlainan.",
        "Hanya sesi yang masih tersimpan yang dapat dilihat.",
    ),
    Pemeriksaan(
        "C11",
        "Akun dihapus menjelang akhir bulan",
        "Tertutup oleh rancangan: penyebutnya dari data kepegawaian, bukan dari akun.",
    ),
    Pemeriksaan(
        "C12",
        "Surat segera dicatat sebagai biasa",
        "Derajat yang diturunkan sesudah dicatat, dan bagian surat segera yang jauh di bawah kelompoknya.",
    ),
)
