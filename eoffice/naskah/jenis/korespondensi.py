"""Form K: letters with nomor, sifat, lampiran and hal at the left and an addressee (naskah-dinas.md 2.4 k-m)."""

from typing import Final

from eoffice.naskah.jenis.rupa import Jenis, Kolom

SURAT: Final = "{klasifikasi}/{urut}/{unit}/{tahun}"

JENIS: Final = (
    Jenis(
        "surat_dinas",
        "Surat Dinas",
        "K",
        "SK-{opd}",
        SURAT,
        kelompok="korespondensi",
        lampiran="Surat",
        ikon="mail",
        keterangan="Surat resmi kepada perangkat daerah lain, pemerintah lain, atau masyarakat.",
    ),
    Jenis(
        "surat_undangan",
        "Surat Undangan",
        "K",
        "SK-{opd}",
        SURAT,
        kelompok="korespondensi",
        ikon="calendar-event",
        kolom=(
            Kolom("tanggal_acara", "Tanggal acara", "tanggal", bantuan="Hari dihitung sendiri dari tanggal."),
            Kolom("waktu", "Waktu", "teks", bantuan="Contoh: pukul 09.00 WIB s.d. selesai", paling_panjang=80),
            Kolom("tempat_acara", "Tempat", "teks", bantuan="Contoh: Ruang Rapat Kirana, Balai Kota"),
            Kolom("acara", "Acara", "teks", bantuan="Contoh: Pembahasan peta proses bisnis"),
        ),
        keterangan="Mengundang pejabat atau pegawai ke acara kedinasan.",
    ),
)
