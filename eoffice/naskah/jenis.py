"""The kinds of naskah this installation writes, each as data: its name, number, register and own fields."""

from dataclasses import dataclass
from typing import Final

from eoffice.errors import NotFound


@dataclass(frozen=True)
class Kolom:
    """A field of one jenis: machine name, label, how it is filled in, and help with an example."""

    nama: str
    label: str
    bentuk: str  # teks, teks_panjang, tanggal, daftar
    wajib: bool = True
    bantuan: str = ""
    paling_panjang: int = 300


@dataclass(frozen=True)
class Jenis:
    """A kind of naskah. `register` and `nomor` are templates; tokens as in naskah-dinas 4.1."""

    kode: str
    nama: str
    keluarga: str  # K korespondensi, J judul
    register: str
    nomor: str
    bertujuan: bool = True
    hanya_internal: bool = False
    kolom: tuple[Kolom, ...] = ()
    keterangan: str = ""
    bersama: bool = False  # others may sign after the first signer


_SURAT: Final = "{klasifikasi}/{urut}/{unit}/{tahun}"

JENIS: Final[dict[str, Jenis]] = {
    jenis.kode: jenis
    for jenis in (
        Jenis(
            "surat_dinas",
            "Surat Dinas",
            "K",
            "SK-{opd}",
            _SURAT,
            keterangan="Surat resmi kepada perangkat daerah lain, pemerintah lain, atau masyarakat.",
        ),
        Jenis(
            "surat_undangan",
            "Surat Undangan",
            "K",
            "SK-{opd}",
            _SURAT,
            kolom=(
                Kolom("tanggal_acara", "Tanggal acara", "tanggal", bantuan="Hari dihitung sendiri dari tanggal."),
                Kolom("waktu", "Waktu", "teks", bantuan="Contoh: pukul 09.00 WIB s.d. selesai", paling_panjang=80),
                Kolom("tempat_acara", "Tempat", "teks", bantuan="Contoh: Ruang Rapat Kirana, Balai Kota"),
                Kolom("acara", "Acara", "teks", bantuan="Contoh: Pembahasan peta proses bisnis"),
            ),
            keterangan="Mengundang pejabat atau pegawai ke acara kedinasan.",
        ),
        Jenis(
            "nota_dinas",
            "Nota Dinas",
            "J",
            "ND-{unit}",
            "{klasifikasi}/{urut}/ND/{unit}/{tahun}",
            hanya_internal=True,
            keterangan="Komunikasi intern di dalam pemerintah kota.",
        ),
        Jenis(
            "surat_tugas",
            "Surat Tugas",
            "J",
            "ST-{opd}",
            "{klasifikasi}/{urut}/ST/{unit}/{tahun}",
            bertujuan=False,
            kolom=(
                Kolom("dasar", "Dasar", "daftar", bantuan="Satu dasar per baris."),
                Kolom(
                    "kepada",
                    "Yang ditugasi",
                    "daftar",
                    bantuan="Satu orang per baris: Nama | NIP | Pangkat/Gol. | Jabatan",
                ),
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
            keterangan="Pemberitahuan untuk seluruh pegawai atau masyarakat.",
        ),
    )
}


def get(kode: str) -> Jenis:
    """Raises NotFound for a kode that this installation does not write."""
    try:
        return JENIS[kode]
    except KeyError:
        raise NotFound("Jenis naskah itu belum tersedia.") from None
