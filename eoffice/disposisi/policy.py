"""The only decision about a disposisi: what its giver and its recipients may do, and who sees which branch."""

from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import Action, Relation, Sifat, decide
from eoffice.akses.verdict import Verdict, no
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import GONE, SEBAB, Peran, StatusLaporan, StatusPenerima
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import LABEL as LABEL_SURAT
from eoffice.surat_masuk.states import MOVES

R, P = Relation, StatusPenerima

#: From which states of a recipient an action may start.
STARTS = {
    Action.DISPOSISI_LANJUTAN: frozenset({P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI}),
    Action.TINDAK_LANJUTI: frozenset({P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI}),
    Action.TARIK_DISPOSISI: frozenset({P.TERKIRIM}),
    Action.UBAH_DISPOSISI: frozenset({P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI, P.DILAPORKAN}),
    Action.TOLAK_DISPOSISI: frozenset({P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI}),
    Action.ALIHKAN_DISPOSISI: frozenset({P.DITOLAK}),
    Action.TERIMA_LAPORAN: frozenset({P.DILAPORKAN}),
    Action.KEMBALIKAN_LAPORAN: frozenset({P.DILAPORKAN}),
}

#: What the giver of a part does; everything else is its recipient's.
OF_GIVER = frozenset({Action.TARIK_DISPOSISI, Action.TERIMA_LAPORAN, Action.KEMBALIKAN_LAPORAN})


def relations(actor: Actor, penerima: DisposisiPenerima) -> frozenset[Relation]:
    """How the actor stands to one recipient's part."""
    found = set()
    if penerima.status not in GONE and actor.holds(penerima.jabatan_id):
        found.add(R.PENERIMA)
    if actor.holds(penerima.disposisi.pemberi_jabatan_id):
        found.add(R.PEMBERI)
    return frozenset(found)


def may(actor: Actor, action: Action, penerima: DisposisiPenerima) -> Verdict:
    """Whether the actor may do this to one recipient's part now."""
    surat = penerima.disposisi.surat
    reopened = action is Action.KEMBALIKAN_LAPORAN and _accepted_too_early(penerima)
    if penerima.status not in STARTS[action] and not reopened:
        return no(SEBAB[penerima.status])
    if (surat.status, action) not in MOVES:
        return no(f"Surat sudah berstatus “{LABEL_SURAT[surat.status]}”.")
    if action in (Action.TINDAK_LANJUTI, Action.DISPOSISI_LANJUTAN) and penerima.peran is Peran.MENGETAHUI:
        return no("Anda hanya perlu mengetahui surat ini.")
    if action is Action.ALIHKAN_DISPOSISI and not penerima.undecided:
        return no("Bagian ini sudah Anda putuskan.")
    end = penerima.disposisi.pemberi_jabatan_id if action in OF_GIVER else penerima.jabatan_id
    if end in actor.digantikan_ids:
        return no("Jabatan ini sedang dijalankan Plh. atau Plt., jadi hanya pejabat itu yang dapat bertindak.")
    return decide(action, relations(actor, penerima), surat.sifat)


def may_prepare(actor: Actor, penerima: DisposisiPenerima) -> Verdict:
    """Whether the actor may prepare what the holder of this part gives further, for him to confirm (5.2, 5.6).

    The TU and the head of the sekretariat of his office do, and his operator with that right in his mandate; each only
    for a surat that he may read, which the query says that found the part.
    """
    surat, office = penerima.disposisi.surat, penerima.jabatan
    if actor.acts(office.id):
        return no("Jabatan ini Anda pegang sendiri; lanjutkan saja disposisinya.")
    if penerima.status not in STARTS[Action.DISPOSISI_LANJUTAN]:
        return no(SEBAB[penerima.status])
    if (surat.status, Action.DISPOSISI_LANJUTAN) not in MOVES:
        return no(f"Surat sudah berstatus “{LABEL_SURAT[surat.status]}”.")
    if penerima.peran is Peran.MENGETAHUI or not office.pemeriksa:
        return no("Bagian ini tidak diteruskan lagi ke bawah.")
    found = set()
    if office.unit.opd_id in actor.tu_opd_ids:
        found.add(R.TU)
    if actor.holds(penerima.peneliti_jabatan_id) or office.unit.opd_id in actor.sekretaris_opd_ids:
        found.add(R.PENELITI)
    if office.id in actor.atas_nama_ids(HakOperator.SIAPKAN_DISPOSISI, surat.sifat):
        found.add(R.OPERATOR)
    return decide(Action.ARAHKAN, frozenset(found), surat.sifat)


def _accepted_too_early(penerima: DisposisiPenerima) -> bool:
    """Whether a report that was accepted may still go back: the giver has not handed the result on, or got it back."""
    if penerima.status is not P.SELESAI or not any(r.status is StatusLaporan.DITERIMA for r in penerima.laporan):
        return False
    above = penerima.disposisi.induk
    return above is None or above.status in STARTS[Action.TINDAK_LANJUTI]


def sees(actor: Actor, surat: SuratMasuk, penerima: DisposisiPenerima) -> bool:
    """Whether a branch is shown: the whole tree to everyone in an open chain, from Rahasia upward only to its two ends.

    A copied office never sees disposisi; TU and arsiparis see the tree of what they may read.
    """
    if surat.sifat in (Sifat.BIASA, Sifat.TERBATAS):
        return True
    return bool(relations(actor, penerima))
