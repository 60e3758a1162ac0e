"""The body of a konsep from a Word document: read in the sandbox, checked like anything typed, nothing lost before."""

from flask import Response, flash, request

from eoffice import sandbox
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid, TooLarge
from eoffice.naskah import actions, policy, queries
from eoffice.naskah.routes import sunting
from eoffice.naskah.routes.blueprint import load, reopened, routes
from eoffice.naskah.states import OPEN
from eoffice.pdf import isi as isi_naskah
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, see, settled
from eoffice.web.session import release, services
from eoffice.web.uploads import received


@routes.post("/<int:naskah_id>/impor")
@needs(Action.UBAH, own_transactions=True)
@limited("unggah", 30, per=60)
def impor(naskah_id: int) -> Response:
    """Take the words of a DOCX over; what stood in the konsep is kept as a version, and what was dropped is said."""
    try:
        return _take(naskah_id)
    except (Invalid, Conflict, TooLarge) as error:
        release()
        return again(sunting.editor(reopened(naskah_id), error=error, kept=True), error)


def _take(naskah_id: int) -> Response:
    actor, naskah = current_actor(), load(naskah_id)
    require(policy.may(actor, Action.UBAH, naskah))
    if naskah.status not in OPEN:
        raise Conflict("Isi dari Word hanya dapat diambil selama naskah masih konsep.")
    versi = naskah.version
    posted = received("dokumen", hint="Hapus gambar besar dari dokumennya, lalu coba lagi.")
    if posted is None:
        raise Invalid("Pilih dokumen Word-nya dahulu, lalu tekan Ambil isi.")
    content, name = posted
    release()
    checked = sandbox.periksa_unggahan(content, name, "lampiran")
    if not checked.bersih or checked.type != "docx":
        raise Invalid(" ".join(checked.alasan) or "Pilih dokumen Word berakhiran .docx.")
    try:
        body, lost = sandbox.baca_docx(content)
    except sandbox.Refused as refused:
        raise Invalid(str(refused)) from refused
    body = isi_naskah.without_invisible(body)
    isi_naskah.check(body)
    with transaction(services().engine) as own:
        row = queries.get(own, actor, naskah_id)
        actions.tidak_direbut(own, actor, row)
        actions.same_version(row, versi)
        actions.ambil_isi(own, actor, row, body, tambahkan=request.form.get("cara") == "tambahkan", nama=name)
        flash(
            "Tidak ikut dari dokumen Word: " + ", ".join(f"{what} ({n})" for what, n in lost) + "."
            if lost
            else "Isi dokumen Word sudah diambil seluruhnya.",
            "warn" if lost else "ok",
        )
        return settled(own, see(f"/naskah/{naskah_id}/sunting?langkah=2"))
