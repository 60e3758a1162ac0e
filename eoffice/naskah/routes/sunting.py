"""Writing a konsep: the editor with its preview, saving as one types, route and lampiran."""

from dataclasses import replace
from typing import Any

from flask import Response, flash, jsonify, render_template, request

from eoffice.akses.rights import Action
from eoffice.audit import queries as audit
from eoffice.errors import Conflict, EofficeError, Invalid
from eoffice.naskah import actions, forms, jenis, policy, suntingan, templat, temuan
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import formulir, penyunting, tampil, tampil_temuan
from eoffice.naskah.routes.blueprint import load, opened, reopened, routes
from eoffice.naskah.states import OPEN, Status, Urgensi
from eoffice.pdf import isi as isi_naskah
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.fields import Form
from eoffice.web.pages import jam
from eoffice.web.session import session

SIFAT = {
    "biasa": "Biasa",
    "terbatas": "Terbatas",
    "rahasia": "Rahasia",
}
URGENSI = {str(u): str(u).replace("_", " ").capitalize() for u in Urgensi}
BENTUK = (
    ("langsung", "Langsung", "Atas jabatan sendiri."),
    ("an", "a.n. (atas nama)", "Satu tingkat di bawah yang memberi wewenang."),
    ("ub", "u.b. (untuk beliau)", "Dua tingkat di bawah yang memberi wewenang."),
)


@routes.get("/<int:naskah_id>/sunting")
@needs(Action.UBAH, own_transactions=True)
def sunting(naskah_id: int) -> Response | str:
    """The editor: of the konseptor, or of the reviewer whose turn it is."""
    if not policy.may(current_actor(), Action.UBAH, load(naskah_id)):
        return see(f"/naskah/{naskah_id}")
    held = penyunting.pegang(naskah_id)
    if held:
        return render_template("naskah/dipegang.html", naskah=opened(naskah_id), penyunting=held)
    return editor(opened(naskah_id))


def editor(
    naskah: Naskah,
    *,
    error: EofficeError | None = None,
    versi: int | None = None,
    kept: bool = False,
    lampiran_salah: str = "",
) -> str:
    """Render the editor.

    Args:
        error: what was refused; its fields are marked and what was posted is shown.
        versi: of the row when the form came in, if this request has changed the row since.
        kept: show the row even so, because it already holds what was posted.
        lampiran_salah: why an upload was refused.
    """
    kind = jenis.get(naskah.jenis)
    values = formulir.of(session(), naskah, kind)
    if error is not None and not kept:
        values = formulir.posted(session(), request.form, naskah, kind)
    lacking = actions.missing(naskah)
    wrong = getattr(error, "fields", {})
    found = temuan.cari(session(), current_actor(), naskah)
    return render_template(
        "naskah/sunting.html",
        naskah=naskah,
        jenis=kind,
        versi=naskah.version if versi is None else versi,
        nilai=values,
        rute=formulir.rute(session(), naskah),
        pergi=formulir.away(session(), naskah),
        kurang=lacking,
        langkah=2 if lampiran_salah else _step(naskah, list(wrong or lacking), free=error is None),
        memeriksa=naskah.status not in OPEN,
        batalkan=policy.may(current_actor(), Action.BATALKAN, naskah),
        salah=wrong,
        pesan=str(error) if error is not None else "",
        sifat=[(str(s), SIFAT[str(s)]) for s in forms.SIFAT],
        urgensi=list(URGENSI.items()),
        bentuk=BENTUK,
        lampiran_salah=lampiran_salah,
        isian_otomatis=formulir.fields_json(dict(isi_naskah.FIELDS)),
        selesai=formulir.done(naskah, lacking),
        pengembalian=tampil.pengembalian(naskah, audit.history(session(), "naskah", naskah.id)),
        langkah_isian=formulir.STEP,
        usulan=formulir.usulan(session(), naskah, kind),
        hasil=found,
        daftar_temuan=tampil_temuan.tampil(naskah, found),
        utas=(threads := suntingan.utas(session(), naskah)),
        kutipan_terbuka=suntingan.kutipan_terbuka(threads),
        boleh_komentar=policy.may_comment(current_actor(), naskah),
        boleh_selesai=policy.may_resolve(current_actor(), naskah),
        frasa=[[str(k.letak), k.teks, k.milik] for k in templat.frasa(session(), current_actor())],
        titipan=suntingan.titipan(session(), current_actor(), naskah.id),
    )


def _step(naskah: Naskah, lacking: list[str], *, free: bool) -> int:
    """The step to open: the one asked for, unless something was refused, else the first with something missing.

    One that was sent back opens at its text, for that is what must be mended.
    """
    wanted = request.args.get("langkah", "")
    if free and wanted in ("1", "2", "3", "4"):
        return int(wanted)
    returned = naskah.status is Status.DIKEMBALIKAN and free
    return formulir.first_step(lacking, complete=2 if returned else 4)


def _save(naskah: Naskah, form: Form, *, dokumen: Any = None) -> forms.Naskah:
    """What autosave and the button both do; answers what was read."""
    actor = current_actor()
    read = forms.naskah(form, jenis.get(naskah.jenis), dokumen=dokumen, kini=naskah.isi)
    actions.tidak_direbut(session(), actor, naskah)
    actions.same_version(naskah, read.versi)
    signer = naskah.penandatangan_id
    isian = read.isian
    if dokumen is None:
        isian = actions.choose(session(), isian, read.ketikan)
    if read.pilih_kode:
        isian = replace(isian, kode_klasifikasi=read.pilih_kode)
    actions.simpan(session(), actor, naskah, isian)
    session().flush()
    if form.getlist("rute_untuk") == [str(signer)] and naskah.penandatangan_id == signer:
        _save_route(naskah, form, typed=dokumen is None)
    return read


def _save_route(naskah: Naskah, form: Form, *, typed: bool) -> None:
    wanted = forms.rute(form)
    koordinasi = list(wanted.koordinasi)
    if typed and wanted.koordinasi_teks:
        koordinasi.append(actions.office(session(), wanted.koordinasi_teks, "koordinasi").id)
    before = [(p.jabatan_id, str(p.jenis)) for p in naskah.paraf]
    chosen = set(wanted.hierarki)
    after = [(j, "hierarki") for j, k in before if k == "hierarki" and j in chosen]
    if {j for j, k in before if k == "hierarki"} == chosen and after + [
        (j, "koordinasi") for j in koordinasi
    ] == before:
        return
    actions.set_route(session(), current_actor(), naskah, hierarki=wanted.hierarki, koordinasi=koordinasi)
    session().flush()


@routes.put("/<int:naskah_id>/isi")
@needs(Action.UBAH, repeatable=True)
def simpan_otomatis(naskah_id: int) -> Response:
    """Save as one types: 200 with the new version, 409 when somebody was faster, 422 with the fields."""
    naskah = load(naskah_id)
    try:
        form, dokumen = penyunting.terkirim(request.get_json())
        actions.simpan_bila_lama(session(), current_actor(), naskah)
        note = forms.DIBUANG if _save(naskah, form, dokumen=dokumen).dibuang else ""
        session().flush()
    except Conflict as error:
        return penyunting.bentrok(naskah_id, error, form, dokumen)
    except Invalid as error:
        answer = jsonify(pesan=str(error), kolom=error.fields)
        answer.status_code = 422
        return answer
    return jsonify(versi=naskah.version, tersimpan=jam(naskah.diubah_at), **({"catatan": note} if note else {}))


@routes.post("/<int:naskah_id>/sunting")
@needs(Action.UBAH)
def simpan(naskah_id: int) -> Response:
    """Save with the button; the way without scripts, and the way to choose a code in the tree."""
    naskah = load(naskah_id)
    try:
        read = _save(naskah, request.form)
    except (Invalid, Conflict) as error:
        return _again(naskah_id, error)
    if read.dibuang:
        flash(forms.DIBUANG, "warn")
    if read.disusun:
        return see(f"/naskah/{naskah_id}/sunting?langkah=2#f-{read.disusun}")
    if request.form.get("lanjut") == "klasifikasi":
        return see(f"/naskah/{naskah_id}/klasifikasi")
    actions.simpan_keadaan(session(), naskah, oleh_id=current_actor().pegawai_id, sebab="disimpan")
    flash("Konsep tersimpan.")
    return see(f"/naskah/{naskah_id}/sunting")


def _again(naskah_id: int, error: EofficeError) -> Response:
    session().rollback()
    if isinstance(error, Conflict):
        penyunting.titip(naskah_id, request.form, None)
    return again(editor(reopened(naskah_id), error=error), error)


@routes.post("/<int:naskah_id>/ajukan")
@needs(Action.AJUKAN)
def ajukan(naskah_id: int) -> Response:
    """Save what the editor holds and submit; everything that is missing is shown at once."""
    naskah = load(naskah_id)
    versi = naskah.version
    try:
        if forms.berisi(request.form):
            _save(naskah, request.form)
        else:
            actions.same_version(naskah, forms.langkah(request.form).versi)
    except (Invalid, Conflict) as error:
        return _again(naskah_id, error)
    try:
        actions.ajukan(session(), current_actor(), naskah)
    except (Invalid, Conflict) as error:
        return again(editor(naskah, error=error, versi=versi, kept=True), error)
    turns = naskah.turns
    to = turns[0].jabatan.nama if turns else naskah.penandatangan.nama if naskah.penandatangan else ""
    flash(f"Naskah diajukan kepada {to}.")
    return see(f"/naskah/{naskah_id}")


@routes.post("/<int:naskah_id>/ubah")
@needs(Action.UBAH)
def ubah(naskah_id: int) -> Response:
    """A reviewer's change: a new version that everybody on the route sees as redline."""
    naskah = load(naskah_id)
    try:
        read = forms.naskah(request.form, jenis.get(naskah.jenis), memeriksa=True, kini=naskah.isi)
        actions.tidak_direbut(session(), current_actor(), naskah)
        actions.same_version(naskah, read.versi)
        if read.disusun:
            raise Invalid("Barisnya sudah disusun. Periksa sekali lagi, lalu simpan sebagai versi baru.")
        note = forms.langkah(request.form, catatan="catatan_rute").catatan
        typed = {k: v for k, v in read.ketikan.items() if k != "penandatangan_id"}
        isian = actions.choose(session(), read.isian, typed)
        actions.ubah_saat_periksa(session(), current_actor(), naskah, isian, note)
    except (Invalid, Conflict) as error:
        return _again(naskah_id, error)
    flash(f"Perubahan tersimpan sebagai versi {naskah.versi}. Semua pihak di rute melihat perbedaannya.")
    return see(f"/naskah/{naskah_id}/banding")
