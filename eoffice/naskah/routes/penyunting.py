"""One writer at a time: who holds a naskah, the sign of life of an open editor, and taking over."""

from typing import Any

from flask import Response, flash, jsonify, request
from werkzeug.datastructures import MultiDict

from eoffice.akses.rights import Action
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import actions, forms, jenis, queries, suntingan
from eoffice.naskah.routes.blueprint import load, routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see
from eoffice.web.fields import Form
from eoffice.web.opening import noted
from eoffice.web.pages import jam
from eoffice.web.session import session


def pegang(naskah_id: int) -> str:
    """Hold it for the one who opens the editor; when somebody else does, who and since when."""
    actor, said = current_actor(), [""]

    def write(own: Any) -> None:
        if actions.pegang(own, actor, queries.get(own, actor, naskah_id)) is None:
            other = suntingan.lain(own, actor, naskah_id)
            said[0] = suntingan.kalimat(other) if other is not None else ""

    noted(write)
    return said[0]


def titip(naskah_id: int, form: Form, dokumen: Any) -> bool:
    """Keep what was typed while somebody else writes; call after the request's own transaction was undone."""
    actor, kept = current_actor(), [False]

    def write(own: Any) -> None:
        naskah = queries.get(own, actor, naskah_id)
        if suntingan.lain(own, actor, naskah_id) is None:
            return
        try:
            read = forms.naskah(form, jenis.get(naskah.jenis), dokumen=dokumen, kini=naskah.isi)
        except Invalid:
            return  # it stays on the page, with what is wrong with it
        kept[0] = actions.titipkan(own, actor, naskah, read.isian) is not None

    noted(write)
    return kept[0]


def terkirim(posted: Any) -> tuple[Form, Any]:
    """The fields and the body of an autosave. Raises Invalid when it is not of that shape."""
    fields = posted.get("kolom") if isinstance(posted, dict) else None
    if not isinstance(fields, dict) or not isinstance(posted.get("versi"), int):
        raise Invalid("Simpanan otomatis tidak dapat dibaca. Muat ulang halaman ini.")
    form: MultiDict[str, str] = MultiDict()
    for name, value in fields.items():
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, str):
                raise Invalid("Simpanan otomatis tidak dapat dibaca. Muat ulang halaman ini.")
            form.add(name, item)
    form["versi"] = str(posted["versi"])
    return form, posted.get("isi")


@routes.post("/<int:naskah_id>/denyut")
@needs(Action.UBAH, repeatable=True)
@limited("denyut", 60, per=60)
def denyut(naskah_id: int) -> Response:
    """An open editor says that it is there: 200 while it holds the naskah, 409 once somebody else took over.

    `lepas`: it is being closed. With `kolom` and `isi` what was typed is kept when it was taken over.
    """
    naskah, actor = load(naskah_id), current_actor()
    posted = request.get_json(silent=True) or {}
    if posted.get("lepas"):
        actions.lepas(session(), actor, naskah)
        return jsonify(lepas=True)
    held = actions.pegang(session(), actor, naskah, lama=actions.LAMA_DENYUT)
    if held is not None:
        return jsonify(sejak=jam(held.sejak_at), versi=naskah.version)
    other = suntingan.lain(session(), actor, naskah_id)
    who = suntingan.kalimat(other) if other is not None else ""
    session().rollback()
    kept = titip(naskah_id, *terkirim(posted)) if "kolom" in posted else False
    answer = jsonify(pesan=who, penyunting=who, titipan=f"/naskah/{naskah_id}/versi#titipan" if kept else "")
    answer.status_code = 409
    return answer


@routes.post("/<int:naskah_id>/ambil-alih")
@needs(Action.UBAH)
def ambil_alih(naskah_id: int) -> Response:
    """Write instead of the one who does now."""
    naskah = load(naskah_id)
    actions.ambil_alih(session(), current_actor(), naskah)
    flash("Anda yang menyunting naskah ini sekarang. Penyunting sebelumnya diberi tahu, dan tulisannya tidak hilang.")
    return see(f"/naskah/{naskah_id}/sunting")


def bentrok(naskah_id: int, error: Conflict, form: Form, dokumen: Any) -> Response:
    """What an autosave answers when the row has changed or somebody else writes; the text is kept in that case."""
    session().rollback()
    other = suntingan.lain(session(), current_actor(), naskah_id)
    fresh = load(naskah_id)
    said: dict[str, Any] = {"pesan": str(error), "versi": fresh.version}
    if other is not None:
        said |= {"penyunting": suntingan.kalimat(other), "direbut": True}
        if titip(naskah_id, form, dokumen):
            said["titipan"] = f"/naskah/{naskah_id}/versi#titipan"
    else:
        said["penyunting"] = f"{fresh.konseptor.nama_lengkap}, pukul {jam(fresh.diubah_at)} WIB"
    answer = jsonify(said)
    answer.status_code = 409
    return answer
