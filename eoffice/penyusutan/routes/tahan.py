"""Legal holds as pages: what stands, what was released, placing one, and releasing it."""

from typing import Any

from flask import Response, flash, render_template, request

from eoffice.akses.actor import Peran
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import actions as arsip
from eoffice.arsip import policy
from eoffice.arsip import queries as arsip_queries
from eoffice.arsip.queries import tahan as queries
from eoffice.arsip.states import TAHAP_LABEL
from eoffice.arsip.tahan import CAKUPAN_LABEL, Cakupan
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.penyusutan import isian
from eoffice.penyusutan.queries import jatuh_tempo
from eoffice.penyusutan.routes.blueprint import routes
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number, phrase, see
from eoffice.web.errors import refused
from eoffice.web.session import release, session

HERE = "/arsip/tahan"
#: Berkas of one hold shown on its page, and found ones offered in the form.
TAMPAK = 200


def _may_look() -> None:
    actor = current_actor()
    served = actor.arsip_opd_ids | actor.pimpinan_opd_ids | actor.sekretaris_opd_ids
    if not served and Peran.UNIT_KEARSIPAN not in actor.peran:
        raise NotFound("Halaman itu tidak ada.")


@routes.get(HERE)
@needs(Action.TAHAN_HUKUM, Action.LEPAS_TAHAN)
def daftar_tahan() -> str:
    """Holds that stand, or were released."""
    _may_look()
    actor, released = current_actor(), request.args.get("tab") == "dilepas"
    rows = queries.daftar_tahan(session(), actor, berlaku=not released, before=number("sebelum"))
    shown = rows[: queries.PAGE]
    return render_template(
        "penyusutan/tahan.html",
        daftar=[(p, jatuh_tempo.banyak_ditahan(session(), p)) for p in shown],
        dilepas=released,
        label=CAKUPAN_LABEL,
        tabs=[("Berlaku", HERE, not released), ("Dilepas", f"{HERE}?tab=dilepas", released)],
        boleh=_places() != [],
        lanjut=f"{HERE}?{'tab=dilepas&' if released else ''}sebelum={shown[-1].id}" if len(rows) > queries.PAGE else "",
    )


@routes.get(f"{HERE}/<int:penahanan_id>")
@needs(Action.TAHAN_HUKUM, Action.LEPAS_TAHAN)
def lihat_tahan(penahanan_id: int) -> str:
    """One hold: what it froze, who placed it, and releasing it."""
    return render_template("penyusutan/tahan_lihat.html", **_about(penahanan_id))


def _about(penahanan_id: int) -> dict[str, Any]:
    actor = current_actor()
    found = queries.ambil(session(), actor, penahanan_id)
    berkas, records, hidden = jatuh_tempo.isi_tahan(session(), actor, found, limit=TAMPAK)
    asked = found.saringan or {}
    kode = session().get(Klasifikasi, asked["kode"]) if asked.get("kode") else None
    unit = session().get(Unit, asked["unit_id"]) if asked.get("unit_id") else None
    return {
        "penahanan": found,
        "berkas": berkas,
        "naskah": records,
        "tersembunyi": hidden,
        "label": CAKUPAN_LABEL,
        "tahap": TAHAP_LABEL,
        "kode": kode,
        "unit": unit,
        "lepas": policy.may_release(actor, found),
    }


@routes.post(f"{HERE}/<int:penahanan_id>/lepas")
@needs(Action.LEPAS_TAHAN)
def lepas_tahan(penahanan_id: int) -> Response:
    """The case is over."""
    found = queries.ambil(session(), current_actor(), penahanan_id)
    try:
        arsip.lepas_tahan(session(), current_actor(), found, isian.alasan(request.form))
    except (Invalid, Conflict) as error:
        release()
        return refused(error, "penyusutan/tahan_lihat.html", **_about(penahanan_id))
    flash("Penahanan dilepas. Retensi berkasnya berjalan lagi seperti terhitung.")
    return see(f"{HERE}/{penahanan_id}")


@routes.get(f"{HERE}/baru")
@needs(Action.TAHAN_HUKUM)
def baru_tahan() -> str:
    """The form of a new hold; berkas found by words can be ticked."""
    require_any()
    return render_template("penyusutan/tahan_baru.html", errors={}, nilai=request.args, **_choices())


def require_any() -> None:
    """Somebody who may hold nowhere has no form. Raises NotAllowed."""
    if not _places():
        require(policy.may_hold(current_actor(), None))


def _places() -> list[tuple[str, str]]:
    """Where the actor may hold; '' is the whole city."""
    actor = current_actor()
    found = [("", "Seluruh kota")] if policy.may_hold(actor, None) else []
    return found + [(str(u.id), u.nama) for u in organisasi.all_opd(session()) if policy.may_hold(actor, u.id)]


def _choices() -> dict[str, Any]:
    words = " ".join(phrase("q").split())
    picked = {int(i) for i in request.values.getlist("berkas") if i.isdecimal() and len(i) < 19}
    rows = jatuh_tempo.untuk_ditahan(session(), current_actor(), words, picked, limit=50)
    typed = request.values.get("kode", "") or request.values.get("kode_teks", "").partition(" ")[0]
    kode = session().get(Klasifikasi, typed) if klasifikasi.KODE.match(typed) else None
    return {
        "q": words,
        "temuan": [(b, b.id in picked) for b in rows],
        "tempat": _places(),
        "unit": [(u.id, u.nama) for u in arsip_queries.units(session(), current_actor())],
        "cakupan": [(str(c), CAKUPAN_LABEL[c]) for c in Cakupan],
        "kode": [(kode.kode, f"{kode.kode} {kode.label}")] if kode else [],
    }


@routes.post(f"{HERE}/baru")
@needs(Action.TAHAN_HUKUM)
def pasang_tahan() -> Response:
    """Place it."""
    try:
        typed = request.form.get("kode", "") or request.form.get("kode_teks", "")
        kode = klasifikasi.choose(session(), typed, "kode").kode if typed.strip() else ""
        made = arsip.pasang(session(), current_actor(), isian.tahan(request.form, kode))
    except (Invalid, Conflict, NotFound) as error:
        release()
        return refused(error, "penyusutan/tahan_baru.html", **_choices())
    flash("Penahanan berlaku. Yang ditahan tidak dapat disusutkan sampai dilepas.")
    return see(f"{HERE}/{made.id}")
