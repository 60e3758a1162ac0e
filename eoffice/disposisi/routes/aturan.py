"""The page where the head of an office lays down who screens, and the standing list."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import actions, forms, hierarki, queries
from eoffice.disposisi.routes.blueprint import routes
from eoffice.disposisi.states import INSTRUKSI
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.surat_masuk.models import AturanArahan
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, number, see
from eoffice.web.session import session


def _opd() -> Unit:
    """The office that the actor leads, or whose sekretariat he heads. Raises NotAllowed."""
    actor = current_actor()
    own = sorted(actor.pimpinan_opd_ids | actor.sekretaris_opd_ids)
    if not own:
        raise NotAllowed("Aturan disposisi ditetapkan kepala atau sekretaris perangkat daerah.")
    chosen = actor.opd_id if actor.opd_id in own else own[0]
    opd = session().get_one(Unit, chosen)
    require(actions.may_lay_down(actor, opd))
    return opd


def _page(errors: dict[str, str] | None = None, pesan: str = "") -> str:
    opd = _opd()
    head = actions.kepala(session(), opd)
    rule = session().get(AturanArahan, opd.id)
    offered = hierarki.targets(session(), head.id) if head is not None else {}
    below = [s.jabatan for group in offered.values() for s in group if s.boleh and s.jabatan.unit.opd_id == opd.id]
    near = below + [j for s in below for j in (organisasi.subordinates(session(), s.id) if s.sekretaris_opd_id else [])]
    return render_template(
        "disposisi/aturan.html",
        opd=opd,
        kepala=head,
        aturan=rule,
        peneliti=[(str(j.id), j.nama) for j in dict.fromkeys(near)],
        sasaran=[(str(j.id), j.nama) for j in below],
        daftar=queries.standing(session(), opd.id),
        instruksi=[i for i in INSTRUKSI.values() if not i.perlu_catatan],
        label=INSTRUKSI,
        arahan=set(request.form.getlist("instruksi")),
        nilai=request.form,
        errors=errors or {},
        pesan=pesan,
    )


@routes.get("/disposisi/aturan")
@needs(Action.ATUR_DISPOSISI)
def aturan() -> str:
    """Who screens, and the standing list."""
    return _page()


@routes.post("/disposisi/aturan")
@needs(Action.ATUR_DISPOSISI)
def simpan_aturan() -> Response:
    """Lay down who screens."""
    try:
        actions.atur(session(), current_actor(), _opd(), forms.aturan(request.form))
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(_page(getattr(error, "fields", {}), str(error)), error)
    flash("Aturan disposisi tersimpan dan berlaku untuk surat yang datang sesudah ini.")
    return see("/disposisi/aturan")


@routes.post("/disposisi/aturan/tetap")
@needs(Action.ATUR_DISPOSISI)
def tambah_tetap() -> Response:
    """Add a line to the standing list."""
    try:
        kode, jabatan_id, codes, ground = forms.tetap(request.form)
        actions.tambah_tetap(session(), current_actor(), _opd(), kode, jabatan_id, codes, ground)
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(_page(getattr(error, "fields", {}), str(error)), error)
    flash("Arahan tetap ditambahkan.")
    return see("/disposisi/aturan")


@routes.post("/disposisi/aturan/hapus")
@needs(Action.ATUR_DISPOSISI)
def hapus_tetap() -> Response:
    """Take a line off the standing list (`?baris=`)."""
    actions.hapus_tetap(session(), current_actor(), _opd(), number("baris") or 0)
    flash("Arahan tetap dihapus dari daftar.")
    return see("/disposisi/aturan")
