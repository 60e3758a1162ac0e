"""Files that go with a konsep: add one that the sandbox found clean, and take one off."""

from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import dump_json
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import policy
from eoffice.naskah.actions.step import record
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.naskah.states import OPEN
from eoffice.pdf import isi as isi_naskah
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


def ketik_lampiran(
    session: Session,
    actor: Actor,
    naskah: Naskah,
    *,
    judul: str,
    isi: dict[str, Any],
    rebah: bool,
    blob: Blob,
    lampiran_id: int | None = None,
) -> Lampiran:
    """Add a lampiran that is typed here, or keep another text of one.

    Args:
        blob: where `tulisan` of the text is stored.
        rebah: its pages lie on their side.
    Raises:
        Invalid: the text breaks the whitelist. Conflict: it is no konsep any more, or that lampiran is gone.
    """
    isi_naskah.check(isi)
    row = None
    if lampiran_id is not None:
        row = next((x for x in naskah.lampiran if x.id == lampiran_id and x.isi is not None), None)
        if row is None:
            raise Conflict("Lampiran itu sudah tidak ada; muat ulang halaman.")
        urutan = row.urutan
        hapus_lampiran(session, actor, naskah, row.id)
    made = lampirkan(
        session, actor, naskah, judul=judul, nama="lampiran.json", nama_asli="", mime="application/json", blob=blob,
        halaman=0, bersih=blob,
    )  # fmt: skip
    made.isi, made.rebah = isi, rebah
    session.flush()
    if row is not None:
        _arrange(session, naskah, made, urutan)
    return made


def tulisan(isi: dict[str, Any], *, rebah: bool) -> bytes:
    """A typed lampiran as it is stored, so that the same text is the same bytes."""
    return dump_json({"isi": isi, "rebah": rebah}).encode()


def urutkan_lampiran(session: Session, actor: Actor, naskah: Naskah, lampiran_id: int, ke: int) -> None:
    """Put a lampiran at another place; the others follow in their order.

    Args:
        ke: its new place, counted from 1.
    """
    require(policy.may(actor, Action.UBAH, naskah))
    if naskah.status not in OPEN:
        raise Conflict("Lampiran hanya dapat diurutkan selama naskah masih konsep.")
    row = next((x for x in naskah.lampiran if x.id == lampiran_id), None)
    if row is None:
        raise Conflict("Lampiran itu sudah tidak ada; muat ulang halaman.")
    others = [x for x in naskah.lampiran if x is not row]
    place = min(max(1, ke), len(others) + 1)
    _number(session, naskah, [*others[: place - 1], row, *others[place - 1 :]])
    naskah.diubah_at = clock.now()
    record(session, actor, "naskah.urutkan_lampiran", naskah, catatan=f"{row.judul}: ke-{place}")


def _arrange(session: Session, naskah: Naskah, made: Lampiran, urutan: int) -> None:
    """Let a lampiran take the place that another one had."""
    others = [x for x in naskah.lampiran if x is not made]
    _number(
        session, naskah, [x for x in others if x.urutan < urutan] + [made] + [x for x in others if x.urutan > urutan]
    )


def _number(session: Session, naskah: Naskah, rows: list[Lampiran]) -> None:
    """Count them from 1; first far away, for no two may share a place even for a moment."""
    far = max((x.urutan for x in rows), default=0) + len(rows)
    for start in (far, 0):
        for place, each in enumerate(rows, 1):
            each.urutan = start + place
        session.flush()
    session.refresh(naskah, ["lampiran"])


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
