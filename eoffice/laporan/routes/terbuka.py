"""Open figures for a command centre and a screen in the lobby: aggregates, and only once the city has decided to publish."""

import hashlib
import json
from typing import Any, Final

from flask import Response, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.laporan import policy
from eoffice.laporan.adopsi import Tahap
from eoffice.laporan.routes.blueprint import forward, routes
from eoffice.laporan.tampil import terbuka as tampil
from eoffice.laporan.tampil.pandangan import Pandangan, pandangan
from eoffice.web.access import current_actor, limited, needs, public
from eoffice.web.session import services, session

SIMPAN: Final = 60
"""Seconds that a reader may keep an answer."""
SEGAR: Final = 300
"""Seconds after which the wall asks again."""


def _pandangan() -> Pandangan:
    return pandangan(session(), services().engine, services().pepper)


def _terbit() -> None:
    """Nothing is there while the city has not decided to publish.

    Raises:
        NotFound: EOFFICE_DATA_TERBUKA is off.
    """
    if not services().settings.data_terbuka:
        raise NotFound("Halaman tidak ditemukan.")


def _json(content: dict[str, Any], *, media: str) -> Response:
    """The content with an ETag; a reader that holds the same gets 304."""
    body = json.dumps(content, ensure_ascii=False, indent=1).encode()
    answer = Response(body, content_type=media)
    figures = {key: value for key, value in content.items() if key != "dihitung"}  # the minute alone is no news
    answer.set_etag(hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:32], weak=True)
    answer.headers["Cache-Control"] = f"public, max-age={SIMPAN}"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.make_conditional(request)
    return answer


@routes.get("/terbuka.json")
@public
@limited("terbuka", 120, per=3600)
def terbuka_json() -> Response:
    """The figures that the city publishes."""
    _terbit()
    return _json(tampil.isi(_pandangan().r, services().settings.nama_kota), media="application/json; charset=utf-8")


@routes.get("/terbuka.schema.json")
@public
@limited("terbuka", 120, per=3600)
def terbuka_schema() -> Response:
    """Their schema."""
    _terbit()
    return _json(tampil.skema(), media="application/schema+json; charset=utf-8")


@routes.get("/terbuka/dinding")
@public
@limited("terbuka", 120, per=3600)
def dinding_terbuka() -> str:
    """The wall for a screen in the lobby, with nobody signed in."""
    _terbit()
    return _dinding("/laporan/terbuka/dinding")


@routes.get("/dinding")
@needs(Action.LAPORAN_KOTA, own_transactions=True)
def dinding() -> str:
    """The wall for whoever watches over the city; it asks again by itself, which does not keep the session alive (SES-03)."""
    require(policy.may(current_actor(), Action.LAPORAN_KOTA))
    forward()
    return _dinding("/laporan/dinding?latar=1")


def _dinding(alamat: str) -> str:
    view = _pandangan()
    return render_template(
        "laporan/dinding.html",
        p=view,
        r=view.r,
        angka=tampil.ringkas(view.r),
        tahap=list(Tahap),
        alamat=alamat,
        segar=SEGAR,
    )


@routes.get("/terbuka")
@needs(Action.LAPORAN_KOTA, own_transactions=True)
def terbuka() -> str:
    """What would be published, or is."""
    require(policy.may(current_actor(), Action.LAPORAN_KOTA))
    forward()
    content = tampil.isi(_pandangan().r, services().settings.nama_kota)
    return render_template(
        "laporan/terbuka.html",
        terbit=services().settings.data_terbuka,
        isi=json.dumps(content, ensure_ascii=False, indent=1),
        versi=tampil.VERSI,
    )
