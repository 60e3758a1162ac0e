"""The measures of one perangkat daerah, or of the city, as a report writes them down: exact, and nothing about a person."""

from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import fields as fields_of
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from eoffice import clock
from eoffice.laporan.adopsi import Kuantil, Potret, Proyeksi, Rasio, indeks, tahap_bulan
from eoffice.laporan.kertas import BARIS, Hasil, Ketentuan, Skenario, Tiga
from eoffice.laporan.kertas.konfirmasi import Konfirmasi
from eoffice.laporan.terbitan.isi import KOTA, desimal
from eoffice.organisasi import waktu
from eoffice.organisasi.waktu import Kalender

TITIK: Final = 5
"""Future points of the fan at most."""

Butir = dict[str, Any]


def angka(
    found: Potret, kertas: Tiga[Hasil], gudang: Konfirmasi, *, wajib: int, kalender: Kalender, akhir: date
) -> Butir:
    """Every measure of one office.

    Args:
        wajib: people that must use the system; akhir: the last day looked at, to which lateness is counted.
    """
    index = indeks(found.capaian)
    counts = {name: value for name, value in asdict(found.hitung).items() if name != "tindakan"}
    oldest = clock.wib(found.tertua).date() if found.tertua is not None else None
    return {
        "rasio": rasio(found),
        "waktu": menunggu(found),
        "lewat": {
            "surat": found.terbuka_lewat,
            "disposisi": found.disposisi_lewat,
            "selesai_terlambat": found.selesai_terlambat,
            "disposisi_pertama_terlambat": found.disposisi_pertama_lewat,
            "terbuka": found.terbuka,
            "dicatat": found.kohort,
            "tertua": oldest.isoformat() if oldest is not None else None,
            "hari_kerja": waktu.hari_kerja_antara(kalender, oldest, akhir) if oldest is not None else None,
        },
        "jumlah": counts,
        "habis": found.habis,
        "indeks": None if index is None else desimal(index),
        "tahap_bulan": tahap_bulan(found.capaian).label,
        "kertas": tiga(kertas),
        "gudang": {
            "terkonfirmasi": _mungkin(gudang.terkonfirmasi),
            "rho": _mungkin(gudang.rho),
            "rim_dasar": desimal(gudang.rim_dasar_setara),
            "rim_kini": desimal(gudang.rim_kini),
            "tercatat": gudang.opd_tercatat,
            "kuat": gudang.kuat,
            "tidak_wajar": gudang.tidak_wajar,
        },
        "per_seratus": _per(kertas, Fraction(found.hitung.lahir_digital, 100)),
        "per_pegawai": _per(kertas, Fraction(wajib)),
    }


def _mungkin(nilai: Fraction | None) -> str | None:
    return None if nilai is None else desimal(nilai)


def _per(kertas: Tiga[Hasil], banyak: Fraction) -> dict[str, str] | None:
    """P1: net sheets over a number of naskah or of people; None when there are none."""
    if not banyak:
        return None
    return {s.value: desimal(kertas[s].lembar_hemat_bersih / banyak) for s in Skenario}


def pasangan(each: Rasio) -> list[int]:
    """Pembilang and penyebut."""
    return [each.pembilang, each.penyebut]


def rasio(found: Potret) -> dict[str, list[int] | None]:
    """Every ratio by its code; None stands for one that may not be shown."""
    ratios: dict[str, Rasio] = {"A1b": found.a1b, **found.rasio()}
    return {kode: pasangan(each) for kode, each in ratios.items()}


def menunggu(found: Potret) -> dict[str, dict[str, int | None]]:
    """A5 and A6 in working seconds; None is "belum"."""

    def parts(kuantil: Kuantil) -> dict[str, int | None]:
        return {"n": kuantil.n, "median": kuantil.median, "p90": kuantil.p90}

    return {"A5": parts(found.a5), "A6": parts(found.a6)}


def tiga(kertas: Tiga[Hasil]) -> dict[str, dict[str, str]]:
    """Every quantity of paper in the three scenarios."""
    return {f.name: {s.value: desimal(getattr(kertas[s], f.name)) for s in Skenario} for f in fields_of(Hasil)}


def sertifikat(jabatan: str, akun: str | None, held: Mapping[str, datetime]) -> Butir:
    """One jabatan, never the name of whoever holds it (metrik.md 3.6)."""
    end = held.get(akun) if akun is not None else None
    state = "kosong" if akun is None else "berlaku" if end is not None else "tidak ada"
    return {
        "jabatan": jabatan,
        "keadaan": state,
        "sampai": clock.wib(end).date().isoformat() if end is not None else None,
    }


def _enam(value: float) -> str:
    return f"{value:.6f}"


def proyeksi(found: Proyeksi) -> Butir:
    """Where one series is heading; shares between 0 and 1 with six decimals, points per week exact."""
    lanes = {"rendah": found.rendah, "tengah": found.tengah, "tinggi": found.tinggi}
    return {
        "akhir": {name: None if lane is None else _enam(lane.akhir) for name, lane in lanes.items()},
        "putusan": found.putusan.label,
        "terkini": pasangan(found.terkini),
        "perlu": _mungkin(found.perlu),
        "laju": _mungkin(found.laju),
        "jauh": found.jauh,
    }


def penentu(found: Mapping[str, Proyeksi]) -> str:
    """The measure that is furthest behind; "" when nothing was issued."""
    known = {k: p for k, p in found.items() if p.tengah is not None} or found
    return max(known, key=lambda k: (known[k].putusan, -(known[k].terkini.nilai or Fraction())), default="")


def titik(found: Proyeksi, last: date) -> list[list[str]]:
    """Points of the fan up to the target: date, rendah, tengah, tinggi."""
    weeks, points = float(found.minggu), []
    for n in range(1, TITIK + 1):
        lanes = found.pada(weeks * n / TITIK) if weeks > 0 else None
        if lanes is not None:
            day = last + timedelta(days=round(7 * weeks * n / TITIK))
            points.append([day.isoformat(), *(_enam(value) for value in lanes)])
    return points


def parameter(ketentuan: Ketentuan, tanggal: date) -> list[dict[str, str]]:
    """The factors of the city on one date, as they are written."""
    held = ketentuan.pada(KOTA, tanggal)
    rows = []
    for kode, baris in BARIS.items():
        values = [held.of(kode, s) for s in Skenario]
        low, mid, high = (baris.pilihan[v] if baris.pilihan else desimal(Fraction(v, 1000)) for v in values)
        rows.append(
            {"kode": kode, "arti": baris.arti, "satuan": baris.satuan, "rendah": low, "tengah": mid, "tinggi": high}
        )
    return rows
