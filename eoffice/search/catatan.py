"""A record as the index sees it, and its place among all."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
        """As it is kept, at full length."""
        return "|".join((self.jenis, self.tahun, self.unit, self.klasifikasi, self.sifat, self.status))


#: What is short for the commonest values, by their place among the six. Nothing short is ever given to another value, and
#: none is taken away, for indexes hold it.
_PENDEK: Final = {
    0: {
        "surat_masuk": "m", "surat_dinas": "d", "nota_dinas": "n", "surat_undangan": "u", "surat_tugas": "t",
        "surat_edaran": "e", "surat_perintah": "P", "pengumuman": "p", "memo": "o", "laporan": "l", "berita_acara": "b",
        "keputusan": "k", "surat_keterangan": "K", "surat_pengantar": "g", "telaahan_staf": "s", "notula": "N", "spd": "D",
    },
    4: {"biasa": "b", "terbatas": "t", "rahasia": "r", "sangat_rahasia": "s"},
    5: {
        "diberkaskan": "b", "terkirim": "k", "ditandatangani": "t", "tercatat": "c", "didisposisikan": "d", "selesai": "s",
        "untuk_diketahui": "u",
    },
}  # fmt: skip
_PANJANG: Final = {n: {short: long for long, short in known.items()} for n, known in _PENDEK.items()}
#: Where the year stands; one of this century is kept without it.
_TAHUN, _ABAD = 1, "20"
#: Before a value that something short could be mistaken for.
_UTUH: Final = "="


def _shorter(n: int, value: str) -> str:
    if n == _TAHUN and len(value) == 4 and value.startswith(_ABAD):
        return value.removeprefix(_ABAD)
    short = _PENDEK.get(n, {}).get(value)
    if short is not None:
        return short
    mistaken = len(value) == 2 if n == _TAHUN else n in _PENDEK and len(value) == 1
    return _UTUH + value if mistaken or value.startswith(_UTUH) else value


def _longer(n: int, kept: str) -> str:
    if kept.startswith(_UTUH):
        return kept.removeprefix(_UTUH)
    if n == _TAHUN and len(kept) == 2:
        return _ABAD + kept
    return _PANJANG.get(n, {}).get(kept, kept)


def ringkas(teks: str) -> str:
    """`Saring.teks` for where a thousand are read for a page: the fewer bytes, the fewer pages of a table they lie on."""
    return "|".join(_shorter(n, value) for n, value in enumerate(teks.split("|")))


@lru_cache(maxsize=8192)
def terurai(kept: str) -> tuple[str, ...]:
    """The six values of a `Saring`, however it is kept."""
    return tuple(_longer(n, value) for n, value in enumerate(kept.split("|")))


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
