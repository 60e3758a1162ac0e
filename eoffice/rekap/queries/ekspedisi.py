"""Buku ekspedisi: what was handed over, outside the city and on paper within it, in the order in which it happened."""

from datetime import date
from typing import Any, Final

from sqlalchemy import Select, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.db import within
from eoffice.ekspedisi.models import SerahTerima
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import TipePenerima
from eoffice.organisasi.models import Pegawai
from eoffice.rekap.queries.lajur import RAHASIA, Baris, bulan_buku
from eoffice.rekap.queries.volume import awal
from eoffice.rekap.states import kata
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

_KIRIM: Final = 1
_SERAH: Final = 2


def semua(opd_id: int, tahun: int) -> Select[Any]:
    """Kind, id and instant of everything an office handed over in a year: deliveries outside, and paper within."""
    first, end = awal(date(tahun, 1, 1)), awal(date(tahun + 1, 1, 1))
    sent = (
        select(literal(_KIRIM).label("macam"), Penerima.id.label("id"), Penerima.dikirim_at.label("at"))
        .join(Naskah, Naskah.id == Penerima.naskah_id)
        .where(
            Penerima.tipe == TipePenerima.EKSTERNAL,
            Penerima.dikirim_at >= first,
            Penerima.dikirim_at < end,
            Naskah.opd_id == opd_id,
        )
    )
    given = select(literal(_SERAH), SerahTerima.id, SerahTerima.diserahkan_at).where(
        and_(
            SerahTerima.opd_id == opd_id,
            SerahTerima.surat_id.is_not(None),
            SerahTerima.diserahkan_at >= first,
            SerahTerima.diserahkan_at < end,
        )
    )
    return select(union_all(sent, given).subquery())


def baris(
    session: Session, actor: Actor, opd_id: int, tahun: int, sesudah: int, bulan: int | None, limit: int
) -> list[Baris]:
    """Hand-overs in the order in which they happened; their running number is that order."""
    every = semua(opd_id, tahun).subquery()
    order = func.row_number().over(order_by=(every.c.at, every.c.macam, every.c.id)).label("urut")
    ranked = select(every.c.macam, every.c.id, every.c.at, order).subquery()
    chosen = select(ranked.c.macam, ranked.c.id, ranked.c.urut).where(ranked.c.urut > sesudah)
    if bulan is not None:
        first, end = bulan_buku(tahun, bulan)
        chosen = chosen.where(ranked.c.at >= awal(first), ranked.c.at < awal(end))
    rows = session.execute(chosen.order_by(ranked.c.urut).limit(limit)).tuples().all()
    sent = {id_: urut for macam, id_, urut in rows if macam == _KIRIM}
    given = {id_: urut for macam, id_, urut in rows if macam == _SERAH}
    found = _sent(session, actor, sent) + _given(session, actor, given)
    return sorted(found, key=lambda b: b.urut)


def _sent(session: Session, actor: Actor, numbered: dict[int, int]) -> list[Baris]:
    parts = {p.id: p for p in session.scalars(select(Penerima).where(Penerima.id.in_(list(numbered))))}
    readable = naskah_queries.visible(actor).where(Naskah.id.in_({p.naskah_id for p in parts.values()}))
    shown = {n.id: n for n in session.scalars(readable)}
    slips = session.scalars(select(SerahTerima).where(SerahTerima.penerima_id.in_(list(numbered))))
    receipts = {s.penerima_id: s for s in slips}
    names = _names(session, {p.dikirim_oleh for p in parts.values() if p.dikirim_oleh is not None})
    found = []
    for part_id, urut in numbered.items():
        part, naskah = parts[part_id], shown.get(parts[part_id].naskah_id)
        at = f"{clock.wib(part.dikirim_at):%d-%m-%Y %H.%M}" if part.dikirim_at else ""
        if naskah is None:
            found.append(Baris(urut, (str(urut), at, "", "", RAHASIA, "", "", "", ""), tertutup=True))
            continue
        way = kata(part.cara) if part.cara is not None else ""
        receipt = receipts.get(part_id)
        proof = bukti(receipt) if receipt is not None else part.keterangan or "belum ada"
        cells = (
            str(urut), at, naskah.nomor or "", part.teks, naskah.hal, way, names.get(part.dikirim_oleh or 0, ""),
            diterima(receipt), proof,
        )  # fmt: skip
        found.append(Baris(urut, cells))
    return found


def _given(session: Session, actor: Actor, numbered: dict[int, int]) -> list[Baris]:
    slips = {s.id: s for s in session.scalars(select(SerahTerima).where(SerahTerima.id.in_(list(numbered))))}
    ids = {s.surat_id for s in slips.values()}
    shown = {s.id: s for s in session.scalars(surat_queries.visible(actor).where(SuratMasuk.id.in_(ids)))}
    agenda = dict(
        session.execute(select(SuratMasuk.id, SuratMasuk.nomor_agenda).where(SuratMasuk.id.in_(ids))).tuples().all()
    )
    names = _names(session, {s.oleh_id for s in slips.values()})
    found = []
    for id_, urut in numbered.items():
        slip = slips[id_]
        surat = shown.get(slip.surat_id or 0)
        number = f"agenda {agenda[slip.surat_id or 0]}"
        if surat is not None and surat.nomor_surat:
            number = f"{surat.nomor_surat} ({number})"
        cells = (
            str(urut),
            f"{clock.wib(slip.diserahkan_at):%d-%m-%Y %H.%M}",
            number,
            slip.sebagai,
            surat.hal if surat is not None else "(Sampul tertutup)",
            "Diantar",
            names.get(slip.oleh_id, ""),
            diterima(slip),
            bukti(slip),
        )
        found.append(Baris(urut, cells, tertutup=surat is None))
    return found


def _names(session: Session, ids: set[int]) -> dict[int, str]:
    return {p.id: p.nama for p in session.scalars(select(Pegawai).where(within(Pegawai.id, ids)))}


def diterima(slip: SerahTerima | None) -> str:
    """Who received it, and when by the receipt."""
    if slip is None:
        return ""
    return f"{slip.kepada}, {clock.wib(slip.diserahkan_at):%d-%m-%Y %H.%M}"


def bukti(slip: SerahTerima) -> str:
    """What proves it: a photo, the word of the receiving TU, or only the name and the time."""
    if slip.dikonfirmasi_at is not None:
        return f"dikonfirmasi {clock.wib(slip.dikonfirmasi_at):%d-%m-%Y %H.%M}"
    return f"foto tanda terima {slip.id}" if slip.bukti_key is not None else "nama dan jam"
