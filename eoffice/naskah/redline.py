"""What changed between two versions of a naskah: its fields, and its body word by word. Pure."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from eoffice.naskah import jenis
from eoffice.pdf import isi as isi_naskah

Jenis = Literal["sama", "tambah", "hapus"]

#: Beyond so many words in one changed stretch, whole lines are shown as taken out and put in.
MOST_WORDS: Final = 6_000
_WORDS: Final = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Potongan:
    """A run of words that stayed, came, or went."""

    jenis: Jenis
    teks: str


@dataclass(frozen=True)
class Baris:
    """A line of the body."""

    potongan: tuple[Potongan, ...]

    @property
    def berubah(self) -> bool:
        """Whether anything in it changed."""
        return any(p.jenis != "sama" for p in self.potongan)


@dataclass(frozen=True)
class Kolom:
    """A field whose value changed; a list field also says what came and went."""

    label: str
    lama: str
    baru: str


@dataclass(frozen=True)
class Redline:
    """Everything that changed. `tata_letak`: the words are the same, but their form (bold, list, table) is not."""

    kolom: tuple[Kolom, ...]
    isi: tuple[Baris, ...]
    tata_letak: bool

    @property
    def berubah(self) -> bool:
        """Whether the two versions differ at all."""
        return bool(self.kolom) or self.tata_letak or any(b.berubah for b in self.isi)


LABEL: Final = {
    "hal": "Hal",
    "sifat": "Sifat",
    "urgensi": "Urgensi",
    "kode_klasifikasi": "Klasifikasi",
    "penandatangan_id": "Penandatangan",
    "bentuk": "Bentuk tanda tangan",
    "tujuan": "Tujuan",
    "tembusan": "Tembusan",
    "lampiran": "Lampiran",
}


def compare(
    lama: Mapping[str, Any],
    baru: Mapping[str, Any],
    *,
    nama_jabatan: Callable[[int | None], str],
    kolom: Sequence[jenis.Kolom],
) -> Redline:
    """Compare two contents as `Naskah.content` makes them.

    Args:
        nama_jabatan: the name of a jabatan by its id.
        kolom: the fields that belong to the jenis (`rincian`).
    """
    changed = []
    for name, title in LABEL.items():
        before, after = (_shown(name, side.get(name), nama_jabatan) for side in (lama, baru))
        if before != after:
            changed.append(Kolom(title, before, after))
    olds, news = lama.get("rincian") or {}, baru.get("rincian") or {}
    own = {k.nama: k for k in kolom}
    for name in dict.fromkeys([*own, *olds, *news]):
        known = own.get(name)
        before, after = (jenis.rincian.sebagai_teks(known, side.get(name)) for side in (olds, news))
        if before != after:
            changed.append(Kolom(known.label if known else name, before, after))
    texts = [isi_naskah.plain_text(side["isi"]) for side in (lama, baru)]
    lines = tuple(compare_text(*texts))
    same_words = texts[0] == texts[1]
    return Redline(tuple(changed), lines, same_words and lama["isi"] != baru["isi"])


def compare_text(lama: str, baru: str) -> Iterator[Baris]:
    """Lines of the newer text, with what went between them; changed lines word by word."""
    olds, news = lama.split("\n"), baru.split("\n")
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Baris((Potongan("sama", line),)) for line in olds[a1:a2])
            continue
        gone, come = olds[a1:a2], news[b1:b2]
        paired = min(len(gone), len(come))
        for before, after in zip(gone[:paired], come[:paired], strict=True):
            yield Baris(tuple(_words(before, after)))
        yield from (Baris((Potongan("hapus", line),)) for line in gone[paired:])
        yield from (Baris((Potongan("tambah", line),)) for line in come[paired:])


def _words(lama: str, baru: str) -> Iterator[Potongan]:
    before, after = _WORDS.findall(lama), _WORDS.findall(baru)
    if len(before) + len(after) > MOST_WORDS:
        yield from (Potongan("hapus", lama), Potongan("tambah", baru))
        return
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Potongan("sama", "".join(before[a1:a2]))
            continue
        if a2 > a1:
            yield Potongan("hapus", "".join(before[a1:a2]))
        if b2 > b1:
            yield Potongan("tambah", "".join(after[b1:b2]))


def _shown(name: str, value: Any, nama_jabatan: Callable[[int | None], str]) -> str:
    if name == "penandatangan_id":
        return nama_jabatan(value)
    if name in ("tujuan", "tembusan"):
        return "\n".join(_recipient(row) for row in value or ())
    if name == "lampiran":
        return "\n".join(str(row[0]) for row in value or ())
    if name in ("sifat", "urgensi", "bentuk"):
        return str(value or "").replace("_", " ").capitalize()
    return _plain(value)


def _recipient(row: Sequence[Any]) -> str:
    teks, tempat, perhatian = (str(part or "") for part in row[2:5])
    return ", ".join(part for part in (teks, tempat, f"u.p. {perhatian}" if perhatian else "") if part)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return "" if value is None else str(value)
