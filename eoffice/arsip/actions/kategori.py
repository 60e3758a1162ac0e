"""Vital and terjaga: what the office cannot do without, and what concerns the nation, are marked with a reason."""

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.arsip import policy
from eoffice.arsip.actions.berkas import record
from eoffice.arsip.models import Berkas
from eoffice.errors import Conflict, Invalid


def tetapkan_kategori(
    session: Session, actor: Actor, berkas: Berkas, *, vital: bool, terjaga: bool, alasan: str, metode: str = ""
) -> None:
    """Set the kategori of a berkas: the arsiparis adds a flag, only the head takes one off.

    Args:
        metode: how a vital berkas is protected, for the daftar arsip vital; forgotten when it is not vital.
    Raises:
        NotAllowed: a flag would be taken off by somebody who may only add, or while the berkas is held.
        Invalid: no reason, or a vital berkas without a way of protecting it. Conflict: nothing would change.
    """
    require(policy.may_set_kategori(actor, berkas, vital=vital, terjaga=terjaga))
    wrong = {}
    if not alasan.strip():
        wrong["alasan"] = "Sebutkan dasar penetapannya, misalnya nomor keputusan."
    if vital and not metode.strip():
        wrong["metode"] = "Sebutkan cara melindunginya, misalnya salinan di lokasi lain."
    if wrong:
        raise Invalid("Kategori belum lengkap.", wrong)
    kept = metode.strip()[:200] if vital else ""
    if (berkas.vital, berkas.terjaga, berkas.metode_pelindungan) == (vital, terjaga, kept):
        raise Conflict("Kategorinya sudah demikian.")
    before = berkas.kategori
    berkas.vital, berkas.terjaga, berkas.metode_pelindungan = vital, terjaga, kept
    berkas.alasan_kategori = alasan.strip()[:300]
    record(session, actor, "berkas.kategori", berkas, f"{before} menjadi {berkas.kategori}: {alasan.strip()}")
