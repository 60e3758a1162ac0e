"""Working minutes from step to step of the naskah and surat that began in a month; never by person (metrik.md 3.6)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.db import within
from eoffice.laporan.adopsi.rasio import Kuantil, kuantil
from eoffice.naskah.models import Naskah, NaskahVersi, Paraf, Penerima
from eoffice.naskah.states import BERAKHIR, JenisParaf, Status, TipePenerima
from eoffice.organisasi.models import Jabatan
from eoffice.organisasi.waktu import Kalender
from eoffice.rekap.queries.jam import JamKota
from eoffice.rekap.queries.volume import Saring, awal
from eoffice.rekap.states import Langkah
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat

#: What was given up on counts in no step.
GUGUR: Final = tuple(sorted(BERAKHIR))


@dataclass(frozen=True)
class Lama:
    """One step of one naskah or surat: how many working seconds, or None while it is not done."""

    langkah: Langkah
    opd_id: int
    unit_id: int
    jenis: str
    detik: int | None


@dataclass(frozen=True)
class Ringkas:
    """A step of a group: median and p90 in working seconds by nearest rank, None = belum."""

    langkah: Langkah
    kuantil: Kuantil
    belum: int


def ringkas(lama: Sequence[Lama]) -> list[Ringkas]:
    """Each step of the durations, in the order of the way; a step nobody has come to is left out."""
    by_step: dict[Langkah, list[int | None]] = defaultdict(list)
    for each in lama:
        by_step[each.langkah].append(each.detik)
    return [
        Ringkas(step, kuantil(by_step[step]), sum(d is None for d in by_step[step]))
        for step in Langkah
        if by_step[step]
    ]


def per(lama: Sequence[Lama], menurut: str) -> dict[Any, list[Ringkas]]:
    """The same for each value of a field of `Lama`."""
    groups: dict[Any, list[Lama]] = defaultdict(list)
    for each in lama:
        groups[getattr(each, menurut)].append(each)
    return {key: ringkas(group) for key, group in groups.items()}


def lama(session: Session, saring: Saring, kalender: Kalender) -> list[Lama]:
    """Every step of the naskah drafted and the surat registered in the span, done or not; seven statements.

    With a jenis naskah only the steps of naskah are told, for a surat has none.
    """
    clocks = JamKota(kalender, saring.rentang.dari, clock.today())
    found = list(_naskah(session, saring, clocks))
    return found if saring.jenis else [*found, *_surat(session, saring, clocks)]


def _cohort(saring: Saring) -> Select[Any]:
    found = select(Naskah.id).where(
        Naskah.dibuat_at >= awal(saring.rentang.dari),
        Naskah.dibuat_at < awal(saring.rentang.sampai),
        Naskah.status.not_in(GUGUR),
    )
    if saring.opd is not None:
        found = found.where(within(Naskah.opd_id, saring.opd))
    if saring.unit_id is not None:
        found = found.where(Naskah.unit_id == saring.unit_id)
    if saring.jenis:
        found = found.where(Naskah.jenis == saring.jenis)
    return found if saring.sifat is None else found.where(Naskah.sifat == saring.sifat)


def _naskah(session: Session, saring: Saring, clocks: JamKota) -> Iterator[Lama]:
    ids = _cohort(saring)
    submitted: dict[int, list[datetime]] = defaultdict(list)
    for naskah_id, at in session.execute(
        select(NaskahVersi.naskah_id, NaskahVersi.at).where(NaskahVersi.naskah_id.in_(ids)).order_by(NaskahVersi.at)
    ):
        submitted[naskah_id].append(at)
    asked: dict[int, list[tuple[JenisParaf, datetime | None]]] = defaultdict(list)
    for naskah_id, jenis, given in session.execute(
        select(Paraf.naskah_id, Paraf.jenis, Paraf.given_at).where(Paraf.naskah_id.in_(ids)).order_by(Paraf.urutan)
    ):
        asked[naskah_id].append((jenis, given))
    sent: dict[int, list[datetime | None]] = defaultdict(list)
    inside = Penerima.tipe == TipePenerima.INTERNAL
    for naskah_id, at in session.execute(
        select(Penerima.naskah_id, Penerima.dikirim_at).where(Penerima.naskah_id.in_(ids), inside)
    ):
        sent[naskah_id].append(at)
    columns = (Naskah.id, Naskah.opd_id, Naskah.unit_id, Naskah.jenis, Naskah.dibuat_at, Naskah.ditandatangani_at)
    every = session.execute(select(*columns, Naskah.status).where(Naskah.id.in_(ids)).order_by(Naskah.id)).all()
    for naskah_id, opd, unit, jenis, made, signed, status in every:
        way = _Way(made, submitted[naskah_id], asked[naskah_id], signed, sent[naskah_id], status)
        hours = clocks.untuk(opd)
        for step, start, end in way.steps():
            yield Lama(step, opd, unit, jenis, None if end is None else hours.detik(start, end))


@dataclass(frozen=True)
class _Way:
    dibuat: datetime
    diajukan: Sequence[datetime]
    paraf: Sequence[tuple[JenisParaf, datetime | None]]
    ditandatangani: datetime | None
    dikirim: Sequence[datetime | None]
    status: Status

    def steps(self) -> Iterator[tuple[Langkah, datetime, datetime | None]]:
        """From when to when each step took; the first one that is not done ends the way."""
        first = self.diajukan[0] if self.diajukan else self.ditandatangani
        yield Langkah.AJUKAN, self.dibuat, first
        if first is None or self.status in (Status.KONSEP, Status.DIKEMBALIKAN):
            return
        before = self._asked(self.ditandatangani)
        for jenis, given in self.paraf:
            turn = self._asked(given)
            start = max(turn, before) if jenis is JenisParaf.HIERARKI else turn
            yield Langkah.PARAF, start, given
            if given is None:
                if jenis is JenisParaf.HIERARKI:
                    return
            elif jenis is JenisParaf.HIERARKI:
                before = given
        if any(at is None for _, at in self.paraf):
            return
        start = max([self._asked(self.ditandatangani), *(at for _, at in self.paraf if at is not None)])
        yield Langkah.TANDATANGANI, start, self.ditandatangani
        if self.ditandatangani is None or not self.dikirim:
            return
        known = [at for at in self.dikirim if at is not None]
        yield Langkah.KIRIM, self.ditandatangani, max(known) if len(known) == len(self.dikirim) else None

    def _asked(self, until: datetime | None) -> datetime:
        """When it was last put before others, seen from an instant."""
        known = [at for at in self.diajukan if until is None or at <= until]
        return max(known, default=self.diajukan[0] if self.diajukan else self.dibuat)


def _surat(session: Session, saring: Saring, clocks: JamKota) -> Iterator[Lama]:
    found = (
        select(
            SuratMasuk.opd_id,
            Jabatan.unit_id,
            SuratMasuk.diterima_at,
            SuratMasuk.dibaca_at,
            SuratMasuk.didisposisi_at,
            SuratMasuk.selesai_at,
        )
        .join(Jabatan, Jabatan.id == SuratMasuk.tujuan_jabatan_id)
        .where(
            SuratMasuk.peran == PeranSurat.ASLI,
            SuratMasuk.diterima_at >= awal(saring.rentang.dari),
            SuratMasuk.diterima_at < awal(saring.rentang.sampai),
        )
        .order_by(SuratMasuk.id)
    )
    if saring.opd is not None:
        found = found.where(within(SuratMasuk.opd_id, saring.opd))
    if saring.unit_id is not None:
        found = found.where(Jabatan.unit_id == saring.unit_id)
    if saring.sifat is not None:
        found = found.where(SuratMasuk.sifat == saring.sifat)
    for opd, unit, arrived, read, given, done in session.execute(found).all():
        hours = clocks.untuk(opd)
        opened = min((at for at in (read, given, done) if at is not None), default=None)
        yield Lama(Langkah.BACA, opd, unit, "", None if opened is None else hours.detik(arrived, opened))
        if opened is None or (given is None and done is not None):
            continue  # closed without a disposisi: there is no such step
        yield Lama(Langkah.DISPOSISI, opd, unit, "", None if given is None else hours.detik(opened, given))
        if given is not None:
            yield Lama(Langkah.SELESAI, opd, unit, "", None if done is None else hours.detik(given, done))


def bulan_pilihan(hari_ini: date, banyak: int = 12) -> list[date]:
    """The first days of the last months, this one first."""
    months = [hari_ini.year * 12 + hari_ini.month - 1 - n for n in range(banyak)]
    return [date(n // 12, n % 12 + 1, 1) for n in months]
