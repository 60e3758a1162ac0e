"""The golden data as the model takes it: rows of CSV to facts, parameters and profiles."""

import csv
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from eoffice.laporan.kertas import BARIS, Fakta, Ketentuan, Parameter, Profil, Tiga
from eoffice.peristiwa.states import Jenis

DATA = Path(__file__).parent / "data"
AGUSTUS = (date(2026, 8, 1), date(2026, 9, 1))
NAMA = {"sifat": "derajat"}
ENVELOPE = {"urut", "id_peristiwa", "terjadi_pada", "jenis", "opd", "akun", "naskah"}
TEKS = {"asal", "kanal", "ttd", "derajat", "rujukan", "induk", "disposisi", "berlaku_sampai"}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


def fakta() -> list[Fakta]:
    """All fifty lines, the repeated one included, as they were delivered."""
    found = []
    for row in rows("peristiwa.csv"):
        jenis = Jenis(row["jenis"])
        rincian: dict[str, object] = {}
        for key, text in row.items():
            name = NAMA.get(key, key)
            if key == "rujukan" and jenis is Jenis.DISPOSISI_DIBUAT:
                name = "induk"
            if key not in ENVELOPE and text != "":
                rincian[name] = text if name in TEKS else int(text)
        at = datetime.fromisoformat(row["terjadi_pada"])
        found.append(Fakta(row["id_peristiwa"], jenis, row["opd"], at, row["naskah"] or None, rincian))
    return found


def parameter() -> Parameter:
    given = {
        row["kode"]: Tiga(*(BARIS[row["kode"]].baca(row[s]) for s in ("rendah", "tengah", "tinggi")))
        for row in rows("parameter.csv")
    }
    return Parameter({"c_kertas": BARIS["c_kertas"].nilai, **given})


def ketentuan() -> Ketentuan:
    profil = {
        row["opd"]: (
            (
                date(2026, 1, 1),
                "uji",
                Profil(
                    int(row["lebar_mm"]),
                    int(row["tinggi_mm"]),
                    int(row["gsm"]),
                    row["dupleks_kebijakan"] == "1",
                    int(row["harga_kertas_rp_per_lembar"]) * 1000,
                ),
            ),
        )
        for row in rows("opd.csv")
    }
    return Ketentuan(((date(2026, 1, 1), "uji", parameter()),), profil)


def bulat(value: Fraction) -> Fraction:
    """Nine decimals, as the golden results were written."""
    return Fraction(round(value * 10**9), 10**9)
