"""The paper ledger: one entry a month and perangkat daerah, corrected by events and never overwritten (metrik.md 1.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Invalid, NotFound
from eoffice.laporan import policy
from eoffice.laporan.models import PersediaanKertas
from eoffice.laporan.queries.gudang import persediaan
from eoffice.laporan.states import month_start
from eoffice.peristiwa import actions as peristiwa

PALING_BANYAK_RIM: Final = 100_000
PALING_MAHAL: Final = 1_000_000
"""Rupiah of one rim above which somebody mistyped."""
TERLAMA: Final = 2015
"""First year of which a ledger is taken in."""


@dataclass(frozen=True)
class IsianPersediaan:
    """An entry as somebody filled it in.

    Attributes:
        bulan: first of the month, not after this one; rim: whole, 0 when none was taken.
        rupiah: paid for all of them; None when the price is not known.
        asn: staff of the perangkat daerah in that month.
    """

    opd_id: int
    bulan: date
    rim: int
    rupiah: int | None
    asn: int
    catatan: str = ""
    sumber: str = "isian"


def cela(isian: IsianPersediaan) -> dict[str, str]:
    """What is wrong with an entry, by field; empty when nothing is."""
    wrong = {}
    if isian.bulan.day != 1 or not date(TERLAMA, 1, 1) <= isian.bulan <= month_start(clock.today()):
        wrong["bulan"] = f"Pilih bulan antara Januari {TERLAMA} dan bulan ini."
    if not 0 <= isian.rim <= PALING_BANYAK_RIM:
        wrong["rim"] = "Isi banyaknya rim, bilangan bulat paling besar 100.000."
    if isian.rupiah is not None and (isian.rupiah < 0 or isian.rupiah > isian.rim * PALING_MAHAL):
        wrong["rupiah"] = "Harga seluruhnya tidak cocok dengan banyaknya rim; periksa nolnya."
    if not 1 <= isian.asn <= 100_000:
        wrong["asn"] = "Isi banyaknya ASN bulan itu, paling sedikit 1."
    return wrong


def catat_persediaan(session: Session, actor: Actor, isian: IsianPersediaan) -> PersediaanKertas:
    """Enter a month, or correct it: a correction needs a reason, and the old entry stays in the history.

    Raises:
        NotAllowed: the actor does not keep the ledger of this perangkat daerah.
        Invalid: values that cannot be, or a correction without a reason.
    """
    require(policy.may(actor, Action.CATAT_PERSEDIAAN, isian.opd_id))
    wrong = cela(isian)
    held = persediaan(session, opd_id=isian.opd_id, dari=isian.bulan, sampai=month_start(isian.bulan, -1))
    before = held.get((isian.opd_id, isian.bulan))
    if before is not None and _sama(before, isian):
        return before
    if before is not None and len(isian.catatan.strip()) < 10:
        wrong["catatan"] = "Bulan ini sudah tercatat. Tuliskan alasan membetulkannya dengan satu kalimat."
    if wrong:
        raise Invalid("Catatan belum dapat disimpan; perbaiki yang ditandai.", wrong)
    return _keep(session, actor, isian, before)


def muat_persediaan(session: Session, actor: Actor, rows: Sequence[IsianPersediaan]) -> tuple[int, int]:
    """Enter many months at once, all of them or none; how many are new, and how many correct an earlier entry.

    Raises:
        NotAllowed: one of them is not the actor's to keep.
        Invalid: one of them is wrong; the sheet is shown again with its sentences.
    """
    held = persediaan(session)
    made: list[tuple[PersediaanKertas, PersediaanKertas | None]] = []
    for each in rows:
        require(policy.may(actor, Action.CATAT_PERSEDIAAN, each.opd_id))
        if wrong := cela(each):
            raise Invalid("Ada baris yang salah, jadi tidak ada yang dimuat.", {"berkas": next(iter(wrong.values()))})
        before = held.get((each.opd_id, each.bulan))
        if before is not None and _sama(before, each):
            continue
        made.append((_row(session, actor, each, before), before))
    session.add_all([row for row, _ in made])
    session.flush()  # once: a sheet of a whole city is a few statements
    for row, before in made:
        _record(session, actor, row, before)
    fixed = sum(before is not None for _, before in made)
    return len(made) - fixed, fixed


def batalkan_persediaan(session: Session, actor: Actor, opd_id: int, bulan: date, alasan: str) -> PersediaanKertas:
    """Take a month back, with a reason.

    Raises:
        NotFound: nothing stands for that month.
        Invalid: no reason.
    """
    require(policy.may(actor, Action.CATAT_PERSEDIAAN, opd_id))
    before = persediaan(session, opd_id=opd_id, dari=bulan, sampai=month_start(bulan, -1)).get((opd_id, bulan))
    if before is None:
        raise NotFound("Bulan ini belum tercatat.")
    if len(alasan.strip()) < 10:
        sentence = "Tuliskan alasan membatalkannya dengan satu kalimat."
        raise Invalid(sentence, {"catatan": sentence})
    id_ = _event(session, actor, opd_id, "koreksi.batal", {"rujukan": before.asal})
    row = PersediaanKertas(
        opd_id=opd_id,
        bulan=bulan,
        rim=None,
        rupiah=None,
        asn=before.asn,
        sumber="isian",
        catatan=alasan.strip()[:300],
        pencatat=actor.jabatan_nama or actor.nama,
        dicatat_at=clock.now(),
        id_peristiwa=id_,
        asal=before.asal,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "laporan.persediaan_dibatalkan", "persediaan", row.id, catatan=row.catatan)
    return row


def _sama(row: PersediaanKertas, isian: IsianPersediaan) -> bool:
    return (row.rim, row.rupiah, row.asn) == (isian.rim, isian.rupiah, isian.asn)


def _keep(session: Session, actor: Actor, isian: IsianPersediaan, before: PersediaanKertas | None) -> PersediaanKertas:
    row = _row(session, actor, isian, before)
    session.add(row)
    session.flush()
    _record(session, actor, row, before)
    return row


def _row(session: Session, actor: Actor, isian: IsianPersediaan, before: PersediaanKertas | None) -> PersediaanKertas:
    """The row, and its event in the log; a correction names the first event of the month."""
    values: dict[str, object] = {"rim": isian.rim, "rupiah": isian.rupiah, "asn": isian.asn}
    if before is None:
        month = {"triwulan": (isian.bulan.month + 2) // 3, "bulan": isian.bulan.month, "tahun": isian.bulan.year}
        id_ = _event(session, actor, isian.opd_id, "persediaan.dicatat", {**month, **values})
    else:
        id_ = _event(session, actor, isian.opd_id, "koreksi.ganti", {"rujukan": before.asal, "menjadi": values})
    return PersediaanKertas(
        opd_id=isian.opd_id,
        bulan=isian.bulan,
        rim=isian.rim,
        rupiah=isian.rupiah,
        asn=isian.asn,
        sumber=isian.sumber,
        catatan=isian.catatan.strip()[:300],
        pencatat=actor.jabatan_nama or actor.nama,
        dicatat_at=clock.now(),
        id_peristiwa=id_,
        asal=before.asal if before is not None else id_,
    )


def _record(session: Session, actor: Actor, row: PersediaanKertas, before: PersediaanKertas | None) -> None:
    audit.record(
        session,
        actor,
        "laporan.persediaan",
        "persediaan",
        row.id,
        dari="" if before is None else str(before.rim),
        ke=f"{row.bulan:%Y-%m}: {row.rim} rim",
        catatan=row.catatan,
    )


def _event(session: Session, actor: Actor, opd_id: int, jenis: str, rincian: dict[str, object]) -> str:
    return peristiwa.catat(
        session,
        jenis=jenis,
        opd_id=opd_id,
        unit_id=None,
        akun=actor.samaran,
        jabatan_id=actor.jabatan_id or None,
        naskah=None,
        rincian=rincian,
    )
