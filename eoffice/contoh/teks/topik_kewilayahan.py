"""Topics of kecamatan and kelurahan."""

from typing import Final

from eoffice.contoh.teks.bentuk import Topik, dinas, nota, pengumuman, tugas, undangan

_KEC: Final = tuple(str(n) for n in range(601, 612))


def _seksi(nomor: int) -> str:
    return " ".join(f"{k}.{nomor}" for k in _KEC)


_KEL: Final = " ".join(f"{k}.51 {k}.52 {k}.53" for k in _KEC)

KEWILAYAHAN: Final[tuple[Topik, ...]] = (
    undangan("musrencam", "000.7.1.4", _seksi(3), "lurah", "Undangan Musyawarah Perencanaan Pembangunan {kec_sendiri}", "penyusunan rencana pembangunan tahun {tahun_depan}", "kami mengundang Saudara pada musyawarah yang diselenggarakan pada:", agenda="Penetapan usulan prioritas kecamatan", uraian=("Setiap kelurahan membawa paling banyak lima usulan hasil musyawarah kelurahan.",), tembusan=("40",)),
    dinas("lapor_camat", "100.1.2", _seksi(2), "=10.1.1", "Laporan Penyelenggaraan Pemerintahan {kec_sendiri} Bulan {bulan_lalu}", "pelaporan penyelenggaraan pemerintahan kecamatan", "bersama ini kami sampaikan laporan bulan {bulan_lalu}", ajakan="Pokok-pokok laporan:",
          butir=("pelayanan administrasi sebanyak {ratusan} dokumen", "kerja bakti dilaksanakan di {jumlah_kecil} lokasi", "tidak terdapat gangguan ketertiban yang menonjol"), tabel="capaian", tembusan=("10.1",)),
    dinas("ronda", "300.1.4", _seksi(4), "lurah", "Pengaktifan Sistem Keamanan Lingkungan", "menjaga ketenteraman menjelang {peringatan}", "Saudara diminta mengaktifkan kembali sistem keamanan lingkungan", ajakan="Langkah yang diperlukan:", butir=("menyusun jadwal ronda pada setiap rukun tetangga", "mendata pendatang yang menginap lebih dari satu hari", "melaporkan keadaan setiap hari Senin"), tembusan=("38",)),
    dinas("mohon_alat", "600.1.8.3", _seksi(3), "=22", "Permohonan Pengerukan Saluran di {lokasi}", "aduan warga mengenai genangan di {lokasi}", "kami memohon bantuan pengerukan saluran", ajakan="Keadaan di lapangan:", butir=("panjang saluran yang tersumbat lebih kurang {ratusan} meter", "warga siap bekerja bakti", "jalan dapat dilalui alat berat ukuran kecil"), tembusan=("10.2",)),
    undangan("pkk", "400.10.4.3", _seksi(3), "lurah", "Undangan Pembinaan Kader Pemberdayaan Keluarga", "pembinaan kader pemberdayaan dan kesejahteraan keluarga", "kami mengundang Saudara bersama dua orang kader pada kegiatan yang diselenggarakan pada:", agenda="Pembinaan administrasi dan pencatatan kader", uraian=("Kader membawa buku kegiatan untuk diperiksa bersama.",)),
    nota("nd_seksi", "400.10.3.3", _seksi(3), "atasan", "Laporan Pendataan Potensi Masyarakat di {kec_sendiri}", "pendataan potensi masyarakat", "dengan hormat kami laporkan:", butir=("pendataan telah selesai di dua kelurahan", "kelompok usaha yang tercatat sebanyak {jumlah}", "pendataan kelurahan lainnya diselesaikan pada {bulan_depan}")),
    tugas("st_camat", f"{_seksi(2)} {_seksi(3)}", "Peninjauan Lapangan di {lokasi}", "Rencana Kerja {kec_sendiri} Tahun {tahun}", ("meninjau keadaan di {lokasi} pada tanggal {tgl_acara}", "bermusyawarah dengan ketua rukun warga", "melaporkan hasilnya kepada Camat")),
    pengumuman("kerjabakti", "400.10.3.1", _seksi(3), "Kerja Bakti Serentak di {kec_sendiri}", "{peringatan}", "kerja bakti serentak dilaksanakan pada tanggal {tgl_acara} mulai pukul 07.00 WIB", ajakan="Warga diharapkan:", butir=("membersihkan saluran dan halaman", "memilah sampah sebelum diangkut", "menjaga keselamatan anak-anak selama kegiatan")),
    dinas("lapor_lurah", "400.10.2.2", _KEL, "induk", "Laporan Administrasi Kelurahan Bulan {bulan_lalu}", "pelaporan administrasi kelurahan", "bersama ini kami sampaikan laporan bulan {bulan_lalu}", ajakan="Pokok-pokok laporan:", butir=("surat keterangan yang diterbitkan sebanyak {jumlah}", "iuran kebersihan terkumpul {persen} persen", "dua rumah tangga memerlukan bantuan sosial"), ttd="unit"),
    undangan("musrenlur", "000.7.1.5", _KEL, "induk", "Undangan Musyawarah Perencanaan Pembangunan Kelurahan", "penyusunan usulan pembangunan tahun {tahun_depan}", "kami mengharapkan kehadiran Saudara pada musyawarah yang diselenggarakan pada:", agenda="Penyepakatan usulan warga", uraian=("Usulan telah dikumpulkan dari seluruh rukun warga.",), ttd="unit"),
)  # fmt: skip
