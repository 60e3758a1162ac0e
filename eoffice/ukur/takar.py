"""The stopwatch: processor time of this process and of the PostgreSQL processes it talks to, and time on the wall."""

import gc
import math
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event

#: Calls before the first one that counts: what is made once and kept is made here.
PEMANASAN: Final = 3


@dataclass(frozen=True)
class Takaran:
    """How long one call takes, in milliseconds: half of the calls and 95 of 100 stay below these."""

    n: int
    cpu_p50: float
    cpu_p95: float
    wall_p50: float
    wall_p95: float


@dataclass(frozen=True)
class Nilai:
    """One number that is no duration of a call: a rate, a size, a count."""

    nilai: float
    satuan: str


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share (0 to 1) does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def takaran(cpu: Sequence[float], wall: Sequence[float]) -> Takaran:
    """From single durations in milliseconds."""
    return Takaran(
        n=len(cpu),
        cpu_p50=quantile(cpu, 0.5),
        cpu_p95=quantile(cpu, 0.95),
        wall_p50=quantile(wall, 0.5),
        wall_p95=quantile(wall, 0.95),
    )


class Jam:
    """Reads the clocks. PostgreSQL's own time is counted when its processes run on this machine (Linux)."""

    def __init__(self, engine: Engine) -> None:
        self.backends: set[int] = set()
        if engine.dialect.name == "postgresql":
            engine.dispose()
            event.listen(engine, "connect", self._met)

    def _met(self, connection: Any, _record: object) -> None:
        pid = connection.info.backend_pid
        with suppress(OSError):
            if Path(f"/proc/{pid}/comm").read_text().strip().startswith("postgres"):
                self.backends.add(pid)

    def elsewhere(self) -> int:
        """Nanoseconds of processor time that the database's processes have used so far."""
        total = 0
        for pid in self.backends:
            with suppress(OSError, ValueError, IndexError):
                total += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
        return total

    def once(self, call: Callable[[], object], times: int = 1) -> tuple[float, float]:
        """Processor and wall milliseconds of one call, from so many in a row."""
        before = self.elsewhere()
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        for _ in range(times):
            call()
        cpu, wall = time.process_time_ns() - cpu, time.perf_counter_ns() - wall
        cpu += max(0, self.elsewhere() - before)
        return cpu / times / 1e6, wall / times / 1e6

    def berdampingan(self, calls: Sequence[Callable[[], object]], ulang: int, *, times: int = 1) -> list[Takaran]:
        """Measure some calls in turn, so that whatever else the machine does falls on all of them alike.

        Args:
            ulang: samples of each.
            times: calls in a row that make one sample; more than one for what takes less than a tenth of a millisecond.
        """
        for call in calls:
            for _ in range(PEMANASAN if ulang > PEMANASAN else 1):
                call()
        gc.collect()
        found: list[tuple[list[float], list[float]]] = [([], []) for _ in calls]
        for _ in range(ulang):
            for call, (cpu, wall) in zip(calls, found, strict=True):
                spent, passed = self.once(call, times)
                cpu.append(spent)
                wall.append(passed)
        return [takaran(cpu, wall) for cpu, wall in found]
