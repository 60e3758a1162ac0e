"""The only decision about a surat masuk."""

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, decide, left_to_arsiparis
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import LABEL, MOVES, MOVING, PeranSurat

R = Relation
#: Actions of the one the surat is addressed to; a copied office only reads.
_OF_ADDRESSEE = frozenset({Action.DISPOSISIKAN, Action.BACA_SAJA, Action.SELESAIKAN})
#: Moves that belong to a recipient of a disposisi are decided there, with this table only saying when.
_OF_CHAIN = frozenset(
    {
        Action.DISPOSISI_LANJUTAN,
        Action.TARIK_DISPOSISI,
        Action.TINDAK_LANJUTI,
        Action.TERIMA_LAPORAN,
        Action.KEMBALIKAN_LAPORAN,
    }
)


def relations(actor: Actor, surat: SuratMasuk) -> frozenset[Relation]:
    """How the actor stands to the surat; `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if actor.holds(surat.tujuan_jabatan_id):
        found.add(R.ALAMAT)
    if any(actor.holds(a.jabatan_id) for a in surat.akses):
        found.add(R.PENERIMA)
    if surat.opd_id in actor.tu_opd_ids:
        found.add(R.TU)
    if surat.opd_id in actor.arsip_opd_ids:
        found.add(R.ARSIPARIS)
    return frozenset(found)


def may(actor: Actor, action: Action, surat: SuratMasuk) -> Verdict:
    """Whether the actor may do this to the surat now."""
    if action in _OF_ADDRESSEE and surat.peran is PeranSurat.TEMBUSAN:
        return no("Surat ini tembusan, jadi hanya untuk dibaca.")
    if action in MOVING - _OF_CHAIN and (surat.status, action) not in MOVES:
        return no(f"Surat berstatus “{LABEL[surat.status]}”.")
    standing = relations(actor, surat)
    verdict = decide(action, standing, surat.sifat)
    if verdict and action is Action.BERKASKAN_SURAT and left_to_arsiparis(standing, surat.sifat):
        return no("Surat ini diberkaskan oleh arsiparis perangkat daerahnya.")
    if verdict and action in _OF_ADDRESSEE and surat.tujuan_jabatan_id not in actor.ttd_jabatan_ids:
        return no("Jabatan ini sedang dijalankan Plh. atau Plt., jadi hanya pejabat itu yang dapat bertindak.")
    return verdict


def may_open_agenda(actor: Actor) -> Verdict:
    """The agenda book is kept by the TU and read by the arsiparis of the office."""
    served = actor.tu_opd_ids | actor.arsip_opd_ids
    return YES if served else no("Buku agenda dibuka oleh tata usaha dan arsiparis perangkat daerah.")


def may_register(actor: Actor) -> Verdict:
    """Only the TU of a perangkat daerah registers what arrives there."""
    return decide(Action.REGISTRASI, frozenset({R.TU}) if actor.tu_opd_ids else frozenset())
