"""Ready texts of the sample city in the wording of official letters; what changes stands in square brackets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True)
class Siap:
    """One template before it is kept."""

    jenis: str
    nama: str
    keterangan: str
    hal: str
    isi: str
    rincian: Mapping[str, Any] = field(default_factory=dict)


KOTA: Final = (
    Siap(
        "surat_undangan",
        "Undangan rapat koordinasi",
        "Mengundang perangkat daerah lain untuk rapat di lingkungan pemerintah kota.",
        "Undangan Rapat Koordinasi [pokok rapat]",
        "Dalam rangka [tujuan rapat], kami mengundang Saudara untuk hadir pada rapat koordinasi yang akan "
        "diselenggarakan pada:",
        {
            "acara": "Rapat Koordinasi [pokok rapat]",
            "catatan": "Mengingat pentingnya acara tersebut, diharapkan hadir tepat waktu.",
        },
    ),
    Siap(
        "surat_dinas",
        "Permintaan data kepada perangkat daerah",
        "Meminta data dengan tenggat dan narahubung yang jelas.",
        "Permintaan Data [nama data]",
        "Sehubungan dengan penyusunan [nama kegiatan atau laporan], bersama ini kami mohon bantuan Saudara untuk "
        "menyampaikan data sebagai berikut:\n1. [data pertama];\n2. [data kedua]; dan\n3. [data ketiga].\n\nData "
        "tersebut diharapkan kami terima paling lambat tanggal [tanggal] melalui [cara penyampaian]. Untuk informasi "
        "lebih lanjut dapat menghubungi Sdr. [nama] melalui telepon [nomor].\n\nAtas perhatian dan kerja sama Saudara, "
        "kami ucapkan terima kasih.",
    ),
    Siap(
        "surat_dinas",
        "Jawaban atas surat masuk",
        "Menjawab surat perangkat daerah atau lembaga lain.",
        "Tanggapan atas [hal surat yang dijawab]",
        "Menindaklanjuti surat Saudara Nomor [nomor surat] tanggal [tanggal surat] hal [hal surat], dengan ini kami "
        "sampaikan hal-hal sebagai berikut:\n1. [tanggapan pertama]; dan\n2. [tanggapan kedua].\n\nDemikian disampaikan, "
        "atas perhatian Saudara diucapkan terima kasih.",
    ),
    Siap(
        "nota_dinas",
        "Laporan hasil kegiatan",
        "Melaporkan kegiatan kepada atasan dalam satu halaman.",
        "Laporan Hasil [nama kegiatan]",
        "Bersama ini kami laporkan hasil pelaksanaan [nama kegiatan] sebagai berikut:\n1. Waktu dan tempat\n[hari, tanggal, "
        "dan tempat kegiatan].\n2. Peserta\n[jumlah dan asal peserta].\n3. Hasil\n[ringkasan hasil].\n4. Tindak lanjut\n"
        "[yang perlu diputuskan].\n\nDemikian kami laporkan, mohon arahan dan petunjuk lebih lanjut.",
    ),
    Siap(
        "surat_tugas",
        "Tugas mengikuti rapat atau pelatihan",
        "Menugaskan pegawai menghadiri kegiatan pihak lain.",
        "Tugas Mengikuti [nama kegiatan]",
        "1. mengikuti [nama kegiatan] yang diselenggarakan oleh [penyelenggara];\n2. melaporkan hasilnya secara tertulis "
        "kepada [pejabat] paling lambat [jumlah] hari kerja setelah kegiatan selesai; dan\n3. melaksanakan tugas ini "
        "dengan penuh tanggung jawab.",
        {
            "dasar": ["Surat [pengirim] Nomor [nomor] tanggal [tanggal] hal [hal]"],
            "lokasi": "[tempat kegiatan]",
            "biaya": "DPA [perangkat daerah] Tahun Anggaran [tahun]",
        },
    ),
)

DINAS: Final = (
    Siap(
        "nota_dinas",
        "Permohonan penggunaan aplikasi",
        "Meminta akun atau hak akses aplikasi bagi pegawai.",
        "Permohonan Akses Aplikasi [nama aplikasi]",
        "Sehubungan dengan pelaksanaan tugas [nama tugas], bersama ini kami mohon diberikan akses ke aplikasi "
        "[nama aplikasi] bagi pegawai sebagai berikut:\n1. [nama], [jabatan]; dan\n2. [nama], [jabatan].\n\nDemikian "
        "disampaikan, atas perhatian Saudara diucapkan terima kasih.",
    ),
    Siap(
        "surat_dinas",
        "Pemberitahuan pemeliharaan sistem",
        "Memberi tahu perangkat daerah bahwa layanan berhenti sementara.",
        "Pemberitahuan Pemeliharaan Sistem [nama sistem]",
        "Dalam rangka peningkatan layanan [nama sistem], bersama ini kami sampaikan bahwa akan dilaksanakan pemeliharaan "
        "pada hari [hari], tanggal [tanggal], pukul [pukul] WIB sampai dengan selesai.\n\nSelama waktu tersebut [nama "
        "sistem] tidak dapat digunakan. Diminta Saudara untuk menyelesaikan pekerjaan yang memerlukan sistem dimaksud "
        "sebelum waktu pemeliharaan.\n\nAtas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
    ),
)
