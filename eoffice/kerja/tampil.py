"""How the pages word a list: its chips, what can be done to many, and the way through it from an opened surat."""

from dataclasses import dataclass, replace
from typing import Final

from eoffice.kerja.konteks import Konteks
from eoffice.kerja.queries import Hitungan
from eoffice.kerja.states import Daftar, Macam, Saring, Tindakan, Urutan

LABEL_SARING: Final[dict[Saring, str]] = {
    Saring.BELUM_DIBACA: "Belum dibaca",
    Saring.SEGERA: "Segera",
    Saring.RAHASIA: "Terbatas atau rahasia",
    Saring.LEWAT: "Lewat tenggat",
}
LABEL_URUTAN: Final[dict[Urutan, str]] = {Urutan.BARU: "Terbaru", Urutan.TENGGAT: "Tenggat terdekat"}
URGENSI: Final = {"segera": ("Segera", "warn"), "amat_segera": ("Amat segera", "bad")}
SIFAT: Final = {"terbatas": "Terbatas", "rahasia": "Rahasia", "sangat_rahasia": "Sangat rahasia"}
_DATANG: Final = frozenset({Macam.SURAT, Macam.BAGIAN, Macam.TEMBUSAN})
#: Kinds that have a deadline of their own.
_BERBATAS: Final = frozenset(
    {Macam.SURAT, Macam.SURAT_JALAN, Macam.BAGIAN, Macam.BAGIAN_JALAN, Macam.LAPORAN, Macam.TOLAKAN}
)


@dataclass(frozen=True)
class Keping:
    """A chip: its word, where it leads, whether it is chosen, and how many it would leave, where that is known."""

    teks: str
    url: str
    aktif: bool
    jumlah: int | None = None


def keping(konteks: Konteks, counted: Hitungan) -> list[Keping]:
    """The chips of a list; one that is chosen leads back to the list without it."""
    plain = replace(konteks, posisi=None)
    found = []
    for saring in Saring:
        if not _fits(konteks.daftar, saring):
            continue
        chosen = saring in konteks.saring
        after = replace(plain, saring=konteks.saring ^ {saring})
        many = counted.dari(konteks.daftar, {saring}) if not chosen else None
        found.append(Keping(LABEL_SARING[saring], after.url, chosen, many))
    return found


def _fits(daftar: Daftar, saring: Saring) -> bool:
    if saring is Saring.BELUM_DIBACA:
        return bool(_DATANG & set(daftar.macam)) and not daftar.lewat
    if saring is Saring.LEWAT:
        return bool(_BERBATAS & set(daftar.macam)) and not daftar.lewat
    return True


def urutan(konteks: Konteks) -> list[Keping]:
    """The two orders of a list that has deadlines; none of one without."""
    if not _BERBATAS & set(konteks.daftar.macam):
        return []
    plain = replace(konteks, posisi=None)
    return [Keping(LABEL_URUTAN[u], replace(plain, urutan=u).url, u is konteks.urutan) for u in Urutan]


def tindakan(daftar: Daftar) -> list[Tindakan]:
    """What a list offers to do to many at once."""
    kinds = set(daftar.macam)
    found = []
    if _DATANG & kinds and not daftar.lewat:
        found.append(Tindakan.DIBACA)
    if Macam.SURAT in kinds:
        found += [Tindakan.BACA_SAJA, Tindakan.SELESAIKAN]
    return found
