"""A row of the bench, the table that people read, and the JSON that machines compare."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from eoffice.ukur.takar import Nilai, Takaran

#: What the JSON promises; raised when a field changes its meaning.
VERSI = 1


@dataclass(frozen=True)
class Sasaran:
    """A target in words, and whether the measured numbers reach it."""

    kata: str
    tercapai: bool


def paling(ukuran: float, batas: float, kata: str) -> Sasaran:
    """A target that is an upper limit; `kata` says it with its unit."""
    return Sasaran(kata, ukuran <= batas)


def sedikitnya(ukuran: float, batas: float, kata: str) -> Sasaran:
    """A target that is a lower limit."""
    return Sasaran(kata, ukuran >= batas)


@dataclass(frozen=True)
class Baris:
    """One thing measured: ours, what stands beside it in the same run, and the targets."""

    nama: str
    apa: str
    kita: Takaran | Nilai
    pembanding: str
    batas: Takaran | Nilai | None
    sasaran: tuple[Sasaran, ...] = ()
    catatan: str = ""

    @property
    def rasio(self) -> float | None:
        """Ours over the limit: processor time (p50) of calls, or the two numbers."""
        if isinstance(self.kita, Takaran) and isinstance(self.batas, Takaran):
            return rasio(self.kita, self.batas)
        if isinstance(self.kita, Nilai) and isinstance(self.batas, Nilai):
            return self.kita.nilai / self.batas.nilai if self.batas.nilai else None
        return None

    @property
    def tercapai(self) -> bool | None:
        """Whether every target is reached; None when there is none."""
        return all(s.tercapai for s in self.sasaran) if self.sasaran else None


def rasio(kita: Takaran, batas: Takaran) -> float:
    """Processor time of ours over that of the limit."""
    return kita.cpu_p50 / max(batas.cpu_p50, 1e-6)


@dataclass(frozen=True)
class Jalannya:
    """One run: where, on what, with which corpus, and the rows."""

    tanggal: str
    mesin: str
    basis: str
    simpanan: str
    banyak: int
    benih: int
    ulang: int
    baris: tuple[Baris, ...] = field(default=())


def as_json(run: Jalannya) -> str:
    """The run as JSON; durations in milliseconds."""
    rows = [
        asdict(row) | {"rasio": None if row.rasio is None else round(row.rasio, 3), "tercapai": row.tercapai}
        for row in run.baris
    ]
    found: dict[str, Any] = {"versi": VERSI} | asdict(run) | {"baris": rows}
    return json.dumps(found, ensure_ascii=False, indent=2)


HEAD = ("Baris", "CPU p50", "p95", "jam p50", "p95", "Pembanding", "CPU p50", "Rasio", "Sasaran", "Hasil")


def as_table(run: Jalannya) -> str:
    """The run as an aligned table for a terminal; durations in milliseconds."""
    rows = [HEAD, *map(_cells, run.baris)]
    width = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    right = {1, 2, 3, 4, 6, 7}
    lines = [
        "  ".join(c.rjust(w) if at in right else c.ljust(w) for at, (c, w) in enumerate(zip(row, width, strict=True)))
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * w for w in width))
    notes = [f"{row.nama}: {row.catatan}" for row in run.baris if row.catatan]
    said = [line.rstrip() for line in lines]
    return "\n".join([*said, *([""] if notes else []), *notes])


def _cells(row: Baris) -> tuple[str, ...]:
    ours = row.kita
    if isinstance(ours, Takaran):
        four = tuple(angka(x) for x in (ours.cpu_p50, ours.cpu_p95, ours.wall_p50, ours.wall_p95))
    else:
        four = (f"{angka(ours.nilai)} {ours.satuan}", "", "", "")
    beside = row.batas
    if isinstance(beside, Takaran):
        limit = angka(beside.cpu_p50)
    else:
        limit = f"{angka(beside.nilai)} {beside.satuan}" if beside is not None else ""
    result = {None: "-", True: "tercapai", False: "belum"}[row.tercapai]
    share = "" if row.rasio is None else angka(row.rasio)
    return (row.apa, *four, row.pembanding, limit, share, " dan ".join(s.kata for s in row.sasaran) or "-", result)


def angka(value: float) -> str:
    """Three figures that mean something, the Indonesian way: `0,042`, `3,18`, `1.718`."""
    if value == 0:
        return "0"
    digits = 3 if value < 1 else 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))
