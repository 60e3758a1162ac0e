"""The blueprint."""

from flask import Blueprint

routes = Blueprint("paket", __name__)
