"""Filing a Rahasia record by the official it belongs to."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.arsip import actions
from eoffice.arsip.routes.blueprint import chosen_kode, routes
from eoffice.arsip.states import Objek
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.session import release, services, session

HERE = "/arsip/berkaskan/<objek>/<int:objek_id>"


def _kind(objek: str) -> Objek:
    if objek not in (Objek.NASKAH, Objek.SURAT_MASUK):
        raise NotFound("Halaman itu tidak ada.")
    return Objek(objek)


def _context(objek: str, objek_id: int) -> dict[str, object]:
    butir = actions.milik(session(), current_actor(), _kind(objek), objek_id)
    return {"butir": butir, "alamat": f"/arsip/berkaskan/{objek}/{objek_id}"}


@routes.get(HERE)
@needs(Action.BERKASKAN, Action.BERKASKAN_SURAT)
def formulir_sendiri(objek: str, objek_id: int) -> str:
    """What will happen, and the kode where there is none yet. Only its number is shown, nothing of what it says."""
    return render_template("arsip/sendiri.html", errors={}, kode=[], **_context(objek, objek_id))


@routes.post(HERE)
@needs(Action.BERKASKAN, Action.BERKASKAN_SURAT)
def berkaskan_sendiri(objek: str, objek_id: int) -> Response:
    """File it, and back to the record."""
    kept: list[tuple[str, str]] = []
    try:
        found = chosen_kode(session(), request.form, "kode_klasifikasi")
        kept = [(found.kode, f"{found.kode} {found.label}")] if found else []
        berkas = actions.berkaskan_sendiri(
            session(), current_actor(), services().store, _kind(objek), objek_id, kode=found.kode if found else ""
        )
    except (Invalid, Conflict) as error:
        release()
        return refused(error, "arsip/sendiri.html", kode=kept, **_context(objek, objek_id))
    flash(f"Diberkaskan ke berkas {berkas.nomor}.")
    return see(f"/naskah/{objek_id}" if objek == Objek.NASKAH else f"/surat-masuk/{objek_id}")
