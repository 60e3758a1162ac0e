"""Periksa naskah beside the editor: mend a finding, take that back, answer for one, count it again."""

from collections.abc import Callable

from flask import Response, flash, request

from eoffice.akses.rights import Action
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import actions, forms
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes.blueprint import load, routes
from eoffice.naskah.routes.sunting import _again, _save
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.session import session


def _act(naskah_id: int, act: Callable[[Naskah], str]) -> Response:
    """Keep what the editor holds, then act; back to the step one came from."""
    naskah = load(naskah_id)
    try:
        if forms.berisi(request.form):
            _save(naskah, request.form)
            session().flush()
        else:
            actions.same_version(naskah, forms.langkah(request.form).versi)
            actions.tidak_direbut(session(), current_actor(), naskah)
        said = act(naskah)
    except (Invalid, Conflict) as error:
        return _again(naskah_id, error)
    flash(said)
    step = request.args.get("langkah", "2")
    step = step if step in ("2", "4") else "2"
    return see(f"/naskah/{naskah_id}/sunting?langkah={step}#periksa-{step}")


def _sidik() -> str:
    return request.form.get("temuan", "")[:16]


@routes.post("/<int:naskah_id>/periksa/perbaiki")
@needs(Action.UBAH)
def perbaiki(naskah_id: int) -> Response:
    """Make the change that a finding offers."""

    def act(naskah: Naskah) -> str:
        found = actions.perbaiki(session(), current_actor(), naskah, _sidik())
        return f"Diperbaiki: {found.aturan.nama}. Tekan Urungkan bila ternyata keliru."

    return _act(naskah_id, act)


@routes.post("/<int:naskah_id>/periksa/urungkan")
@needs(Action.UBAH)
def urungkan(naskah_id: int) -> Response:
    """Take the last mending back."""

    def act(naskah: Naskah) -> str:
        actions.urungkan(session(), current_actor(), naskah)
        return "Perbaikan diurungkan; teksnya kembali seperti semula."

    return _act(naskah_id, act)


@routes.post("/<int:naskah_id>/periksa/abaikan")
@needs(Action.UBAH)
def abaikan(naskah_id: int) -> Response:
    """Answer for a reminder, with a reason."""

    def act(naskah: Naskah) -> str:
        sidik = _sidik()
        found = actions.abaikan(
            session(), current_actor(), naskah, sidik, request.form.get(f"alasan-{sidik}", "")[:500]
        )
        return f"Diabaikan dengan alasan: {found.aturan.nama}. Pemeriksa melihat alasan Anda."

    return _act(naskah_id, act)


@routes.post("/<int:naskah_id>/periksa/hitung")
@needs(Action.UBAH)
def hitung(naskah_id: int) -> Response:
    """Count one again that was answered for."""

    def act(naskah: Naskah) -> str:
        actions.hitung_lagi(session(), current_actor(), naskah, _sidik())
        return "Pengingat itu dihitung lagi."

    return _act(naskah_id, act)
