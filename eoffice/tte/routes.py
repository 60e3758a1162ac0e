"""One's own certificate, and the public list of revoked ones."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, flash, make_response, render_template, request
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.errors import EofficeError, Invalid, TooMany
from eoffice.tte import actions, authority, forms, policy, queries
from eoffice.tte.states import AlasanCabut
from eoffice.web.access import current_actor, limited, needs, public
from eoffice.web.answers import see, settled
from eoffice.web.errors import status_of
from eoffice.web.session import release, services, session

routes = Blueprint("tte", __name__)

#: A list of revocations is made anew when it changed, and at least this often.
CRL_UMUR: Final = timedelta(hours=12)
ALASAN: Final = {
    AlasanCabut.KUNCI_BOCOR: "kunci bocor",
    AlasanCabut.PINDAH_TUGAS: "pindah tugas",
    AlasanCabut.DIGANTI: "diganti yang baru",
    AlasanCabut.BERHENTI: "berhenti",
}


def _page(error: EofficeError | None = None, *, ganti: bool = False) -> Response:
    release()
    actor, now = current_actor(), clock.now()
    history = queries.riwayat(session(), actor.pegawai_id)
    current = queries.berlaku(session(), actor.pegawai_id, now)
    wrong = dict(error.fields) if isinstance(error, Invalid) else {}
    html = render_template(
        "tte/sertifikat.html",
        berlaku=current,
        siap=queries.kesiapan(session(), actor.pegawai_id, now),
        boleh=queries.boleh_terbit(session(), actor),
        sisa=(current.berlaku_sampai - now).days if current is not None else 0,
        riwayat=history,
        alasan=ALASAN,
        kini=now,
        paling_sedikit=policy.SHORTEST,
        salah_terbit={} if ganti else wrong,
        salah_ganti=wrong if ganti else {},
        pesan=str(error) if error is not None else "",
    )
    response = make_response(html)
    if error is not None:
        response.status_code = status_of(error)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.retry_after)
    return response


def _done(own: Session, words: str) -> Response:
    """Say so, and back to the page; kept with what was done."""
    flash(words)
    return settled(own, see("/sertifikat"))


@routes.get("/sertifikat")
@needs(Action.AKUN_SENDIRI)
def sertifikat() -> Response:
    """My certificate: whether I can sign, until when, and what came before."""
    return _page()


@routes.post("/sertifikat/terbitkan")
@needs(Action.AKUN_SENDIRI, own_transactions=True)
@limited("sertifikat", 10, per=60)
def terbitkan() -> Response:
    """Issue my certificate under a passphrase of my own, after the sign-in password once more."""
    release()
    try:
        form = forms.terbit(request.form)
        actions.terbitkan_sendiri(
            services().engine,
            services().hasher,
            pepper=services().pepper,
            actor=current_actor(),
            sandi_masuk=form.sandi_masuk,
            frasa=form.frasa,
            selesai=lambda own: _done(
                own, "Sertifikat Anda terbit. Mulai sekarang Anda menandatangani dengan frasa sandi itu."
            ),
        )
    except EofficeError as error:
        return _page(error)
    return see("/sertifikat")


@routes.post("/sertifikat/frasa")
@needs(Action.AKUN_SENDIRI, own_transactions=True)
@limited("sertifikat", 10, per=60)
def frasa() -> Response:
    """Change my passphrase; the certificate stays the same."""
    release()
    try:
        form = forms.ganti(request.form)
        actions.ganti_frasa_sendiri(
            services().engine,
            services().hasher,
            pepper=services().pepper,
            actor=current_actor(),
            lama=form.lama,
            baru=form.baru,
            selesai=lambda own: _done(own, "Frasa sandi diganti. Yang lama tidak berlaku lagi."),
        )
    except EofficeError as error:
        return _page(error, ganti=True)
    return see("/sertifikat")


@routes.get(authority.CRL_PATH)
@public
def crl() -> Response:
    """The certificates that were revoked, for whoever checks a signature; made anew when one more was."""
    now = clock.now()
    state = queries.keadaan_crl(session(), now)
    kept = services().cache.get("crl")
    if kept is None or kept[0] != state or not timedelta() <= now - kept[1] < CRL_UMUR:
        kept = (state, now, queries.crl(session(), pepper=services().pepper, at=now))
        services().cache["crl"] = kept
    response = Response(kept[2], content_type="application/pkix-crl")
    response.headers["Content-Disposition"] = 'attachment; filename="penerbit.crl"'
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
