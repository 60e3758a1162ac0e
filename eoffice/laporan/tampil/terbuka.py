"""What the city publishes: aggregates only, in a shape that a schema describes, with small cells left out (metrik.md 3.6)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from eoffice.laporan.adopsi import SEDIKIT, Hitung, Rasio, Tahap, samarkan
from eoffice.laporan.kertas import VERSI_MODEL, Skenario, angka, kira_kira
from eoffice.laporan.queries.ringkas import Ringkas
from eoffice.laporan.tampil.adopsi import Bagian

VERSI: Final = "eoffice-terbuka/1"
"""Fields are only ever added under one version; one that changes or goes makes the next."""
SKEMA: Final = "/laporan/terbuka.schema.json"
KERTAS: Final = ("lembar_hemat_bersih", "massa_kertas_kg", "rim", "co2e_kg", "pohon_setara", "air_liter")


def isi(r: Ringkas, nama_kota: str) -> dict[str, Any]:
    """The published figures of a city."""
    shown = samarkan(
        {each.id: 1 for each in r.opd}, {each.id: r.terbit.get(each.id, Hitung()).keluar for each in r.opd}
    )
    total = sum((r.terbit.get(each.id, Hitung()) for each in r.opd), Hitung())
    stages = {each.opd: each.kedudukan.tahap for each in r.kota.opd}
    return {
        "$schema": SKEMA,
        "versi": VERSI,
        "model": VERSI_MODEL,
        "kota": nama_kota,
        "dihitung": r.saat.isoformat(timespec="seconds"),
        "bulan_penuh": f"{r.bulan:%Y-%m}",
        "tiga_bulan": {"dari": r.masa_tiga.dari.isoformat(), "sampai": r.masa_tiga.hari_terakhir.isoformat()},
        "dua_belas_bulan": {"dari": r.masa_tahun.dari.isoformat(), "sampai": r.masa_tahun.hari_terakhir.isoformat()},
        "peristiwa": r.posisi.urut,
        "sasaran": {"tanggal": r.sasaran.tanggal.isoformat(), "ambang": float(r.sasaran.ambang)},
        "tahap": {t.label: sum(stages[each.id] is t for each in r.dalam) for t in Tahap},
        "adopsi": _rasio(total),
        "lewat_batas": {"jumlah": r.lewat, "terlama_hari_kerja": r.tertua},
        "waktu_disposisi_menit_kerja": {
            "surat": r.waktu_kota.n,
            "median": _menit(r.waktu_kota.median),
            "p90": _menit(r.waktu_kota.p90),
        },
        "kertas": {kunci: _tiga(r, kunci) for kunci in KERTAS},
        "kertas_terkonfirmasi_lembar": None
        if r.gudang_tahun.terkonfirmasi is None
        else _bilangan(r.gudang_tahun.terkonfirmasi),
        "perangkat_daerah": [
            {
                "kode": each.kode,
                "nama": each.nama,
                "kelompok": each.kelompok,
                "tahap": stages[each.id].label,
                "tersamar": shown[each.id] is None,
                "adopsi": None if shown[each.id] is None else _rasio(r.terbit.get(each.id, Hitung())),
            }
            for each in r.opd
        ],
        "catatan": [
            "Semua angka adalah jumlah; tidak ada angka tentang orang, judul, atau nomor naskah.",
            "Kertas adalah perkiraan dengan rentang rendah sampai tinggi, bukan penghematan anggaran.",
            f"Perangkat daerah dengan satu sampai empat naskah disamarkan; di bawah {SEDIKIT} tidak untuk dibandingkan.",
        ],
    }


def _rasio(hitung: Hitung) -> dict[str, dict[str, Any]]:
    found = {
        "A2": Rasio(hitung.lahir_digital, hitung.keluar),
        "A3": Rasio(hitung.ber_tte, hitung.keluar),
        "A4": Rasio(hitung.disposisi_sistem, hitung.disposisi),
        "A9": Rasio(hitung.masih_kertas, hitung.keluar),
    }
    return {
        kode: {
            "pembilang": each.pembilang,
            "penyebut": each.penyebut,
            "nilai": None if each.nilai is None else _bilangan(each.nilai),
        }
        for kode, each in found.items()
    }


def _tiga(r: Ringkas, kunci: str) -> dict[str, float]:
    return {s.value: _bilangan(getattr(r.kertas_tahun[s], kunci)) for s in Skenario}


def _bilangan(value: Fraction) -> float:
    return float(round(value, 6))


def _menit(detik: int | None) -> int | None:
    return None if detik is None else detik // 60


def skema() -> dict[str, Any]:
    """The schema of `isi`, JSON Schema 2020-12."""
    count = {"type": "integer", "minimum": 0}
    share = {
        "type": "object",
        "required": ["pembilang", "penyebut", "nilai"],
        "additionalProperties": False,
        "properties": {
            "pembilang": count,
            "penyebut": count,
            "nilai": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        },
    }
    ratios = _objek(dict.fromkeys(("A2", "A3", "A4", "A9"), share))
    span = _objek({"dari": {"type": "string", "format": "date"}, "sampai": {"type": "string", "format": "date"}})
    range_ = _objek({s.value: {"type": "number"} for s in Skenario})
    stage = {"enum": [t.label for t in Tahap]}
    office = _objek(
        {
            "kode": {"type": "string"},
            "nama": {"type": "string"},
            "kelompok": {"type": "string"},
            "tahap": stage,
            "tersamar": {"type": "boolean"},
            "adopsi": {"anyOf": [ratios, {"type": "null"}]},
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SKEMA,
        "title": "Angka terbuka persuratan elektronik",
        "description": "Jumlah per kota dan per perangkat daerah; tanpa data pribadi, sel kecil disamarkan.",
        **_objek(
            {
                "$schema": {"const": SKEMA},
                "versi": {"const": VERSI},
                "model": {"type": "string"},
                "kota": {"type": "string"},
                "dihitung": {"type": "string", "format": "date-time"},
                "bulan_penuh": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
                "tiga_bulan": span,
                "dua_belas_bulan": span,
                "peristiwa": count,
                "sasaran": _objek({"tanggal": {"type": "string", "format": "date"}, "ambang": {"type": "number"}}),
                "tahap": _objek({t.label: count for t in Tahap}),
                "adopsi": ratios,
                "lewat_batas": _objek({"jumlah": count, "terlama_hari_kerja": {"type": ["integer", "null"]}}),
                "waktu_disposisi_menit_kerja": _objek(
                    {"surat": count, "median": {"type": ["integer", "null"]}, "p90": {"type": ["integer", "null"]}}
                ),
                "kertas": _objek(dict.fromkeys(KERTAS, range_)),
                "kertas_terkonfirmasi_lembar": {"type": ["number", "null"]},
                "perangkat_daerah": {"type": "array", "items": office},
                "catatan": {"type": "array", "items": {"type": "string"}},
            }
        ),
    }


def _objek(properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object with exactly these fields."""
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": dict(properties),
    }


def ringkas(r: Ringkas) -> list[tuple[str, str, str]]:
    """The big numbers of the wall: name, value, what it is made of."""
    held = {
        t: sum(each.kedudukan.tahap is t for each in r.kota.opd if r.sasaran.mencakup(each.kelompok)) for t in Tahap
    }
    digital = Bagian(r.digital.rasio)
    low, mid, high = (r.kertas_tahun[s].lembar_hemat_bersih for s in Skenario)
    return [
        (
            "Perangkat daerah penuh",
            f"{held[Tahap.PENUH]} dari {sum(held.values())}",
            f"{held[Tahap.BERJALAN]} berjalan",
        ),
        ("Naskah lahir digital", digital.persen, f"{digital.pecahan} naskah"),
        ("Lewat batas sekarang", angka(r.lewat), "surat dan disposisi"),
        (
            "Kertas terhindar, 12 bulan",
            f"{kira_kira(mid)} lembar",
            f"rentang {kira_kira(low)} sampai {kira_kira(high)}",
        ),
    ]
