"""What somebody wants to be told and how, the address for mail and its confirmation, and the way out of mail."""

from typing import Any

from flask import Response, flash, make_response, render_template, request

from eoffice.akses.rights import Action
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.notifikasi import actions, dorong, forms, queries
from eoffice.notifikasi.routes.blueprint import routes
from eoffice.notifikasi.states import LABEL_KELOMPOK, RUPA, Kabar, Kelompok, Surel
from eoffice.web.access import current_actor, limited, needs, public
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.services import derive
from eoffice.web.session import services, session

LABEL_SUREL = [
    (str(Surel.LANGSUNG), "Segera"),
    (str(Surel.RINGKASAN), "Dalam ringkasan harian"),
    (str(Surel.TIDAK), "Tidak"),
]


def _page() -> dict[str, Any]:
    actor, settings = current_actor(), services().settings
    chosen = queries.pilihan(session(), actor.pegawai_id)
    return {
        "kelompok": [(LABEL_KELOMPOK[k], [kabar for kabar in Kabar if RUPA[kabar].kelompok is k]) for k in Kelompok],
        "rupa": RUPA,
        "pilihan": chosen,
        "opsi_surel": LABEL_SUREL,
        "saluran": queries.saluran(session(), actor.pegawai_id),
        "ringkasan_jam": [(str(h), f"{h:02d}.00") for h in range(5, 21)],
        "surel": settings.surel is not None,
        "dorong": settings.dorong,
        "kunci_dorong": dorong.kunci_umum(dorong.kunci_vapid(derive(settings.secret_key, "vapid")))
        if settings.dorong
        else "",
        "langganan": queries.langganan(session(), actor.pegawai_id) if settings.dorong else [],
    }


@routes.get("/notifikasi/pilihan")
@needs(Action.AKUN_SENDIRI)
def pilihan() -> str:
    """The page of choices."""
    return render_template("notifikasi/pilihan.html", **_page())


@routes.post("/notifikasi/pilihan")
@needs(Action.AKUN_SENDIRI, repeatable=True)
def pilihan_simpan() -> Response:
    """Keep them."""
    actor, settings = current_actor(), services().settings
    known = queries.pilihan(session(), actor.pegawai_id)
    try:
        chosen, when = forms.pilihan(request.form, known, surel=settings.surel is not None, dorong=settings.dorong)
        actions.pilih(session(), actor, chosen, when)
    except Invalid as error:
        return refused(error, "notifikasi/pilihan.html", **_page())
    flash("Pilihan pemberitahuan tersimpan.")
    return see("/notifikasi/pilihan")


@routes.post("/notifikasi/pilihan/bawaan")
@needs(Action.AKUN_SENDIRI, repeatable=True)
def pilihan_bawaan() -> Response:
    """Back to the defaults."""
    actions.bawaan(session(), current_actor())
    flash("Pilihan kembali seperti semula.")
    return see("/notifikasi/pilihan")


@routes.post("/notifikasi/pos-el")
@needs(Action.AKUN_SENDIRI, repeatable=True)
@limited("pos_el", 5, per=3600)
def alamat() -> Response:
    """Ask for an address, let mail go on, or forget it."""
    actor = current_actor()
    if request.form.get("aksi") == "lepas":
        actions.lepas_alamat(session(), actor)
        flash("Alamat pos-el Anda dihapus.")
        return see("/notifikasi/pilihan")
    if request.form.get("aksi") == "lanjutkan":
        actions.lanjutkan_surel(session(), actor)
        flash("Surel dikirim lagi ke alamat Anda.")
        return see("/notifikasi/pilihan")
    if services().settings.surel is None:
        raise Conflict("Surel belum diatur administrator, jadi alamat belum dapat dikonfirmasi.")
    try:
        wanted = forms.alamat(request.form)
        actions.minta_alamat(session(), actor, wanted)
    except Invalid as error:
        return refused(error, "notifikasi/pilihan.html", **_page())
    flash(f"Pesan konfirmasi dikirim ke {wanted}. Buka tautannya dalam 24 jam.")
    return see("/notifikasi/pilihan")


@routes.get("/notifikasi/pos-el/<token>")
@needs(Action.AKUN_SENDIRI)
def konfirmasi(token: str) -> str:
    """The page behind the link; looking confirms nothing, for mail programs look by themselves."""
    secret = services().settings.secret_key
    channel = actions.alamat_menunggu(session(), current_actor(), token, secret_key=secret)
    return render_template("notifikasi/konfirmasi.html", alamat=channel.pos_el_baru, token=token)


@routes.post("/notifikasi/pos-el/<token>")
@needs(Action.AKUN_SENDIRI)
@limited("pos_el_konfirmasi", 20, per=3600)
def konfirmasi_kirim(token: str) -> Response:
    """The address is the actor's."""
    address = actions.konfirmasi(session(), current_actor(), token, secret_key=services().settings.secret_key)
    flash(f"Alamat {address} dikonfirmasi. Pemberitahuan kini juga dikirim ke sana.")
    return see("/notifikasi/pilihan")


@routes.get("/notifikasi/berhenti/<token>")
@public
def berhenti(token: str) -> Response:
    """The page behind «berhenti» in a message."""
    try:
        channel = actions.penerima_token(session(), token, secret_key=services().settings.secret_key)
    except NotFound:
        return make_response(render_template("akun/tautan_mati.html"), 404)
    return make_response(
        render_template(
            "notifikasi/berhenti.html", alamat=_masked(channel.pos_el), token=token, sudah=not channel.surel_aktif
        )
    )


@routes.post("/notifikasi/berhenti/<token>")
@public(no_csrf=True)
@limited("berhenti_surel", 30, per=3600)
def berhenti_kirim(token: str) -> Response:
    """Stop mail; also what mail programs send by themselves when their button is pressed (RFC 8058)."""
    try:
        actions.berhenti(session(), token, secret_key=services().settings.secret_key)
    except NotFound:
        return make_response(render_template("akun/tautan_mati.html"), 404)
    return make_response(render_template("notifikasi/berhenti.html", alamat="", token=token, sudah=True))


def _masked(address: str) -> str:
    """An address that only its owner recognises."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host}"
