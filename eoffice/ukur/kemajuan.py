"""How far a load has come, kept beside what it loads, so that one that was cut short is gone on with."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from eoffice.ukur.rencana import Berkas

PENANDA: Final = "ukur-dimulai.json"


@dataclass(frozen=True)
class Mulai:
    """What is being loaded here, which file its records point to, and seconds of processor time that it has cost so far."""

    banyak: int
    benih: int
    alamat: str
    key: str = ""
    size: int = 0
    sha256: str = ""
    cpu_baris: float = 0
    cpu_indeks: float = 0

    @property
    def berkas(self) -> Berkas | None:
        """The file, once it was stored."""
        return Berkas(self.key, self.size, self.sha256) if self.key else None


def baca(folder: Path) -> Mulai | None:
    """The load that was begun in this folder and has not ended."""
    path = folder / PENANDA
    return Mulai(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def tulis(folder: Path, found: Mulai) -> Mulai:
    """Keep how far it has come."""
    path = folder / PENANDA
    fresh = path.with_suffix(".baru")
    fresh.write_text(json.dumps(asdict(found)), encoding="utf-8")
    fresh.replace(path)
    return found


def selesai(folder: Path) -> None:
    """Nothing is left to go on with."""
    (folder / PENANDA).unlink(missing_ok=True)


class Langkah:
    """Tells of every so many records how many are done, and how many a second it were since the last time."""

    def __init__(self, whole: int, each: int, say: Callable[[str], None]) -> None:
        self.whole, self.each, self.say = whole, each, say
        self.done, self.since = 0, time.monotonic()

    def mulai(self, done: int) -> None:
        """So many were done before."""
        self.done, self.since = done, time.monotonic()

    def sampai(self, done: int) -> None:
        """So many are done now."""
        if done // self.each == self.done // self.each:
            return
        now = time.monotonic()
        rate = (done - self.done) / max(now - self.since, 0.001)
        self.say(f"  {done} dari {self.whole} surat, {rate:.0f} tiap detik")
        self.done, self.since = done, now


class Biaya:
    """Adds the processor time of one part of a load to what was kept of it."""

    def __init__(self, folder: Path, kept: Mulai, spent: Callable[[], float], *, indeks: bool = False) -> None:
        self.folder, self.kept, self.spent, self.indeks = folder, kept, spent, indeks
        self.began, self.before = spent(), kept.cpu_indeks if indeks else kept.cpu_baris

    def catat(self) -> Mulai:
        """Keep what it has cost until now."""
        cost = self.before + self.spent() - self.began
        known = replace(self.kept, cpu_indeks=cost) if self.indeks else replace(self.kept, cpu_baris=cost)
        self.kept = tulis(self.folder, known)
        return self.kept
