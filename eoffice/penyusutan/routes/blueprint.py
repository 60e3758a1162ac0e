"""The blueprint, and what its views share."""

from flask import Blueprint

routes = Blueprint("penyusutan", __name__)
