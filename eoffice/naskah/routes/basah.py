"""Signed with a pen: the print with its number, and the scan that comes back."""

from flask import Response, flash, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid, NotFound, TooLarge
from eoffice.naskah import actions, policy, queries
from eoffice.naskah.routes import gambar
from eoffice.naskah.routes.blueprint import load, opened, reopened, routes
from eoffice.naskah.routes.lihat import render_page
from eoffice.naskah.states import Status
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, see, settled
from eoffice.web.fields import reading
from eoffice.web.files import own_pdf
from eoffice.web.session import release, services, session
from eoffice.web.uploads import scanned


def _refused(naskah_id: int, error: Invalid | Conflict | TooLarge) -> Response:
    release()
    page = render_page(
        reopened(naskah_id),
        salah=getattr(error, "fields", {}),
        pesan=str(error),
        ketikan_basah=request.form.get("alasan", ""),
    )
    return again(page, error)


@routes.post("/<int:naskah_id>/basah")
@needs(Action.TTD_BASAH, own_transactions=True)
@limited("susun", 120, per=60)
def cetak_basah(naskah_id: int) -> Response:
    """Leave it to paper: it takes its number now and waits for the scan."""
    actor, naskah = current_actor(), load(naskah_id)
    try:
        require(policy.may(actor, Action.TTD_BASAH, naskah))
        with reading(request.form) as form:
            alasan = form.text("alasan", "Alasan", max=300)
            versi = form.version()
        source = gambar.sumber(session(), services(), naskah)
        release()
        pages = gambar.banyak(services(), source)
        with transaction(services().engine) as own:
            found = queries.get(own, actor, naskah_id)
            actions.same_version(found, versi)
            actions.cetak_basah(own, actor, found, alasan, halaman=pages)
            flash(f"Nomor {found.nomor} diambil. Cetak naskahnya, tanda tangani, lalu unggah pindaiannya.")
            return settled(own, see(f"/naskah/{naskah_id}"))
    except (Invalid, Conflict) as error:
        return _refused(naskah_id, error)


@routes.get("/<int:naskah_id>/basah.pdf")
@needs(Action.BACA, own_transactions=True)
@limited("susun", 120, per=60)
def basah_pdf(naskah_id: int) -> Response:
    """The print that is signed with a pen, with its number and room for signature and stamp."""
    if load(naskah_id).status is not Status.MENUNGGU_PINDAIAN:
        raise NotFound("Naskah ini tidak sedang menunggu tanda tangan basah.")
    naskah = opened(naskah_id, "naskah.cetak_basah")
    source = gambar.sumber(session(), services(), naskah)
    name = f"{(naskah.nomor or '').replace('/', '-')} {naskah.hal}".strip()[:140] + ".pdf"
    release()
    return own_pdf(gambar.pdf(services(), source), name=name, inline=True)


@routes.post("/<int:naskah_id>/pindaian")
@needs(Action.PINDAI, own_transactions=True)
@limited("unggah", 30, per=60)
def terima_pindaian(naskah_id: int) -> Response:
    """Take the scan of the signed paper; checked in the sandbox and stored first, the row comes last."""
    actor, naskah = current_actor(), load(naskah_id)
    try:
        require(policy.may(actor, Action.PINDAI, naskah))
        source = gambar.sumber(session(), services(), naskah)
        scan = scanned("pindaian")
        if scan is None:
            sentence = "Pilih pindaian naskah yang sudah ditandatangani (PDF, JPG, atau PNG)."
            raise Invalid(sentence, {"pindaian": sentence})
        release()
        rendered = gambar.tersusun(services(), source)
        with transaction(services().engine) as own:
            actions.terima_pindaian(
                own,
                actor,
                queries.get(own, actor, naskah_id),
                blob=scan.blob,
                halaman=scan.halaman,
                rendered=rendered,
                kurang_boleh=request.form.get("kurang_boleh") == "1",
            )
            flash("Pindaian disimpan. Naskah terbit, dan dikirim lewat e-Office seperti biasa.")
            return settled(own, see(f"/naskah/{naskah_id}"))
    except (Invalid, Conflict, TooLarge) as error:
        return _refused(naskah_id, error)
