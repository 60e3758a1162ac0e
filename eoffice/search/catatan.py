"""A record as the index sees it, and its place among all."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Kind = Literal["naskah", "surat_masuk", "arsip_impor"]
KINDS: Final[tuple[Kind, ...]] = ("naskah", "surat_masuk", "arsip_impor")

#: Words of a body that are indexed, about forty pages; one limit for every engine, so that all answer alike.
BODY_WORDS: Final = 12_000
PARTY_WORDS: Final = 3_000


@dataclass(frozen=True)
class Saring:
    """What facets count of a record; '' where it has none."""

    jenis: str = ""
    tahun: str = ""
    unit: str = ""
    klasifikasi: str = ""
    sifat: str = ""
    status: str = ""

    @property
    def teks(self) -> str:
        """As it is kept."""
        return "|".join((self.jenis, self.tahun, self.unit, self.klasifikasi, self.sifat, self.status))


@dataclass(frozen=True)
class Record:
    """A record as the index sees it. Who makes one decides what may be found: no body of Rahasia (OTR-08).

    `dari`, `kepada` and `ttd` are the names of sender, recipients and signer, `pihak` what else names the record;
    pages of `isi` are parted by form feeds; `tokens` come from `keys`, rights and filters together.
    """

    kind: Kind
    id: int
    tanggal: date
    hal: str
    nomor: str = ""
    isi: str = ""
    pihak: str = ""
    dari: str = ""
    kepada: str = ""
    ttd: str = ""
    tokens: frozenset[str] = frozenset()
    saring: Saring = Saring()


def place(tanggal: date, kind: Kind = KINDS[0], record_id: int = 0) -> int:
    """Where a record stands among all: by date, then kind, then id; newest first is the order of every answer."""
    return (tanggal.toordinal() << 40) | (KINDS.index(kind) << 38) | record_id


def placed(urut: int) -> tuple[Kind, int]:
    """Which record has this place; the reverse of `place`."""
    return KINDS[urut >> 38 & 3], urut & ((1 << 38) - 1)
