"""The questions, by kind, and which surat answer each how well: read from `kueri.json`, judged by what the surat were made to be.

A judgement is a list of conditions for each grade: 3 the very thing, 2 helps, 1 has to do with it. A condition is `ciri` of
the archive joined by `&`; `@` is the surat that the question was made from.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from eoffice.ukur.relevansi import surat
from eoffice.ukur.relevansi.surat import DATA, Surat

#: Kinds of question as the table names them.
MACAM: Final[dict[str, str]] = {
    "angka": "nomor dan potongannya",
    "agenda": "nomor agenda",
    "singkatan": "singkatan kantor",
    "imbuhan": "kata berimbuhan",
    "ketik": "salah ketik",
    "frasa": "frasa",
    "awalan": "awal kata",
    "kecuali": "pengecualian",
    "saring": "operator",
    "orang": "nama orang",
    "tempel": "hal ditempel",
    "campur": "campuran",
}
BULAN: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

Pengenal = tuple[str, int]


@dataclass(frozen=True)
class Kueri:
    """One question as typed, its kind, and the grades (3, 2, 1) of all that answer it."""

    macam: str
    teks: str
    nilai: dict[Pengenal, int]


@cache
def kueri() -> tuple[Kueri, ...]:
    """All questions with their judgements.

    Raises:
        ValueError: a condition that no surat meets, or a question made from more or less than one surat.
    """
    found: dict[str, list[list[Any]]] = json.loads((DATA / "kueri.json").read_text(encoding="utf-8"))
    return tuple(_judged(macam, *entry) for macam, entries in found.items() for entry in entries)


def _judged(macam: str, typed: str, tiga: list[str], dua: list[str], satu: list[str], contoh: str = "") -> Kueri:
    model, words = None, dict[str, str]()
    if contoh:
        fitting = [s for s in surat.arsip() if _fits(s, contoh)]
        if not fitting or (len(fitting) > 1 and "perkara:" in contoh):
            raise ValueError(f"{contoh}: {len(fitting)} surat")
        model = fitting[0]
        words = _words(model)
    nilai: dict[Pengenal, int] = {}
    for grade, conditions in ((3, tiga), (2, dua), (1, satu)):
        for condition in conditions:
            meant = [model] if condition == "@" and model else list(_meant(condition.format(**words)))
            if not meant:
                raise ValueError(f"{macam} {typed}: {condition}")
            for one in meant:
                nilai.setdefault((one.kind, one.id), grade)
    return Kueri(macam, typed.format(**words) if words else typed, nilai)


def _meant(condition: str) -> Iterator[Surat]:
    ciri = [known for part in condition.split("&") if (known := _berciri().get(part.strip())) is not None]
    some = min(ciri, key=len, default=surat.arsip())
    return (s for s in some if not s.tertutup and _fits(s, condition))


@cache
def _berciri() -> dict[str, list[Surat]]:
    """The surat by each of their traits, so that a condition looks only at those that have the rarest one it names."""
    found: dict[str, list[Surat]] = {}
    for one in surat.arsip():
        for each in one.ciri:
            found.setdefault(each, []).append(one)
    return found


def _words(model: Surat) -> dict[str, str]:
    """What a question may quote from the surat that it was made from."""
    return {
        "nomor": model.nomor,
        "urut": model.urut,
        "asal": model.asal,
        "kode": model.kode,
        "pangkal": model.kode.split(".")[0],
        "tahun": str(model.tanggal.year),
        "tanggal": f"{model.tanggal.day} {BULAN[model.tanggal.month - 1]} {model.tanggal.year}",
        "agenda": model.agenda,
        "no_agenda": model.agenda.split("/")[0],
        "hal": model.hal,
        "hal_besar": model.hal.upper(),
        "kalimat": model.isi.split(". ")[0],
        "ttd": model.ttd,
        "ttd_akhir": model.ttd.split()[-1],
        "orang": next((c.removeprefix("orang:") for c in model.ciri if c.startswith("orang:")), ""),
        "objek": next((c.removeprefix("objek:") for c in model.ciri if c.startswith("objek:")), ""),
    }


def _fits(one: Surat, condition: str) -> bool:
    return all(_has(one, part.strip()) for part in condition.split("&"))


def _has(one: Surat, part: str) -> bool:
    name, value = part.split(":", 1)
    match name:
        case "asal":
            return one.asal == value
        case "ttd":
            return one.ttd == value
        case "urut":
            return one.urut == value
        case "awal-urut":
            return one.urut.startswith(value)
        case "no-agenda":
            return one.agenda.split("/")[0] == value
        case "tahun":
            return str(one.tanggal.year) == value
        case "sesudah":
            return one.tanggal.isoformat() >= value
        case "kode":
            return one.kode == value or one.kode.startswith(f"{value}.")
        case "kode-tepat":
            return one.kode == value
        case "bukan-babak":
            return f"babak:{value}" not in one.ciri
    return part in one.ciri
