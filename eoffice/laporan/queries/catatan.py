"""From the log of events to facts: which naskah an event touches, and what a naskah comes to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.laporan.adopsi import Hitung, semua
from eoffice.laporan.kertas import Derivasi, Fakta, Ketentuan, Kontribusi, Lipatan, Opd, Skenario, Ukuran, derivasi
from eoffice.laporan.models import KepalaLipatan, KontribusiNaskah, KoreksiRujukan, PenggunaBulan, RAdopsi, RHarian
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.organisasi import kalender
from eoffice.peristiwa import queries as peristiwa
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.queries import Baris
from eoffice.peristiwa.states import KOREKSI
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

SEKALIGUS: Final = 400
"""Keys of one IN list."""


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    """The keys in lists short enough for one statement."""
    ordered = sorted(keys)
    for n in range(0, len(ordered), SEKALIGUS):
        yield ordered[n : n + SEKALIGUS]


def touched(session: Session, rows: Sequence[Baris]) -> set[str]:
    """The keys of the naskah whose contribution these events may change; a correction touches what it corrects."""
    found = {row.naskah for row in rows if row.naskah is not None and row.jenis not in KOREKSI}
    rujukan = {str(row.rincian["rujukan"]) for row in rows if row.jenis in KOREKSI}
    seen: set[str] = set()
    while rujukan - seen:
        seen |= rujukan
        targets = session.execute(
            select(Peristiwa.jenis, Peristiwa.naskah, Peristiwa.rincian).where(Peristiwa.id_peristiwa.in_(rujukan))
        ).all()
        found |= {naskah for jenis, naskah, _ in targets if naskah is not None and jenis not in KOREKSI}
        rujukan = {str(rincian["rujukan"]) for jenis, _, rincian in targets if jenis in KOREKSI}
    return found


def rujukan_koreksi(rows: Iterable[Baris]) -> list[dict[str, str]]:
    """Rows of the table of references for the corrections among these events."""
    return [
        {"id_peristiwa": row.id_peristiwa, "rujukan": str(row.rincian["rujukan"])}
        for row in rows
        if row.jenis in KOREKSI
    ]


def lipatan(session: Session, naskah: Iterable[str], ketentuan: Ketentuan) -> Lipatan:
    """A fold of all events of these naskah, with every correction that the log holds."""
    folded = Lipatan(ketentuan)
    for some in chunks(naskah):
        events = peristiwa.of_naskah(session, some)
        folded.simpan(facts(events))
        folded.simpan(facts(_koreksi(session, [row.id_peristiwa for row in events])))
    folded.hitung_ulang()
    return folded


def _koreksi(session: Session, ids: Sequence[str]) -> list[Baris]:
    """Every correction of these events that was folded, and of the corrections; none of the others is read.

    One that comes after the last fold tells at the next, which touches what it corrects.
    """
    found: dict[str, Baris] = {}
    asked: set[str] = set(ids)
    while asked:
        fresh: set[str] = set()
        for some in chunks(asked):
            about = select(KoreksiRujukan.id_peristiwa).where(KoreksiRujukan.rujukan.in_(some))
            for row in _baris(session, Peristiwa.id_peristiwa.in_(about)):
                if row.id_peristiwa not in found:
                    found[row.id_peristiwa] = row
                    fresh.add(row.id_peristiwa)
        asked = fresh
    return list(found.values())


def _baris(session: Session, *where: ColumnElement[bool]) -> list[Baris]:
    rows = session.execute(select(*peristiwa.ENVELOPE).where(*where).order_by(Peristiwa.urut))
    return [Baris(**row._mapping) for row in rows]


def facts(rows: Iterable[Baris]) -> list[Fakta]:
    """Events as the model sees them; one without a perangkat daerah can be booked nowhere."""
    return [
        Fakta(row.id_peristiwa, row.jenis, row.opd_id or 0, row.terjadi_pada, row.naskah, row.rincian, row.akun)
        for row in rows
        if row.opd_id is not None or row.jenis in KOREKSI
    ]


def kontribusi_of(session: Session, naskah: Iterable[str]) -> list[KontribusiNaskah]:
    """The stored contributions of some naskah."""
    return [
        row
        for some in chunks(naskah)
        for row in session.scalars(select(KontribusiNaskah).where(KontribusiNaskah.naskah.in_(some)))
    ]


def harian(session: Session, tanggal: set[date], opd: set[int]) -> list[RHarian]:
    """The daily counters of some perangkat daerah on some days."""
    days = sorted(tanggal)
    return [
        row
        for n in range(0, len(days), SEKALIGUS)
        for row in session.scalars(
            select(RHarian).where(RHarian.tanggal.in_(days[n : n + SEKALIGUS]), RHarian.opd_id.in_(opd))
        )
    ]


def derivasi_naskah(session: Session, actor: Actor, naskah_id: int, ketentuan: Ketentuan) -> tuple[Naskah, Derivasi]:
    """Where the figures of a naskah come from. Raises NotFound unless the actor may read it (OTR-04)."""
    naskah = naskah_queries.get(session, actor, naskah_id)
    return naskah, _derivasi(session, f"naskah:{naskah.id}", ketentuan)


def derivasi_surat(session: Session, actor: Actor, surat_id: int, ketentuan: Ketentuan) -> tuple[SuratMasuk, Derivasi]:
    """The same for a surat masuk: its disposisi, and its own pages when it came electronically from outside."""
    surat = surat_queries.get(session, actor, surat_id)
    return surat, _derivasi(session, f"surat:{surat.id}", ketentuan)


def _derivasi(session: Session, naskah: str, ketentuan: Ketentuan) -> Derivasi:
    folded = lipatan(session, [naskah], ketentuan)
    return derivasi(folded.kontribusi.get(naskah, Kontribusi(naskah, ())), ketentuan)


def beda(session: Session, ketentuan: Ketentuan) -> list[str]:
    """Every cell of the daily counters that a computation from zero does not confirm; empty when all agree.

    Reads the log up to the watermark; a correction made later than that is left out as well.
    """
    head = session.get(KepalaLipatan, 1)
    limit = head.urut if head is not None else 0
    folded = Lipatan(ketentuan)
    folded.simpan(facts(row for row in _until(session, limit)))
    folded.hitung_ulang()
    expected: dict[tuple[Any, ...], Ukuran] = {
        (*key, s): tiga[s] for key, tiga in folded.rekap.items() for s in Skenario if tiga[s] != Ukuran()
    }
    stored = {(r.opd_id, r.tanggal, r.versi, r.skenario): r.ukuran for r in session.scalars(select(RHarian))}
    odd = [*_beda_adopsi(session, folded)]
    wrong = [key for key in expected.keys() | stored.keys() if expected.get(key) != stored.get(key)]
    return sorted([*odd, *(f"r_harian {opd} {tanggal} {versi} {skenario}" for opd, tanggal, versi, skenario in wrong)])


def _beda_adopsi(session: Session, folded: Lipatan) -> Iterator[str]:
    """The same for the adoption counts and the sets of active users."""
    days: dict[tuple[Opd, date], Hitung] = defaultdict(Hitung)
    people: dict[tuple[date, Opd, str], int] = defaultdict(int)
    for each in semua({key: folded.sah(key) for key in folded.naskah}, kalender.berlaku(session)).values():
        for day, hitung in each.hitung.items():
            days[day] += hitung
        for opd, bulan, akun in each.pelaku:
            people[bulan, opd, akun] += 1
    kept: dict[tuple[Opd, date], Hitung] = {(r.opd_id, r.tanggal): r.hitung for r in session.scalars(select(RAdopsi))}
    users: dict[tuple[date, Opd, str], int] = {
        (r.bulan, r.opd_id, r.akun): r.banyak for r in session.scalars(select(PenggunaBulan))
    }
    yield from (f"r_adopsi {k[0]} {k[1]}" for k in days.keys() | kept.keys() if days.get(k) != kept.get(k))
    yield from (f"pengguna_bulan {k[0]} {k[1]}" for k in people.keys() | users.keys() if people.get(k) != users.get(k))


def _until(session: Session, urut: int) -> Iterator[Baris]:
    for row in peristiwa.after(session):
        if row.urut > urut:
            return
        yield row
