"""The file of a surat: its pages as pictures, the PDF, prints and downloads that are counted, and its lampiran."""

from flask import Response, request

from eoffice.akses.rights import RAHASIA, Action
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.organisasi.pencetak import pencetak, tanda
from eoffice.storage import Blob
from eoffice.surat_masuk import actions, policy, queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.routes.blueprint import load, routes, trace, trace_picture
from eoffice.web import pictures, salinan
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see
from eoffice.web.cetakan import Cara, cetakan
from eoffice.web.files import attachment, own_pdf, page_image
from eoffice.web.opening import noted
from eoffice.web.session import release, services, session

#: A print, or a download meant for printing.
DICETAK = ("surat_masuk.dicetak", "surat_masuk.diunduh_cetak")


def _blob(surat: SuratMasuk) -> Blob:
    if surat.berkas_key is None:
        raise NotFound("Surat ini didaftarkan tanpa pindaian.")
    return Blob(surat.berkas_key, surat.berkas_size or 0, surat.berkas_sha256 or "")


def _name(surat: SuratMasuk) -> str:
    number = surat.nomor_surat.replace("/", "-") or f"Agenda {surat.nomor_agenda}-{surat.tahun}"
    return f"{number} {surat.hal}"[:140] + ".pdf"


@routes.get("/surat-masuk/<int:surat_id>/halaman/<int:nomor>.png")
@needs(Action.BACA_SURAT, own_transactions=True)
def halaman(surat_id: int, nomor: int) -> Response:
    """One page as a picture."""
    surat = load(surat_id)
    blob, open_ = _blob(surat), surat.sifat not in RAHASIA
    mark = "" if open_ else tanda(session(), current_actor())
    trace_picture(surat)

    def pdf() -> bytes:
        with services().store.open(blob, dekat=open_) as stream:
            return stream.read()

    return page_image(pictures.draw(services(), blob.sha256, nomor, pdf, keep=open_, tanda=mark))


@routes.get("/surat-masuk/<int:surat_id>/surat.pdf")
@needs(Action.BACA_SURAT, own_transactions=True)
def surat_pdf(surat_id: int) -> Response:
    """The PDF: one signed here opens in the browser, a scan from outside is only saved (WEB-04)."""
    surat = load(surat_id)
    require(policy.may_take_copy(current_actor(), surat))
    blob, name = _blob(surat), _name(surat)
    # What is Rahasia is looked at page by page with the reader's name on it; the file itself is only saved.
    own = surat.naskah_id is not None and surat.sifat not in RAHASIA
    trace(surat)
    stream = services().store.open(blob)
    if own:
        return own_pdf(stream, name=name, inline=request.args.get("unduh") != "1")
    return attachment(stream, name=name)


@routes.get("/surat-masuk/<int:surat_id>/salinan.pdf")
@needs(Action.BACA_SURAT, own_transactions=True)
@limited("susun", 120, per=60)
def salinan_pdf(surat_id: int) -> Response:
    """The print of a Rahasia surat that was just booked: pictures of its pages with name, time and purpose (OTR-08)."""
    surat, actor = load(surat_id), current_actor()
    require(policy.may_print(actor, surat))
    blob, name = _blob(surat), f"SALINAN {_name(surat)}"
    oleh = pencetak(session(), actor, DICETAK, "surat_masuk", surat_id, apa="surat")
    release()
    with services().store.open(blob) as stream:
        content = salinan.buat(stream.read(), oleh)
    return own_pdf(content, name=name, inline=request.args.get("unduh") != "1")


@routes.get("/surat-masuk/<int:surat_id>/unduh")
@needs(Action.BACA_SURAT, own_transactions=True)
def unduh(surat_id: int) -> Response:
    """A plain download; it is counted, and the record is written before the bytes leave (AUD-02)."""
    surat, actor = load(surat_id), current_actor()
    blob, name = _blob(surat), _name(surat)
    release()
    with services().store.open(blob) as stream:
        content = stream.read()
    noted(lambda own: actions.catat_unduh(own, actor, queries.get(own, actor, surat_id)))
    return attachment(content, name=name)


@routes.post("/surat-masuk/<int:surat_id>/cetak")
@needs(Action.BACA_SURAT)
def cetak(surat_id: int) -> Response:
    """Count the copies, then open the PDF for printing, or send it to be printed elsewhere (metrik 1.4)."""
    surat = load(surat_id)
    _blob(surat)
    secret = surat.sifat in RAHASIA
    asked = cetakan(request.form, beralasan=secret)
    actions.catat_cetak(session(), current_actor(), surat, asked)
    return see(
        f"/surat-masuk/{surat_id}/{'salinan' if secret else 'surat'}.pdf"
        + ("" if asked.cara is Cara.CETAK else "?unduh=1")
    )


@routes.get("/surat-masuk/<int:surat_id>/lampiran/<int:lampiran_id>")
@needs(Action.BACA_SURAT, own_transactions=True)
def lampiran(surat_id: int, lampiran_id: int) -> Response:
    """A lampiran of the naskah that arrived, always as a download; whoever reads the surat reads its lampiran."""
    surat = load(surat_id)
    row = queries.lampiran(session(), surat, lampiran_id)
    blob, name, pages, actor = Blob(row.key, row.size, row.sha256), row.nama, row.halaman, current_actor()
    trace(surat)
    noted(lambda own: actions.catat_unduh_lampiran(own, actor, queries.get(own, actor, surat_id), pages))
    return attachment(services().store.open(blob), name=name)
