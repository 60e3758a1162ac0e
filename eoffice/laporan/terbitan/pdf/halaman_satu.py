"""Page 1, in the layout of metrik.md 3.4: four figures, three sentences, the stages, the trend, and what the Sekda decides."""

from typing import Any, Final

from eoffice.laporan.adopsi import DEFINISI
from eoffice.laporan.kertas import angka
from eoffice.laporan.terbitan import kalimat, tulis
from eoffice.laporan.terbitan.isi import Isi, pecahan
from eoffice.laporan.terbitan.pdf import grafik, tahap
from eoffice.laporan.terbitan.pdf.gaya import (
    GARIS,
    KAKI,
    LEBAR,
    PUDAR,
    TEPI,
    TERANG,
    TINTA,
    gambar,
    tabel,
    teks,
    tinggi,
    turun,
)
from eoffice.pdf import fonts, lambang
from eoffice.pdf.geometry import A4, MM

CELAH: Final = 8.0
PETAK: Final = 58.0
KOLOM: Final = 4
"""Cells of the strip beside each other."""


def lukis(canvas: Any, isi: Isi) -> None:
    """Draw the whole page."""
    y = _kepala(canvas, isi, A4.height - 12 * MM)
    y = _petak(canvas, isi, y - 6)
    y = _ringkasan(canvas, isi, y - 7)
    y = _tahap_dan_arah(canvas, isi, y - 8)
    bottom = _bawah(canvas, isi, KAKI + 4)
    _putusan(canvas, isi, y - 8, bottom + 6)


def _kepala(canvas: Any, isi: Isi, y: float) -> float:
    lambang.daerah(canvas, TEPI, y - 34, 30, 34)
    canvas.setFillColor(TINTA)
    canvas.setFont(fonts.BOLD, 14)
    canvas.drawString(TEPI + 38, y - 14, "LAPORAN ADOPSI PERSURATAN ELEKTRONIK")
    canvas.drawRightString(TEPI + LEBAR, y - 14, tulis.bulan(isi["bulan"]))
    canvas.setFont(fonts.REGULAR, 9)
    canvas.setFillColor(PUDAR)
    canvas.drawString(TEPI + 38, y - 28, fonts.printable(f"untuk Rapat Pimpinan · Pemerintah {isi['kota']}"))
    canvas.setFont(fonts.BOLD if isi["sementara"] else fonts.REGULAR, 9)
    state = "SEMENTARA, bulan belum selesai" if isi["sementara"] else f"keadaan {tulis.hari(isi['sampai'])}"
    canvas.drawRightString(TEPI + LEBAR, y - 28, state)
    canvas.setStrokeColor(TINTA)
    canvas.setLineWidth(1.4)
    canvas.line(TEPI, y - 40, TEPI + LEBAR, y - 40)
    return y - 40


def _petak(canvas: Any, isi: Isi, y: float) -> float:
    """The four figures; each with both of its numbers, or with its range."""
    figures = isi["angka"]
    a2, late = figures["rasio"]["A2"], figures["lewat"]
    sheets, ledger = figures["kertas"]["lembar_hemat_bersih"], figures["gudang"]["terkonfirmasi"]
    few = " · data sedikit" if tulis.sedikit(a2) else ""
    confirmed = "belum dikonfirmasi gudang"
    if ledger is not None:
        confirmed = "gudang tidak mengonfirmasi" if pecahan(ledger) < 0 else f"terkonfirmasi {tulis.kira(ledger)}"
    tiles = (
        (
            "PERANGKAT DAERAH PENUH",
            f"{isi['tahap']['penuh']} dari {isi['jawaban']['seluruh']}",
            f"{isi['tahap']['berjalan']} berjalan, {isi['tahap']['mulai']} mulai, {isi['tahap']['belum']} belum",
        ),
        ("LAHIR DIGITAL", tulis.persen(a2), f"{tulis.pecah(a2)} naskah{few}"),
        (
            "LEWAT BATAS",
            angka(late["surat"] + late["disposisi"]),
            f"{late['surat']} surat, {late['disposisi']} disposisi; {late['selesai_terlambat']} selesai terlambat",
        ),
        (
            "KERTAS TERHINDAR",
            f"{tulis.kira(sheets['tengah'])} lembar",
            f"rentang {tulis.rentang(sheets)}; {confirmed}",
        ),
    )
    width = (LEBAR - 3 * CELAH) / 4
    for n, (title, value, below) in enumerate(tiles):
        x = TEPI + n * (width + CELAH)
        canvas.setFillColor(TERANG)
        canvas.setStrokeColor(GARIS)
        canvas.setLineWidth(0.6)
        canvas.rect(x, y - PETAK, width, PETAK, stroke=1, fill=1)
        canvas.setFillColor(PUDAR)
        canvas.setFont(fonts.BOLD, 7)
        canvas.drawString(x + 6, y - 12, title)
        canvas.setFillColor(TINTA)
        canvas.setFont(fonts.BOLD, 18 if fonts.width(value, fonts.BOLD, 18) < width - 10 else 14)
        canvas.drawString(x + 6, y - 32, value)
        turun(canvas, [teks(below, 7)], x + 6, y - 36, width - 9)
    return y - PETAK


def _ringkasan(canvas: Any, isi: Isi, y: float) -> float:
    canvas.setFillColor(TINTA)
    said = [teks(each, 9.6, tebal=not n, sesudah=1.5) for n, each in enumerate(kalimat.ringkasan(isi))]
    if few := kalimat.sedikit(isi):
        said.append(teks(few, 9.6, tebal=True))
    below = turun(canvas, said, TEPI + 9, y, LEBAR - 9)
    canvas.setFillColor(TINTA)
    canvas.rect(TEPI, below, 2.5, y - below, stroke=0, fill=1)
    return below


def _subjudul(canvas: Any, isi: str, x: float, y: float) -> float:
    canvas.setFillColor(TINTA)
    canvas.setFont(fonts.BOLD, 9.6)
    canvas.drawString(x, y - 9.6, isi)
    return y - 14


def _tahap_dan_arah(canvas: Any, isi: Isi, y: float) -> float:
    half = (LEBAR - CELAH) / 2
    right = TEPI + half + CELAH
    top = _subjudul(canvas, "Tahap tiap perangkat daerah", TEPI, y)
    height = tahap.tinggi(isi, KOLOM)
    tahap.lukis(canvas, isi, TEPI, top, half, KOLOM)
    kode = isi["tren"]["penentu"]
    named = f": {DEFINISI[kode].nama.lower()}" if kode else ""
    at = _subjudul(canvas, f"Menuju {tulis.hari(isi['sasaran']['tanggal'])}{named}", right, y)
    at = turun(canvas, [teks(kalimat.laju(isi), 8, sesudah=2)], right, at, half)
    note = kalimat.jauh(isi)
    room = at - (top - height) - (20 if note else 0)
    chart = grafik.arah(isi, tinggi=max(170.0, min(270.0, room / half * 400)))
    if chart is not None:
        at = turun(canvas, [gambar(chart, half)], right, at, half)
    if note:
        at = turun(canvas, [teks(note, 7.5, pudar=True)], right, at, half)
    return min(top - height, at)


def _putusan(canvas: Any, isi: Isi, y: float, bottom: float) -> None:
    y = _subjudul(canvas, "Perlu keputusan Sekda", TEPI, y)
    rows = isi["putusan"]
    if not rows:
        turun(canvas, [teks("Tidak ada yang perlu diputuskan bulan ini.", 9)], TEPI, y, LEBAR)
        return
    for size in (9.4, 8.6, 8, 7.4, 6.8):
        made = tabel(
            ("Perangkat daerah dan masalahnya", "Usul", "Penanggung jawab", "Paling lambat"),
            [
                (f"{r['opd']}: {r['masalah']}.", r["usul"], r["penanggung_jawab"], tulis.hari_pendek(r["tenggat"]))
                for r in rows
            ],
            (46, 26, 16, 12),
            besar=size,
        )
        if tinggi([made], LEBAR) <= y - bottom:
            break
    turun(canvas, [made], TEPI, y, LEBAR)


def _bawah(canvas: Any, isi: Isi, y: float) -> float:
    """What stands at the foot: times, certificates, paper; returns its upper edge."""
    paper = [teks(_kertas(isi), 8.2, sesudah=1), teks(kalimat.kertas(isi), 8.2)]
    height = tinggi(paper, LEBAR)
    turun(canvas, paper, TEPI, y + height, LEBAR)
    y = _garis(canvas, y + height + 4)
    half = LEBAR * 0.66
    times = tabel(
        ("Sampai disposisi pertama", "Separuh surat", "Sembilan dari sepuluh", "Tepat waktu"),
        [
            (k["nama"].capitalize(), tulis.jam(k["A5"], "median"), tulis.jam(k["A5"], "p90"), tulis.rasio(k["A7"]))
            for k in isi["kelompok"]
        ],
        (30, 24, 26, 24),
        besar=7.6,
    )
    times = _sempit(times, half)
    _, high = times.wrap(half, 1000)
    times.drawOn(canvas, TEPI, y)
    a10 = isi["angka"]["rasio"]["A10"]
    x, width = TEPI + half + CELAH + 4, LEBAR - half - CELAH - 4
    canvas.setFillColor(TINTA)
    side = [
        teks("Sertifikat pimpinan", 8, tebal=True, sesudah=1),
        teks(tulis.rasio(a10), 13, tebal=True, sesudah=1),
        teks(f"berlaku pada akhir bulan; {isi['angka']['habis']} habis dalam 30 hari", 7.6),
    ]
    turun(canvas, side, x, y + max(high, tinggi(side, width)), width)
    return _garis(canvas, y + max(high, tinggi(side, width)) + 3)


def _sempit(made: Any, lebar: float) -> Any:
    made._argW = [width * lebar / LEBAR for width in made._argW]
    return made


def _garis(canvas: Any, y: float) -> float:
    canvas.setStrokeColor(GARIS)
    canvas.setLineWidth(0.6)
    canvas.line(TEPI, y, TEPI + LEBAR, y)
    return y + 4


def _kertas(isi: Isi) -> str:
    """`Kertas: dasar 137 − terukur 7,8 − bocor 13,7 = 115,5 lembar · 0,58 kg · CO2e 1,0 kg (0,23–4,0)`."""
    k = isi["angka"]["kertas"]
    base, printed, net = (
        pecahan(k[name]["tengah"]) for name in ("lembar_garis_dasar", "lembar_nyata_terukur", "lembar_hemat_bersih")
    )
    co2 = k["co2e_kg"]
    return (
        f"Kertas: dasar {angka(base, 1)} − tetap dicetak {angka(printed, 1)} − bocor {angka(base - printed - net, 1)} "
        f"= {angka(net, 1)} lembar · {tulis.tepat(k['massa_kertas_kg']['tengah'], 2)} kg · "
        f"setara CO2e {tulis.kira(co2['tengah'])} kg ({tulis.rentang(co2)})"
    )
