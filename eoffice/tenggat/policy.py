"""The only decision about a deadline: who may stop its clock, let it run again, and remind by hand."""

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict, no
from eoffice.tenggat.models import Tenggat, TenggatHenti
from eoffice.tenggat.states import Dasar, Jenis

R = Relation
_ATUR = {Peran.PEMANTAU: R.PEMANTAU, Peran.ADMIN_SISTEM: R.ADMIN_SISTEM}


def relations(actor: Actor, tenggat: Tenggat) -> frozenset[Relation]:
    """How the actor stands to a deadline; `queries.visible` says in SQL to whom it is anything at all."""
    found = set()
    part = tenggat.penerima
    if part is not None and actor.holds(part.jabatan_id):
        found.add(R.PENERIMA)
    if part is not None and actor.holds(part.disposisi.pemberi_jabatan_id):
        found.add(R.PEMBERI)
    if actor.holds(tenggat.surat.tujuan_jabatan_id):
        found.add(R.ALAMAT)
    if tenggat.tegur_jabatan_id is not None and actor.holds(tenggat.tegur_jabatan_id):
        found.add(R.ATASAN)
    return frozenset(found)


def _berjalan(tenggat: Tenggat) -> Verdict | None:
    if tenggat.tutup_at is not None:
        return no("Pekerjaan ini sudah selesai.")
    if tenggat.dasar is Dasar.PEMERIKSAAN:
        return no("Yang ditunggu sekarang pemeriksaan pemberi disposisi; jam penerima tidak berjalan.")
    if tenggat.henti_at is not None:
        return no("Jamnya sedang berhenti.")
    return None


def may_minta(actor: Actor, tenggat: Tenggat) -> Verdict:
    """Whether the holder of a part may ask for its clock to be stopped."""
    if (refused := _berjalan(tenggat)) is not None:
        return refused
    if tenggat.batas_at is not None and tenggat.batas_at <= clock.now():
        return no("Tenggatnya sudah lewat; minta tanggal baru kepada pemberi disposisi.")
    return decide(Action.MINTA_HENTI, relations(actor, tenggat), tenggat.surat.sifat)


def may_hentikan(actor: Actor, tenggat: Tenggat) -> Verdict:
    """Whether the actor may stop a clock, and decide on a request: the giver of a part, and the addressed leader."""
    return _berjalan(tenggat) or decide(Action.HENTIKAN_JAM, relations(actor, tenggat), tenggat.surat.sifat)


def may_lanjutkan(actor: Actor, tenggat: Tenggat) -> Verdict:
    """Whether the actor may let a clock run again: also who works, for whom it was stopped."""
    return decide(Action.LANJUTKAN_JAM, relations(actor, tenggat), tenggat.surat.sifat)


def may_batalkan(actor: Actor, henti: TenggatHenti) -> Verdict:
    """Whether the actor may take a request back: the holder of the part, whoever asked."""
    return decide(Action.MINTA_HENTI, relations(actor, henti.tenggat), henti.tenggat.surat.sifat)


def may_ingatkan(actor: Actor, tenggat: Tenggat) -> Verdict:
    """Whether the actor may remind the holder of what is late."""
    if tenggat.jenis is not Jenis.BAGIAN or tenggat.atas_id is None:
        return no("Yang ditunggu di sini bukan bawahan Anda.")
    if (refused := _berjalan(tenggat)) is not None:
        return refused
    if tenggat.batas_at is None or tenggat.batas_at > clock.now():
        return no("Tenggatnya belum lewat.")
    return decide(Action.INGATKAN, relations(actor, tenggat), tenggat.surat.sifat)


def reads(actor: Actor, tenggat: Tenggat) -> bool:
    """Whether the actor may see what it is about; who was only told upwards sees number and age (OTR-08)."""
    surat = tenggat.surat
    return actor.holds(surat.tujuan_jabatan_id) or any(actor.holds(a.jabatan_id) for a in surat.akses)


def may_atur(actor: Actor, action: Action = Action.ATUR_TENGGAT) -> Verdict:
    """Whether the actor may see every version of the rules and set a new one."""
    return decide(action, frozenset(_ATUR[p] for p in actor.peran if p in _ATUR))
