"""What every adoption figure means: numerator, denominator, formula, source, and one plain sentence (metrik.md 2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

BERLAKU: Final = date(2026, 1, 1)
"""Since when these definitions hold."""


@dataclass(frozen=True)
class Ukuran:
    """One named measure.

    Attributes:
        kalimat: what it says, in plain words.
        sumber: the paragraph of the measurement guide it follows.
    """

    kode: str
    nama: str
    pembilang: str
    penyebut: str
    rumus: str
    kalimat: str
    sumber: str
    berlaku: date = BERLAKU


_SURAT: Final = "surat yang dicatat bulan itu dan perlu disposisi"

_DEFINISI: Final = (
    Ukuran(
        "A1",
        "Pengguna aktif",
        "akun dengan paling sedikit satu tindakan nyata pada bulan itu",
        "pegawai yang wajib memakai sistem pada akhir bulan, menurut data kepegawaian",
        "pembilang ÷ penyebut",
        "Berapa bagian pegawai yang benar-benar bekerja di sistem: mencatat, mengoreksi, menerbitkan, mendisposisi, "
        "atau menyelesaikan. Sekadar masuk, membaca, mengunduh, atau mencetak tidak dihitung.",
        "metrik 2.1, A1",
    ),
    Ukuran(
        "A1b",
        "Akun teraktivasi",
        "akun yang sudah diaktifkan pemiliknya",
        "pegawai yang wajib memakai sistem",
        "pembilang ÷ penyebut",
        "Berapa bagian pegawai yang sudah dapat masuk. Hanya menunjukkan jangkauan dan tidak menentukan tahap.",
        "metrik 2.1, A1b",
    ),
    Ukuran(
        "A2",
        "Lahir digital",
        "naskah terbit yang dikonsep di sistem sebelum bernomor",
        "semua naskah terbit, termasuk yang di kertas",
        "pembilang ÷ penyebut",
        "Berapa bagian naskah yang ditulis di sistem sejak awal. Hasil pindai setelah tanda tangan termasuk kertas.",
        "metrik 2.1, A2",
    ),
    Ukuran(
        "A3",
        "Ber-TTE",
        "naskah terbit dengan tanda tangan elektronik yang terverifikasi",
        "semua naskah terbit, termasuk yang di kertas",
        "pembilang ÷ penyebut",
        "Berapa bagian naskah yang ditandatangani secara elektronik. Gambar tanda tangan atau QR saja bukan TTE.",
        "metrik 2.1, A3",
    ),
    Ukuran(
        "A4",
        "Disposisi di sistem",
        "disposisi yang diberikan di sistem",
        "semua disposisi, termasuk yang disalin dari kertas",
        "pembilang ÷ penyebut",
        "Berapa bagian disposisi yang tidak lagi ditulis di lembar kertas.",
        "metrik 2.1, A4",
    ),
    Ukuran(
        "A5",
        "Waktu sampai disposisi pertama",
        "menit kerja dari pencatatan sampai disposisi pertama",
        _SURAT,
        "median dan persentil ke-90; surat yang masih terbuka dihitung tak hingga",
        "Separuh surat didisposisikan dalam waktu ini. “Belum” berarti terlalu banyak surat masih menunggu.",
        "metrik 2.1, A5 dan 2.2",
    ),
    Ukuran(
        "A6",
        "Waktu sampai selesai",
        "menit kerja dari pencatatan sampai selesai",
        _SURAT,
        "median dan persentil ke-90; surat yang masih terbuka dihitung tak hingga",
        "Separuh surat selesai dalam waktu ini.",
        "metrik 2.1, A6 dan 2.2",
    ),
    Ukuran(
        "A7",
        "Tepat waktu",
        "surat yang selesai sampai dengan batasnya",
        "surat selesai ditambah surat terbuka yang lewat batas",
        "pembilang ÷ penyebut; surat terbuka yang belum jatuh tempo tidak dihitung",
        "Berapa bagian surat yang selesai sebelum batasnya.",
        "metrik 2.1, A7",
    ),
    Ukuran(
        "A8",
        "Lewat batas",
        "surat dan disposisi yang terbuka melewati batas, surat yang selesai terlambat, disposisi pertama yang terlambat",
        "–",
        "jumlah, selalu bersama umur yang tertua",
        "Berapa yang terlambat, dan sejak kapan yang paling lama.",
        "metrik 2.1, A8",
    ),
    Ukuran(
        "A9",
        "Masih kertas",
        "naskah yang terbit di kertas, bertanda tangan basah, atau dikirim ke luar di kertas",
        "semua naskah terbit",
        "pembilang ÷ penyebut; bagian yang hanya diminta pihak luar ditulis tersendiri",
        "Berapa bagian naskah yang masih memerlukan kertas. Permintaan pihak luar bukan kesalahan perangkat daerah.",
        "metrik 2.1, A9",
    ),
    Ukuran(
        "A10",
        "Sertifikat pimpinan",
        "jabatan dengan sertifikat yang berlaku pada akhir masa",
        "jabatan pimpinan yang terisi dan wajib menandatangani, termasuk Plt. dan Plh.",
        "pembilang ÷ penyebut; disebut juga yang berakhir dalam 30 hari",
        "Apakah pimpinannya dapat menandatangani secara elektronik.",
        "metrik 2.1, A10",
    ),
    Ukuran(
        "A11",
        "Naskah bebas cetak",
        "naskah digital ber-TTE yang tidak pernah dicetak, di sini atau di penerima",
        "semua naskah lahir digital",
        "pembilang ÷ penyebut; unduhan biasa tidak membatalkannya",
        "Berapa bagian naskah yang selesai tanpa pernah menjadi kertas.",
        "metrik 2.1, A11",
    ),
    Ukuran(
        "P1",
        "Kertas bersih terhindar",
        "lembar bersih terhindar (H)",
        "seratus naskah digital, dan setiap pegawai",
        "H ÷ (naskah digital ÷ 100) dan H ÷ pegawai, selalu dengan rentang",
        "Perkiraan kertas yang tidak terpakai, disetarakan agar perangkat daerah besar dan kecil dapat dibandingkan.",
        "metrik 1.5 dan 2.1, P1",
    ),
    Ukuran(
        "m",
        "Pemakaian (m)",
        "nilai terkecil di antara lahir digital (A2), ber-TTE (A3), dan disposisi di sistem (A4)",
        "–",
        "yang terkecil dari ketiganya yang ada datanya",
        "Yang paling tertinggal dari tiga ukuran utama; satu angka bagus tidak dapat menutupi yang buruk.",
        "metrik 2.3",
    ),
    Ukuran(
        "tahap",
        "Tahap",
        "–",
        "–",
        "belum: lahir digital di bawah 10% atau 20 hari kerja tanpa naskah; mulai: pemakaian di bawah 50%; berjalan: "
        "pemakaian 50% atau lebih; penuh: pemakaian 90% atau lebih, sertifikat pimpinan 100%, dan pengguna aktif 70% atau "
        "lebih, dalam dua bulan penuh berturut-turut",
        "Sejauh mana perangkat daerah beralih. Turun satu bulan menjadi waspada, turun dua bulan menurunkan tahap.",
        "metrik 2.3",
    ),
    Ukuran(
        "indeks",
        "Indeks adopsi",
        "15% pengguna aktif + 30% lahir digital + 25% ber-TTE + 20% disposisi di sistem + 10% sertifikat pimpinan",
        "jumlah bobot yang ada datanya",
        "pembilang ÷ penyebut; bobot yang tidak ada datanya dibagi sebanding",
        "Hanya untuk mengurutkan perangkat daerah pada tahap yang sama.",
        "metrik 2.3",
    ),
    Ukuran(
        "proyeksi",
        "Perkiraan sampai sasaran",
        "kemiringan Theil–Sen dari delapan minggu penuh terakhir, diredam 0,9 per minggu",
        "–",
        "rendah dan tinggi memakai kemiringan persentil ke-25 dan ke-75; lahir digital, ber-TTE, dan disposisi di sistem "
        "dihitung sendiri-sendiri; yang terburuk di antara yang datanya cukup menentukan",
        "Ke mana pemakaian menuju bila lajunya seperti delapan minggu terakhir. Perlu sedikitnya enam minggu berisi dan 30 "
        "naskah, kalau tidak: data kurang.",
        "metrik 2.4",
    ),
)

DEFINISI: Final[Mapping[str, Ukuran]] = {each.kode: each for each in _DEFINISI}
"""Every measure by its code, in the order of the guide."""
