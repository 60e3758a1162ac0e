"""Sign in and out, links, one's own password, sessions, jabatan and looks."""

from typing import Any, cast
from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, jsonify, make_response, redirect, render_template, request
from flask_wtf.csrf import generate_csrf

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akun import actions, forms, queries
from eoffice.akun.login import asal, cookies, give_cookie, limits_of
from eoffice.akun.sandi import ATURAN
from eoffice.errors import Invalid, NotFound
from eoffice.web import limits, log
from eoffice.web.access import current_actor, current_akun, limited, needs, public, signed_in
from eoffice.web.errors import refused
from eoffice.web.redirects import safe_path
from eoffice.web.session import services, session

routes = Blueprint("akun", __name__)

#: Failed sign-ins from one address before it has to wait (AUT-05).
ADDRESS_BUDGET = 50
#: Failed sign-ins from everywhere in five minutes that somebody should look at; nobody is kept out by it.
ALARM = 200
NO_LIMIT = 10**9


def _see(path: str) -> Response:
    return cast(Response, redirect(path, 303))


@routes.get("/masuk")
@public
def masuk() -> Response | str:
    """The sign-in form; somebody signed in goes on."""
    lanjut = safe_path(request.args.get("lanjut"))
    return _see(lanjut) if signed_in() else render_template("akun/masuk.html", lanjut=lanjut, salah={}, nilai={})


@routes.post("/masuk")
@public(own_transactions=True)
def masuk_kirim() -> Response:
    """Sign in. Per person and address ten tries a minute; per address fifty failures in five minutes."""
    engine, alamat = services().engine, request.remote_addr or ""
    lanjut = safe_path(request.form.get("lanjut"))
    try:
        form = forms.masuk(request.form)
        limits.spend(engine, "masuk", f"{actions.nama_rapi(form.nama_pengguna)}@{alamat}", 10, per=60)
        limits.check(engine, "gagal", alamat, ADDRESS_BUDGET, per=300)
        token = actions.masuk(
            engine,
            services().hasher,
            nama_pengguna=form.nama_pengguna,
            typed=form.sandi,
            asal=asal(request),
        )
    except Invalid as error:
        if not error.fields:
            limits.spend(engine, "gagal", alamat, ADDRESS_BUDGET * 2, per=300)
            if limits.spend(engine, "gagal", "semua alamat", NO_LIMIT, per=300) % ALARM == 0:
                log.warn("banyak_gagal_masuk", paling_sedikit=ALARM, per_detik=300)
        return refused(error, "akun/masuk.html", lanjut=lanjut)
    return give_cookie(_see(lanjut), token)


@routes.post("/keluar")
@needs(Action.AKUN_SENDIRI, repeatable=True)
def keluar() -> Response:
    """Sign out: the session ends on the server, and the browser forgets what it kept (SES-06)."""
    actions.keluar(session(), _actor(), current_akun().sesi_id)
    flash("Anda sudah keluar. Sampai jumpa.")
    response = _see("/masuk")
    cookies().drop(response, cookies().sesi)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _actor() -> Any:
    """Who signs out: also somebody who holds no jabatan may."""
    akun = current_akun()
    return akun.actor or actions.pemilik(queries.get(session(), akun.akun_id), asal(request))


@routes.get("/aktivasi/<token>")
@public
def aktivasi(token: str) -> Response | str:
    """The page behind a single-use link; looking does not use it up."""
    try:
        found = queries.usable_token(session(), token, clock.now())
    except NotFound:
        return _link_is_dead()
    return render_template("akun/aktivasi.html", akun=found.akun, jenis=found.jenis, salah={}, aturan=ATURAN)


@routes.post("/aktivasi/<token>")
@public(own_transactions=True)
@limited("aktivasi", 10, per=60)
def aktivasi_kirim(token: str) -> Response:
    """Choose a password through a link; signing in comes afterwards."""
    kota = services().settings.nama_kota
    try:
        form = forms.sandi_baru(request.form, with_old=False)
        actions.pakai_token(services().engine, services().hasher, token, baru=form.baru, kota=kota, asal=asal(request))
    except NotFound:
        return _link_is_dead()
    except Invalid as error:
        found = queries.usable_token(session(), token, clock.now())
        return refused(error, "akun/aktivasi.html", akun=found.akun, jenis=found.jenis, aturan=ATURAN)
    flash("Sandi tersimpan. Silakan masuk dengan sandi itu.")
    return _see("/masuk")


def _link_is_dead() -> Response:
    return make_response(render_template("akun/tautan_mati.html"), 404)


def _profil(error: Invalid | None = None) -> Response:
    akun = queries.get(session(), current_akun().akun_id)
    values = {
        "akun": akun,
        "sesi_ini": current_akun().sesi_id,
        "sesi": queries.sessions_of(session(), akun, clock.now(), **limits_of(services())),
        "aturan": ATURAN,
        "perbuatan": queries.done_by_others(session(), akun.id),
        "salah": error.fields if error is not None else {},
    }
    return (
        refused(error, "akun/profil.html", **values)
        if error
        else make_response(render_template("akun/profil.html", **values))
    )


@routes.get("/profil")
@needs(Action.AKUN_SENDIRI)
def profil() -> Response:
    """Who I am here, where I am signed in, and my password."""
    return _profil()


@routes.post("/profil/sandi")
@needs(Action.AKUN_SENDIRI, own_transactions=True, repeatable=True)
@limited("sandi", 10, per=60)
def sandi() -> Response:
    """Change one's own password; other browsers are signed out."""
    try:
        form = forms.sandi_baru(request.form, with_old=True)
        token = actions.ganti_sandi(
            services().engine,
            services().hasher,
            current_actor(),
            lama=form.lama,
            baru=form.baru,
            kota=services().settings.nama_kota,
            asal=asal(request),
        )
    except Invalid as error:
        return _profil(error)
    flash("Sandi diganti. Perangkat lain sudah dikeluarkan.")
    return give_cookie(_see("/profil"), token)


@routes.post("/profil/sesi/<awalan>/akhiri")
@needs(Action.AKUN_SENDIRI)
def akhiri(awalan: str) -> Response:
    """Sign one other browser out."""
    actions.akhiri(session(), current_actor(), awalan)
    flash("Perangkat itu sudah dikeluarkan.")
    return _see("/profil")


@routes.post("/profil/sesi/akhiri-lainnya")
@needs(Action.AKUN_SENDIRI)
def akhiri_lainnya() -> Response:
    """Sign all other browsers out."""
    count = actions.akhiri_lainnya(session(), current_actor(), current_akun().sesi_id)
    flash(f"{count} perangkat lain sudah dikeluarkan." if count else "Tidak ada perangkat lain yang masuk.")
    return _see("/profil")


@routes.post("/profil/pintasan")
@needs(Action.AKUN_SENDIRI, repeatable=True)
def pintasan() -> Response:
    """Turn keyboard shortcuts on or off (WCAG 2.1.4)."""
    actions.pilih_pintasan(session(), current_akun().akun_id, "pintasan" in request.form)
    flash("Pilihan tersimpan.")
    return _see("/profil")


@routes.post("/peran")
@needs(Action.AKUN_SENDIRI, repeatable=True)
def peran() -> Response:
    """Act in another jabatan; the session gets a new id (SES-02)."""
    wanted = forms.jabatan(request.form)
    token = actions.ganti_jabatan(session(), current_actor(), current_akun().sesi_id, wanted)
    return give_cookie(_see("/"), token)


@routes.post("/tema")
@needs(Action.AKUN_SENDIRI, repeatable=True)
def tema() -> Response:
    """Light or dark, for this account; back to the page it was asked from."""
    actions.pilih_tema(session(), current_akun().akun_id, forms.tema(request.form))
    return _see(_came_from())


def _came_from() -> str:
    """The page that the request names as its origin, if it is ours; browsers send none (WEB-03), so mostly the home."""
    try:
        shown = urlsplit(request.headers.get("HX-Current-URL", "")).path
    except ValueError:  # no address at all
        shown = ""
    return safe_path(request.form.get("lanjut") or shown)


@routes.get("/sesi")
@needs(Action.AKUN_SENDIRI)
def sesi() -> Response:
    """For scripts: a token that is good now, or 401 when the session has ended."""
    return jsonify(csrf_token=generate_csrf())
