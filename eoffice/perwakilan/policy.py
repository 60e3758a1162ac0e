"""The only decision about who may let whom stand in; `queries.visible_*` say in SQL what `sees_*` say here (OTR-01)."""

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.organisasi.models import Jabatan
from eoffice.organisasi.wakil import MandatOperator, Pengalihan, Penunjukan

R = Relation


def relations(actor: Actor, jabatan: Jabatan) -> frozenset[Relation]:
    """How the actor stands to a jabatan: its own leader, heading the sekretariat of its office, administrator."""
    found = set()
    if jabatan.id in actor.definitif_ids:
        found.add(R.ALAMAT)
    if jabatan.unit.opd_id in actor.sekretaris_opd_ids:
        found.add(R.SEKRETARIS_OPD)
    if Peran.ADMIN_SISTEM in actor.peran:
        found.add(R.ADMIN_SISTEM)
    return frozenset(found)


def may(actor: Actor, action: Action, jabatan: Jabatan) -> Verdict:
    """Whether the actor may appoint for, give a mandate for, or redirect a jabatan."""
    verdict = decide(action, relations(actor, jabatan))
    if verdict and not jabatan.aktif:
        return no("Jabatan ini sudah ditutup.")
    if verdict and action is Action.TUNJUK_WAKIL and not jabatan.pemeriksa:
        return no("Plh., Plt., dan Pj. hanya untuk jabatan yang memimpin atau menandatangani.")
    return verdict


def may_move(actor: Actor) -> Verdict:
    """Whether the actor may enter mutations."""
    return decide(Action.MUTASIKAN, frozenset({R.ADMIN_SISTEM}) if Peran.ADMIN_SISTEM in actor.peran else frozenset())


def may_end(actor: Actor, row: Penunjukan | Pengalihan) -> Verdict:
    """Whether the actor may end or revoke it: whoever may make one, or the one who is away himself."""
    if not row.keadaan.hidup:
        return no("Sudah berakhir.")
    action = Action.TUNJUK_WAKIL if isinstance(row, Penunjukan) else Action.ALIHKAN_SURAT
    return decide(action, relations(actor, row.jabatan))


def may_end_mandate(actor: Actor, row: MandatOperator) -> Verdict:
    """Whether the actor may take a mandate away: its leader or who acts for him, the sekretaris, an administrator."""
    if not row.keadaan.hidup:
        return no("Mandat ini sudah berakhir.")
    if actor.holds(row.jabatan_id) or row.pegawai_id == actor.pegawai_id or relations(actor, row.jabatan):
        return YES
    return no("Mandat ini dicabut pemberinya, sekretaris perangkat daerahnya, atau administrator.")


def sees(actor: Actor, row: Penunjukan | MandatOperator | Pengalihan) -> bool:
    """Whether the actor is shown it: both ends, whoever may end it."""
    ends = {row.jabatan_id} | ({row.ke_jabatan_id} if isinstance(row, Pengalihan) else set())
    if ends & actor.jabatan_ids or relations(actor, row.jabatan):
        return True
    return not isinstance(row, Pengalihan) and row.pegawai_id == actor.pegawai_id


def may_open_desk(actor: Actor, jabatan_id: int) -> Verdict:
    """Whether the actor may open the desk of a jabatan as its operator."""
    if jabatan_id in actor.mandat_jabatan_ids:
        return YES
    return no("Anda bukan operator jabatan ini.")
