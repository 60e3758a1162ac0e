"""Lists of hand-overs; each starts at `visible`, the SQL twin of policy.may_read (OTR-01)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice.akses.actor import Actor
from eoffice.db import within
from eoffice.ekspedisi.models import SerahTerima
from eoffice.errors import NotFound
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import CaraKirim, TipePenerima
from eoffice.organisasi.models import Pegawai, Unit
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk import sisi
from eoffice.surat_masuk.models import SuratMasuk, SuratSampul

PAGE: Final = 30
TABS: Final = ("belum", "sampul", "konfirmasi", "semua")


@dataclass(frozen=True)
class Baris:
    """One hand-over as a list shows it; of what the reader may not read only agenda number and time."""

    id: int
    apa: str
    url: str
    kepada: str
    sebagai: str
    at: datetime
    oleh: str
    bukti: bool
    dikonfirmasi_at: datetime | None
    menunggu: str  # the perangkat daerah whose TU has not confirmed yet
    dapat_konfirmasi: bool
    keterangan: str
    versi: int


def visible(actor: Actor) -> Select[tuple[SerahTerima]]:
    """Hand-overs in the books of the actor's offices, and those that came to them."""
    return select(SerahTerima).where(
        or_(
            within(SerahTerima.opd_id, actor.tu_opd_ids | actor.arsip_opd_ids),
            within(SerahTerima.tujuan_opd_id, actor.tu_opd_ids),
        )
    )


def get(session: Session, actor: Actor, id_: int) -> SerahTerima:
    """One of them. Raises NotFound (OTR-04)."""
    found = session.scalar(visible(actor).where(SerahTerima.id == id_))
    if found is None:
        raise NotFound("Catatan penyerahan tidak ditemukan.")
    return found


def semua(session: Session, actor: Actor, *, konfirmasi: bool = False, before: int | None = None) -> list[Baris]:
    """One page, latest first; with `konfirmasi` only what waits for a confirmation by the actor's offices."""
    statement = visible(actor)
    if konfirmasi:
        statement = statement.where(
            within(SerahTerima.tujuan_opd_id, actor.tu_opd_ids), SerahTerima.dikonfirmasi_at.is_(None)
        )
    if before is not None:
        statement = statement.where(SerahTerima.id < before)
    rows = session.scalars(statement.order_by(SerahTerima.id.desc()).limit(PAGE)).all()
    return _lines(session, actor, rows)


def untuk_surat(session: Session, actor: Actor, surat_id: int) -> list[SerahTerima]:
    """Where the original of one surat went, oldest first."""
    return list(session.scalars(visible(actor).where(SerahTerima.surat_id == surat_id).order_by(SerahTerima.id)))


def tanpa_bukti(session: Session, actor: Actor) -> list[Penerima]:
    """Deliveries outside that the actor's offices recorded and whose receipt is still missing, oldest first."""
    proven = select(SerahTerima.penerima_id).where(SerahTerima.penerima_id.is_not(None))
    readable = naskah_queries.visible(actor).with_only_columns(Naskah.id)
    return list(
        session.scalars(
            select(Penerima)
            .join(Naskah, Naskah.id == Penerima.naskah_id)
            .where(
                Penerima.tipe == TipePenerima.EKSTERNAL,
                Penerima.dikirim_at.is_not(None),
                Penerima.cara.in_((CaraKirim.KURIR, CaraKirim.POS, CaraKirim.DIAMBIL)),  # mail is its own proof
                Penerima.id.not_in(proven),
                within(Naskah.opd_id, actor.tu_opd_ids),
                Naskah.id.in_(readable),
            )
            .options(joinedload(Penerima.naskah))
            .order_by(Penerima.dikirim_at)
            .limit(100)
        )
    )


def sampul(session: Session, actor: Actor) -> list[tuple[SuratMasuk, SuratSampul]]:
    """Envelopes that nobody has opened yet and that the TU has not handed over."""
    waiting = sisi.sampul_menunggu(session, actor)
    gone = set(
        session.scalars(select(SerahTerima.surat_id).where(SerahTerima.surat_id.in_([s.id for s, _ in waiting])))
    )
    return [(surat, envelope) for surat, envelope in waiting if surat.id not in gone]


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """How much waits under each tab."""
    waiting = visible(actor).where(
        within(SerahTerima.tujuan_opd_id, actor.tu_opd_ids), SerahTerima.dikonfirmasi_at.is_(None)
    )
    return {
        "belum": len(tanpa_bukti(session, actor)),
        "sampul": len(sampul(session, actor)),
        "konfirmasi": session.scalar(select(func.count()).select_from(waiting.subquery())) or 0,
    }


def surat(session: Session, actor: Actor, surat_id: int) -> tuple[SuratMasuk, bool]:
    """A surat of an office the actor serves as TU, and whether its content may be told.

    Of a sealed one the TU hands over the envelope without reading anything. Raises NotFound.
    """
    found = session.get(SuratMasuk, surat_id)
    if found is None or found.opd_id not in actor.tu_opd_ids:
        raise NotFound("Surat tidak ditemukan.")
    read = surat_queries.visible(actor).where(SuratMasuk.id == surat_id)
    readable = session.scalar(read.with_only_columns(SuratMasuk.id)) is not None
    if not readable and session.get(SuratSampul, surat_id) is None:
        raise NotFound("Surat tidak ditemukan.")
    return found, readable


def penerima(session: Session, actor: Actor, penerima_id: int) -> Penerima:
    """A delivery outside that an office of the actor recorded. Raises NotFound."""
    found = session.get(Penerima, penerima_id)
    read = naskah_queries.visible(actor).with_only_columns(Naskah.id)
    if (
        found is None
        or found.tipe is not TipePenerima.EKSTERNAL
        or found.dikirim_at is None
        or session.scalar(read.where(Naskah.id == found.naskah_id)) is None
        or found.naskah.opd_id not in actor.tu_opd_ids
    ):
        raise NotFound("Pengiriman tidak ditemukan.")
    return found


def _lines(session: Session, actor: Actor, rows: Iterable[SerahTerima]) -> list[Baris]:
    every = list(rows)
    surat_ids = [r.surat_id for r in every if r.surat_id is not None]
    parts = {
        p.id: p
        for p in session.scalars(
            select(Penerima).where(Penerima.id.in_([r.penerima_id for r in every if r.penerima_id is not None]))
        )
    }
    readable = {s.id: s for s in session.scalars(surat_queries.visible(actor).where(SuratMasuk.id.in_(surat_ids)))}
    numbers = {
        s_id: f"Agenda {nomor}/{tahun}"
        for s_id, nomor, tahun in session.execute(
            select(SuratMasuk.id, SuratMasuk.nomor_agenda, SuratMasuk.tahun).where(SuratMasuk.id.in_(surat_ids))
        ).tuples()
    }
    mine = naskah_queries.visible(actor).where(Naskah.id.in_({p.naskah_id for p in parts.values()}))
    sent = {n.id: n for n in session.scalars(mine)}
    names = dict(
        session.execute(select(Pegawai.id, Pegawai.nama).where(within(Pegawai.id, {r.oleh_id for r in every})))
        .tuples()
        .all()
    )
    offices = {r.tujuan_opd_id for r in every if r.tujuan_opd_id} | {r.opd_id for r in every}
    units = dict(session.execute(select(Unit.id, Unit.nama).where(within(Unit.id, offices))).tuples().all())
    served = actor.tu_opd_ids | actor.arsip_opd_ids
    found = []
    for row in every:
        what, url = "Sampul tertutup", ""
        if row.surat_id is not None:
            read = readable.get(row.surat_id)
            closed = ", surat tertutup" if row.opd_id in served else f" {units[row.opd_id]}"
            what = numbers[row.surat_id] + (f": {read.hal}" if read is not None else closed)
            url = f"/surat-masuk/{read.id}?tab=semua" if read is not None else ""
        elif row.penerima_id is not None:
            naskah = sent.get(parts[row.penerima_id].naskah_id)
            what = f"{naskah.nomor}: {naskah.hal}" if naskah is not None else "(Rahasia)"
            url = f"/naskah/{naskah.id}" if naskah is not None else ""
        waits = row.tujuan_opd_id is not None and row.dikonfirmasi_at is None
        found.append(
            Baris(
                row.id, what, url, row.kepada, row.sebagai, row.diserahkan_at, names.get(row.oleh_id, ""),
                row.bukti_key is not None, row.dikonfirmasi_at, units.get(row.tujuan_opd_id or 0, "") if waits else "",
                waits and row.tujuan_opd_id in actor.tu_opd_ids, row.keterangan, row.version,
            )
        )  # fmt: skip
    return found
