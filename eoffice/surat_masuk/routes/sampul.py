"""The sealed path: the TU registers an envelope, its addressee opens it and says what is inside."""

import io

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid, TooLarge
from eoffice.naskah.states import Urgensi
from eoffice.pindaian import actions as pindaian
from eoffice.sandbox import names
from eoffice.surat_masuk import actions, forms, policy, queries
from eoffice.surat_masuk.models import SuratMasuk, SuratSampul
from eoffice.surat_masuk.routes.blueprint import load, routes
from eoffice.surat_masuk.states import LABEL_CARA, LABEL_KONDISI, CaraTerima
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.session import release, services, session
from eoffice.web.uploads import received


def _words(value: object) -> str:
    return str(value).replace("_", " ").capitalize()


def _context() -> dict[str, object]:
    offices = queries.addressees(session(), current_actor())
    return {
        "tujuan": [(j.id, f"{j.nama} – {nama}" if nama else f"{j.nama} (kosong)") for j, nama in offices],
        "sifat": [(str(s), _words(s)) for s in (Sifat.RAHASIA, Sifat.SANGAT_RAHASIA)],
        "urgensi": [(str(u), _words(u)) for u in Urgensi],
        "cara": [(str(c), LABEL_CARA[c]) for c in (CaraTerima.LANGSUNG, CaraTerima.POS)],
        "kondisi": [(str(k), label) for k, label in LABEL_KONDISI.items()],
    }


@routes.get("/surat-masuk/sampul")
@needs(Action.REGISTRASI)
def sampul() -> str:
    """The form of an envelope: nothing that only the inside tells is asked."""
    require(policy.may_register(current_actor()))
    return render_template("surat_masuk/sampul.html", nilai={}, errors={}, pesan="", **_context())


@routes.post("/surat-masuk/sampul")
@needs(Action.REGISTRASI)
def catat_sampul() -> Response:
    """Register it unopened; the next page is where it is handed over."""
    try:
        surat = actions.daftarkan(session(), current_actor(), forms.sampul(request.form))
    except (Invalid, Conflict) as error:
        session().rollback()
        return refused(error, "surat_masuk/sampul.html", **_context())
    flash(
        f"Sampul tercatat pada agenda nomor {surat.nomor_agenda}, pukul {clock.wib(surat.diterima_at):%H.%M} WIB. "
        "Serahkan kepada sekretaris pejabat yang dituju, lalu catat tanda terimanya."
    )
    return see("/ekspedisi?tab=sampul")


def _opened(surat: SuratMasuk) -> dict[str, object]:
    require(policy.may(current_actor(), Action.BUKA_SAMPUL, surat))
    return {
        "surat": surat,
        "sampul": session().get(SuratSampul, surat.id),
        "kondisi": LABEL_KONDISI,
        "hanya_buka": surat.sifat is Sifat.SANGAT_RAHASIA,
        "urgensi": [(str(u), _words(u)) for u in Urgensi],
    }


@routes.get("/surat-masuk/<int:surat_id>/isi")
@needs(Action.BUKA_SAMPUL)
def isi(surat_id: int) -> str:
    """What the addressee fills in after opening the envelope."""
    surat = load(surat_id)
    return render_template("surat_masuk/isi.html", nilai={}, errors={}, pesan="", **_opened(surat))


@routes.post("/surat-masuk/<int:surat_id>/isi")
@needs(Action.BUKA_SAMPUL, own_transactions=True)
@limited("unggah", 30, per=60)
def buka(surat_id: int) -> Response:
    """Keep what is inside; a scan goes through the sandbox first, with nothing locked."""
    surat = load(surat_id)
    actor = current_actor()
    context = _opened(surat)
    try:
        isian, versi = forms.isi(request.form)
        scan = None if surat.sifat is Sifat.SANGAT_RAHASIA else _scan()
        release()
        with transaction(services().engine) as own:
            found = queries.get(own, actor, surat_id)
            actions.same_version(found, versi)
            actions.buka_sampul(own, actor, found, isian, scan)
            flash("Isi surat tersimpan. Hanya Anda, dan siapa yang Anda beri disposisi, yang dapat membacanya.")
            return settled(own, see(f"/surat-masuk/{surat_id}"))
    except (Invalid, Conflict, TooLarge) as error:
        return refused(error, "surat_masuk/isi.html", **context)


def _scan() -> actions.Pindaian | None:
    posted = received("berkas", hint="Pindai dengan 200–300 dpi, atau bagi menjadi beberapa berkas.")
    if posted is None:
        return None
    content, name = posted
    found = pindaian.tampak(content, name)
    if found.alasan:
        raise Invalid("Pindaian tidak diterima.", {"berkas": found.alasan})
    shown = services().store.put(io.BytesIO(found.lihat if found.lihat is not None else content))
    return actions.Pindaian(blob=shown, mime="application/pdf", nama=names.clean(name, "pdf"), halaman=found.halaman)
