"""The texts of a naskah with their places, and changing one without touching anything else."""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from eoffice.errors import Conflict
from eoffice.naskah.periksa.nilai import Bahan, Jalur, Teks, Ubah
from eoffice.pdf import isi as isi_naskah

LABEL: Final[Mapping[str, str]] = {
    "hal": "Hal",
    "tujuan": "Tujuan",
    "tembusan": "Tembusan",
    "isi": "Isi",
    "kode_klasifikasi": "Klasifikasi",
    "penandatangan_id": "Penandatangan",
    "sifat": "Sifat",
    "nomor": "Nomor",
    "lampiran": "Lampiran",
    "rute": "Paraf",
}
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d")
_BERUBAH: Final = "Teksnya sudah berubah sejak diperiksa. Periksa sekali lagi."


def kumpulkan(bahan: Bahan) -> tuple[Teks, ...]:
    """Every text that a reader of the naskah sees, in the order of the page. Dates and times as such are not among them."""
    return tuple(_semua(bahan))


def _semua(bahan: Bahan) -> Iterator[Teks]:
    if bahan.hal and bahan.hal_diketik:
        yield Teks(("hal",), "Tentang" if bahan.keluarga in ("J", "H") else "Hal", bahan.hal)
    for i, p in enumerate(bahan.tujuan):
        yield from _penerima("tujuan", i, p.teks, p.tempat)
    for name, value in bahan.rincian.items():
        label = bahan.label.get(name) or name.replace("_", " ").capitalize()
        yield from _rincian(value, ("rincian", name), label)
    if bahan.isi is not None:
        yield from _badan(bahan.isi["doc"], ("isi",))
    for i, p in enumerate(bahan.tembusan):
        yield from _penerima("tembusan", i, p.teks, p.tempat)


def _penerima(peran: str, i: int, teks: str, tempat: str) -> Iterator[Teks]:
    for name, value in (("teks", teks), ("tempat", tempat)):
        if value:
            yield Teks((peran, i, name), LABEL[peran], value)


def _rincian(value: Any, jalur: Jalur, label: str) -> Iterator[Teks]:
    if isinstance(value, str):
        if value and not _ISO.fullmatch(value):
            yield Teks(jalur, label, value)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _rincian(item, (*jalur, name), label)
    elif isinstance(value, Sequence):
        for i, item in enumerate(value):
            yield from _rincian(item, (*jalur, i), label)


def _badan(node: Mapping[str, Any], jalur: Jalur) -> Iterator[Teks]:
    if node["type"] == "paragraph":
        words = isi_naskah.inline_text(node)
        if words.strip():
            yield Teks(jalur, "Isi", words)
        return
    for i, child in enumerate(node.get("content", ())):
        if child["type"] not in ("text", "field", "hard_break"):
            yield from _badan(child, (*jalur, i))


def terapkan(nilai: Mapping[str, Any], ubah: Sequence[Ubah]) -> dict[str, Any]:
    """The values with these changes made; the ones given stay as they are. A change that empties a recipient removes it.

    Args:
        nilai: hal (str), isi (body), rincian (dict), tujuan and tembusan (lists of dicts with teks and tempat), sifat (str).
    Raises:
        Conflict: at one of the places stands something else by now.
    """
    new = copy.deepcopy(dict(nilai))
    for each in sorted(ubah, key=lambda u: u.awal, reverse=True):  # later words first, so that the places stay true
        _satu(new, each)
    for peran in ("tujuan", "tembusan"):
        if any(u.jalur[0] == peran for u in ubah):
            new[peran] = [row for row in new[peran] if row["teks"].strip()]
    return new


def _satu(values: dict[str, Any], ubah: Ubah) -> None:
    holder: Any = values
    try:
        if ubah.jalur[0] == "isi":
            node = values["isi"]["doc"]
            for step in ubah.jalur[1:]:
                node = node["content"][step]
            _paragraf(node, ubah)
            return
        for step in ubah.jalur[:-1]:
            holder = holder[step]
        last: Any = ubah.jalur[-1]
        old = holder[last]
    except (KeyError, IndexError, TypeError):
        raise Conflict(_BERUBAH) from None
    if not isinstance(old, str) or old[ubah.awal : ubah.awal + len(ubah.lama)] != ubah.lama:
        raise Conflict(_BERUBAH)
    holder[last] = old[: ubah.awal] + ubah.baru + old[ubah.awal + len(ubah.lama) :]


def _paragraf(node: dict[str, Any], ubah: Ubah) -> None:
    """Change words of a paragraph; new words look like the first of the old ones, everything else keeps its look."""
    end = ubah.awal + len(ubah.lama)
    if node.get("type") != "paragraph" or isi_naskah.inline_text(node)[ubah.awal : end] != ubah.lama:
        raise Conflict(_BERUBAH)
    kept: list[dict[str, Any]] = []
    at, written = 0, False
    for child in node.get("content", []):
        width = len(isi_naskah.inline_text({"content": [child]}))
        start, stop = max(ubah.awal, at), min(end, at + width)
        touched = start < stop or (start == stop and not ubah.lama and not written and child["type"] == "text")
        if not touched:
            kept.append(child)
        elif child["type"] != "text":
            raise Conflict("Bagian ini memuat isian otomatis atau ganti baris, jadi perbaiki sendiri di penyunting.")
        else:
            words = child["text"]
            fresh = words[: start - at] + ("" if written else ubah.baru) + words[stop - at :]
            written = True
            if fresh:
                kept.append({**child, "text": fresh})
        at += width
    node["content"] = kept
    if not kept:
        del node["content"]


def balik(ubah: Sequence[Ubah]) -> tuple[Ubah, ...]:
    """The changes that undo these. Places of several changes in one text are counted in the text as it has become."""
    shift: dict[Jalur, int] = {}
    found = []
    for each in sorted(ubah, key=lambda u: u.awal):
        moved = shift.get(each.jalur, 0)
        found.append(Ubah(each.jalur, each.awal + moved, each.baru, each.lama))
        shift[each.jalur] = moved + len(each.baru) - len(each.lama)
    return tuple(found)
