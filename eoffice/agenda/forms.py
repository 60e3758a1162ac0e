"""Posted fields of the agenda pages."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from eoffice.agenda.actions import Isian
from eoffice.agenda.states import Kehadiran
from eoffice.web.fields import Fields, Form, reading

_JAM: Final = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")


def _jam(f: Fields, name: str, label: str, *, required: bool) -> time | None:
    raw = f.text(name, label, max=8, required=required)
    found = _JAM.fullmatch(raw)
    if raw and found is None:
        f.wrong(name, f"{label} ditulis seperti 09.00.")
    return time(int(found[1]), int(found[2])) if found else None


def acara(form: Form) -> tuple[Isian, int, int]:
    """What, when and where; for which jabatan (0 when the form does not ask); and the version. Raises Invalid."""
    with reading(form) as f:
        start = _jam(f, "mulai", "Jam mulai", required=True)
        found = Isian(
            judul=f.text("judul", "Acara", max=500, min=3),
            tanggal=f.date("tanggal", "Tanggal"),
            mulai=start or time(),
            selesai=_jam(f, "selesai", "Jam selesai", required=False),
            tempat=f.text("tempat", "Tempat", max=300, required=False),
            catatan=f.text("catatan", "Catatan", max=2000, required=False, lines=True),
        )
        if start is not None and found.selesai is not None and found.selesai <= start:
            f.wrong("selesai", "Jam selesai harus sesudah jam mulai.")
        jabatan = f.maybe_integer("jabatan", "Agenda") or 0
        answer = found, jabatan, f.version()
    return answer


@dataclass(frozen=True)
class Jawab:
    """What was said to an appointment."""

    kehadiran: Kehadiran
    alasan: str
    versi: int


def jawab(form: Form) -> Jawab:
    """Coming, undecided, or not coming with a reason. Raises Invalid."""
    with reading(form) as f:
        said = f.choice("kehadiran", "Jawaban", Kehadiran)
        if said not in (Kehadiran.HADIR, Kehadiran.MENUNGGU, Kehadiran.TIDAK_HADIR):
            f.wrong("kehadiran", "Pilih hadir, belum dipastikan, atau tidak hadir.")
        found = Jawab(said, f.text("alasan", "Alasan", max=300, required=False), f.version())
    return found


def wakil(form: Form) -> tuple[int, str, int]:
    """Who goes instead, a note, and the version. Raises Invalid."""
    with reading(form) as f:
        found = f.integer("wakil", "Yang mewakili"), f.text("alasan", "Catatan", max=300, required=False), f.version()
    return found


def alasan(form: Form) -> tuple[str, int]:
    """A reason and the version. Raises Invalid."""
    with reading(form) as f:
        found = f.text("alasan", "Alasan", max=300, min=5), f.version()
    return found
