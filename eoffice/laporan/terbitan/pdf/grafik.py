"""The charts of the report from the frozen figures, by the same functions that draw those on the pages."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from eoffice.laporan.adopsi import DEFINISI
from eoffice.laporan.bagan import Bagan, laju, susut, tunggu
from eoffice.laporan.kertas import angka
from eoffice.laporan.terbitan import tulis
from eoffice.laporan.terbitan.isi import Isi, pecahan
from eoffice.pdf.kata import BULAN_PENDEK

#: Working days and minutes, for a month that was closed before the limit was kept with it.
BATAS_LAMA: Final = (2, 900)


def arah(isi: Isi, lebar: float = 400, tinggi: float = 250) -> Bagan | None:
    """The measure that decides, week by week, with its fan to the target; None when nothing was issued."""
    trend = isi["tren"]
    if not trend["penentu"]:
        return None
    future = [_ramalan(*point) for point in trend["titik"]]
    weeks = trend["kota"][trend["penentu"]]
    return _kipas(trend["penentu"], trend["minggu"], weeks, future, isi, lebar, tinggi)


def arah_opd(isi: Isi, opd: Mapping[str, Any], lebar: float = 640, tinggi: float = 190) -> Bagan | None:
    """The same for one office, with its projection at the target date if there is enough to project."""
    kode = opd["penentu"]
    if not kode or not any(bottom for _, bottom in opd["minggu"][kode]):
        return None
    end = opd["proyeksi"][kode]["akhir"]
    future = []
    if end["tengah"] is not None:
        low, mid, high = sorted((end["rendah"], end["tengah"], end["tinggi"]))
        future = [_ramalan(isi["sasaran"]["tanggal"], low, mid, high)]
    return _kipas(kode, isi["tren"]["minggu"], opd["minggu"][kode], future, isi, lebar, tinggi)


def _ramalan(day: str, low: str, mid: str, high: str) -> laju.Ramalan:
    a, b, c = (100 * float(value) for value in (low, mid, high))
    ta, tb, tc = (f"{angka(round(100 * pecahan(value), 1), 1)}%" for value in (low, mid, high))
    return laju.Ramalan(_hari(day), (a, b, c), (ta, tb, tc))


def _kipas(
    kode: str,
    minggu: list[str],
    deret: list[list[int]],
    future: list[laju.Ramalan],
    isi: Isi,
    lebar: float,
    tinggi: float,
) -> Bagan:
    history = [
        (_hari(day), 100 * top / bottom if bottom else None, tulis.persen((top, bottom)))
        for day, (top, bottom) in zip(minggu, deret, strict=True)
    ]
    name = DEFINISI[kode].nama
    level = 100 * pecahan(isi["sasaran"]["ambang"])
    return laju.kipas(
        f"{name} per minggu", f"{name}, delapan minggu terakhir", history, future,
        sasaran=float(level), lebar=lebar, tinggi=tinggi,
    )  # fmt: skip


def _hari(teks: str) -> str:
    day = date.fromisoformat(teks)
    return f"{day.day} {BULAN_PENDEK[day.month - 1]}"


def air_terjun(kertas: Mapping[str, Mapping[str, str]]) -> Bagan:
    """From what paper would have used, over what was printed, to what is left (G7)."""
    base, printed = (pecahan(kertas[k]["tengah"]) for k in ("lembar_garis_dasar", "lembar_nyata_terukur"))
    net = pecahan(kertas["lembar_hemat_bersih"]["tengah"])
    leak = base - printed - net
    low, high = (pecahan(kertas["lembar_hemat_bersih"][s]) for s in ("rendah", "tinggi"))
    steps = [
        _langkah("Cara kertas akan memakai", Fraction(), base),
        _langkah("Tetap dicetak, tercatat", base, base - printed),
        _langkah("Dicetak di luar aplikasi, perkiraan", base - printed, base - printed - leak),
        susut.Langkah(
            "Kertas bersih terhindar", 0, float(net), angka(net, 1), (float(low), float(high)),
            f" (rentang {tulis.rentang(kertas['lembar_hemat_bersih'])})",
        ),
    ]  # fmt: skip
    return susut.susut("Dari mana angka kertas itu", "Perkiraan tengah, dalam lembar.", steps, satuan="lembar")


def _langkah(nama: str, dari: Fraction, sampai: Fraction) -> susut.Langkah:
    return susut.Langkah(nama, float(dari), float(sampai), angka(sampai - dari, 1))


def menunggu(isi: Isi, tampak: int = 20) -> Bagan | None:
    """Where surat wait: median and p90 until the first disposisi, slowest first (G6); None without any surat."""
    found = [o for o in isi["opd"] if o["waktu"]["A5"]["n"]]
    if not found:
        return None
    found.sort(key=lambda o: -_lama(o["waktu"]["A5"], "p90"))
    rows = [
        tunggu.Tunggu(
            o["nama"], _jam(o["waktu"]["A5"], "median"), _jam(o["waktu"]["A5"], "p90"),
            (tulis.jam(o["waktu"]["A5"], "median"), tulis.jam(o["waktu"]["A5"], "p90")), angka(o["waktu"]["A5"]["n"]),
        )
        for o in found
    ]  # fmt: skip
    said = "Dari pencatatan sampai disposisi pertama, jam kerja; surat yang dicatat bulan ini."
    days, minutes = isi["kendali"].get("tunggu_terlama", BATAS_LAMA)
    return tunggu.tunggu(
        "Di mana surat menunggu", said, rows, batas=minutes / 60, teks_batas=f"batas {days} hari kerja", tampak=tampak
    )


def _jam(waktu: Mapping[str, Any], bagian: str) -> float | None:
    return None if waktu[bagian] is None else waktu[bagian] / 3600


def _lama(waktu: Mapping[str, Any], bagian: str) -> float:
    return float("inf") if waktu[bagian] is None else float(waktu[bagian])
