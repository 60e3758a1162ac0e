"""The formulas of the model; each keeps the terms it was made of, so the page can show where a number comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Final

from eoffice.laporan.kertas.parameter import G_SALIN, Berlaku, Skenario

MILI: Final = 1000
"""Stored results are integer thousandths (mili-lembar, mili-halaman, mili-amplop), so sums are exact."""


@dataclass(frozen=True)
class Berkas:
    """What one copy consists of: pages of the body and pages of the lampiran, two separate print jobs."""

    halaman: int
    lampiran: int = 0

    def __post_init__(self) -> None:
        if self.halaman < 0 or self.lampiran < 0:
            raise ValueError("jumlah halaman tidak boleh negatif")

    @property
    def sisi(self) -> int:
        """Printed sides of one copy."""
        return self.halaman + self.lampiran

    def lembar(self, dupleks: bool) -> int:
        """Sheets of one copy, S(p, l, d)."""
        return -(-self.halaman // 2) - (-self.lampiran // 2) if dupleks else self.sisi


@dataclass(frozen=True)
class Suku:
    """One term of a sum: what it is, its value in thousandths, and its figures if it is a product itself."""

    nama: str
    mili: int
    isi: str = ""


@dataclass(frozen=True)
class Hitungan:
    """S × (sum of `kali`) + (sum of `tetap`), in thousandths of a sheet or of a side."""

    berkas: Berkas
    dupleks: bool
    kali: tuple[Suku, ...] = ()
    tetap: tuple[Suku, ...] = ()

    @property
    def lembar(self) -> int:
        """Thousandths of a sheet."""
        return self.berkas.lembar(self.dupleks) * _sum(self.kali) + _sum(self.tetap)

    @property
    def halaman(self) -> int:
        """Thousandths of a printed side; a form counts one side."""
        return self.berkas.sisi * _sum(self.kali) + _sum(self.tetap)


@dataclass(frozen=True)
class Bagian:
    """One contribution in one scenario: sheets and sides, envelopes, and sheets that would have been filed."""

    kertas: Hitungan | None = None
    amplop: tuple[Suku, ...] = ()
    arsip: Hitungan | None = None

    @property
    def mili_lembar(self) -> int:
        return self.kertas.lembar if self.kertas else 0

    @property
    def mili_halaman(self) -> int:
        return self.kertas.halaman if self.kertas else 0

    @property
    def mili_amplop(self) -> int:
        return _sum(self.amplop)

    @property
    def mili_arsip(self) -> int:
        return self.arsip.lembar if self.arsip else 0


@dataclass(frozen=True)
class Ukuran:
    """Additive counters, all integer thousandths; `bocor`, prices and factors are applied only when read."""

    lembar_dasar: int = 0
    lembar_nyata: int = 0
    halaman_dasar: int = 0
    halaman_nyata: int = 0
    amplop_dasar: int = 0
    amplop_nyata: int = 0
    arsip: int = 0

    def __add__(self, other: "Ukuran") -> "Ukuran":
        return Ukuran(*(getattr(self, f.name) + getattr(other, f.name) for f in fields_of(self)))

    def __neg__(self) -> "Ukuran":
        return Ukuran(*(-getattr(self, f.name) for f in fields_of(self)))


@dataclass(frozen=True)
class Tujuan:
    """Addressees as listed under Yth., by kind; system fan-out is none of them (K2)."""

    opd_lain: int = 0
    se_opd: int = 0
    luar_digital: int = 0
    luar_kertas: int = 0

    @property
    def jumlah(self) -> int:
        return self.opd_lain + self.se_opd + self.luar_digital + self.luar_kertas


@dataclass(frozen=True)
class Tembusan:
    """Copies as listed under Tembusan, by kind."""

    opd_lain: int = 0
    se_opd: int = 0
    luar: int = 0

    @property
    def jumlah(self) -> int:
        return self.opd_lain + self.se_opd + self.luar


def baseline_keluar(
    berlaku: Berlaku,
    skenario: Skenario,
    berkas: Berkas,
    *,
    tujuan: Tujuan,
    tembusan: Tembusan = Tembusan(),
    putaran: int = 0,
    tte: bool = True,
) -> Bagian:
    """What an issued, digitally written naskah would have cost on paper.

    B = S · (d0 + kappa·min(r, r_max) + t + b + k_pert + k_agenda) + npk
    E_B = eps · (t_opd_lain + t_luar_digital + b_opd_lain) + t_luar_kertas

    Args:
        putaran: rounds of kembalikan; more than `r_max` are not counted.
        tte: signed electronically; a wet-signed pertinggal frees no shelf.
    Source: metrik.md 1.3 and, for the shelf, 1.8.
    """

    def of(kode: str) -> int:
        return berlaku.of(kode, skenario)

    counted = min(putaran, of("r_max") // MILI)
    pertinggal = (Suku("pertinggal", of("k_pert")), Suku("agenda", of("k_agenda")))
    kali = (
        Suku("konsep", of("d0")),
        Suku("koreksi", of("kappa") * counted, f"{_teks(of('kappa'))} × min({putaran}, {_teks(of('r_max'))})"),
        Suku("tujuan", tujuan.jumlah * MILI),
        Suku("tembusan", tembusan.jumlah * MILI),
        *pertinggal,
    )
    beyond = tujuan.opd_lain + tujuan.luar_digital + tembusan.opd_lain + tembusan.luar
    amplop = (
        Suku("tujuan di luar OPD", of("eps") * beyond, f"{_teks(of('eps'))} × {beyond}"),
        Suku("tujuan luar lewat kertas", tujuan.luar_kertas * MILI),
    )
    filed = (
        Suku("tujuan yang mengarsipkan", (tujuan.opd_lain + tujuan.se_opd) * MILI),
        Suku("tembusan", tembusan.jumlah * MILI),
    )
    dupleks = berlaku.dupleks("dupleks_dasar", skenario)
    return Bagian(
        Hitungan(berkas, dupleks, kali, (Suku("nota pengajuan", of("npk")),)),
        amplop,
        Hitungan(berkas, dupleks, filed + pertinggal if tte else filed),
    )


def baseline_masuk(berlaku: Berlaku, skenario: Skenario, berkas: Berkas) -> Bagian:
    """B = e_masuk · S: an electronic letter from outside would have been printed to be disposed.

    A letter that arrived on paper is never passed here: its sheets exist.
    """
    kali = (Suku("cetak surat masuk", berlaku.of("e_masuk", skenario)),)
    return Bagian(Hitungan(berkas, berlaku.dupleks("dupleks_dasar", skenario), kali))


def baseline_disposisi(berlaku: Berlaku, skenario: Skenario, berkas: Berkas, *, target: int, induk: bool) -> Bagian:
    """B = f + g(m) · S: the form, and photocopies of the file for `target` recipients.

    Args:
        induk: a root disposisi; a forwarded one (turunan) usually travels on the same form (K4).
    """
    lembar = Suku("lembar disposisi", berlaku.of("f_induk" if induk else "f_turunan", skenario))
    word = G_SALIN[berlaku.of("g_salin", skenario)]
    copies = {"0": 0, "m-1": max(0, target - 1), "m": target}[word]
    isi = "0" if word == "0" else str(target) if word == "m" else f"({target} − 1)"
    dupleks = berlaku.dupleks("dupleks_dasar", skenario)
    arsip = Hitungan(berkas, dupleks, (), (lembar,)) if induk else None
    return Bagian(Hitungan(berkas, dupleks, (Suku("salinan berkas", copies * MILI, isi),), (lembar,)), (), arsip)


def nyata_cetak(berlaku: Berlaku, skenario: Skenario, berkas: Berkas, *, salinan: int, dupleks: bool | None) -> Bagian:
    """A = salinan · S with the setting that was really used; an unknown one follows `dupleks_nyata`."""
    both = berlaku.dupleks("dupleks_nyata", skenario) if dupleks is None else dupleks
    return Bagian(Hitungan(berkas, both, (Suku("salinan dicetak", salinan * MILI),)))


def nyata_unduh_cetak(berlaku: Berlaku, skenario: Skenario, berkas: Berkas, *, salinan: int = 1) -> Bagian:
    """A = pi_unduh_cetak · salinan · S."""
    return _unduhan(berlaku, skenario, berkas, "pi_unduh_cetak", "unduhan untuk dicetak", salinan)


def nyata_unduh(berlaku: Berlaku, skenario: Skenario, berkas: Berkas) -> Bagian:
    """A = pi_unduh · S: a plain download is printed with some probability."""
    return _unduhan(berlaku, skenario, berkas, "pi_unduh", "unduhan", 1)


def _unduhan(berlaku: Berlaku, skenario: Skenario, berkas: Berkas, kode: str, nama: str, salinan: int) -> Bagian:
    pi = berlaku.of(kode, skenario)
    suku = Suku(nama, pi * salinan, f"{_teks(pi)} × {salinan}")
    return Bagian(Hitungan(berkas, berlaku.dupleks("dupleks_nyata", skenario), (suku,)))


def nyata_fisik(berlaku: Berlaku, skenario: Skenario, berkas: Berkas, *, wajib: int, tercatat: int) -> Bagian:
    """A = max(0, W − C) · S: physical copies that must exist although no print was logged for them (K7).

    Args:
        wajib: W, the larger of 1 for a wet-signed master and the copies handed over physically.
        tercatat: C, copies logged by Cetak or Unduh untuk dicetak.
    """
    suku = Suku("salinan fisik wajib", max(0, wajib - tercatat) * MILI, f"max(0, {wajib} − {tercatat})")
    return Bagian(Hitungan(berkas, berlaku.dupleks("dupleks_nyata", skenario), (suku,)))


def nyata_amplop(jumlah: int) -> Bagian:
    """E_A: envelopes that were really used."""
    return Bagian(amplop=(Suku("amplop terpakai", jumlah * MILI),))


@dataclass(frozen=True)
class Bersih:
    """Net savings in millionths (mikro-lembar, mikro-halaman, mikro-amplop); may be negative and are never clipped."""

    lembar: int
    halaman: int
    amplop: int
    arsip: int


def bersih(ukuran: Ukuran, bocor_mili: int) -> Bersih:
    """H = (1 − upsilon)·B − A, Hh = (1 − upsilon)·Bh − Ah, E = E_B − E_A.

    Args:
        bocor_mili: upsilon, the share of the baseline still printed outside the application, in thousandths.
    Source: metrik.md 1.5; for `arsip`, 1.8.
    """
    kept = MILI - bocor_mili
    return Bersih(
        lembar=kept * ukuran.lembar_dasar - MILI * ukuran.lembar_nyata,
        halaman=kept * ukuran.halaman_dasar - MILI * ukuran.halaman_nyata,
        amplop=MILI * (ukuran.amplop_dasar - ukuran.amplop_nyata),
        arsip=kept * ukuran.arsip,
    )


def _sum(suku: Iterable[Suku]) -> int:
    return sum(one.mili for one in suku)


def _teks(mili: int) -> str:
    whole, rest = divmod(mili, MILI)
    return f"{whole},{rest:03d}".rstrip("0").rstrip(",")
