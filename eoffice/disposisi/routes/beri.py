"""Giving: by the addressee of a surat, and by a recipient further down. Files are kept first, the row comes last."""

from dataclasses import replace

from flask import Response, flash, request
from sqlalchemy.orm import Session

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import actions, forms, policy, queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.routes import formulir, lampiran
from eoffice.disposisi.routes.blueprint import load, load_surat, reopen_surat, routes
from eoffice.disposisi.routes.formulir import Halaman
from eoffice.disposisi.routes.sekali import once
from eoffice.errors import Conflict, EofficeError, Invalid, TooLarge
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, see, settled
from eoffice.web.headers import with_microphone
from eoffice.web.session import release, session


def _of_surat(surat: SuratMasuk) -> Halaman:
    where = f"/surat-masuk/{surat.id}"
    return Halaman(f"{where}/disposisi", where, "Kembali ke surat", surat.version)


def _of_part(part: DisposisiPenerima) -> Halaman:
    where = f"/disposisi/{part.id}"
    return Halaman(f"{where}/lanjutkan", where, "Kembali ke disposisi", part.version)


@routes.get("/surat-masuk/<int:surat_id>/disposisi")
@needs(Action.DISPOSISIKAN, own_transactions=True)
def formulir_baru(surat_id: int) -> Response:
    """The form of the addressee, filled from what was prepared for him."""
    require(surat_policy.may(current_actor(), Action.DISPOSISIKAN, load_surat(surat_id)))
    surat = reopen_surat(surat_id)
    prepared = actions.siapan(session(), surat)
    return formulir.recording(formulir.page(surat, None, _of_surat(surat), siapan=prepared))


@routes.post("/surat-masuk/<int:surat_id>/disposisi")
@needs(Action.DISPOSISIKAN, own_transactions=True)
@limited("disposisi", 120, per=60)
def disposisikan(surat_id: int) -> Response:
    """Give the first disposisi of a surat, or one more."""
    actor, surat = current_actor(), load_surat(surat_id)
    require(surat_policy.may(actor, Action.DISPOSISIKAN, surat))  # before what was typed is looked at
    kept = lampiran.carried()
    try:
        kept = lampiran.taken()
        surat = load_surat(surat_id)
        typed = forms.disposisi(
            request.form, formulir.calendar_of(surat), formulir.rules(surat.tujuan_jabatan_id, surat)
        )
        release()

        def send(own: Session) -> Response:
            found = queries.surat_of(own, actor, surat_id)
            surat_masuk.same_version(found, typed.versi)
            made = actions.disposisikan(own, actor, found, replace(typed.isian, lampiran=kept))
            flash(formulir.told(len(made.penerima)))
            return settled(own, see(f"/surat-masuk/{surat_id}"))

        return once(send)
    except (Invalid, Conflict, TooLarge) as error:
        session().rollback()
        return _refused(reopen_surat(surat_id), None, kept, error)


def _refused(surat: SuratMasuk, part: DisposisiPenerima | None, kept: list[int], error: EofficeError) -> Response:
    where = _of_part(part) if part is not None else _of_surat(surat)
    siapan = actions.siapan(session(), surat) if part is None else None
    fields = getattr(error, "fields", {})
    html = formulir.page(surat, part, where, siapan=siapan, errors=fields, pesan=str(error), kept=kept)
    return with_microphone(again(html, error))


@routes.get("/disposisi/<int:penerima_id>/lanjutkan")
@needs(Action.DISPOSISI_LANJUTAN, own_transactions=True)
def formulir_lanjutan(penerima_id: int) -> Response:
    """The empty form of a recipient."""
    part = load(penerima_id)
    require(policy.may(current_actor(), Action.DISPOSISI_LANJUTAN, part))
    reopen_surat(part.disposisi.surat_id)
    part = load(penerima_id)
    return formulir.recording(formulir.page(part.disposisi.surat, part, _of_part(part)))


@routes.post("/disposisi/<int:penerima_id>/lanjutkan")
@needs(Action.DISPOSISI_LANJUTAN, own_transactions=True)
@limited("disposisi", 120, per=60)
def lanjutkan(penerima_id: int) -> Response:
    """Give it further down."""
    actor, part = current_actor(), load(penerima_id)
    require(policy.may(actor, Action.DISPOSISI_LANJUTAN, part))
    kept = lampiran.carried()
    try:
        kept = lampiran.taken()
        part = load(penerima_id)
        surat = part.disposisi.surat
        rules = formulir.rules(part.jabatan_id, surat, part)
        typed = forms.disposisi(request.form, formulir.calendar_of(surat), rules)
        release()

        def send(own: Session) -> Response:
            found = queries.get(own, actor, penerima_id)
            actions.same_version(found, typed.versi)
            made = actions.lanjutkan(own, actor, found, replace(typed.isian, lampiran=kept))
            flash(formulir.told(len(made.penerima)))
            return settled(own, see(f"/disposisi/{penerima_id}"))

        return once(send)
    except (Invalid, Conflict, TooLarge) as error:
        session().rollback()
        reopen_surat(load(penerima_id).disposisi.surat_id)
        part = load(penerima_id)
        return _refused(part.disposisi.surat, part, kept, error)


@routes.get("/surat-masuk/<int:surat_id>/disposisi/jabatan")
@needs(Action.DISPOSISIKAN)
def cari_jabatan(surat_id: int) -> str:
    """Jabatan for the type-ahead; one that may not be chosen says why."""
    surat = load_surat(surat_id)
    require(surat_policy.may(current_actor(), Action.DISPOSISIKAN, surat))
    return formulir.choices(surat.tujuan_jabatan_id, surat)


@routes.get("/disposisi/<int:penerima_id>/lanjutkan/jabatan")
@needs(Action.DISPOSISI_LANJUTAN)
def cari_jabatan_lanjutan(penerima_id: int) -> str:
    """The same for a recipient who gives further."""
    part = load(penerima_id)
    require(policy.may(current_actor(), Action.DISPOSISI_LANJUTAN, part))
    return formulir.choices(part.jabatan_id, part.disposisi.surat)
