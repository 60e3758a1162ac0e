"""The blueprint, and what its views share."""

from urllib.parse import urlencode

from flask import Blueprint, request
from sqlalchemy.orm import Session

from eoffice.arsip import forms, queries
from eoffice.arsip.models import Berkas
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.web.access import current_actor
from eoffice.web.fields import Form
from eoffice.web.session import session

routes = Blueprint("arsip", __name__)


def load(berkas_id: int) -> Berkas:
    """The berkas, if the one who asks may know of it. Raises NotFound."""
    return queries.get(session(), current_actor(), berkas_id)


def chosen_kode(opened: Session, form: Form, name: str = "kode") -> Klasifikasi | None:
    """The kode that was chosen, or the only one that what was typed can mean; None when the box was left empty.

    Raises:
        Invalid: no such kode, or several fit.
    """
    asked = forms.kode(form, name)
    if not (asked.terpilih or asked.ketikan):
        return None
    return klasifikasi.choose(opened, asked.terpilih or asked.ketikan, name)


def address(path: str, without: tuple[str, ...] = (), **more: object) -> str:
    """This list with other parameters; the page number is forgotten, empty ones are left out."""
    kept = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if value and name not in {"sesudah", "semua", *without, *more}
    ]
    kept += [(name, str(value)) for name, value in more.items() if value not in (None, "")]
    return f"{path}?{urlencode(kept)}" if kept else path
