"""Senders and addressees outside the city government, all invented, and what they write on paper."""

import random
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.contoh.teks.surat import blanks

ROMAWI: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class PihakLuar:
    """Somebody outside: office or person, place, how they are reached."""

    jabatan: str
    instansi: str
    tempat: str
    pos_el: str
    pola_nomor: str


KELOMPOK: Final[dict[str, tuple[PihakLuar, ...]]] = {
    "pemda": (
        PihakLuar("Wali Kota Tirtasari", "Pemerintah Kota Tirtasari", "Tirtasari", "setda@tirtasari.example", "100.3.7.1/{n}/TAPEM/{t}"),
        PihakLuar("Bupati Wanakerta", "Pemerintah Kabupaten Wanakerta", "Wanakerta", "setda@wanakerta.example", "100.3.7.1/{n}/KERMA/{t}"),
        PihakLuar("Wali Kota Segaramulya", "Pemerintah Kota Segaramulya", "Segaramulya", "setda@segaramulya.example", "100.1.4.4/{n}/UM/{t}"),
    ),
    "provinsi": (
        PihakLuar("Sekretaris Daerah Provinsi Nusakirana", "Pemerintah Provinsi Nusakirana", "Nusakirana", "setda@nusakirana.example", "000.8.6.3/{n}/ORG/{t}"),
        PihakLuar("Kepala Dinas Komunikasi dan Informatika Provinsi Nusakirana", "Pemerintah Provinsi Nusakirana", "Nusakirana", "kominfo@nusakirana.example", "500.12.6.1/{n}/KOMINFO/{t}"),
        PihakLuar("Kepala Badan Kepegawaian Daerah Provinsi Nusakirana", "Pemerintah Provinsi Nusakirana", "Nusakirana", "bkd@nusakirana.example", "800.2.4.1/{n}/BKD/{t}"),
    ),
    "kementerian": (
        PihakLuar("Direktur Jenderal Bina Administrasi Kewilayahan", "Kementerian Dalam Negeri", "Jakarta", "persuratan@kementerian.example", "100.2.1/{n}/BAK"),
        PihakLuar("Deputi Bidang Tata Laksana", "Kementerian Pendayagunaan Aparatur Negara", "Jakarta", "persuratan@aparatur.example", "B/{n}/TL.03/{t}"),
        PihakLuar("Kepala Biro Perencanaan", "Kementerian Kesehatan", "Jakarta", "persuratan@kesehatan.example", "PR.01.03/A/{n}/{t}"),
    ),
    "kampus": (
        PihakLuar("Dekan Fakultas Ilmu Komputer", "Universitas Nusa Kirana", "Arunika", "fik@unk.example", "{n}/UNK/D2/{r}/{t}"),
        PihakLuar("Rektor", "Institut Teknologi Arunika", "Arunika", "rektorat@ita.example", "{n}/ITA/R/{r}/{t}"),
        PihakLuar("Ketua", "Sekolah Tinggi Ilmu Administrasi Lembayung", "Arunika", "sekretariat@stial.example", "{n}/STIAL/{r}/{t}"),
    ),
    "usaha": (
        PihakLuar("Direktur Utama", "PT Kirana Jaya Abadi", "Arunika", "sekretariat@kiranajaya.example", "{n}/KJA-DIR/{r}/{t}"),
        PihakLuar("Ketua", "Gabungan Pengusaha Arunika", "Arunika", "sekretariat@gpa.example", "{n}/GPA/{r}/{t}"),
        PihakLuar("Manajer Umum", "Hotel Lembayung Arunika", "Arunika", "gm@hotellembayung.example", "{n}/HLA/{r}/{t}"),
    ),
    "media": (
        PihakLuar("Pemimpin Redaksi", "Harian Suara Arunika", "Arunika", "redaksi@suaraarunika.example", "{n}/SA-RED/{r}/{t}"),
        PihakLuar("Kepala Stasiun", "Radio Gema Kirana", "Arunika", "siaran@gemakirana.example", "{n}/RGK/{r}/{t}"),
    ),
    "koperasi": (
        PihakLuar("Ketua", "Koperasi Pegawai Arunika Sejahtera", "Arunika", "pengurus@koparunika.example", "{n}/KPAS/{r}/{t}"),
        PihakLuar("Ketua", "Koperasi Pasar Lama Mandiri", "Arunika", "pengurus@kopasar.example", "{n}/KPLM/{r}/{t}"),
    ),
    "warga": (
        PihakLuar("Ketua RW 07", "Warga Kelurahan Kebonraja", "Arunika", "", "{n}/RW07/{r}/{t}"),
        PihakLuar("Ketua Paguyuban Pedagang", "Pasar Lama Arunika", "Arunika", "", "{n}/PPL/{r}/{t}"),
        PihakLuar("Ketua Panitia", "Karang Taruna Nilasari", "Arunika", "", "{n}/PAN-KT/{r}/{t}"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class SuratLuar:
    """A paper letter that reached the city: what the TU copies into the register."""

    asal: str
    instansi: str
    tempat: str
    nomor: str
    tanggal: date
    hal: str
    ringkasan: str
    kode_klasifikasi: str
    tujuan: str
    paragraf: tuple[str, ...]
    sifat: str
    urgensi: str


#: (group, addressee jabatan, kode, hal, ringkasan)
_ISI: Final = (
    ("provinsi", "10", "000.8.6.3", "Undangan Evaluasi Akuntabilitas Kinerja Kabupaten/Kota", "Undangan evaluasi akuntabilitas kinerja {triwulan} tahun {tahun}, dihadiri Sekretaris Daerah dan Bagian Organisasi."),
    ("kementerian", "01", "100.2.1", "Penyampaian Pedoman Penyelenggaraan Pelayanan Kecamatan", "Pedoman terbaru pelayanan terpadu kecamatan; daerah diminta melaporkan kesiapan paling lambat tanggal {tenggat}."),
    ("kementerian", "10", "000.8.6.2", "Permintaan Data Dukung Reformasi Birokrasi", "Permintaan data dukung penilaian reformasi birokrasi tahun {tahun}."),
    ("kampus", "31", "400.14.5.4", "Permohonan Praktik Kerja Lapangan", "Permohonan tempat praktik kerja bagi {jumlah_kecil} orang mahasiswa selama dua bulan."),
    ("kampus", "10", "400.14.5.4", "Permohonan Izin Penelitian Tata Kelola Pemerintahan", "Permohonan izin penelitian dan wawancara pada Bagian Organisasi."),
    ("usaha", "33", "500.16.7.3", "Permohonan Penjelasan Persyaratan Perizinan", "Permohonan penjelasan tertulis mengenai persyaratan perluasan usaha."),
    ("usaha", "31", "500.12.6.4", "Penawaran Perangkat Lunak Layanan Publik", "Penawaran dan permohonan waktu untuk memperagakan perangkat lunak layanan publik."),
    ("provinsi", "31", "500.12.6.1", "Pemantauan Penerapan Pemerintahan Berbasis Elektronik", "Jadwal pemantauan lapangan dan daftar dokumen yang perlu disiapkan."),
    ("warga", "22", "600.1.8.3", "Permohonan Perbaikan Saluran Air", "Warga memohon perbaikan saluran di {lokasi} yang meluap setiap hujan."),
    ("warga", "01", "400.14.1.4", "Permohonan Kehadiran Wali Kota pada Gelar Budaya", "Undangan pembukaan gelar budaya warga pada tanggal {tgl_acara}."),
    ("pemda", "01", "100.3.7.1", "Tanggapan atas Penawaran Kerja Sama", "Kesediaan menjajaki kerja sama dan usulan waktu pertemuan."),
    ("pemda", "10", "400.14.1.4", "Permohonan Studi Banding Perkantoran Elektronik", "Permohonan menerima kunjungan {jumlah} orang pada {bulan_depan}."),
    ("provinsi", "43", "800.2.4.1", "Pemanggilan Peserta Pelatihan Kepemimpinan", "Pemanggilan peserta pelatihan kepemimpinan pengawas angkatan berikutnya."),
    ("kementerian", "21", "400.7.7.2", "Pelaksanaan Imunisasi Tambahan Tahun {tahun}", "Petunjuk pelaksanaan dan sasaran imunisasi tambahan."),
    ("media", "31", "400.14.5.6", "Permohonan Wawancara mengenai Layanan Digital", "Permohonan wawancara Kepala Dinas untuk siaran khusus."),
    ("koperasi", "32", "500.3.2.2", "Undangan Rapat Anggota Tahunan", "Undangan membuka rapat anggota tahunan tahun buku {tahun_lalu}."),
    ("warga", "28", "600.4.16.1", "Pengaduan Tempat Pembuangan Sampah Liar", "Pengaduan warga mengenai tumpukan sampah di {lokasi}."),
)  # fmt: skip


def surat_luar(nomor: int, day: date, chance: random.Random) -> SuratLuar:
    """The paper letter number so-and-so of the plan, dated a few days before the day it arrives."""
    kelompok, tujuan, kode, hal, ringkasan = _ISI[nomor % len(_ISI)]
    pihak = chance.choice(KELOMPOK[kelompok])
    known = blanks(day, chance, tujuan)
    dated = date.fromordinal(day.toordinal() - chance.randint(2, 6))
    dated = date.fromordinal(dated.toordinal() - max(0, dated.weekday() - 4))
    teks_nomor = pihak.pola_nomor.format(n=chance.randint(11, 980), r=ROMAWI[dated.month - 1], t=dated.year)
    short = ringkasan.format_map(known)
    return SuratLuar(
        pihak.jabatan, pihak.instansi, pihak.tempat, teks_nomor, dated, hal.format_map(known), short, kode, tujuan,
        (
            f"Bersama surat ini kami sampaikan hal sebagai berikut. {short}",
            "Untuk keperluan tersebut, kami mengharapkan tanggapan tertulis paling lambat tanggal " + known["tenggat"] + ".",
            "Atas perhatian dan kerja sama yang baik, kami ucapkan terima kasih.",
        ),
        "biasa", chance.choice(("biasa", "biasa", "segera")),
    )  # fmt: skip
