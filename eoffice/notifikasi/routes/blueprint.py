"""The blueprint and the few lines that every view of it needs."""

from typing import cast

from flask import Blueprint, current_app

from eoffice.notifikasi.port import Lihat

routes = Blueprint("notifikasi", __name__)


def lihat() -> Lihat:
    """Who can tell what a reader may see, as the application was wired."""
    return cast(Lihat, current_app.extensions["eoffice_lihat"])
