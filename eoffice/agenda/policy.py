"""The only decision about agendas: whose may be read, and who may say something to an appointment."""

from eoffice.agenda.models import Peserta
from eoffice.agenda.states import Kehadiran, Sebab
from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import Action, Relation, Sifat, decide
from eoffice.akses.verdict import Verdict, no

R = Relation
#: Appointments whose time and place are this agenda's own to change; those of a delegate follow.
MILIK = frozenset({Sebab.UNDANGAN, Sebab.DICATAT})


def relations(actor: Actor, jabatan_id: int, opd_id: int, sifat: Sifat, action: Action) -> frozenset[Relation]:
    """How the actor stands to the agenda of a jabatan; `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if actor.holds(jabatan_id):
        found.add(R.ALAMAT)
    if opd_id in actor.tu_opd_ids:
        found.add(R.TU)
    if opd_id in actor.sekretaris_opd_ids and sifat in (Sifat.BIASA, Sifat.TERBATAS):
        found.add(R.SEKRETARIS_OPD)
    hak = HakOperator.BACA if action is Action.BACA_AGENDA else HakOperator.AGENDA
    if jabatan_id in actor.atas_nama_ids(hak, sifat):
        found.add(R.OPERATOR)
    return frozenset(found)


def may(actor: Actor, action: Action, peserta: Peserta) -> Verdict:
    """Whether the actor may do this to one appointment of one agenda."""
    acara = peserta.acara
    if peserta.kehadiran is Kehadiran.DITARIK:
        return no("Disposisi yang membawa acara ini sudah ditarik.")
    if action is Action.UBAH_AGENDA and acara.batal_at is not None:
        return no("Acara ini sudah dibatalkan.")
    return decide(action, relations(actor, peserta.jabatan_id, peserta.opd_id, acara.sifat, action), acara.sifat)


def may_change(actor: Actor, peserta: Peserta) -> Verdict:
    """Whether the actor may set time and place, or call it off."""
    if peserta.sebab not in MILIK:
        return no("Waktu dan tempatnya diatur dari agenda yang diundang.")
    return may(actor, Action.UBAH_AGENDA, peserta)


def may_note(actor: Actor, jabatan_id: int, opd_id: int, sifat: Sifat = Sifat.BIASA) -> Verdict:
    """Whether the actor may put something into the agenda of a jabatan."""
    return decide(Action.UBAH_AGENDA, relations(actor, jabatan_id, opd_id, sifat, Action.UBAH_AGENDA), sifat)
