"""What came and is not taken into the agenda: listed with its reason, without a number (5.2)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Invalid
from eoffice.surat_masuk import policy
from eoffice.surat_masuk.models import SuratDitolak
from eoffice.surat_masuk.states import LABEL_TOLAK, CaraTerima, SebabTolak


@dataclass(frozen=True)
class IsianTolak:
    """What a TU enters; `tiba_id` names the scan or file that waits for registration, if it is one."""

    opd_id: int
    sebab: SebabTolak
    alasan: str
    asal_teks: str
    cara_terima: CaraTerima
    nomor_surat: str = ""
    tanggal_surat: date | None = None
    hal: str = ""
    tiba_id: int | None = None


def tolak_catat(session: Session, actor: Actor, isian: IsianTolak) -> SuratDitolak:
    """Keep that it came and why it was not taken; no agenda number is used.

    Raises:
        NotAllowed: no TU. Invalid: another office's book, or a reason that says nothing.
    """
    require(policy.may_register(actor))
    if isian.opd_id not in actor.tu_opd_ids:
        raise Invalid("Perangkat daerah ini bukan yang Anda layani.", {"opd_id": "Pilih perangkat daerah Anda."})
    if isian.sebab is SebabTolak.LAINNYA and len(isian.alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis mengapa surat ini tidak dicatat."})
    row = SuratDitolak(
        opd_id=isian.opd_id,
        ditolak_at=clock.now(),
        sebab=isian.sebab,
        alasan=isian.alasan,
        asal_teks=isian.asal_teks,
        nomor_surat=isian.nomor_surat,
        tanggal_surat=isian.tanggal_surat,
        hal=isian.hal,
        cara_terima=isian.cara_terima,
        tiba_id=isian.tiba_id,
        oleh_id=actor.pegawai_id,
    )
    session.add(row)
    session.flush()
    words = f"{LABEL_TOLAK[isian.sebab]}. {isian.alasan}".strip()
    audit.record(
        session, actor, "surat_masuk.tolak_catat", "surat_ditolak", row.id, ke="ditolak_catat", catatan=words[:300]
    )
    return row
