"""Setting the factors of the paper account: dated, with author and reason, ordered, and never backwards (metrik.md 1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.laporan import policy, queries
from eoffice.laporan.kertas import SEMUA, Tiga, susun
from eoffice.laporan.kertas.ketetapan import Ketetapan, periksa
from eoffice.laporan.models import KetetapanKertas
from eoffice.peristiwa import actions as peristiwa


@dataclass(frozen=True)
class IsianKetetapan:
    """A change as somebody filled it in; only the values that differ from what holds.

    Attributes:
        nilai: by code, in thousandths; berlaku_sejak: tomorrow at the earliest; bukti: what proves it, for an OPD.
    """

    nilai: Mapping[str, Tiga[int]]
    berlaku_sejak: date
    alasan: str
    bukti: str = ""


def besok() -> date:
    """The first day on which a change can hold: what happened today was counted with the factors of today."""
    return clock.today() + timedelta(days=1)


def tetapkan_kota(session: Session, actor: Actor, isian: IsianKetetapan) -> KetetapanKertas:
    """Set factors of the city.

    Raises:
        NotAllowed: the actor does not watch over the city.
        Invalid: a date before tomorrow, values out of order, or no reason.
    """
    require(policy.may(actor, Action.TETAPKAN_PARAMETER))
    _check(session, isian, None)
    row = _row(actor, isian, None)
    row.penetap, row.ditetapkan_at = row.pengusul, row.diusulkan_at
    session.add(row)
    session.flush()
    audit.record(session, actor, "laporan.ketetapan", "ketetapan", row.id, ke=_codes(row), catatan=row.alasan[:300])
    _note(session, actor, row)
    return row


def usulkan_opd(session: Session, actor: Actor, opd_id: int, isian: IsianKetetapan) -> KetetapanKertas:
    """Propose what describes the paper of an own perangkat daerah, with proof; a pemantau decides.

    Raises:
        NotAllowed: neither its leader, sekretaris nor TU.
        Invalid: a row that only the city sets, values out of order, no reason or no proof.
        Conflict: another proposal of it waits.
    """
    require(policy.may(actor, Action.USUL_PARAMETER, opd_id))
    if len(isian.bukti.strip()) < 5:
        sentence = "Sebutkan buktinya, misalnya nomor nota dinas, kontrak, atau standar harga."
        raise Invalid(sentence, {"bukti": sentence})
    _check(session, isian, opd_id)
    if any(row.menunggu for row in queries.riwayat(session, opd_id)):
        raise Conflict("Usulan sebelumnya belum diputuskan. Tunggu keputusannya sebelum mengusulkan lagi.")
    row = _row(actor, isian, opd_id)
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "laporan.ketetapan_diusulkan", "ketetapan", row.id, ke=_codes(row), catatan=row.alasan[:300]
    )
    return row


def putuskan(session: Session, actor: Actor, ketetapan_id: int, *, terima: bool, catatan: str = "") -> KetetapanKertas:
    """Decide about a proposal; one that is accepted late holds from tomorrow, never backwards.

    Raises:
        NotFound: there is no such proposal.
        Conflict: it was decided before.
        Invalid: refused without a reason.
    """
    require(policy.may(actor, Action.TETAPKAN_PARAMETER))
    row = session.scalar(select(KetetapanKertas).where(KetetapanKertas.id == ketetapan_id))
    if row is None or row.opd_id is None:
        raise NotFound("Usulan tidak ditemukan.")
    if not row.menunggu:
        raise Conflict("Usulan ini sudah diputuskan.")
    if not terima and len(catatan.strip()) < 10:
        sentence = "Tuliskan alasannya, supaya pengusul tahu apa yang perlu diperbaiki."
        raise Invalid(sentence, {"catatan": sentence})
    row.catatan, row.penetap = catatan.strip()[:300], actor.jabatan_nama or actor.nama
    if terima:
        row.berlaku_sejak = max(row.berlaku_sejak, besok())
        row.ditetapkan_at = clock.now()
        _note(session, actor, row)
    else:
        row.ditolak_at = clock.now()
    session.flush()
    event = "laporan.ketetapan" if terima else "laporan.ketetapan_ditolak"
    audit.record(session, actor, event, "ketetapan", row.id, ke=_codes(row), catatan=row.catatan)
    return row


def _check(session: Session, isian: IsianKetetapan, opd_id: int | None) -> None:
    wrong = {}
    if isian.berlaku_sejak < besok():
        wrong["berlaku_sejak"] = "Tidak berlaku surut; pilih besok atau sesudahnya."
    if len(isian.alasan.strip()) < 10:
        wrong["alasan"] = "Tuliskan alasannya dengan satu kalimat, misalnya nomor keputusan atau hasil survei."
    try:
        periksa(isian.nilai, opd=opd_id is not None)
        trial = Ketetapan(10**12, opd_id, isian.berlaku_sejak, isian.nilai)
        susun(queries.ketentuan(session), [trial]).pada(opd_id or "", isian.berlaku_sejak)
    except Invalid as error:
        raise Invalid(str(error), {**error.fields, **wrong}) from None
    if wrong:
        raise Invalid("Nilai belum dapat disimpan; perbaiki yang ditandai.", wrong)


def _row(actor: Actor, isian: IsianKetetapan, opd_id: int | None) -> KetetapanKertas:
    return KetetapanKertas(
        opd_id=opd_id,
        berlaku_sejak=isian.berlaku_sejak,
        nilai={kode: [tiga.rendah, tiga.tengah, tiga.tinggi] for kode, tiga in isian.nilai.items()},
        alasan=isian.alasan.strip()[:500],
        bukti=isian.bukti.strip()[:200],
        pengusul=actor.jabatan_nama or actor.nama,
        diusulkan_at=clock.now(),
        penetap="",
        catatan="",
    )


def _codes(row: KetetapanKertas) -> str:
    return ", ".join(sorted(row.nilai))[:200]


def _note(session: Session, actor: Actor, row: KetetapanKertas) -> None:
    """One event for each row, so the log alone can compute any past report again."""
    for kode, (rendah, tengah, tinggi) in sorted(row.nilai.items()):
        words = SEMUA[kode].pilihan
        low, mid, high = (words[v] if words else v for v in (rendah, tengah, tinggi))
        peristiwa.catat(
            session,
            jenis="parameter.ditetapkan",
            opd_id=row.opd_id,
            unit_id=None,
            akun=actor.samaran,
            jabatan_id=actor.jabatan_id or None,
            naskah=None,
            rincian={
                "kode": kode,
                "rendah": low,
                "tengah": mid,
                "tinggi": high,
                "berlaku_sejak": row.berlaku_sejak.isoformat(),
                "dasar": f"ketetapan:{row.id}",
            },
        )
