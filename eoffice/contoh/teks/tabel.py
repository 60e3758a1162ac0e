"""Tables that letters carry: invented figures that add up."""

import random
from collections.abc import Callable
from datetime import date
from typing import Final

from eoffice.contoh import kota
from eoffice.contoh.kalender import add_working, hari, tanggal
from eoffice.contoh.teks.angka import rupiah
from eoffice.contoh.teks.isi import Node, paragraph, table

LOKASI: Final = (
    "Jalan Kirana Utama", "Jalan Lembayung", "Jalan Mandala Raya", "Jalan Puspa Kencana", "Jalan Tirta Agung",
    "Jalan Wijaya", "Jalan Surya Kencana", "Jalan Candra Buana", "Simpang Tiga Balaiagung", "Pasar Lama Arunika",
    "Terminal Nilakandi", "Alun-Alun Arunika", "Jembatan Muaraloka", "Kawasan Pesisirjaya", "Simpang Lima Kebonraja",
)  # fmt: skip


def _named(jenis: str) -> list[str]:
    return [u.nama for u in kota.units().values() if u.jenis == jenis]


def _schedule(names: list[str], head: str, day: date, chance: random.Random) -> Node:
    rows, when = [], add_working(day, chance.randint(5, 8))
    for n, name in enumerate(names, start=1):
        rows.append((f"{n}.", name, f"{hari(when)}, {tanggal(when)}"))
        if n % chance.randint(2, 3) == 0:
            when = add_working(when, 1)
    return table(("No.", head, "Hari, Tanggal"), rows)


def jadwal_opd(day: date, chance: random.Random) -> Node:
    """When each perangkat daerah has its turn."""
    names = [kota.units()[k].nama for k in kota.opd_codes() if "20" <= k <= "45" and len(k) == 2]
    return _schedule(
        sorted(chance.sample(names, chance.randint(6, 18)), key=names.index), "Perangkat Daerah", day, chance
    )


def jadwal_kecamatan(day: date, chance: random.Random) -> Node:
    """When each kecamatan has its turn."""
    names = _named("kecamatan")
    return _schedule(sorted(chance.sample(names, chance.randint(5, 11))), "Kecamatan", day, chance)


def jadwal_lurah(day: date, chance: random.Random) -> Node:
    """When each kelurahan has its turn."""
    names = _named("kelurahan")
    return _schedule(sorted(chance.sample(names, chance.randint(6, 14))), "Kelurahan", day, chance)


def capaian(day: date, chance: random.Random) -> Node:
    """Indicators with target and outcome."""
    names = (
        "Ketepatan waktu layanan", "Kepuasan pengguna layanan", "Kelengkapan dokumen", "Tindak lanjut pengaduan",
        "Pemutakhiran data", "Penyerapan anggaran", "Ketersediaan sarana", "Kehadiran petugas", "Naskah elektronik",
    )  # fmt: skip
    rows = []
    for n, name in enumerate(chance.sample(names, chance.randint(4, 8)), start=1):
        target, got = chance.randrange(70, 101, 5), chance.randint(580, 1000)
        note = "Tercapai" if got >= target * 10 else "Perlu perhatian"
        rows.append((f"{n}.", name, f"{target} %", f"{got // 10},{got % 10} %", note))
    return table(("No.", "Indikator", "Target", "Capaian", "Keterangan"), rows)


def anggaran(day: date, chance: random.Random) -> Node:
    """Budget and spending, with a sum that is right."""
    names = (
        "Belanja alat tulis kantor", "Belanja perjalanan dinas", "Belanja pemeliharaan", "Belanja jasa tenaga ahli",
        "Belanja modal peralatan", "Belanja konsumsi rapat", "Belanja cetak dan penggandaan", "Belanja sewa",
    )  # fmt: skip
    rows, pagu_all, used_all = [], 0, 0
    for n, name in enumerate(chance.sample(names, chance.randint(4, 7)), start=1):
        pagu = chance.randrange(20, 900) * 1_250_000
        used = pagu * chance.randint(35, 98) // 100 // 1000 * 1000
        pagu_all, used_all = pagu_all + pagu, used_all + used
        rows.append((f"{n}.", name, rupiah(pagu), rupiah(used), f"{used * 100 // pagu} %"))
    rows.append(("", "Jumlah", rupiah(pagu_all), rupiah(used_all), f"{used_all * 100 // pagu_all} %"))
    return table(("No.", "Uraian", "Pagu", "Realisasi", "Persen"), rows)


def lokasi(day: date, chance: random.Random) -> Node:
    """Places with a measure."""
    states = ("Baik", "Sedang dikerjakan", "Perlu perbaikan", "Menunggu bahan", "Selesai diperiksa")
    picked = chance.sample(LOKASI, chance.randint(3, 7))
    rows = [
        (f"{n}.", name, f"{chance.randint(12, 480)} m", chance.choice(states)) for n, name in enumerate(picked, start=1)
    ]
    return table(("No.", "Lokasi", "Volume", "Keadaan"), rows)


def harga(day: date, chance: random.Random) -> Node:
    """Goods with amount and price."""
    goods = (
        ("Beras medium", 13_500), ("Minyak goreng", 17_200), ("Gula pasir", 17_500), ("Telur ayam ras", 28_900),
        ("Cabai merah", 42_000), ("Bawang merah", 36_500), ("Daging ayam ras", 35_800), ("Tepung terigu", 12_400),
    )  # fmt: skip
    rows = []
    for n, (name, price) in enumerate(chance.sample(goods, chance.randint(4, 8)), start=1):
        before = price * chance.randint(92, 108) // 100 // 100 * 100
        rows.append((f"{n}.", name, rupiah(before), rupiah(price), f"{chance.randint(2, 90)} ton"))
    return table(("No.", "Komoditas", "Pekan Lalu", "Pekan Ini", "Persediaan"), rows)


def temuan(day: date, chance: random.Random) -> Node:
    """Audit recommendations that are open."""
    what = (
        "Melengkapi bukti pertanggungjawaban perjalanan dinas", "Menyetor kelebihan pembayaran honorarium",
        "Menertibkan pencatatan persediaan", "Memutakhirkan kartu inventaris ruangan",
        "Menyusun perjanjian pemakaian kendaraan dinas", "Menetapkan pengelola arsip",
    )  # fmt: skip
    states = ("Belum ditindaklanjuti", "Dalam proses", "Menunggu bukti")
    picked = chance.sample(what, chance.randint(2, 5))
    return table(
        ("No.", "Rekomendasi", "Status"), [(f"{n}.", w, chance.choice(states)) for n, w in enumerate(picked, 1)]
    )


TABEL: Final[dict[str, tuple[str, Callable[[date, random.Random], Node]]]] = {
    "jadwal_opd": ("Jadwal untuk setiap perangkat daerah adalah sebagai berikut.", jadwal_opd),
    "jadwal_kecamatan": ("Jadwal untuk setiap kecamatan adalah sebagai berikut.", jadwal_kecamatan),
    "jadwal_lurah": ("Jadwal untuk setiap kelurahan adalah sebagai berikut.", jadwal_lurah),
    "capaian": ("Keadaan capaian sampai dengan saat ini terlihat pada tabel berikut.", capaian),
    "anggaran": ("Rincian pagu dan realisasi anggaran adalah sebagai berikut.", anggaran),
    "lokasi": ("Rincian lokasi dan keadaannya adalah sebagai berikut.", lokasi),
    "harga": ("Rincian persediaan dan harga adalah sebagai berikut.", harga),
    "temuan": ("Rekomendasi yang belum selesai adalah sebagai berikut.", temuan),
}


def make(kind: str, day: date, chance: random.Random) -> list[Node]:
    """The sentence that leads to the table, and the table."""
    lead, build = TABEL[kind]
    return [paragraph(lead), build(day, chance)]
