"""Setting a new version of the calendar: kept for ever, told to the metric log, and carried to the open surat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.kalender import policy, queries
from eoffice.kalender.isi import beda_libur
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi.models import KalenderKerja
from eoffice.organisasi.waktu import Kalender
from eoffice.peristiwa import actions as peristiwa
from eoffice.tenggat import actions as tenggat

PENDEK = 80
"""Characters of a code in the metric log."""
SEKALIGUS = 200
"""Surat whose limits are set in one go."""
DIDAHULUI = "Kalender sudah diubah orang lain sejak halaman ini dibuka. Muat ulang lalu isi kembali."
"""What the later of two who change it hears."""


@dataclass(frozen=True)
class Usul:
    """A change as somebody filled it in.

    Attributes:
        bagian: which part, in words, for the history.
        isi: the whole calendar as it would become.
        dari: id of the version it was made from, 0 for the built-in one.
    """

    bagian: str
    isi: Mapping[str, Any]
    dari: int
    berlaku_sejak: date
    dasar: str
    alasan: str


def calon(usul: Usul) -> Kalender:
    """The calendar as it would become. Raises Invalid when it could not be worked with."""
    found = waktu.kalender_dari({**usul.isi, "versi": "usul"})
    for each in (found, *(found.untuk(unit) for unit in found.jam_unit)):
        try:
            waktu.tambah_hari_kerja(each, clock.today(), 5)
        except ValueError as error:
            raise Invalid("Kalender itu hampir tidak memuat hari kerja; periksa jam dan hari liburnya.") from error
    return found


def tetapkan(session: Session, actor: Actor, usul: Usul) -> tuple[KalenderKerja, int]:
    """Set the new version and move the limits of open surat; the version, and how many moved.

    Reports fold their working times again by themselves, since the version they were computed with has another name.

    Raises:
        NotAllowed: the actor neither administers the system nor watches over the city.
        Conflict: somebody set another version meanwhile.
        Invalid: the calendar has no working days, or nothing changes.
    """
    require(policy.may(actor))
    held, before = kalender.isi_berlaku(session)
    if held != usul.dari:
        raise Conflict(DIDAHULUI)
    old, new = kalender.berlaku(session), calon(usul)
    content = {key: value for key, value in usul.isi.items() if key != "versi"}
    if content == {key: value for key, value in before.items() if key != "versi"}:
        raise Invalid("Tidak ada yang berubah dari kalender yang berlaku.")
    versi = f"kalender/{clock.today().isoformat()}/{held + 1}"
    row = KalenderKerja(
        versi=versi,
        isi=content,
        sha256=kalender.sidik(versi, content),
        bagian=usul.bagian,
        berlaku_sejak=usul.berlaku_sejak,
        dasar=usul.dasar,
        alasan=usul.alasan,
        penetap=actor.jabatan_nama or actor.nama,
        ditetapkan_at=clock.now(),
    )
    try:
        with session.begin_nested():  # who sets a version from the same one at the same moment gives it the same name
            session.add(row)
    except IntegrityError as error:
        raise Conflict(DIDAHULUI) from error
    moved = _geser(session, old, new)
    tenggat.susun_ulang(session, versi)
    audit.record(
        session,
        actor,
        "kalender.tetapkan",
        "kalender",
        row.id,
        ke=versi,
        catatan=f"{usul.bagian}; {usul.dasar}; {moved} surat berubah batasnya; {usul.alasan}"[:300],
        isi_sha256=row.sha256,
    )
    _catat(session, actor, row, before)
    return row, moved


def _geser(session: Session, old: Kalender, new: Kalender) -> int:
    """Move the limits of open surat now; those of parts, and when whom to remind, the worker works out at once."""
    moved = [g.surat_id for g in queries.geser(session, old, new)]
    for n in range(0, len(moved), SEKALIGUS):
        tenggat.pasang(session, moved[n : n + SEKALIGUS])
    if moved:
        session.expire_all()
    return len(moved)


def _catat(session: Session, actor: Actor, row: KalenderKerja, before: Mapping[str, Any]) -> None:
    """One event for the version, and one for every day that became a day off or stopped being one."""
    common = {"dasar": row.dasar[:PENDEK], "berlaku_sejak": row.berlaku_sejak.isoformat(), "versi": row.versi}
    come, gone = beda_libur(before, row.isi)
    details: list[dict[str, Any]] = [{**common, "sha256": row.sha256}]
    details += [{**common, "tanggal": day["tanggal"], "jenis_libur": day["jenis"]} for day in come]
    details += [{**common, "tanggal": day["tanggal"], "jenis_libur": "hari_kerja"} for day in gone]
    for rincian in details:
        peristiwa.catat(
            session,
            jenis="kalender.ditetapkan",
            opd_id=actor.opd_id or None,
            unit_id=None,
            akun=actor.samaran,
            jabatan_id=actor.jabatan_id or None,
            naskah=None,
            rincian=rincian,
        )
