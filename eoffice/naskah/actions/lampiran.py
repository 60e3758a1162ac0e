"""Files that go with a konsep: add one that the sandbox found clean, and take one off."""

from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import policy
from eoffice.naskah.actions.step import record
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.naskah.states import OPEN
from eoffice.storage import Blob

PALING_BANYAK_LAMPIRAN: Final = 20


def lampirkan(
    session: Session,
    actor: Actor,
    naskah: Naskah,
    *,
    judul: str,
    nama: str,
    nama_asli: str,
    mime: str,
    blob: Blob,
    halaman: int,
    bersih: Blob | None,
    kosong: int = 0,
) -> Lampiran:
    """Add a file that the sandbox found clean; `bersih` is the PDF that joins the signed one, if it can be printed.

    Args:
        kosong: pages of it without any ink, which count as no paper (metrik.md 3.5, C5).
    """
    require(policy.may(actor, Action.UBAH, naskah))
    if naskah.status not in OPEN:
        raise Conflict("Lampiran hanya dapat ditambah selama naskah masih konsep.")
    if len(naskah.lampiran) >= PALING_BANYAK_LAMPIRAN:
        raise Invalid("Lampiran terlalu banyak.", {"berkas": f"Paling banyak {PALING_BANYAK_LAMPIRAN} lampiran."})
    row = Lampiran(
        urutan=max((x.urutan for x in naskah.lampiran), default=0) + 1,
        judul=judul,
        nama=nama,
        nama_asli="".join(c for c in nama_asli if c.isprintable())[:400],  # a NUL could not be stored (UPL-13)
        mime=mime,
        key=blob.key,
        size=blob.size,
        sha256=blob.sha256,
        halaman=halaman,
        kosong=kosong,
        gabung=bersih is not None,
        bersih_key=bersih.key if bersih else None,
        bersih_size=bersih.size if bersih else None,
        bersih_sha256=bersih.sha256 if bersih else None,
        diunggah_at=clock.now(),
        diunggah_oleh=actor.pegawai_id,
    )
    naskah.lampiran.append(row)
    naskah.diubah_at = clock.now()
    session.flush()
    record(session, actor, "naskah.lampirkan", naskah, catatan=nama)
    return row


def hapus_lampiran(session: Session, actor: Actor, naskah: Naskah, lampiran_id: int) -> None:
    """Take a file off a konsep; its bytes stay until the orphan sweep (OBJ-02).

    Those of a file that a kept version shows stay for good, for that version is what somebody read and answered for.
    """
    require(policy.may(actor, Action.UBAH, naskah))
    if naskah.status not in OPEN:
        raise Conflict("Lampiran hanya dapat dihapus selama naskah masih konsep.")
    row = next((x for x in naskah.lampiran if x.id == lampiran_id), None)
    if row is None:
        raise Conflict("Lampiran itu sudah tidak ada; muat ulang halaman.")
    record(session, actor, "naskah.hapus_lampiran", naskah, catatan=row.nama)
    naskah.diubah_at = clock.now()
    if any(row.sha256 == sha256 for v in naskah.versi_rows for _, sha256 in v.isi.get("lampiran", ())):
        row.urutan = -row.id
        session.flush()
        session.refresh(naskah, ["lampiran"])
        return
    naskah.lampiran.remove(row)
    session.flush()
