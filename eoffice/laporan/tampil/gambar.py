"""The charts of the dashboard, each with the one question it answers as its title (metrik.md 3.1, G3 to G8)."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from eoffice.laporan import bagan
from eoffice.laporan.adopsi import Hitung, Rasio, kalimat
from eoffice.laporan.bagan import Bagan, arah, laju, susut, tunggu
from eoffice.laporan.kertas import Skenario, angka, kira_kira
from eoffice.laporan.queries.ringkas import KOTA, Ringkas
from eoffice.laporan.states import month_start
from eoffice.laporan.tampil.adopsi import LEBAR, SEMPIT, corong_kota, penentu, peserta_kota
from eoffice.laporan.tampil.ringkas import kalimat_kertas, tulis_konfirmasi
from eoffice.web.pages import BULAN_PENDEK

SEDANG: Final = 520.0
"""Width of a chart in half a page, so that its letters stay readable."""
Dua = tuple[Bagan, Bagan]
"""The same chart for a screen and for a phone."""
BARIS_KERTAS: Final = 10
"""Perangkat daerah in the chart of paper that is still used."""
KEBIJAKAN: Final = ((date(2025, 1, 22), "Inpres 1/2025"),)
"""Dates that move purchases whatever the e-office does (metrik.md 1.7)."""
SERI_KERTAS: Final = (
    "TTE, tanpa kertas",
    "digital, tanda tangan basah",
    "ditulis di kertas",
    "hanya karena diminta pihak luar",
)


def garis_m(r: Ringkas) -> Dua | None:
    """G3: are we there on the target date."""
    months = [f"{BULAN_PENDEK[m.month - 1]}" for m in r.bulan12]
    if not any(each.penyebut for each in r.m.get(KOTA, ())):
        return None
    groups = [KOTA, *sorted(k for k, row in r.m.items() if k != KOTA and any(each.penyebut for each in row))]
    lines = [
        bagan.Deret(
            kelompok.capitalize() or "Seluruh kota",
            tuple(None if each.nilai is None else float(100 * each.nilai) for each in r.m[kelompok]),
            tuple(kalimat.persen(each) for each in r.m[kelompok]),
        )
        for kelompok in groups[: len(arah.SERI)]
    ]
    ahead = _ramalan(r)
    city = r.m[KOTA]
    said = f"Pemakaian seluruh kota {kalimat.persen(city[-1])} pada {kalimat.bulan(r.bulan)}, {_sebelumnya(city)}."
    if ahead:
        said += (
            f" Perkiraan {ahead[-1].nama}: {ahead[-1].teks[1]}, rentang {ahead[-1].teks[0]} sampai {ahead[-1].teks[2]}."
        )
    goal = float(100 * r.sasaran.ambang)
    title = f"Apakah tercapai {kalimat.hari(r.sasaran.tanggal)}?"
    wide, small = (arah.arah(title, said, months, lines, ahead, sasaran=goal, lebar=w) for w in (LEBAR, SEMPIT))
    return wide, small


def _sebelumnya(row: Sequence[Rasio]) -> str:
    first = next((each for each in row if each.nilai is not None), Rasio())
    return f"{kalimat.persen(first)} pada awal garis"


def _ramalan(r: Ringkas) -> list[laju.Ramalan]:
    """The fan of the measure that decides, at the end of each month up to the target date."""
    decisive = penentu(r.kota.proyeksi)
    if decisive is None:
        return []
    _, found = decisive
    last, day = r.kota.minggu[-1], month_start(r.hari_ini, -1) - timedelta(days=1)
    points: list[date] = []
    while day < r.sasaran.tanggal and len(points) < 5:
        points.append(day)
        day = month_start(day, -2) - timedelta(days=1)
    future = []
    for each in [*points, r.sasaran.tanggal]:
        lanes = found.pada((each - last).days / 7) if each > last else None
        if lanes is None:
            continue
        low, mid, high = (100 * value for value in lanes)
        texts = tuple(f"{angka(Fraction(round(1000 * value), 10), 1)}%" for value in lanes)
        name = f"{each.day} {BULAN_PENDEK[each.month - 1]}"
        future.append(laju.Ramalan(name, (low, mid, high), (texts[0], texts[1], texts[2])))
    return future


def sisa_kertas(r: Ringkas) -> tuple[Dua | None, str]:
    """G5: where is paper still used."""
    total = sum(r.terbit.values(), Hitung())
    if not total.keluar:
        return None, "Belum ada naskah terbit dalam tiga bulan terakhir."
    inside = total.masih_kertas - total.kertas_luar
    said = (
        f"Dari {angka(total.keluar)} naskah terbit tiga bulan terakhir, {angka(total.keluar - total.masih_kertas)} "
        f"ber-TTE tanpa kertas, {angka(inside)} masih berkertas karena kita sendiri, dan {angka(total.kertas_luar)} hanya "
        "karena diminta pihak luar."
    )
    rows = sorted(
        ((opd, h) for opd, h in r.terbit.items() if opd in r.nama and h.keluar),
        key=lambda row: (-(row[1].masih_kertas - row[1].kertas_luar), -row[1].masih_kertas, -row[1].keluar, row[0]),
    )[:BARIS_KERTAS]

    def data(longest: int) -> list[bagan.Tumpuk]:
        return [
            bagan.Tumpuk(singkat(r.nama[opd], longest), tuple(map(float, parts := pecah(h))), tuple(map(angka, parts)))
            for opd, h in rows
        ]

    title = "Di mana kertas masih dipakai?"
    wide, small = (
        bagan.tumpuk(title, said, SERI_KERTAS, data(longest), satuan="naskah", lebar=w)
        for w, longest in ((SEDANG, 34), (SEMPIT, 18))
    )
    return (wide, small), said


def singkat(nama: str, paling_panjang: int) -> str:
    """A name cut to so many characters."""
    return nama if len(nama) <= paling_panjang else nama[: paling_panjang - 1].rstrip() + "…"


def pecah(h: Hitung) -> tuple[int, int, int, int]:
    """Issued naskah in four parts that add up to all: TTE, wet signature, written on paper, paper asked for outside."""
    inside = h.masih_kertas - h.kertas_luar
    written = min(h.keluar - h.lahir_digital, inside)
    return h.keluar - h.masih_kertas, inside - written, written, h.kertas_luar


def menunggu(r: Ringkas) -> Dua | None:
    """G6: where do surat wait."""
    rows = [(r.nama[opd], q) for opd, q in r.waktu.items() if opd in r.nama and q.n]
    if not rows:
        return None
    far = 1 << 62
    ordered = sorted(rows, key=lambda row: (-_detik(row[1].p90, far), -_detik(row[1].median, far), row[0]))
    data = [
        tunggu.Tunggu(
            nama,
            None if q.median is None else q.median / 3600,
            None if q.p90 is None else q.p90 / 3600,
            (kalimat.jam(q.median), kalimat.jam(q.p90)),
            f"{angka(q.n)} surat{', data sedikit' if q.n < 10 else ''}",
        )
        for nama, q in ordered
    ]
    title = "Di mana surat menunggu?"
    days, minutes = r.tunggu_terlama
    limit = f"batas {days} hari kerja"
    wide, small = (
        tunggu.tunggu(title, kalimat.waktu(r.waktu_kota), data, batas=minutes / 60, teks_batas=limit, lebar=w)
        for w in (SEDANG, SEMPIT)
    )
    return wide, small


def _detik(value: int | None, far: int) -> int:
    return far if value is None else value


def asal_hemat(r: Ringkas) -> Dua | None:
    """G7: from the baseline to the net figure, over twelve months."""
    year = r.kertas_tahun
    tengah = year.tengah
    if not tengah.lembar_garis_dasar and not tengah.lembar_nyata_terukur:
        return None
    base, printed, net = tengah.lembar_garis_dasar, tengah.lembar_nyata_terukur, tengah.lembar_hemat_bersih
    low, high = year.rendah.lembar_hemat_bersih, year.tinggi.lembar_hemat_bersih
    leak = base - printed - net
    steps = [
        susut.Langkah("Cara kertas", 0, float(base), kira_kira(base)),
        susut.Langkah("Tetap dicetak, tercatat", float(base), float(base - printed), kira_kira(-printed)),
        susut.Langkah("Dicetak di luar, perkiraan", float(base - printed), float(net), kira_kira(-leak)),
        susut.Langkah(
            "Bersih terhindar",
            0,
            float(net),
            kira_kira(net),
            (float(low), float(high)),
            f" (rentang {kira_kira(low)} sampai {kira_kira(high)})",
        ),
    ]
    said = kalimat_kertas(year, r.gudang_tahun)
    title = "Dari mana angka hemat itu?"
    wide, small = (susut.susut(title, said, steps, satuan="lembar", lebar=w) for w in (SEDANG, SEMPIT))
    return wide, small


def gudang_setuju(r: Ringkas) -> Dua:
    """G8: does the store-room agree."""
    data = []
    for each in r.triwulan:
        low, mid, high = (each.potensi[s] for s in Skenario)
        lows, mids, highs = sorted((float(low), float(mid), float(high)))
        data.append(
            susut.Triwulan(
                f"tw {(each.awal.month + 2) // 3} {each.awal:%y}",
                None if each.rim is None else float(each.rim),
                (lows, mids, highs),
                (
                    "belum dicatat" if each.rim is None else angka(each.rim),
                    f"{angka(mid, 1)} (rentang {angka(low, 1)} sampai {angka(high, 1)})",
                ),
            )
        )
    known = [each for each in r.triwulan if each.rim is not None]
    said = (
        f"Gudang mencatat {angka(sum(each.rim or 0 for each in known))} rim dalam {len(known)} dari {len(data)} triwulan."
        if known
        else "Gudang belum mencatat satu bulan pun, jadi potensi belum dapat dibandingkan."
    )
    if known and r.gudang_tahun.terkonfirmasi is not None:
        said = f"Dalam dua belas bulan terakhir {tulis_konfirmasi(r.gudang_tahun)}. {said}"
    marks = [(place, words) for day, words in KEBIJAKAN if (place := _letak(r, day)) is not None]
    if (began := _mulai(r)) is not None:
        marks.append(began)
    title = "Apakah gudang setuju?"
    wide, small = (susut.gudang(title, said, data, marks, lebar=w) for w in (SEDANG, SEMPIT))
    return wide, small


def _letak(r: Ringkas, day: date) -> float | None:
    """Where a date stands on the axis of quarters; None outside."""
    first = r.triwulan[0].awal
    months = (day.year - first.year) * 12 + day.month - first.month + (day.day - 1) / 31
    return months / 3 if 0 <= months <= 3 * len(r.triwulan) else None


def _mulai(r: Ringkas) -> tuple[float, str] | None:
    """The first quarter with any paper avoided, as a mark."""
    n = next((n for n, each in enumerate(r.triwulan) if each.potensi.tengah), None)
    return (float(n), "e-Office mulai tercatat") if n else None


def corong(r: Ringkas) -> Dua | None:
    """G4: who is really different."""
    return corong_kota(peserta_kota(r.kota, r.sasaran, r.tiga, r.lalu), r.nama)


def arus(r: Ringkas) -> Dua:
    """How much comes and goes, day by day."""
    masuk, keluar = sum(row[1] for row in r.arus), sum(row[2] for row in r.arus)
    said = f"{angka(masuk)} surat masuk dan {angka(keluar)} naskah keluar dalam {len(r.arus)} hari."
    lines = [
        bagan.Deret(name, tuple(map(float, counts)), tuple(map(angka, counts)))
        for name, counts in (("Masuk", [row[1] for row in r.arus]), ("Keluar", [row[2] for row in r.arus]))
    ]
    days = [f"{row[0].day} {BULAN_PENDEK[row[0].month - 1]}" for row in r.arus]
    wide, small = (
        bagan.garis("Berapa surat lewat setiap hari?", said, days, lines, satuan="surat per hari", lebar=w)
        for w in (LEBAR, SEMPIT)
    )
    return wide, small
