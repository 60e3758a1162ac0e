"""The blueprint that the pages of the report share, and how they bring the figures up to date."""

from flask import Blueprint

from eoffice.laporan import actions
from eoffice.web.session import release, services

routes = Blueprint("laporan", __name__, url_prefix="/laporan")


def forward() -> None:
    """Bring the figures up to date, with nothing locked and nothing read before."""
    release()
    actions.segarkan(services().engine)
