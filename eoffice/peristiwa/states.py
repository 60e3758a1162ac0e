"""The kinds of event and the few attributes each may carry (metrik.md 4.1)."""

from enum import StrEnum
from typing import Final


class Jenis(StrEnum):
    """Kind of event (jenis peristiwa)."""

    AKUN_DITETAPKAN = "akun.ditetapkan"
    AKUN_DICABUT = "akun.dicabut"
    JABATAN_DIISI = "jabatan.diisi"
    JABATAN_KOSONG = "jabatan.kosong"
    SERTIFIKAT_DITERBITKAN = "sertifikat.diterbitkan"
    SERTIFIKAT_DICABUT = "sertifikat.dicabut"
    NASKAH_DIKONSEP = "naskah.dikonsep"
    NASKAH_VERSI_DISIMPAN = "naskah.versi_disimpan"
    NASKAH_DIKEMBALIKAN = "naskah.dikembalikan"
    NASKAH_DINOMORI = "naskah.dinomori"
    NASKAH_DITERBITKAN = "naskah.diterbitkan"
    NASKAH_DICETAK = "naskah.dicetak"
    NASKAH_DIUNDUH_CETAK = "naskah.diunduh_cetak"
    NASKAH_DIUNDUH = "naskah.diunduh"
    NASKAH_DIKIRIM_FISIK = "naskah.dikirim_fisik"
    SURAT_DIREGISTRASI = "surat.diregistrasi"
    SURAT_DERAJAT_DIUBAH = "surat.derajat_diubah"
    SURAT_SELESAI = "surat.selesai"
    DISPOSISI_DIBUAT = "disposisi.dibuat"
    DISPOSISI_SELESAI = "disposisi.selesai"
    KOREKSI_BATAL = "koreksi.batal"
    KOREKSI_GANTI = "koreksi.ganti"
    PARAMETER_DITETAPKAN = "parameter.ditetapkan"
    KALENDER_DITETAPKAN = "kalender.ditetapkan"
    PERSEDIAAN_DICATAT = "persediaan.dicatat"
    LAPORAN_KERTAS_BULANAN = "laporan_kertas.bulanan"


KOREKSI: Final = frozenset({Jenis.KOREKSI_BATAL, Jenis.KOREKSI_GANTI})

TUJUAN: Final = frozenset({"t_opd_lain", "t_se_opd", "t_luar_digital", "t_luar_kertas"})
TEMBUSAN: Final = frozenset({"tb_opd_lain", "tb_se_opd", "tb_luar"})
LEMBAR: Final = frozenset({"halaman", "lampiran"})
UJI: Final = frozenset({"uji_coba"})
"""True on training data, which no metric counts (K11)."""

RINCIAN: Final[dict[Jenis, frozenset[str]]] = {
    Jenis.AKUN_DITETAPKAN: frozenset({"wajib_pengguna"}),
    Jenis.AKUN_DICABUT: frozenset(),
    Jenis.JABATAN_DIISI: frozenset({"wajib_tte", "bentuk"}),
    Jenis.JABATAN_KOSONG: frozenset(),
    Jenis.SERTIFIKAT_DITERBITKAN: frozenset({"berlaku_sampai"}),
    Jenis.SERTIFIKAT_DICABUT: frozenset(),
    Jenis.NASKAH_DIKONSEP: LEMBAR | {"jenis_naskah"},
    Jenis.NASKAH_VERSI_DISIMPAN: LEMBAR | {"versi", "teks_sha256"},
    Jenis.NASKAH_DIKEMBALIKAN: frozenset({"putaran"}),
    Jenis.NASKAH_DINOMORI: frozenset({"register", "tahun", "urut"}),
    Jenis.NASKAH_DITERBITKAN: LEMBAR
    | TUJUAN
    | TEMBUSAN
    | {"asal", "ttd", "jenis_naskah", "terverifikasi", "teks_sha256", "sifat", "lampiran_kosong"},
    Jenis.NASKAH_DICETAK: LEMBAR | {"salinan", "dupleks"},
    Jenis.NASKAH_DIUNDUH_CETAK: LEMBAR | {"salinan"},
    Jenis.NASKAH_DIUNDUH: LEMBAR,
    Jenis.NASKAH_DIKIRIM_FISIK: frozenset({"salinan", "amplop"}),
    Jenis.SURAT_DIREGISTRASI: LEMBAR | {"asal", "rujukan", "derajat", "perlu_disposisi"},
    Jenis.SURAT_DERAJAT_DIUBAH: frozenset({"dari", "ke"}),
    Jenis.SURAT_SELESAI: frozenset(),
    Jenis.DISPOSISI_DIBUAT: LEMBAR | {"disposisi", "induk", "kanal", "target", "batas"},
    Jenis.DISPOSISI_SELESAI: frozenset({"disposisi"}),
    Jenis.KOREKSI_BATAL: frozenset({"rujukan"}),
    Jenis.KOREKSI_GANTI: frozenset({"rujukan", "menjadi"}),
    Jenis.PARAMETER_DITETAPKAN: frozenset({"kode", "rendah", "tengah", "tinggi", "berlaku_sejak", "dasar"}),
    Jenis.KALENDER_DITETAPKAN: frozenset({"tanggal", "jenis_libur", "dasar", "berlaku_sejak", "versi", "sha256"}),
    Jenis.PERSEDIAAN_DICATAT: frozenset({"triwulan", "bulan", "tahun", "rim", "rupiah", "asn"}),
    Jenis.LAPORAN_KERTAS_BULANAN: frozenset({"bulan", "tahun", "jumlah"}),
}
"""What may stand in `rincian`: counts, codes and hashes; titles, subjects and names have no place (metrik.md 3.6)."""

PALING_PANJANG: Final = 80
"""Characters a text in `rincian` may have: enough for a code or a SHA-256, too short for a sentence about a person."""


def periksa_rincian(jenis: Jenis, rincian: dict[str, object]) -> None:
    """Refuse attributes this kind of event does not have, and values that could hide a name or a title.

    Raises:
        ValueError: an unknown attribute, a text that is too long, or a value that is neither number, text nor flag.
    """
    boleh = RINCIAN[jenis] | UJI
    if asing := sorted(set(rincian) - boleh):
        raise ValueError(f"{jenis} tidak mengenal {', '.join(asing)}; yang dikenal: {', '.join(sorted(boleh))}")
    for nama, nilai in rincian.items():
        if nama == "menjadi" and isinstance(nilai, dict):
            _periksa_ganti(nilai)
        elif not isinstance(nilai, str | int | None) or len(str(nilai)) > PALING_PANJANG:
            raise ValueError(f"{nama} pada {jenis} harus bilangan, tanda, atau kode pendek")


def _periksa_ganti(menjadi: dict[str, object]) -> None:
    dikenal = frozenset().union(*RINCIAN.values())
    for nama, nilai in menjadi.items():
        if nama not in dikenal or not isinstance(nilai, str | int | None) or len(str(nilai)) > PALING_PANJANG:
            raise ValueError(f"{nama} tidak dapat menjadi isi koreksi")
