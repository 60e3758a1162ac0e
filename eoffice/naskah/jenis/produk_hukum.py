"""Form H, decisions and what looks like them, and the surat edaran numbered beside them (naskah-dinas.md 2.4 a-c, y)."""

from collections.abc import Mapping
from typing import Any, Final

from eoffice.naskah.jenis import wewenang
from eoffice.naskah.jenis.rincian import baris, tanggal, teks
from eoffice.naskah.jenis.rupa import Jenis, Kolom

_TAHUNAN: Final = "{klasifikasi}/{urut} TAHUN {tahun}"
#: Every perangkat daerah has its own series of these: without jenis and owner two of them print one number (4.2, S24).
_LAIN: Final = "{klasifikasi}/{urut}/{jenis}/{opd}/{tahun}"
_HUKUM: Final = ("Bagian Hukum",)

_DIKTUM: Final = Kolom(
    "diktum",
    "Diktum",
    "baris",
    butir="Diktum",
    paling_banyak=60,
    bantuan="KESATU, KEDUA, dan seterusnya ditambahkan otomatis menurut urutan.",
    kolom=(
        Kolom("teks", "Teks", "teks_panjang", paling_panjang=4000),
        Kolom(
            "butir",
            "Butir a, b, c",
            "daftar",
            wajib=False,
            bantuan="Satu butir per baris; kosongkan bila tidak ada.",
            paling_panjang=1000,
        ),
    ),
)


def _mulai_berlaku(rincian: Mapping[str, Any]) -> dict[str, str]:
    """The last diktum says from when it holds."""
    rows = baris(rincian, "diktum")
    if rows and "berlaku" not in teks(rows[-1], "teks").casefold():
        return {
            f"diktum-{len(rows)}-teks": "Diktum terakhir harus menyebut saat mulai berlaku, misalnya “Keputusan Wali "
            "Kota ini mulai berlaku pada tanggal ditetapkan.”"
        }
    return {}


def _menimbang(rincian: Mapping[str, Any]) -> dict[str, str]:
    items = rincian.get("menimbang")
    if isinstance(items, list) and items and "menetapkan" not in str(items[-1]).casefold():
        return {"menimbang": "Butir Menimbang terakhir menyebut yang perlu ditetapkan: “… perlu menetapkan …”."}
    return {}


def _masa(rincian: Mapping[str, Any]) -> dict[str, str]:
    first, last = tanggal(rincian, "mulai"), tanggal(rincian, "selesai")
    if first is not None and last is not None and last < first:
        return {"selesai": "Perjanjian berakhir sebelum mulai; periksa kedua tanggalnya."}
    return {}


JENIS: Final = (
    Jenis(
        "keputusan",
        "Keputusan",
        "H",
        "KEP-{opd}",
        _TAHUNAN,
        nomor_lain=_LAIN,
        kelompok="arahan",
        kertas="F4",
        huruf="bonum",
        bertujuan=False,
        isi="tanpa",
        label_hal="Tentang",
        ikon="report",
        berwenang=(
            wewenang.WALI_KOTA,
            wewenang.WAKIL,
            wewenang.SEKDA,
            wewenang.KEPALA_PD,
            wewenang.CAMAT,
            wewenang.DPRD,
        ),
        paraf_koordinasi=_HUKUM,
        kode_usulan=("100.3.3.3", "100.3.3.6"),
        kolom=(
            Kolom(
                "menimbang",
                "Menimbang",
                "daftar",
                paling_panjang=2000,
                paling_banyak=26,
                bantuan="Satu pertimbangan per baris; “bahwa” dan titik koma ditambahkan sendiri.",
            ),
            Kolom(
                "mengingat",
                "Mengingat",
                "daftar",
                paling_panjang=1000,
                bantuan="Satu peraturan per baris, dari yang tertinggi; yang setingkat menurut tanggalnya.",
            ),
            Kolom("memperhatikan", "Memperhatikan", "daftar", wajib=False, paling_panjang=1000),
            _DIKTUM,
        ),
        syarat=(_menimbang, _mulai_berlaku),
        keterangan="Menetapkan sesuatu yang nyata, tertentu, dan selesai: tim, pengangkatan, lokasi, penerima.",
    ),
    Jenis(
        "instruksi",
        "Instruksi",
        "H",
        "INS-{opd}",
        _TAHUNAN,
        kertas="F4",
        huruf="bonum",
        bertujuan=False,
        isi="tanpa",
        label_hal="Tentang",
        ikon="report",
        berwenang=(wewenang.WALI_KOTA,),
        paraf_koordinasi=_HUKUM,
        kode_usulan=("100.3.4.3",),
        kolom=(
            Kolom(
                "pertimbangan",
                "Dalam rangka",
                "teks_panjang",
                paling_panjang=2000,
                bantuan="Alasannya. Contoh: Dalam rangka menghemat energi di lingkungan Pemerintah Kota Arunika",
            ),
            Kolom("kepada", "Kepada", "daftar", bantuan="Satu jabatan per baris. Contoh: Para Camat"),
            _DIKTUM,
        ),
        keterangan="Perintah Wali Kota kepada jajarannya untuk melaksanakan suatu kebijakan.",
    ),
    Jenis(
        "surat_edaran",
        "Surat Edaran",
        "J",
        "SE-{opd}",
        _TAHUNAN,
        nomor_lain=_LAIN,
        label_isi="Isi edaran",
        label_hal="Tentang",
        ikon="mail",
        berwenang=(wewenang.WALI_KOTA, wewenang.WAKIL, wewenang.SEKDA, wewenang.KEPALA_PD, wewenang.CAMAT),
        paraf_koordinasi=_HUKUM,
        kode_usulan=("100.3.4.3", "100.3.4.4"),
        keterangan="Memberitahukan hal penting atau mendesak kepada para pejabat; tidak membuat aturan baru.",
        contoh=("1. Latar Belakang\n2. Maksud dan Tujuan\n3. Ruang Lingkup\n4. Dasar\n5. Isi Edaran\n6. Penutup"),
    ),
    Jenis(
        "surat_perjanjian",
        "Surat Perjanjian",
        "H",
        "PKS-{opd}",
        "{klasifikasi}/{urut}/PKS/{unit}/{tahun}",
        kertas="F4",
        huruf="bonum",
        bertujuan=False,
        isi="tanpa",
        label_hal="Tentang",
        ikon="users",
        berwenang=(wewenang.WALI_KOTA, wewenang.WAKIL, wewenang.SEKDA, wewenang.KEPALA_PD, wewenang.CAMAT),
        paraf_koordinasi=_HUKUM,
        kode_usulan=("100.3.7.1", "100.3.7.2"),
        lampiran="Perjanjian",
        kolom=(
            Kolom(
                "rupa_perjanjian",
                "Rupa",
                "pilihan",
                opsi=(
                    ("perjanjian_kerja_sama", "Perjanjian Kerja Sama"),
                    ("nota_kesepakatan", "Nota Kesepakatan"),
                    ("surat_perjanjian", "Surat Perjanjian"),
                ),
            ),
            Kolom(
                "mewakili",
                "Penandatangan kami mewakili",
                "teks",
                bantuan="Contoh: Pemerintah Kota Arunika. Menjadi PIHAK KESATU.",
            ),
            Kolom(
                "alamat_kesatu", "Alamat kami", "teks", wajib=False, bantuan="Contoh: Jalan Balai Kota Nomor 1, Arunika"
            ),
            Kolom(
                "pihak_lain",
                "Pihak lain",
                "baris",
                butir="Pihak",
                paling_banyak=8,
                bantuan="PIHAK KEDUA, KETIGA, dan seterusnya menurut urutan; masing-masing dengan nomornya sendiri.",
                kolom=(
                    Kolom("mewakili", "Mewakili", "teks", bantuan="Nama lembaganya."),
                    Kolom("nama", "Nama penandatangan", "teks", paling_panjang=160),
                    Kolom("jabatan", "Jabatan", "teks"),
                    Kolom("alamat", "Alamat", "teks", wajib=False),
                    Kolom("nomor", "Nomor dari pihak itu", "teks", wajib=False, paling_panjang=80),
                ),
            ),
            Kolom("tempat_naskah", "Tempat penandatanganan", "teks", wajib=False, bantuan="Contoh: Arunika"),
            Kolom(
                "latar",
                "Latar",
                "daftar",
                wajib=False,
                paling_panjang=2000,
                bantuan="Satu hal per baris; “bahwa” di depan ditambahkan otomatis.",
            ),
            Kolom(
                "pasal",
                "Pasal",
                "baris",
                butir="Pasal",
                paling_banyak=60,
                kolom=(
                    Kolom("judul", "Judul", "teks", bantuan="Contoh: MAKSUD DAN TUJUAN", paling_panjang=200),
                    Kolom(
                        "ayat",
                        "Ayat",
                        "daftar",
                        paling_panjang=3000,
                        bantuan="Satu ayat per baris; nomor (1), (2) ditambahkan otomatis bila lebih dari satu.",
                    ),
                ),
            ),
            Kolom("mulai", "Berlaku mulai", "tanggal"),
            Kolom("selesai", "Berlaku sampai", "tanggal", bantuan="Retensi arsip dihitung sejak tanggal ini."),
        ),
        syarat=(_masa,),
        keterangan="Kerja sama atau nota kesepakatan dengan satu atau beberapa pihak lain.",
    ),
)
