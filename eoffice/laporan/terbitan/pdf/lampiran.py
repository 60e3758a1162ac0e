"""The annexes: corrections of earlier months, the city, one page for each perangkat daerah, the method, the control block."""

from collections.abc import Mapping
from typing import Any, Final

from reportlab.platypus import Flowable, KeepTogether

from eoffice.laporan.adopsi import DEFINISI
from eoffice.laporan.kertas import UKURAN, angka
from eoffice.laporan.ketentuan import DEFINISI as DEFINISI_KERTAS
from eoffice.laporan.ketentuan import PERINGATAN
from eoffice.laporan.terbitan import kalimat, tulis
from eoffice.laporan.terbitan.isi import Isi, id_potret, pecahan
from eoffice.laporan.terbitan.pdf import grafik
from eoffice.laporan.terbitan.pdf.gaya import LEBAR, gambar, jarak, judul, tabel, teks
from eoffice.laporan.terbitan.penyesuaian import kata, nama

RASIO: Final = ("A1", "A2", "A3", "A4", "A7", "A9", "A10", "A11")
KERTAS: Final = (
    "lembar_garis_dasar",
    "lembar_nyata_terukur",
    "lembar_hemat_bersih",
    "halaman_hemat_bersih",
    "amplop_hemat",
    "rim",
    "massa_kertas_kg",
    "rp_total",
    "co2e_kg",
)


def penyesuaian(isi: Isi) -> list[Flowable]:
    """What later corrections changed in months that were reported before."""
    rows = isi["penyesuaian"]
    if not rows:
        return [teks("Tidak ada penyesuaian atas laporan bulan-bulan sebelumnya.", 9, sesudah=10)]
    said = "Koreksi yang datang sesudah bulan ditutup mengubah angka berikut. Laporan lamanya tetap seperti adanya."
    made = tabel(
        ("Bulan", "Perangkat daerah", "Ukuran", "Semula", "Menjadi"),
        [(tulis.bulan_pendek(r["bulan"]), r["nama"], nama(r), kata(r, "semula"), kata(r, "kini")) for r in rows],
        (12, 32, 32, 12, 12),
        kanan=(3, 4),
    )
    return [judul("Penyesuaian atas laporan sebelumnya"), teks(said, 9, sesudah=4), made, jarak(14)]


def kota(isi: Isi) -> list[Flowable]:
    """The whole city: every ratio with both numbers, paper with its range, and where surat wait."""
    figures = isi["angka"]
    story: list[Flowable] = [judul("Seluruh kota"), _ukuran_kota(isi), jarak(), judul("Kertas", 10)]
    story += [_kertas(figures), jarak(4), teks(kalimat.kertas(isi), 9, sesudah=2)]
    if said := kalimat.negatif(isi):
        story.append(teks(said, 9, sesudah=2))
    story += [
        jarak(4),
        KeepTogether([_judul_bagan("Dari mana angka kertas itu"), _bagan(grafik.air_terjun(figures["kertas"]))]),
    ]
    story.append(teks(PERINGATAN[0], 8, pudar=True, sesudah=6))
    story += [judul("Waktu", 10), teks(kalimat.waktu(isi), 9, sesudah=4)]
    waits = grafik.menunggu(isi)
    if waits is not None:
        story.append(KeepTogether([_judul_bagan(waits.judul), teks(waits.ringkasan, 8, pudar=True), _bagan(waits)]))
    return story


def _judul_bagan(isi: str) -> Flowable:
    return teks(isi, 9, tebal=True, sesudah=3)


def _bagan(bagan: Any) -> Flowable:
    return gambar(bagan, LEBAR * 0.86)


def _ukuran_kota(isi: Isi) -> Flowable:
    figures = isi["angka"]
    rows = [
        (DEFINISI[k].nama, tulis.persen(figures["rasio"][k]), tulis.pecah(figures["rasio"][k]), DEFINISI[k].penyebut)
        for k in RASIO
    ]
    rows += [
        (DEFINISI[k].nama, tulis.jam(w, "median"), f"90%: {tulis.jam(w, 'p90')}", f"{angka(w['n'])} surat")
        for k, w in figures["waktu"].items()
    ]
    return tabel(("Ukuran", "Nilai", "Pembilang/penyebut", "Dari"), rows, (24, 16, 22, 38), kanan=(1,))


def _kertas(figures: Mapping[str, Any]) -> Flowable:
    rows = []
    for name in KERTAS:
        label, unit = UKURAN[name]
        three = figures["kertas"][name]
        places = 0 if unit == "Rp" else 3 if unit.startswith("kg") else 1
        rows.append(
            (
                label if unit in label.lower() else f"{label}, {unit}",
                *(tulis.tepat(three[s], places) for s in ("rendah", "tengah", "tinggi")),
            )
        )
    ledger = figures["gudang"]["terkonfirmasi"]
    confirmed = tulis.tepat(ledger) if ledger is not None else "belum ada catatan gudang"
    rows.append(("Terkonfirmasi catatan gudang, lembar", "", confirmed, ""))
    return tabel(("Kertas", "Rendah", "Tengah", "Tinggi"), rows, (46, 18, 18, 18), kanan=(1, 2, 3), tebal=(2,))


def opd(isi: Isi, each: Mapping[str, Any]) -> list[Flowable]:
    """One perangkat daerah on one page: three months, where it is heading, its paper, and what blocks it."""
    watch = ", waspada" if each["waspada"] else ""
    index = tulis.tepat(each["indeks"], 2) if each["indeks"] is not None else tulis.TANPA
    state = f"Tahap {each['tahap']}{watch} · indeks {index} · perkiraan {tulis.hari(isi['sasaran']['tanggal'])}: {each['putusan']}"
    story: list[Flowable] = [judul(each["nama"], 13), teks(state, 9.5, tebal=True, sesudah=5)]
    story += [_tiga_bulan(each), jarak(5), teks(_lewat(each), 8.6, sesudah=5)]
    chart = grafik.arah_opd(isi, each)
    if chart is not None:
        story += [KeepTogether([_judul_bagan(f"{chart.judul} dan perkiraannya"), gambar(chart, LEBAR * 0.8)]), jarak(3)]
    story += [_kertas(each), jarak(6), *_hambatan(each), jarak(4), *_sertifikat(each)]
    return story


def _tiga_bulan(each: Mapping[str, Any]) -> Flowable:
    months = each["riwayat"]
    rows = []
    for kode in RASIO:
        cells = [tulis.rasio(m["rasio"][kode]) for m in months]
        few = " *" if tulis.sedikit(months[0]["rasio"][kode]) else ""
        rows.append((f"{DEFINISI[kode].nama}{few}", *cells))
    for kode in ("A5", "A6"):
        rows.append((f"{DEFINISI[kode].nama}, separuh surat", *(tulis.jam(m["waktu"][kode], "median") for m in months)))
        rows.append((f"{DEFINISI[kode].nama}, 9 dari 10", *(tulis.jam(m["waktu"][kode], "p90") for m in months)))
    rows.append(("Kertas bersih terhindar, lembar (rentang)", *(_lembar(m["lembar"]) for m in months)))
    head = ("Ukuran", *(tulis.bulan_pendek(m["bulan"]) for m in months))
    return tabel(head, rows, (37, 21, 21, 21), kanan=(1, 2, 3), tebal=(1,))


def _lembar(tiga: Mapping[str, str]) -> str:
    return f"{tulis.tepat(tiga['tengah'])} ({tulis.rentang(tiga)})"


def _lewat(each: Mapping[str, Any]) -> str:
    late = each["lewat"]
    said = (
        f"Dicatat bulan ini {angka(late['dicatat'])} surat; masih terbuka {angka(late['terbuka'])}. Lewat batas: "
        f"{angka(late['surat'])} surat dan {angka(late['disposisi'])} disposisi"
    )
    if late["hari_kerja"] is not None:
        said += f", terlama {angka(late['hari_kerja'])} hari kerja"
    said += f". Selesai terlambat {angka(late['selesai_terlambat'])}; disposisi pertama terlambat "
    said += f"{angka(late['disposisi_pertama_terlambat'])}. Tanda * berarti data sedikit (kurang dari sepuluh)."
    return said


def _hambatan(each: Mapping[str, Any]) -> list[Flowable]:
    if not each["sebab"]:
        return [teks("Tidak ada yang menghambat.", 9)]
    rows = [(f"{s['karena'][0].upper()}{s['karena'][1:]}", s["usul"], s["pemilik"]) for s in each["sebab"]]
    return [tabel(("Yang menghambat", "Usul", "Penanggung jawab"), rows, (38, 38, 24))]


def _sertifikat(each: Mapping[str, Any]) -> list[Flowable]:
    if not each["sertifikat"]:
        return []
    rows = [
        (s["jabatan"], s["keadaan"], tulis.hari_pendek(s["sampai"]) if s["sampai"] else "–") for s in each["sertifikat"]
    ]
    return [tabel(("Jabatan yang menandatangani", "Sertifikat", "Berlaku sampai"), rows, (56, 20, 24))]


def metode(isi: Isi) -> list[Flowable]:
    """What every figure means, the caveats, and the factors with their three values."""
    rows = [(d.kode, d.nama, d.kalimat, d.rumus) for d in DEFINISI.values()]
    paper = [(d.nama, d.arti, d.rumus) for d in DEFINISI_KERTAS]
    factors = [(p["arti"], p["satuan"], p["rendah"], p["tengah"], p["tinggi"]) for p in isi["parameter"]]
    dotted = [(a, b, *(value.replace(".", ",").replace("_", " ") for value in rest)) for a, b, *rest in factors]
    return [
        judul("Catatan metode"),
        tabel(("Kode", "Ukuran", "Artinya", "Cara menghitung"), rows, (8, 18, 40, 34), besar=7.4),
        jarak(8),
        tabel(("Kertas", "Artinya", "Cara menghitung"), paper, (20, 34, 46), besar=7.4),
        jarak(6),
        *(teks(each, 8, sesudah=2) for each in PERINGATAN),
        jarak(8),
        judul("Parameter"),
        tabel(
            ("Parameter", "Satuan", "Rendah", "Tengah", "Tinggi"),
            dotted,
            (44, 17, 13, 13, 13),
            besar=7.4,
            kanan=(2, 3, 4),
        ),
        jarak(10),
    ]


def kendali(isi: Isi, sha256: str) -> list[Flowable]:
    """By what this report can be checked and made again."""
    c, s = isi["kendali"], isi["sasaran"]
    scope = ", ".join(s["kelompok"]) or "semua perangkat daerah"
    rows = [
        ("Nama potret", id_potret(isi["bulan"], sha256)),
        ("Masa", f"{tulis.hari(isi['dari'])} sampai {tulis.hari(isi['sampai'])}"),
        ("Catatan peristiwa dihitung sampai urut", str(c["urut"])),
        ("Sidik peristiwa itu", c["hash"]),
        ("Sidik isi laporan (SHA-256 dari JSON)", sha256),
        ("Versi model", c["model"]),
        ("Versi parameter", ", ".join(c["parameter"])),
        ("Versi kalender", f"{c['kalender']}; {c['dasar_kalender']}"),
        (
            "Sasaran",
            f"{tulis.hari(s['tanggal'])}, {angka(100 * pecahan(s['ambang']), 0)}%, {scope}; siap berarti {s['arti']}",
        ),
        ("Dibuat", f"{tulis.saat(c['dibuat'])} oleh {c['pembuat']}"),
    ]
    return [KeepTogether([judul("Kendali"), tabel(("Butir", "Isi"), rows, (30, 70))])]
