"""The signing page: what will be signed, whether one can sign, and the passphrase, which is used once and kept nowhere."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed, TooMany, Unavailable
from eoffice.naskah import actions, forms, jenis, policy
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import tampil
from eoffice.naskah.routes.blueprint import load, opened, reopened, routes
from eoffice.naskah.routes.lihat import pages
from eoffice.organisasi import queries as organisasi
from eoffice.tte import queries as tte
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import release, services, session


@routes.get("/<int:naskah_id>/tanda-tangan")
@needs(Action.TANDATANGANI, own_transactions=True)
def tanda_tangan(naskah_id: int) -> Response | str:
    """Read, then sign."""
    naskah = load(naskah_id)
    if naskah.pdf_sha256 is not None or not current_actor().holds(naskah.penandatangan_id):
        return see(f"/naskah/{naskah_id}")
    return _page(opened(naskah_id))


def _page(naskah: Naskah, error: EofficeError | None = None) -> str:
    actor = current_actor()
    signer = naskah.penandatangan
    held = organisasi.holder(session(), signer.id) if signer is not None else None
    return render_template(
        "naskah/tanda_tangan.html",
        naskah=naskah,
        jenis=jenis.get(naskah.jenis),
        boleh=policy.may(actor, Action.TANDATANGANI, naskah),
        kembalikan=policy.may(actor, Action.KEMBALIKAN, naskah),
        siap=tte.kesiapan(session(), actor.pegawai_id, clock.now()),
        kurang=actions.missing(naskah),
        sertifikat=tte.berlaku(session(), actor.pegawai_id, clock.now()),
        sebagai=str(held.bentuk) if held is not None else "",
        paraf=tampil.paraf(naskah, notes=True),
        dilihat=naskah.content_sha256(),
        halaman=pages(naskah),
        salah={"frasa_sandi": error.fields["frasa"]} if isinstance(error, Invalid) and "frasa" in error.fields else {},
        pesan=str(error) if error is not None else "",
    )


@routes.post("/<int:naskah_id>/tanda-tangan")
@needs(Action.TANDATANGANI, own_transactions=True)
def tandatangani(naskah_id: int) -> Response:
    """Sign. A refusal before the number changes nothing and shows the page again."""
    actor = current_actor()
    load(naskah_id)  # 404 for whoever may not know of it, before the passphrase is even looked at
    release()
    try:
        form = forms.tanda_tangan(request.form)
        actions.tandatangani(services(), actor, naskah_id, frasa=form.frasa, dilihat_sha256=form.dilihat)
    except Unavailable as error:
        flash(str(error), "warn")
        return see(f"/naskah/{naskah_id}")
    except (Invalid, Conflict, TooMany, NotAllowed) as error:
        page = again(_page(reopened(naskah_id), error), error)
        if isinstance(error, TooMany):
            page.headers["Retry-After"] = str(max(1, error.retry_after))
        return page
    flash(f"Naskah ditandatangani dengan nomor {load(naskah_id).nomor}. Pengiriman lewat e-Office berjalan sendiri.")
    return see(f"/naskah/{naskah_id}")
