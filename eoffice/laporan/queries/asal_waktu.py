"""What a figure of time was counted from, entry by entry, so that it can be added again by hand (metrik.md 2.1, A5 to A8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.laporan.adopsi import Bahan, Potret, Surat, potret
from eoffice.laporan.queries.adopsi import bahan
from eoffice.laporan.queries.angka import bernama
from eoffice.laporan.queries.asal_usul import alamat
from eoffice.laporan.states import Rentang

WAKTU: Final = ("A5", "A6", "A7", "A8")
TEPAT, TELAT = "selesai tepat waktu", "selesai terlambat"
LEWAT, BELUM = "terbuka lewat batas", "terbuka, belum jatuh tempo"
PERTAMA, BAGIAN = "disposisi pertama terlambat", "disposisi terbuka lewat batas"
DIHITUNG: Final = {TEPAT: (1, 1), TELAT: (0, 1), LEWAT: (0, 1), BELUM: (0, 0)}
"""What one surat adds to numerator and denominator of A7, by its state."""


@dataclass(frozen=True)
class ButirWaktu:
    """One entry of the list.

    Attributes:
        url, hal, nomor: empty where the reader may not read the surat; its value counts all the same.
        detik: working seconds, None while open (A5, A6); keadaan: why it counts (A7, A8).
        dicatat, batas: left out together with hal.
    """

    url: str = ""
    hal: str = ""
    nomor: str = ""
    detik: int | None = None
    keadaan: str = ""
    pembilang: int = 0
    penyebut: int = 0
    dicatat: datetime | None = None
    batas: datetime | None = None


@dataclass(frozen=True)
class AsalWaktu:
    """A figure of time with everything it is made of; the entries stand in the order in which they are counted."""

    kode: str
    potret: Potret
    butir: Sequence[ButirWaktu]

    @property
    def tersembunyi(self) -> int:
        """How many entries are shown without a name."""
        return sum(not each.url for each in self.butir)

    def urutan(self, per_seratus: int) -> int:
        """At which place of the list a quantile stands, counted from 1 (nearest rank); 0 in an empty list."""
        return -(-per_seratus * len(self.butir) // 100)

    def jumlah(self) -> dict[str, int]:
        """How many entries there are of each kind."""
        kinds = [each.keadaan for each in self.butir]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def asal_waktu(session: Session, actor: Actor, opd_id: int, rentang: Rentang, pada: datetime, kode: str) -> AsalWaktu:
    """The entries behind one of the measures of time, from the same records that the figure is computed from.

    Args:
        rentang: whole months; pada: the instant of the state.
    Raises:
        KeyError: the measure is none of `WAKTU`.
    """
    found = bahan(session, rentang, {}, pada=pada, opd_id=opd_id).get(opd_id, Bahan())
    counted = {"A5": _sampai_disposisi, "A6": _sampai_selesai, "A7": _tepat, "A8": _lewat}[kode](found, pada)
    names = bernama(session, actor, [surat.naskah for surat, _ in counted if surat is not None])
    rows = [_butir(surat, row, names) for surat, row in counted]
    return AsalWaktu(kode, potret(found, {}, pada), rows)


Hitungan = list[tuple[Surat | None, ButirWaktu]]


def _kohort(found: Bahan) -> Iterable[Surat]:
    return (s for s in found.kohort if s.perlu_disposisi)


def _berjam(found: Bahan, pada: datetime) -> list[Surat]:
    """The surat that have a waiting time."""
    return [s for s in _kohort(found) if not s.tanpa_disposisi(pada)]


def _menurut_jam(jam: Iterable[tuple[Surat, int | None]]) -> Hitungan:
    """The quickest first, what is still open at the end."""
    ordered = sorted(jam, key=lambda each: (each[1] is None, each[1] or 0))
    return [(surat, ButirWaktu(detik=seconds)) for surat, seconds in ordered]


def _sampai_disposisi(found: Bahan, pada: datetime) -> Hitungan:
    return _menurut_jam((s, s.sampai_disposisi(pada)) for s in _berjam(found, pada))


def _sampai_selesai(found: Bahan, pada: datetime) -> Hitungan:
    return _menurut_jam((s, s.sampai_selesai(pada)) for s in _berjam(found, pada))


def _tepat(found: Bahan, pada: datetime) -> Hitungan:
    rows: Hitungan = []
    for surat in _kohort(found):
        state = surat.status(pada)
        state = BELUM if state not in DIHITUNG else state
        rows.append((surat, _dihitung(state)))
    return sorted(rows, key=lambda each: list(DIHITUNG).index(each[1].keadaan))


def _dihitung(keadaan: str) -> ButirWaktu:
    above, below = DIHITUNG[keadaan]
    return ButirWaktu(keadaan=keadaan, pembilang=above, penyebut=below)


def _lewat(found: Bahan, pada: datetime) -> Hitungan:
    owed = [s for s in (*found.kohort, *found.terbuka) if s.perlu_disposisi]
    rows: Hitungan = [(s, ButirWaktu(keadaan=LEWAT)) for s in owed if s.lewat(pada)]
    open_parts = [d for d in found.disposisi if d.batas < pada and (d.selesai is None or d.selesai >= pada)]
    rows += [(None, ButirWaktu(keadaan=BAGIAN, batas=d.batas)) for d in open_parts]
    rows += [(s, ButirWaktu(keadaan=TELAT)) for s in _kohort(found) if s.status(pada) == TELAT]
    rows += [(s, ButirWaktu(keadaan=PERTAMA)) for s in _berjam(found, pada) if s.disposisi_lewat(pada)]
    return rows


def _butir(surat: Surat | None, row: ButirWaktu, names: dict[str, tuple[str, str]]) -> ButirWaktu:
    if surat is None or surat.naskah not in names:
        return row
    hal, nomor = names[surat.naskah]
    return ButirWaktu(
        alamat(surat.naskah),
        hal,
        nomor,
        row.detik,
        row.keadaan,
        row.pembilang,
        row.penyebut,
        surat.registrasi,
        surat.batas_selesai,
    )
