"""Siapa membuka: who saw a record, for those who answer for it; and its sifat, closed or opened with a reason."""

from urllib.parse import urlencode

from flask import Response, flash, make_response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.arsip_impor import queries as impor_queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.errors import Conflict, EofficeError, Invalid
from eoffice.layanan_arsip import actions, forms, policy, queries
from eoffice.layanan_arsip.routes.blueprint import routes
from eoffice.layanan_arsip.routes.tautan import ALAMAT
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web import pictures
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, see
from eoffice.web.ekspor import to_csv
from eoffice.web.errors import refused
from eoffice.web.files import attachment
from eoffice.web.session import services, session

LABEL_SIFAT = {Sifat.BIASA: "Biasa", Sifat.TERBATAS: "Terbatas", Sifat.RAHASIA: "Rahasia"}


def _thing(jenis: str, nomor: int) -> Naskah | SuratMasuk | ArsipImpor | Berkas:
    """What the address names, if the one who asks may know of it. Raises NotFound (OTR-04)."""
    if jenis == "naskah":
        return naskah_queries.get(session(), current_actor(), nomor)
    if jenis == "surat-masuk":
        return surat_queries.get(session(), current_actor(), nomor)
    if jenis == "impor":
        return impor_queries.get(session(), current_actor(), nomor)
    return arsip.get(session(), current_actor(), nomor)


def _word(thing: Naskah | SuratMasuk | ArsipImpor | Berkas) -> str:
    return "berkas" if isinstance(thing, Berkas) else str(policy.objek(thing))


def _title(thing: Naskah | SuratMasuk | ArsipImpor | Berkas) -> str:
    return thing.judul if isinstance(thing, Berkas) else thing.hal


def _path(thing: Naskah | SuratMasuk | ArsipImpor | Berkas) -> str:
    return f"{'/arsip/berkas' if isinstance(thing, Berkas) else ALAMAT[policy.objek(thing)]}/{thing.id}"


def _may_see(thing: Naskah | SuratMasuk | ArsipImpor | Berkas) -> None:
    actor = current_actor()
    require(policy.may_see_openers(actor, thing, pengawas=queries.pengawas(session(), actor)))


def _shown(thing: Naskah | SuratMasuk | ArsipImpor | Berkas) -> Response:
    _may_see(thing)
    errors: dict[str, str] = {}
    asked = queries.Saringan()
    try:
        asked = forms.saringan(request.args)
    except Invalid as error:
        errors = error.fields
    rows = queries.pembuka(session(), _word(thing), thing.id, asked, before=number("sebelum"))
    shown, path = rows[: queries.PAGE_PEMBUKA], f"{_path(thing)}/pembuka"
    kept = {k: v for k in ("cara", "nama", "dari", "sampai") if (v := request.args.get(k, ""))}
    answer = make_response(
        render_template(
            "layanan_arsip/pembuka.html",
            judul=_title(thing),
            balik=_path(thing),
            alamat=path,
            daftar=shown,
            cara=[(str(c), label) for c, label in queries.LABEL_CARA.items()],
            label=queries.LABEL_CARA,
            saringan=asked,
            errors=errors,
            berkas=isinstance(thing, Berkas),
            biasa=thing.sifat is Sifat.BIASA and not isinstance(thing, Berkas),
            awal=f"{path}?{urlencode(kept)}" if number("sebelum") is not None else "",
            lanjut=f"{path}?{urlencode({'sebelum': shown[-1].n, **kept})}" if len(rows) > queries.PAGE_PEMBUKA else "",
            disaring=asked != queries.Saringan(),
        )
    )
    answer.status_code = 422 if errors else 200
    return answer


def _exported(thing: Naskah | SuratMasuk | ArsipImpor | Berkas) -> Response:
    _may_see(thing)
    rows = queries.ekspor(session(), _word(thing), thing.id, forms.saringan(request.args))
    lines = [
        [f"{clock.wib(r.at):%Y-%m-%d %H:%M:%S}", r.nama, r.jabatan, queries.LABEL_CARA[r.cara], r.catatan] for r in rows
    ]
    content = to_csv(("Waktu (WIB)", "Nama", "Jabatan", "Cara", "Keterangan"), lines, pemisah=";")
    return attachment(content, name=f"pembuka {_word(thing)} {thing.id}.csv")


@routes.get("/naskah/<int:naskah_id>/pembuka")
@needs(Action.LIHAT_PEMBUKA)
def pembuka_naskah(naskah_id: int) -> Response:
    """Who opened a naskah, newest first."""
    return _shown(_thing("naskah", naskah_id))


@routes.get("/naskah/<int:naskah_id>/pembuka.csv")
@needs(Action.LIHAT_PEMBUKA)
@limited("ekspor", 20, per=3600)
def pembuka_naskah_csv(naskah_id: int) -> Response:
    """The same as a sheet (CNT-04)."""
    return _exported(_thing("naskah", naskah_id))


@routes.get("/surat-masuk/<int:surat_id>/pembuka")
@needs(Action.LIHAT_PEMBUKA)
def pembuka_surat(surat_id: int) -> Response:
    """Who opened a surat masuk, newest first."""
    return _shown(_thing("surat-masuk", surat_id))


@routes.get("/surat-masuk/<int:surat_id>/pembuka.csv")
@needs(Action.LIHAT_PEMBUKA)
@limited("ekspor", 20, per=3600)
def pembuka_surat_csv(surat_id: int) -> Response:
    """The same as a sheet (CNT-04)."""
    return _exported(_thing("surat-masuk", surat_id))


@routes.get("/arsip/impor/<int:arsip_id>/pembuka")
@needs(Action.LIHAT_PEMBUKA)
def pembuka_impor(arsip_id: int) -> Response:
    """Who opened an imported record, newest first."""
    return _shown(_thing("impor", arsip_id))


@routes.get("/arsip/impor/<int:arsip_id>/pembuka.csv")
@needs(Action.LIHAT_PEMBUKA)
@limited("ekspor", 20, per=3600)
def pembuka_impor_csv(arsip_id: int) -> Response:
    """The same as a sheet (CNT-04)."""
    return _exported(_thing("impor", arsip_id))


@routes.get("/arsip/berkas/<int:berkas_id>/pembuka")
@needs(Action.LIHAT_PEMBUKA)
def pembuka_berkas(berkas_id: int) -> Response:
    """Who had the paper of a berkas, and who was let in."""
    return _shown(_thing("berkas", berkas_id))


@routes.get("/arsip/berkas/<int:berkas_id>/pembuka.csv")
@needs(Action.LIHAT_PEMBUKA)
@limited("ekspor", 20, per=3600)
def pembuka_berkas_csv(berkas_id: int) -> Response:
    """The same as a sheet (CNT-04)."""
    return _exported(_thing("berkas", berkas_id))


# -- sifat ------------------------------------------------------------------------------------------------------------


def _record(jenis: str, nomor: int) -> queries.Arsip:
    found = _thing(jenis, nomor)
    assert not isinstance(found, Berkas)
    return found


def _about(record: queries.Arsip) -> dict[str, object]:
    actor = current_actor()
    up = policy.may_raise(actor, record)
    down = policy.may_lower(actor, record, heads=queries.memimpin(session(), actor, record))
    require(up if up else down)
    levels = list(Sifat)
    own = levels.index(record.sifat)
    choices = [s for s in actions.PILIHAN if (up and levels.index(s) > own) or (down and levels.index(s) < own)]
    return {
        "arsip": record,
        "versi": _versi(record),
        "balik": _path(record),
        "pilihan": [(str(s), LABEL_SIFAT[s]) for s in choices],
        "kini": LABEL_SIFAT.get(record.sifat, "Sangat Rahasia"),
        "naik": up,
        "turun": down,
    }


@routes.get("/naskah/<int:naskah_id>/sifat")
@needs(Action.NAIKKAN_SIFAT, Action.TURUNKAN_SIFAT)
def form_sifat_naskah(naskah_id: int) -> str:
    """The form: the levels that this person may choose for a naskah, and why."""
    return _form(_record("naskah", naskah_id))


@routes.get("/surat-masuk/<int:surat_id>/sifat")
@needs(Action.NAIKKAN_SIFAT, Action.TURUNKAN_SIFAT)
def form_sifat_surat(surat_id: int) -> str:
    """The same for a surat masuk."""
    return _form(_record("surat-masuk", surat_id))


@routes.get("/arsip/impor/<int:arsip_id>/sifat")
@needs(Action.NAIKKAN_SIFAT, Action.TURUNKAN_SIFAT)
def form_sifat_impor(arsip_id: int) -> str:
    """The same for an imported record."""
    return _form(_record("impor", arsip_id))


def _form(record: queries.Arsip) -> str:
    return render_template("layanan_arsip/sifat.html", nilai={}, errors={}, pesan="", **_about(record))


@routes.post("/naskah/<int:naskah_id>/sifat")
@needs(Action.NAIKKAN_SIFAT, Action.TURUNKAN_SIFAT)
def ubah_sifat_naskah(naskah_id: int) -> Response:
    """Change the sifat of a naskah."""
    return _change("naskah", naskah_id)


@routes.post("/surat-masuk/<int:surat_id>/sifat")
@needs(Action.NAIKKAN_SIFAT, Action.TURUNKAN_SIFAT)
def ubah_sifat_surat(surat_id: int) -> Response:
    """Change the sifat of a surat masuk."""
    return _change("surat-masuk", surat_id)


@routes.post("/arsip/impor/<int:arsip_id>/sifat")
@needs(Action.NAIKKAN_SIFAT, Action.TURUNKAN_SIFAT)
def ubah_sifat_impor(arsip_id: int) -> Response:
    """Change the sifat of an imported record."""
    return _change("impor", arsip_id)


def _versi(record: queries.Arsip) -> int:
    """What a form is made from: the version; of an imported record, of which nothing else changes, the sifat."""
    return list(Sifat).index(record.sifat) if isinstance(record, ArsipImpor) else record.version


def _reader(record: SuratMasuk | ArsipImpor) -> int | None:
    return record.pejabat_id if isinstance(record, ArsipImpor) else record.tujuan_jabatan_id


def _change(jenis: str, nomor: int) -> Response:
    """Change it; what this process keeps of the old one is thrown away at once (OTR-09)."""
    record, actor = _record(jenis, nomor), current_actor()
    path = _path(record)
    try:
        sifat, alasan, versi = forms.sifat(request.form)
        if _versi(record) != versi:
            raise Conflict("Arsip ini sudah berubah sejak Anda membukanya. Muat ulang, lalu pilih lagi.")
        gone = actions.ubah_sifat(session(), actor, record, sifat, alasan)
    except EofficeError as error:
        session().rollback()
        return refused(error, "layanan_arsip/sifat.html", **_about(_record(jenis, nomor)))
    pictures.shelf(services()).forget(gone)
    services().store.lupakan(gone)
    flash(f"Sifatnya sekarang {LABEL_SIFAT[sifat]}.")
    readable = isinstance(record, Naskah) or bool(actor.holds(_reader(record)))
    return see(path if readable else "/")
