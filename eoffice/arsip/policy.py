"""The only decision about a berkas."""

from datetime import date

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide, siapa
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Kustodi, Tahap
from eoffice.arsip.tahan import Penahanan


def relations(actor: Actor, berkas: Berkas) -> frozenset[Relation]:
    """How the actor stands to the berkas. `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if berkas.opd_id in actor.arsip_opd_ids or berkas.kustodi_unit_id in actor.arsip_opd_ids:
        found.add(Relation.ARSIPARIS)
    if berkas.opd_id in actor.pimpinan_opd_ids:
        found.add(Relation.PIMPINAN_OPD)
    if berkas.opd_id in actor.sekretaris_opd_ids:
        found.add(Relation.SEKRETARIS_OPD)
    if berkas.unit_id in actor.unit_ids:
        found.add(Relation.UNIT)
    if berkas.kustodi_unit_id in actor.unit_ids:
        found.add(Relation.KUSTODI)
    if actor.menilai and berkas.perkara_id in actor.menilai:
        found.add(Relation.PANITIA)
    return frozenset(found)


def may(actor: Actor, action: Action, berkas: Berkas) -> Verdict:
    """Whether the actor may do this to the berkas now; one that ended is read, and nothing else."""
    if berkas.akhir is not None and action is not Action.BACA_BERKAS:
        return no(f"Berkas ini sudah {berkas.akhir} menurut Berita Acara Nomor {berkas.akhir_nomor}.")
    return decide(action, relations(actor, berkas), berkas.sifat)


def assesses(actor: Actor, berkas: Berkas) -> bool:
    """Whether the actor reads the berkas as one of the panitia that assesses it now."""
    return Relation.PANITIA in relations(actor, berkas)


def may_close(actor: Actor, berkas: Berkas) -> Verdict:
    """Whether the berkas can be closed now, and by this actor."""
    verdict = may(actor, Action.KELOLA_BERKAS, berkas)
    if verdict and berkas.ditutup is not None:
        return no("Berkas sudah ditutup.")
    if verdict and berkas.jumlah == 0:
        return no("Berkas masih kosong.")
    return verdict


def may_reopen(actor: Actor, berkas: Berkas, on: date) -> Verdict:
    """Whether a closed berkas can be opened again: while it is active, where it was made, and not held for the law."""
    verdict = may(actor, Action.KELOLA_BERKAS, berkas)
    if not verdict:
        return verdict
    if berkas.ditutup is None:
        return no("Berkas masih terbuka.")
    if berkas.akhir is not None or berkas.kustodi is not Kustodi.UNIT_PENGOLAH:
        return no("Berkas sudah dipindahkan atau berakhir, jadi isinya tidak berubah lagi.")
    if berkas.tahan_hukum:
        return no("Berkas sedang ditahan untuk perkara hukum, jadi isinya tidak berubah.")
    if berkas.tahap(on) in (Tahap.INAKTIF, Tahap.HABIS):
        return no("Masa aktif berkas sudah lewat; susulan masuk ke berkas baru dengan tunjuk silang.")
    return YES


def may_open(actor: Actor, opd_id: int | None = None) -> Verdict:
    """Whether the actor may open a berkas in a perangkat daerah, or in any when none is named."""
    served = actor.arsip_opd_ids
    if served and (opd_id is None or opd_id in served):
        return YES
    return no("Berkas hanya dikelola arsiparis perangkat daerahnya.")


def standing(actor: Actor, opd_id: int | None) -> frozenset[Relation]:
    """How the actor stands to all berkas of a perangkat daerah; None is the whole city."""
    found = set()
    if opd_id is not None:
        for relation, served in (
            (Relation.ARSIPARIS, actor.arsip_opd_ids),
            (Relation.PIMPINAN_OPD, actor.pimpinan_opd_ids),
            (Relation.SEKRETARIS_OPD, actor.sekretaris_opd_ids),
        ):
            if opd_id in served:
                found.add(relation)
    if Peran.UNIT_KEARSIPAN in actor.peran:
        found.add(Relation.UNIT_KEARSIPAN)
    return frozenset(found)


def may_hold(actor: Actor, opd_id: int | None) -> Verdict:
    """Whether the actor may place a legal hold there."""
    return decide(Action.TAHAN_HUKUM, standing(actor, opd_id))


def may_release(actor: Actor, penahanan: Penahanan) -> Verdict:
    """Whether the actor may end a hold: never whoever placed it, and never the arsiparis alone."""
    if not penahanan.berlaku:
        return no("Penahanan ini sudah dilepas.")
    if not decide(Action.LEPAS_TAHAN, standing(actor, penahanan.opd_id)):
        who = siapa([Action.LEPAS_TAHAN])
        return no(f"Penahanan dilepas oleh {who}, supaya tidak diputuskan seorang diri.")
    if penahanan.dipasang_oleh_id == actor.pegawai_id:
        return no("Penahanan dilepas oleh orang lain, bukan oleh yang memasangnya.")
    return YES


def may_set_kategori(actor: Actor, berkas: Berkas, *, vital: bool, terjaga: bool) -> Verdict:
    """Whether the actor may set the kategori so: adding a flag and taking one off are two rights."""
    taken = (berkas.vital and not vital) or (berkas.terjaga and not terjaga)
    if not taken:
        return may(actor, Action.TETAPKAN_KATEGORI, berkas)
    if berkas.tahan_hukum:
        return no("Berkas sedang ditahan untuk perkara hukum, jadi kategorinya tidak dapat diturunkan.")
    verdict = may(actor, Action.LEPAS_KATEGORI, berkas)
    return verdict or no(f"Kategori vital atau terjaga dilepas oleh {siapa([Action.LEPAS_KATEGORI])}.")
