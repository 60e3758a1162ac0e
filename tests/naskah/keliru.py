"""Sixty and more mistakes, each put into a correct letter: what is broken, which rule must say so, and at which words.

A line is: letter, place in its file, words there, words instead (None sets the whole value), rule, words that are marked.
"""

import copy
from dataclasses import dataclass
from typing import Any, Final

from tests.naskah import emas


@dataclass(frozen=True)
class Keliru:
    """One mistake. `lama` None puts `baru` in place of the whole value."""

    surat: str
    tempat: str
    lama: str | None
    baru: Any
    aturan: str
    kata: str

    @property
    def nama(self) -> str:
        """For the list of tests."""
        return f"{self.aturan}-{self.surat[:2]}-{str(self.baru)[:24]}"

    def surat_keliru(self) -> dict[str, Any]:
        """The letter with this one mistake."""
        of = copy.deepcopy(emas.envelope(self.surat))
        holder: Any = of
        *way, last = [int(x) if x.isdigit() else x for x in self.tempat.split(".")]
        for step in way:
            holder = holder[step]
        if self.lama is None:
            holder[last] = self.baru
        else:
            assert holder[last].count(self.lama) == 1, f"{self.lama!r} di {self.surat} {self.tempat}"
            holder[last] = holder[last].replace(self.lama, self.baru)
        return of


DINAS: Final = "01-surat-dinas"
UNDANGAN: Final = "02-surat-undangan"
NOTA: Final = "03-nota-dinas"
TUGAS: Final = "05-surat-tugas"
PERINTAH: Final = "06-surat-perintah-plh"
KEPUTUSAN: Final = "07-keputusan-wali-kota"
BERITA: Final = "09-berita-acara"
KETERANGAN: Final = "10-surat-keterangan"
TELAAHAN: Final = "11-telaahan-staf"
PENGUMUMAN: Final = "12-pengumuman"
IZIN: Final = "49-surat-izin"
HAL_PANJANG: Final = "Penyampaian Peta Proses Bisnis Perangkat Daerah di Lingkungan Pemerintah Kota Arunika untuk Penyempurnaan Tata Laksana"

KELIRU: Final = tuple(
    Keliru(*line)
    for line in (
        # days, dates and times
        (NOTA, "isi.pembuka", "tanggal 15 April", "Kamis, 15 April", "hari-tanggal", "Kamis"),
        (DINAS, "isi.penutup", "Atas", "Kami tunggu hari Senin, 14 April 2026. Atas", "hari-tanggal", "Senin"),
        (NOTA, "isi.butir.2", "30 Juni", "31 Juni", "tanggal-mustahil", "31 Juni 2026"),
        (NOTA, "isi.butir.2", "30 Juni 2026", "30 Nopember 2026", "ejaan-bulan", "Nopember"),
        (KETERANGAN, "isi.pernyataan", "2 Februari s.d.", "2 Pebruari s.d.", "ejaan-bulan", "Pebruari"),
        (NOTA, "isi.butir.2", "30 Juni", "30 juni", "ejaan-bulan", "juni"),
        (PENGUMUMAN, "isi.butir.0", "21 Mei", "05 Mei", "tanggal-nol", "05"),
        (NOTA, "isi.butir.2", "30 Juni 2026", "30 Jun. 2026", "tanggal-singkat", "30 Jun. 2026"),
        (NOTA, "isi.butir.2", "30 Juni 2026", "30/06/2026", "tanggal-singkat", "30/06/2026"),
        (PENGUMUMAN, "isi.butir.0", "08.00 s.d.", "08:00 s.d.", "waktu-bentuk", "pukul 08:00"),
        (PENGUMUMAN, "isi.butir.1", "pukul 13.00", "jam 13.00", "waktu-bentuk", "jam 13.00"),
        (UNDANGAN, "rincian.waktu", "pukul 09.00", "pukul 9.00", "waktu-bentuk", "pukul 9.00"),
        (PENGUMUMAN, "isi.butir.1", "17.00 WIB", "17.00", "waktu-zona", "pukul 13.00 s.d. 17.00"),
        (UNDANGAN, "rincian.waktu", " s.d. selesai", "", "waktu-akhir", "pukul 09.00 WIB"),
        (UNDANGAN, "rincian.tanggal_acara", None, "2026-04-23", "acara-lewat", ""),
        (TUGAS, "isi.untuk.0", "11 s.d. 13 Mei", "11 s.d. 14 Mei", "rentang-beda", "11 s.d. 14 Mei 2026"),
        (IZIN, "isi.selesai", None, "2026-05-08", "masa-terbalik", ""),
        # numbers
        (TUGAS, "isi.untuk.1", "5 (lima)", "5 (enam)", "terbilang", "enam"),
        (TELAAHAN, "isi.saran.0", "40 (empat puluh)", "40 (empat belas)", "terbilang", "empat belas"),
        (TUGAS, "isi.untuk.1", "5 (lima) hari", "5 hari", "bilangan-tanpa-huruf", "5 hari kerja"),
        (DINAS, "isi.penutup", "Atas", "Biayanya Rp 1.250.000,-. Atas", "uang", "Rp 1.250.000,-"),
        (DINAS, "isi.penutup", "Atas", "Biayanya Rp1.000,00 (dua ribu rupiah). Atas", "terbilang", "dua ribu rupiah"),
        (KETERANGAN, "isi.pernyataan", "benar telah", "dengan NIK 3171014508950003 telah", "nik-terbuka", "3171014508950003"),
        (TUGAS, "isi.kepada.0.nip", None, "19870411201101100", "nip-bentuk", "19870411201101100"),
        (DINAS, "isi.penutup", "Atas", "Hubungi NIP. 19800809 200012 1 002. Atas", "nip-bentuk", "NIP. 19800809 200012 1 002"),
        # left behind
        (DINAS, "isi.pembuka", "tahun 2026", "tahun [isi tahun]", "sisa-isian", "[isi tahun]"),
        (DINAS, "isi.pembuka", "tahun 2026", "tahun ${tahun}", "sisa-isian", "${tahun}"),
        (DINAS, "isi.pembuka", "tahun 2026", "tahun ………", "titik-isian", "………"),
        (NOTA, "isi.pembuka", "tanggal 15 April 2026", "tanggal ........ 2026", "titik-isian", "........"),
        (NOTA, "isi.penutup", "mohon arahan", "mohon  arahan", "spasi-ganda", "mohon  arahan"),
        (NOTA, "isi.penutup", "disampaikan, mohon", "disampaikan , mohon", "tanda-baca", "disampaikan ,"),
        (NOTA, "isi.penutup", "disampaikan, mohon", "disampaikan,mohon", "tanda-baca", "disampaikan,mohon"),
        (DINAS, "isi.butir.1", "; dan", ";", "akhir-butir", "kasi perkantoran elektronik;"[-24:]),
        (TUGAS, "isi.untuk.0", "Manusia;", "Manusia,", "akhir-butir", "gan Sumber Daya Manusia,"[-24:]),
        (DINAS, "isi.penutup", None, "Pertanyaan disampaikan kepada Bagian Organisasi.", "penutup-hilang", ""),
        (NOTA, "isi.pembuka", None, "", "pembuka-hilang", ""),
        # the head
        (DINAS, "hal", "Daerah", "Daerah.", "hal-titik", "."),
        (DINAS, "isi.penutup", "Atas", "😀👍🏽 Atas", "tanda-tak-tercetak", "😀👍🏽"),
        (DINAS, "hal", None, "PENYAMPAIAN PETA PROSES BISNIS", "hal-kapital", "PENYAMPAIAN PETA PROSES BISNIS"),
        (DINAS, "hal", "Penyampaian", "Perihal: Penyampaian", "perihal", "Perihal: "),
        (NOTA, "isi.pembuka", "arahan Bapak", "arahan Bapak perihal reviu", "perihal", "perihal"),
        (DINAS, "hal", "Perangkat Daerah", "DISHUB", "nama-singkat", "DISHUB"),
        (DINAS, "hal", "Penyampaian", "Segera! Penyampaian", "sifat-urgensi", "Segera! "),
        (DINAS, "isi.penutup", "Atas", "Sifat: Penting. Atas", "sifat-urgensi", "Sifat: Penting"),
        (DINAS, "sifat", None, "penting", "sifat-urgensi", ""),
        (DINAS, "isi.penutup", "Atas", "Surat ini bersifat rahasia. Atas", "sifat-tersirat", "Surat ini bersifat rahasia"),
        (DINAS, "tujuan.0.jabatan", "Kepala", "Kepada Yth. Kepala", "kepada-yth", "Kepada Yth. "),
        (DINAS, "tujuan.0.jabatan", "Kepala", "Bapak Kepala", "sapaan", "Bapak "),
        (DINAS, "tujuan.0", None, {"jabatan": "Drs. Bagaskara Wirayuda, M.Si.", "tempat": "Arunika", "tipe": "eksternal"},
         "nama-orang", "Drs. Bagaskara Wirayuda, M.Si."),
        (DINAS, "tujuan.0.tempat", None, "di - Arunika", "alamat-di", "di - "),
        (DINAS, "tembusan.2", None, "Arsip", "tembusan-arsip", "Arsip"),
        (DINAS, "tembusan.2", None, "Sekretaris Daerah", "tembusan-penanda", "Sekretaris Daerah"),
        (NOTA, "tembusan.0", None, "Sekretaris Daerah", "tembusan-tujuan", "Sekretaris Daerah"),
        (DINAS, "tembusan.2", "Inspektur", "3. Inspektur", "tembusan-nomor", "3. "),
        (DINAS, "tembusan", None, ["Inspektur Daerah Kota Arunika", "Wali Kota Arunika (sebagai laporan)"],
         "tembusan-urutan", "Wali Kota Arunika (sebagai laporan)"),
        (PERINTAH, "isi.untuk.2", "Wali Kota", "Walikota", "wali-kota", "Walikota"),
        (PENGUMUMAN, "isi.paragraf.0", "warga Kota", "warga Pemerintah Daerah Kota", "pemerintah-kota", "Pemerintah Daerah "),
        (TELAAHAN, "isi.simpulan", "formasi arsiparis", "formasi Badan Arsip Daerah", "unit-lama", "Badan Arsip Daerah"),
        (DINAS, "tujuan.0", None, {"jabatan": "Kepala Badan Pusat Statistik.", "tempat": "Arunika", "tipe": "eksternal"},
         "alamat-titik", "."),
        (DINAS, "tujuan", None, [{"jabatan": "Kepala Dinas Sosial", "tempat": "Arunika", "tipe": "internal"}] * 2,
         "tujuan-ganda", "Kepala Dinas Sosial"),
        (DINAS, "hal", None, HAL_PANJANG, "hal-panjang", HAL_PANJANG[102:]),
        (DINAS, "nomor.teks", "000.8.3.1", "000.8.3.2", "nomor-kode", ""),
        # rules that are cited
        (IZIN, "isi.dasar.0", "Nomor 11 Tahun 2017", "Nomor 53 Tahun 2010", "peraturan-dicabut",
         "Peraturan Pemerintah Nomor 53 Tahun 2010"),
        (IZIN, "isi.dasar.0", "Peraturan Pemerintah Nomor 11 Tahun 2017", "PP No. 11/2017", "peraturan-singkat", "PP No. 11/2017"),
        (KEPUTUSAN, "isi.mengingat.3", "Nomor 1 Tahun 2023", "Nomor 54 Tahun 2009", "peraturan-dicabut",
         "Peraturan Menteri Dalam Negeri Nomor 54 Tahun 2009"),
        (KEPUTUSAN, "isi.mengingat.1", "Nomor 23 Tahun 2014 tentang", "Nomor 32 Tahun 2004 tentang", "peraturan-dicabut",
         "Undang-Undang Nomor 32 Tahun 2004"),
        (KEPUTUSAN, "isi.mengingat.0", None, "Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik;",
         "mengingat-urutan", "Undang-Undang Nomor 23 Tahun 2014"),
        (KEPUTUSAN, "isi.mengingat.1", "2014", "2004", "mengingat-urutan", "Undang-Undang Nomor 23 Tahun 2004"),
        (KEPUTUSAN, "isi.menimbang.1", "huruf a", "huruf c", "menimbang-huruf", "dimaksud dalam huruf c"),
        (KEPUTUSAN, "isi.menimbang.1", "Tim Penerapan", "Tim Penggerak", "menimbang-judul",
         "tentang Tim Penggerak Perkantoran Elektronik Tahun 2026;"),
        (KEPUTUSAN, "isi.diktum.1.label", None, "KETIGA", "diktum-label", "KETIGA"),
        (KEPUTUSAN, "isi.diktum.3.teks", "mulai berlaku pada tanggal ditetapkan", "ditetapkan di Arunika", "diktum-berlaku", ""),
        (KEPUTUSAN, "paraf.1.jenis", None, "hierarki", "paraf-hukum", ""),
        # people
        (TUGAS, "isi.kepada.0", None,
         {"nama": "Sasikirana Maheswari, S.Kom., M.T.", "nip": "197302172000032003", "pangkat": "Pembina Utama Muda",
          "golongan": "IV/c", "jabatan": "Kepala Dinas Komunikasi dan Informatika"},
         "tugas-sendiri", "Sasikirana Maheswari, S.Kom., M.T."),
        (TUGAS, "isi.kepada.1", None,
         {"nama": "Gentala Prabawa, S.Kom.", "nip": "198704112011011005", "pangkat": "Penata Tingkat I", "golongan": "III/d",
          "jabatan": "Pranata Komputer Ahli Muda"}, "orang-ganda", "Gentala Prabawa, S.Kom."),
        (TUGAS, "isi.kepada.0.golongan", None, "III/c", "pangkat-golongan", "Penata Tingkat I"),
        (DINAS, "penandatangan.0.nip", None, "", "nip-penandatangan", ""),
        (PERINTAH, "penandatangan.0.nip", None, "196903141994031007", "kepala-daerah-nip", ""),
        (PERINTAH, "kop.tipe", None, "perangkat_daerah", "kop-penandatangan", ""),
        (PENGUMUMAN, "isi.paragraf.0", "diumumkan", "A.n. Kepala Dinas diumumkan", "an-penulisan", "A.n."),
        (PERINTAH, "isi.untuk.1", "rutin Sekretaris", "rutin plh Sekretaris", "an-penulisan", "plh"),
        (PERINTAH, "isi.untuk.1", "rutin Sekretaris", "rutin Plt./Plh. Sekretaris", "plt-plh", "Plt./Plh."),
        ("60-spd", "isi.lama_hari", None, 4, "spd-lama", ""),
        # what must agree
        (NOTA, "isi.penutup", "disampaikan,", "disampaikan sebagaimana terlampir,", "lampiran-kosong", "sebagaimana terlampir"),
        (DINAS, "isi.butir.2", " sebagaimana tercantum dalam lampiran", "", "lampiran-tak-disebut", ""),
        (DINAS, "lampiran.jumlah", None, 2, "lampiran-jumlah", ""),
        (DINAS, "kode_klasifikasi", None, "065", "kode-lama", ""),
        (DINAS, "kode_klasifikasi", None, "000.8.3.99", "kode-tak-dikenal", ""),
        (NOTA, "hal", None, "Permohonan Cuti Tahunan", "kode-hal", ""),
        (DINAS, "nomor.teks", "2026", "2025", "nomor-tahun", ""),
        (DINAS, "nomor.teks", "112", "…", "nomor-sisa", ""),
        (DINAS, "nomor.teks", "ORG", "KPDE", "nomor-unit", ""),
        # words
        (DINAS, "isi.pembuka", "Dalam rangka", "Di karenakan", "ejaan", "Di karenakan"),
        (DINAS, "isi.penutup", "kerja sama", "kerjasama", "ejaan", "kerjasama"),
        (DINAS, "isi.pembuka", "sedang memutakhirkan", "akan merubah", "ejaan", "merubah"),
        (DINAS, "isi.paragraf.0", "diminta", "dihimbau", "ejaan", "dihimbau"),
        (DINAS, "isi.paragraf.0", "Saudara diminta", "Sdr/i diminta", "singkatan-umum", "Sdr/i"),
        (NOTA, "isi.pembuka", "sebagai berikut", "antar lain", "ejaan", "antar lain"),
        (DINAS, "isi.paragraf.0", "diminta", "tolong makasih", "kata-tak-resmi", "makasih"),
        (DINAS, "isi.pembuka", "Dalam rangka", "Dalam rangka untuk", "kata-mubazir", "Dalam rangka untuk"),
        (DINAS, "isi.pembuka", "seluruh", "untuk untuk seluruh", "kata-mubazir", "untuk untuk"),
        (PERINTAH, "isi.dasar.0", "Surat Izin Cuti Tahunan", "Surat Keputusan", "istilah-keputusan", "Surat Keputusan"),
    )
)  # fmt: skip
