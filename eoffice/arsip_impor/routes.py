"""The page of an imported record, its pages as pictures, and its files."""

from flask import Blueprint, Response, render_template, request
from sqlalchemy.orm import Session

from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.arsip_impor import policy, queries, rangkaian
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit import actions as audit
from eoffice.audit import queries as jejak
from eoffice.errors import Damaged, NotFound, Unavailable
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.organisasi.pencetak import pencetak, tanda
from eoffice.storage import Blob
from eoffice.web import pictures, salinan
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see
from eoffice.web.cetakan import Cara, cetakan
from eoffice.web.files import attachment, own_pdf, page_image
from eoffice.web.opening import noted
from eoffice.web.session import release, services, session

routes = Blueprint("arsip_impor", __name__)

PDF = "application/pdf"
BUKA = "arsip_impor.buka"
#: A marked print of a Rahasia record, or one taken along to be printed.
DICETAK = ("arsip_impor.dicetak", "arsip_impor.diunduh_cetak")


@routes.get("/arsip/impor/<int:arsip_id>")
@needs(Action.BACA_IMPOR, own_transactions=True)
def lihat(arsip_id: int) -> str:
    """What is known of it, where it came from, and its files; the trail knows first who looks (AUD-02)."""
    bagian = _rangkaian(_opened(arsip_id, BUKA))
    arsip = queries.get(session(), current_actor(), arsip_id)
    kode = klasifikasi.path(session(), arsip.kode_klasifikasi) if arsip.kode_klasifikasi else []
    pages = arsip.halaman if arsip.mime == PDF and arsip.blob is not None else 0
    halaman = [
        {"url": f"/arsip/impor/{arsip.id}/halaman/{n}.png", "lebar": pictures.WIDTH, "tinggi": pictures.HEIGHT}
        for n in range(1, pages + 1)
    ]
    return render_template(
        "arsip_impor/lihat.html",
        arsip=arsip,
        kode=kode[-1] if kode else None,
        halaman=halaman,
        salinan=policy.may_take_copy(current_actor(), arsip),
        cetak=policy.may_print(current_actor(), arsip) if pages else None,
        rangkaian=bagian,
    )


def _rangkaian(arsip: ArsipImpor) -> tuple[rangkaian.Bagian, ...] | None:
    """The disposisi that came along, for whoever may see them; None while the store has not them."""
    blob = arsip.ikutan.get("sumber.json")
    if blob is None or not policy.may_see_chain(current_actor(), arsip):
        return ()
    release()
    try:
        with services().store.open(blob, dekat=True) as source:
            return rangkaian.baca(source.read())
    except (Damaged, Unavailable):
        return None


@routes.get("/arsip/impor/<int:arsip_id>/halaman/<int:nomor>.png")
@needs(Action.BACA_IMPOR, own_transactions=True)
def halaman(arsip_id: int, nomor: int) -> Response:
    """One page as a picture; of Rahasia with the name of who reads it across, and kept nowhere."""
    actor = current_actor()
    arsip = queries.get(session(), actor, arsip_id)
    policy.require_living(arsip)
    blob, open_ = arsip.blob, arsip.sifat in (Sifat.BIASA, Sifat.TERBATAS)
    if blob is None or arsip.mime != PDF:
        raise NotFound("Berkas ini tidak dapat diperlihatkan per halaman.")
    mark = "" if open_ else tanda(session(), actor)
    if jejak.opened_lately(session(), actor, BUKA, "arsip_impor", arsip_id):
        release()
    else:
        _opened(arsip_id, BUKA)
    kept = blob

    def pdf() -> bytes:
        with services().store.open(kept, dekat=open_) as stream:
            return stream.read()

    return page_image(pictures.draw(services(), kept.sha256, nomor, pdf, keep=open_, tanda=mark))


@routes.post("/arsip/impor/<int:arsip_id>/cetak")
@needs(Action.BACA_IMPOR)
def cetak(arsip_id: int) -> Response:
    """Write down who prints a Rahasia record, how often and what for; then the marked copy (OTR-08)."""
    actor = current_actor()
    arsip = queries.get(session(), actor, arsip_id)
    policy.require_living(arsip)
    require(policy.may_print(actor, arsip))
    asked = cetakan(request.form, beralasan=True)
    event = f"arsip_impor.{asked.jenis.partition('.')[2]}"
    audit.record(
        session(), actor, event, "arsip_impor", arsip.id, sifat=arsip.sifat, isi_sha256=arsip.sha256 or "",
        catatan=asked.catatan,
    )  # fmt: skip
    return see(f"/arsip/impor/{arsip_id}/salinan.pdf" + ("" if asked.cara is Cara.CETAK else "?unduh=1"))


@routes.get("/arsip/impor/<int:arsip_id>/salinan.pdf")
@needs(Action.BACA_IMPOR, own_transactions=True)
@limited("susun", 120, per=60)
def salinan_pdf(arsip_id: int) -> Response:
    """The print that was just booked: pictures of its pages with name, time and purpose."""
    actor = current_actor()
    arsip = queries.get(session(), actor, arsip_id)
    policy.require_living(arsip)
    require(policy.may_print(actor, arsip))
    blob = arsip.blob
    if blob is None or arsip.mime != PDF:
        raise NotFound("Berkas ini tidak dapat dicetak dari sini.")
    oleh = pencetak(session(), actor, DICETAK, "arsip_impor", arsip_id, apa="arsip")
    release()
    with services().store.open(blob) as stream:
        content = salinan.buat(stream.read(), oleh)
    return own_pdf(content, name=f"SALINAN arsip-{arsip_id}.pdf", inline=request.args.get("unduh") != "1")


@routes.get("/arsip/impor/<int:arsip_id>/berkas")
@needs(Action.BACA_IMPOR, own_transactions=True)
def unduh(arsip_id: int) -> Response:
    """The record itself, byte for byte as it came."""
    arsip = _taken(arsip_id)
    return _sent(arsip.blob, arsip.nama)


@routes.get("/arsip/impor/<int:arsip_id>/lampiran/<int:urutan>")
@needs(Action.BACA_IMPOR, own_transactions=True)
def unduh_lampiran(arsip_id: int, urutan: int) -> Response:
    """One of the files that belong to it."""
    arsip = _taken(arsip_id)
    found = next((x for x in arsip.lampiran if x.urutan == urutan), None)
    return _sent(found.blob if found else None, found.nama if found else "")


@routes.get("/arsip/impor/<int:arsip_id>/metadata")
@needs(Action.BACA_IMPOR, own_transactions=True)
def unduh_metadata(arsip_id: int) -> Response:
    """The metadata as they came."""
    arsip = _taken(arsip_id)
    return _sent(arsip.metadata_blob, f"metadata-arsip-{arsip_id}.json")


def _taken(arsip_id: int) -> ArsipImpor:
    """The record, for somebody who may have its files."""
    require(policy.may_take_copy(current_actor(), queries.get(session(), current_actor(), arsip_id)))
    return _opened(arsip_id, "arsip_impor.unduh")


def _opened(arsip_id: int, event: str) -> ArsipImpor:
    """The record, once it is written down who opens it. Raises Destroyed when only its tombstone is left."""
    actor = current_actor()
    arsip = queries.get(session(), actor, arsip_id)
    policy.require_living(arsip)
    session().expunge_all()

    def write(own: Session) -> None:
        audit.record(own, actor, event, "arsip_impor", arsip.id, sifat=arsip.sifat, isi_sha256=arsip.sha256 or "")

    noted(write)
    return arsip


def _sent(blob: Blob | None, name: str) -> Response:
    if blob is None:
        raise NotFound("Berkas ini tidak ada.")
    return attachment(services().store.open(blob), name=name)
