"""Buku ekspedisi: what was handed over outside the city, in the order in which it was recorded."""

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.db import within
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import TipePenerima
from eoffice.organisasi.models import Pegawai
from eoffice.rekap.queries.lajur import RAHASIA, Baris, bulan_buku
from eoffice.rekap.queries.volume import awal
from eoffice.rekap.states import kata


def semua(opd_id: int, tahun: int) -> Select[tuple[int]]:
    """Recipients outside that an office served in a year."""
    return (
        select(Penerima.id)
        .join(Naskah, Naskah.id == Penerima.naskah_id)
        .where(
            Penerima.tipe == TipePenerima.EKSTERNAL,
            Penerima.dikirim_at >= awal(date(tahun, 1, 1)),
            Penerima.dikirim_at < awal(date(tahun + 1, 1, 1)),
            Naskah.opd_id == opd_id,
        )
    )


def baris(
    session: Session, actor: Actor, opd_id: int, tahun: int, sesudah: int, bulan: int | None, limit: int
) -> list[Baris]:
    """Deliveries outside in the order in which they were recorded; their running number is that order."""
    order = func.row_number().over(order_by=(Penerima.dikirim_at, Penerima.id)).label("urut")
    ranked = semua(opd_id, tahun).add_columns(order, Penerima.dikirim_at.label("at")).subquery()
    chosen = select(ranked.c.id, ranked.c.urut).where(ranked.c.urut > sesudah)
    if bulan is not None:
        first, end = bulan_buku(tahun, bulan)
        chosen = chosen.where(ranked.c.at >= awal(first), ranked.c.at < awal(end))
    numbered = dict(session.execute(chosen.order_by(ranked.c.urut).limit(limit)).tuples().all())
    parts = {p.id: p for p in session.scalars(select(Penerima).where(Penerima.id.in_(list(numbered))))}
    readable = naskah_queries.visible(actor).where(Naskah.id.in_({p.naskah_id for p in parts.values()}))
    shown = {n.id: n for n in session.scalars(readable)}
    people = {p.dikirim_oleh for p in parts.values() if p.dikirim_oleh is not None}
    names = {p.id: p.nama for p in session.scalars(select(Pegawai).where(within(Pegawai.id, people)))}
    found = []
    for part_id, urut in numbered.items():
        part, naskah = parts[part_id], shown.get(parts[part_id].naskah_id)
        at = f"{clock.wib(part.dikirim_at):%d-%m-%Y %H.%M}" if part.dikirim_at else ""
        if naskah is None:
            found.append(Baris(urut, (str(urut), at, "", "", RAHASIA, "", "", ""), tertutup=True))
            continue
        way = kata(part.cara) if part.cara is not None else ""
        who = names.get(part.dikirim_oleh or 0, "")
        found.append(Baris(urut, (str(urut), at, naskah.nomor or "", part.teks, naskah.hal, way, who, part.keterangan)))
    return found
