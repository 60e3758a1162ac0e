"""Who keeps accounts and the organisation: the administrator of the city, and the operator at the machine itself."""

from eoffice.akses.actor import SISTEM, Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.akun.models import Akun


def _relations(actor: Actor) -> frozenset[Relation]:
    # Whoever runs commands on the server already holds its database; the trail names them «Sistem».
    if actor is SISTEM or Peran.ADMIN_SISTEM in actor.peran:
        return frozenset({Relation.ADMIN_SISTEM})
    return frozenset()


def may(actor: Actor, action: Action) -> Verdict:
    """Whether the actor may keep accounts (KELOLA_PENGGUNA) or the organisation (KELOLA_ORGANISASI)."""
    return decide(action, _relations(actor))


def may_shut(actor: Actor, akun: Akun) -> Verdict:
    """Whether the actor may shut this account; one's own never, so that nobody locks out the last administrator."""
    allowed = may(actor, Action.KELOLA_PENGGUNA)
    if not allowed:
        return allowed
    if akun.id == actor.akun_id:
        return no("Akun sendiri tidak dapat dinonaktifkan. Minta administrator lain melakukannya.")
    if not akun.aktif:
        return no("Akun ini sudah dinonaktifkan.")
    return YES


def may_open(actor: Actor, akun: Akun) -> Verdict:
    """Whether the actor may open this account again."""
    allowed = may(actor, Action.KELOLA_PENGGUNA)
    if not allowed:
        return allowed
    if akun.aktif:
        return no("Akun ini tidak sedang dinonaktifkan.")
    if not akun.pegawai.aktif:
        return no("Pegawai ini bertanda tidak aktif. Aktifkan pegawainya lebih dahulu lewat lembar pegawai.")
    return YES


def may_link(actor: Actor, akun: Akun) -> Verdict:
    """Whether the actor may issue a link with which the owner chooses a password."""
    allowed = may(actor, Action.KELOLA_PENGGUNA)
    if not allowed:
        return allowed
    if not akun.aktif or not akun.pegawai.aktif:
        return no("Akun yang dinonaktifkan tidak mendapat tautan. Aktifkan lagi lebih dahulu.")
    return YES
