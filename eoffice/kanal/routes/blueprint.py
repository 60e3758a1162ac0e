"""The blueprint of the channels."""

from flask import Blueprint

routes = Blueprint("kanal", __name__)
