"""Giving: by the addressee of a surat, and by a recipient further down."""

from flask import Response

from eoffice.akses.rights import Action
from eoffice.disposisi.routes.blueprint import routes
from eoffice.disposisi.routes.tempat import Tempat, form_of, offered, submit
from eoffice.web.access import limited, needs


@routes.get("/surat-masuk/<int:surat_id>/disposisi")
@needs(Action.DISPOSISIKAN, own_transactions=True)
def formulir_baru(surat_id: int) -> Response:
    """The form of the addressee, filled from what was prepared for him."""
    return form_of(Tempat(surat_id))


@routes.post("/surat-masuk/<int:surat_id>/disposisi")
@needs(Action.DISPOSISIKAN, own_transactions=True)
@limited("disposisi", 120, per=60)
def disposisikan(surat_id: int) -> Response:
    """Give the first disposisi of a surat, or one more."""
    return submit(Tempat(surat_id))


@routes.get("/disposisi/<int:penerima_id>/lanjutkan")
@needs(Action.DISPOSISI_LANJUTAN, own_transactions=True)
def formulir_lanjutan(penerima_id: int) -> Response:
    """The form of a recipient, filled from what was prepared for him."""
    return form_of(Tempat(penerima_id=penerima_id))


@routes.post("/disposisi/<int:penerima_id>/lanjutkan")
@needs(Action.DISPOSISI_LANJUTAN, own_transactions=True)
@limited("disposisi", 120, per=60)
def lanjutkan(penerima_id: int) -> Response:
    """Give it further down."""
    return submit(Tempat(penerima_id=penerima_id))


@routes.get("/surat-masuk/<int:surat_id>/disposisi/jabatan")
@needs(Action.DISPOSISIKAN)
def cari_jabatan(surat_id: int) -> str:
    """Jabatan for the type-ahead; one that may not be chosen says why."""
    return offered(Tempat(surat_id))


@routes.get("/disposisi/<int:penerima_id>/lanjutkan/jabatan")
@needs(Action.DISPOSISI_LANJUTAN)
def cari_jabatan_lanjutan(penerima_id: int) -> str:
    """The same for a recipient who gives further."""
    return offered(Tempat(penerima_id=penerima_id))
