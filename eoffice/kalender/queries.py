"""What a change of the calendar would do: the open surat whose limit moves, before and after."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Urgensi
from eoffice.organisasi import waktu
from eoffice.organisasi.waktu import Kalender
from eoffice.peristiwa.models import Peristiwa
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN


@dataclass(frozen=True)
class Geser:
    """One open surat whose limit moves; it is named by its place in the agenda only."""

    surat_id: int
    opd_id: int
    tahun: int
    nomor_agenda: int
    urgensi: Urgensi
    lama: datetime
    baru: datetime


@dataclass(frozen=True)
class Dampak:
    """The effect of a change.

    Attributes:
        geser: the surat, earliest new limit first.
        per_opd: how many of them each perangkat daerah has.
        terbuka: open surat with a limit that were looked at.
        peristiwa: events that the reports will fold again.
    """

    geser: tuple[Geser, ...]
    per_opd: Mapping[int, int]
    terbuka: int
    peristiwa: int


def geser(session: Session, lama: Kalender, baru: Kalender) -> Iterator[Geser]:
    """Open surat whose limit differs between two calendars, by id. What a leader wrote on a disposisi is no part of it."""
    rows = session.execute(
        select(
            SuratMasuk.id,
            SuratMasuk.opd_id,
            SuratMasuk.tahun,
            SuratMasuk.nomor_agenda,
            SuratMasuk.urgensi,
            SuratMasuk.diterima_at,
            Naskah.jenis,
        )
        .outerjoin(Naskah, Naskah.id == SuratMasuk.naskah_id)
        .where(SuratMasuk.status.in_(OPEN), SuratMasuk.batas_at.is_not(None))
        .order_by(SuratMasuk.id)
    ).all()
    before: dict[int, Kalender] = {}
    after: dict[int, Kalender] = {}
    for surat_id, opd_id, tahun, nomor, urgensi, at, jenis in rows:
        old = before.setdefault(opd_id, lama.untuk(opd_id))
        new = after.setdefault(opd_id, baru.untuk(opd_id))
        was, will = (waktu.batas_selesai(each, str(urgensi), at, jenis=jenis) for each in (old, new))
        if was != will:
            yield Geser(surat_id, opd_id, tahun, nomor, urgensi, was, will)


def dampak(session: Session, lama: Kalender, baru: Kalender) -> Dampak:
    """The effect of putting one calendar in the place of another, without doing it."""
    moved = sorted(geser(session, lama, baru), key=lambda g: (g.baru, g.surat_id))
    open_ = select(func.count()).select_from(SuratMasuk)
    looked = session.scalar(open_.where(SuratMasuk.status.in_(OPEN), SuratMasuk.batas_at.is_not(None))) or 0
    events = session.scalar(select(func.max(Peristiwa.urut))) or 0
    return Dampak(tuple(moved), Counter(g.opd_id for g in moved), looked, events)
