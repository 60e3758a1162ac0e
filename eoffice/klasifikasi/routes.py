"""The classification as pages: a tree to walk through with the retention of each kode, and the answer of search boxes."""

from flask import Blueprint, Response, make_response, render_template, request

from eoffice.akses.rights import Action
from eoffice.errors import NotFound
from eoffice.klasifikasi import queries
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.web.access import needs
from eoffice.web.session import session

routes = Blueprint("klasifikasi", __name__, url_prefix="/klasifikasi")

#: Characters of what is typed that are looked at.
LONGEST = 200


@routes.get("")
@needs(Action.CARI)
def pohon() -> str | Response:
    """The tree: the groups, or one kode with its path, its retention and what lies below it."""
    words, kode = request.args.get("q", "")[:LONGEST].strip(), request.args.get("kode", "").strip()
    if words:
        found = queries.find(session(), words, limit=60)
        return render_template("klasifikasi/pohon.html", q=words, jalur=[], daftar=found, jra=None)
    if not kode:
        return render_template("klasifikasi/pohon.html", q="", jalur=[], daftar=queries.children(session(), None))
    path = queries.path(session(), kode) if queries.KODE.match(kode) else []
    if not path:
        raise NotFound("Kode klasifikasi tidak dikenal.")
    jra = queries.retention(session(), kode)
    return render_template(
        "klasifikasi/pohon.html", q="", jalur=path, daftar=queries.children(session(), kode), jra=jra
    )


@routes.get("/cari")
@needs(Action.CARI)
def cari() -> Response:
    """Up to twelve kode for a type-ahead box, as a fragment; the deepest fitting ones come first."""
    found = queries.find(session(), request.args.get("q", "")[:LONGEST], limit=12)
    answer = make_response(render_template("klasifikasi/_hasil.html", butir=[_line(k) for k in found]))
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer


def _line(kode: Klasifikasi) -> dict[str, str]:
    more = "Masih ada kode yang lebih dalam" if kode.punya_anak else ""
    return {"nilai": kode.kode, "teks": f"{kode.kode} {kode.label}", "rinci": more}
