"""The dashboard of the city as people read it: four big numbers, the sentences, and the tables (metrik.md 3.1, 3.2)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from eoffice.laporan.adopsi import Rasio, Tahap, kalimat, wilson
from eoffice.laporan.kertas import Hasil, Skenario, Tiga, angka, kira_kira
from eoffice.laporan.kertas.konfirmasi import Konfirmasi
from eoffice.laporan.queries.ringkas import Ringkas
from eoffice.laporan.tampil.adopsi import Bagian
from eoffice.laporan.tampil.kertas import angka_dari

SETARA: Final = ("massa_kertas_kg", "pohon_setara", "air_liter", "energi_mj", "co2e_kg", "rak_meter", "rp_total")


@dataclass(frozen=True)
class Kartu:
    """One big number: its value, what it is made of, its range, and how it moved.

    Attributes:
        kode: of its definition, see `tentang`; arah: 1 up, -1 down, 0 unchanged, None when nothing can be compared.
    """

    kode: str
    judul: str
    nilai: str
    sub: str
    rentang: str
    arah: int | None
    banding: str
    url: str

    @property
    def tanda(self) -> str:
        """The arrow."""
        return {1: "\N{BLACK UP-POINTING TRIANGLE}", -1: "\N{BLACK DOWN-POINTING TRIANGLE}", 0: "=", None: ""}[
            self.arah
        ]


def kartu(r: Ringkas) -> list[Kartu]:
    """G1: how do we stand."""
    return [_penuh(r), _digital(r), _lewat(r), _kertas(r)]


def _penuh(r: Ringkas) -> Kartu:
    now, before = r.penuh
    held = Counter(each.kedudukan.tahap for each in r.kota.opd if r.sasaran.mencakup(each.kelompok))
    rest = ", ".join(f"{held[stage]} {stage.label}" for stage in (Tahap.BERJALAN, Tahap.MULAI, Tahap.BELUM))
    return Kartu(
        "tahap",
        "Perangkat daerah penuh",
        f"{now} dari {len(r.dalam)}",
        f"tahap pada akhir {kalimat.bulan(r.bulan)}",
        rest,
        *gerak(now - before, f"{abs(now - before)} dari bulan sebelumnya"),
        "/laporan/adopsi",
    )


def _digital(r: Ringkas) -> Kartu:
    value, before = r.digital.rasio, r.digital_lalu
    months = "tiga bulan sampai " if r.digital.bulan > 1 and value.penyebut else ""
    few = "; data sedikit" if r.digital.sedikit and value.penyebut else ""
    moved: tuple[int | None, str] = (None, "")
    if value.nilai is not None and before.nilai is not None and r.digital.bulan == 1:
        points = 100 * (value.nilai - before.nilai)
        moved = gerak(points, f"{angka(abs(points), 1)} poin dari bulan sebelumnya")
    return Kartu(
        "A2",
        "Lahir digital",
        Bagian(value).persen,
        f"{Bagian(value).pecahan} naskah, {months}{kalimat.bulan(r.bulan)}{few}",
        rentang_bagian(value),
        *moved,
        "/laporan/adopsi#arti-A2",
    )


def _lewat(r: Ringkas) -> Kartu:
    surat = sum(each.surat_lewat for each in r.tertunda.values())
    most = terbanyak(r)
    oldest = f"terlama {angka(r.tertua)} hari kerja" if r.tertua is not None else "tidak ada yang tertunda"
    delta = r.lewat - r.lewat_kemarin
    return Kartu(
        "A8",
        "Lewat batas sekarang",
        angka(r.lewat),
        f"{angka(surat)} surat dan {angka(r.lewat - surat)} disposisi",
        f"{oldest}{', terbanyak di ' + most if most else ''}",
        *gerak(delta, f"{angka(abs(delta))} dari kemarin"),
        "/laporan/adopsi#peringatan",
    )


def _kertas(r: Ringkas) -> Kartu:
    now, before = r.kertas.tengah.lembar_hemat_bersih, r.kertas_lalu.tengah.lembar_hemat_bersih
    delta = now - before
    span = f"rentang {kira_kira(r.kertas.rendah.lembar_hemat_bersih)} sampai {kira_kira(r.kertas.tinggi.lembar_hemat_bersih)}"
    return Kartu(
        "P1",
        "Kertas terhindar",
        f"{kira_kira(now)} lembar",
        f"potensi {kalimat.bulan(r.bulan)}; {tulis_konfirmasi(r.gudang)}",
        span,
        *gerak(delta, f"{kira_kira(abs(delta))} lembar dari bulan sebelumnya"),
        "/laporan/kota",
    )


def tulis_konfirmasi(gudang: Konfirmasi) -> str:
    """What the store-room says: a number of sheets, or that nobody asked it yet."""
    if gudang.terkonfirmasi is None:
        return "belum dikonfirmasi gudang"
    if gudang.terkonfirmasi < 0:
        return f"gudang tidak mengonfirmasi: pembelian naik {kira_kira(-gudang.terkonfirmasi)} lembar"
    return f"gudang mengonfirmasi {kira_kira(gudang.terkonfirmasi)} lembar"


def gerak(delta: Fraction | int, teks: str) -> tuple[int, str]:
    """Up, down or unchanged, with the words for it."""
    if delta == 0:
        return 0, "sama seperti sebelumnya"
    return (1, f"naik {teks}") if delta > 0 else (-1, f"turun {teks}")


def rentang_bagian(rasio: Rasio) -> str:
    """The interval of Wilson as words; "" without data."""
    limits = wilson(rasio)
    if limits is None:
        return ""
    low, high = (angka(Fraction(round(1000 * each), 10), 1) for each in limits)
    return f"selang 95%: {low} sampai {high}%"


def terbanyak(r: Ringkas) -> str:
    """The perangkat daerah with most open past its limit; "" when none is."""
    opd = max(r.tertunda, key=lambda each: (r.tertunda[each].lewat, -each), default=None)
    return r.nama.get(opd, "") if opd is not None and r.tertunda[opd].lewat else ""


def kalimat_kertas(tiga: Tiga[Hasil], gudang: Konfirmasi) -> str:
    """The sentence on paper; it speaks of no cause unless the store-room agrees (metrik.md 3.2)."""
    low, mid, high = (tiga[s].lembar_hemat_bersih for s in Skenario)
    span = "–" if low >= 0 else " sampai "
    said = (
        f"Kertas yang terhindar diperkirakan {kira_kira(mid)} lembar (rentang {kira_kira(low)}{span}{kira_kira(high)}), "
        f"setara {angka(Fraction(tiga.tengah.rim * 10 // 1, 10), 1)} rim"
    )
    if gudang.terkonfirmasi is None:
        return f"{said}; catatan gudang belum mengonfirmasinya."
    if gudang.terkonfirmasi < 0:
        return f"{said}; catatan gudang tidak mengonfirmasinya: pembelian kertas naik {kira_kira(-gudang.terkonfirmasi)} lembar."
    cause = " Pembelian turun sejalan dengan itu, sehingga penurunannya patut dikaitkan." if gudang.kuat else ""
    return f"{said}; catatan gudang mengonfirmasi {kira_kira(gudang.terkonfirmasi)} lembar.{cause}"


def kalimat_negatif(r: Ringkas) -> str:
    """Who printed more than paper would have needed; "" when nobody did."""
    worst = min(
        ((tiga.tengah.lembar_hemat_bersih, opd) for opd, tiga in r.kertas_bulan.items() if opd in r.nama), default=None
    )
    if worst is None or worst[0] >= 0:
        return ""
    printed = r.kertas_bulan[worst[1]].tengah
    return (
        f"Pada {kalimat.bulan(r.bulan)} {r.nama[worst[1]]} mencetak lebih banyak daripada cara lama "
        f"({kira_kira(worst[0])} lembar); penyebab utama: {kira_kira(printed.lembar_nyata_terukur)} lembar dicetak, "
        f"sedangkan cara kertas {kira_kira(printed.lembar_garis_dasar)} lembar."
    )


@dataclass(frozen=True)
class BarisSertifikat:
    """One jabatan that must sign, and how its certificate stands; never who holds it (metrik.md 3.6)."""

    opd: int
    nama: str
    jabatan: str
    keadaan: str
    sampai: date | None
    urut: int


def sertifikat(r: Ringkas) -> tuple[str, list[BarisSertifikat]]:
    """G9: who cannot sign yet; those with something to do first."""
    rows = []
    for each in r.opd:
        for post in r.kota.staf[each.id].ttd if each.id in r.kota.staf else ():
            end = r.kota.sertifikat.get(post.akun or "")
            state, order = _keadaan(post.akun, end.date() if end else None, r.hari_ini)
            rows.append(BarisSertifikat(each.id, each.nama, post.jabatan, state, end.date() if end else None, order))
    filled = [row for row in rows if row.urut]
    good = sum(row.urut >= 2 for row in filled)
    soon = sum(row.urut == 2 for row in filled)
    empty = len(rows) - len(filled)
    said = f"{good} dari {len(filled)} jabatan yang terisi dapat menandatangani"
    said += f"; {soon} berakhir dalam 30 hari" if soon else ""
    said += f"; {empty} jabatan kosong" if empty else ""
    return f"{said}.", sorted(rows, key=lambda row: (row.urut, row.nama, row.jabatan))


def _keadaan(akun: str | None, end: date | None, today: date) -> tuple[str, int]:
    if akun is None:
        return "jabatan kosong", 0
    if end is None:
        return "belum punya sertifikat", 1
    return ("segera berakhir", 2) if end - today <= timedelta(days=30) else ("berlaku", 3)


def setara(r: Ringkas) -> list[tuple[str, str, str]]:
    """G10: what it means, each with its range: name, value, range."""
    found = [angka_dari(r.kertas_tahun, kunci) for kunci in SETARA]
    return [(a.nama, f"{a.tengah} {a.satuan}".strip(), a.rentang) for a in found]
