"""What the TU does with an arrival: set it aside, take it back, or let it become a surat."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.pindaian import policy
from eoffice.pindaian.actions.baca import tell
from eoffice.pindaian.actions.periksa import Tampak, note
from eoffice.pindaian.actions.tiba import new, same
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import LABEL, Status, Sumber
from eoffice.storage import Blob


@contextmanager
def step(session: Session, actor: Actor, event: str, row: Pindaian, to: Status, catatan: str = "") -> Iterator[None]:
    """Permit and move, then record what the body changed (TRX-01)."""
    require(policy.may(actor, row))
    before = row.status
    row.move(to)
    yield
    audit.record(
        session, actor, event, "pindaian", row.id, dari=before, ke=row.status, catatan=catatan, isi_sha256=row.sha256
    )


def same_version(row: Pindaian, versi: int) -> None:
    """Refuse a form that was made from an older row (TRX-02). Raises Conflict."""
    if row.version != versi:
        raise Conflict(
            f"Berkas ini sudah berubah sejak Anda membukanya; sekarang berstatus “{LABEL[row.status]}”. Muat ulang halaman."
        )


def sisihkan(session: Session, actor: Actor, row: Pindaian, alasan: str) -> None:
    """It is no letter for this office: out of the list, kept with the reason.

    Raises:
        Invalid: no reason.
    """
    if len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis mengapa berkas ini tidak dicatat."})
    with step(session, actor, "pindaian.sisihkan", row, Status.DISISIHKAN, alasan.strip()):
        row.alasan = alasan.strip()[:500]


def kembalikan(session: Session, actor: Actor, row: Pindaian) -> None:
    """It is a letter after all: looked into again and back in the list."""
    with step(session, actor, "pindaian.kembalikan", row, Status.DITERIMA):
        row.alasan, row.percobaan, row.sewa_at = "", 0, None
        row.isi.clear()


def daftarkan(session: Session, actor: Actor, row: Pindaian, surat_id: int) -> None:
    """It became this surat; text that is read later follows by itself."""
    require(policy.may(actor, row))
    _registered(session, actor, row, surat_id)


def _registered(session: Session, actor: Actor, row: Pindaian, surat_id: int) -> None:
    before = row.status
    row.move(Status.TERDAFTAR)
    row.surat_id = surat_id
    session.flush()
    tell(session, row.id)
    audit.record(
        session,
        actor,
        "pindaian.daftarkan",
        "pindaian",
        row.id,
        dari=before,
        ke=row.status,
        catatan=f"surat {surat_id}",
        isi_sha256=row.sha256,
    )


def tercatat(
    session: Session, actor: Actor, *, opd_id: int, surat_id: int, nama: str, asli: Blob, found: Tampak, shown: Blob
) -> None:
    """A file that came with the registration form itself: its original beside the surat, its pages to be read.

    Whether the actor may register there was decided with the surat.

    Raises:
        Conflict: the same bytes were registered before, or wait in the list.
    """
    known = same(session, opd_id, asli.sha256)
    if known is not None:
        raise Conflict(already(session, known))
    row = new(opd_id=opd_id, sumber=Sumber.UNGGAH, sidik=asli.sha256, nama=nama, blob=asli, at=clock.now(), oleh=actor)
    note(row, found, shown)
    session.add(row)
    session.flush()
    _registered(session, actor, row, surat_id)


def already(session: Session, known: Pindaian) -> str:
    """What to say when the very same file comes again."""
    day = f"{clock.wib(known.tiba_at):%d-%m-%Y pukul %H.%M}"
    if known.status is Status.DISISIHKAN:
        return (
            f"Berkas yang persis sama sudah tiba {day} dan disisihkan: {known.alasan} Kembalikan dari tab Disisihkan."
        )
    if known.status is Status.TERDAFTAR:
        return f"Berkas yang persis sama sudah dicatat sebagai surat; tiba {day}."
    return f"Berkas yang persis sama sudah tiba {day} dan menunggu di daftar pindaian."
