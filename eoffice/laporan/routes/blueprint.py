"""The blueprint that the pages of the report share, and how they bring the figures up to date."""

from typing import Any

from flask import Blueprint, current_app, request

from eoffice.laporan import actions
from eoffice.laporan.tampil import navigasi
from eoffice.web.access import current_akun, signed_in
from eoffice.web.session import release, services

routes = Blueprint("laporan", __name__, url_prefix="/laporan")


def forward() -> None:
    """Bring the figures up to date, with nothing locked and nothing read before."""
    release()
    actions.segarkan(services().engine)


def navigasi_laporan() -> list[navigasi.Butir]:
    """The entries of the way through the report, for whoever reads this page."""
    actor = current_akun().actor if signed_in() else None
    app: Any = current_app
    return navigasi.butir(app, actor, request.path) if actor is not None else []


@routes.app_context_processor
def _context() -> dict[str, Any]:
    return {"navigasi_laporan": navigasi_laporan}
