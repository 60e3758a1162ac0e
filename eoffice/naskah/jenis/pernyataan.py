"""What somebody states, hands over or entrusts (naskah-dinas.md 2.4 n, o, p, q, r)."""

from typing import Final

from eoffice.naskah.jenis.penugasan import PELAYANAN
from eoffice.naskah.jenis.rincian import Rincian, baris, orang, teks
from eoffice.naskah.jenis.rupa import ORANG, Jenis, Kolom

_BUTIR: Final = 2_000


def _of(words: str, name: str) -> str:
    return f"{words} {name}".strip()


def _hal_spmt(rincian: Rincian) -> str:
    named = orang(rincian, "pegawai")
    return _of("Pernyataan Melaksanakan Tugas", named[0].nama if named else "")


def _hal_pengantar(rincian: Rincian) -> str:
    rows = baris(rincian, "kiriman")
    first = " ".join(teks(rows[0], "jenis").split())[:160] if rows else ""
    more = f" dan {len(rows) - 1} lainnya" if len(rows) > 1 else ""
    return _of("Pengantar", first + more)


SURAT_KUASA: Final = Jenis(
    "surat_kuasa",
    "Surat Kuasa",
    "J",
    "SK-{opd}",
    "{klasifikasi}/{urut}/{unit}/{tahun}",
    bertujuan=False,
    label_hal="Pokok surat",
    bantuan_hal="Untuk daftar dan pencarian; tidak dicetak. Contoh: Kuasa Pengambilan Dokumen Aset",
    label_isi="Untuk (yang dikuasakan)",
    ikon="arrows-exchange",
    bersama=True,
    sebutan=("Pemberi kuasa", "Penerima kuasa"),
    pihak_wajib=True,
    kode_usulan=("100.3.10", "800.1.7"),
    kolom=(
        Kolom(
            "khusus",
            "Macam kuasa",
            "pilihan",
            opsi=(("biasa", "Surat Kuasa"), ("khusus", "Surat Kuasa Khusus")),
            bantuan="Kuasa khusus untuk satu perkara atau tindakan tertentu, misalnya di pengadilan.",
        ),
        Kolom(
            "penerima_lain",
            "Penerima kuasa lainnya",
            "orang",
            wajib=False,
            bantuan="Bila kuasa diberikan kepada lebih dari satu orang. Penerima yang menandatangani sudah dipilih di "
            "langkah 1 dan tidak perlu diketik lagi.",
            paling_banyak=20,
        ),
        Kolom("berlaku_sampai", "Berlaku sampai", "tanggal", wajib=False),
    ),
    contoh="Untuk: 1. mengambil dokumen kendaraan dinas pada kantor pajak daerah; dan 2. menandatangani tanda terimanya.",
    keterangan="Memberi kuasa kepada pejabat atau pegawai lain. Ditandatangani pemberi dan penerima kuasa.",
)

BERITA_ACARA: Final = Jenis(
    "berita_acara",
    "Berita Acara",
    "J",
    "BA-{opd}",
    "{klasifikasi}/{urut}/BA/{unit}/{tahun}",
    bertujuan=False,
    label_hal="Tentang",
    bantuan_hal="Menjadi bagian judul. Contoh: Pemindahan Arsip Inaktif",
    ikon="files",
    kode_usulan=("000.5.6.1", "000.5.6.2"),
    kolom=(
        Kolom(
            "bertempat",
            "Bertempat di",
            "teks",
            wajib=False,
            bantuan="Contoh: Ruang Rapat Kirana, Balai Kota. Hari dan tanggal dengan huruf ditambahkan otomatis.",
        ),
        Kolom(
            "tanggal_kejadian",
            "Tanggal kejadian",
            "tanggal",
            wajib=False,
            bantuan="Kosongkan bila sama dengan tanggal ditandatangani.",
        ),
        Kolom(
            "mewakili_pertama",
            "Pihak pertama mewakili",
            "teks",
            wajib=False,
            bantuan="Contoh: Unit Pengolah",
            paling_panjang=160,
        ),
        Kolom(
            "mewakili_kedua",
            "Pihak kedua mewakili",
            "teks",
            wajib=False,
            bantuan="Contoh: Unit Kearsipan",
            paling_panjang=160,
        ),
        Kolom(
            "dasar",
            "Dasar",
            "daftar",
            wajib=False,
            bantuan="Satu dasar per baris. Dicetak sesudah para pihak.",
            paling_panjang=_BUTIR,
        ),
        Kolom(
            "saksi",
            "Saksi",
            "orang",
            wajib=False,
            bantuan="Disebut sesudah para pihak. Yang ikut menandatangani dipilih sebagai “Mengetahui” di langkah 1.",
            paling_banyak=10,
        ),
    ),
    bersama=True,
    contoh="PIHAK PERTAMA telah memindahkan arsip inaktif kepada PIHAK KEDUA dengan ketentuan: 1. arsip yang dipindahkan "
    "sebanyak 3 (tiga) boks sebagaimana daftar terlampir; …",
    keterangan="Bukti serah terima, pemeriksaan, atau kejadian; dapat ditandatangani dua atau tiga pejabat.",
)

SURAT_KETERANGAN: Final = Jenis(
    "surat_keterangan",
    "Surat Keterangan",
    "J",
    "SKET-{opd}",
    "{klasifikasi}/{urut}/SKET/{unit}/{tahun}",
    bertujuan=False,
    label_hal="Pokok surat",
    bantuan_hal="Untuk daftar dan pencarian; tidak dicetak. Jangan memuat NIK. Contoh: Keterangan Praktik Kerja Lapangan",
    label_isi="Isi keterangan",
    ikon="id",
    berwenang=PELAYANAN,
    kode_usulan=("400.14.5.4", "800.1.3.4"),
    kolom=(
        Kolom(
            "menerangkan",
            "Yang diterangkan",
            "baris",
            banyak=False,
            butir="Orang",
            kolom=(
                Kolom("nama", "Nama orang, barang, atau kejadian", "teks", paling_panjang=160),
                Kolom("nip", "NIP", "teks", wajib=False, bantuan="18 angka.", paling_panjang=30),
                Kolom(
                    "nik",
                    "NIK",
                    "teks",
                    wajib=False,
                    bantuan="16 angka. Dengan NIK, sifat surat paling rendah Terbatas.",
                    paling_panjang=30,
                ),
                Kolom(
                    "nomor_identitas",
                    "Nomor identitas lain",
                    "teks",
                    wajib=False,
                    bantuan="Tulis dengan namanya. Contoh: NIM 22041007",
                    paling_panjang=80,
                ),
                Kolom("lahir", "Tempat, tanggal lahir", "teks", wajib=False, bantuan="Contoh: Arunika, 2 Maret 2001"),
                Kolom("pangkat", "Pangkat", "teks", wajib=False, paling_panjang=80),
                Kolom("golongan", "Golongan", "teks", wajib=False, bantuan="Contoh: III/d", paling_panjang=10),
                Kolom("jabatan", "Jabatan atau pekerjaan", "teks", wajib=False, paling_panjang=200),
                Kolom("asal", "Asal atau instansi", "teks", wajib=False),
                Kolom("alamat", "Alamat", "teks", wajib=False),
            ),
        ),
        Kolom(
            "maksud",
            "Keperluan",
            "teks",
            wajib=False,
            bantuan="Contoh: melengkapi persyaratan pendaftaran beasiswa",
        ),
        Kolom("berlaku_sampai", "Berlaku sampai", "tanggal", wajib=False),
    ),
    contoh="benar telah melaksanakan praktik kerja lapangan pada Dinas Kesehatan sejak tanggal 2 Februari s.d. 30 April "
    "2026 dengan hasil baik.",
    keterangan="Menerangkan keadaan seseorang, barang, atau kejadian oleh pejabat yang mengetahuinya.",
)

SPMT: Final = Jenis(
    "spmt",
    "Surat Pernyataan Melaksanakan Tugas",
    "J",
    "SK-{opd}",
    "{klasifikasi}/{urut}/{unit}/{tahun}",
    bertujuan=False,
    isi="tanpa",
    label_hal="",
    judul=_hal_spmt,
    ikon="user-plus",
    berwenang=PELAYANAN,
    bukan_sendiri="pegawai",
    tembusan_usulan=("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "Badan Keuangan dan Aset Daerah"),
    kode_usulan=("800.1.3.3", "800.1.2.5"),
    kolom=(
        Kolom("pegawai", "Pegawai", "orang", banyak=False),
        Kolom("jabatan_baru", "Jabatan baru", "teks", bantuan="Sesuai dengan bunyi keputusannya.", paling_panjang=200),
        Kolom(
            "sk",
            "Keputusan pengangkatan",
            "baris",
            banyak=False,
            butir="Keputusan",
            kolom=(
                Kolom("pejabat", "Ditetapkan oleh", "teks", bantuan="Contoh: Wali Kota Arunika", paling_panjang=200),
                Kolom("nomor", "Nomor", "teks", paling_panjang=160),
                Kolom("tanggal", "Tanggal", "tanggal"),
            ),
        ),
        Kolom("tmt", "Terhitung mulai tanggal", "tanggal", bantuan="TMT jabatan menurut keputusan."),
        Kolom("sejak", "Nyata bekerja sejak", "tanggal", bantuan="Dasar pembayaran gaji dan tunjangan."),
    ),
    keterangan="Atasan menyatakan bahwa pegawai sudah nyata melaksanakan tugas. Seluruh kalimat disusun dari isian.",
)

SURAT_PENGANTAR: Final = Jenis(
    "surat_pengantar",
    "Surat Pengantar",
    "J",
    "SK-{opd}",
    "{klasifikasi}/{urut}/{unit}/{tahun}",
    isi="opsional",
    label_isi="Keterangan tambahan",
    label_hal="",
    judul=_hal_pengantar,
    ikon="send",
    kode_usulan=("000.5.3.1",),
    kolom=(
        Kolom(
            "kiriman",
            "Yang dikirimkan",
            "baris",
            butir="Kiriman",
            paling_banyak=300,
            kolom=(
                Kolom(
                    "jenis",
                    "Naskah dinas atau barang",
                    "teks_panjang",
                    bantuan="Contoh: Laporan Kinerja Triwulan III Tahun 2026",
                    paling_panjang=600,
                ),
                Kolom("banyaknya", "Banyaknya", "teks", bantuan="Contoh: 1 (satu) berkas", paling_panjang=80),
                Kolom(
                    "keterangan",
                    "Keterangan",
                    "teks",
                    wajib=False,
                    bantuan="Contoh: Disampaikan dengan hormat untuk menjadi bahan lebih lanjut",
                ),
            ),
        ),
        Kolom(
            "penerima",
            "Penerima kiriman",
            "orang",
            wajib=False,
            banyak=False,
            bantuan="Boleh kosong; titik-titik dicetak untuk diisi saat kiriman diterima.",
            kolom=(*ORANG, Kolom("telepon", "Telepon", "teks", wajib=False, paling_panjang=40)),
        ),
    ),
    keterangan="Mengantar dokumen atau barang, dengan tempat tanda terima bagi penerimanya.",
)

JENIS: Final = (SURAT_KUASA, BERITA_ACARA, SURAT_KETERANGAN, SPMT, SURAT_PENGANTAR)
