"""One disposisi for several surat: looked at first, sent together, and what became of each."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.disposisi import actions, forms, queries
from eoffice.disposisi.routes import formulir
from eoffice.disposisi.routes.blueprint import routes
from eoffice.disposisi.routes.formulir import Halaman
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import BELUM
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, see
from eoffice.web.fields import whole
from eoffice.web.session import session


def _chosen(values: list[str]) -> list[SuratMasuk]:
    """The surat asked for, as far as the actor may know of them. Raises NotFound when none is left."""
    ids = dict.fromkeys(i for v in values if (i := whole(v)) is not None)
    found = []
    for surat_id in list(ids)[: actions.PALING_BANYAK_SURAT]:
        try:
            found.append(queries.surat_of(session(), current_actor(), surat_id))
        except NotFound:
            continue
    if not found:
        raise NotFound("Pilih dahulu surat yang akan didisposisikan di Surat Masuk.")
    return found


def _page(surat: list[SuratMasuk], errors: dict[str, str] | None = None, pesan: str = "") -> str:
    wrong = actions.dapat_bersama(current_actor(), surat)
    first = next((s for s in surat if s.id not in wrong), surat[0])
    rows = [(s, wrong.get(s.id, "")) for s in surat]
    where = Halaman("/surat-masuk/disposisi-banyak", "/surat-masuk", "Kembali ke Surat Masuk", 0, banyak=rows)
    return formulir.page(first, None, where, errors=errors, pesan=pesan)


@routes.get("/surat-masuk/disposisi-banyak")
@needs(Action.DISPOSISIKAN)
def formulir_banyak() -> str:
    """The surat that were ticked, which of them go and why others do not, and one form for all (`?surat=1&surat=2`)."""
    return _page(_chosen(request.args.getlist("surat")))


@routes.post("/surat-masuk/disposisi-banyak")
@needs(Action.DISPOSISIKAN)
@limited("disposisi", 120, per=60)
def disposisikan_banyak() -> Response:
    """Send it for each; one that fails leaves the others as they are."""
    surat = _chosen(request.form.getlist("surat"))
    wrong = actions.dapat_bersama(current_actor(), surat)
    first = next((s for s in surat if s.id not in wrong), surat[0])
    try:
        versi = forms.banyak(request.form)
        rules = formulir.rules(first.tujuan_jabatan_id, None)
        typed = forms.disposisi(request.form, formulir.calendar_of(first), rules)
        going = {s.id: versi[s.id] for s in surat if s.id not in wrong and s.id in versi}
        if not going:
            raise Conflict("Tidak ada surat yang dapat didisposisikan bersama. Lihat sebabnya di samping tiap surat.")
        results = actions.disposisikan_banyak(session(), current_actor(), going, typed.isian)
    except (Invalid, Conflict) as error:
        session().rollback()
        left = _chosen(request.form.getlist("surat"))
        return again(_page(left, getattr(error, "fields", {}), str(error)), error)
    sent = sum(not each.alasan for each in results)
    flash(f"{sent} surat didisposisikan." if sent else "Belum ada surat yang terkirim.", "ok" if sent else "warn")
    asked = "&".join(f"surat={s.id}" for s in surat)
    gone = "".join(f"&terkirim={each.surat_id}" for each in results if not each.alasan)
    return see(f"/surat-masuk/disposisi-banyak/hasil?{asked}{gone}")


@routes.get("/surat-masuk/disposisi-banyak/hasil")
@needs(Action.DISPOSISIKAN)
def hasil_banyak() -> str:
    """What became of each: sent, or why it stayed behind, as far as that is still so."""
    surat = _chosen(request.args.getlist("surat"))
    sent = set(request.args.getlist("terkirim"))
    wrong = actions.dapat_bersama(current_actor(), [s for s in surat if str(s.id) not in sent])
    rows = []
    for each in surat:
        done = str(each.id) in sent and each.status not in BELUM
        changed = "Surat ini berubah saat dikirim. Periksa, lalu kirim lagi."
        rows.append((each, "" if done else wrong.get(each.id) or changed))
    left = [s.id for s, why in rows if why and s.id not in wrong]
    return render_template("disposisi/hasil.html", daftar=rows, lagi=left)
