"""What saved sheets amount to: kilograms, rim, rupiah, equivalents with their range, and what the store room says."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import fields as fields_of
from fractions import Fraction
from operator import add, attrgetter
from typing import Final

from eoffice.laporan.kertas.hitung import Ukuran, bersih
from eoffice.laporan.kertas.lipat import Rekap
from eoffice.laporan.kertas.parameter import Berlaku, Ketentuan, Opd, Skenario, Tiga

MIKRO: Final = 1_000_000
RIM: Final = 500
"""Sheets of one rim."""
TON_PENDEK_KG: Final = Fraction(90718474, 100000)
INCI_M: Final = Fraction(254, 10000)
WAJAR: Final = Fraction(1, 2)
"""A saving above this share of past purchases is flagged: letters cause only 20–50 % of office prints."""


@dataclass(frozen=True)
class Hasil:
    """Everything the report shows about the paper of one OPD in one scenario, exactly.

    Units are in `UKURAN`. All are linear, so results of parts add up to the result of the whole (K9).
    """

    lembar_garis_dasar: Fraction = Fraction()
    lembar_nyata_terukur: Fraction = Fraction()
    lembar_hemat_bersih: Fraction = Fraction()
    halaman_hemat_bersih: Fraction = Fraction()
    amplop_hemat: Fraction = Fraction()
    massa_kertas_kg: Fraction = Fraction()
    massa_amplop_kg: Fraction = Fraction()
    rp_kertas: Fraction = Fraction()
    rp_toner: Fraction = Fraction()
    rp_amplop: Fraction = Fraction()
    rp_total: Fraction = Fraction()
    rim: Fraction = Fraction()
    pohon_setara: Fraction = Fraction()
    air_liter: Fraction = Fraction()
    co2e_kg: Fraction = Fraction()
    energi_mj: Fraction = Fraction()
    arsip_lembar: Fraction = Fraction()
    rak_meter: Fraction = Fraction()

    def __add__(self, other: "Hasil") -> "Hasil":
        return Hasil(*map(add, _VALUES(self), _VALUES(other)))


_VALUES: Final = attrgetter(*(each.name for each in fields_of(Hasil)))

UKURAN: Final[dict[str, tuple[str, str]]] = {
    "lembar_garis_dasar": ("Garis dasar cara lama", "lembar"),
    "lembar_nyata_terukur": ("Tetap dicetak, terukur", "lembar"),
    "lembar_hemat_bersih": ("Kertas bersih terhindar", "lembar"),
    "halaman_hemat_bersih": ("Halaman cetak terhindar", "halaman"),
    "amplop_hemat": ("Amplop terhindar", "amplop"),
    "massa_kertas_kg": ("Massa kertas", "kg"),
    "massa_amplop_kg": ("Massa amplop", "kg"),
    "rp_kertas": ("Kas terhindar: kertas", "Rp"),
    "rp_toner": ("Kas terhindar: toner", "Rp"),
    "rp_amplop": ("Kas terhindar: amplop", "Rp"),
    "rp_total": ("Kas terhindar", "Rp"),
    "rim": ("Setara rim", "rim"),
    "pohon_setara": ("Setara pohon", "pohon"),
    "air_liter": ("Setara air", "liter"),
    "co2e_kg": ("Setara emisi", "kg CO2e"),
    "energi_mj": ("Setara energi pabrik", "MJ"),
    "arsip_lembar": ("Lembar yang tidak perlu diarsipkan", "lembar"),
    "rak_meter": ("Rak arsip yang tidak terpakai", "meter"),
}
"""Label and unit of each field of `Hasil`, in the order of the report."""


def massa_kg(mikro_lembar: int, lebar_mm: int, tinggi_mm: int, gsm: int) -> Fraction:
    """Mass of sheets, exactly.

    Args:
        mikro_lembar: millionths of a sheet; may be negative, as a net saving can be.
        lebar_mm, tinggi_mm: whole millimetres.
        gsm: grams per square metre (ISO 536).
    Returns:
        Kilograms: mm² times g/m² is µg per sheet.
    Source: metrik.md 1.8 and its worked example W1.
    """
    return Fraction(mikro_lembar * lebar_mm * tinggi_mm * gsm, MIKRO * 1_000_000_000)


def rak_meter(lembar: Fraction, per_inci_mili: int) -> Fraction:
    """Metres of shelf for so many filed sheets, at so many thousandths of a sheet per inch."""
    return lembar * INCI_M / Fraction(per_inci_mili, 1000)


def hasil_ukuran(ukuran: Ukuran, berlaku: Berlaku, skenario: Skenario) -> Hasil:
    """Counters of one OPD under one version, turned into what the report shows (metrik.md 1.5, 1.8)."""

    def of(kode: str) -> Fraction:
        return Fraction(berlaku.of(kode, skenario), 1000)

    net = bersih(ukuran, berlaku.of("bocor", skenario))
    lembar, halaman, amplop = (Fraction(value, MIKRO) for value in (net.lembar, net.halaman, net.amplop))
    arsip, profil = Fraction(net.arsip, MIKRO), berlaku.profil
    kg = massa_kg(net.lembar, profil.lebar_mm, profil.tinggi_mm, profil.gsm)
    amplop_kg = amplop * of("g_amplop") / 1000
    total_kg = kg + amplop_kg  # envelopes are paper too, so the equivalents count both
    kertas, toner = lembar * Fraction(berlaku.harga(skenario), 1000), halaman * of("c_toner")
    return Hasil(
        lembar_garis_dasar=Fraction(ukuran.lembar_dasar, 1000),
        lembar_nyata_terukur=Fraction(ukuran.lembar_nyata, 1000),
        lembar_hemat_bersih=lembar,
        halaman_hemat_bersih=halaman,
        amplop_hemat=amplop,
        massa_kertas_kg=kg,
        massa_amplop_kg=amplop_kg,
        rp_kertas=kertas,
        rp_toner=toner,
        rp_amplop=amplop * of("c_amplop"),
        rp_total=kertas + toner + amplop * of("c_amplop"),
        rim=lembar / RIM,
        pohon_setara=total_kg / TON_PENDEK_KG * of("pohon"),
        air_liter=total_kg * of("air"),
        co2e_kg=total_kg * of("co2"),
        energi_mj=total_kg * of("energi"),
        arsip_lembar=arsip,
        rak_meter=rak_meter(arsip, berlaku.of("rak", skenario)),
    )


def hasil(rekap: Rekap, ketentuan: Ketentuan) -> dict[Opd, Tiga[Hasil]]:
    """Results per OPD from daily counters; each version of the parameters is applied to its own days."""
    summed: dict[tuple[Opd, str], Tiga[Ukuran]] = {}
    for (opd, _, versi), tiga in rekap.items():
        held = summed.get((opd, versi), Tiga(Ukuran(), Ukuran(), Ukuran()))
        summed[opd, versi] = Tiga(*(held[s] + tiga[s] for s in Skenario))
    found: dict[Opd, Tiga[Hasil]] = {}
    for (opd, versi), tiga in summed.items():
        berlaku = ketentuan.versi(opd, versi)
        fresh, before = Tiga(*(hasil_ukuran(tiga[s], berlaku, s) for s in Skenario)), found.get(opd)
        found[opd] = fresh if before is None else Tiga(*(before[s] + fresh[s] for s in Skenario))
    return found


def hasil_kota(per_opd: Iterable[Tiga[Hasil]]) -> Tiga[Hasil]:
    """The city is the plain sum of its OPD; there is no separate calculation (K9)."""
    total = Tiga(Hasil(), Hasil(), Hasil())
    for each in per_opd:
        total = Tiga(*(total[s] + each[s] for s in Skenario))
    return total


@dataclass(frozen=True)
class Gudang:
    """What the paper ledger says about the model (metrik.md 1.7).

    Attributes:
        potensi: H_tengah in sheets.
        terkonfirmasi: sheets, the smaller of potensi and the change of purchases; None without ledger data.
        rho: change of purchases over potensi; None without ledger data or without potensi.
        tidak_wajar: potensi exceeds half of past purchases, so the model claims too much.
    """

    potensi: Fraction
    terkonfirmasi: Fraction | None
    rho: Fraction | None
    tidak_wajar: bool


def uji_gudang(lembar_tengah: Fraction, rim_dasar: Fraction | None, rim_kini: Fraction | None) -> Gudang:
    """Hold H_tengah against purchases before and now, in rim of 500 sheets over equal periods."""
    if rim_dasar is None or rim_kini is None:
        return Gudang(lembar_tengah, None, None, False)
    realised = RIM * (rim_dasar - rim_kini)
    return Gudang(
        potensi=lembar_tengah,
        terkonfirmasi=min(lembar_tengah, realised),
        rho=realised / lembar_tengah if lembar_tengah else None,
        tidak_wajar=lembar_tengah > WAJAR * RIM * rim_dasar,
    )
