"""The file of an arrival: its pages as pictures, the received bytes untouched, and the separator sheet."""

from flask import Response

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.pindaian import document, policy
from eoffice.pindaian.routes.blueprint import load, routes
from eoffice.sandbox import names
from eoffice.storage import Blob
from eoffice.web import pictures
from eoffice.web.access import current_actor, needs
from eoffice.web.files import attachment, own_pdf, page_image
from eoffice.web.session import release, services


@routes.get("/pindaian/<int:pindaian_id>/halaman/<int:nomor>.png")
@needs(Action.REGISTRASI, own_transactions=True)
def halaman(pindaian_id: int, nomor: int) -> Response:
    """One page as a picture. Nobody knows its sifat yet, so it stays in no cache."""
    return _picture(pindaian_id, nomor, pictures.DPI)


@routes.get("/pindaian/<int:pindaian_id>/kecil/<int:nomor>.png")
@needs(Action.REGISTRASI, own_transactions=True)
def kecil(pindaian_id: int, nomor: int) -> Response:
    """The same, small, for lists: a twelfth of the pixels."""
    return _picture(pindaian_id, nomor, pictures.DPI_KECIL)


def _picture(pindaian_id: int, nomor: int, dpi: int) -> Response:
    row = load(pindaian_id)
    if row.lihat_key is None:
        raise NotFound("Berkas ini tidak dapat ditampilkan.")
    blob = Blob(row.lihat_key, row.lihat_size or 0, row.lihat_sha256 or "")
    release()

    def pdf() -> bytes:
        with services().store.open(blob) as stream:
            return stream.read()

    return page_image(pictures.draw(services(), blob.sha256, nomor, pdf, keep=False, dpi=dpi))


@routes.get("/pindaian/<int:pindaian_id>/asli")
@needs(Action.REGISTRASI, own_transactions=True)
def asli(pindaian_id: int) -> Response:
    """The bytes as they arrived, always as a download (UPL-06, WEB-04)."""
    row = load(pindaian_id)
    if not row.mime:
        raise NotFound("Berkas ini belum diperiksa, atau jenisnya tidak dikenal, jadi tidak dapat diunduh.")
    kind = next((ext for ext, mime in names.MIME.items() if mime == row.mime), "bin")
    blob, name = Blob(row.key, row.size, row.sha256), names.clean(row.nama, "jpg" if kind == "jpeg" else kind)
    release()
    return attachment(services().store.open(blob), name=name)


@routes.get("/pindaian/lembar-pemisah.pdf")
@needs(Action.REGISTRASI)
def pemisah() -> Response:
    """The sheet to print once and lay between letters."""
    require(policy.may_receive(current_actor()))
    return own_pdf(document.separator(), name="Lembar pemisah.pdf")
