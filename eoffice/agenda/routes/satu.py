"""One appointment of one agenda, and what its holder says to it."""

from flask import Response, flash, render_template, request

from eoffice.agenda import actions, forms, policy, queries, tampil
from eoffice.agenda.actions.peserta import same_version
from eoffice.agenda.models import Peserta
from eoffice.agenda.routes.blueprint import routes
from eoffice.agenda.states import LABEL_SEBAB
from eoffice.akses.rights import Action
from eoffice.errors import Conflict, EofficeError, Invalid
from eoffice.organisasi import kalender
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import session


@routes.get("/acara/<int:peserta_id>")
@needs(Action.BACA_AGENDA)
def satu(peserta_id: int) -> str:
    """One appointment."""
    return _page(queries.get(session(), current_actor(), peserta_id))


def _page(row: Peserta, *, salah: dict[str, str] | None = None, pesan: str = "", aksi: str = "") -> str:
    actor, acara = current_actor(), row.acara
    around = queries.others(session(), actor, row.jabatan_id, acara.mulai_at, acara.selesai_at, kecuali=acara.id)
    calendar = kalender.berlaku(session()).untuk(row.opd_id)
    below = [*organisasi.subordinates(session(), row.jabatan_id), *organisasi.coordinated(session(), row.jabatan_id)]
    held = organisasi.holders(session(), [j.id for j in below])
    surat = acara.surat
    readable = surat is not None and queries.reads_surat(session(), actor, surat.id)
    return render_template(
        "agenda/satu.html",
        baris=tampil.baris(row),
        peserta=row,
        acara=acara,
        surat=surat if readable else None,
        lain=[tampil.baris(p) for p in queries.beside(session(), actor, row)],
        peringatan=tampil.peringatan(row, around, calendar),
        jawab=policy.may(actor, Action.UBAH_AGENDA, row),
        atur=policy.may_change(actor, row),
        wakil=[(j.id, f"{j.nama} – {held[j.id].pegawai.nama_lengkap}") for j in below if j.id in held],
        sebab=LABEL_SEBAB,
        salah=salah or {},
        pesan=pesan,
        aksi=aksi,
        ketikan=request.form,
    )


def _refused(peserta_id: int, error: EofficeError, aksi: str) -> Response:
    session().rollback()
    row = queries.get(session(), current_actor(), peserta_id)
    return again(_page(row, salah=getattr(error, "fields", {}), pesan=str(error), aksi=aksi), error)


@routes.post("/acara/<int:peserta_id>/jawab")
@needs(Action.UBAH_AGENDA)
def jawab(peserta_id: int) -> Response:
    """Coming, undecided, or not coming."""
    row = queries.get(session(), current_actor(), peserta_id)
    try:
        form = forms.jawab(request.form)
        same_version(row, form.versi)
        actions.jawab(session(), current_actor(), row, form.kehadiran, form.alasan)
    except (Invalid, Conflict) as error:
        return _refused(peserta_id, error, "jawab")
    flash("Jawaban tercatat di agenda.")
    return see(f"/acara/{peserta_id}")


@routes.post("/acara/<int:peserta_id>/wakilkan")
@needs(Action.UBAH_AGENDA)
def wakilkan(peserta_id: int) -> Response:
    """Somebody below goes instead."""
    row = queries.get(session(), current_actor(), peserta_id)
    try:
        who, note, versi = forms.wakil(request.form)
        same_version(row, versi)
        made = actions.wakilkan(session(), current_actor(), row, who, note)
    except (Invalid, Conflict) as error:
        return _refused(peserta_id, error, "wakil")
    flash(f"Acara ini diwakili {made.jabatan.nama} dan masuk ke agendanya.")
    return see(f"/acara/{peserta_id}")


@routes.post("/acara/<int:peserta_id>/batal")
@needs(Action.UBAH_AGENDA)
def batal(peserta_id: int) -> Response:
    """It does not take place."""
    row = queries.get(session(), current_actor(), peserta_id)
    try:
        why, versi = forms.alasan(request.form)
        same_version(row, versi)
        actions.batalkan(session(), current_actor(), row, why)
    except (Invalid, Conflict) as error:
        return _refused(peserta_id, error, "batal")
    flash("Acara dibatalkan; semua yang dijadwalkan hadir diberi tahu.")
    return see(f"/acara/{peserta_id}")
