"""Awards and proofs of taking part (naskah-dinas.md 2.4 aa)."""

from collections.abc import Callable
from typing import Final

from eoffice.naskah.jenis import wewenang
from eoffice.naskah.jenis.rincian import Rincian, baris, tanggal, teks
from eoffice.naskah.jenis.rupa import Jenis, Kolom, Syarat


def _penerima(rincian: Rincian) -> str:
    return next((teks(row, "nama") for row in baris(rincian, "diberikan_kepada")), "")


def _hal(nama: str) -> Callable[[Rincian], str]:
    def made(rincian: Rincian) -> str:
        return " ".join(word for word in (nama, _penerima(rincian)) if word)

    return made


def _urutan(rincian: Rincian) -> dict[str, str]:
    first, last = tanggal(rincian, "tanggal_kegiatan"), tanggal(rincian, "tanggal_selesai")
    wrong = first is not None and last is not None and last < first
    return {"tanggal_selesai": "Tanggal selesai lebih dulu daripada tanggal mulai."} if wrong else {}


_SYARAT: Final[tuple[Syarat, ...]] = (_urutan,)
_KEPADA: Final = Kolom(
    "diberikan_kepada",
    "Diberikan kepada",
    "baris",
    banyak=False,
    butir="Penerima",
    kolom=(
        Kolom("nama", "Nama orang atau lembaga", "teks", bantuan="Dengan gelar.", paling_panjang=120),
        Kolom("nip", "NIP", "teks", wajib=False, paling_panjang=30),
        Kolom("instansi", "Instansi atau alamat", "teks", wajib=False, paling_panjang=160),
    ),
)
_TANGGAL: Final = Kolom("tanggal_kegiatan", "Tanggal kegiatan", "tanggal", wajib=False)
_SELESAI: Final = Kolom("tanggal_selesai", "Sampai tanggal", "tanggal", wajib=False, bantuan="Bila lebih dari sehari.")
_TEMPAT: Final = Kolom("tempat_kegiatan", "Tempat kegiatan", "teks", wajib=False, paling_panjang=160)
_JAM: Final = Kolom("jam_pelajaran", "Jam pelajaran", "bilangan", wajib=False, terkecil=1, terbesar=2_000)
_MATERI: Final = Kolom(
    "materi",
    "Materi",
    "baris",
    wajib=False,
    butir="Materi",
    bantuan="Dicetak di halaman kedua.",
    kolom=(
        Kolom("judul", "Materi", "teks", paling_panjang=200),
        Kolom("jam", "Jam pelajaran", "bilangan", wajib=False, terkecil=1, terbesar=500),
    ),
)

PIAGAM: Final = Jenis(
    "piagam",
    "Piagam Penghargaan",
    "J",
    "PIAGAM-{opd}",
    "{klasifikasi}/{urut}/PIAGAM/{unit}/{tahun}",
    rebah=True,
    bertujuan=False,
    bertembusan=False,
    isi="tanpa",
    judul=_hal("Piagam Penghargaan"),
    label_hal="",
    berwenang=(wewenang.WALI_KOTA, wewenang.WAKIL, wewenang.DPRD, wewenang.SEKDA, wewenang.KEPALA_PD, wewenang.CAMAT),
    kode_usulan=("000.5.9.2", "400.3.3.4", "400.4.6.2"),
    ikon="certificate",
    kolom=(
        _KEPADA,
        Kolom(
            "sebagai_atau_atas",
            "Sebagai atau atas",
            "teks_panjang",
            bantuan="Awali dengan “sebagai” atau “atas”. Contoh: atas pengabdian selama 30 tahun di bidang kearsipan",
            paling_panjang=400,
        ),
        Kolom(
            "kegiatan",
            "Kegiatan",
            "teks",
            wajib=False,
            bantuan="Contoh: Hari Jadi Kota Arunika ke-105",
            paling_panjang=200,
        ),
        _TANGGAL,
    ),
    contoh="Diberikan kepada Gentala Prabawa atas pengabdian selama 30 tahun di bidang kearsipan.",
    keterangan="Penghargaan kepada orang atau lembaga, melebar dengan bingkai hias.",
)

SERTIFIKAT: Final = Jenis(
    "sertifikat",
    "Sertifikat",
    "J",
    "SERT-{opd}",
    "{klasifikasi}/{urut}/SERT/{unit}/{tahun}",
    rebah=True,
    bertujuan=False,
    bertembusan=False,
    isi="tanpa",
    judul=_hal("Sertifikat"),
    label_hal="",
    berwenang=(*wewenang.PIMPINAN, wewenang.KABAG),
    kode_usulan=("400.3.5.3", "000.8.3.1"),
    ikon="certificate",
    kolom=(
        _KEPADA,
        Kolom("sebagai_atau_atas", "Sebagai", "teks", bantuan="Contoh: sebagai peserta", paling_panjang=160),
        Kolom("kegiatan", "Kegiatan", "teks", bantuan="Contoh: Bimbingan Teknis Tata Naskah Dinas", paling_panjang=200),
        _TANGGAL,
        _SELESAI,
        _TEMPAT,
        _JAM,
        _MATERI,
    ),
    syarat=_SYARAT,
    contoh="Diberikan kepada Gentala Prabawa sebagai peserta Bimbingan Teknis Tata Naskah Dinas, 16 jam pelajaran.",
    keterangan="Bukti mengikuti atau membantu suatu kegiatan; materi dan jamnya di halaman kedua.",
)

STTPP: Final = Jenis(
    "sttpp",
    "Surat Tanda Tamat Pendidikan dan Pelatihan",
    "J",
    "STTPP-{opd}",
    "{klasifikasi}/{urut}/STTPP/{unit}/{tahun}",
    kelompok="lainnya",
    rebah=True,
    bertujuan=False,
    bertembusan=False,
    isi="tanpa",
    judul=_hal("STTPP"),
    label_hal="",
    lampiran="STTPP",
    berwenang=(wewenang.WALI_KOTA, wewenang.SEKDA, wewenang.KEPALA_PD),
    kode_usulan=("400.3.5.3",),
    ikon="certificate",
    kolom=(
        Kolom(
            "diberikan_kepada",
            "Diberikan kepada",
            "baris",
            banyak=False,
            butir="Peserta",
            kolom=(
                Kolom("nama", "Nama", "teks", bantuan="Dengan gelar.", paling_panjang=120),
                Kolom("nip", "NIP", "teks", wajib=False, paling_panjang=30),
                Kolom("tempat_lahir", "Tempat lahir", "teks", wajib=False, paling_panjang=80),
                Kolom("tanggal_lahir", "Tanggal lahir", "tanggal", wajib=False),
                Kolom("pangkat", "Pangkat/golongan", "teks", wajib=False, paling_panjang=80),
                Kolom("jabatan", "Jabatan", "teks", wajib=False, paling_panjang=160),
                Kolom("instansi", "Instansi", "teks", wajib=False, paling_panjang=160),
            ),
        ),
        Kolom(
            "kualifikasi",
            "Kualifikasi",
            "pilihan",
            wajib=False,
            opsi=(
                ("sangat memuaskan", "Sangat memuaskan"),
                ("memuaskan", "Memuaskan"),
                ("baik sekali", "Baik sekali"),
                ("baik", "Baik"),
                ("cukup", "Cukup"),
            ),
        ),
        Kolom(
            "kegiatan",
            "Pendidikan dan pelatihan",
            "teks",
            bantuan="Contoh: Pelatihan Kepemimpinan Pengawas Angkatan III",
            paling_panjang=200,
        ),
        Kolom("tanggal_kegiatan", "Tanggal mulai", "tanggal"),
        Kolom("tanggal_selesai", "Tanggal selesai", "tanggal"),
        _TEMPAT,
        Kolom("jam_pelajaran", "Jam pelajaran", "bilangan", terkecil=1, terbesar=2_000),
        _MATERI,
    ),
    syarat=_SYARAT,
    contoh="Telah mengikuti Pelatihan Kepemimpinan Pengawas, 2 Maret s.d. 10 April 2026, 120 jam pelajaran, memuaskan.",
    keterangan="Tanda lulus pendidikan dan pelatihan; materi dan jamnya di halaman kedua.",
)

JENIS: Final = (PIAGAM, SERTIFIKAT, STTPP)
