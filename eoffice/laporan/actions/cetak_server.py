"""Bringing in what a print server counted: a check of the leak, never a part of the paper account (C9)."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.laporan import policy
from eoffice.laporan.kertas.page_log import BulanServer
from eoffice.laporan.models import CetakServer


def muat_cetak_server(
    session: Session, actor: Actor, opd_id: int, bulan: Sequence[BulanServer], sidik: str
) -> list[CetakServer]:
    """Keep the sums of each month; a later import of a month counts instead of the earlier one.

    Args:
        sidik: SHA-256 of the file, by which the operator finds it again; the file itself is not kept.
    """
    require(policy.may(actor, Action.CATAT_PERSEDIAAN, opd_id))
    rows = [
        CetakServer(
            opd_id=opd_id,
            bulan=each.bulan,
            lembar=each.lembar,
            halaman=each.halaman,
            pekerjaan=each.pekerjaan,
            berkas_sha256=sidik,
            pencatat=actor.jabatan_nama or actor.nama,
            dicatat_at=clock.now(),
        )
        for each in bulan
    ]
    session.add_all(rows)
    session.flush()
    said = ", ".join(f"{row.bulan:%Y-%m}: {row.lembar} lembar" for row in rows)
    audit.record(session, actor, "laporan.cetak_server", "unit", opd_id, catatan=said[:300])
    return rows
