"""The decisions about an imported record."""

from typing import Final

from eoffice.akses import sementara
from eoffice.akses.actor import Actor
from eoffice.akses.nisan import dimusnahkan, nomor_bertanggal
from eoffice.akses.rights import Action, Relation, Sifat, decide
from eoffice.akses.verdict import Verdict, no
from eoffice.arsip_impor.models import ArsipImpor

R: Final = Relation


def relations(actor: Actor, arsip: ArsipImpor) -> frozenset[Relation]:
    """How the actor stands to it. `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if arsip.unit_id in actor.unit_ids:
        found.add(R.UNIT)
    if arsip.opd_id in actor.tu_opd_ids:
        found.add(R.TU)
    if arsip.opd_id in actor.arsip_opd_ids or arsip.kustodi_unit_id in actor.arsip_opd_ids:
        found.add(R.ARSIPARIS)
    if arsip.kustodi_unit_id in actor.unit_ids:
        found.add(R.KUSTODI)
    if actor.holds(arsip.pejabat_id):
        found.add(R.ALAMAT)
    if arsip.id in actor.diberi_ids("arsip_impor", arsip.sifat):
        found.add(R.DIBERI_AKSES)
    if actor.menilai and arsip.perkara_id in actor.menilai:
        found.add(R.PANITIA)
    return frozenset(found)


def may(actor: Actor, action: Action, arsip: ArsipImpor) -> Verdict:
    """Whether the actor may do this to the record now."""
    if arsip.musnah_at is not None and action is not Action.BACA_IMPOR:
        return no(f"Arsip ini sudah dimusnahkan menurut Berita Acara Nomor {arsip.musnah_ba}.")
    return decide(action, relations(actor, arsip), arsip.sifat)


def may_take_copy(actor: Actor, arsip: ArsipImpor) -> Verdict:
    """Whether the actor may have its files: of Rahasia read on request only the screen or a marked print (6.4)."""
    return sementara.may_take_copy(relations(actor, arsip), arsip.sifat, "arsip")


def may_see_chain(actor: Actor, arsip: ArsipImpor) -> Verdict:
    """Whether the actor sees the disposisi that came along: as with a surat here, all of it up to Terbatas, nothing above (5.4)."""
    if arsip.sifat not in (Sifat.BIASA, Sifat.TERBATAS):
        return no("Disposisi arsip Rahasia hanya dilihat kedua ujungnya, di aplikasi asalnya.")
    return may_take_copy(actor, arsip)


def may_print(actor: Actor, arsip: ArsipImpor) -> Verdict:
    """Whether the actor may have a marked print of a Rahasia record; never of Sangat Rahasia (6.4)."""
    if arsip.sifat is not Sifat.RAHASIA:
        return no("Salinan bertanda hanya untuk arsip Rahasia.")
    return may(actor, Action.BACA_IMPOR, arsip)


def require_living(arsip: ArsipImpor) -> None:
    """Raises Destroyed, with what stands on its tombstone, when nothing else is left of a record."""
    if arsip.musnah_at is None:
        return
    left = {
        "nomor": nomor_bertanggal(arsip.nomor or "–", arsip.tanggal),
        "hal": f"Hal: {arsip.hal}",
        "asal": f"Asal: {arsip.asal}",
        "sidik": f"Sidik berkas (SHA-256): {arsip.sha256 or arsip.metadata_sha256}",
    }
    raise dimusnahkan("Arsip", arsip.musnah_at, arsip.musnah_ba, left)
