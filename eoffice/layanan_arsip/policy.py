"""Who may let others read, who lends paper, who learns who opened what; pure, as every policy."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, Sifat, decide
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.arsip import policy as arsip
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Objek
from eoffice.arsip_impor import policy as impor_policy
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.layanan_arsip.models import Peminjaman, PermintaanAkses
from eoffice.layanan_arsip.states import (
    LABEL_AKSES,
    LABEL_PINJAM,
    MOVES_AKSES,
    MOVES_PINJAM,
    PERPANJANGAN,
    PerbuatanAkses,
    PerbuatanPinjam,
)
from eoffice.naskah import policy as naskah_policy
from eoffice.naskah.models import Naskah
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk

R: Final = Relation
#: Who decides about a record of this sifat (naskah-dinas 6.4): the more it would harm, the closer to its maker.
PEMUTUS: Final[dict[Sifat, frozenset[Relation]]] = {
    Sifat.BIASA: frozenset({R.ARSIPARIS, R.PIMPINAN_OPD, R.PENANDATANGAN, R.ALAMAT}),
    Sifat.TERBATAS: frozenset({R.PIMPINAN_OPD, R.PENANDATANGAN, R.ALAMAT}),
    Sifat.RAHASIA: frozenset({R.PENANDATANGAN, R.ALAMAT}),
    Sifat.SANGAT_RAHASIA: frozenset(),
}
SEBUTAN_PEMUTUS: Final = {
    Sifat.BIASA: "arsiparis atau kepala perangkat daerah",
    Sifat.TERBATAS: "kepala perangkat daerah, penandatangan, atau pejabat yang dituju",
    Sifat.RAHASIA: "penandatangannya atau pejabat yang dituju",
    Sifat.SANGAT_RAHASIA: "tidak seorang pun",
}


#: What the kinds of records differ in here: their word, the policy of their own pages, and the right to read one.
_JENIS: Final[Mapping[type, tuple[Objek, Any, Action]]] = {
    Naskah: (Objek.NASKAH, naskah_policy, Action.BACA),
    SuratMasuk: (Objek.SURAT_MASUK, surat_policy, Action.BACA_SURAT),
    ArsipImpor: (Objek.ARSIP_IMPOR, impor_policy, Action.BACA_IMPOR),
}


def office_relations(actor: Actor, opd_id: int) -> frozenset[Relation]:
    """How the actor stands to an office whose archive is asked."""
    found = set()
    if opd_id in actor.arsip_opd_ids:
        found.add(R.ARSIPARIS)
    if opd_id in actor.pimpinan_opd_ids:
        found.add(R.PIMPINAN_OPD)
    return frozenset(found)


def relations(actor: Actor, record: Naskah | SuratMasuk | ArsipImpor) -> frozenset[Relation]:
    """How the actor stands to a record, its office included."""
    _, own, _ = _JENIS[type(record)]
    found: frozenset[Relation] = own.relations(actor, record)
    return found | office_relations(actor, record.opd_id)


def objek(record: Naskah | SuratMasuk | ArsipImpor) -> Objek:
    """The word for a record's kind."""
    return _JENIS[type(record)][0]


def may_read(actor: Actor, record: Naskah | SuratMasuk | ArsipImpor) -> Verdict:
    """Whether the actor may open the record, as its own page decides."""
    _, own, read = _JENIS[type(record)]
    verdict: Verdict = own.may(actor, read, record)
    return verdict


# -- requests to read ---------------------------------------------------------------------------------------------


def may_ask(actor: Actor) -> Verdict:
    """Everybody who takes part in surat may ask; whoever only keeps the system reads no surat at all (OTR-10)."""
    if actor.hanya_mengelola:
        return no("Jabatan ini mengelola sistem dan tidak membaca surat.")
    return decide(Action.MINTA_AKSES, frozenset({R.SIAPA_PUN}))


def may_receive(actor: Actor) -> Verdict:
    """Whether requests to any office reach this person."""
    served = actor.arsip_opd_ids | actor.pimpinan_opd_ids
    return YES if served else no("Permintaan akses diputus arsiparis dan kepala perangkat daerahnya.")


def sees(actor: Actor, minta: PermintaanAkses) -> bool:
    """Whether the actor may know of a request; `queries.visible_akses` says the same in SQL (OTR-01)."""
    own = actor.pegawai_id in (minta.pemohon_id, minta.diputus_oleh_id)
    return own or bool(office_relations(actor, minta.opd_id)) or actor.holds(minta.untuk_jabatan_id)


def may_decide(actor: Actor, minta: PermintaanAkses, record: Naskah | SuratMasuk | ArsipImpor | None) -> Verdict:
    """Whether the actor may let the asker read this record; `record` None asks about refusing alone."""
    if (minta.status, PerbuatanAkses.SETUJUI) not in MOVES_AKSES:
        return no(f"Permintaan ini berstatus “{LABEL_AKSES[minta.status]}”.")
    if minta.pemohon_id == actor.pegawai_id:
        return no("Permintaan sendiri diputus orang lain.")
    if record is None:
        if actor.acts(minta.untuk_jabatan_id):
            return YES
        return decide(Action.PUTUS_AKSES, office_relations(actor, minta.opd_id))
    if record.opd_id != minta.opd_id:
        return no("Arsip itu milik perangkat daerah lain.")
    able = PEMUTUS[record.sifat] & relations(actor, record)
    if not able:
        return no(f"Akses ke arsip ini diputus {SEBUTAN_PEMUTUS[record.sifat]}.")
    return YES


def may_withdraw(actor: Actor, minta: PermintaanAkses) -> Verdict:
    """Whether the actor may say that a request is needed no more: only whoever made it; the table of moves says when."""
    return YES if minta.pemohon_id == actor.pegawai_id else no("Permintaan dibatalkan oleh yang memintanya.")


def may_take_back(actor: Actor, minta: PermintaanAkses) -> Verdict:
    """Whether the actor may end a leave before its time: whoever decided, and the office it was asked of."""
    if (minta.status, PerbuatanAkses.CABUT) not in MOVES_AKSES:
        return no(f"Permintaan ini berstatus “{LABEL_AKSES[minta.status]}”.")
    served = office_relations(actor, minta.opd_id) or minta.diputus_oleh_id == actor.pegawai_id
    return YES if served else no("Akses dicabut oleh perangkat daerah yang memberikannya.")


# -- lending of paper ---------------------------------------------------------------------------------------------

#: Who decides about paper of this sifat: of a restricted berkas its head, and of what the head asks for the superior.
PEMUTUS_PINJAM: Final[dict[Sifat, frozenset[Relation]]] = {
    Sifat.BIASA: frozenset({R.ARSIPARIS, R.PIMPINAN_OPD}),
    Sifat.TERBATAS: frozenset({R.PIMPINAN_OPD, R.ATASAN_PEMINJAM}),
}
#: Two people stand behind every piece of paper that leaves its shelf, so whoever asks does not decide.
SENDIRI: Final = (
    "Peminjaman oleh diri sendiri diputus orang lain (pemisahan tugas): arsiparis lain atau kepala perangkat daerah."
)
SENDIRI_KEPALA: Final = (
    "Peminjaman oleh diri sendiri diputus orang lain (pemisahan tugas): berkas Terbatas yang dipinjam kepala perangkat "
    "daerahnya diputus atasan langsungnya, atau Plh. yang menggantikannya."
)
SENDIRI_LAMA: Final = (
    "Peminjaman ini diajukan sebelum Anda memimpin perangkat daerahnya. Batalkan, atau kembalikan bila "
    "kertasnya sudah Anda bawa, lalu ajukan lagi, supaya atasan langsung Anda yang memutusnya."
)


def lending_relations(actor: Actor, pinjam: Peminjaman) -> frozenset[Relation]:
    """How the actor stands to a lending, other than by having asked for it."""
    found = office_relations(actor, pinjam.opd_id)
    above = pinjam.oleh_kepala and actor.acts(pinjam.pemohon_jabatan.atasan_id)
    return found | {R.ATASAN_PEMINJAM} if above else found


def may_borrow(actor: Actor, berkas: Berkas) -> Verdict:
    """Whether the actor may ask for the paper of a berkas that is known to the actor."""
    verdict = arsip.may(actor, Action.BACA_BERKAS, berkas)
    if verdict and berkas.jumlah == 0:
        return no("Berkas ini masih kosong.")
    if verdict and berkas.akhir is not None:
        return no(f"Berkas ini sudah {berkas.akhir} menurut Berita Acara Nomor {berkas.akhir_nomor}.")
    return verdict


def may_lend(actor: Actor, pinjam: Peminjaman, perbuatan: PerbuatanPinjam) -> Verdict:
    """Whether the actor may do this to a lending now; the table of moves says when."""
    if (pinjam.status, perbuatan) not in MOVES_PINJAM:
        return no(f"Peminjaman ini berstatus “{LABEL_PINJAM[pinjam.status]}”.")
    served = lending_relations(actor, pinjam)
    own = pinjam.pemohon_id == actor.pegawai_id
    if perbuatan is PerbuatanPinjam.BATALKAN:
        allowed = own or R.ARSIPARIS in served
        return YES if allowed else no("Dibatalkan oleh peminjamnya atau arsiparis.")
    if perbuatan in (PerbuatanPinjam.SETUJUI, PerbuatanPinjam.TOLAK):
        return _may_decide(served, pinjam, own=own)
    if perbuatan is PerbuatanPinjam.LAPOR_HILANG and own:
        return YES
    if perbuatan is PerbuatanPinjam.PERPANJANG:
        return _may_extend(served, pinjam, own=own)
    return decide(Action.KELOLA_PINJAM, served)


def _may_decide(served: frozenset[Relation], pinjam: Peminjaman, *, own: bool) -> Verdict:
    """By SKKAAD: an open file is the arsiparis' to lend, a restricted one the head's; the own one somebody else's."""
    able = frozenset() if own else served & PEMUTUS_PINJAM.get(pinjam.berkas.sifat, frozenset())
    if pinjam.berkas.sifat is Sifat.BIASA:
        return no(SENDIRI) if own else decide(Action.PUTUS_PINJAM, able)
    if able:
        return decide(Action.PUTUS_PINJAM, able)
    if own and R.PIMPINAN_OPD in served:
        return no(SENDIRI_KEPALA if pinjam.oleh_kepala else SENDIRI_LAMA)
    if pinjam.oleh_kepala:
        return no("Berkas Terbatas yang dipinjam kepala perangkat daerahnya sendiri diputus atasan langsungnya.")
    return no("Berkas Terbatas dipinjamkan dengan persetujuan kepala perangkat daerah.")


def _may_extend(served: frozenset[Relation], pinjam: Peminjaman, *, own: bool) -> Verdict:
    """More time is another decision, by those who decide about the lending; whoever hands it out gives what was approved."""
    if pinjam.perpanjangan >= PERPANJANGAN:
        return no(f"Sudah diperpanjang {PERPANJANGAN} kali. Kembalikan dahulu, lalu ajukan peminjaman baru.")
    if not own and R.ARSIPARIS in served and _tersisa(pinjam):
        return YES
    return _may_decide(served, pinjam, own=own)


def _tersisa(pinjam: Peminjaman) -> bool:
    """Whether it was handed out for less than was approved."""
    until = pinjam.disetujui_sampai
    return until is not None and pinjam.jatuh_tempo is not None and pinjam.jatuh_tempo < until


def may_lend_longer(actor: Actor, pinjam: Peminjaman) -> Verdict:
    """Whether the actor may let it out for longer than was approved: only whoever decides about it."""
    return _may_decide(lending_relations(actor, pinjam), pinjam, own=pinjam.pemohon_id == actor.pegawai_id)


def may_extend_to(actor: Actor, pinjam: Peminjaman, sampai: date) -> Verdict:
    """Whether the actor, who may extend it, may do so until this date."""
    until = pinjam.disetujui_sampai
    if until is None or sampai <= until:
        return YES
    verdict = may_lend_longer(actor, pinjam)
    return YES if verdict else no(f"Yang disetujui sampai {until:%d-%m-%Y}. {verdict.alasan}")


def sees_lending(actor: Actor, pinjam: Peminjaman) -> bool:
    """Whether the actor may know of a lending; `queries.visible_pinjam` says the same in SQL (OTR-01)."""
    return pinjam.pemohon_id == actor.pegawai_id or bool(lending_relations(actor, pinjam))


def may_lend_out(actor: Actor, berkas: Berkas) -> Verdict:
    """Whether the actor may write a lending down for somebody else: the arsiparis of the office whose berkas it is."""
    if berkas.opd_id in actor.arsip_opd_ids:
        return YES
    return no("Peminjaman untuk orang lain dicatat arsiparis perangkat daerah yang memiliki berkasnya.")


def may_keep(actor: Actor) -> Verdict:
    """Whether the actor lends out paper of any office."""
    return YES if actor.arsip_opd_ids else no("Peminjaman dicatat arsiparis perangkat daerahnya.")


def sisa(pinjam: Peminjaman, on: date) -> int | None:
    """Days left until the paper is due; negative when late, None when it is not out."""
    if not pinjam.di_luar or pinjam.jatuh_tempo is None:
        return None
    return (pinjam.jatuh_tempo - on).days


# -- who opened it ------------------------------------------------------------------------------------------------


def may_see_openers(
    actor: Actor, thing: Naskah | SuratMasuk | ArsipImpor | Berkas, *, pengawas: bool = False
) -> Verdict:
    """Whether the actor may learn who opened a thing that the actor may read: its makers, leaders and arsiparis.

    Args:
        pengawas: whether the actor works for the Inspektorat, which inspects what it was let read (6.4, AUD-08).
    """
    if pengawas and not isinstance(thing, Berkas) and may_read(actor, thing):
        return YES
    if isinstance(thing, Berkas):
        return decide(Action.LIHAT_PEMBUKA, arsip.relations(actor, thing), thing.sifat)
    standing = relations(actor, thing)
    return decide(Action.LIHAT_PEMBUKA, standing, thing.sifat)


# -- sifat --------------------------------------------------------------------------------------------------------


def may_raise(actor: Actor, record: Naskah | SuratMasuk | ArsipImpor) -> Verdict:
    """Whether the actor may close a record further; it is never more than that anybody on it may do."""
    if list(Sifat).index(record.sifat) >= list(Sifat).index(Sifat.RAHASIA):
        return no("Sifat tertinggi yang dapat dipilih di sini ialah Rahasia.")
    return decide(Action.NAIKKAN_SIFAT, relations(actor, record), record.sifat)


def may_lower(actor: Actor, record: Naskah | SuratMasuk | ArsipImpor, *, heads: bool) -> Verdict:
    """Whether the actor may open a record further (OTR-09): the signer, the addressed leader, or the head of its unit.

    Args:
        heads: whether the actor heads the unit that owns it.
    """
    if record.sifat is Sifat.BIASA:
        return no("Sifatnya sudah Biasa.")
    standing = relations(actor, record) | (frozenset({R.PIMPINAN_UNIT}) if heads else frozenset())
    return decide(Action.TURUNKAN_SIFAT, standing, record.sifat)
