"""What is written on a berkas, and its items: changed, reopened, pointed to, moved, taken out."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.arsip import actions, forms, queries
from eoffice.arsip.models import Berkas
from eoffice.arsip.routes.berkas import move
from eoffice.arsip.routes.blueprint import load, routes
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import release, services, session

ONE = "/arsip/berkas/<int:berkas_id>"


@routes.post(f"{ONE}/ubah")
@needs(Action.KELOLA_BERKAS)
def ubah(berkas_id: int) -> Response:
    """Title, index, grouping, medium, place."""

    def do(berkas: Berkas) -> str:
        changed = actions.ubah_berkas(session(), current_actor(), berkas, forms.isian_berkas(request.form))
        return "Keterangan berkas disimpan." if changed else "Tidak ada yang berubah."

    return move(berkas_id, do)


@routes.post(f"{ONE}/buka-kembali")
@needs(Action.KELOLA_BERKAS)
def buka_kembali(berkas_id: int) -> Response:
    """Open a closed one again."""

    def do(berkas: Berkas) -> str:
        actions.buka_kembali(session(), current_actor(), berkas, forms.alasan(request.form))
        return "Berkas dibuka kembali. Masa simpannya dihitung lagi setelah ditutup."

    return move(berkas_id, do)


@routes.post(f"{ONE}/tunjuk-silang")
@needs(Action.KELOLA_BERKAS)
def tunjuk(berkas_id: int) -> Response:
    """Point to another berkas by its number."""

    def do(berkas: Berkas) -> str:
        with reading(request.form) as f:
            nomor = f.text("nomor", "Nomor berkas", max=60)
            keterangan = f.text("keterangan", "Keterangan", max=300, required=False)
        other = queries.by_nomor(session(), current_actor(), nomor, berkas.opd_id)
        if other is None:
            raise Invalid(
                "Berkas itu tidak ditemukan.",
                {"nomor": "Tulis nomornya seperti pada label, misalnya 000.8.3.3/001/2026."},
            )
        actions.tunjuk(session(), current_actor(), berkas, other, keterangan)
        return f"Tunjuk silang ke berkas {other.nomor} dicatat."

    return move(berkas_id, do)


@routes.post(f"{ONE}/tunjuk-silang/<int:tunjuk_id>/lepas")
@needs(Action.KELOLA_BERKAS)
def lepas_tunjuk(berkas_id: int, tunjuk_id: int) -> Response:
    """Take a pointer away."""

    def do(berkas: Berkas) -> str:
        actions.lepas_tunjuk(session(), current_actor(), berkas, tunjuk_id)
        return "Tunjuk silang dilepas."

    return move(berkas_id, do)


def _page(berkas: Berkas, urutan: int, **more: object) -> dict[str, object]:
    actor = current_actor()
    item = next((b for b in queries.isi(session(), actor, berkas) if b.urutan == urutan), None)
    if item is None:
        raise NotFound("Butir tidak ditemukan.")
    places = [b for b in queries.chosen(session(), actor, berkas.opd_id) if b.id != berkas.id]
    return {"berkas": berkas, "butir": item, "tempat": [(b.id, f"{b.judul} ({b.nomor})") for b in places], **more}


@routes.get(f"{ONE}/butir/<int:urutan>")
@needs(Action.KELOLA_BERKAS)
def butir(berkas_id: int, urutan: int) -> str:
    """Where an item can go: to another berkas, or back to those that wait."""
    return render_template("arsip/butir.html", errors={}, **_page(load(berkas_id), urutan))


@routes.post(f"{ONE}/butir/<int:urutan>")
@needs(Action.KELOLA_BERKAS)
def pindah_butir(berkas_id: int, urutan: int) -> Response:
    """Move it, or take it out."""
    actor, berkas = current_actor(), load(berkas_id)
    try:
        with reading(request.form) as f:
            ke_id = f.maybe_integer("ke", "Berkas tujuan")
            alasan = f.text("alasan", "Alasan", max=300, required=False)
            keluar = f.flag("keluarkan")
            if ke_id is None and not keluar:
                f.wrong("ke", "Pilih berkas tujuannya.")
        if keluar or ke_id is None:
            actions.keluarkan_isi(session(), actor, berkas, urutan, alasan)
            flash("Butir dikeluarkan dan menunggu diberkaskan lagi.")
        else:
            ke = queries.get(session(), actor, ke_id)
            actions.pindahkan_isi(session(), actor, services().store, berkas, urutan, ke, alasan)
            flash(f"Butir dipindahkan ke berkas {ke.nomor}.")
    except (Invalid, Conflict) as error:
        release()
        return refused(error, "arsip/butir.html", **_page(load(berkas_id), urutan))
    return see(f"/arsip/berkas/{berkas_id}")
