"""From which list, narrowed and sorted how, and at which row of it somebody is: kept in the address, nowhere else."""

import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from eoffice.kerja.states import SEMUA, Daftar, Objek, Saring, Urutan

_WORD: Final = re.compile(r"[a-z_-]{0,80}")
_OWNER: Final = re.compile(r"[jpu][0-9]{1,18}")
_DIGITS: Final = re.compile(r"[0-9]{1,16}")


@dataclass(frozen=True)
class Posisi:
    """A row of a list: its place in the order, and what it is about."""

    nilai: int
    objek: Objek
    objek_id: int
    pemilik: str


@dataclass(frozen=True)
class Konteks:
    """A list with its chips and order, and the row that is open, if one is."""

    daftar: Daftar
    urutan: Urutan = Urutan.BARU
    saring: frozenset[Saring] = frozenset()
    posisi: Posisi | None = None

    def di(self, posisi: Posisi | None) -> "Konteks":
        """The same list at another row."""
        return replace(self, posisi=posisi)

    @property
    def teks(self) -> str:
        """As one word of an address, for `dari`."""
        parts = [self.daftar.kode, str(self.urutan), "-".join(sorted(self.saring))]
        if self.posisi is not None:
            p = self.posisi
            parts += [str(p.nilai), str(p.objek), str(p.objek_id), p.pemilik]
        return ".".join(parts)

    @property
    def query(self) -> str:
        """Chips and order as the query of the list's own address, with its question mark; '' for the plain list."""
        pairs = [("saring", str(s)) for s in sorted(self.saring)]
        if self.urutan is not Urutan.BARU:
            pairs.append(("urut", str(self.urutan)))
        return "?" + urlencode(pairs) if pairs else ""

    @property
    def url(self) -> str:
        """The address of the list."""
        return f"/kerja/{self.daftar.kode}{self.query}"

    def halaman(self, posisi: Posisi) -> str:
        """The address of the page after a row."""
        p = posisi
        return f"{self.url}{'&' if self.query else '?'}sesudah={p.nilai}.{p.objek}.{p.objek_id}.{p.pemilik}"


def posisi(raw: str) -> Posisi | None:
    """A row from an address; None for anything that we did not write."""
    parts = raw.split(".")
    if len(parts) != 4 or not (
        _DIGITS.fullmatch(parts[0]) and _DIGITS.fullmatch(parts[2]) and _OWNER.fullmatch(parts[3])
    ):
        return None
    if parts[1] not in set(Objek):
        return None
    return Posisi(int(parts[0]), Objek(parts[1]), int(parts[2]), parts[3])


def dari_teks(raw: str) -> Konteks | None:
    """The context that `Konteks.teks` wrote; None for anything else, which is then simply no context."""
    if len(raw) > 200:
        return None
    head, _, tail = raw.partition(".")
    parts = tail.split(".", 2)
    if head not in SEMUA or len(parts) < 2 or not all(_WORD.fullmatch(p) for p in parts[:2]):
        return None
    if parts[0] not in set(Urutan):
        return None
    made = Konteks(SEMUA[head], Urutan(parts[0]), saringan(parts[1].split("-")))
    return made.di(posisi(parts[2])) if len(parts) == 3 else made


def saringan(raw: list[str]) -> frozenset[Saring]:
    """The chips among some words; others are left out."""
    return frozenset(Saring(w) for w in raw if w in set(Saring))
