"""The daily list of hashes: one for each day in WIB, chained, sealed, made up after a downtime, never twice."""

import hashlib
import io
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM
from eoffice.audit import actions as audit
from eoffice.db import reading
from eoffice.naskah.models import Koreksi, Naskah
from eoffice.naskah.states import JenisKoreksi
from eoffice.tte import actions as tte
from eoffice.tte.models import Otoritas, StempelArsip
from eoffice.verifikasi import daftar, queries
from eoffice.verifikasi.models import DaftarBerkas, DaftarHash, DaftarPerubahan
from eoffice.web.services import Services

#: So long after midnight the list of the day before is made.
SESUDAH: Final = timedelta(minutes=5)
HARI: Final = timedelta(days=1)


def jadwalkan_daftar(session: Session) -> None:
    """Ask the worker for the list of yesterday, now if it is missing, and for that of today after midnight."""
    now, today = clock.now(), clock.today()
    outbox.enqueue(session, "verifikasi.daftar", dedup_key=f"verifikasi.daftar:{today.isoformat()}")
    tomorrow = today + HARI
    outbox.enqueue(
        session,
        "verifikasi.daftar",
        dedup_key=f"verifikasi.daftar:{tomorrow.isoformat()}",
        delay=_begin(tomorrow) + SESUDAH - now,
    )


def susun_daftar(session: Session, services: Services) -> None:
    """Make the list of the first day that has none, up to yesterday, and ask for the next one if there is one.

    Nothing is locked until list and seal are stored. Days without a single file get their list as well. The very first
    list also holds everything that was signed before its day.
    """
    yesterday = clock.today() - HARI
    with reading(services.engine) as own:
        if own.scalar(select(Otoritas.id).limit(1)) is None:
            return  # never prepared
        last = queries.daftar_terakhir(own)
        day = yesterday if last is None else last.tanggal + HARI
        if day > yesterday:
            return
        stages, changes = _stages(own, day), _changes(own, day)
        made = _list(own, services, day, last, stages, changes)
    content = daftar.tulis(made)
    seal = tte.segel_isi(services, content, tte.buka_segel(services))
    kept, sealed = (services.store.put(io.BytesIO(one)) for one in (content, seal))
    if session.scalar(select(DaftarHash.id).where(DaftarHash.tanggal >= day)) is not None:
        return  # by another worker meanwhile; the sweep takes what was made here
    row = DaftarHash(
        tanggal=day,
        dibuat_at=made.dibuat,
        sebelum_sha256=made.sebelum.sha256 if made.sebelum is not None else "",
        berkas=len(stages),
        perubahan=len(changes),
        key=kept.key,
        size=kept.size,
        sha256=kept.sha256,
        segel_key=sealed.key,
        segel_size=sealed.size,
        segel_sha256=sealed.sha256,
    )
    session.add(row)
    session.flush()
    session.add_all([DaftarBerkas(stempel_id=one, daftar_id=row.id) for one in stages])
    session.add_all([DaftarPerubahan(koreksi_id=one, daftar_id=row.id) for one in changes])
    catatan = f"{day.isoformat()}; SHA-256 {kept.sha256}"
    audit.record(session, SISTEM, "verifikasi.buat_daftar", "daftar_hash", row.id, catatan=catatan)
    if day < yesterday:
        step = f"verifikasi.daftar:{yesterday.isoformat()}:{(day + HARI).isoformat()}"
        outbox.enqueue(session, "verifikasi.daftar", dedup_key=step)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.WIB)


def _stages(session: Session, day: date) -> list[int]:
    """Stages of signed files up to the end of a day that stand in no list; one that was kept late goes into the next."""
    listed = exists(select(DaftarBerkas.stempel_id).where(DaftarBerkas.stempel_id == StempelArsip.id))
    found = select(StempelArsip.id).where(
        StempelArsip.objek == "naskah", StempelArsip.distempel_at < _begin(day + HARI), ~listed
    )
    return list(session.scalars(found.order_by(StempelArsip.id)))


def _changes(session: Session, day: date) -> list[int]:
    listed = exists(select(DaftarPerubahan.koreksi_id).where(DaftarPerubahan.koreksi_id == Koreksi.id))
    found = select(Koreksi.id).where(Koreksi.berlaku_at < _begin(day + HARI), ~listed)
    return list(session.scalars(found.order_by(Koreksi.id)))


def _list(
    session: Session, services: Services, day: date, last: DaftarHash | None, stages: list[int], changes: list[int]
) -> daftar.Daftar:
    berkas: dict[str, list[str]] = defaultdict(list)
    for part in _parts(stages):
        rows = select(Naskah.token, StempelArsip.sha256).join(Naskah, Naskah.id == StempelArsip.objek_id)
        for token, sha256 in session.execute(rows.where(StempelArsip.id.in_(part))).tuples():
            berkas[kode(token)].append(sha256)
    perubahan: dict[str, str] = {}
    for part in _parts(changes):
        for link in session.scalars(select(Koreksi).where(Koreksi.id.in_(part))):
            older = link.sasaran
            perubahan[kode(older.token)] = str(older.keadaan)
            if older.koreksi is not None and older.koreksi.jenis is JenisKoreksi.MERALAT:
                beneath = older.koreksi.sasaran  # a revoked ralat no longer counts for what it corrected
                perubahan[kode(beneath.token)] = str(beneath.keadaan)
    return daftar.Daftar(
        kota=services.settings.nama_kota,
        tanggal=day,
        dibuat=clock.now().replace(microsecond=0),
        sebelum=daftar.Sebelum(last.tanggal, last.sha256) if last is not None else None,
        berkas={one: tuple(sorted(found)) for one, found in berkas.items()},
        perubahan=perubahan,
    )


def _parts(ids: list[int], size: int = 500) -> list[list[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def kode(token: str) -> str:
    """How a list names a naskah: the SHA-256 of the code in its QR, which nobody can guess."""
    return hashlib.sha256(token.encode()).hexdigest()
