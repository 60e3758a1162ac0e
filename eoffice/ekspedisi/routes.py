"""The page of the one who carries paper: what still lacks a receipt, sealed envelopes, confirmations, and the list."""

import io

from flask import Blueprint, Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.ekspedisi import actions, forms, policy, queries
from eoffice.errors import Conflict, Invalid, NotFound, TooLarge
from eoffice.organisasi import queries as organisasi
from eoffice.pindaian import actions as pindaian
from eoffice.storage import Blob
from eoffice.surat_masuk import policy as surat_policy
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, see, settled
from eoffice.web.errors import refused
from eoffice.web.fields import whole
from eoffice.web.files import attachment
from eoffice.web.session import release, services, session
from eoffice.web.uploads import received

routes = Blueprint("ekspedisi", __name__)

LABEL = {
    "belum": "Belum ada tanda terima",
    "sampul": "Sampul tertutup",
    "konfirmasi": "Perlu dikonfirmasi",
    "semua": "Semua penyerahan",
}


@routes.get("/ekspedisi")
@needs(Action.SERAHKAN, Action.BERKASKAN_SURAT)
def daftar() -> str:
    """What waits, by kind, and what was handed over."""
    actor = current_actor()
    require(surat_policy.may_open_agenda(actor))
    tab = request.args.get("tab", "")
    many = queries.counts(session(), actor)
    tab = tab if tab in queries.TABS else next((t for t in queries.TABS if many.get(t)), "semua")
    before = number("sebelum")
    rows = []
    if tab in ("konfirmasi", "semua"):
        rows = queries.semua(session(), actor, konfirmasi=tab == "konfirmasi", before=before)
    return render_template(
        "ekspedisi/daftar.html",
        tab=tab,
        tabs=[(LABEL[t], f"/ekspedisi?tab={t}", t == tab, many.get(t)) for t in queries.TABS],
        penerima=queries.tanpa_bukti(session(), actor) if tab == "belum" else [],
        sampul=queries.sampul(session(), actor) if tab == "sampul" else [],
        daftar=rows,
        mencatat=surat_policy.may_register(actor),
        tahun=clock.today().year,
        awal=f"/ekspedisi?tab={tab}" if before is not None else "",
        lanjut=f"/ekspedisi?tab={tab}&sebelum={rows[-1].id}" if len(rows) == queries.PAGE else "",
    )


def _asked() -> tuple[int | None, int | None, dict[str, object]]:
    """The surat or the delivery that is handed over, and what its form shows."""
    actor = current_actor()
    require(policy.may_record(actor))
    surat_id, penerima_id = (whole(request.values.get(name, "")) for name in ("surat", "penerima"))
    now = clock.wib(clock.now())
    shown: dict[str, object] = {
        "opd": [(u.id, u.nama) for u in organisasi.all_opd(session()) if u.id not in actor.tu_opd_ids],
        "hari": now.date(),
        "pukul": f"{now:%H.%M}",
        "surat_id": surat_id,
        "penerima_id": penerima_id,
    }
    if surat_id is not None:
        surat, readable = queries.surat(session(), actor, surat_id)
        shown["apa"] = f"Agenda {surat.nomor_agenda}/{surat.tahun}" + (
            f": {surat.hal}" if readable else ", sampul tertutup"
        )
        shown["untuk"], shown["tertutup"] = surat.tujuan.nama, not readable
    elif penerima_id is not None:
        part = queries.penerima(session(), actor, penerima_id)
        shown["apa"], shown["untuk"], shown["tertutup"] = f"{part.naskah.nomor}: {part.naskah.hal}", part.teks, False
    else:
        raise NotFound("Pilih dahulu surat yang diserahkan.")
    return surat_id, penerima_id, shown


@routes.get("/ekspedisi/catat")
@needs(Action.SERAHKAN)
def formulir() -> str:
    """The form of one hand-over."""
    _, _, shown = _asked()
    return render_template("ekspedisi/catat.html", nilai={}, errors={}, pesan="", **shown)


@routes.post("/ekspedisi/catat")
@needs(Action.SERAHKAN, own_transactions=True)
@limited("unggah", 30, per=60)
def catat() -> Response:
    """Keep it; the photo of the receipt goes through the sandbox first, with nothing locked."""
    actor = current_actor()
    surat_id, penerima_id, shown = _asked()
    try:
        isian = forms.serah(request.form)
        proof = _proof()
        release()
        with transaction(services().engine) as own:
            if surat_id is not None:
                actions.serahkan_surat(own, actor, surat_id, isian, proof)
            else:
                actions.serahkan_kiriman(own, actor, penerima_id or 0, isian, proof)
            told = " Tata usaha di sana akan diminta mengonfirmasi." if isian.tujuan_opd_id else ""
            flash(f"Penyerahan kepada {isian.kepada} dicatat di buku ekspedisi.{told}")
            return settled(own, see("/ekspedisi?tab=semua"))
    except (Invalid, Conflict, TooLarge) as error:
        return refused(error, "ekspedisi/catat.html", **shown)


def _proof() -> Blob | None:
    posted = received("bukti", hint="Foto dari ponsel sudah cukup.")
    if posted is None:
        return None
    content, name = posted
    found = pindaian.tampak(content, name)
    if found.alasan:
        raise Invalid("Foto tanda terima tidak diterima.", {"bukti": found.alasan})
    return services().store.put(io.BytesIO(found.lihat if found.lihat is not None else content))


@routes.post("/ekspedisi/<int:serah_id>/konfirmasi")
@needs(Action.SERAHKAN)
def konfirmasi(serah_id: int) -> Response:
    """It arrived here."""
    row = queries.get(session(), current_actor(), serah_id)
    actions.konfirmasi(session(), current_actor(), row, forms.versi(request.form))
    flash("Penerimaan dikonfirmasi; pengirim melihatnya di buku ekspedisinya.")
    return see("/ekspedisi?tab=konfirmasi")


@routes.get("/ekspedisi/<int:serah_id>/bukti.pdf")
@needs(Action.SERAHKAN, Action.BERKASKAN_SURAT, own_transactions=True)
def bukti(serah_id: int) -> Response:
    """The photo or scan of the signed receipt, only ever saved (WEB-04)."""
    row = queries.get(session(), current_actor(), serah_id)
    if row.bukti_key is None:
        raise NotFound("Penyerahan ini tidak mempunyai foto tanda terima.")
    blob = Blob(row.bukti_key, row.bukti_size or 0, row.bukti_sha256 or "")
    release()
    return attachment(services().store.open(blob), name=f"tanda terima {serah_id}.pdf")
