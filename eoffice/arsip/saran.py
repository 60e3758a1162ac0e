"""Which berkas and kode a record belongs to, judged by what lies in them already; values in, reasons out."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eoffice.pdf.kata import BULAN

_WORD: Final = re.compile(r"[^\W\d_]{3,40}")
#: Words that stand in the hal of any letter and say nothing about its matter.
_KATA_UMUM: Final = (
    "dan dari dalam dengan untuk pada yang atas akan oleh serta tahun bulan tanggal hari kepada tentang perihal hal surat "
    "nota dinas kota provinsi kabupaten kecamatan kelurahan nomor undangan permohonan permintaan penyampaian pengantar "
    "pemberitahuan tindak lanjut pelaksanaan kegiatan rangka triwulan semester periode hasil laporan usulan usul rapat"
)
_UMUM: Final = frozenset(_KATA_UMUM.split()) | frozenset(name.casefold() for name in BULAN)

#: From here on two records are taken to be about the same matter; the most that words alone give is 5.
SERUPA: Final = 4.0
#: So many records like it, in one berkas and in no other, make a proposal sure.
CUKUP: Final = 2
#: Words of the hal that a reason names.
_SEBUT: Final = 3


def kata(hal: str) -> frozenset[str]:
    """The words of a hal that say what it is about."""
    return frozenset(urut(hal))


def urut(hal: str) -> list[str]:
    """The same in their order, each once."""
    return list(dict.fromkeys(w for w in _WORD.findall(hal.casefold()) if w not in _UMUM))


@dataclass(frozen=True)
class Contoh:
    """A record that lies in a berkas, as far as it helps to place others."""

    berkas_id: int
    jenis: str
    asal: str
    unit_id: int
    kode: str
    kata: frozenset[str]


@dataclass(frozen=True)
class Dicari:
    """A record without a place."""

    jenis: str
    asal: str
    unit_id: int
    kode: str
    hal: str


@dataclass(frozen=True)
class Saran:
    """One berkas for one record: how strongly, from how many like it, and why, as one sentence without its full stop."""

    berkas_id: int
    nilai: float
    banyak: int
    alasan: str


def mirip(dicari: Dicari, contoh: Contoh, words: frozenset[str]) -> float:
    """How alike two records are: up to 5 for the words of the hal, 2 for the sender, 1 each for unit, jenis, and kode.

    Two different kode are two different matters: 0.
    """
    if dicari.kode and contoh.kode and dicari.kode != contoh.kode:
        return 0.0
    shared = words & contoh.kata
    least = min(len(words), len(contoh.kata))
    found = 5.0 * len(shared) / least if len(shared) > 1 or (least == 1 and shared) else 0.0
    found += 2.0 if _sama(dicari.asal, contoh.asal) else 0.0
    found += 1.0 if dicari.unit_id == contoh.unit_id else 0.0
    found += 1.0 if dicari.jenis == contoh.jenis else 0.0
    found += 1.0 if dicari.kode and dicari.kode == contoh.kode else 0.0
    return found


def _asal(name: str) -> str:
    return " ".join(name.casefold().split())


def _sama(one: str, other: str) -> bool:
    return bool(one) and _asal(one) == _asal(other)


class Rujukan:
    """What lies in the berkas already, found by its words and its sender."""

    def __init__(self, contoh: Iterable[Contoh]) -> None:
        self._contoh = list(contoh)
        self._by: dict[str, list[int]] = {}
        for n, each in enumerate(self._contoh):
            for key in (*each.kata, f" {_asal(each.asal)}" if each.asal else ""):
                if key:
                    self._by.setdefault(key, []).append(n)

    def near(self, dicari: Dicari, words: Iterable[str]) -> Iterator[Contoh]:
        """Those with a word or the sender in common, each once."""
        keys = (*words, f" {_asal(dicari.asal)}" if dicari.asal else "")
        for n in sorted({n for key in keys for n in self._by.get(key, ())}):
            yield self._contoh[n]


def sarankan(dicari: Dicari, rujukan: Rujukan, berkas_ids: Container[int]) -> list[Saran]:
    """The berkas, of these, that hold records like this one, the likeliest first; of equals the one with more of them."""
    ordered = urut(dicari.hal)
    words = frozenset(ordered)
    alike: dict[int, list[tuple[float, Contoh]]] = {}
    for each in rujukan.near(dicari, words):
        score = mirip(dicari, each, words) if each.berkas_id in berkas_ids else 0.0
        if score >= SERUPA:
            alike.setdefault(each.berkas_id, []).append((score, each))
    found = []
    for berkas_id, rows in alike.items():
        best = max(score for score, _ in rows)
        said = _alasan(dicari, ordered, [each for _, each in rows])
        found.append(Saran(berkas_id, best + min(len(rows), 5) / 5, len(rows), said))
    return sorted(found, key=lambda s: (-s.nilai, -s.banyak, -s.berkas_id))


def _alasan(dicari: Dicari, ordered: Sequence[str], rows: Sequence[Contoh]) -> str:
    """«3 surat dari Dinas Sosial tentang bansos sudah ada di berkas ini», as far as it is true of all that are counted."""
    sender = [each for each in rows if _sama(dicari.asal, each.asal)]
    counted = sender if 2 * len(sender) >= len(rows) else list(rows)
    spoken = Counter(word for each in counted for word in each.kata if word in ordered)
    common = [word for word in ordered if spoken[word] == len(counted)][:_SEBUT]
    said = f"{len(counted)} {'surat' if dicari.jenis == 'surat_masuk' else 'naskah'}"
    said += f" dari {dicari.asal}" if sender and counted is sender else ""
    said += f" tentang {' '.join(common)}" if common else " yang serupa"
    return f"{said} sudah ada di berkas ini"


def yakin(saran: Sequence[Saran], *, pas: Mapping[int, bool]) -> bool:
    """Whether the first of these can be accepted without looking: enough alike, alone at the top, of the right time.

    Args:
        pas: of each berkas, whether the record's date lies within the span its title tells.
    """
    if not saran or saran[0].banyak < CUKUP or not pas.get(saran[0].berkas_id, False):
        return False
    return len(saran) == 1 or saran[0].nilai - saran[1].nilai >= 0.5
