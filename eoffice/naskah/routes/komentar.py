"""Comments beside the text: for everybody on the route, on a phone and without scripts."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, EofficeError, Invalid
from eoffice.naskah import actions, kutipan, policy, suntingan
from eoffice.naskah.forms import suntingan as forms
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes.blueprint import load, opened, reopened, routes
from eoffice.naskah.states import TempatKomentar
from eoffice.pdf import isi as isi_naskah
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, number, see
from eoffice.web.session import session


@routes.get("/<int:naskah_id>/komentar")
@needs(Action.BACA, own_transactions=True)
def komentar(naskah_id: int) -> str:
    """The words of the naskah with their comments beside them."""
    require(policy.may_follow(current_actor(), load(naskah_id)))
    return _page(opened(naskah_id))


def _page(naskah: Naskah, error: EofficeError | None = None) -> str:
    actor, threads = current_actor(), suntingan.utas(session(), naskah)
    text = isi_naskah.plain_text(naskah.isi)
    places = [
        (u.komentar.id, u.letak)
        for u in threads
        if u.letak is not None and u.komentar.tempat is TempatKomentar.ISI and u.komentar.selesai_at is None
    ]
    lines = text.split("\n")
    chosen = number("baris")
    chosen = chosen if chosen is not None and chosen < len(lines) else None
    return render_template(
        "naskah/komentar.html",
        naskah=naskah,
        utas=threads,
        baris=kutipan.baris(text, places),
        terpilih=chosen,
        kutipan=lines[chosen] if chosen is not None else "",
        boleh=policy.may_comment(actor, naskah),
        boleh_selesai=policy.may_resolve(actor, naskah),
        ubah=policy.may(actor, Action.UBAH, naskah),
        salah=getattr(error, "fields", {}),
        pesan=str(error) if error is not None else "",
        ketikan=request.form if error is not None else {},
        tempat_umum=TempatKomentar.UMUM,
    )


def _back(naskah_id: int, komentar_id: int) -> Response:
    page = "sunting?langkah=2" if request.form.get("kembali") == "sunting" else "komentar"
    return see(f"/naskah/{naskah_id}/{page}#komentar-{komentar_id}")


@routes.post("/<int:naskah_id>/komentar")
@needs(Action.KOMENTARI)
def tulis_komentar(naskah_id: int) -> Response:
    """Say something at a place in the text."""
    naskah = load(naskah_id)
    try:
        made = actions.komentari(session(), current_actor(), naskah, forms.komentar(request.form))
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(_page(reopened(naskah_id), error), error)
    flash("Komentar tersimpan. Komentar tidak pernah ikut tercetak.")
    return _back(naskah_id, made.id)


@routes.post("/<int:naskah_id>/komentar/<int:komentar_id>/balas")
@needs(Action.KOMENTARI)
def balas_komentar(naskah_id: int, komentar_id: int) -> Response:
    """Answer a comment."""
    naskah = load(naskah_id)
    try:
        actions.balas(session(), current_actor(), naskah, komentar_id, forms.balasan(request.form))
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(_page(reopened(naskah_id), error), error)
    return _back(naskah_id, komentar_id)


@routes.post("/<int:naskah_id>/komentar/<int:komentar_id>/selesai")
@needs(Action.KOMENTARI)
def selesai_komentar(naskah_id: int, komentar_id: int) -> Response:
    """Mark a comment as done, or open it again."""
    done = request.form.get("buka") != "1"
    actions.selesaikan_komentar(session(), current_actor(), load(naskah_id), komentar_id, selesai=done)
    flash("Komentar ditandai selesai." if done else "Komentar dibuka lagi.")
    return _back(naskah_id, komentar_id)
