"""What the text of an arrival proposes for its registration."""

from dataclasses import replace

from flask import Response, jsonify

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.pindaian import alamat, usulan
from eoffice.pindaian import policy as pindaian_policy
from eoffice.pindaian import queries as pindaian_queries
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Baca
from eoffice.pindaian.states import Status as StatusPindaian
from eoffice.surat_masuk import queries
from eoffice.surat_masuk.routes.blueprint import routes
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number
from eoffice.web.session import session


def proposed(arrived: Pindaian) -> dict[str, usulan.Usulan]:
    """What the text read so far proposes; where it says nothing, what the e-mail said of itself."""
    offices = [(j.id, j.nama) for j, _ in queries.addressees(session(), current_actor())]
    pages = [page for page in arrived.isi if not page.pemisah]
    sure = {page.nomor: page.keyakinan for page in pages}
    text = [page.teks for page in pages]
    found = usulan.usulkan(text, clock.today())
    found = {name: replace(made, keyakinan=sure.get(made.halaman)) for name, made in found.items()}
    found |= alamat.usulkan(text, [page.keyakinan for page in pages], offices)
    if arrived.pengirim and "asal_teks" not in found:
        found["asal_teks"] = usulan.Usulan(arrived.pengirim, 0, "pengirim surel")
    if arrived.perihal and "hal" not in found:
        found["hal"] = usulan.Usulan(arrived.perihal, 0, "subjek surel")
    return found


def read(arrived: Pindaian) -> bool:
    """Whether no page of it is left to read."""
    return all(page.baca is not Baca.MENUNGGU for page in arrived.isi)


def arrived(pindaian_id: int) -> Pindaian:
    """The arrival that is to be registered. Raises NotFound, or Conflict when it is not waiting any more."""
    found = pindaian_queries.get(session(), current_actor(), pindaian_id)
    require(pindaian_policy.may_move(current_actor(), found, StatusPindaian.TERDAFTAR))
    return found


@routes.get("/surat-masuk/registrasi/usulan")
@needs(Action.REGISTRASI)
def usul() -> Response:
    """The proposals as JSON, for a form that was opened before the text was read; it fills only what is still empty."""
    found = arrived(number("pindaian") or 0)
    made = {
        name: {"nilai": one.nilai, "halaman": one.halaman, "kutipan": one.kutipan, "keyakinan": one.keyakinan}
        for name, one in proposed(found).items()
    }
    return jsonify({"selesai": read(found), "usulan": made})
