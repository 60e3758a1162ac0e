"""What is left to be filed before a year is closed, by unit (naskah-dinas 6.1)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.arsip.queries.isi import Menunggu, waiting_naskah, waiting_surat
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Jabatan
from eoffice.surat_masuk.models import SuratMasuk


@dataclass
class Sisa:
    """What one unit still has to file: how many of each kind, and since when the oldest of them."""

    unit_id: int
    naskah: int = 0
    surat: int = 0
    tertua: date | None = None

    def add(self, day: date | None) -> None:
        """The oldest of another kind."""
        self.tertua = min(self.tertua or day, day) if day is not None else self.tertua

    @property
    def jumlah(self) -> int:
        """Of both kinds."""
        return self.naskah + self.surat


def sisa(session: Session, actor: Actor, tahun: int) -> dict[int, Sisa]:
    """What the units served as arsiparis have to file before a year is closed (6.1), by unit; two statements."""
    found: dict[int, Sisa] = {}
    if not actor.arsip_opd_ids:
        return found
    asked = Menunggu(tahun=tahun)
    naskah = (
        waiting_naskah(actor, asked)
        .with_only_columns(Naskah.unit_id, func.count(), func.min(Naskah.tanggal))
        .group_by(Naskah.unit_id)
        .order_by(None)
    )
    for unit_id, many, oldest in session.execute(naskah).tuples():
        row = found.setdefault(unit_id, Sisa(unit_id))
        row.naskah = many
        row.add(oldest)
    surat = (
        waiting_surat(actor, asked)
        .join(Jabatan, Jabatan.id == SuratMasuk.tujuan_jabatan_id)
        .with_only_columns(Jabatan.unit_id, func.count(), func.min(SuratMasuk.tanggal_surat))
        .group_by(Jabatan.unit_id)
        .order_by(None)
    )
    for unit_id, many, oldest in session.execute(surat).tuples():
        row = found.setdefault(unit_id, Sisa(unit_id))
        row.surat = many
        row.add(oldest)
    return found
