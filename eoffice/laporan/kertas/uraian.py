"""Where a number comes from: every formula with its figures put in, for the page "Dari mana angka ini?"."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from eoffice.laporan.kertas.angka import MINUS, angka, rentang
from eoffice.laporan.kertas.hitung import Bagian, Hitungan, Suku, Ukuran, bersih
from eoffice.laporan.kertas.lipat import Kontribusi, Pos
from eoffice.laporan.kertas.parameter import BARIS, Berlaku, Ketentuan, Opd, Skenario, Tiga

JUDUL: Final[dict[str, tuple[str, str]]] = {
    "keluar": (
        "Garis dasar naskah keluar",
        "B = S × (konsep + koreksi + tujuan + tembusan + pertinggal + agenda) + nota",
    ),
    "masuk": ("Garis dasar surat masuk elektronik", "B = S × cetak surat masuk"),
    "disposisi": ("Garis dasar disposisi", "B = S × salinan berkas + lembar disposisi"),
    "cetak": ("Dicetak dari aplikasi", "A = S × salinan"),
    "unduh_cetak": ("Diunduh untuk dicetak", "A = S × peluang × salinan"),
    "unduh": ("Diunduh", "A = S × peluang"),
    "fisik": ("Salinan fisik tanpa catatan cetak", "A = S × max(0, wajib − tercatat)"),
    "kirim_fisik": ("Amplop yang terpakai", "E = amplop"),
}
PARAMETER_DASAR: Final = {
    "keluar": ("d0", "kappa", "r_max", "npk", "k_pert", "k_agenda", "eps", "dupleks_dasar"),
    "masuk": ("e_masuk", "dupleks_dasar"),
    "disposisi": ("f_induk", "f_turunan", "g_salin", "dupleks_dasar"),
    "unduh_cetak": ("pi_unduh_cetak", "dupleks_nyata"),
    "unduh": ("pi_unduh", "dupleks_nyata"),
    "fisik": ("dupleks_nyata",),
}
CAVEAT: Final = (
    "Cetak ulang koreksi, salinan agenda, cetakan di luar aplikasi, dan peluang unduhan dicetak masih berupa penilaian "
    "sampai survei tahunan dilakukan; keempatnya paling menggeser nilai tengah."
)
"""The sentence under every paper chart (metrik.md 6)."""


@dataclass(frozen=True)
class Langkah:
    """One step in one scenario.

    Attributes:
        rumus: the formula in words; isi: the same with its figures; hasil: the outcome with its unit.
        catatan: how S was found, and envelopes where there are any.
    """

    skenario: Skenario
    opd: Opd
    judul: str
    rumus: str
    isi: str
    hasil: str
    catatan: str


@dataclass(frozen=True)
class Derivasi:
    """The whole derivation of one naskah.

    Attributes:
        langkah: every contribution in every scenario, in the order of time.
        penutup: per OPD and scenario the net result, H = (1 − bocor) × B − A.
        parameter: code, meaning, unit, and the three values of each factor that took part.
        lembar: H of the naskah over all OPD, in sheets.
        kalimat: the result as one sentence with its range.
    """

    naskah: str
    langkah: tuple[Langkah, ...]
    penutup: tuple[Langkah, ...]
    parameter: tuple[tuple[str, str, str, Tiga[str]], ...]
    lembar: Tiga[Fraction]
    kalimat: str

    def of(self, skenario: Skenario) -> tuple[Langkah, ...]:
        """The steps of one scenario, its net results last."""
        return tuple(each for each in (*self.langkah, *self.penutup) if each.skenario is skenario)


def derivasi(kontribusi: Kontribusi, ketentuan: Ketentuan) -> Derivasi:
    """Tell how the contribution of one naskah was computed; same terms, same numbers as the fold."""
    langkah = tuple(_langkah(pos, skenario) for pos in kontribusi.pos for skenario in Skenario)
    penutup: list[Langkah] = []
    totals = dict.fromkeys(Skenario, Fraction())
    for opd, versi in dict.fromkeys((pos.opd, pos.versi) for pos in kontribusi.pos):
        berlaku = ketentuan.versi(opd, versi)
        mine = [pos for pos in kontribusi.pos if (pos.opd, pos.versi) == (opd, versi)]
        for skenario in Skenario:
            ukuran = sum((pos.ukuran(skenario) for pos in mine), Ukuran())
            totals[skenario] += Fraction(bersih(ukuran, berlaku.of("bocor", skenario)).lembar, 1_000_000)
            penutup.append(_penutup(opd, skenario, ukuran, berlaku))
    lembar = Tiga(*(totals[skenario] for skenario in Skenario))
    teks = rentang(lembar.rendah, lembar.tengah, lembar.tinggi)
    return Derivasi(
        kontribusi.naskah,
        langkah,
        tuple(penutup),
        _parameter(kontribusi, ketentuan),
        lembar,
        f"Kertas yang terhindar untuk naskah ini {teks}.",
    )


def _langkah(pos: Pos, skenario: Skenario) -> Langkah:
    judul, rumus = JUDUL[pos.jenis]
    bagian = pos.isi[skenario]
    if bagian.kertas is None:
        isi, hasil = _jumlah(bagian.amplop), f"{_mili(bagian.mili_amplop)} amplop"
        return Langkah(skenario, pos.opd, judul, rumus, isi, hasil, "")
    hitungan = bagian.kertas
    return Langkah(
        skenario, pos.opd, judul, rumus, _isi(hitungan), f"{_mili(hitungan.lembar)} lembar", _catatan(bagian, hitungan)
    )


def _isi(hitungan: Hitungan) -> str:
    inner = _jumlah(hitungan.kali)
    factor = f"({inner})" if len(hitungan.kali) > 1 else inner
    text = f"{hitungan.berkas.lembar(hitungan.dupleks)} × {factor}"
    return f"{text} + {_jumlah(hitungan.tetap)}" if hitungan.tetap else text


def _catatan(bagian: Bagian, hitungan: Hitungan) -> str:
    berkas = hitungan.berkas
    cara = "bolak-balik" if hitungan.dupleks else "satu muka"
    text = (
        f"S = {berkas.lembar(hitungan.dupleks)} lembar: {berkas.halaman} halaman isi dan {berkas.lampiran} halaman "
        f"lampiran, dicetak {cara}; {_mili(hitungan.halaman)} halaman cetak."
    )
    return f"{text} Amplop: {_jumlah(bagian.amplop)} = {_mili(bagian.mili_amplop)}." if bagian.amplop else text


def _penutup(opd: Opd, skenario: Skenario, ukuran: Ukuran, berlaku: Berlaku) -> Langkah:
    bocor = berlaku.of("bocor", skenario)
    net = bersih(ukuran, bocor)
    return Langkah(
        skenario,
        opd,
        "Kertas bersih terhindar",
        "H = (1 − bocor) × B − A",
        f"(1 − {_mili(bocor)}) × {_mili(ukuran.lembar_dasar)} − {_mili(ukuran.lembar_nyata)}",
        f"{angka(Fraction(net.lembar, 1_000_000))} lembar",
        f"Amplop terhindar {angka(Fraction(net.amplop, 1_000_000))}.",
    )


def _parameter(kontribusi: Kontribusi, ketentuan: Ketentuan) -> tuple[tuple[str, str, str, Tiga[str]], ...]:
    found: dict[tuple[str, Tiga[str]], None] = {}
    for pos in kontribusi.pos:
        berlaku = ketentuan.versi(pos.opd, pos.versi)
        for kode in (*PARAMETER_DASAR.get(pos.jenis, ()), "bocor"):
            baris, tiga = BARIS[kode], berlaku.parameter.nilai[kode]
            words = (baris.pilihan[tiga[s]].replace("_", " ") if baris.pilihan else _mili(tiga[s]) for s in Skenario)
            found[kode, Tiga(*words)] = None
    order = list(BARIS)
    rows = sorted(found, key=lambda row: order.index(row[0]))
    return tuple((kode, BARIS[kode].arti, BARIS[kode].satuan, tiga) for kode, tiga in rows)


def _jumlah(suku: tuple[Suku, ...]) -> str:
    return " + ".join(each.isi or _mili(each.mili) for each in suku) or "0"


def _mili(mili: int) -> str:
    text = angka(Fraction(mili, 1000), 3)
    return f"({text})" if text.startswith(MINUS) else text
