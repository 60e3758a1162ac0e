"""The blueprint of the agenda."""

from flask import Blueprint

routes = Blueprint("agenda", __name__)
