"""The disposisi that a package brought along with a surat masuk, as a tree: read to be shown, never taken for rows of ours."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from eoffice import clock
from eoffice.disposisi.states import INSTRUKSI, LABEL, LABEL_PERAN

#: Parts of one chain that are shown, and as many reports; how deep parts may hang on each other, and how many instructions
#: one has. No office comes near any of them.
TERBANYAK: Final = 500
TERDALAM: Final = 20
INSTRUKSI_TERBANYAK: Final = 50
#: Characters of a text, and of a name or a code: one that stands in the file once may be shown at every part.
TEKS, NAMA = 4000, 300
#: Bytes of the file that tells of them; what is longer is fetched with the package, not shown. Read as JSON it takes up to
#: thirty times as much.
TERPANJANG: Final = 4 * 1024 * 1024
_TAK_DIKENAL: Final = "Jabatan tidak disebut"


@dataclass(frozen=True)
class Laporan:
    """What was reported on a part, and what its giver said of that."""

    oleh: str
    pada: datetime | None
    uraian: str
    kemajuan: int | None
    kembali: bool
    catatan: str


@dataclass(frozen=True)
class Bagian:
    """One recipient of a disposisi as the package tells it, with its reports and what was given further from there."""

    kepada: str
    dari: str
    oleh: str
    pada: datetime | None
    peran: str
    keadaan: str
    instruksi: str
    catatan: str
    batas: date | None
    dibaca: datetime | None
    selesai: datetime | None
    tolak: str
    laporan: tuple[Laporan, ...]
    anak: tuple["Bagian", ...]


def baca(content: bytes) -> tuple[Bagian, ...]:
    """The trees of a `sumber.json`; none where it tells of no disposisi. It is a stranger's file: nothing in it is trusted."""
    if len(content) > TERPANJANG:
        return ()
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return ()
    kept = _group(told, "catatan")
    return _Pohon(_group(kept, "tabel"), _group(kept, "rujukan")).di_bawah(None, 0)


class _Pohon:
    """The rows by what they hang on; each is shown once, so that no ring is followed."""

    def __init__(self, tabel: Mapping[str, Any], rujukan: Mapping[str, Any]) -> None:
        self._nama = {
            name: {_number(r, "id"): _text(r, "nama", NAMA) for r in _rows(rujukan, name)}
            for name in ("jabatan", "pegawai")
        }
        self._disposisi = _by(tabel, "disposisi", "induk_id")
        self._penerima = _by(tabel, "disposisi_penerima", "disposisi_id")
        self._laporan = _by(tabel, "tindak_lanjut", "penerima_id")
        self._sisa = self._sisa_laporan = TERBANYAK

    def di_bawah(self, induk_id: int | None, depth: int) -> tuple[Bagian, ...]:
        """What was given from a part, or by the addressee of the surat."""
        found: list[Bagian] = []
        for given in self._disposisi.pop(induk_id, ()) if depth < TERDALAM else ():
            given_id = _number(given, "id")
            for part in self._penerima.pop(given_id, ()) if given_id is not None else ():
                if self._sisa <= 0:
                    break
                self._sisa -= 1
                found.append(self._bagian(given, part, depth))
        return tuple(found)

    def _bagian(self, given: Mapping[str, Any], part: Mapping[str, Any], depth: int) -> Bagian:
        told = given.get("instruksi")
        every = told[:INSTRUKSI_TERBANYAK] if isinstance(told, list) else []
        codes = [_readable(c, NAMA) for c in every if isinstance(c, str)]
        declined, moved = _text(part, "alasan_tolak"), _text(part, "catatan_alih")
        part_id = _number(part, "id")
        return Bagian(
            kepada=self._siapa("jabatan", part, "jabatan_id") or _TAK_DIKENAL,
            dari=self._siapa("jabatan", given, "pemberi_jabatan_id") or _TAK_DIKENAL,
            oleh=self._siapa("pegawai", given, "pemberi_id"),
            pada=_time(given, "at"),
            peran=_label(LABEL_PERAN, _text(part, "peran")),
            keadaan=_label(LABEL, _text(part, "status")),
            instruksi="; ".join(INSTRUKSI[c].label if c in INSTRUKSI else c for c in codes),
            catatan=_text(given, "catatan"),
            batas=_day(given, "batas"),
            dibaca=_time(part, "dibaca_at"),
            selesai=_time(part, "selesai_at"),
            tolak="; ".join(x for x in (declined, moved) if x),
            laporan=self._terlapor(part_id),
            anak=self.di_bawah(part_id, depth + 1) if part_id is not None else (),
        )

    def _terlapor(self, part_id: int | None) -> tuple[Laporan, ...]:
        told = self._laporan.pop(part_id, [])[: self._sisa_laporan]
        self._sisa_laporan -= len(told)
        return tuple(map(self._dilaporkan, told))

    def _dilaporkan(self, row: Mapping[str, Any]) -> Laporan:
        return Laporan(
            oleh=self._siapa("pegawai", row, "oleh_id") or self._siapa("jabatan", row, "oleh_jabatan_id"),
            pada=_time(row, "at"),
            uraian=_text(row, "uraian"),
            kemajuan=_percent(row, "kemajuan") if _text(row, "status") == "sebagian" else None,
            kembali=_text(row, "status") == "dikembalikan",
            catatan=_text(row, "catatan_pemberi"),
        )

    def _siapa(self, of: str, row: Mapping[str, Any], name: str) -> str:
        number = _number(row, name)
        return self._nama[of].get(number, "") if number is not None else ""


def _by(tabel: Mapping[str, Any], name: str, owner: str) -> dict[int | None, list[dict[str, Any]]]:
    found: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(tabel, name):
        found[_number(row, owner)].append(row)
    return found


def _rows(group: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    told = group.get(name)
    return [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []


def _group(told: Any, name: str) -> dict[str, Any]:
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}


def _text(row: Mapping[str, Any], name: str, most: int = TEKS) -> str:
    told = row.get(name)
    return _readable(told, most) if isinstance(told, str) else ""


def _readable(told: str, most: int) -> str:
    """So much of a text as is shown, without the halves of characters that no page can be written with."""
    return told[:most].encode("utf-8", "replace").decode("utf-8")


def _number(row: Mapping[str, Any], name: str) -> int | None:
    told = row.get(name)
    return told if type(told) is int else None


def _percent(row: Mapping[str, Any], name: str) -> int | None:
    told = _number(row, name)
    return told if told is not None and 0 <= told <= 100 else None


def _time(row: Mapping[str, Any], name: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(_text(row, name))
        return clock.wib(at) if at.tzinfo is not None else None
    except (ValueError, OverflowError):  # no day of ours, as the evening of 31 December 9999 elsewhere
        return None


def _day(row: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(_text(row, name))
    except ValueError:
        return None


def _label(known: Mapping[Any, str], said: str) -> str:
    return next((label for word, label in known.items() if word == said), said)
