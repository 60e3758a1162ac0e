"""The factors of the model: three values each, ordered, dated, and only partly for an OPD to change (metrik.md 1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, Generic, TypeVar

from eoffice.errors import Invalid

T = TypeVar("T")
Opd = int | str
"""How the caller names an OPD: a unit id in the database, a label in the golden data."""


class Skenario(StrEnum):
    """Defensible minimum, best estimate, maximum."""

    RENDAH = "rendah"
    TENGAH = "tengah"
    TINGGI = "tinggi"


@dataclass(frozen=True)
class Tiga(Generic[T]):
    """One value per scenario; together they are a range (rentang), not a margin of error."""

    rendah: T
    tengah: T
    tinggi: T

    def __getitem__(self, skenario: Skenario) -> T:
        if skenario is Skenario.RENDAH:
            return self.rendah
        return self.tengah if skenario is Skenario.TENGAH else self.tinggi


@dataclass(frozen=True)
class Baris:
    """One row of the parameter table.

    Attributes:
        nilai: default values in thousandths of `satuan`; for a choice, the place in `pilihan`.
        naik: the values may only rise from rendah to tinggi; False when they may only fall.
        paling_besar: largest value allowed, in thousandths.
        pilihan: the words of a choice, in the order in which the result rises.
    """

    kode: str
    arti: str
    satuan: str
    nilai: Tiga[int]
    naik: bool = True
    paling_kecil: int = 0
    paling_besar: int = 10_000_000
    pilihan: tuple[str, ...] = ()

    def baca(self, teks: str) -> int:
        """A value as somebody wrote it ("0,5", "0.5", "kebijakan_opd") in thousandths.

        Raises:
            Invalid: not a number, finer than a thousandth, or not one of the choices.
        """
        if self.pilihan:
            if teks not in self.pilihan:
                raise Invalid(f"{self.kode} harus salah satu dari: {', '.join(self.pilihan)}.")
            return self.pilihan.index(teks)
        try:
            mili = Decimal(teks.strip().replace(",", ".")) * 1000
        except InvalidOperation:
            raise Invalid(f"{self.kode} harus berupa bilangan, misalnya 0,5.") from None
        if not mili.is_finite() or mili != mili.to_integral_value():
            raise Invalid(f"{self.kode} paling halus seperseribu {self.satuan}.")
        return int(mili)


def _tetap(nilai: int) -> Tiga[int]:
    return Tiga(nilai, nilai, nilai)


G_SALIN: Final = ("0", "m-1", "m")
DUPLEKS_DASAR: Final = ("selalu", "kebijakan_opd", "tidak_pernah")
DUPLEKS_NYATA: Final = ("tidak_pernah", "kebijakan_opd", "selalu")
_SATU: Final = 1000

_BARIS: Final = (
    Baris("d0", "cetak konsep awal per naskah", "cetak", Tiga(0, 1000, 1000)),
    Baris("kappa", "cetak ulang per putaran koreksi digital", "cetak/putaran", Tiga(0, 500, 1000)),
    Baris("r_max", "batas putaran koreksi yang dihitung", "putaran", _tetap(2000)),
    Baris("npk", "lembar nota pengajuan konsep per naskah", "lembar", Tiga(0, 0, 1000)),
    Baris("k_pert", "salinan pertinggal", "salinan", _tetap(1000)),
    Baris("k_agenda", "salinan untuk unit kearsipan atau agenda", "salinan", Tiga(0, 1000, 1000)),
    Baris("dupleks_dasar", "cetak bolak-balik pada cara lama", "cara", Tiga(0, 1, 2), True, 0, 2, DUPLEKS_DASAR),
    Baris("f_induk", "lembar disposisi per disposisi induk", "lembar", _tetap(1000)),
    Baris("f_turunan", "lembar disposisi per disposisi turunan", "lembar", Tiga(0, 0, 1000)),
    Baris("g_salin", "salinan berkas per disposisi dengan m target", "salinan", Tiga(0, 1, 2), True, 0, 2, G_SALIN),
    Baris("e_masuk", "cetak surat masuk elektronik dari luar", "cetak", Tiga(0, 1000, 1000)),
    Baris("eps", "amplop per tujuan di luar OPD sendiri", "amplop", Tiga(0, 1000, 1000)),
    Baris("pi_unduh", "peluang unduhan biasa dicetak", "peluang", Tiga(500, 200, 0), False, 0, _SATU),
    Baris("pi_unduh_cetak", "peluang unduhan untuk dicetak benar dicetak", "peluang", _tetap(1000), False, 0, _SATU),
    Baris(
        "dupleks_nyata",
        "cetak bolak-balik bila caranya tidak diketahui",
        "cara",
        Tiga(0, 1, 2),
        True,
        0,
        2,
        DUPLEKS_NYATA,
    ),
    Baris(
        "bocor", "bagian garis dasar yang tetap dicetak di luar aplikasi", "rasio", Tiga(200, 100, 0), False, 0, _SATU
    ),
    Baris("c_kertas", "harga kertas bila OPD belum mengisi harganya", "Rp/lembar", Tiga(90_200, 124_246, 150_000)),
    Baris("c_toner", "biaya toner per halaman cetak", "Rp/halaman", Tiga(50_000, 87_000, 300_000)),
    Baris("c_amplop", "harga amplop", "Rp", Tiga(300_000, 500_000, 1_000_000)),
    Baris("g_amplop", "massa amplop", "gram", _tetap(10_000)),
    Baris("pohon", "pohon setara per ton pendek (907,18474 kg)", "pohon/ton pendek", Tiga(12_000, 24_000, 24_000)),
    Baris("air", "jejak air", "liter/kg", Tiga(300_000, 883_000, 2_600_000)),
    Baris("co2", "CO2e", "kg/kg", Tiga(920, 1300, 3010)),
    Baris("energi", "energi pabrik", "MJ/kg", Tiga(14_300, 20_400, 37_500)),
    Baris("rak", "lembar per inci rak", "lembar/inci", Tiga(200_000, 175_000, 150_000), False, 1000),
)
BARIS: Final[Mapping[str, Baris]] = {baris.kode: baris for baris in _BARIS}

OPD_BOLEH: Final = frozenset({"k_agenda", "npk", "f_turunan", "c_kertas", "c_toner", "c_amplop"})
"""What an OPD may set for itself: how it files, and its own prices; factors of behaviour are the city's, so no OPD can raise its own score."""


@dataclass(frozen=True)
class Parameter:
    """A whole set of factors, in thousandths, complete and ordered.

    Raises:
        Invalid: a row is missing, unknown, out of range, or not ordered; `fields` names each one. An unordered row
            could put the minimum above the maximum (metrik.md 1.5).
    """

    nilai: Mapping[str, Tiga[int]]

    def __post_init__(self) -> None:
        wrong = dict.fromkeys(self.nilai.keys() - BARIS.keys(), "Baris ini tidak dikenal.")
        wrong |= dict.fromkeys(BARIS.keys() - self.nilai.keys(), "Baris ini belum diisi.")
        for kode in BARIS.keys() & self.nilai.keys():
            if sentence := _cela(BARIS[kode], self.nilai[kode]):
                wrong[kode] = sentence
        if wrong:
            raise Invalid(f"Parameter tidak dapat dipakai; perbaiki {', '.join(sorted(wrong))}.", wrong)

    def of(self, kode: str, skenario: Skenario) -> int:
        """One factor in thousandths of its unit, or the place of a choice."""
        return self.nilai[kode][skenario]

    def ganti(self, nilai: Mapping[str, Tiga[int]]) -> "Parameter":
        """The same set with some rows replaced."""
        return Parameter({**self.nilai, **nilai})


def _cela(baris: Baris, tiga: Tiga[int]) -> str:
    values = (tiga.rendah, tiga.tengah, tiga.tinggi)
    if not all(baris.paling_kecil <= value <= baris.paling_besar for value in values):
        return "Nilai ini di luar batas yang masuk akal."
    if list(values) != sorted(values, reverse=not baris.naik):
        arah = "naik" if baris.naik else "turun"
        return f"Nilai rendah, tengah, tinggi harus berurutan {arah}."
    return ""


PARAMETER_AWAL: Final = Parameter({baris.kode: baris.nilai for baris in _BARIS})


@dataclass(frozen=True)
class Profil:
    """What describes the paper of one OPD.

    Attributes:
        lebar_mm, tinggi_mm: size in whole millimetres; F4 is 215 × 330.
        gsm: grams per square metre.
        dupleks: whether the OPD prints both sides as a policy.
        harga_mili: own price per sheet in thousandths of a rupiah; None uses the city's default with its range.
        ganti: own rows among `OPD_BOLEH`.
    """

    lebar_mm: int = 215
    tinggi_mm: int = 330
    gsm: int = 70
    dupleks: bool = False
    harga_mili: int | None = None
    ganti: Mapping[str, Tiga[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong: dict[str, str] = dict.fromkeys(self.ganti.keys() - OPD_BOLEH, "Hanya kota yang menetapkan baris ini.")
        if min(self.lebar_mm, self.tinggi_mm, self.gsm) <= 0:
            wrong["kertas"] = "Ukuran dan gramatur kertas harus lebih dari nol."
        if self.harga_mili is not None and self.harga_mili < 0:
            wrong["harga"] = "Harga kertas tidak boleh negatif."
        if wrong:
            raise Invalid("Profil kertas OPD tidak dapat dipakai.", wrong)


@dataclass(frozen=True)
class Berlaku:
    """The factors and the profile that hold for one OPD on one day."""

    versi: str
    parameter: Parameter
    profil: Profil

    def of(self, kode: str, skenario: Skenario) -> int:
        """One factor in thousandths of its unit."""
        return self.parameter.of(kode, skenario)

    def dupleks(self, kode: str, skenario: Skenario) -> bool:
        """Whether `dupleks_dasar` or `dupleks_nyata` means both sides for this OPD."""
        word = BARIS[kode].pilihan[self.of(kode, skenario)]
        return self.profil.dupleks if word == "kebijakan_opd" else word == "selalu"

    def harga(self, skenario: Skenario) -> int:
        """Price of one sheet in thousandths of a rupiah."""
        own = self.profil.harga_mili
        return self.of("c_kertas", skenario) if own is None else own


@dataclass(frozen=True)
class Ketentuan:
    """Every version of the factors and of the profiles, each from its effective date; nothing works backwards.

    Attributes:
        parameter: (effective date, version, set), oldest first; the first also covers all earlier days.
        profil: the same per OPD; an OPD without one has the default F4 70 g.
    """

    parameter: tuple[tuple[date, str, Parameter], ...] = ((date.min, "bawaan", PARAMETER_AWAL),)
    profil: Mapping[Opd, tuple[tuple[date, str, Profil], ...]] = field(default_factory=dict)
    _cache: dict[tuple[Opd, str, str], Berlaku] = field(default_factory=dict, compare=False, repr=False)

    def pada(self, opd: Opd, tanggal: date) -> Berlaku:
        """What held for an OPD on a WIB date."""
        versi, parameter = _latest(self.parameter, tanggal)
        versi_profil, profil = _latest(self.profil.get(opd, BAWAAN), tanggal)
        return self._berlaku(opd, versi, parameter, versi_profil, profil)

    def versi(self, opd: Opd, versi: str) -> Berlaku:
        """What a stored version name of this OPD stands for.

        Raises:
            KeyError: there is no such version.
        """
        nama, _, nama_profil = versi.partition("+")
        parameter = {name: held for _, name, held in self.parameter}[nama]
        profil = {name: held for _, name, held in self.profil.get(opd, BAWAAN)}[nama_profil]
        return self._berlaku(opd, nama, parameter, nama_profil, profil)

    def _berlaku(self, opd: Opd, versi: str, parameter: Parameter, versi_profil: str, profil: Profil) -> Berlaku:
        key = (opd, versi, versi_profil)
        if key not in self._cache:
            self._cache[key] = Berlaku(f"{versi}+{versi_profil}", parameter.ganti(profil.ganti), profil)
        return self._cache[key]


BAWAAN: Final = ((date.min, "bawaan", Profil()),)


def _latest(dated: tuple[tuple[date, str, T], ...], tanggal: date) -> tuple[str, T]:
    found = dated[0]
    for candidate in dated:
        if candidate[0] <= tanggal:
            found = candidate
    return found[1], found[2]
