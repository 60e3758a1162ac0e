"""Ordering a package: what shall be in it is settled at once, and looked at again when it is made and when it is fetched."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Objek
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.organisasi.models import Unit
from eoffice.paket import policy, queries
from eoffice.paket.models import Paket, PaketButir
from eoffice.paket.states import MASA_UNDUH, TERBANYAK, Format, StatusButir, StatusPaket
from eoffice.pdf.kata import tanggal
from eoffice.storage import Blob


def pesan_berkas(session: Session, actor: Actor, bentuk: Format, chosen: Sequence[Berkas]) -> Paket:
    """Everything in some berkas that the actor may read."""
    if not chosen:
        raise Invalid("Pilih berkasnya dahulu.", {"berkas": "Pilih paling sedikit satu berkas."})
    title = f"Berkas {chosen[0].nomor}" + (f" dan {len(chosen) - 1} lainnya" if len(chosen) > 1 else "")
    scope = {"macam": "berkas", "nomor": [b.nomor for b in chosen]}
    return _pesan(
        session,
        actor,
        bentuk,
        title,
        scope,
        queries.isi_berkas(session, actor, chosen),
        _untuk(actor, chosen[0].opd_id),
    )


def pesan_unit(session: Session, actor: Actor, bentuk: Format, unit: Unit, dari: date, sampai: date) -> Paket:
    """Everything of a unit and those below it in a period that the actor may read.

    Raises:
        Invalid: the period ends before it begins, or the unit belongs to another perangkat daerah.
    """
    if sampai < dari:
        raise Invalid("Kurun waktunya terbalik.", {"sampai": "Tanggal akhir lebih awal daripada tanggal awal."})
    if unit.opd_id not in actor.arsip_opd_ids:
        raise Invalid("Unit tidak sesuai.", {"unit_id": "Pilih unit dari perangkat daerah yang Anda layani."})
    scope = {"macam": "unit", "unit": unit.nama, "dari": dari.isoformat(), "sampai": sampai.isoformat()}
    things = queries.isi_unit(session, actor, unit.id, dari, sampai)
    title = f"{unit.nama}, {tanggal(dari)} s.d. {tanggal(sampai)}"
    return _pesan(session, actor, bentuk, title, scope, things, unit.opd_id or 0)


def pesan_pilihan(
    session: Session, actor: Actor, bentuk: Format, things: Iterable[queries.Rujukan], *, judul: str
) -> Paket:
    """Single records, such as the ticked rows of a search."""
    chosen = queries.terbaca(session, actor, things)
    scope = {"macam": "pilihan", "judul": judul}
    return _pesan(session, actor, bentuk, judul, scope, chosen, _untuk(actor, actor.opd_id))


def _untuk(actor: Actor, opd_id: int | None) -> int:
    """The perangkat daerah whose package it is: that one when the actor serves it, else the actor's own, who holds what
    another one made (6.6)."""
    served = actor.arsip_opd_ids
    return next((x for x in (opd_id, actor.opd_id) if x in served and x is not None), min(served, default=0))


def salin(session: Session, actor: Actor, paket: Paket, *, opd_id: int) -> Paket:
    """A finished package also for somebody else, who from now on holds what is in it; the file itself is one.

    Raises:
        NotAllowed: the actor keeps no packages there.
        NotFound: it is not finished, or gone.
    """
    require(policy.may_make(actor))
    if paket.status is not StatusPaket.SIAP or not paket.key:
        raise NotFound("Paket ini belum selesai atau sudah dihapus. Minta pembuatnya membuat paket baru.")
    at = clock.now()
    made = Paket(
        opd_id=opd_id, oleh_id=actor.pegawai_id, oleh_jabatan_id=actor.jabatan_id, format=paket.format, judul=paket.judul,
        cakupan=paket.cakupan, status=StatusPaket.SIAP, dibuat_at=at, selesai_at=at, kedaluwarsa_at=at + MASA_UNDUH,
        jumlah=paket.jumlah, selesai=paket.selesai, terlewat=paket.terlewat, key=paket.key, size=paket.size,
        sha256=paket.sha256,
    )  # fmt: skip
    session.add(made)
    session.flush()
    row = PaketButir.__table__.c
    names = ("urutan", "objek", "objek_id", "keadaan", "alasan")
    rows = select(literal(made.id), *(row[name] for name in names)).where(row.paket_id == paket.id)
    session.execute(insert(PaketButir).from_select(["paket_id", *names], rows))
    said = f"dari paket {paket.id}: {paket.judul}"[:300]
    audit.record(
        session, actor, "paket.salin", "paket", made.id, ke=made.status, catatan=said, isi_sha256=paket.sha256 or ""
    )
    return made


def _pesan(
    session: Session,
    actor: Actor,
    bentuk: Format,
    judul: str,
    cakupan: dict[str, Any],
    things: Sequence[queries.Rujukan],
    opd_id: int,
) -> Paket:
    require(policy.may_make(actor))
    if not things:
        raise Invalid(
            "Tidak ada arsip yang dapat dipaketkan dari pilihan ini. Periksa pilihannya, atau ganti kurun waktunya."
        )
    if len(things) > TERBANYAK:
        raise Invalid(f"Satu paket memuat paling banyak {TERBANYAK} arsip. Bagi menurut berkas atau kurun waktu.")
    made = Paket(
        opd_id=opd_id,
        oleh_id=actor.pegawai_id,
        oleh_jabatan_id=actor.jabatan_id,
        format=bentuk,
        judul=judul[:300],
        cakupan=cakupan,
        status=StatusPaket.MENUNGGU,
        dibuat_at=clock.now(),
        jumlah=len(things),
    )
    session.add(made)
    session.flush()
    session.execute(
        insert(PaketButir),
        [
            {
                "paket_id": made.id,
                "urutan": n,
                "objek": str(objek),
                "objek_id": objek_id,
                "keadaan": StatusButir.MENUNGGU,
                "alasan": "",
                "isi": None,
            }
            for n, (objek, objek_id) in enumerate(things, start=1)
        ],
    )
    audit.record(session, actor, "paket.pesan", "paket", made.id, ke=made.status, catatan=f"{bentuk}: {judul}"[:300])
    return made


def ambil(session: Session, actor: Actor, paket: Paket) -> Blob:
    """The finished package for the one who ordered it: every record in it is looked at again (OTR-11, OTR-13).

    Raises:
        NotFound: there is nothing to fetch, or not any more.
        Conflict: something in it may no longer be read by the actor.
    """
    require(policy.may_open(actor, paket))
    if paket.status is not StatusPaket.SIAP or not paket.key:
        raise NotFound("Paket ini belum atau tidak lagi dapat diunduh.")
    if paket.kedaluwarsa_at is None or paket.kedaluwarsa_at <= clock.now():
        raise NotFound("Masa unduh paket ini sudah habis. Buat paket baru.")
    _still_readable(session, actor, paket)
    paket.unduhan += 1
    audit.record(session, actor, "paket.unduh", "paket", paket.id, catatan=paket.judul, isi_sha256=paket.sha256 or "")
    return Blob(paket.key, paket.size or 0, paket.sha256 or "")


def _still_readable(session: Session, actor: Actor, paket: Paket) -> None:
    after = 0
    while rows := queries.butir(session, paket.id, sesudah=after):
        things = [(Objek(r.objek), r.objek_id) for r in rows if r.keadaan is StatusButir.SIAP]
        if len(queries.terbaca(session, actor, things)) != len(things):
            raise Conflict(
                "Hak baca Anda berubah sejak paket ini dibuat, jadi paket ini tidak diberikan. Buat paket baru."
            )
        after = rows[-1].urutan
