"""Form K: letters with nomor, sifat, lampiran and hal at the left and an addressee (naskah-dinas.md 2.4 k-m)."""

from collections.abc import Mapping
from typing import Any, Final

from eoffice.naskah.jenis import wewenang
from eoffice.naskah.jenis.rincian import bilangan, tanggal, teks
from eoffice.naskah.jenis.rupa import ORANG, Jenis, Kolom
from eoffice.pdf import kata

SURAT: Final = "{klasifikasi}/{urut}/{unit}/{tahun}"
KARTU: Final = "kartu"


_DIPANGGIL: Final = tuple(part for part in ORANG if part.nama in ("nama", "nip", "jabatan"))


def kartu(rincian: Mapping[str, Any]) -> bool:
    """Is an undangan the ceremonial card and not the letter?"""
    return teks(rincian, "rupa_undangan") == KARTU


def _hal_panggilan(rincian: Mapping[str, Any]) -> str:
    number = bilangan(rincian, "panggilan_ke") or 1
    return f"Panggilan {kata.romawi(min(number, 20))}"


def _urutan_hari(rincian: Mapping[str, Any]) -> dict[str, str]:
    first, last = tanggal(rincian, "tanggal_acara"), tanggal(rincian, "sampai")
    if first is not None and last is not None and last <= first:
        return {"sampai": "Hari terakhir acara harus sesudah hari pertama; kosongkan bila hanya satu hari."}
    return {}


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
        contoh=(
            "Sehubungan dengan pemutakhiran peta proses bisnis, Saudara diminta menyampaikan rancangan paling lambat "
            "24 April 2026.\n\nAtas perhatian dan kerja sama Saudara, diucapkan terima kasih."
        ),
    ),
    Jenis(
        "surat_undangan",
        "Surat Undangan",
        "K",
        "SK-{opd}",
        SURAT,
        kelompok="korespondensi",
        ikon="calendar-event",
        kode_usulan=("000.1.5", "400.14.1.1"),
        kolom=(
            Kolom(
                "rupa_undangan",
                "Rupa",
                "pilihan",
                wajib=False,
                opsi=(("surat", "Surat undangan"), (KARTU, "Kartu undangan (upacara, resepsi)")),
                bantuan="Kartu dicetak tanpa nomor dan tanpa alamat. Bila kosong: surat.",
            ),
            Kolom("tanggal_acara", "Tanggal acara", "tanggal", bantuan="Hari dihitung sendiri dari tanggal."),
            Kolom("sampai", "Sampai tanggal", "tanggal", wajib=False, bantuan="Hanya bila lebih dari satu hari."),
            Kolom("waktu", "Waktu", "teks", bantuan="Contoh: pukul 09.00 WIB s.d. selesai", paling_panjang=80),
            Kolom("tempat_acara", "Tempat", "teks", bantuan="Contoh: Ruang Rapat Kirana, Balai Kota"),
            Kolom("acara", "Acara", "teks", bantuan="Contoh: Pembahasan peta proses bisnis"),
            Kolom("pakaian", "Pakaian", "teks", wajib=False, bantuan="Contoh: PDH khaki", paling_panjang=120),
            Kolom("tautan", "Tautan rapat daring", "teks", wajib=False, bantuan="Bila rapatnya daring."),
            Kolom("catatan", "Catatan", "teks", wajib=False, bantuan="Contoh: Peserta membawa data masing-masing."),
        ),
        syarat=(_urutan_hari,),
        keterangan="Mengundang pejabat atau pegawai ke acara kedinasan; juga sebagai kartu.",
        contoh=(
            "Dalam rangka persiapan Hari Jadi Kota, kami mengundang Saudara untuk hadir pada:\n\n"
            "Atas perhatian Saudara, diucapkan terima kasih."
        ),
    ),
    Jenis(
        "surat_panggilan",
        "Surat Panggilan",
        "K",
        "SK-{opd}",
        SURAT,
        kelompok="khusus",
        ikon="user-check",
        sifat_bawaan="rahasia",
        isi="opsional",
        label_isi="Tambahan isi surat",
        label_hal="",
        judul=_hal_panggilan,
        bertembusan=True,
        berwenang=(*wewenang.PIMPINAN, wewenang.KABAG, wewenang.SEKRETARIS_PD, wewenang.KABID, wewenang.LURAH),
        kode_usulan=("800.1.6.2",),
        kolom=(
            Kolom(
                "dipanggil",
                "Yang dipanggil",
                "orang",
                banyak=False,
                kolom=(*_DIPANGGIL, Kolom("alamat", "Alamat", "teks", wajib=False, bantuan="Bagi yang bukan pegawai.")),
            ),
            Kolom("panggilan_ke", "Panggilan ke", "bilangan", terkecil=1, terbesar=9, bantuan="1 untuk yang pertama."),
            Kolom("tanggal_panggilan", "Tanggal", "tanggal", bantuan="Hari dihitung sendiri dari tanggal."),
            Kolom("jam", "Pukul", "waktu"),
            Kolom("tempat_panggilan", "Tempat", "teks", bantuan="Contoh: Ruang Sekretaris BKPSDM, Balai Kota"),
            Kolom("menghadap", "Menghadap kepada", "teks", bantuan="Contoh: Sekretaris BKPSDM"),
            Kolom("keperluan", "Untuk", "teks_panjang", paling_panjang=1000, bantuan="Contoh: memberikan keterangan …"),
        ),
        keterangan="Memanggil pegawai atau orang lain untuk menghadap. Sifatnya rahasia kecuali Anda ubah.",
    ),
)
