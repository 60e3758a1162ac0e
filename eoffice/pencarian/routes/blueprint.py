"""The blueprint."""

from flask import Blueprint

routes = Blueprint("pencarian", __name__)
