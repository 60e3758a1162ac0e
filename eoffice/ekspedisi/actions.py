"""Use cases of ekspedisi: hand over with a receipt, and confirm on the other side."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.ekspedisi import policy, queries
from eoffice.ekspedisi.models import SerahTerima
from eoffice.errors import Conflict, Invalid
from eoffice.storage import Blob


@dataclass(frozen=True)
class IsianSerah:
    """Who received it, as what and when; `tujuan_opd_id` when its TU is to confirm that it arrived."""

    kepada: str
    sebagai: str
    diserahkan_at: datetime
    keterangan: str = ""
    tujuan_opd_id: int | None = None


def serahkan_surat(session: Session, actor: Actor, surat_id: int, isian: IsianSerah, bukti: Blob | None) -> SerahTerima:
    """The original of a surat, or its sealed envelope, went to somebody.

    Raises:
        NotFound, NotAllowed: not a surat of the actor's office. Invalid: in the future, or before it had come.
    """
    surat, readable = queries.surat(session, actor, surat_id)
    require(policy.may_record(actor, surat.opd_id))
    if isian.diserahkan_at < surat.diterima_at.replace(second=0, microsecond=0):
        raise Invalid("Waktu penyerahan tidak sesuai.", {"jam": "Penyerahan tidak mungkin sebelum surat diterima."})
    row = _row(session, actor, surat.opd_id, isian, bukti)
    row.surat_id = surat.id
    return _kept(session, actor, row, f"agenda {surat.nomor_agenda}", sealed=not readable)


def serahkan_kiriman(
    session: Session, actor: Actor, penerima_id: int, isian: IsianSerah, bukti: Blob | None
) -> SerahTerima:
    """The receipt of a delivery outside.

    Raises:
        NotFound, NotAllowed: not a delivery of the actor's office. Conflict: it has its receipt already.
    """
    part = queries.penerima(session, actor, penerima_id)
    require(policy.may_record(actor, part.naskah.opd_id))
    if session.scalar(select(SerahTerima.id).where(SerahTerima.penerima_id == part.id)) is not None:
        raise Conflict("Tanda terima pengiriman ini sudah dicatat.")
    row = _row(session, actor, part.naskah.opd_id, isian, bukti)
    row.penerima_id = part.id
    return _kept(session, actor, row, f"naskah {part.naskah_id}", sealed=False)


def konfirmasi(session: Session, actor: Actor, row: SerahTerima, versi: int) -> None:
    """The TU of the office that received it says so; this is proof as good as a photo.

    Raises:
        Conflict: the row was changed since the button was shown, another confirmation included.
    """
    if row.version != versi:
        raise Conflict("Catatan penyerahan ini sudah berubah sejak Anda membukanya. Muat ulang halamannya.")
    require(policy.may_confirm(actor, row))
    row.dikonfirmasi_at, row.dikonfirmasi_oleh = clock.now(), actor.pegawai_id
    audit.record(session, actor, "ekspedisi.konfirmasi", "serah_terima", row.id)


def _row(session: Session, actor: Actor, opd_id: int, isian: IsianSerah, bukti: Blob | None) -> SerahTerima:
    if isian.diserahkan_at > clock.now():
        raise Invalid("Waktu penyerahan tidak sesuai.", {"jam": "Waktu penyerahan belum terjadi."})
    if isian.tujuan_opd_id == opd_id:
        raise Invalid("Tujuan tidak sesuai.", {"tujuan_opd_id": "Pilih perangkat daerah lain, atau kosongkan."})
    return SerahTerima(
        opd_id=opd_id,
        kepada=isian.kepada,
        sebagai=isian.sebagai,
        diserahkan_at=isian.diserahkan_at,
        dicatat_at=clock.now(),
        oleh_id=actor.pegawai_id,
        keterangan=isian.keterangan,
        tujuan_opd_id=isian.tujuan_opd_id,
        bukti_key=bukti.key if bukti else None,
        bukti_size=bukti.size if bukti else None,
        bukti_sha256=bukti.sha256 if bukti else None,
    )


def _kept(session: Session, actor: Actor, row: SerahTerima, what: str, *, sealed: bool) -> SerahTerima:
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        "ekspedisi.serahkan",
        "serah_terima",
        row.id,
        catatan=f"{what} kepada {row.kepada}"[:300],
        isi_sha256=row.bukti_sha256 or "",
        sifat="rahasia" if sealed else "",
    )
    return row
