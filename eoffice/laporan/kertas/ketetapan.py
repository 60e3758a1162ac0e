"""From dated changes to the factors in force: what a city or a perangkat daerah set, from when, and in what order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from eoffice.errors import Invalid
from eoffice.laporan.kertas.parameter import BARIS, OPD_BOLEH, Baris, Ketentuan, Opd, Parameter, Profil, Tiga

TAHUN_DASAR: Final = "tahun_dasar"
"""The year whose purchases are the baseline of the store-room (metrik.md 1.7); the city's, and no factor of the model."""

MILI: Final = 1000
KERTAS: Final[Mapping[str, Baris]] = {
    baris.kode: baris
    for baris in (
        Baris("lebar_mm", "lebar kertas", "mm", Tiga(215_000, 215_000, 215_000), True, 100_000, 600_000),
        Baris("tinggi_mm", "tinggi kertas", "mm", Tiga(330_000, 330_000, 330_000), True, 100_000, 600_000),
        Baris("gsm", "gramatur kertas", "g/m²", Tiga(70_000, 70_000, 70_000), True, 40_000, 200_000),
        Baris("dupleks", "kebiasaan mencetak", "cara", Tiga(0, 0, 0), True, 0, 1, ("satu_muka", "bolak_balik")),
    )
}
"""What describes the paper of a perangkat daerah: one value each, whole millimetres and grams."""

DASAR: Final = Baris(
    TAHUN_DASAR, "tahun dasar catatan gudang", "tahun", Tiga(0, 0, 0), True, 2_000_000, 2_100_000
)  # fmt: skip
TUNGGAL: Final = frozenset({*KERTAS, TAHUN_DASAR})
"""Codes with one value instead of three."""
SEMUA: Final[Mapping[str, Baris]] = {**BARIS, **KERTAS, TAHUN_DASAR: DASAR}


@dataclass(frozen=True)
class Ketetapan:
    """One dated change.

    Attributes:
        id: orders changes that begin on the same day; the later one wins.
        opd: None for the city.
        nilai: by code, in thousandths of its unit, or the place of a choice.
    """

    id: int
    opd: Opd | None
    berlaku_sejak: date
    nilai: Mapping[str, Tiga[int]]

    @property
    def versi(self) -> str:
        """Its name in every derivation."""
        return f"{'k' if self.opd is None else 'o'}{self.id}"


def susun(awal: Ketentuan, ketetapan: Iterable[Ketetapan]) -> Ketentuan:
    """The factors of every day: the defaults, then each change from its date on, row by row.

    Raises:
        Invalid: a change that no set of factors can hold.
    """
    city = list(awal.parameter)
    own: dict[Opd, list[tuple[date, str, Profil]]] = defaultdict(list)
    for each in sorted(ketetapan, key=lambda k: (k.berlaku_sejak, k.id)):
        if each.opd is None:
            rows = {kode: tiga for kode, tiga in each.nilai.items() if kode in BARIS}
            if rows:
                city.append((each.berlaku_sejak, each.versi, city[-1][2].ganti(rows)))
        else:
            held = own[each.opd]
            before = held[-1][2] if held else Profil()
            held.append((each.berlaku_sejak, each.versi, profil_dengan(before, each.nilai)))
    profil = {opd: ((date.min, "bawaan", Profil()), *rows) for opd, rows in own.items()}
    return Ketentuan(tuple(city), {**awal.profil, **profil})


def profil_dengan(profil: Profil, nilai: Mapping[str, Tiga[int]]) -> Profil:
    """A profile with some of its values replaced.

    Raises:
        Invalid: a row that only the city sets, or a size that is no size.
    """
    own = {kode: tiga for kode, tiga in nilai.items() if kode not in KERTAS}
    return replace(
        profil,
        lebar_mm=_satu(nilai, "lebar_mm", profil.lebar_mm),
        tinggi_mm=_satu(nilai, "tinggi_mm", profil.tinggi_mm),
        gsm=_satu(nilai, "gsm", profil.gsm),
        dupleks=bool(nilai["dupleks"].tengah) if "dupleks" in nilai else profil.dupleks,
        ganti={**profil.ganti, **own},
    )


def _satu(nilai: Mapping[str, Tiga[int]], kode: str, kini: int) -> int:
    return nilai[kode].tengah // MILI if kode in nilai else kini


def periksa(nilai: Mapping[str, Tiga[int]], *, opd: bool) -> None:
    """Refuse what may not be set, or is not ordered.

    Args:
        opd: set by a perangkat daerah, which only describes its own paper.
    Raises:
        Invalid: `fields` names each code with its sentence.
    """
    boleh = OPD_BOLEH | KERTAS.keys() if opd else BARIS.keys() | {TAHUN_DASAR}
    wrong = dict.fromkeys(nilai.keys() - boleh, "Hanya kota yang menetapkan nilai ini.")
    for kode in nilai.keys() & boleh:
        if sentence := cela(SEMUA[kode], nilai[kode]):
            wrong[kode] = sentence
    if not nilai:
        raise Invalid("Belum ada nilai yang berubah.", {"nilai": "Ubah paling sedikit satu nilai."})
    if wrong:
        raise Invalid("Nilai belum dapat disimpan; perbaiki yang ditandai.", wrong)


def cela(baris: Baris, tiga: Tiga[int]) -> str:
    """What is wrong with three values of a row, as a sentence; "" when nothing is."""
    if baris.kode in TUNGGAL:
        if baris.pilihan or (baris.paling_kecil <= tiga.tengah <= baris.paling_besar and tiga.tengah % MILI == 0):
            return ""
        low, high = baris.paling_kecil // MILI, baris.paling_besar // MILI
        return f"Isi bilangan bulat antara {low} dan {high}."
    values: Sequence[int] = (tiga.rendah, tiga.tengah, tiga.tinggi)
    if not all(baris.paling_kecil <= value <= baris.paling_besar for value in values):
        return "Nilai ini di luar batas yang masuk akal."
    if list(values) != sorted(values, reverse=not baris.naik):
        return f"Nilai rendah, tengah, tinggi harus berurutan {'naik' if baris.naik else 'turun'}, supaya hemat rendah tidak melebihi hemat tinggi."
    return ""


def terakhir(ketetapan: Iterable[Ketetapan], kode: str, tanggal: date) -> int | None:
    """The single value of a code of the city on a date, in its unit; None when nobody set it."""
    dated = [k for k in ketetapan if k.opd is None and kode in k.nilai and k.berlaku_sejak <= tanggal]
    last = max(dated, key=lambda k: (k.berlaku_sejak, k.id), default=None)
    return None if last is None else last.nilai[kode].tengah // MILI


def kini(ketentuan: Ketentuan, opd: Opd | None, tanggal: date) -> dict[str, Tiga[int]]:
    """Every value that holds on a date for the city, or what a perangkat daerah may set for itself."""
    held = ketentuan.pada(opd if opd is not None else "", tanggal)
    if opd is None:
        return dict(held.parameter.nilai)
    p = held.profil
    own = {"lebar_mm": p.lebar_mm * MILI, "tinggi_mm": p.tinggi_mm * MILI, "gsm": p.gsm * MILI, "dupleks": p.dupleks}
    rows = {kode: Tiga(int(value), int(value), int(value)) for kode, value in own.items()}
    return {**rows, **{kode: held.parameter.nilai[kode] for kode in BARIS if kode in OPD_BOLEH}}


def parameter_dengan(parameter: Parameter, nilai: Mapping[str, Tiga[int]]) -> Parameter:
    """A set of the city with the rows of a change."""
    return parameter.ganti({kode: tiga for kode, tiga in nilai.items() if kode in BARIS})
