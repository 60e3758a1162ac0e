"""Noting an event by hand, for a paper undangan or without a surat, and changing it."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.agenda import actions, forms, policy, queries, usul
from eoffice.agenda.routes.blueprint import routes
from eoffice.agenda.routes.lihat import chosen_day
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, number, see
from eoffice.web.fields import whole
from eoffice.web.session import session


def _surat() -> SuratMasuk | None:
    wanted = number("surat")
    return surat_masuk.get(session(), current_actor(), wanted) if wanted is not None else None


@routes.get("/acara/baru")
@needs(Action.UBAH_AGENDA)
def formulir() -> str:
    """An empty form; for a surat with what could be read from it, to be confirmed."""
    surat = _surat()
    read = usul.dari_teks(surat.teks) if surat is not None else usul.Usul()
    proposed = {
        "judul": read.acara or (surat.hal if surat is not None else ""),
        "tanggal": (read.tanggal or chosen_day()).isoformat() if surat is None or read.tanggal else "",
        "mulai": f"{read.mulai:%H:%M}" if read.mulai else "",
        "selesai": f"{read.selesai:%H:%M}" if read.selesai else "",
        "tempat": read.tempat,
        "catatan": "",
        "jabatan": str(number("jabatan") or ""),
    }
    return _form("/acara/baru", surat=surat, nilai=proposed, dibaca=bool(read.tanggal or read.mulai or read.tempat))


def _form(
    aksi: str,
    *,
    nilai: object,
    surat: SuratMasuk | None = None,
    versi: int = 0,
    dibaca: bool = False,
    salah: dict[str, str] | None = None,
    pesan: str = "",
    balik: str = "/acara",
) -> str:
    actor = current_actor()
    offered = [j for j in queries.agendas(session(), actor) if policy.may_note(actor, j.id, j.unit.opd_id or j.unit_id)]
    if surat is not None:
        office = surat.tujuan
        require(policy.may_note(actor, office.id, surat.opd_id, surat.sifat))
    return render_template(
        "agenda/formulir.html",
        aksi=aksi,
        surat=surat,
        nilai=nilai,
        versi=versi,
        dibaca=dibaca,
        baru=aksi == "/acara/baru",
        jabatan=[(j.id, j.nama) for j in offered],
        salah=salah or {},
        pesan=pesan,
        balik=balik,
    )


@routes.post("/acara/baru")
@needs(Action.UBAH_AGENDA)
def catat() -> Response:
    """Note an event."""
    asked = whole(request.form.get("surat", ""))
    surat = surat_masuk.get(session(), current_actor(), asked) if asked is not None else None
    try:
        isian, jabatan_id, _ = forms.acara(request.form)
        wanted = surat.tujuan_jabatan_id if surat is not None else jabatan_id
        made = actions.catat(session(), current_actor(), wanted, isian, surat=surat)
    except (Invalid, Conflict) as error:
        session().rollback()
        if surat is not None:
            surat = surat_masuk.get(session(), current_actor(), surat.id)
        page = _form(
            "/acara/baru", surat=surat, nilai=request.form, salah=getattr(error, "fields", {}), pesan=str(error)
        )
        return again(page, error)
    flash("Acara masuk ke agenda.")
    return see(f"/acara/{made.id}")


@routes.get("/acara/<int:peserta_id>/ubah")
@needs(Action.UBAH_AGENDA)
def formulir_ubah(peserta_id: int) -> str:
    """The form with what is known."""
    row = queries.get(session(), current_actor(), peserta_id)
    require(policy.may_change(current_actor(), row))
    acara = row.acara
    start, end = clock.wib(acara.mulai_at), clock.wib(acara.selesai_at)
    known = {
        "judul": acara.judul,
        "tanggal": start.date().isoformat(),
        "mulai": f"{start:%H:%M}",
        "selesai": "" if acara.sampai_selesai else f"{end:%H:%M}",
        "tempat": acara.tempat,
        "catatan": acara.catatan,
    }
    here = f"/acara/{peserta_id}"
    return _form(f"{here}/ubah", nilai=known, versi=acara.version, balik=here)


@routes.post("/acara/<int:peserta_id>/ubah")
@needs(Action.UBAH_AGENDA)
def ubah(peserta_id: int) -> Response:
    """Set time and place anew."""
    row, here = queries.get(session(), current_actor(), peserta_id), f"/acara/{peserta_id}"
    versi = row.acara.version
    try:
        isian, _, versi = forms.acara(request.form)
        if row.acara.version != versi:
            raise Conflict("Acara ini sudah diubah orang lain. Periksa lagi isinya sebelum menyimpan.")
        changed = actions.ubah(session(), current_actor(), row, isian)
    except (Invalid, Conflict) as error:
        session().rollback()
        fresh = queries.get(session(), current_actor(), peserta_id).acara.version
        page = _form(
            f"{here}/ubah",
            nilai=request.form,
            versi=fresh if isinstance(error, Conflict) else versi,
            salah=getattr(error, "fields", {}),
            pesan=str(error),
            balik=here,
        )
        return again(page, error)
    flash("Acara diperbarui; yang dijadwalkan hadir diberi tahu." if changed else "Tidak ada yang berubah.")
    return see(here)


@routes.get("/acara/surat/<int:surat_id>")
@needs(Action.BACA_AGENDA)
def dari_surat(surat_id: int) -> Response:
    """From a surat to its appointment, or to the form that makes one."""
    surat = surat_masuk.get(session(), current_actor(), surat_id)
    found = queries.of_surat(session(), current_actor(), surat_id)
    if found:
        own = next((p for p in found if current_actor().holds(p.jabatan_id)), found[0])
        return see(f"/acara/{own.id}")
    if policy.may_note(current_actor(), surat.tujuan_jabatan_id, surat.opd_id, surat.sifat):
        return see(f"/acara/baru?surat={surat_id}")
    flash("Undangan ini belum ada di agenda; tata usaha atau pejabat yang diundang dapat memasukkannya.", "info")
    return see(f"/surat-masuk/{surat_id}")
