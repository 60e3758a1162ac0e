"""The blueprint, and the password that is asked again before anything is changed."""

from flask import Blueprint

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.akun import actions as akun
from eoffice.pengguna import policy
from eoffice.web.access import current_actor
from eoffice.web.session import release, services

routes = Blueprint("pengguna", __name__)


def desk(action: Action) -> None:
    """Nobody but an administrator gets past this line."""
    require(policy.may(current_actor(), action))


def confirm(typed: str, *, untuk: str) -> None:
    """Ask for the administrator's own password once more, while nothing is locked (AUT-12).

    Args:
        untuk: what it is asked for, as it stands in the trail.
    Raises:
        Invalid: it is wrong; counted as a failed sign-in.
    """
    release()
    akun.pastikan_sandi(
        services().engine,
        services().hasher,
        current_actor(),
        typed,
        untuk=untuk,
        kolom="sandi_admin",
        nama="Sandi Anda",
    )
