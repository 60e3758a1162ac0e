"""Appointing a Plt., Plh. or Pj. by SK, its scan, and ending it."""

from typing import Any

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid, NotFound, TooLarge
from eoffice.organisasi.models import Jabatan, Pegawai
from eoffice.organisasi.states import BENTUK
from eoffice.perwakilan import actions, forms, policy, queries
from eoffice.perwakilan.routes.blueprint import (
    LABEL_BENTUK,
    LABEL_SEBAB,
    asked_post,
    confirm,
    routes,
    same_version,
)
from eoffice.storage import Blob
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.fields import whole
from eoffice.web.files import own_pdf
from eoffice.web.session import release, services, session
from eoffice.web.uploads import scanned


def _context(jabatan: Jabatan) -> dict[str, Any]:
    return {
        "jabatan": jabatan,
        "boleh": policy.may(current_actor(), Action.TUNJUK_WAKIL, jabatan),
        "bentuk": [(str(k), v) for k, v in LABEL_BENTUK.items()],
        "sebab": [(str(k), v) for k, v in LABEL_SEBAB.items()],
        "hari": clock.today(),
    }


@routes.get("/perwakilan/penunjukan/baru")
@needs(Action.TUNJUK_WAKIL)
def baru() -> str:
    """The empty form for one jabatan."""
    jabatan = asked_post()
    require(policy.may(current_actor(), Action.TUNJUK_WAKIL, jabatan))
    return render_template("perwakilan/tunjuk.html", **_context(jabatan), salah={}, nilai={}, pesan="", terpilih=[])


@routes.post("/perwakilan/penunjukan")
@needs(Action.TUNJUK_WAKIL, own_transactions=True)
@limited("sandi", 10, per=60)
def tunjuk() -> Response:
    """Appoint, after the password; the scan is checked and stored with nothing locked."""
    jabatan = queries.jabatan(session(), _posted_number("jabatan_id"))
    require(policy.may(current_actor(), Action.TUNJUK_WAKIL, jabatan))
    try:
        sk, typed = forms.penunjukan(request.form)
        confirm(typed, untuk="perwakilan.tunjuk")
        scan = scanned("berkas")
        kept = actions.Berkas(scan.blob, scan.nama) if scan is not None else None
        with transaction(services().engine) as own:
            made = actions.tunjuk(own, current_actor(), sk, kept)
            flash(f"{BENTUK[made.bentuk]} {made.jabatan.nama} tersimpan; mulai dan berakhir sendiri pada tanggalnya.")
            return settled(own, see("/perwakilan"))
    except (Invalid, Conflict, TooLarge) as error:
        release()
        jabatan = queries.jabatan(session(), jabatan.id)
        return refused(error, "perwakilan/tunjuk.html", **_context(jabatan), terpilih=chosen("pegawai_id"))


def _posted_number(name: str) -> int:
    found = whole(request.form.get(name, ""))
    if found is None:
        raise NotFound("Jabatan itu tidak ditemukan.")
    return found


def chosen(name: str) -> list[tuple[int, str]]:
    """The person that was chosen, for the form that comes back."""
    pegawai_id = whole(request.form.get(name, ""))
    person = session().get(Pegawai, pegawai_id) if pegawai_id is not None else None
    return [(person.id, person.nama_lengkap)] if person is not None else []


@routes.get("/perwakilan/penunjukan/<int:penunjukan_id>")
@needs(Action.PERWAKILAN)
def lihat_penunjukan(penunjukan_id: int) -> str:
    """One appointment with its SK, and the form that ends it."""
    return render_template("perwakilan/penunjukan.html", **_one(penunjukan_id), salah={}, nilai={}, pesan="")


def _one(penunjukan_id: int) -> dict[str, Any]:
    actor = current_actor()
    row = queries.get(session(), queries.visible_penunjukan(actor), penunjukan_id)
    return {
        "p": row,
        "bentuk": BENTUK,
        "label_sebab": LABEL_SEBAB,
        "boleh": policy.may_end(actor, row),
        "hari": clock.today(),
    }


@routes.get("/perwakilan/penunjukan/<int:penunjukan_id>/unduh")
@needs(Action.PERWAKILAN)
def unduh(penunjukan_id: int) -> Response:
    """The scanned SK, for those who are shown the appointment."""
    row = queries.get(session(), queries.visible_penunjukan(current_actor()), penunjukan_id)
    if row.berkas_key is None or row.berkas_size is None or row.berkas_sha256 is None:
        raise NotFound("Pindaian surat perintah ini belum diunggah.")
    blob, name = Blob(row.berkas_key, row.berkas_size, row.berkas_sha256), row.berkas_nama
    release()
    return own_pdf(services().store.open(blob), name=name)


@routes.post("/perwakilan/penunjukan/<int:penunjukan_id>/akhiri")
@needs(Action.TUNJUK_WAKIL)
def akhiri(penunjukan_id: int) -> Response:
    """End it now or on an earlier day."""
    actor = current_actor()
    row = queries.get(session(), queries.visible_penunjukan(actor), penunjukan_id)
    try:
        terakhir, alasan, versi = forms.akhir(request.form)
        same_version(row.version, versi)
        actions.akhiri(session(), actor, row, terakhir=terakhir, alasan=alasan)
    except (Invalid, Conflict) as error:
        release()
        return refused(error, "perwakilan/penunjukan.html", **_one(penunjukan_id))
    flash(
        "Penunjukan diakhiri. "
        + ("Haknya berhenti saat ini juga" if terakhir is None else "Haknya berhenti sesudah hari terakhir itu")
        + ", dan pekerjaannya tetap pada jabatan."
    )
    return see("/perwakilan")
