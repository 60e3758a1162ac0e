"""Setting the target: a new version each time, with author and reason, never backwards (metrik.md 1.2, 2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Invalid
from eoffice.laporan import policy
from eoffice.laporan.adopsi import Ukur
from eoffice.laporan.models import SasaranAdopsi
from eoffice.organisasi.models import Unit
from eoffice.peristiwa import actions as peristiwa


@dataclass(frozen=True)
class Isian:
    """A target as somebody filled it in.

    Attributes:
        kelompok: groups it covers; empty for every perangkat daerah.
        ambang_persen: 50 to 100.
        berlaku_sejak: not before today.
    """

    tanggal: date
    kelompok: Sequence[str]
    ambang_persen: int
    ukur: Ukur
    berlaku_sejak: date
    alasan: str


def tetapkan(session: Session, actor: Actor, isian: Isian) -> SasaranAdopsi:
    """Set a new target; the earlier versions stay, so every past report can be read with its own.

    Raises:
        NotAllowed: the actor neither watches over the city nor administers the system.
        Invalid: a date in the past, an unknown kelompok, a threshold outside 50 to 100, or no reason.
    """
    require(policy.may(actor, Action.TETAPKAN_SASARAN))
    known = set(session.scalars(select(Unit.kelompok).where(Unit.id == Unit.opd_id)))
    wrong = {}
    if isian.berlaku_sejak < clock.today():
        wrong["berlaku_sejak"] = "Sasaran tidak berlaku surut; pilih hari ini atau sesudahnya."
    if isian.tanggal <= isian.berlaku_sejak:
        wrong["tanggal"] = "Tanggal sasaran harus sesudah tanggal mulai berlakunya."
    if not 50 <= isian.ambang_persen <= 100:
        wrong["ambang_persen"] = "Isi ambang antara 50 dan 100 persen."
    if set(isian.kelompok) - known:
        wrong["kelompok"] = "Pilih kelompok dari daftar."
    if len(isian.alasan.strip()) < 10:
        wrong["alasan"] = "Tuliskan alasannya dengan satu kalimat, misalnya nomor keputusan yang mendasarinya."
    if wrong:
        raise Invalid("Sasaran belum dapat disimpan; perbaiki yang ditandai.", wrong)
    row = SasaranAdopsi(
        tanggal=isian.tanggal,
        kelompok=sorted(set(isian.kelompok)),
        ambang_persen=isian.ambang_persen,
        ukur=isian.ukur,
        berlaku_sejak=isian.berlaku_sejak,
        alasan=isian.alasan.strip(),
        penetap=actor.jabatan_nama or actor.nama,
        ditetapkan_at=clock.now(),
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "laporan.sasaran", "sasaran", row.id, ke=row.tanggal.isoformat(), catatan=row.alasan[:300]
    )
    peristiwa.catat(
        session,
        jenis="parameter.ditetapkan",
        opd_id=actor.opd_id or None,
        unit_id=None,
        akun=actor.samaran,
        jabatan_id=actor.jabatan_id or None,
        naskah=None,
        rincian={
            "kode": f"sasaran_{row.ukur}",
            "tengah": row.tanggal.isoformat(),
            "rendah": row.ambang_persen,
            "berlaku_sejak": row.berlaku_sejak.isoformat(),
            "dasar": f"sasaran:{row.id}",
        },
    )
    return row
