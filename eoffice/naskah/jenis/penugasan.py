"""Orders and permissions to people: surat perintah, surat tugas, rekomendasi, surat izin (naskah-dinas.md 2.4 e, f, w, x)."""

from typing import Final

from eoffice.naskah.jenis import wewenang
from eoffice.naskah.jenis.rincian import Rincian, tanggal
from eoffice.naskah.jenis.rupa import Jenis, Kolom, Syarat

#: Whoever leads, down to the offices that serve citizens.
PELAYANAN: Final = (*wewenang.PIMPINAN, wewenang.KABAG, wewenang.LURAH, wewenang.KEPALA_UPTD)
_BUTIR: Final = 2_000  # characters of one point; the reasons of an order can be whole sentences


def urutan_tanggal(mulai: str, selesai: str) -> tuple[Syarat, ...]:
    """The rule that a period does not end before it begins."""

    def rule(rincian: Rincian) -> dict[str, str]:
        first, last = tanggal(rincian, mulai), tanggal(rincian, selesai)
        wrong = first is not None and last is not None and last < first
        return {selesai: "Tanggal selesai lebih dulu daripada tanggal mulai."} if wrong else {}

    return (rule,)


_TUGAS: Final = urutan_tanggal("tanggal_mulai", "tanggal_selesai")

SURAT_PERINTAH: Final = Jenis(
    "surat_perintah",
    "Surat Perintah",
    "J",
    "SPRIN-{opd}",
    "{klasifikasi}/{urut}/SPRIN/{unit}/{tahun}",
    kelompok="arahan",
    kertas="F4",
    bertujuan=False,
    label_hal="Pokok surat",
    bantuan_hal="Untuk daftar dan pencarian; tidak dicetak. Contoh: Pelaksana Harian Sekretaris Daerah",
    label_isi="Untuk (isi perintah)",
    ikon="bell",
    berwenang=wewenang.PIMPINAN,
    bukan_sendiri="kepada",
    kode_usulan=("100.3.5.3", "100.3.5.4"),
    kolom=(
        Kolom(
            "menimbang",
            "Menimbang",
            "daftar",
            wajib=False,
            bantuan="Satu pertimbangan per baris, diawali “bahwa”. Contoh: bahwa Sekretaris Daerah melaksanakan cuti "
            "tahunan pada tanggal 11 s.d. 15 Mei 2026;",
            paling_panjang=_BUTIR,
        ),
        Kolom(
            "dasar",
            "Dasar",
            "daftar",
            bantuan="Satu dasar per baris. Contoh: Surat Izin Cuti Tahunan Nomor 800.1.11.4/31/BKPSDM/2026 tanggal 6 Mei "
            "2026.",
            paling_panjang=_BUTIR,
        ),
        Kolom("kepada", "Yang diperintah", "orang", paling_banyak=200),
        Kolom("tanggal_mulai", "Berlaku mulai", "tanggal", wajib=False),
        Kolom("tanggal_selesai", "Sampai", "tanggal", wajib=False),
    ),
    syarat=_TUGAS,
    contoh="Untuk: 1. di samping tugas sehari-hari juga sebagai Pelaksana Harian Sekretaris Daerah; dan 2. melaporkan "
    "pelaksanaan tugas kepada Wali Kota.",
    keterangan="Memerintah pejabat untuk kedudukan atau tugas khusus, misalnya menjadi Plh. Isi surat menjadi butir “Untuk”.",
)

SURAT_TUGAS: Final = Jenis(
    "surat_tugas",
    "Surat Tugas",
    "J",
    "ST-{opd}",
    "{klasifikasi}/{urut}/ST/{unit}/{tahun}",
    kelompok="arahan",
    kertas="F4",
    bertujuan=False,
    label_hal="Pokok surat",
    bantuan_hal="Untuk daftar dan pencarian; tidak dicetak. Contoh: Pelatihan Verifikator Sertifikat Elektronik",
    label_isi="Untuk (isi tugas)",
    ikon="user-check",
    bukan_sendiri="kepada",
    kode_usulan=("800.1.11.1",),
    kolom=(
        Kolom(
            "dasar",
            "Dasar",
            "daftar",
            bantuan="Satu dasar per baris, misalnya surat undangan atau DPA yang membiayai.",
            paling_panjang=_BUTIR,
        ),
        Kolom("kepada", "Yang ditugasi", "orang", paling_banyak=200),
        Kolom("tanggal_mulai", "Mulai", "tanggal", bantuan="Diperiksa dengan surat tugas lain orang yang sama."),
        Kolom("tanggal_selesai", "Sampai", "tanggal"),
        Kolom(
            "lokasi",
            "Tempat tugas",
            "teks",
            wajib=False,
            bantuan="Kota atau kantor yang dituju, untuk SPD; tidak dicetak. Contoh: Arunika",
        ),
        Kolom(
            "biaya",
            "Biaya",
            "teks",
            wajib=False,
            bantuan="Dicetak di bawah “Untuk”. Contoh: DPA Dinas Komunikasi dan Informatika Tahun Anggaran 2026",
        ),
    ),
    syarat=_TUGAS,
    contoh="Untuk: 1. mengikuti pelatihan pada tanggal 11 s.d. 13 Mei 2026 di Aula BKPSDM; dan 2. melaporkan hasilnya "
    "paling lambat 5 (lima) hari kerja setelah selesai.",
    keterangan="Menugasi pegawai untuk suatu kegiatan. Isi surat menjadi butir “Untuk”.",
)

REKOMENDASI: Final = Jenis(
    "rekomendasi",
    "Rekomendasi",
    "J",
    "SK-{opd}",
    "{klasifikasi}/{urut}/{unit}/{tahun}",
    bertujuan=False,
    label_hal="Pokok surat",
    bantuan_hal="Untuk daftar dan pencarian; tidak dicetak. Contoh: Rekomendasi Penelitian",
    label_isi="Untuk (yang direkomendasikan)",
    ikon="circle-check",
    berwenang=PELAYANAN,
    kode_usulan=("000.9.2", "400.5.2.2"),
    kolom=(
        Kolom(
            "dasar",
            "Dasar",
            "daftar",
            bantuan="Satu dasar per baris, misalnya peraturan dan surat permohonannya.",
            paling_panjang=_BUTIR,
        ),
        Kolom("menimbang", "Menimbang", "daftar", wajib=False, bantuan="Satu per baris.", paling_panjang=_BUTIR),
        Kolom(
            "diberikan_kepada",
            "Diberikan kepada",
            "baris",
            banyak=False,
            butir="Penerima",
            kolom=(
                Kolom("nama", "Nama orang atau badan", "teks", paling_panjang=160),
                Kolom("pekerjaan", "Pekerjaan", "teks", wajib=False, bantuan="Contoh: Mahasiswa", paling_panjang=160),
                Kolom("alamat", "Alamat", "teks", wajib=False, paling_panjang=300),
            ),
        ),
        Kolom("mulai", "Berlaku mulai", "tanggal", wajib=False),
        Kolom("selesai", "Berlaku sampai", "tanggal", wajib=False),
        Kolom(
            "ketentuan",
            "Ketentuan",
            "daftar",
            wajib=False,
            bantuan="Satu per baris. Contoh: melaporkan hasil penelitian setelah selesai;",
            paling_panjang=_BUTIR,
        ),
    ),
    syarat=urutan_tanggal("mulai", "selesai"),
    contoh="Untuk: melakukan penelitian dengan judul “Pelayanan Publik di Kelurahan” pada bulan Juni s.d. Juli 2026.",
    keterangan="Pendapat pejabat yang berwenang bahwa sesuatu dapat dipertimbangkan atau diberikan.",
)

SURAT_IZIN: Final = Jenis(
    "surat_izin",
    "Surat Izin",
    "J",
    "SK-{opd}",
    "{klasifikasi}/{urut}/{unit}/{tahun}",
    bertujuan=False,
    label_hal="Tentang",
    bantuan_hal="Dicetak di bawah nomor. Contoh: Cuti Tahunan",
    label_isi="Untuk (yang diizinkan)",
    ikon="key",
    berwenang=PELAYANAN,
    bukan_sendiri="kepada",
    kode_usulan=("800.1.11.4", "800.1.11.2", "800.1.11.5", "800.1.4.1", "000.1.4"),
    kolom=(
        Kolom(
            "dasar",
            "Dasar",
            "daftar",
            bantuan="Satu dasar per baris, misalnya peraturan dan surat permohonannya.",
            paling_panjang=_BUTIR,
        ),
        Kolom("kepada", "Yang diberi izin", "orang", paling_banyak=200),
        Kolom("mulai", "Berlaku mulai", "tanggal"),
        Kolom("selesai", "Berlaku sampai", "tanggal", wajib=False),
        Kolom(
            "ketentuan",
            "Ketentuan",
            "daftar",
            wajib=False,
            bantuan="Satu per baris. Contoh: menyerahkan tugas kepada atasan langsung sebelum cuti;",
            paling_panjang=_BUTIR,
        ),
    ),
    syarat=urutan_tanggal("mulai", "selesai"),
    contoh="Untuk: melaksanakan cuti tahunan selama 5 (lima) hari kerja, tanggal 11 s.d. 15 Mei 2026.",
    keterangan="Izin kepegawaian atau pemakaian barang daerah, misalnya cuti dan izin belajar.",
)

JENIS: Final = (SURAT_PERINTAH, SURAT_TUGAS, REKOMENDASI, SURAT_IZIN)
