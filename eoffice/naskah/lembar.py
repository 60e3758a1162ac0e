"""A sheet of recipients as rows: its columns are recognised, and whatever is wrong is named by row and column."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eoffice.errors import Invalid
from eoffice.naskah import sulih
from eoffice.naskah.massal import PALING_BANYAK
from eoffice.pdf.isi.skema import FORBIDDEN, INVISIBLE

#: Field of a row → its column's name in the template, other names that people give it, and the most characters.
KOLOM: Final[Mapping[str, tuple[str, tuple[str, ...], int]]] = {
    "penerima": ("Penerima", ("yth", "yth.", "kepada", "nama penerima", "tujuan"), 300),
    "unit": ("Unit", ("perangkat daerah", "opd", "unit kerja"), 200),
    "jenis": ("Jenis Penerima", ("dalam/luar", "jenis"), 30),
    "tempat": ("Tempat", ("di", "kota tujuan"), 120),
    "untuk_perhatian": ("Untuk Perhatian", ("u.p.", "up", "u.p"), 200),
    "pos_el": ("Pos-el", ("pos el", "email", "e-mail", "surel"), 200),
}
DALAM: Final = frozenset({"dalam", "internal", "jabatan", "dalam kota"})
LUAR: Final = frozenset({"luar", "eksternal", "luar kota", "pihak luar"})
#: Most characters of a cell that is filled into the text.
PALING_PANJANG: Final = 1_000
_POS_EL: Final = re.compile(r"[^@\s<>\"',;]{1,80}@[A-Za-z0-9.-]{1,100}\.[A-Za-z]{2,20}")
_GALAT: Final = re.compile(r"#(REF|N/A|VALUE|NAME|DIV/0|NUM|NULL|SPILL|CALC)[!?]?", re.I)
#: Put before a cell so that a spreadsheet takes it for text; not part of it.
_TEKS: Final = re.compile(r"^'(?=[0-9=+\-@])")


@dataclass(frozen=True)
class BarisLembar:
    """One row: its number in the sheet, its cells by compared name, the fields that we know, and what is wrong."""

    nomor: int
    nilai: Mapping[str, str]
    isian: Mapping[str, str]
    salah: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lembar:
    """The columns as they are written, and the rows below them."""

    kolom: tuple[str, ...]
    baris: tuple[BarisLembar, ...]


def baca(rows: Sequence[Sequence[str]], *, siaran: bool) -> Lembar:
    """Read a sheet; empty rows are passed over, and the first row with anything in it names the columns.

    Args:
        siaran: one letter to all, so that nobody may be named twice; else only a whole row may not come twice.
    Raises:
        Invalid: no column for the recipient, a column twice, no row, or too many.
    """
    start = next((n for n, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if start is None:
        raise _refuse("Lembar ini kosong. Unduh contohnya, isi, lalu unggah lagi.")
    head = [" ".join(cell.split())[:60] for cell in rows[start]]
    names = [sulih.nama(cell) for cell in head]
    doubled = sorted(head[names.index(n)] for n, times in Counter(names).items() if n and times > 1)
    if doubled:
        raise _refuse(f"Kolom «{doubled[0]}» tertulis dua kali di baris judul. Hapus atau ganti nama salah satunya.")
    places = _places(names)
    if "penerima" not in places:
        written = ", ".join(f"«{cell}»" for cell in head if cell)[:200]
        raise _refuse(f"Kolom «Penerima» tidak ada di baris judul; yang ada: {written}. Pakailah lembar contoh.")
    found: list[BarisLembar] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(rows[start + 1 :], start + 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(found) >= PALING_BANYAK:
            raise _refuse(
                f"Paling banyak {PALING_BANYAK:,} penerima. Bagi menjadi beberapa surat massal.".replace(",", ".")
            )
        found.append(_row(number, head, names, places, cells, seen, siaran=siaran))
    if not found:
        raise _refuse("Lembar ini hanya berisi baris judul. Isi paling sedikit satu penerima.")
    return Lembar(tuple(cell for cell in head if cell), tuple(found))


def _refuse(said: str) -> Invalid:
    return Invalid(said, {"berkas": said})


def _places(names: Sequence[str]) -> dict[str, int]:
    found = {}
    for field, (label, others, _) in KOLOM.items():
        for name in (sulih.nama(label), *others):
            if name in names:
                found[field] = names.index(name)
                break
    return found


def _row(
    number: int,
    head: Sequence[str],
    names: Sequence[str],
    places: Mapping[str, int],
    cells: Sequence[str],
    seen: dict[tuple[str, ...], int],
    *,
    siaran: bool,
) -> BarisLembar:
    texts = [_TEKS.sub("", " ".join(cell.split())) for cell in cells] + [""] * (len(names) - len(cells))
    wrong = [(head[n], said) for n, text in enumerate(texts[: len(names)]) if (said := _cell(text))]
    extra = [text for text in texts[len(names) :] if text]
    if extra or any(text and not name for text, name in zip(texts, names, strict=False)):
        wrong.append(("", "Ada isi di kolom tanpa judul; beri judul kolomnya atau kosongkan."))
    clean = [INVISIBLE.sub("", FORBIDDEN.sub("", text))[:PALING_PANJANG] for text in texts]
    values = {name: clean[n] for n, name in enumerate(names) if name}
    fields = {}
    for field, (label, _, most) in KOLOM.items():
        text = clean[places[field]] if field in places else ""
        if len(text) > most:
            wrong.append((head[places[field]], f"{label} lebih dari {most} huruf."))
        fields[field] = text[:most]
    wrong += _fields(fields, head, places)
    key: tuple[str, ...] = (fields["penerima"].casefold(), fields["unit"].casefold(), fields["tempat"].casefold())
    key = key if siaran else tuple(clean)
    if fields["penerima"] and seen.setdefault(key, number) != number:
        wrong.append((head[places["penerima"]], f"Sama dengan baris {seen[key]}; hapus salah satunya."))
    return BarisLembar(number, values, fields, tuple(dict.fromkeys(wrong)))


def _cell(text: str) -> str:
    if _GALAT.fullmatch(text):
        return f"Berisi galat rumus {text[:12]}; perbaiki rumusnya atau ketik nilainya."
    if FORBIDDEN.search(text) or INVISIBLE.search(text):
        return "Memuat tanda yang tidak terlihat; ketik ulang selnya."
    if len(text) > PALING_PANJANG:
        return f"Lebih dari {PALING_PANJANG} huruf."
    return ""


def _fields(fields: Mapping[str, str], head: Sequence[str], places: Mapping[str, int]) -> list[tuple[str, str]]:
    wrong = []
    if not fields["penerima"]:
        wrong.append((head[places["penerima"]], "Penerima kosong."))
    kind = fields["jenis"].casefold()
    if kind and kind not in DALAM | LUAR:
        wrong.append((head[places["jenis"]], "Isi dengan «dalam» atau «luar», atau kosongkan."))
    if fields["pos_el"] and not _POS_EL.fullmatch(fields["pos_el"]):
        wrong.append((head[places["pos_el"]], f"Pos-el {fields['pos_el'][:60]} belum benar."))
    return wrong
