"""The clock of one surat or part: its limit, its history, and stopping it."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action, Relation
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.organisasi.waktu import Kalender
from eoffice.tenggat import actions, forms, jadwal, policy, queries
from eoffice.tenggat.models import Tenggat, TenggatHenti
from eoffice.tenggat.routes.blueprint import of_bagian, of_surat, routes
from eoffice.tenggat.states import LABEL_ALASAN, LABEL_DASAR, LABEL_KEJADIAN, Dasar, StatusHenti
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.pages import waktu
from eoffice.web.session import session

#: How the row of the history looks in the timeline.
_KEADAAN = {"eskalasi": "bad", "lewat": "bad", "berhenti": "now", "berjalan": "done"}


def _context(tenggat: Tenggat) -> dict[str, Any]:
    actor = current_actor()
    held = actions.terbuka(session(), tenggat.id)
    asked = held if held is not None and held.status is StatusHenti.DIMINTA else None
    running = held if held is not None and held.status is StatusHenti.BERJALAN else None
    own = policy.relations(actor, tenggat)
    stops, calendar = queries.henti(session(), tenggat.id), queries.kalender_opd(session(), tenggat.opd_id)
    return {
        "t": tenggat,
        "surat": tenggat.surat,
        "bagian": tenggat.penerima,
        "alamat": _alamat(tenggat),
        "diminta": asked,
        "berhenti": running,
        "minta": policy.may_minta(actor, tenggat) if Relation.PENERIMA in own and held is None else None,
        "hentikan": policy.may_hentikan(actor, tenggat)
        if own & {Relation.PEMBERI, Relation.ALAMAT} and held is None
        else None,
        "putuskan": policy.may_hentikan(actor, tenggat) if asked is not None else None,
        "batalkan": policy.may_batalkan(actor, asked) if asked is not None else None,
        "lanjutkan": policy.may_lanjutkan(actor, tenggat) if running is not None else None,
        "dasar": LABEL_DASAR[tenggat.dasar],
        "periksa": tenggat.dasar is Dasar.PEMERIKSAAN,
        "alasan": [(str(a), label) for a, label in LABEL_ALASAN.items()],
        "label_alasan": LABEL_ALASAN,
        "henti": stops,
        "lama": {h.id: _lama(calendar, tenggat, h) for h in stops},
        "riwayat": [
            {
                "judul": LABEL_KEJADIAN[c.kejadian] + (f" (tingkat {c.tingkat})" if c.tingkat else "") + ".",
                "rinci": " ".join(filter(None, (f"{c.kepada}." if c.kepada else "", c.keterangan))),
                "kapan": waktu(c.at),
                "keadaan": _KEADAAN.get(str(c.kejadian), ""),
            }
            for c in queries.catatan(session(), tenggat.id)
        ],
    }


def _lama(calendar: Kalender, tenggat: Tenggat, henti: TenggatHenti) -> int:
    """Seconds a stop has lasted, by the clock of its deadline."""
    if henti.status not in (StatusHenti.BERJALAN, StatusHenti.SELESAI):
        return 0
    return jadwal.lama(calendar, tenggat.jam, henti.mulai_at, henti.selesai_at or clock.now())


def _alamat(tenggat: Tenggat) -> str:
    part = tenggat.penerima_id
    return f"/disposisi/{part}/jam" if part is not None else f"/surat-masuk/{tenggat.surat_id}/jam"


def _page(tenggat: Tenggat) -> str:
    return render_template("tenggat/jam.html", nilai={}, salah={}, **_context(tenggat))


def _do(tenggat: Tenggat, act: Callable[[], str]) -> Response:
    try:
        said = act()
    except (Invalid, Conflict) as error:
        session().rollback()
        again = of_bagian(tenggat.penerima_id) if tenggat.penerima_id is not None else of_surat(tenggat.surat_id)
        return refused(error, "tenggat/jam.html", **_context(again))
    flash(said)
    return see(_alamat(tenggat))


def _act(tenggat: Tenggat, verb: str) -> Response:
    actor = current_actor()

    def minta() -> str:
        actions.minta(session(), actor, tenggat, forms.henti(request.form))
        return "Permintaan terkirim. Jam dihitung berhenti sejak sekarang bila pemberi disposisi setuju."

    def hentikan() -> str:
        actions.hentikan(session(), actor, tenggat, forms.henti(request.form))
        return "Jam dihentikan. Tenggat bergeser sepanjang jam berhenti."

    def putuskan() -> str:
        versi, allowed, note = forms.putusan(request.form)
        actions.putuskan(session(), actor, _held(tenggat, versi), setuju=allowed, catatan=note)
        return "Jam dihentikan sejak diminta." if allowed else "Permintaan ditolak; peminta melihat alasan Anda."

    def lanjutkan() -> str:
        actions.lanjutkan(session(), actor, _held(tenggat, forms.versi(request.form)))
        return "Jam berjalan lagi dan tenggatnya bergeser."

    def batalkan() -> str:
        actions.batalkan(session(), actor, _held(tenggat, forms.versi(request.form)))
        return "Permintaan dibatalkan."

    verbs: dict[str, Callable[[], str]] = {
        "minta": minta, "hentikan": hentikan, "putuskan": putuskan, "lanjutkan": lanjutkan, "batalkan": batalkan
    }  # fmt: skip
    if verb not in verbs or (tenggat.penerima_id is None and verb not in ("hentikan", "lanjutkan")):
        raise NotFound("Tindakan itu tidak ada.")
    return _do(tenggat, verbs[verb])


def _held(tenggat: Tenggat, versi: int) -> TenggatHenti:
    found = actions.terbuka(session(), tenggat.id)
    if found is None or found.version != versi:
        raise Conflict("Keadaan jam ini sudah berubah. Muat ulang halaman untuk melihat yang terbaru.")
    return found


@routes.get("/disposisi/<int:penerima_id>/jam")
@needs(Action.BACA_SURAT)
def bagian(penerima_id: int) -> Response:
    """The clock of one part."""
    return make_response(_page(of_bagian(penerima_id)))


@routes.get("/surat-masuk/<int:surat_id>/jam")
@needs(Action.BACA_SURAT)
def surat(surat_id: int) -> Response:
    """The clock of a surat."""
    return make_response(_page(of_surat(surat_id)))


@routes.post("/disposisi/<int:penerima_id>/jam/<tindakan>")
@needs(Action.MINTA_HENTI, Action.HENTIKAN_JAM, Action.LANJUTKAN_JAM)
def ubah_bagian(penerima_id: int, tindakan: str) -> Response:
    """Ask for a stop, stop, decide, run again, or take the request back."""
    return _act(of_bagian(penerima_id), tindakan)


@routes.post("/surat-masuk/<int:surat_id>/jam/<tindakan>")
@needs(Action.HENTIKAN_JAM, Action.LANJUTKAN_JAM)
def ubah_surat(surat_id: int, tindakan: str) -> Response:
    """Stop the clock of a surat with all its parts, or let it run again."""
    return _act(of_surat(surat_id), tindakan)
