"""One's own certificate: state, issue, import, passphrase, revoke."""

from typing import Final

from flask import Response, flash, make_response, render_template, request
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.db import reading
from eoffice.errors import Conflict, EofficeError, Invalid
from eoffice.tte import actions, archiving, forms, policy, queries, token
from eoffice.tte.routes.blueprint import ALASAN, routes, versi_bsre
from eoffice.tte.states import AlasanCabut, JenisSertifikat
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, see, settled
from eoffice.web.session import release, services, session

#: Bytes of a P12 file; one with a chain of five has about ten thousand.
TERBESAR_P12: Final = 100_000


def page(error: EofficeError | None = None, *, bagian: str = "terbit") -> Response:
    """My certificate, with what was wrong in one of its forms."""
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
        riwayat=history,
        alasan=ALASAN,
        pilihan_cabut=[(a.value, ALASAN[a]) for a in AlasanCabut if a is not AlasanCabut.DIGANTI],
        kini=now,
        paling_sedikit=policy.SHORTEST,
        salah_terbit=wrong if bagian == "terbit" else {},
        salah_ganti=wrong if bagian == "ganti" else {},
        salah_impor=wrong if bagian == "impor" else {},
        salah_cabut=wrong if bagian == "cabut" else {},
        salah_token=wrong if bagian == "token" else {},
        bagian=bagian if error is not None else "",
        bertoken=bool(services().settings.pkcs11),
        di_token=current is not None and token.lies_in_token(current.kotak),
        nilai=request.form,
        keadaan=queries.keadaan(session(), [actor.pegawai_id], now)[actor.pegawai_id],
        bsre=queries.penanda_bsre(session(), actor.pegawai_id),
        versi_bsre=versi_bsre(),
        salah_bsre=wrong if bagian == "bsre" else {},
        internal=JenisSertifikat.INTERNAL,
        pesan=str(error) if error is not None else "",
    )
    return again(html, error) if error is not None else make_response(html)


def done(own: Session, words: str, back: str = "/sertifikat", *, nada: str = "ok") -> Response:
    """Say so, and back to the page; kept with what was done."""
    flash(words, nada)
    return settled(own, see(back))


@routes.get("/sertifikat")
@needs(Action.AKUN_SENDIRI)
def sertifikat() -> Response:
    """My certificate: whether I can sign, until when, and what came before."""
    return page()


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
            base_url=services().settings.base_url,
            selesai=lambda own: done(
                own, "Sertifikat Anda terbit. Mulai sekarang Anda menandatangani dengan frasa sandi itu."
            ),
        )
    except EofficeError as error:
        return page(error)
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
            selesai=lambda own: done(own, "Frasa sandi diganti. Yang lama tidak berlaku lagi."),
        )
    except EofficeError as error:
        return page(error, bagian="ganti")
    return see("/sertifikat")


@routes.post("/sertifikat/impor")
@needs(Action.AKUN_SENDIRI, own_transactions=True)
@limited("sertifikat", 10, per=60)
def impor() -> Response:
    """Take over my certificate from a P12 file; the file and its password are not kept."""
    with reading(services().engine) as own:
        roots = archiving.roots(own, services())
    release()
    try:
        form = forms.impor(request.form)
        upload = request.files.get("p12")
        content = upload.stream.read(TERBESAR_P12 + 1) if upload is not None else b""
        if not 0 < len(content) <= TERBESAR_P12:
            sentence = "Pilih berkas P12 atau PFX, paling besar 100 KB."
            raise Invalid(sentence, {"p12": sentence})
        actions.impor_sendiri(
            services().engine,
            services().hasher,
            pepper=services().pepper,
            actor=current_actor(),
            sandi_masuk=form.sandi_masuk,
            frasa=form.frasa,
            p12=content,
            sandi_p12=form.sandi_p12,
            roots_pem=roots,
            selesai=lambda own: done(own, "Sertifikat dari berkas P12 sekarang dipakai untuk tanda tangan Anda."),
        )
    except EofficeError as error:
        return page(error, bagian="impor")
    return see("/sertifikat")


@routes.post("/sertifikat/token")
@needs(Action.AKUN_SENDIRI, own_transactions=True)
@limited("sertifikat", 10, per=60)
def daftarkan_token() -> Response:
    """Sign with a key in a token; it stays there, and its PIN is not kept."""
    with reading(services().engine) as own:
        roots = archiving.roots(own, services())
    release()
    try:
        form = forms.dalam_token(request.form)
        actions.daftarkan_token(
            services().engine,
            services().hasher,
            pepper=services().pepper,
            pkcs11=services().settings.pkcs11,
            actor=current_actor(),
            sandi_masuk=form.sandi_masuk,
            label=form.label,
            pin=form.pin,
            roots_pem=roots,
            selesai=lambda own: done(own, "Mulai sekarang Anda menandatangani dengan kunci di token dan PIN-nya."),
        )
    except EofficeError as error:
        return page(error, bagian="token")
    return see("/sertifikat")


@routes.post("/sertifikat/<int:sertifikat_id>/cabut")
@needs(Action.AKUN_SENDIRI, Action.KELOLA_PENGGUNA, own_transactions=True)
@limited("sandi", 10, per=60)
def cabut(sertifikat_id: int) -> Response:
    """Revoke a certificate, my own or as administrator anybody's; for good, with a reason and my password once more."""
    back = "/sertifikat/kelola" if request.form.get("kembali") == "kelola" else "/sertifikat"
    release()
    try:
        form = forms.cabut(request.form)
        actions.cabut_dengan_sandi(
            services().engine,
            services().hasher,
            current_actor(),
            sertifikat_id,
            alasan=form.alasan,
            catatan=form.catatan,
            sandi_masuk=form.sandi_masuk,
            pepper=services().pepper,
            selesai=lambda own: done(
                own, "Sertifikat dicabut. Naskah yang sudah ditandatangani dengannya tetap sah.", back
            ),
        )
    except (Invalid, Conflict) as error:
        if back == "/sertifikat":
            return page(error, bagian="cabut")
        flash(str(error), "bad")
        return see(f"{back}?cabut={sertifikat_id}#cabut")
    return see(back)
