"""Berkas: the list, one of them, a new one, and the moves of its life."""

import io
from collections.abc import Callable

from flask import Response, current_app, flash, make_response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import no, require
from eoffice.arsip import actions, forms, kurun, policy, queries
from eoffice.arsip.models import Berkas
from eoffice.arsip.queries import tahan as tahan_queries
from eoffice.arsip.routes.blueprint import address, chosen_kode, load, routes
from eoffice.arsip.states import (
    BERKAS_DITUTUP,
    BUTUH_ANRI,
    GOLONGAN_LABEL,
    KONDISI_LABEL,
    KUSTODI_LABEL,
    MEDIA_LABEL,
    NASIB_LABEL,
    TAHAP_LABEL,
    Akhir,
    Tahap,
)
from eoffice.errors import Conflict, Destroyed, Invalid, NotFound
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import JraVersi
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.files import attachment
from eoffice.web.opening import noted
from eoffice.web.session import release, services, session

NADA = {Tahap.AKTIF: "ok", Tahap.INAKTIF: "info", Tahap.HABIS: "bad", Tahap.MENUNGGU_PEMICU: "warn"}

PILIHAN = {
    "golongan": [(str(k), v) for k, v in GOLONGAN_LABEL.items() if k],
    "media": [(str(k), v) for k, v in MEDIA_LABEL.items()],
    "kondisi": [(str(k), v) for k, v in KONDISI_LABEL.items()],
}


@routes.get("/arsip")
@needs(Action.BACA_BERKAS)
def daftar() -> Response:
    """Daftar berkas, with filters."""
    actor, errors, rows, kode = current_actor(), {}, [], None
    asked = queries.Saringan()
    try:
        kode = chosen_kode(session(), request.args)
        asked = forms.saringan(request.args, kode.kode if kode else "")
        rows = queries.daftar(session(), actor, asked, before=forms.lanjutan(request.args))
    except Invalid as error:
        errors = error.fields or {"q": str(error)}
    more = len(rows) > queries.PAGE
    rows = rows[: queries.PAGE]
    today = clock.today()
    tabs = [("Semua", address("/arsip", ("tahap",)), asked.tahap is None)]
    tabs += [(TAHAP_LABEL[t], address("/arsip", tahap=t), asked.tahap is t) for t in Tahap]
    answer = make_response(
        render_template(
            "arsip/daftar.html",
            daftar=[(b, b.tahap(today)) for b in rows],
            di_luar=current_app.extensions["eoffice_di_luar"](session(), [b.id for b in rows]) if rows else {},
            saringan=asked,
            errors=errors,
            kode=[(kode.kode, f"{kode.kode} {kode.label}")] if kode else [],
            tahun=[(y, y) for y in queries.years(session(), actor)],
            unit=[(u.id, u.nama) for u in queries.units_read(session(), actor)],
            tabs=tabs,
            label=TAHAP_LABEL,
            nada=NADA,
            nasib=NASIB_LABEL,
            kelola=policy.may_open(actor),
            menunggu=queries.counts(session(), actor)["belum_diberkaskan"],
            semua=address("/arsip", semua=1),
            tercentang=request.args.get("semua") == "1",
            lanjut=address("/arsip", ("semua",), sesudah=rows[-1].id) if more else "",
            awal=address("/arsip") if request.args.get("sesudah") else "",
            disaring=asked != queries.Saringan(),
        )
    )
    answer.status_code = 422 if errors else 200
    return answer


@routes.get("/arsip/berkas/<int:berkas_id>")
@needs(Action.BACA_BERKAS)
def lihat(berkas_id: int) -> str:
    """Daftar isi berkas, and its retention with where it comes from."""
    berkas = load(berkas_id)
    return render_template("arsip/berkas.html", **about(berkas))


def about(berkas: Berkas) -> dict[str, object]:
    actor, today = current_actor(), clock.today()
    items = queries.isi(session(), actor, berkas)
    return {
        "berkas": berkas,
        "isi": items,
        "tersembunyi": berkas.jumlah - len(items),
        "menilai": policy.assesses(actor, berkas),
        "tahap": berkas.tahap(today),
        "label": TAHAP_LABEL,
        "nada": NADA,
        "nasib": NASIB_LABEL,
        "hari_ini": today,
        "sejak_ditutup": berkas.pemicu == BERKAS_DITUTUP,
        "butuh_anri": berkas.nasib_akhir == "musnah" and berkas.aktif_tahun + berkas.inaktif_tahun >= BUTUH_ANRI,
        "boleh_paket": policy.may_open(actor) if berkas.jumlah and berkas.akhir is not Akhir.DIMUSNAHKAN else no(""),
        "kelola": policy.may(actor, Action.KELOLA_BERKAS, berkas),
        "di_luar": current_app.extensions["eoffice_di_luar"](session(), [berkas.id]).get(berkas.id),
        "boleh_tahan": policy.may_hold(actor, berkas.opd_id) if berkas.akhir is None else no(""),
        "penahanan": tahan_queries.penahanan_berkas(session(), actor, berkas) if berkas.tahan_hukum else [],
        "boleh_kategori": policy.may(actor, Action.TETAPKAN_KATEGORI, berkas)
        or (policy.may(actor, Action.LEPAS_KATEGORI, berkas) if berkas.vital or berkas.terjaga else no("")),
        "jra": session().get(JraVersi, berkas.jra_versi_id) if berkas.jra_versi_id is not None else None,
        "kustodi": KUSTODI_LABEL[berkas.kustodi],
        "boleh_tutup": policy.may_close(actor, berkas),
        "boleh_buka": policy.may_reopen(actor, berkas, today),
        "silang": queries.silang(session(), actor, berkas),
        "kurun": kurun.kata(berkas.kurun_dari, berkas.kurun_sampai),
        "judul_kode": klasifikasi.judul(session(), berkas.klasifikasi, berkas.dibuka),
        "pilihan": PILIHAN,
        "pilihan_teks": {"golongan": GOLONGAN_LABEL, "media": MEDIA_LABEL, "kondisi": KONDISI_LABEL},
        "perlu_pemicu": berkas.ditutup is not None and berkas.tanggal_pemicu is None,
    }


@routes.get("/arsip/berkas/<int:berkas_id>/metadata/<int:urutan>")
@needs(Action.BACA_BERKAS, own_transactions=True)
def metadata(berkas_id: int, urutan: int) -> Response:
    """The metadata kept with one item, for those who may read the item itself; the trail knows it first (AUD-02)."""
    actor, berkas = current_actor(), load(berkas_id)
    item = queries.item(session(), actor, berkas, urutan)
    if item is None:
        raise NotFound("Butir tidak ditemukan.")
    session().expunge(item)
    blob = item.metadata_blob
    if not blob.key:
        raise Destroyed("Metadata yang datang bersama arsip impor ini ikut dimusnahkan; sidiknya masih tercatat.")
    noted(lambda own: actions.catat_metadata(own, actor, item))
    with services().store.open(blob) as source:
        content = source.read()
    return attachment(io.BytesIO(content), name=f"metadata-{berkas_id}-{urutan}.json")


@routes.get("/arsip/berkas/baru")
@needs(Action.KELOLA_BERKAS)
def baru() -> str:
    """The form for a new berkas."""
    require(policy.may_open(current_actor()))
    return render_template("arsip/baru.html", errors={}, nilai=request.args, **_choices())


def _choices() -> dict[str, object]:
    try:
        kode = chosen_kode(session(), request.values, "kode_klasifikasi")
    except Invalid:
        kode = None
    return {
        "unit": [(u.id, u.nama) for u in queries.units(session(), current_actor())],
        "kode": [(kode.kode, f"{kode.kode} {kode.label}")] if kode else [],
    }


@routes.post("/arsip/berkas/baru")
@needs(Action.KELOLA_BERKAS)
def buka() -> Response:
    """Open it."""
    try:
        kode = chosen_kode(session(), request.form, "kode_klasifikasi")
        asked = forms.baru(request.form)
        if kode is None:
            raise Invalid("Kode klasifikasi perlu dipilih.", {"kode_klasifikasi": "Pilih kode klasifikasi."})
        berkas = actions.buka_berkas(
            session(),
            current_actor(),
            unit_id=asked.unit_id,
            kode_klasifikasi=kode.kode,
            judul=asked.judul,
            indeks=asked.indeks,
        )
    except (Invalid, Conflict) as error:
        return refused(error, "arsip/baru.html", **_choices())
    flash(f"Berkas {berkas.nomor} dibuka.")
    return see(f"/arsip/berkas/{berkas.id}")


def move(berkas_id: int, do: Callable[[Berkas], str]) -> Response:
    """Do something with a berkas and come back to it; a refusal shows the page again with its reason."""
    berkas = load(berkas_id)
    try:
        said = do(berkas)
    except (Invalid, Conflict) as error:
        release()
        # What was typed goes back into the dialog of this step, and into no other.
        step = request.path.rpartition("/")[2]
        return refused(error, "arsip/berkas.html", langkah=step, **about(load(berkas_id)))
    flash(said)
    return see(f"/arsip/berkas/{berkas_id}")


@routes.post("/arsip/berkas/<int:berkas_id>/tutup")
@needs(Action.KELOLA_BERKAS)
def tutup(berkas_id: int) -> Response:
    """Close it; retention starts at the trigger."""

    def do(berkas: Berkas) -> str:
        day = forms.tanggal_pemicu(request.form, required=False)
        shown = forms.bukti(request.form)
        actions.tutup_berkas(session(), current_actor(), berkas, tanggal_pemicu=day, bukti=shown)
        return "Berkas ditutup." if berkas.tanggal_pemicu else "Berkas ditutup dan menunggu tanggal pemicunya."

    return move(berkas_id, do)


@routes.post("/arsip/berkas/<int:berkas_id>/pemicu")
@needs(Action.KELOLA_BERKAS)
def pemicu(berkas_id: int) -> Response:
    """The event has happened."""

    def do(berkas: Berkas) -> str:
        day = forms.tanggal_pemicu(request.form, required=True) or clock.today()
        actions.catat_pemicu(session(), current_actor(), berkas, day, forms.bukti(request.form))
        return "Tanggal pemicu tercatat; masa simpan sudah dihitung."

    return move(berkas_id, do)


@routes.post("/arsip/berkas/<int:berkas_id>/tahan")
@needs(Action.TAHAN_HUKUM)
def tahan(berkas_id: int) -> Response:
    """Hold it for a case."""

    def do(berkas: Berkas) -> str:
        actions.tahan(session(), current_actor(), berkas, forms.alasan(request.form))
        return "Berkas ditahan; tidak akan diusulkan untuk disusutkan."

    return move(berkas_id, do)


@routes.post("/arsip/berkas/<int:berkas_id>/kategori")
@needs(Action.TETAPKAN_KATEGORI, Action.LEPAS_KATEGORI)
def kategori(berkas_id: int) -> Response:
    """Mark it vital or terjaga, or take a mark off."""

    def do(berkas: Berkas) -> str:
        asked = forms.kategori(request.form)
        actions.tetapkan_kategori(
            session(), current_actor(), berkas,
            vital=asked.vital, terjaga=asked.terjaga, alasan=asked.alasan, metode=asked.metode,
        )  # fmt: skip
        return f"Kategori berkas: {berkas.kategori}."

    return move(berkas_id, do)
