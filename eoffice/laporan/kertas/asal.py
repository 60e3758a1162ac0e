"""Where a figure of a perangkat daerah comes from: every formula with its values put in, one version of the factors each."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from eoffice.laporan.kertas.angka import angka
from eoffice.laporan.kertas.hitung import Ukuran
from eoffice.laporan.kertas.lipat import Rekap
from eoffice.laporan.kertas.parameter import Berlaku, Ketentuan, Opd, Skenario, Tiga
from eoffice.laporan.kertas.setara import Hasil, hasil_ukuran

RUMUS: Final[dict[str, str]] = {
    "lembar_hemat_bersih": "(1 − bocor) × lembar cara kertas − lembar tetap dicetak",
    "halaman_hemat_bersih": "(1 − bocor) × halaman cara kertas − halaman tetap dicetak",
    "amplop_hemat": "amplop cara kertas − amplop terpakai",
    "massa_kertas_kg": "lembar × lebar × tinggi × gramatur",
    "massa_amplop_kg": "amplop × massa satu amplop",
    "rim": "lembar ÷ 500",
    "rp_kertas": "lembar × harga selembar",
    "rp_toner": "halaman × toner per halaman",
    "rp_amplop": "amplop × harga amplop",
    "rp_total": "kertas + toner + amplop",
    "co2e_kg": "massa kertas dan amplop × faktor",
    "pohon_setara": "massa ÷ 907,18474 kg × pohon per ton pendek",
    "air_liter": "massa × liter per kg",
    "energi_mj": "massa × MJ per kg",
    "arsip_lembar": "(1 − bocor) × lembar yang akan diarsipkan",
    "rak_meter": "lembar arsip × 0,0254 m ÷ lembar per inci",
}


@dataclass(frozen=True)
class Asal:
    """One field in one scenario: the formula with its values, and the outcome exactly."""

    isi: str
    nilai: Fraction


@dataclass(frozen=True)
class AsalVersi:
    """What one version of the factors contributes: fields in the order of `RUMUS`, three scenarios each."""

    versi: str
    baris: dict[str, Tiga[Asal]]


def asal(rekap: Rekap, opd: Opd, ketentuan: Ketentuan) -> list[AsalVersi]:
    """The derivation of every figure of one perangkat daerah; their sums over the versions are the figures themselves."""
    summed: dict[str, Tiga[Ukuran]] = {}
    for (each, _day, versi), tiga in sorted(rekap.items(), key=lambda item: (str(item[0][0]), item[0][1], item[0][2])):
        if each == opd:
            held = summed.get(versi, Tiga(Ukuran(), Ukuran(), Ukuran()))
            summed[versi] = Tiga(*(held[s] + tiga[s] for s in Skenario))
    found = []
    for versi, tiga in summed.items():
        berlaku = ketentuan.versi(opd, versi)
        lines = {s: _baris(tiga[s], berlaku, s) for s in Skenario}
        found.append(AsalVersi(versi, {kunci: Tiga(*(lines[s][kunci] for s in Skenario)) for kunci in RUMUS}))
    return found


def _baris(ukuran: Ukuran, berlaku: Berlaku, skenario: Skenario) -> dict[str, Asal]:
    result, p = hasil_ukuran(ukuran, berlaku, skenario), berlaku.profil

    def of(kode: str) -> str:
        return angka(Fraction(berlaku.of(kode, skenario), 1000), 3)

    def m(name: str) -> str:
        return angka(Fraction(getattr(ukuran, name), 1000), 3)

    def f(name: str, places: int = 3) -> str:
        value: Fraction = getattr(result, name)
        text = angka(value, places)
        return f"({text})" if value < 0 else text

    kept, mass = f"(1 − {of('bocor')})", f"({f('massa_kertas_kg', 6)} + {f('massa_amplop_kg', 6)})"
    texts: dict[str, Callable[[], str]] = {
        "lembar_hemat_bersih": lambda: f"{kept} × {m('lembar_dasar')} − {m('lembar_nyata')}",
        "halaman_hemat_bersih": lambda: f"{kept} × {m('halaman_dasar')} − {m('halaman_nyata')}",
        "amplop_hemat": lambda: f"{m('amplop_dasar')} − {m('amplop_nyata')}",
        "massa_kertas_kg": lambda: f"{f('lembar_hemat_bersih')} × {p.lebar_mm} mm × {p.tinggi_mm} mm × {p.gsm} g/m²",
        "massa_amplop_kg": lambda: f"{f('amplop_hemat')} × {of('g_amplop')} g",
        "rim": lambda: f"{f('lembar_hemat_bersih')} ÷ 500",
        "rp_kertas": lambda: f"{f('lembar_hemat_bersih')} × Rp{angka(Fraction(berlaku.harga(skenario), 1000), 3)}",
        "rp_toner": lambda: f"{f('halaman_hemat_bersih')} × Rp{of('c_toner')}",
        "rp_amplop": lambda: f"{f('amplop_hemat')} × Rp{of('c_amplop')}",
        "rp_total": lambda: f"{f('rp_kertas')} + {f('rp_toner')} + {f('rp_amplop')}",
        "co2e_kg": lambda: f"{mass} kg × {of('co2')}",
        "pohon_setara": lambda: f"{mass} kg ÷ 907,18474 × {of('pohon')}",
        "air_liter": lambda: f"{mass} kg × {of('air')}",
        "energi_mj": lambda: f"{mass} kg × {of('energi')}",
        "arsip_lembar": lambda: f"{kept} × {m('arsip')}",
        "rak_meter": lambda: f"{f('arsip_lembar')} × 0,0254 ÷ {of('rak')}",
    }
    return {kunci: Asal(texts[kunci](), getattr(result, kunci)) for kunci in RUMUS}


def jumlah(versi: list[AsalVersi]) -> Tiga[Hasil]:
    """The figures that the derivation ends at, for whoever adds them again."""
    values = {
        s: Hasil(**{kunci: sum((each.baris[kunci][s].nilai for each in versi), Fraction()) for kunci in RUMUS})
        for s in Skenario
    }
    return Tiga(*(values[s] for s in Skenario))
