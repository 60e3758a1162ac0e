"""A surat that goes down the line, and a worker that sweeps at given hours; by the product's own ways only."""

from datetime import date, datetime

import makers
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.clock import WIB
from eoffice.db import reading, transaction
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi import queries as disposisi_queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import Peran
from eoffice.naskah.states import Urgensi
from eoffice.outbox import Job
from eoffice.surat_masuk import queries as surat_queries
from eoffice.tenggat import actions
from eoffice.tenggat.models import Tenggat
from tests.surat_masuk import buatan

PJ = Peran.PENANGGUNG_JAWAB


def wib(text: str) -> datetime:
    """A WIB wall-clock time."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


SENIN = wib("2026-11-23T09:00")


def isian(kota: makers.Kota, *kepada: str, batas: date | None = None) -> disposisi.Isian:
    """To these, the first being penanggung jawab."""
    chosen = [(kota[name].jabatan.id, PJ if n == 0 else Peran.PENDUKUNG) for n, name in enumerate(kepada)]
    return disposisi.Isian(penerima=chosen, instruksi=["tindak_lanjuti"], batas=batas)


def surat(engine: Engine, kota: makers.Kota, sifat: Sifat = Sifat.BIASA, urgensi: Urgensi = Urgensi.BIASA) -> int:
    """A surat at kadis.dinsos."""
    with transaction(engine) as session:
        return buatan.surat(session, kota, sifat=sifat, urgensi=urgensi).id


def disposisikan(
    engine: Engine, kota: makers.Kota, surat_id: int, *kepada: str, batas: date | None = None
) -> list[int]:
    """kadis.dinsos gives it to these; the ids of their parts."""
    with transaction(engine) as session:
        actor = kota["kadis.dinsos"].actor(session)
        found = surat_queries.get(session, actor, surat_id)
        made = disposisi.disposisikan(session, actor, found, isian(kota, *kepada, batas=batas))
        return [p.id for p in made.penerima]


def lanjutkan(
    engine: Engine, kota: makers.Kota, bagian: int, dari: str, *kepada: str, batas: date | None = None
) -> int:
    """The holder of a part gives it further down; the id of the first new part."""
    with transaction(engine) as session:
        actor = kota[dari].actor(session)
        part = disposisi_queries.get(session, actor, bagian)
        return disposisi.lanjutkan(session, actor, part, isian(kota, *kepada, batas=batas)).penerima[0].id


def laporkan(engine: Engine, kota: makers.Kota, bagian: int, oleh: str) -> None:
    """The holder reports."""
    with transaction(engine) as session:
        actor = kota[oleh].actor(session)
        disposisi.laporkan(session, actor, disposisi_queries.get(session, actor, bagian), "Sudah dikerjakan.")


def sapu(engine: Engine, *saat: str) -> list[tuple[str, str, str, int]]:
    """Sweep at these hours; what was told then, as (hour, kind of news, reason, pegawai_id)."""
    told = []
    for at in saat:
        clock.set_clock(wib(at))
        with reading(engine) as session:
            before = {j.id for j in _kabar(session)}
        for _ in range(50):
            with transaction(engine) as session:
                if not actions.tegur(session):
                    break
        with reading(engine) as session:
            fresh = [j for j in _kabar(session) if j.id not in before]
            told += [(at, j.payload["kabar"], j.payload["alasan"], p) for j in fresh for p in j.payload["pegawai"]]
    return told


def _kabar(session: Session) -> list[Job]:
    found = session.scalars(select(Job).where(Job.topic == "notifikasi.sebar").order_by(Job.id))
    return [j for j in found if j.payload["kabar"] in ("pengingat", "lewat_tenggat", "eskalasi")]


def tenggat(session: Session, penerima_id: int | None, surat_id: int | None = None) -> Tenggat:
    """The row of a part, or of a surat."""
    if penerima_id is not None:
        return session.scalars(select(Tenggat).where(Tenggat.penerima_id == penerima_id)).one()
    return session.scalars(select(Tenggat).where(Tenggat.surat_id == surat_id, Tenggat.penerima_id.is_(None))).one()


def bagian(session: Session, penerima_id: int) -> DisposisiPenerima:
    """One part as it stands."""
    return session.get_one(DisposisiPenerima, penerima_id)
