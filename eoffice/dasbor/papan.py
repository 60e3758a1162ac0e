"""The dashboard of the city made ready beforehand: by the worker once a minute, else by whoever opens it."""

from datetime import timedelta
from typing import Any, Final, NamedTuple

from jinja2 import Environment
from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.dasbor.models import Papan
from eoffice.db import reading, transaction
from eoffice.laporan.adopsi import DEFINISI, Tahap
from eoffice.laporan.ketentuan import PERINGATAN
from eoffice.laporan.models import KetetapanKertas, PeringatanAdopsi, PernyataanKertas, PersediaanKertas, SasaranAdopsi
from eoffice.laporan.queries import keadaan
from eoffice.laporan.tampil.pandangan import Pandangan, pandangan
from eoffice.organisasi import kalender
from eoffice.web.services import Services

SELANG: Final = timedelta(minutes=1)
"""How often the worker makes it anew."""
UMUR: Final = timedelta(minutes=3)
"""A kept one that is older was left by a worker that stands still; then the page counts for itself."""
TAMPAK: Final = 6
"""Rows of a table before the rest is folded away."""
TEMPLAT: Final = "templat"
"""Where the application leaves its templates for the worker."""
SATU: Final = 1
TERTINGGAL: Final = 500
"""Events that may still be missing from the figures; with more of them a kept dashboard would tell something untrue."""


class Bagian(NamedTuple):
    """What stands above and below one's own decisions."""

    atas: Markup
    bawah: Markup


def lukis(templat: Environment, view: Pandangan) -> Bagian:
    """The parts that are the same for every reader."""
    more: dict[str, Any] = {"p": view, "definisi": DEFINISI, "tahap": list(Tahap), "peringatan": PERINGATAN}
    more["tertinggal"] = TERTINGGAL
    above = templat.get_template("dasbor/_kota_atas.html").render(**more)
    below = templat.get_template("dasbor/_kota_bawah.html").render(tampak=TAMPAK, **more)
    return Bagian(Markup(above), Markup(below))  # noqa: S704 - a template escapes


def tersimpan(session: Session) -> Bagian | None:
    """What the worker made lately, from figures that still stand; None when nothing good is there."""
    row = session.get(Papan, SATU)
    if row is None or not timedelta() <= clock.now() - row.saat <= UMUR or row.tanda != _tanda(session):
        return None
    return Bagian(Markup(row.atas), Markup(row.bawah))  # noqa: S704 - made by `lukis`


def siapkan(services: Services) -> bool:
    """Make it anew when the kept one is old; whether it was. Nothing is locked while it is put together.

    While the figures are far behind the log (a city just loaded, a rollup being recomputed) nothing is kept.
    """
    templat: Environment | None = services.cache.get(TEMPLAT)
    if templat is None:
        return False
    at = clock.now()
    with reading(services.engine) as session:
        row = session.get(Papan, SATU)
        tanda = _tanda(session)
        if row is not None and row.tanda == tanda and timedelta() <= at - row.saat < SELANG:
            return False
        if keadaan(session).tertinggal > TERTINGGAL:
            return False
        parts = lukis(templat, pandangan(session, services.engine, services.pepper))
    with transaction(services.engine) as session:
        session.merge(Papan(id=SATU, saat=at, tanda=tanda, atas=str(parts.atas), bawah=str(parts.bawah)))
    return True


def _tanda(session: Session) -> str:
    tables = (SasaranAdopsi, KetetapanKertas, PersediaanKertas, PernyataanKertas, PeringatanAdopsi)
    newest = session.execute(select(*(select(func.max(t.id)).scalar_subquery() for t in tables))).one()
    return f"{clock.today()} {kalender.berlaku(session).versi} {' '.join(str(n or 0) for n in newest)}"[:200]
