"""What leaders and staff say along the way: instructions, notes, reports, reasons."""

from typing import Final

#: Standard instructions (naskah-dinas 5.4) with a note that fits them.
ARAHAN: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (
        ("tindak_lanjuti", "laporkan_hasil"),
        "Tindak lanjuti sesuai ketentuan dan laporkan hasilnya sebelum batas waktu.",
    ),
    (("koordinasikan", "laporkan_hasil"), "Koordinasikan dengan unit terkait agar tidak terjadi pekerjaan ganda."),
    (("siapkan_bahan",), "Siapkan bahan paparan paling banyak lima halaman, utamakan data terakhir."),
    (("wakili", "laporkan_hasil"), "Wakili saya pada acara tersebut dan sampaikan pokok hasilnya."),
    (("pelajari", "tanggapan_saran"), "Pelajari lebih dahulu. Saya perlu pendapat Saudara sebelum menjawab."),
    (("siapkan_jawaban",), "Siapkan konsep jawaban, tunjukkan kepada saya sebelum dikirim."),
    (("tindak_lanjuti", "koordinasikan"), "Libatkan kecamatan sejak awal dan pastikan jadwalnya tidak berbenturan."),
    (("dampingi",), "Dampingi pelaksanaannya sampai selesai."),
    (("selesaikan",), "Selesaikan sesuai ketentuan, tidak perlu menunggu arahan berikutnya."),
    (("pantau", "laporkan_hasil"), "Pantau perkembangannya setiap minggu."),
)

LANJUTAN: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("tindak_lanjuti",), "Mohon dikerjakan dan dilaporkan sebelum batas waktu."),
    (("siapkan_bahan",), "Susun bahannya, pakai data yang sudah diperiksa."),
    (("siapkan_jawaban",), "Buat konsep jawaban berdasarkan arahan pimpinan."),
    (("pelajari", "tanggapan_saran"), "Telaah singkat saja, satu halaman."),
    (("koordinasikan",), "Hubungi narahubung yang tertulis pada surat."),
)


LAPORAN: Final = (
    "Telah ditindaklanjuti. Data yang diminta sudah dikumpulkan dari seluruh unit dan diperiksa ulang sebelum dikirim.",
    "Bahan paparan telah selesai disusun sebanyak lima halaman dan dibahas bersama tim pada hari yang sama.",
    "Koordinasi telah dilakukan dengan pihak terkait. Disepakati pembagian tugas dan jadwal pelaksanaan minggu depan.",
    "Rapat telah dihadiri. Pokok hasil: jadwal disetujui, narahubung ditetapkan, dan laporan kemajuan setiap Jumat.",
    "Konsep jawaban telah disiapkan dan disampaikan melalui alur naskah untuk diperiksa.",
    "Peninjauan lapangan telah dilaksanakan. Ditemukan dua hal yang perlu perbaikan dan sudah diberitahukan kepada pelaksana.",
    "Pendataan telah selesai. Tiga data belum lengkap karena pemiliknya sedang dinas luar dan akan disusulkan.",
    "Penelaahan telah dilakukan. Disarankan menerima permohonan dengan syarat jadwal disesuaikan.",
    "Sosialisasi telah dilaksanakan kepada seluruh pelaksana. Daftar hadir dan notula terlampir dalam berkas.",
    "Seluruh arahan telah dilaksanakan. Tidak ada hambatan yang perlu dilaporkan.",
)

KEMBALIKAN: Final = (
    "Dasar surat belum disebutkan. Tambahkan rujukan rapat atau surat sebelumnya pada alinea pembuka.",
    "Batas waktu terlalu dekat dengan hari libur. Mundurkan tiga hari kerja.",
    "Tujuan surat kurang lengkap, unit yang menangani data belum dicantumkan.",
    "Kalimat pada butir kedua masih bermakna ganda. Mohon diperjelas siapa yang melaksanakan.",
    "Tembusan kepada Inspektorat belum ada, padahal menyangkut pengawasan.",
    "Angka pada tabel belum sama dengan laporan bulan lalu. Periksa kembali.",
    "Hal surat terlalu panjang. Ringkas menjadi satu baris.",
    "Narahubung belum dicantumkan sehingga penerima akan kesulitan bertanya.",
)

PERBAIKAN: Final = (
    "Perbaikan telah dilakukan sesuai dengan catatan pemeriksa.",
    "Narahubung kegiatan ini dapat dihubungi pada hari kerja pukul 08.00 WIB sampai dengan pukul 15.30 WIB.",
    "Penyesuaian jadwal telah dikoordinasikan dengan unit yang terkait.",
)

TOLAK: Final = (
    "Kegiatan sudah tercakup dalam surat edaran yang terbit pekan lalu, sehingga surat ini tidak diperlukan lagi.",
    "Anggaran kegiatan belum tersedia. Ajukan kembali setelah perubahan anggaran disahkan.",
)

BATAL: Final = ("Kegiatan ditunda oleh penyelenggara.", "Sudah digantikan oleh surat dari unit lain.")

CATATAN_PARAF: Final = ("", "", "Sudah sesuai.", "Setuju, lanjutkan.", "Data telah diperiksa.", "")
TERIMA: Final = ("Terima kasih, laporan diterima.", "Cukup.", "Diterima, simpan dalam berkas.", "")
REVISI_LAPORAN: Final = (
    "Lampirkan data pendukungnya, angka pada laporan belum dapat diperiksa.",
    "Sebutkan siapa yang menindaklanjuti hasil rapat dan kapan selesainya.",
)
