"""What came by mail and folder, for the TU it came to: the words as plain text, the original only as a download."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.kanal import actions, policy, queries
from eoffice.kanal.routes.blueprint import routes
from eoffice.kanal.states import DITAHAN, LABEL, LABEL_STATUS, PERLU_DILIHAT, StatusKiriman
from eoffice.storage import Blob
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number, see
from eoffice.web.files import attachment
from eoffice.web.session import release, services, session

NADA = {
    StatusKiriman.DITERIMA: "ok",
    StatusKiriman.KEMBAR: "",
    StatusKiriman.DITOLAK: "warn",
    StatusKiriman.TERTAHAN: "bad",
    StatusKiriman.DITUNDA: "info",
}
PERLU = "/kiriman?tab=perlu"


@routes.get("/kiriman")
@needs(Action.REGISTRASI)
def kiriman() -> str:
    """One page of what came, latest first."""
    actor = current_actor()
    require(policy.may_read(actor))
    before = number("sebelum")
    waiting = request.args.get("tab") == "perlu"
    here, ampersand = (PERLU, "&") if waiting else ("/kiriman", "?")
    rows = queries.datang(session(), actor, perlu=waiting, before=before)
    return render_template(
        "kanal/kiriman.html",
        daftar=rows,
        kanal=LABEL,
        label=LABEL_STATUS,
        nada=NADA,
        perlu=waiting,
        tabs=[
            ("Perlu dilihat", PERLU, waiting, queries.perlu(session(), actor)),
            ("Semua", "/kiriman", not waiting),
        ],
        awal=here if before is not None else "",
        lanjut=f"{here}{ampersand}sebelum={rows[-1].id}" if len(rows) == queries.PAGE else "",
    )


@routes.get("/kiriman/<int:kiriman_id>")
@needs(Action.REGISTRASI)
def satu_kiriman(kiriman_id: int) -> str:
    """One message or file."""
    found = queries.get(session(), current_actor(), kiriman_id)
    return render_template(
        "kanal/satu.html",
        k=found,
        kanal=LABEL,
        label=LABEL_STATUS,
        nada=NADA,
        perlu=found.status in PERLU_DILIHAT and found.diurus_at is None,
        ditahan=found.status in DITAHAN,
    )


@routes.post("/kiriman/<int:kiriman_id>/urus")
@needs(Action.REGISTRASI)
def urus(kiriman_id: int) -> Response:
    """Looked after elsewhere."""
    actions.urus(session(), current_actor(), queries.get(session(), current_actor(), kiriman_id))
    flash("Ditandai sudah diurus; kirimannya tetap ada di tab Semua.")
    return see(PERLU)


@routes.post("/kiriman/<int:kiriman_id>/coba")
@needs(Action.REGISTRASI)
def coba(kiriman_id: int) -> Response:
    """Try again what was set aside."""
    actions.coba_lagi(session(), current_actor(), queries.get(session(), current_actor(), kiriman_id))
    flash("Dicoba lagi dalam semenit. Bila berhasil, suratnya menunggu di daftar pindaian.")
    return see("/kiriman")


@routes.get("/kiriman/<int:kiriman_id>/asli.eml")
@needs(Action.REGISTRASI, own_transactions=True)
def asli(kiriman_id: int) -> Response:
    """The message as it came; only ever saved, never opened in the browser (WEB-04)."""
    found = queries.get(session(), current_actor(), kiriman_id)
    if found.asli_key is None:
        raise NotFound("Aslinya tidak diambil; lihat di kotak pos-el.")
    blob, name = Blob(found.asli_key, found.asli_size or 0, found.asli_sha256 or ""), found.nama
    release()
    return attachment(services().store.open(blob), name=name)
