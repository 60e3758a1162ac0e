"""Making one letter from a topic: the same seed gives the same letter, different seeds differ."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from eoffice.contoh import kota
from eoffice.contoh.kalender import BULAN, add_working, tanggal
from eoffice.contoh.teks import isi, tabel
from eoffice.contoh.teks.angka import words
from eoffice.contoh.teks.bentuk import Topik

RUANG: Final = (
    "Ruang Rapat Kirana, Lantai 3 Balai Kota Arunika", "Ruang Rapat Mandala, Lantai 2 Balai Kota Arunika",
    "Aula Lembayung, Gedung Balai Warga Arunika", "Ruang Rapat Surya, Lantai 1 Balai Kota Arunika",
    "Ruang Pusat Kendali, Gedung Dinas Komunikasi dan Informatika", "Pendopo Wijayaloka, Kompleks Balai Kota Arunika",
)  # fmt: skip
_PERINGATAN: Final = {
    1: "Apel Awal Tahun", 2: "Bulan Keselamatan Kerja", 3: "Safari Ramadan", 4: "Hari Otonomi Daerah",
    5: "Hari Jadi Kota Arunika", 6: "Hari Lingkungan Hidup", 7: "Hari Anak Nasional", 8: "Hari Kemerdekaan",
    9: "Hari Perhubungan Nasional", 10: "Hari Sumpah Pemuda", 11: "Hari Pahlawan", 12: "Hari Antikorupsi",
}  # fmt: skip
_PELATIHAN: Final = (
    "Pengelolaan Arsip Elektronik", "Penyusunan Naskah Dinas", "Analisis Data Dasar", "Pelayanan Prima",
    "Pengadaan Barang dan Jasa Tingkat Pertama", "Keamanan Informasi", "Verifikator Sertifikat Elektronik",
)  # fmt: skip
_BAHASAN: Final = (
    "Penataan Parkir Kota", "Pengelolaan Sampah Terpadu", "Pelayanan Kesehatan Dasar", "Sarana Sekolah",
    "Penyertaan Modal Daerah", "Penanganan Banjir", "Pengelolaan Pasar Rakyat",
)  # fmt: skip
_PERANGKAT: Final = (
    "Aplikasi Berbasis Web", "Perangkat Jaringan Tepi", "Sistem Pengelola Konten", "Layanan Pos Elektronik", "Peladen Basis Data",
)  # fmt: skip
_KERJA_SAMA: Final = (
    "Pelayanan Publik",
    "Ketahanan Pangan",
    "Pariwisata",
    "Pengelolaan Sampah",
    "Transportasi Perkotaan",
)

_RANGKA: Final = "Dalam rangka {latar}, {inti}"
_SEHUBUNGAN: Final = ("Sehubungan dengan {latar}, {inti}", "Berkenaan dengan {latar}, {inti}")
_RAPAT: Final = "Menindaklanjuti hasil rapat koordinasi tanggal {tgl_lalu} mengenai {latar}, {inti}"
#: First words of a `latar` that tells of something that happened; «dalam rangka» needs an aim instead.
_KEJADIAN: Final = (
    "arahan", "permohonan", "hasil", "meningkatnya", "telah", "genangan", "aduan", "pengaduan", "akan", "prakiraan",
    "pemeriksaan",
)  # fmt: skip

#: Sentences that fit nearly everywhere; one or two of them tell letters of one topic apart.
_SISIPAN: Final = (
    "Pelaksanaan kegiatan ini tidak memungut biaya dalam bentuk apa pun. Apabila terdapat pihak yang meminta imbalan, Saudara diminta segera melaporkannya.",
    "Penanggung jawab kegiatan diharapkan menyampaikan perkembangan secara berkala agar hambatan dapat diselesaikan lebih awal.",
    "Seluruh dokumen disampaikan secara elektronik. Dokumen cetak tidak perlu dikirimkan kecuali diwajibkan oleh ketentuan.",
    "Data yang disampaikan menjadi dasar pengambilan keputusan, sehingga kebenarannya menjadi tanggung jawab pimpinan masing-masing.",
    "Apabila terdapat hal yang belum jelas, penjelasan dapat diperoleh dari narahubung kami pada hari dan jam kerja.",
    "Mengingat waktu yang tersedia terbatas, persiapan diharapkan telah dimulai sejak surat ini diterima.",
    "Hasil pelaksanaan akan dibahas pada rapat evaluasi yang jadwalnya disampaikan kemudian.",
    "Pelaksanaan kegiatan memperhatikan kemudahan bagi penyandang disabilitas, warga lanjut usia, dan anak-anak.",
    "Pengolahan data pribadi dibatasi hanya untuk keperluan kegiatan ini dan tidak dibagikan kepada pihak lain.",
    "Keterlambatan penyampaian akan memengaruhi jadwal pekerjaan berikutnya, sehingga tenggat yang telah ditetapkan mohon dipatuhi.",
)
_SISIPAN_UNDANGAN: Final = (
    "Bahan rapat dapat diunduh melalui aplikasi sehingga tidak perlu dicetak.",
    "Kehadiran peserta dicatat secara elektronik pada pintu masuk ruangan.",
    "Konfirmasi kehadiran disampaikan kepada narahubung kami paling lambat satu hari sebelum acara.",
    "Peserta yang berhalangan mohon menugaskan pejabat yang berwenang mengambil keputusan.",
)
_RINCIAN_PANJANG: Final = (
    "Berdasarkan pengalaman tahun {tahun_lalu}, kendala yang paling sering muncul adalah perbedaan data antarunit, pergantian petugas tanpa serah terima, dan dokumen yang disampaikan mendekati batas akhir. Ketiga hal tersebut perlu dicegah sejak awal melalui pembagian tugas yang jelas.",
    "Pimpinan unit kerja agar menetapkan satu orang penanggung jawab yang berwenang memutuskan hal teknis. Nama penanggung jawab dicantumkan dalam surat balasan supaya komunikasi selanjutnya dapat dilakukan secara langsung.",
    "Pemantauan dilaksanakan dalam dua tahap. Tahap pertama berupa pemeriksaan kelengkapan dokumen, sedangkan tahap kedua berupa kunjungan singkat ke lokasi. Hasil setiap tahap dituangkan dalam catatan yang disetujui kedua pihak.",
    "Pembiayaan kegiatan dibebankan pada anggaran masing-masing sesuai dengan dokumen pelaksanaan anggaran tahun {tahun}. Belanja yang tidak berkaitan langsung dengan sasaran kegiatan agar ditunda.",
    "Setiap tahapan didokumentasikan dan diberkaskan pada unit pengolah. Dengan demikian, pemeriksaan pada kemudian hari dapat dilakukan tanpa meminta ulang dokumen yang sama.",
)
_PENUTUP: Final = {
    "surat_dinas": (
        "Atas perhatian dan kerja sama Saudara, diucapkan terima kasih.",
        "Demikian disampaikan untuk dilaksanakan. Atas perhatian Saudara, kami ucapkan terima kasih.",
        "Demikian untuk menjadi perhatian dan dilaksanakan sebagaimana mestinya.",
    ),
    "surat_undangan": (
        "Mengingat pentingnya acara tersebut, kehadiran Saudara tepat pada waktunya sangat diharapkan.",
        "Demikian undangan ini disampaikan. Atas kehadiran Saudara, diucapkan terima kasih.",
    ),
    "nota_dinas": (
        "Demikian disampaikan, mohon arahan lebih lanjut.",
        "Demikian kami laporkan sebagai bahan pertimbangan.",
        "Demikian disampaikan untuk menjadi periksa.",
    ),
    "pengumuman": (
        "Demikian pengumuman ini disampaikan untuk diketahui.",
        "Informasi lebih lanjut dapat diperoleh melalui layanan informasi pada hari kerja.",
    ),
}  # fmt: skip
_KE_ATAS: Final = (
    "Demikian kami sampaikan, mohon arahan lebih lanjut.",
    "Demikian kami sampaikan sebagai laporan. Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.",
)
_KE_BAWAH: Final = "Demikian disampaikan untuk dilaksanakan dengan penuh tanggung jawab."
_LUAR: Final = "Atas perhatian dan kerja sama yang baik, kami ucapkan terima kasih."


@dataclass(frozen=True)
class Surat:
    """A written naskah: what the konseptor fills in. `rincian` has the own fields of the jenis."""

    topik: str
    jenis: str
    kode_klasifikasi: str
    hal: str
    isi: dict[str, Any]
    rincian: dict[str, Any]
    sifat: str
    urgensi: str


def blanks(day: date, chance: random.Random, unit: str) -> dict[str, str]:
    """What the `{…}` of a topic stand for on a day, in a unit."""
    kecamatan = [u for u in kota.units().values() if u.jenis == "kecamatan"]
    own = next((k.nama for k in kecamatan if unit.startswith(k.kode)), "")
    picked = chance.choice(kecamatan)
    kelurahan = chance.choice([u.nama for u in kota.units().values() if u.jenis == "kelurahan"])
    last, following = _month(day, -1), _month(day, 1)
    acara = add_working(day, chance.randint(4, 9))
    jumlah = chance.randint(11, 48)
    triwulan = ("I", "I", "II", "III")[(day.month - 1) // 3]  # the last that ended
    semester = "I" if day.month <= 9 else "II"
    ks = chance.choice(_KERJA_SAMA)
    return {
        "tahun": str(day.year), "tahun_lalu": str(day.year - 1), "tahun_depan": str(day.year + 1),
        "bulan": f"{BULAN[day.month - 1]} {day.year}", "bulan_lalu": last, "bulan_depan": following,
        "triwulan": f"triwulan {triwulan}", "triwulan_judul": f"Triwulan {triwulan}",
        "semester": f"semester {semester}", "semester_judul": f"Semester {semester}",
        "minggu": ("I", "II", "III", "IV", "V")[(day.day - 1) // 7], "tahap": ("Kesatu", "Kedua", "Ketiga")[day.month % 3],
        "tenggat": tanggal(add_working(day, chance.randint(6, 14))), "tgl_acara": tanggal(acara),
        "tgl_lalu": tanggal(_working_before(day, chance.randint(3, 12))),
        "kec": picked.nama, "kec_nama": picked.nama.removeprefix("Kecamatan "), "kec_sendiri": own or picked.nama,
        "kel": kelurahan, "lokasi": chance.choice(tabel.LOKASI), "ruang": chance.choice(RUANG).split(",")[0],
        "jumlah": str(jumlah), "jumlah_huruf": words(jumlah), "jumlah_kecil": words(chance.randint(2, 9)),
        "ratusan": str(chance.randint(120, 890)), "persen": str(chance.randint(61, 97)),
        "peringatan": _PERINGATAN[acara.month], "pelatihan": chance.choice(_PELATIHAN),
        "bahasan": chance.choice(_BAHASAN), "perangkat": chance.choice(_PERANGKAT),
        "bidang_ks": ks, "bidang_ks_kecil": ks.lower(), "_acara": acara.isoformat(),
    }  # fmt: skip


def _month(day: date, by: int) -> str:
    index = day.year * 12 + day.month - 1 + by
    return f"{BULAN[index % 12]} {index // 12}"


def _working_before(day: date, days: int) -> date:
    target = day - timedelta(days=days)
    earlier = add_working(target, 0)
    return earlier if earlier < day else add_working(target - timedelta(days=12), 0)


def tulis(topik: Topik, day: date, unit: str, chance: random.Random, petugas: Sequence[dict[str, str]] = ()) -> Surat:
    """Write a letter about a topic.

    Args:
        day: the day the konsep is begun; months, deadlines and events follow from it.
        unit: kode of the unit that writes.
        petugas: for a surat tugas, one row of nama, nip, pangkat, golongan and jabatan each.
    """
    known = blanks(day, chance, unit)

    def fill(text: str) -> str:
        return text.format_map(known)

    hal = fill(topik.hal)
    rincian: dict[str, Any] = {}
    if topik.jenis == "surat_tugas":
        nodes = [isi.numbered(isi.items([fill(b) for b in topik.butir]))]
        acara = date.fromisoformat(known["_acara"])
        opd = kota.units()[kota.units()[unit].opd or kota.SEKDA].nama
        anggaran = f"Dokumen Pelaksanaan Anggaran {opd} Tahun Anggaran {day.year}"
        dasar = [fill(topik.latar)] if topik.latar.startswith("Dokumen") else [fill(topik.latar), anggaran]
        selesai = add_working(acara, chance.randint(0, 2))
        rincian = {
            "dasar": dasar, "kepada": list(petugas),
            "tanggal_mulai": acara.isoformat(), "tanggal_selesai": selesai.isoformat(),
        }  # fmt: skip
        return Surat(topik.kunci, topik.jenis, topik.kode, hal, isi.body(nodes), rincian, topik.sifat, topik.urgensi)

    nodes = [isi.paragraph(_opening(topik, known, chance))]
    if topik.jenis == "surat_undangan":
        acara = date.fromisoformat(known["_acara"])
        mulai = chance.choice(("08.30", "09.00", "09.30", "10.00", "13.30"))
        rincian = {
            "tanggal_acara": acara.isoformat(), "waktu": f"pukul {mulai} WIB s.d. selesai",
            "tempat_acara": chance.choice(RUANG), "acara": fill(topik.agenda),
        }  # fmt: skip
    nodes += _middle(topik, known, chance, day)
    closing = _closing(topik, chance)
    nodes.append(isi.paragraph(closing))
    return Surat(topik.kunci, topik.jenis, topik.kode, hal, isi.body(nodes), rincian, topik.sifat, topik.urgensi)


def _closing(topik: Topik, chance: random.Random) -> str:
    if topik.jenis == "surat_dinas" and topik.tujuan.startswith("luar:"):
        return _LUAR
    if topik.jenis == "surat_dinas" and topik.tujuan in ("induk", "=10", "=10.1.1"):
        return chance.choice(_KE_ATAS)
    if topik.jenis == "nota_dinas" and topik.tujuan == "bidang":
        return _KE_BAWAH
    return chance.choice(_PENUTUP[topik.jenis])


def _opening(topik: Topik, known: dict[str, str], chance: random.Random) -> str:
    if topik.latar.startswith("me") and not topik.latar.startswith(_KEJADIAN):
        patterns: tuple[str, ...] = (_RANGKA,)
    elif topik.latar.startswith(_KEJADIAN):
        patterns = _SEHUBUNGAN
    else:
        patterns = (_RANGKA, *_SEHUBUNGAN, *((_RAPAT,) if topik.jenis == "surat_dinas" else ()))
    parts = {**known, "latar": topik.latar.format_map(known), "inti": topik.inti.format_map(known)}
    text = chance.choice(patterns).format_map(parts)
    return text if text.endswith(":") else f"{text}."


def _middle(topik: Topik, known: dict[str, str], chance: random.Random, day: date) -> list[isi.Node]:
    nodes: list[isi.Node] = []
    points = [b.format_map(known) for b in topik.butir]
    if len(points) > 3 and chance.random() < 0.5:
        points.pop(chance.randrange(1, len(points) - 1))
    extra = [u.format_map(known) for u in topik.uraian if chance.random() < 0.85]
    # A nota leads from its opening sentence straight into the points; whatever else there is comes after.
    direct = topik.inti.endswith(":") and topik.jenis != "surat_undangan"
    if not direct:
        nodes += [isi.paragraph(u) for u in extra]
        extra = []
    if points:
        if not direct:
            nodes.append(
                isi.paragraph(
                    topik.ajakan.format_map(known) or "Hal-hal yang perlu diperhatikan adalah sebagai berikut:"
                )
            )
        nodes.append(isi.numbered(isi.items(points), chance.choice(("decimal", "decimal", "lower-alpha"))))
    nodes += [isi.paragraph(u) for u in extra]
    if topik.tabel and chance.random() < 0.75:
        nodes += tabel.make(topik.tabel, day, chance)
    if topik.jenis == "surat_undangan":
        nodes += [isi.paragraph(s) for s in chance.sample(_SISIPAN_UNDANGAN, chance.choice((0, 1, 1)))]
    if topik.jenis == "surat_dinas":
        nodes += [isi.paragraph(s) for s in chance.sample(_SISIPAN, chance.choice((0, 1, 1, 2)))]
    if topik.jenis == "surat_dinas" and chance.random() < 0.2:
        nodes += [isi.paragraph(p.format_map(known)) for p in chance.sample(_RINCIAN_PANJANG, chance.randint(2, 4))]
    return nodes
