"""What was read on the pages of a surat from outside, with how sure the reading is, and the file as it arrived."""

from flask import Response, render_template

from eoffice.akses.rights import Action
from eoffice.errors import NotFound
from eoffice.pindaian import queries as pindaian
from eoffice.pindaian.models import Pindaian
from eoffice.sandbox import names
from eoffice.storage import Blob
from eoffice.surat_masuk.routes.blueprint import load, routes, trace
from eoffice.web.access import needs
from eoffice.web.files import attachment
from eoffice.web.session import services, session


def _arrived(surat_id: int) -> Pindaian:
    found = pindaian.of_surat(session(), surat_id)
    if found is None:
        raise NotFound("Surat ini tidak mempunyai berkas pindaian.")
    return found


@routes.get("/surat-masuk/<int:surat_id>/teks")
@needs(Action.BACA_SURAT, own_transactions=True)
def teks(surat_id: int) -> str:
    """The text page by page; whoever reads the surat reads it."""
    surat = load(surat_id)
    shown = {
        "surat_id": surat_id,
        "hal": surat.hal,
        "agenda": f"{surat.nomor_agenda}/{surat.tahun}",
        "p": pindaian.of_surat(session(), surat_id),
        "teks": surat.teks,
    }
    trace(surat)
    return render_template("surat_masuk/teks.html", **shown)


@routes.get("/surat-masuk/<int:surat_id>/asli")
@needs(Action.BACA_SURAT, own_transactions=True)
def asli(surat_id: int) -> Response:
    """The bytes as they arrived, never rewritten, always as a download (UPL-06, WEB-04)."""
    surat = load(surat_id)
    arrived = _arrived(surat_id)
    kind = next((ext for ext, mime in names.MIME.items() if mime == arrived.mime), "bin")
    name = names.clean(arrived.nama, "jpg" if kind == "jpeg" else kind)
    blob = Blob(arrived.key, arrived.size, arrived.sha256)
    trace(surat)
    return attachment(services().store.open(blob), name=name)
