"""The blueprint, and what its views share."""

from flask import Blueprint

routes = Blueprint("paket", __name__)

#: How a page that shows work in progress asks for itself again, in seconds; without a script a link does.
SELANG = 5
