"""Signing with BSrE: naming oneself there, looking how it stands, a code for the telephone, and back again."""

from flask import Response, flash, request

from eoffice.akses.rights import Action
from eoffice.db import transaction
from eoffice.errors import EofficeError
from eoffice.tte import actions, forms
from eoffice.tte.bsre import identitas
from eoffice.tte.routes.blueprint import routes
from eoffice.tte.routes.sendiri import done, page
from eoffice.tte.states import StatusBsre
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see
from eoffice.web.session import release, services, session


@routes.post("/sertifikat/bsre")
@needs(Action.AKUN_SENDIRI, own_transactions=True)
@limited("sertifikat", 10, per=60)
def daftar_bsre() -> Response:
    """Sign with BSrE from now on."""
    release()
    try:
        form = forms.bsre(request.form)
        actions.daftar_bsre(
            services(),
            current_actor(),
            nik=form.nik,
            cara=form.cara,
            sandi_masuk=form.sandi_masuk,
            selesai=lambda own: done(own, "Mulai sekarang Anda menandatangani dengan sertifikat BSrE."),
        )
    except EofficeError as error:
        return page(error, bagian="bsre")
    return see("/sertifikat")


@routes.post("/sertifikat/bsre/periksa")
@needs(Action.AKUN_SENDIRI, own_transactions=True)
@limited("bsre", 10, per=60)
def periksa_bsre() -> Response:
    """Ask BSrE how it stands with me."""
    release()
    try:
        status = actions.periksa_bsre(services(), current_actor().pegawai_id, actor=current_actor())
    except EofficeError as error:
        return page(error, bagian="bsre")
    good = status is StatusBsre.ISSUE
    with transaction(services().engine) as own:
        words = "BSrE menyatakan Anda dapat menandatangani." if good else identitas.ALASAN[status]
        return done(own, words, nada="ok" if good else "warn")


@routes.post("/sertifikat/bsre/kode")
@needs(Action.AKUN_SENDIRI, own_transactions=True)
@limited("bsre", 10, per=60)
def kode_bsre() -> Response:
    """Have a code sent to my BeSign application, and back to the naskah that I was about to sign."""
    release()
    naskah = request.form.get("naskah", "")
    back = (
        f"/naskah/{naskah}/tanda-tangan"
        if naskah.isascii() and naskah.isdigit() and len(naskah) < 19
        else "/sertifikat"
    )
    words, tone = "Kode dikirim ke aplikasi BeSign di ponsel Anda. Kode hanya berlaku sebentar dan sekali pakai.", "ok"
    try:
        actions.minta_kode(services(), current_actor())
    except EofficeError as error:
        words, tone = str(error), "bad"
    with transaction(services().engine) as own:
        return done(own, words, back, nada=tone)


@routes.post("/sertifikat/bsre/lepas")
@needs(Action.AKUN_SENDIRI)
def lepas_bsre() -> Response:
    """Sign with a certificate of this city again."""
    actions.lepas_bsre(session(), current_actor())
    flash("Anda kembali memakai sertifikat kota. Naskah yang sudah ditandatangani dengan BSrE tetap sah.")
    return see("/sertifikat")
