"""Folding adoption: every naskah that was touched gives its old counts back and puts its new ones in (tarik–ganti)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from eoffice.laporan import queries
from eoffice.laporan.actions import bulanan
from eoffice.laporan.adopsi import HITUNG, Hitung, Jejak, Surat, jejak
from eoffice.laporan.kertas import Lipatan
from eoffice.laporan.models import BatasDisposisi, HitunganNaskah, PelakuNaskah, PenggunaBulan, RAdopsi, WaktuSurat
from eoffice.organisasi import kalender

PER_NASKAH: Final = (HitunganNaskah, PelakuNaskah, WaktuSurat, BatasDisposisi)
TABLES: Final = (*PER_NASKAH, RAdopsi, PenggunaBulan, *bulanan.TABLES)
"""Everything that is kept of adoption, and all sums of months; emptied together."""

Hari = tuple[int, date]
Pelaku = tuple[date, int, str]


def tarik_ganti(session: Session, naskah: set[str], lipatan: Lipatan) -> None:
    """Take these naskah out of the adoption rollups and put them in as they stand now.

    Args:
        lipatan: holds every valid event of them.
    """
    calendar = kalender.berlaku(session)
    printed = queries.dicetak_penerima(session, naskah, lipatan)
    fresh = [jejak(key, lipatan.sah(key), calendar, dicetak_penerima=key in printed) for key in sorted(naskah)]
    days: dict[Hari, Hitung] = defaultdict(Hitung)
    people: dict[Pelaku, int] = defaultdict(int)
    for row in queries.of_keys(session, HitunganNaskah, naskah):
        days[row.opd_id, row.tanggal] -= row.hitung
    for who in queries.of_keys(session, PelakuNaskah, naskah):
        people[who.bulan, who.opd_id, who.akun] -= 1
    for each in fresh:
        for (opd, tanggal), hitung in each.hitung.items():
            days[int(opd), tanggal] += hitung
        for opd, bulan, akun in each.pelaku:
            people[bulan, int(opd), akun] += 1
    clocks = bulanan.jam_lama(session, naskah)
    for some in queries.chunks(naskah):
        for table in PER_NASKAH:
            gone = delete(table).where(table.naskah.in_(some))
            session.execute(gone.execution_options(synchronize_session="fetch"))
    _write(session, fresh)
    bulanan.waktu(session, clocks, fresh)
    _book_days(session, {key: hitung for key, hitung in days.items() if hitung != Hitung()})
    _book_people(session, {key: n for key, n in people.items() if n})


def _write(session: Session, fresh: Iterable[Jejak]) -> None:
    rows: dict[type[Any], list[dict[str, Any]]] = {table: [] for table in PER_NASKAH}
    for each in fresh:
        for (opd, tanggal), hitung in each.hitung.items():
            counts = {name: getattr(hitung, name) for name in HITUNG}
            rows[HitunganNaskah].append({"naskah": each.naskah, "opd_id": opd, "tanggal": tanggal, **counts})
        for opd, bulan, akun in each.pelaku:
            rows[PelakuNaskah].append({"naskah": each.naskah, "opd_id": opd, "bulan": bulan, "akun": akun})
        if each.surat is not None:
            rows[WaktuSurat].append(_surat(each.surat))
            for part in each.disposisi:
                rows[BatasDisposisi].append(
                    {
                        "naskah": each.naskah,
                        "disposisi": part.disposisi,
                        "opd_id": each.surat.opd,
                        "batas_at": part.batas,
                        "selesai_at": part.selesai,
                    }
                )
    for table, values in rows.items():
        if values:
            session.execute(insert(table), values)


def _surat(surat: Surat) -> dict[str, Any]:
    return {
        "naskah": surat.naskah,
        "opd_id": surat.opd,
        "registrasi_at": surat.registrasi,
        "derajat": surat.derajat,
        "perlu_disposisi": surat.perlu_disposisi,
        "disposisi_at": surat.disposisi,
        "selesai_at": surat.selesai,
        "batas_disposisi_at": surat.batas_disposisi,
        "batas_selesai_at": surat.batas_selesai,
        "detik_disposisi": surat.detik_disposisi,
        "detik_selesai": surat.detik_selesai,
        "rujukan": surat.rujukan,
        "dicetak": surat.dicetak,
    }


def _book_days(session: Session, change: Mapping[Hari, Hitung]) -> None:
    """Add to the daily counters; a day that comes to nothing leaves no row."""
    held = {
        (r.opd_id, r.tanggal): r
        for r in queries.harian_adopsi(session, {key[1] for key in change}, {key[0] for key in change})
    }
    added = []
    for key, hitung in change.items():
        row = held.get(key)
        if row is None:
            counts = {name: getattr(hitung, name) for name in HITUNG}
            added.append({"opd_id": key[0], "tanggal": key[1], **counts})
        elif (total := row.hitung + hitung) == Hitung():
            session.delete(row)
        else:
            row.take(total)
    session.flush()
    if added:
        session.execute(insert(RAdopsi), added)
    bulanan.adopsi(session, change)


def _book_people(session: Session, change: Mapping[Pelaku, int]) -> None:
    """Add to the set of active users; who is active on no naskah any more leaves it."""
    months = {key[0] for key in change}
    held: dict[Pelaku, PenggunaBulan] = {}
    for some in queries.chunks({key[2] for key in change}):
        mine = select(PenggunaBulan).where(PenggunaBulan.bulan.in_(months), PenggunaBulan.akun.in_(some))
        held |= {(r.bulan, r.opd_id, r.akun): r for r in session.scalars(mine)}
    added = []
    for key, n in change.items():
        row = held.get(key)
        if row is None:
            added.append({"bulan": key[0], "opd_id": key[1], "akun": key[2], "banyak": n})
        elif row.banyak + n == 0:
            session.delete(row)
        else:
            row.banyak += n
    session.flush()
    if added:
        session.execute(insert(PenggunaBulan), added)
