"""The page of an imported record, and its files."""

from datetime import datetime

from flask import Blueprint, Response, current_app, render_template
from sqlalchemy.orm import Session

from eoffice.akses.nisan import dimusnahkan, nomor_bertanggal
from eoffice.akses.rights import Action
from eoffice.arsip_impor import queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit import actions as audit
from eoffice.errors import NotFound
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.storage import Blob
from eoffice.web.access import current_actor, needs
from eoffice.web.files import attachment
from eoffice.web.opening import noted
from eoffice.web.session import services, session

routes = Blueprint("arsip_impor", __name__)


@routes.get("/arsip/impor/<int:arsip_id>")
@needs(Action.BACA_IMPOR, own_transactions=True)
def lihat(arsip_id: int) -> str:
    """What is known of it, where it came from, and its files; the trail knows first who looks (AUD-02)."""
    _opened(arsip_id, "arsip_impor.buka")
    arsip = queries.get(session(), current_actor(), arsip_id)
    kode = klasifikasi.path(session(), arsip.kode_klasifikasi) if arsip.kode_klasifikasi else []
    return render_template("arsip_impor/lihat.html", arsip=arsip, kode=kode[-1] if kode else None)


@routes.get("/arsip/impor/<int:arsip_id>/berkas")
@needs(Action.BACA_IMPOR, own_transactions=True)
def unduh(arsip_id: int) -> Response:
    """The record itself, byte for byte as it came."""
    arsip = _opened(arsip_id, "arsip_impor.unduh")
    return _sent(arsip.blob, arsip.nama)


@routes.get("/arsip/impor/<int:arsip_id>/lampiran/<int:urutan>")
@needs(Action.BACA_IMPOR, own_transactions=True)
def unduh_lampiran(arsip_id: int, urutan: int) -> Response:
    """One of the files that belong to it."""
    arsip = _opened(arsip_id, "arsip_impor.unduh")
    found = next((x for x in arsip.lampiran if x.urutan == urutan), None)
    return _sent(found.blob if found else None, found.nama if found else "")


@routes.get("/arsip/impor/<int:arsip_id>/metadata")
@needs(Action.BACA_IMPOR, own_transactions=True)
def unduh_metadata(arsip_id: int) -> Response:
    """The metadata as they came."""
    arsip = _opened(arsip_id, "arsip_impor.unduh")
    return _sent(arsip.metadata_blob, f"metadata-arsip-{arsip_id}.json")


def _opened(arsip_id: int, event: str) -> ArsipImpor:
    """The record, once it is written down who opens it. Raises Destroyed when only its tombstone is left."""
    actor = current_actor()
    arsip = queries.get(session(), actor, arsip_id)
    _living(arsip)
    session().expunge_all()

    def write(own: Session) -> None:
        audit.record(own, actor, event, "arsip_impor", arsip.id, sifat=arsip.sifat, isi_sha256=arsip.sha256 or "")

    noted(write)
    return arsip


def _living(arsip: ArsipImpor) -> None:
    told: tuple[datetime, str] | None = current_app.extensions["eoffice_nisan"](session(), arsip.id)
    if told is None:
        return
    at, nomor = told
    left = {
        "nomor": nomor_bertanggal(arsip.nomor or "–", arsip.tanggal),
        "hal": f"Hal: {arsip.hal}",
        "asal": f"Asal: {arsip.asal}",
        "sidik": f"Sidik berkas (SHA-256): {arsip.sha256 or arsip.metadata_sha256}",
    }
    raise dimusnahkan("Arsip", at, nomor, left)


def _sent(blob: Blob | None, name: str) -> Response:
    if blob is None:
        raise NotFound("Berkas ini tidak ada.")
    return attachment(services().store.open(blob), name=name)
