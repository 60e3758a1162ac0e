"""The monthly declaration of paper naskah outside the register, signed off by the sekretaris (metrik.md 3.5 C1)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Invalid
from eoffice.laporan import policy
from eoffice.laporan.models import PernyataanKertas
from eoffice.laporan.queries.gudang import pernyataan
from eoffice.laporan.states import BULAN_PERNYATAAN, month_start
from eoffice.peristiwa import actions as peristiwa

PALING_BANYAK: Final = 100_000


@dataclass(frozen=True)
class IsianPernyataan:
    """A declaration as somebody filled it in.

    Attributes:
        bulan: first of a complete month; jumlah: paper naskah sent that month without passing through the register.
    """

    opd_id: int
    bulan: date
    jumlah: int
    catatan: str = ""


def nyatakan(session: Session, actor: Actor, isian: IsianPernyataan) -> PernyataanKertas:
    """Declare a month, or correct it with a reason; both stay in the log.

    Raises:
        NotAllowed: the actor is neither sekretaris nor leader of this perangkat daerah.
        Invalid: a month that is not over or too long ago, a number that cannot be, a correction without a reason.
    """
    require(policy.may(actor, Action.NYATAKAN_KERTAS, isian.opd_id))
    today = clock.today()
    wrong = {}
    if isian.bulan.day != 1 or not month_start(today, BULAN_PERNYATAAN) <= isian.bulan < month_start(today):
        wrong["bulan"] = "Pilih salah satu dari enam bulan yang sudah selesai."
    if not 0 <= isian.jumlah <= PALING_BANYAK:
        wrong["jumlah"] = "Isi banyaknya naskah kertas, 0 bila tidak ada."
    before = pernyataan(session, [isian.bulan], isian.opd_id).get((isian.opd_id, isian.bulan))
    if before is not None and before.jumlah == isian.jumlah:
        return before
    if before is not None and len(isian.catatan.strip()) < 10:
        wrong["catatan"] = "Bulan ini sudah dinyatakan. Tuliskan alasan membetulkannya dengan satu kalimat."
    if wrong:
        raise Invalid("Pernyataan belum dapat disimpan; perbaiki yang ditandai.", wrong)
    month = {"bulan": isian.bulan.month, "tahun": isian.bulan.year}
    id_ = peristiwa.catat(
        session,
        jenis="laporan_kertas.bulanan" if before is None else "koreksi.ganti",
        opd_id=isian.opd_id,
        unit_id=None,
        akun=actor.samaran,
        jabatan_id=actor.jabatan_id or None,
        naskah=f"pernyataan:{isian.opd_id}:{isian.bulan:%Y%m}" if before is None else None,
        rincian={**month, "jumlah": isian.jumlah}
        if before is None
        else {"rujukan": before.asal, "menjadi": {"jumlah": isian.jumlah}},
    )
    row = PernyataanKertas(
        opd_id=isian.opd_id,
        bulan=isian.bulan,
        jumlah=isian.jumlah,
        catatan=isian.catatan.strip()[:300],
        jabatan=actor.jabatan_nama or actor.nama,
        dinyatakan_at=clock.now(),
        id_peristiwa=id_,
        asal=before.asal if before is not None else id_,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        "laporan.pernyataan",
        "pernyataan",
        row.id,
        dari="" if before is None else str(before.jumlah),
        ke=f"{row.bulan:%Y-%m}: {row.jumlah} naskah",
        catatan=row.catatan,
    )
    return row
