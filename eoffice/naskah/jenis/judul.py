"""Form J: a centred title with the number under it (naskah-dinas.md 2.4)."""

from typing import Final

from eoffice.naskah.jenis.rupa import Jenis, Kolom

JENIS: Final = (
    Jenis(
        "nota_dinas",
        "Nota Dinas",
        "J",
        "ND-{unit}",
        "{klasifikasi}/{urut}/ND/{unit}/{tahun}",
        kelompok="korespondensi",
        hanya_internal=True,
        ikon="notes",
        keterangan="Komunikasi intern di dalam pemerintah kota.",
    ),
    Jenis(
        "surat_tugas",
        "Surat Tugas",
        "J",
        "ST-{opd}",
        "{klasifikasi}/{urut}/ST/{unit}/{tahun}",
        kelompok="arahan",
        bertujuan=False,
        label_isi="Untuk (isi tugas)",
        ikon="user-check",
        kolom=(
            Kolom("dasar", "Dasar", "daftar", bantuan="Satu dasar per baris."),
            Kolom("kepada", "Yang ditugasi", "orang", paling_banyak=200),
            Kolom("tanggal_mulai", "Mulai", "tanggal"),
            Kolom("tanggal_selesai", "Sampai", "tanggal"),
        ),
        keterangan="Menugasi pegawai untuk suatu kegiatan. Isi surat menjadi butir “Untuk”.",
    ),
    Jenis(
        "berita_acara",
        "Berita Acara",
        "J",
        "BA-{opd}",
        "{klasifikasi}/{urut}/BA/{unit}/{tahun}",
        bertujuan=False,
        label_hal="Tentang",
        kolom=(
            Kolom(
                "bertempat",
                "Bertempat di",
                "teks",
                wajib=False,
                bantuan="Contoh: Ruang Rapat Kirana, Balai Kota. Hari dan tanggal dengan huruf ditulis sendiri.",
            ),
        ),
        bersama=True,
        keterangan="Bukti serah terima, pemeriksaan, atau kejadian; dapat ditandatangani dua atau tiga pejabat.",
    ),
    Jenis(
        "pengumuman",
        "Pengumuman",
        "J",
        "PENG-{opd}",
        "{klasifikasi}/{urut}/PENG/{unit}/{tahun}",
        bertujuan=False,
        label_hal="Tentang",
        ikon="report",
        keterangan="Pemberitahuan untuk seluruh pegawai atau masyarakat.",
    ),
)
