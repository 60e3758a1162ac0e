"""Pemindahan as pages: listing, looking at every berkas, the berita acara, and where it stands."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.errors import Conflict, Invalid
from eoffice.organisasi.models import Unit
from eoffice.penyusutan import actions as kasus_actions
from eoffice.penyusutan import isian, policy
from eoffice.penyusutan.actions import pindah as actions
from eoffice.penyusutan.actions import serah_pindah
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.queries import pindah as queries
from eoffice.penyusutan.routes.blueprint import routes
from eoffice.penyusutan.states import Dokumen, Status
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number, see
from eoffice.web.errors import refused
from eoffice.web.session import release, services, session

HERE = "/arsip/pemindahan"
LABEL = {
    Status.USUL: ("Diusulkan", "info"),
    Status.DIVERIFIKASI: ("Diverifikasi", "warn"),
    Status.DIPINDAHKAN: ("Dipindahkan", "ok"),
    Status.DIBATALKAN: ("Dibatalkan", ""),
}


@routes.get(HERE)
@needs(Action.BACA_BERKAS)
def daftar_pindah() -> str:
    """Every pemindahan that concerns the actor."""
    rows = queries.daftar_pindah(session(), current_actor(), before=number("sebelum"))
    shown = rows[: queries.PAGE]
    return render_template(
        "penyusutan/pemindahan.html",
        daftar=shown,
        label=LABEL,
        lanjut=f"{HERE}?sebelum={shown[-1].id}" if len(rows) > queries.PAGE else "",
    )


@routes.post(HERE)
@needs(Action.USUL_PINDAH)
def usulkan_pindah() -> Response:
    """Begin one with the berkas ticked on the page of what is due."""
    try:
        made = actions.usulkan_pindah(
            session(), current_actor(), isian.dipilih(request.form), isian.alasan(request.form)
        )
    except (Invalid, Conflict) as error:
        session().rollback()
        flash(str(error), "warn")
        return see("/arsip/jatuh-tempo?jenis=pindah")
    flash("Usul pemindahan dibuat. Unit kearsipan memeriksa berkas demi berkas.")
    return see(f"{HERE}/{made.id}")


@routes.get(f"{HERE}/<int:kasus_id>")
@needs(Action.BACA_BERKAS)
def lihat_pindah(kasus_id: int) -> str:
    """One pemindahan."""
    return render_template("penyusutan/pemindahan_lihat.html", **_about(kasus_id))


def _about(kasus_id: int) -> dict[str, Any]:
    actor = current_actor()
    kasus = queries.ambil(session(), actor, kasus_id)
    unit = session().get_one(Unit, int(kasus.rincian["unit_id"]))
    drawn = kasus.kini(Dokumen.BERITA_ACARA)
    readable = queries.terbaca(session(), actor, kasus)
    shown = [b for b in kasus.butir if b.berkas_id in readable]
    return {
        "kasus": kasus,
        "butir": shown,
        "tersembunyi": len(kasus.butir) - len(shown),
        "unit": unit,
        "penerima": session().get_one(Unit, int(kasus.rincian["penerima_unit_id"])),
        "status": LABEL.get(kasus.status, (str(kasus.status), "")),
        "verifikasi": policy.may_verify_move(actor, kasus),
        "usulkan": policy.may_list_move(actor, unit),
        "dokumen": drawn,
        "gugur": [d for d in kasus.dokumen if d.gugur_at is not None and d.keterangan],
        "terbaca": drawn is not None and kasus_actions.boleh_dibaca(session(), actor, drawn),
        "usul": kasus.status is Status.USUL,
        "diverifikasi": kasus.status is Status.DIVERIFIKASI,
        "belum": sum(b.penilaian != "setuju" for b in kasus.hidup),
        "ke_lkd": sum(bool(b.potret.get("ke_lkd")) for b in kasus.hidup),
    }


def _move(kasus_id: int, do: Callable[[Kasus], str]) -> Response:
    kasus = queries.ambil(session(), current_actor(), kasus_id)
    try:
        said = do(kasus)
    except (Invalid, Conflict) as error:
        session().rollback()
        release()
        return refused(error, "penyusutan/pemindahan_lihat.html", **_about(kasus_id))
    flash(said)
    return see(f"{HERE}/{kasus_id}")


@routes.post(f"{HERE}/<int:kasus_id>/butir")
@needs(Action.USUL_PINDAH, Action.VERIFIKASI_PINDAH)
def periksa_pindah(kasus_id: int) -> Response:
    """Accept, send back, or take back the ticked berkas."""

    def do(kasus: Kasus) -> str:
        picked, reason = isian.dipilih(request.form), isian.alasan(request.form)
        what = request.form.get("apa", "")
        if what == "tarik":
            many = actions.tarik_butir(session(), current_actor(), kasus, picked, reason)
            return f"{many} berkas ditarik dari usul."
        accept = what == "terima"
        many = actions.periksa_butir(session(), current_actor(), kasus, picked, terima=accept, alasan=reason)
        return f"{many} berkas {'diterima' if accept else 'dikembalikan kepada unit pengolah'}."

    return _move(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/verifikasi")
@needs(Action.VERIFIKASI_PINDAH)
def verifikasi_pindah(kasus_id: int) -> Response:
    """Every berkas was looked at."""

    def do(kasus: Kasus) -> str:
        actions.verifikasi(session(), current_actor(), kasus)
        return "Usul diverifikasi. Tulis berita acaranya untuk ditandatangani kedua pihak."

    return _move(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/berita-acara")
@needs(Action.VERIFIKASI_PINDAH)
def berita_acara_pindah(kasus_id: int) -> Response:
    """Write the berita acara as a konsep of the actor."""

    def do(kasus: Kasus) -> str:
        serah_pindah.tulis_berita_acara(session(), current_actor(), services().store, kasus)
        return "Berita acara ditulis sebagai konsep Anda. Ajukan seperti naskah lain; arsip berpindah saat kedua pihak menandatangani."

    return _move(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/batal")
@needs(Action.VERIFIKASI_PINDAH)
def batal_pindah(kasus_id: int) -> Response:
    """Give it up."""

    def do(kasus: Kasus) -> str:
        actions.batalkan_pindah(session(), current_actor(), kasus, isian.alasan(request.form))
        return "Pemindahan dibatalkan; berkasnya tetap di unit pengolah."

    return _move(kasus_id, do)
