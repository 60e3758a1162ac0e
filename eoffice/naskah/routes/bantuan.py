"""Help in plain words, one page; anybody may read it, also before signing in."""

from flask import Blueprint, render_template

from eoffice.web.access import public

routes = Blueprint("bantuan", __name__)


@routes.get("/bantuan")
@public
def bantuan() -> str:
    """How to do the daily things."""
    return render_template("bantuan/bantuan.html")
