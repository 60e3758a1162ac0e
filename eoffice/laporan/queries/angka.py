"""The rollup as the pages show it: results per perangkat daerah, per month, per naskah; only aggregates leave the unit."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.laporan.kertas import Hasil, Ketentuan, Opd, Rekap, Skenario, Tiga, Ukuran, hasil, hasil_kota
from eoffice.laporan.models import UKURAN, KepalaLipatan, KontribusiNaskah, RBulan, RHarian
from eoffice.laporan.queries import bulanan
from eoffice.laporan.queries.ketentuan import ketentuan as ketentuan_berlaku
from eoffice.laporan.states import Rentang
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.peristiwa import queries as peristiwa
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

KOSONG: Final = Tiga(Hasil(), Hasil(), Hasil())


@dataclass(frozen=True)
class Keadaan:
    """How far the rollup is: the last event in it, the last event there is, and when it was last brought forward."""

    urut: int
    terakhir: int
    at: datetime | None

    @property
    def tertinggal(self) -> int:
        """Events that are not in the figures yet."""
        return self.terakhir - self.urut


def keadaan(session: Session) -> Keadaan:
    """How far the rollup is."""
    head = session.get(KepalaLipatan, 1)
    return Keadaan(head.urut if head else 0, peristiwa.head(session)[0], head.at if head else None)


@dataclass(frozen=True)
class Bayangan:
    """What the last nightly comparison found: when, how many cells differed, and the first of them."""

    at: datetime | None = None
    beda: int = 0
    sel: str = ""


def bayangan(session: Session) -> Bayangan:
    """The last comparison of the rollups with a computation from zero."""
    head = session.get(KepalaLipatan, 1)
    return Bayangan(head.bayangan_at, head.bayangan_beda, head.bayangan_sel) if head else Bayangan()


def _sums(table: type[RHarian] | type[KontribusiNaskah]) -> list[Any]:
    return [func.sum(getattr(table, name)) for name in UKURAN]


def _within(table: Any, rentang: Rentang) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.tanggal >= rentang.dari, table.tanggal < rentang.sampai


def _tiga(rows: dict[Skenario, Ukuran]) -> Tiga[Ukuran]:
    return Tiga(*(rows.get(s, Ukuran()) for s in Skenario))


def hasil_per_opd(session: Session, rentang: Rentang, *, ketentuan: Ketentuan | None = None) -> dict[Opd, Tiga[Hasil]]:
    """Results of every perangkat daerah that has any; the city is their plain sum (K9)."""
    found: dict[tuple[int, str], dict[Skenario, Ukuran]] = defaultdict(dict)
    held = bulanan.sumber(session, RBulan, rentang, ("versi", "skenario", *UKURAN)).c
    keys = (held.opd_id, held.versi, held.skenario)
    sums_of = (func.sum(held[name]) for name in UKURAN)
    for opd, versi, skenario, *sums in session.execute(select(*keys, *sums_of).group_by(*keys)):
        found[opd, versi][skenario] = Ukuran(*map(int, sums))
    counters: Rekap = {(opd, rentang.dari, versi): _tiga(rows) for (opd, versi), rows in found.items()}
    return hasil(counters, ketentuan or ketentuan_berlaku(session))


def hasil_opd(session: Session, opd_id: int, rentang: Rentang, *, ketentuan: Ketentuan | None = None) -> Tiga[Hasil]:
    """Results of one perangkat daerah."""
    return hasil_kota(tiga for _, tiga in per_bulan(session, opd_id, rentang, ketentuan=ketentuan))


def per_bulan(
    session: Session, opd_id: int, rentang: Rentang, *, ketentuan: Ketentuan | None = None
) -> list[tuple[date, Tiga[Hasil]]]:
    """Results of one perangkat daerah for every month that the span touches, oldest first; also the empty ones."""
    months: dict[date, dict[str, dict[Skenario, Ukuran]]] = {m: defaultdict(dict) for m in rentang.bulan()}
    rows = session.scalars(select(RHarian).where(RHarian.opd_id == opd_id, *_within(RHarian, rentang)))
    for row in rows:
        held = months[row.tanggal.replace(day=1)][row.versi]
        held[row.skenario] = held.get(row.skenario, Ukuran()) + row.ukuran
    found, rules = [], ketentuan or ketentuan_berlaku(session)
    for month, versions in months.items():
        counters: Rekap = {(opd_id, month, versi): _tiga(held) for versi, held in versions.items()}
        found.append((month, hasil(counters, rules).get(opd_id, KOSONG)))
    return found


def rekap_opd(session: Session, opd_id: int, rentang: Rentang) -> Rekap:
    """The counters of one perangkat daerah in a span by version of the factors, for the derivation of its figures."""
    found: dict[str, dict[Skenario, Ukuran]] = defaultdict(dict)
    rows = select(RHarian.versi, RHarian.skenario, *_sums(RHarian)).where(
        RHarian.opd_id == opd_id, *_within(RHarian, rentang)
    )
    for versi, skenario, *sums in session.execute(rows.group_by(RHarian.versi, RHarian.skenario)):
        found[versi][skenario] = Ukuran(*map(int, sums))
    return {(opd_id, rentang.dari, versi): _tiga(held) for versi, held in sorted(found.items())}


@dataclass(frozen=True)
class Butir:
    """What one naskah or surat adds to a perangkat daerah: only for whoever may read it.

    Attributes:
        objek: "naskah" or "surat", with its id.
        lembar: net sheets in the three scenarios.
    """

    objek: str
    id: int
    hal: str
    nomor: str
    tanggal: date
    lembar: Tiga[Fraction]


def per_naskah(
    session: Session,
    actor: Actor,
    opd_id: int,
    rentang: Rentang,
    *,
    limit: int = 50,
    ketentuan: Ketentuan | None = None,
) -> tuple[list[Butir], Tiga[Fraction] | None]:
    """The newest naskah with their contributions, and the sum of all others.

    What the actor may not read is only in that sum: neither named nor counted apart (OTR-03).
    """
    sums: dict[str, Rekap] = defaultdict(dict)
    latest: dict[str, date] = {}
    statement = select(
        KontribusiNaskah.naskah,
        KontribusiNaskah.versi,
        KontribusiNaskah.skenario,
        func.max(KontribusiNaskah.tanggal),
        *_sums(KontribusiNaskah),
    ).where(KontribusiNaskah.opd_id == opd_id, *_within(KontribusiNaskah, rentang))
    parts: dict[tuple[str, str], dict[Skenario, Ukuran]] = defaultdict(dict)
    for naskah, versi, skenario, day, *values in session.execute(
        statement.group_by(KontribusiNaskah.naskah, KontribusiNaskah.versi, KontribusiNaskah.skenario)
    ):
        parts[naskah, versi][skenario] = Ukuran(*map(int, values))
        latest[naskah] = max(latest.get(naskah, day), day)
    for (naskah, versi), held in parts.items():
        sums[naskah][opd_id, rentang.dari, versi] = _tiga(held)
    named, rules = bernama(session, actor, sums), ketentuan or ketentuan_berlaku(session)
    found: list[Butir] = []
    rest = [Fraction()] * 3
    others = False
    for naskah in sorted(sums, key=lambda key: (latest[key], key), reverse=True):
        net = [each.lembar_hemat_bersih for each in _three(hasil(sums[naskah], rules)[opd_id])]
        if naskah in named and len(found) < limit:
            objek, _, number = naskah.partition(":")
            hal, nomor = named[naskah]
            found.append(Butir(objek, int(number), hal, nomor, latest[naskah], Tiga(*net)))
        else:
            rest, others = [a + b for a, b in zip(rest, net, strict=True)], True
    return found, Tiga(*rest) if others else None


def _three(tiga: Tiga[Hasil]) -> tuple[Hasil, Hasil, Hasil]:
    return tiga.rendah, tiga.tengah, tiga.tinggi


def bernama(session: Session, actor: Actor, keys: Any) -> dict[str, tuple[str, str]]:
    """hal and number of those the actor may read, by key of the log; of one above Biasa only its sifat stands in a list."""
    ids: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        objek, _, number = key.partition(":")
        if number.isdigit():
            ids[objek].append(int(number))
    found: dict[str, tuple[str, str]] = {}
    for some in _slices(ids["naskah"]):
        mine = naskah_queries.visible(actor).where(Naskah.id.in_(some))
        columns = (Naskah.id, Naskah.sifat, Naskah.hal, Naskah.nomor)
        for id_, sifat, hal, nomor in session.execute(mine.with_only_columns(*columns)):
            found[f"naskah:{id_}"] = sebutan(sifat, hal, nomor)
    for some in _slices(ids["surat"]):
        ours = surat_queries.visible(actor).where(SuratMasuk.id.in_(some))
        fields = (SuratMasuk.id, SuratMasuk.sifat, SuratMasuk.hal, SuratMasuk.nomor_surat)
        for id_, sifat, hal, nomor in session.execute(ours.with_only_columns(*fields)):
            found[f"surat:{id_}"] = sebutan(sifat, hal, nomor)
    return found


def sebutan(sifat: Sifat, hal: str, nomor: str | None) -> tuple[str, str]:
    """hal and number as a list of figures may show them: above Biasa only the sifat, even to whoever may open it."""
    if sifat is Sifat.BIASA:
        return hal or "Tanpa hal", nomor or ""
    return f"Bersifat {sifat.value.replace('_', ' ').title()}", ""


def _slices(ids: list[int]) -> list[list[int]]:
    return [ids[n : n + 400] for n in range(0, len(ids), 400)]
