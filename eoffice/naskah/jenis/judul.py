"""Form J: a centred title with the number under it (naskah-dinas.md 2.4)."""

from typing import Final

from eoffice.naskah.jenis import penugasan, pernyataan, wewenang
from eoffice.naskah.jenis.rupa import Jenis, Kolom

_BUTIR: Final = 2_000  # characters of one point
_URAIAN: Final = 8_000  # characters of a chapter typed as plain text
_BERNOMOR: Final = "Baris kosong memulai paragraf baru; baris yang diawali “1. ” atau “a. ” menjadi penomoran."

NOTA_DINAS: Final = Jenis(
    "nota_dinas",
    "Nota Dinas",
    "J",
    "ND-{unit}",
    "{klasifikasi}/{urut}/ND/{unit}/{tahun}",
    kelompok="korespondensi",
    hanya_internal=True,
    ikon="notes",
    kolom=(
        Kolom(
            "melalui",
            "Melalui",
            "teks",
            wajib=False,
            bantuan="Jabatan yang dilalui nota ini. Contoh: Asisten Administrasi Umum",
            paling_panjang=200,
        ),
    ),
    contoh="Menindaklanjuti arahan Bapak pada rapat staf tanggal 15 April 2026, bersama ini kami sampaikan usulan jadwal "
    "reviu sebagai berikut: …",
    keterangan="Komunikasi intern di dalam pemerintah kota.",
)

MEMO: Final = Jenis(
    "memo",
    "Memo",
    "J",
    "ND-{unit}",
    "{klasifikasi}/{urut}/ND/{unit}/{tahun}",
    kelompok="korespondensi",
    hanya_internal=True,
    bertembusan=False,
    ikon="message",
    berwenang=wewenang.PIMPINAN,
    contoh="Mohon bahan rapat evaluasi triwulan III disiapkan dan diserahkan kepada saya paling lambat hari Kamis.",
    keterangan="Catatan singkat pimpinan kepada bawahan atau rekan setingkat, satu atau dua alinea.",
)

PENGUMUMAN: Final = Jenis(
    "pengumuman",
    "Pengumuman",
    "J",
    "PENG-{opd}",
    "{klasifikasi}/{urut}/PENG/{unit}/{tahun}",
    bertujuan=False,
    label_hal="Tentang",
    bantuan_hal="Dicetak di bawah TENTANG. Contoh: Penyesuaian Jadwal Pelayanan Administrasi Kependudukan",
    ikon="report",
    kode_usulan=("400.14.4.3", "800.1.2.3"),
    contoh="Sehubungan dengan pemeliharaan jaringan layanan, diumumkan kepada seluruh warga hal-hal sebagai berikut: …",
    keterangan="Pemberitahuan untuk seluruh pegawai atau masyarakat.",
)

LAPORAN: Final = Jenis(
    "laporan",
    "Laporan",
    "J",
    "SK-{opd}",
    "{klasifikasi}/{urut}/{unit}/{tahun}",
    bertujuan=False,
    label_hal="Tentang",
    bantuan_hal="Dicetak di bawah TENTANG. Contoh: Pelaksanaan Pelatihan Pengelola Arsip Tahun 2026",
    label_isi="C. Hasil yang dicapai",
    isi_sebelum="simpulan_saran",
    ikon="file-description",
    kode_usulan=("000.8.6.3", "800.2.4.2"),
    kolom=(
        Kolom(
            "umum", "A.1 Umum", "teks_panjang", bantuan=f"Gambaran umum kegiatan. {_BERNOMOR}", paling_panjang=_URAIAN
        ),
        Kolom("maksud_tujuan", "A.2 Maksud dan tujuan", "teks_panjang", paling_panjang=_URAIAN),
        Kolom("ruang_lingkup", "A.3 Ruang lingkup", "teks_panjang", wajib=False, paling_panjang=_URAIAN),
        Kolom("dasar", "A.4 Dasar", "daftar", bantuan="Satu dasar per baris.", paling_panjang=_BUTIR),
        Kolom("kegiatan", "B. Kegiatan yang dilaksanakan", "teks_panjang", paling_panjang=_URAIAN),
        Kolom("simpulan_saran", "D. Simpulan dan saran", "teks_panjang", paling_panjang=_URAIAN),
        Kolom(
            "penutup",
            "E. Penutup",
            "teks_panjang",
            bantuan="Contoh: Demikian laporan ini disampaikan sebagai pertanggungjawaban.",
            paling_panjang=_URAIAN,
        ),
    ),
    contoh="Pelatihan diikuti 40 (empat puluh) peserta dari seluruh perangkat daerah; 38 orang dinyatakan lulus.",
    keterangan="Pertanggungjawaban atas kegiatan yang ditugaskan, dengan bab A sampai dengan E.",
)

TELAAHAN_STAF: Final = Jenis(
    "telaahan_staf",
    "Telaahan Staf",
    "J",
    "TS-{opd}",
    "{klasifikasi}/{urut}/TS/{unit}/{tahun}",
    hanya_internal=True,
    label_isi="D. Analisis",
    isi_sebelum="simpulan",
    ikon="search",
    sifat_bawaan="terbatas",
    kode_usulan=("000.8.5", "000.5.2.9"),
    kolom=(
        Kolom(
            "persoalan",
            "A. Persoalan",
            "teks_panjang",
            bantuan="Satu pernyataan singkat dan jelas tentang apa yang harus dipecahkan.",
            paling_panjang=_URAIAN,
        ),
        Kolom(
            "praanggapan",
            "B. Praanggapan",
            "teks_panjang",
            wajib=False,
            bantuan="Dugaan yang beralasan tentang keadaan yang akan datang. Bila kosong, bab berikutnya naik satu huruf.",
            paling_panjang=_URAIAN,
        ),
        Kolom(
            "fakta",
            "C. Fakta yang memengaruhi",
            "daftar",
            bantuan="Satu fakta per baris. Contoh: Dari 40 perangkat daerah, 9 telah memiliki arsiparis.",
            paling_panjang=_BUTIR,
        ),
        Kolom(
            "simpulan",
            "E. Simpulan",
            "teks_panjang",
            bantuan="Jalan keluar terbaik menurut analisis.",
            paling_panjang=_URAIAN,
        ),
        Kolom(
            "saran",
            "F. Saran",
            "daftar",
            bantuan="Satu tindakan per baris. Contoh: menyelenggarakan pelatihan bagi 40 (empat puluh) orang pada Juni 2026;",
            paling_panjang=_BUTIR,
        ),
    ),
    contoh="Penambahan arsiparis melalui pengadaan pegawai memerlukan waktu lebih dari satu tahun.",
    keterangan="Analisis dan saran bagi pimpinan yang akan memutuskan, dalam enam bagian.",
)

NOTULA: Final = Jenis(
    "notula",
    "Notula",
    "J",
    "NOT-{opd}",
    "{klasifikasi}/{urut}/NOT/{unit}/{tahun}",
    bertujuan=False,
    label_hal="Rapat",
    bantuan_hal="Nama rapatnya. Contoh: Rapat Evaluasi Pelayanan Triwulan III",
    label_isi="Pembahasan",
    ikon="notebook",
    isi_sebelum="keputusan",
    bersama=True,
    sebutan=("Pimpinan rapat", "Notulis"),
    kode_usulan=("000.1.5", "400.3.3.6"),
    kolom=(
        Kolom("tanggal_rapat", "Tanggal rapat", "tanggal", bantuan="Hari dihitung sendiri dari tanggal."),
        Kolom("waktu", "Waktu", "teks", bantuan="Contoh: pukul 09.00 s.d. 11.30 WIB", paling_panjang=80),
        Kolom("tempat", "Tempat", "teks", bantuan="Contoh: Ruang Rapat Kirana, Balai Kota"),
        Kolom(
            "surat_undangan",
            "Surat undangan",
            "teks",
            wajib=False,
            bantuan="Nomor dan tanggalnya. Contoh: Nomor 400.14.1.1/87/UMUM/2026 tanggal 4 Mei 2026",
        ),
        Kolom("acara", "Acara", "daftar", bantuan="Satu mata acara per baris.", paling_panjang=_BUTIR),
        Kolom(
            "ketua",
            "Ketua",
            "teks",
            bantuan="Nama dan jabatan. Contoh: Sekretaris Daerah Kota Arunika",
            paling_panjang=200,
        ),
        Kolom("sekretaris", "Sekretaris", "teks", wajib=False, paling_panjang=200),
        Kolom(
            "notulis",
            "Notulis",
            "teks",
            wajib=False,
            bantuan="Diisi bila notulis tidak ikut menandatangani; yang menandatangani dipilih di langkah 1.",
            paling_panjang=200,
        ),
        Kolom("peserta", "Peserta", "daftar", bantuan="Satu orang atau perangkat daerah per baris.", paling_banyak=200),
        Kolom("pembukaan", "Kata pembukaan", "teks_panjang", wajib=False, bantuan=_BERNOMOR, paling_panjang=_URAIAN),
        Kolom(
            "keputusan",
            "Keputusan",
            "baris",
            butir="Keputusan",
            paling_banyak=100,
            kolom=(
                Kolom("isi", "Yang diputuskan", "teks_panjang", paling_panjang=_BUTIR),
                Kolom("penanggung_jawab", "Penanggung jawab", "teks", paling_panjang=200),
                Kolom("tenggat", "Tenggat", "tanggal", wajib=False),
            ),
        ),
        Kolom("penutupan", "Penutupan", "teks_panjang", wajib=False, paling_panjang=_URAIAN),
    ),
    contoh="Kepala Dinas Kesehatan melaporkan capaian imunisasi sebesar 92 persen; kendala utama adalah …",
    keterangan="Catatan rapat dengan keputusan, penanggung jawab, dan tenggat. Ditandatangani pimpinan rapat dan notulis.",
)

JENIS: Final = (
    NOTA_DINAS,
    MEMO,
    *penugasan.JENIS,
    *pernyataan.JENIS,
    PENGUMUMAN,
    LAPORAN,
    TELAAHAN_STAF,
    NOTULA,
)
