"""The blueprint of the work lists, and the way through a list that its pages are opened from."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, g, request

from eoffice.db import reading
from eoffice.errors import EofficeError, NotFound
from eoffice.kerja import barisan, konteks, queries
from eoffice.kerja.konteks import Konteks
from eoffice.kerja.states import SEMUA, Objek, Urutan
from eoffice.web.access import current_actor, signed_in
from eoffice.web.session import services, session

routes = Blueprint("kerja", __name__)

PAGES: Final = {Objek.SURAT: "/surat-masuk", Objek.BAGIAN: "/disposisi", Objek.NASKAH: "/naskah"}
#: Where an act usually leads: the page of a thing, or the list of a capability. Anything else is meant, and stays.
_AFTER: Final = re.compile(r"/(surat-masuk|disposisi|naskah)(/[0-9]{1,18}|/[a-z-]{1,20})?")
_EDITOR: Final = re.compile(r"/(sunting|baru|beruntun|registrasi)")


def chosen(kode: str) -> Konteks:
    """The list of an address with its chips and order. Raises NotFound for a list that does not exist."""
    if kode not in SEMUA:
        raise NotFound("Daftar itu tidak ada.")
    raw = request.args.get("urut", "")
    order = Urutan(raw) if raw in set(Urutan) else Urutan.BARU
    return Konteks(SEMUA[kode], order, konteks.saringan(request.args.getlist("saring")))


@dataclass(frozen=True)
class Jalan:
    """From which list a thing was opened, and its neighbours there; an empty address where there is none."""

    nama: str
    kembali: str
    sebelum: str
    sesudah: str


def jalan() -> Jalan | None:
    """The way through the list that this page was opened from; None for a page that was opened otherwise."""
    raw = request.values.get("dari", "") if request else ""
    found = konteks.dari_teks(raw) if raw and not g.get("failing") else None
    if found is None or found.posisi is None or found.posisi.objek not in PAGES or not signed_in():
        return None
    at = found.posisi
    page = f"{PAGES[at.objek]}/{at.objek_id}"
    if request.path != page and not request.path.startswith(page + "/"):
        return None
    before, after = queries.tetangga(session(), current_actor(), found)
    return Jalan(
        found.daftar.nama,
        f"{found.url}#b-{at.objek}-{at.objek_id}",
        barisan.url(found, before) if before is not None else "",
        barisan.url(found, after) if after is not None else "",
    )


@routes.after_app_request
def lanjutkan(response: Response) -> Response:
    """After an act on something that was opened from a list: on to the next of that list, not back to where one was."""
    raw = request.form.get("dari", "") if request.method == "POST" and response.status_code == 303 else ""
    found = konteks.dari_teks(raw) if raw else None
    if found is None or found.posisi is None or found.posisi.objek not in PAGES or not signed_in():
        return response
    path = urlsplit(response.headers.get("Location", "")).path
    at = found.posisi
    page = f"{PAGES[at.objek]}/{at.objek_id}"
    if not request.path.startswith(page + "/") or not _AFTER.fullmatch(path) or _EDITOR.search(path):
        return response
    try:
        with reading(services().engine) as own:
            actor = current_actor()
            still = queries.masih(own, actor, found)
            _, after = (None, None) if still else queries.tetangga(own, actor, found)
    except EofficeError:
        return response
    if still:
        response.headers["Location"] = f"{path}?dari={raw}" if path == page else path
    elif after is not None:
        response.headers["Location"] = barisan.url(found, after)
    else:
        flash(f"Itu yang terakhir di {found.daftar.nama}.", "info")
        response.headers["Location"] = found.url
    return response
