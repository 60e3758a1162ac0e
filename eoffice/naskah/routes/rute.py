"""Verdicts on the route: paraf, kembalikan, tolak, tarik, batalkan. Each loads, acts, answers."""

from collections.abc import Callable
from functools import partial

from flask import Response, flash, request

from eoffice.akses.rights import Action, Sifat
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import actions, forms, queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes.blueprint import load, reopened, routes
from eoffice.naskah.routes.lihat import render_page
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import session


def _stay(naskah_id: int) -> int:
    return naskah_id


def _verdict(
    naskah_id: int, act: Callable[[Naskah, forms.Langkah], str], then: Callable[[int], int] = _stay
) -> Response:
    """Act on what was looked at, then show that naskah, or the one that `then` names.

    A refusal shows the page again with what was typed.
    """
    naskah = load(naskah_id)
    try:
        form = forms.langkah(request.form)
        actions.same_version(naskah, form.versi)
        said = act(naskah, form)
    except (Invalid, Conflict) as error:
        session().rollback()
        fields = getattr(error, "fields", {})
        typed = request.form.get("catatan", "")
        return again(render_page(reopened(naskah_id), salah=fields, pesan=str(error), ketikan=typed), error)
    flash(said)
    return see(f"/naskah/{then(naskah_id)}")


def _next_to_check(naskah_id: int) -> int:
    """What else waits for the actor's paraf, on from here in the order of the list; the naskah itself when nothing."""
    waiting = partial(queries.to_check, session(), current_actor(), limit=1)
    found = waiting(before=naskah_id) or waiting()
    if found:
        flash("Ini naskah berikutnya yang menunggu paraf Anda.", "info")
        return found[0].id
    return naskah_id


@routes.post("/<int:naskah_id>/paraf")
@needs(Action.PARAF)
def paraf(naskah_id: int) -> Response:
    """Give the paraf whose turn it is, and go on to the next naskah that waits."""

    def act(naskah: Naskah, form: forms.Langkah) -> str:
        actions.paraf(session(), current_actor(), naskah, form.catatan, dilihat_sha256=form.dilihat)
        following = naskah.turns[0].jabatan.nama if naskah.turns else None
        signer = naskah.penandatangan.nama if naskah.penandatangan else "penandatangan"
        # This sentence is kept with the answer for days, so it may not name what is Rahasia (OTR-11).
        named = f" pada “{naskah.hal[:80]}”" if naskah.sifat in (Sifat.BIASA, Sifat.TERBATAS) else ""
        return f"Paraf tercatat{named}. Naskah itu sekarang di {following or signer}."

    return _verdict(naskah_id, act, then=_next_to_check)


@routes.post("/<int:naskah_id>/kembalikan")
@needs(Action.KEMBALIKAN)
def kembalikan(naskah_id: int) -> Response:
    """Send it back with a reason."""

    def act(naskah: Naskah, form: forms.Langkah) -> str:
        actions.kembalikan(session(), current_actor(), naskah, form.catatan)
        return f"Naskah dikembalikan kepada {naskah.konseptor.nama_lengkap.removesuffix('.')}."

    return _verdict(naskah_id, act)


@routes.post("/<int:naskah_id>/tolak")
@needs(Action.TOLAK)
def tolak(naskah_id: int) -> Response:
    """Refuse it for good."""

    def act(naskah: Naskah, form: forms.Langkah) -> str:
        actions.tolak(session(), current_actor(), naskah, form.catatan)
        return "Naskah ditolak. Konsepnya tetap tersimpan sebagai catatan keputusan."

    return _verdict(naskah_id, act)


@routes.post("/<int:naskah_id>/tarik")
@needs(Action.TARIK)
def tarik(naskah_id: int) -> Response:
    """Take one's own last act back."""

    def act(naskah: Naskah, form: forms.Langkah) -> str:
        given = any(p.given_at is not None for p in naskah.paraf)
        actions.tarik(session(), current_actor(), naskah)
        return "Paraf Anda ditarik kembali." if given else "Naskah ditarik kembali; sekarang menjadi konsep lagi."

    return _verdict(naskah_id, act)


@routes.post("/<int:naskah_id>/batalkan")
@needs(Action.BATALKAN)
def batalkan(naskah_id: int) -> Response:
    """Give it up before it is numbered."""

    def act(naskah: Naskah, form: forms.Langkah) -> str:
        actions.batalkan(session(), current_actor(), naskah, form.catatan)
        return "Naskah dibatalkan. Nomor tidak terpakai."

    return _verdict(naskah_id, act)
