"""Bringing in an organisation through the browser: choose sheets, look at what would change, confirm."""

from collections import Counter
from typing import Any

from flask import Response, flash, make_response, render_template, request

from eoffice.akses.rights import Action
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Invalid, TooLarge
from eoffice.organisasi import actions as organisasi
from eoffice.organisasi import lembar
from eoffice.organisasi.banding import bandingkan
from eoffice.organisasi.states import JenisLembar
from eoffice.pengguna import actions, forms
from eoffice.pengguna.routes.blueprint import confirm, desk, routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.files import attachment, clean_name
from eoffice.web.session import release, services, session

#: Rows of one list of the preview.
TAMPAK = 200
LABEL = {
    JenisLembar.UNIT: "Unit",
    JenisLembar.JABATAN: "Jabatan",
    JenisLembar.PEGAWAI: "Pegawai",
    JenisLembar.PENEMPATAN: "Penempatan",
}


@routes.get("/organisasi/impor")
@needs(Action.KELOLA_ORGANISASI)
def impor() -> str:
    """Where sheets are chosen, and where empty ones come from."""
    desk(Action.KELOLA_ORGANISASI)
    return render_template("pengguna/impor.html", lembar=LABEL.items(), kolom=lembar.KOLOM, salah={}, pesan="")


@routes.get("/organisasi/impor/<jenis>.csv")
@needs(Action.KELOLA_ORGANISASI)
def kosong(jenis: str) -> Response:
    """An empty sheet with one example row."""
    desk(Action.KELOLA_ORGANISASI)
    if jenis not in set(JenisLembar):
        return see("/organisasi/impor")
    return attachment(lembar.contoh(JenisLembar(jenis)), name=f"{jenis}.csv")


@routes.post("/organisasi/impor/periksa")
@needs(Action.KELOLA_ORGANISASI, own_transactions=True, repeatable=True)
@limited("impor", 30, per=60)
def periksa() -> Response:
    """Look at the sheets: what they would change, and what is wrong with them; nothing is written."""
    desk(Action.KELOLA_ORGANISASI)
    try:
        files = _posted()
    except (Invalid, TooLarge) as error:
        return refused(error, "pengguna/impor.html", lembar=LABEL.items(), kolom=lembar.KOLOM)
    return make_response(render_template("pengguna/periksa.html", **_preview(files), salah={}, pesan=""))


def _posted() -> tuple[tuple[str, bytes], ...]:
    posted = [file for file in request.files.getlist("berkas") if file.filename]
    if not posted:
        raise Invalid("Pilih sedikitnya satu lembar.", {"berkas": "Pilih sedikitnya satu lembar CSV."})
    if len(posted) > forms.MOST:
        raise Invalid(
            f"Paling banyak {forms.MOST} lembar sekaligus.", {"berkas": f"Paling banyak {forms.MOST} lembar."}
        )
    files = [(clean_name(file.filename or ""), file.stream.read(forms.LARGEST + 1)) for file in posted]
    if sum(len(content) for _, content in files) > forms.LARGEST:
        raise TooLarge(
            f"Lembar-lembar ini bersama-sama lebih besar dari {forms.LARGEST // 1000} kB. Kirim satu per satu, "
            "atau minta operator memuatnya dengan: eoffice organisasi muat."
        )
    return tuple(files)


def _preview(files: tuple[tuple[str, bytes], ...]) -> dict[str, Any]:
    rows, findings = lembar.baca(files)
    found = bandingkan(session(), rows)
    findings = findings + found.temuan
    added, changed = (Counter(u.jenis for u in part) for part in (found.tambah, found.ubah))
    return {
        "nama": [name for name, _ in files],
        "lembar": [forms.packed(name, content) for name, content in files],
        "galat": [t for t in findings if t.galat],
        "perlu_dilihat": [t for t in findings if not t.galat],
        "jumlah": [(LABEL[j], added[j], changed[j]) for j in JenisLembar],
        "tambah": [(LABEL[u.jenis], u, organisasi.ringkas(u)) for u in found.tambah[:TAMPAK]],
        "tambah_jumlah": len(found.tambah),
        "ubah": [(LABEL[u.jenis], u, organisasi.ringkas(u)) for u in found.ubah[:TAMPAK]],
        "ubah_jumlah": len(found.ubah),
        "hilang": [(LABEL[j], named) for j, named in found.hilang[:TAMPAK]],
        "hilang_jumlah": len(found.hilang),
        "sama": found.sama,
        "sidik": actions.sidik(found),
        "untuk_diri": actions.gained_by(session(), current_actor(), found),
        "tampak": TAMPAK,
    }


@routes.post("/organisasi/impor/muat")
@needs(Action.KELOLA_ORGANISASI, own_transactions=True)
@limited("sandi", 10, per=60)
def muat() -> Response:
    """Load exactly what was looked at, all of it or nothing."""
    desk(Action.KELOLA_ORGANISASI)
    files: tuple[tuple[str, bytes], ...] = ()
    try:
        files = forms.lembar_kembali(request.form)
        form = forms.kiriman(request.form)
        confirm(form.sandi, untuk="organisasi.muat")
        rows, findings = lembar.baca(files)
        if any(t.galat for t in findings):
            raise Invalid("Ada baris yang salah, jadi tidak ada yang dimuat.")
        with transaction(services().engine) as own:
            done = actions.muat(own, current_actor(), rows, sidik_dilihat=form.sidik)
            flash(f"Organisasi dimuat: {len(done.tambah)} baris ditambah, {len(done.ubah)} diubah.")
            return settled(own, see("/organisasi"))
    except (Invalid, Conflict) as error:
        return _refused(error, files)


def _refused(error: EofficeError, files: tuple[tuple[str, bytes], ...]) -> Response:
    """The preview once more, made anew; or the first page when the sheets got lost."""
    release()
    if not files:
        return refused(error, "pengguna/impor.html", lembar=LABEL.items(), kolom=lembar.KOLOM)
    return refused(error, "pengguna/periksa.html", **_preview(files))
