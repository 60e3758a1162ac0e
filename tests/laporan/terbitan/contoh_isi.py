"""A report made by hand: two offices, one of them small and printing more than before; no database."""

from copy import deepcopy
from typing import Any

from eoffice.laporan.kertas import UKURAN
from eoffice.laporan.terbitan.isi import RASIO


def _kertas(lembar: tuple[str, str, str]) -> dict[str, dict[str, str]]:
    named = dict(zip(("rendah", "tengah", "tinggi"), lembar, strict=True))
    return {name: dict(named) if name.startswith("lembar") else dict.fromkeys(named, "1") for name in UKURAN}


def _cakupan(lembar: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "rasio": {kode: [7, 8] for kode in RASIO},
        "waktu": {"A5": {"n": 8, "median": 5400, "p90": None}, "A6": {"n": 8, "median": 66600, "p90": None}},
        "lewat": {
            "surat": 1,
            "disposisi": 0,
            "selesai_terlambat": 2,
            "disposisi_pertama_terlambat": 1,
            "terbuka": 3,
            "dicatat": 8,
            "tertua": "2026-08-24",
            "hari_kerja": 5,
        },
        "jumlah": {"keluar": 8, "lahir_digital": 7},
        "habis": 1,
        "indeks": "0.7975",
        "tahap_bulan": "berjalan",
        "kertas": _kertas(lembar),
        "gudang": {"terkonfirmasi": None, "rho": None, "kuat": False, "tidak_wajar": False},
    }


def _opd(kode: str, nama: str, huruf: str, tahap: str, lembar: tuple[str, str, str]) -> dict[str, Any]:
    made = _cakupan(lembar)
    month = {"rasio": made["rasio"], "waktu": made["waktu"], "lembar": made["kertas"]["lembar_hemat_bersih"]}
    return {
        "id": 1,
        "kode": kode,
        "nama": nama,
        "kelompok": "dinas/badan",
        **made,
        "tahap": tahap,
        "huruf": huruf,
        "waspada": False,
        "riwayat": [{"bulan": each, **month} for each in ("2026-08", "2026-07", "2026-06")],
        "proyeksi": {"A2": _proyeksi()},
        "penentu": "A2",
        "putusan": "mungkin",
        "minggu": {kode_: [[3, 4]] * 8 for kode_ in ("A2", "A3", "A4")},
        "sebab": [{"karena": "sebagian disposisinya masih di kertas", "usul": "Pindahkan.", "pemilik": "Kepala"}],
        "sertifikat": [{"jabatan": f"Kepala {nama}", "keadaan": "berlaku", "sampai": "2028-01-05"}],
    }


def _proyeksi() -> dict[str, Any]:
    return {
        "akhir": {"rendah": "0.701234", "tengah": "0.8", "tinggi": "0.95"},
        "putusan": "mungkin",
        "terkini": [12, 16],
        "perlu": "0.853658536585",
        "laju": "1.5",
        "jauh": True,
    }


_ISI: dict[str, Any] = {
    "skema": "laporan-sekda/1",
    "bulan": "2026-08",
    "dari": "2026-08-01",
    "sampai": "2026-08-31",
    "kota": "Kota Arunika",
    "sementara": False,
    "kendali": {
        "urut": 49,
        "hash": "ab" * 32,
        "model": "metrik/1",
        "parameter": ["bawaan-2026"],
        "kalender": "kalender/2026",
        "dasar_kalender": "SKB",
        "dibuat": "2026-09-01T08:00:00+07:00",
        "pembuat": "Sistem",
    },
    "sasaran": {"tanggal": "2026-12-31", "ambang": "0.9", "arti": "semua memakai", "kelompok": []},
    "tahap": {"belum": 0, "mulai": 1, "berjalan": 1, "penuh": 0},
    "jawaban": {
        "seluruh": 2,
        "siap": 1,
        "menentukan": ["Dinas Sosial"],
        "kurang_data": [],
        "sudah_tinggi": 0,
        "jauh": True,
        "minggu": 18,
    },
    "angka": _cakupan(("50.8", "115.5", "228")),
    "kelompok": [{"nama": "dinas/badan", **_cakupan(("1", "1", "1"))["waktu"], "A7": [4, 7]}],
    "opd": [
        _opd("DINSOS", "Dinas Sosial", "J", "berjalan", ("60", "131.9", "240")),
        _opd("DISARPUS", "Dinas Arsip", "M", "mulai", ("-9.2", "-16.4", "-12")),
    ],
    "tren": {
        "minggu": [f"2026-{m:02d}-{d:02d}" for m, d in ((7, 12), (7, 19), (7, 26), (8, 2), (8, 9), (8, 16), (8, 23), (8, 30))],
        "kota": {kode: [[3, 4]] * 8 for kode in ("A2", "A3", "A4")},
        "proyeksi": {"A2": _proyeksi()},
        "penentu": "A2",
        "titik": [["2026-10-15", "0.70", "0.78", "0.90"], ["2026-12-31", "0.701234", "0.8", "0.95"]],
    },
    "putusan": [
        {
            "opd": "Dinas Sosial",
            "masalah": "sebagian disposisinya masih di kertas",
            "usul": "Pindahkan disposisi ke sistem.",
            "penanggung_jawab": "Kepala Dinas Sosial",
            "tenggat": "2026-09-14",
        }
    ],
    "parameter": [
        {"kode": "d0", "arti": "cetak konsep", "satuan": "cetak", "rendah": "0", "tengah": "0.5", "tinggi": "1"},
        {"kode": "g", "arti": "salinan", "satuan": "salinan", "rendah": "0", "tengah": "m-1", "tinggi": "m"},
    ],
    "penyesuaian": [],
}  # fmt: skip


def isi(**ganti: Any) -> dict[str, Any]:
    """A fresh copy with some parts replaced."""
    return {**deepcopy(_ISI), **ganti}
