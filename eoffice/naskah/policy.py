"""The only decision about a naskah: which relations an actor has to it, and what they allow."""

from typing import Final

from eoffice.akses import sementara
from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import Action, Relation, Sifat, decide, left_to_arsiparis
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import GUGUR, ISSUED, LABEL, LABEL_KEADAAN, MOVES, MOVING, SUBMITTED, PeranMassal, Status

R = Relation
#: Why somebody whose jabatan another one runs only reads meanwhile (5.5).
DIGANTIKAN: Final = "Jabatan ini sedang dijalankan Plh. atau Plt., jadi hanya pejabat itu yang dapat bertindak."
#: What somebody does whose turn it is, at a paraf or at the signature.
_OF_TURN: Final = frozenset({Action.UBAH, Action.PARAF, Action.KEMBALIKAN, Action.TOLAK})


def relations(actor: Actor, naskah: Naskah) -> frozenset[Relation]:
    """How the actor stands to the naskah. `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if naskah.konseptor_id == actor.pegawai_id:
        found.add(R.KONSEPTOR)
    if naskah.status in SUBMITTED:
        if any(actor.holds(p.jabatan_id) for p in naskah.paraf):
            found.add(R.PEMARAF)
        if any(actor.holds(p.jabatan_id) for p in naskah.turns):
            found.add(R.TURN)
        if actor.holds(naskah.penandatangan_id):
            found.add(R.PENANDATANGAN)
        if any(actor.holds(p.jabatan_id) for p in naskah.penyerta):
            found.add(R.PENANDA_LAIN)
    if naskah.status is Status.MENUNGGU_PINDAIAN and naskah.opd_id in actor.tu_opd_ids:
        found.add(R.TU)
    if naskah.status in ISSUED:
        if naskah.unit_id in actor.unit_ids:
            found.add(R.UNIT)
        if naskah.opd_id in actor.tu_opd_ids:
            found.add(R.TU)
        if naskah.opd_id in actor.arsip_opd_ids or naskah.kustodi_unit_id in actor.arsip_opd_ids:
            found.add(R.ARSIPARIS)
        if naskah.kustodi_unit_id in actor.unit_ids:
            found.add(R.KUSTODI)
        if naskah.penandatangan_id in actor.atas_nama_ids(HakOperator.KIRIM, naskah.sifat):
            found.add(R.OPERATOR)
        if naskah.id in actor.diberi_ids("naskah", naskah.sifat):
            found.add(R.DIBERI_AKSES)
        if actor.menilai and naskah.perkara_id in actor.menilai:
            found.add(R.PANITIA)
    return frozenset(found)


def dicatat(actor: Actor, naskah: Naskah) -> bool:
    """Whether an opening is written down: of everything above Biasa, and of what is read only for a while (AUD-01)."""
    return sementara.dicatat(relations(actor, naskah), naskah.sifat)


def may_take_copy(actor: Actor, naskah: Naskah) -> Verdict:
    """Whether the actor may have the file itself: of Rahasia read on request only the screen or a marked print (6.4)."""
    return sementara.may_take_copy(relations(actor, naskah), naskah.sifat, "naskah")


def may_print(actor: Actor, naskah: Naskah) -> Verdict:
    """Whether the actor may have a print; whoever reads may, from Rahasia up marked, and never of Sangat Rahasia (6.4)."""
    if naskah.sifat is Sifat.SANGAT_RAHASIA:
        return no("Naskah Sangat Rahasia tidak dicetak.")
    return may(actor, Action.BACA, naskah)


def as_whom(actor: Actor, naskah: Naskah) -> Actor:
    """The actor as the trail names it: `a.n.` the signer when only a mandate opens the naskah, else as it is."""
    if not actor.mandat or relations(actor, naskah) != {R.OPERATOR}:
        return actor
    return actor.operator_untuk(naskah.penandatangan_id or 0)


def may_begin(actor: Actor) -> Verdict:
    """Whether the actor may begin a konsep in the jabatan worked in."""
    if actor.jabatan_id in actor.mengelola_ids:
        return no("Jabatan ini mengelola sistem dan tidak menulis naskah.")
    return YES


def may(actor: Actor, action: Action, naskah: Naskah) -> Verdict:
    """Whether the actor may do this to the naskah now; the reason is a sentence for the button."""
    if action in MOVING and (naskah.status, action) not in MOVES:
        return no(f"Naskah berstatus “{LABEL[naskah.status]}”.")
    if action is Action.TTD_BASAH and naskah.peran_massal is PeranMassal.INDUK:
        return no("Surat massal ditandatangani secara elektronik; setiap penerima mendapat suratnya sendiri.")
    if naskah.musnah_at is not None and action is not Action.BACA:
        return no(f"Naskah ini sudah dimusnahkan menurut Berita Acara Nomor {naskah.musnah_ba}.")
    standing = relations(actor, naskah)
    verdict = decide(action, standing, naskah.sifat)
    if verdict and action is Action.UBAH and naskah.status is Status.PEMERIKSAAN and R.TURN not in standing:
        return no("Naskah sedang diperiksa; tarik dahulu untuk mengubahnya.")
    if verdict and action in _OF_TURN and _replaced(actor, naskah):
        return no(DIGANTIKAN)
    if verdict and action in (Action.TANDATANGANI, Action.TOLAK) and _waits_for_others(actor, naskah, standing):
        return no("Belum giliran jabatan Anda menandatangani.")
    if verdict and action is Action.TANDATANGANI and naskah.giliran_ttd not in actor.ttd_jabatan_ids:
        return no(DIGANTIKAN)
    if verdict and action is Action.BERKASKAN and left_to_arsiparis(standing, naskah.sifat):
        return no("Naskah ini diberkaskan oleh arsiparis perangkat daerahnya.")
    own = naskah.konseptor_id == actor.pegawai_id
    if verdict and action is Action.PINDAI and own and R.PENANDATANGAN not in standing:
        return no(
            "Anda yang menyusun naskah ini, jadi pindaiannya diunggah tata usaha yang lain atau penandatangannya."
        )
    if verdict and action is Action.TARIK:
        return _may_take_back(actor, naskah)
    if verdict and action is Action.KOREKSI:
        return _may_correct(actor, naskah, standing)
    return verdict


def _replaced(actor: Actor, naskah: Naskah) -> bool:
    """Whether every turn the actor would take belongs to a jabatan that a Plh., Plt. or Pj. runs in the own place."""
    if not actor.digantikan_ids:
        return False
    due = {p.jabatan_id for p in naskah.turns} | {naskah.giliran_ttd or 0}
    own = due & actor.jabatan_ids
    return bool(own) and own <= actor.digantikan_ids


def _waits_for_others(actor: Actor, naskah: Naskah, standing: frozenset[Relation]) -> bool:
    """Whether the actor only signs with others and it is not the own turn, or the own signature is given already."""
    if naskah.tahap is None:
        return R.PENANDA_LAIN in standing and not standing & {R.PENANDATANGAN, R.TURN}
    return not actor.holds(naskah.giliran_ttd)


def _may_take_back(actor: Actor, naskah: Naskah) -> Verdict:
    given = [p for p in naskah.paraf if p.given_at is not None]
    own = [p for p in given if actor.holds(p.jabatan_id)]
    if own:
        later = any(p.urutan > own[-1].urutan for p in given)
        return no("Pemeriksa berikutnya sudah bertindak.") if later else YES
    if naskah.konseptor_id != actor.pegawai_id:
        return no("Belum ada paraf Anda yang dapat ditarik.")
    return no("Naskah sudah diparaf; minta pemeriksa mengembalikannya.") if given else YES


def _may_correct(actor: Actor, naskah: Naskah, standing: frozenset[Relation]) -> Verdict:
    """Whether a pencabutan, a ralat or a replacement may be drafted; it holds only when the right office signs it."""
    if naskah.status not in ISSUED:
        return no("Hanya naskah yang sudah ditandatangani yang dapat dicabut, diralat, atau diganti.")
    if naskah.keadaan in GUGUR:
        return no(f"Naskah ini sudah {LABEL_KEADAAN[naskah.keadaan].lower()}, jadi tidak ada lagi yang diperbaiki.")
    if actor.opd_id != naskah.opd_id and R.PENANDATANGAN not in standing:
        return no("Hanya perangkat daerah yang menerbitkannya yang dapat mencabut, meralat, atau menggantinya.")
    return may_begin(actor)


def may_follow(actor: Actor, naskah: Naskah) -> Verdict:
    """Whether the actor may see how it came about: its versions and the notes on its route.

    Those on the route may; who reads it for being in the unit, as TU or as arsiparis sees the result (OTR-07).
    """
    on_route = {R.KONSEPTOR, R.PEMARAF, R.PENANDATANGAN, R.PENANDA_LAIN} & relations(actor, naskah)
    return YES if on_route else no("Riwayat versi hanya untuk mereka yang berada di rute naskah ini.")


def may_comment(actor: Actor, naskah: Naskah) -> Verdict:
    """Whether the actor may say something at a place in the text, or answer; once it is issued the talk is history."""
    verdict = decide(Action.KOMENTARI, relations(actor, naskah), naskah.sifat)
    if verdict and (naskah.status in ISSUED or naskah.status in (Status.DITOLAK, Status.DIBATALKAN)):
        return no(f"Naskah berstatus “{LABEL[naskah.status]}”; komentarnya tinggal sebagai riwayat.")
    return verdict


def may_resolve(actor: Actor, naskah: Naskah) -> Verdict:
    """Whether the actor may mark a comment as done: the one who writes the text."""
    verdict = may_comment(actor, naskah)
    if verdict and naskah.konseptor_id != actor.pegawai_id:
        return no("Komentar ditandai selesai oleh konseptornya.")
    return verdict
