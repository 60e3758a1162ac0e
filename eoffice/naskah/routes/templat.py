"""Ready texts and phrases: looked at, used, written, taken from a naskah, archived."""

from typing import Any

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, EofficeError, Invalid
from eoffice.naskah import actions, forms, jenis, policy, templat
from eoffice.naskah.forms import kolom
from eoffice.naskah.forms import suntingan as suntingan_forms
from eoffice.naskah.models import Naskah, Templat
from eoffice.naskah.routes import formulir
from eoffice.naskah.routes.blueprint import load, routes
from eoffice.naskah.states import Letak
from eoffice.pdf import isi as isi_naskah
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, number, see
from eoffice.web.session import session


@routes.get("/templat")
@needs(Action.PAKAI_TEMPLAT)
def daftar_templat() -> str:
    """Everything the own office may begin with, by jenis."""
    actor, kode = current_actor(), request.args.get("jenis", "")[:40]
    found = templat.daftar(session(), actor)
    used = {t.jenis for t in found}
    return render_template(
        "naskah/templat.html",
        templat=[t for t in found if kode in ("", t.jenis)],
        jenis=[j for j in jenis.DITULIS if j.kode in used],
        semua_jenis=jenis.DITULIS,
        nama_jenis={j.kode: j.nama for j in jenis.JENIS.values()},
        dipilih=kode,
        boleh_mulai=policy.may_begin(actor),
        boleh=templat.may_opd(actor),
        kelola={t.id: templat.may(actor, t) for t in found},
    )


@routes.get("/templat/<int:templat_id>")
@needs(Action.PAKAI_TEMPLAT)
def lihat_templat(templat_id: int) -> str:
    """One template as it will stand in the letter."""
    actor = current_actor()
    row = templat.get(session(), actor, templat_id)
    kind = jenis.get(row.jenis)
    return render_template(
        "naskah/templat_lihat.html",
        templat=row,
        jenis=kind,
        label=dict(isi_naskah.FIELDS),
        rincian=[(k.label, kolom.tampil(k, row.rincian.get(k.nama))) for k in kind.kolom if row.rincian.get(k.nama)],
        boleh_mulai=policy.may_begin(actor),
        kelola=templat.may(actor, row),
    )


@routes.post("/templat/<int:templat_id>/pakai")
@needs(Action.PAKAI_TEMPLAT)
def pakai_templat(templat_id: int) -> Response:
    """Begin a konsep with it."""
    actor = current_actor()
    naskah = actions.pakai_templat(session(), actor, templat.get(session(), actor, templat_id))
    flash("Konsep dibuat dari templat. Ganti isian dalam kurung siku [ ] dengan isi yang sebenarnya.")
    return see(f"/naskah/{naskah.id}/sunting?langkah=2")


def _form(
    kind: jenis.Jenis,
    row: Templat | None,
    values: dict[str, Any],
    *,
    naskah: Naskah | None = None,
    error: EofficeError | None = None,
) -> str:
    return render_template(
        "naskah/templat_ubah.html",
        jenis=kind,
        templat=row,
        naskah=naskah,
        nilai=values,
        isian_otomatis=formulir.fields_json(dict(isi_naskah.FIELDS)),
        boleh_kota=templat.may_city(current_actor()),
        salah=getattr(error, "fields", {}),
        pesan=str(error) if error is not None else "",
    )


def _values(kind: jenis.Jenis, nama: str, keterangan: str, hal: str, isi: Any, rincian: Any, kota: bool) -> dict[str, Any]:  # fmt: skip
    return {
        "nama": nama,
        "keterangan": keterangan,
        "hal": hal,
        "isi": isi,
        "isi_teks": forms.teks_biasa(isi),
        "rincian": {k.nama: kolom.tampil(k, rincian.get(k.nama)) for k in kind.kolom},
        "lingkup": "kota" if kota else "opd",
    }


@routes.get("/templat/baru")
@needs(Action.KELOLA_TEMPLAT)
def templat_baru() -> str:
    """Write a template, from nothing or from a naskah that the actor may read."""
    actor = current_actor()
    require(templat.may_opd(actor) if not templat.may_city(actor) else templat.may_city(actor))
    origin = number("naskah")
    if origin is not None:
        naskah = load(origin)
        require(templat.may_take(actor, naskah))
        kind = jenis.get(naskah.jenis)
        return _form(kind, None, _values(kind, "", "", naskah.hal, naskah.isi, naskah.rincian, False), naskah=naskah)
    kind = jenis.get(request.args.get("jenis", "")[:40])
    return _form(kind, None, _values(kind, "", "", "", isi_naskah.from_plain(""), {}, False))


@routes.get("/templat/<int:templat_id>/ubah")
@needs(Action.KELOLA_TEMPLAT)
def ubah_templat(templat_id: int) -> str:
    """Change a template."""
    actor = current_actor()
    row = templat.get(session(), actor, templat_id)
    require(templat.may(actor, row))
    kind = jenis.get(row.jenis)
    values = _values(kind, row.nama, row.keterangan, row.hal, row.isi, row.rincian, row.opd_id is None)
    return _form(kind, row, values)


@routes.post("/templat/simpan")
@needs(Action.KELOLA_TEMPLAT)
def simpan_templat() -> Response:
    """Keep a new template, or the change of one."""
    actor = current_actor()
    raw = request.form.get("templat", "")
    row = templat.get(session(), actor, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) < 16 else None
    kind = jenis.get(row.jenis if row is not None else request.form.get("jenis", "")[:40])
    posted, body = request.form.get("isi", ""), row.isi if row is not None else isi_naskah.from_plain("")
    try:
        body = forms.isi(posted)
        read = suntingan_forms.templat(request.form, kind, body)
        if row is None:
            row = actions.buat_templat(session(), actor, kind.kode, read)
        elif request.form.get("versi") != str(row.version):
            raise Conflict("Templat ini sudah diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.")
        else:
            actions.ubah_templat(session(), actor, row, read)
        session().flush()
    except (Invalid, Conflict) as error:
        session().rollback()
        typed = {k.nama: kolom.tampil_ketikan(request.form, k) for k in kind.kolom}
        one = request.form.get
        kota = one("lingkup") == "kota"
        values = _values(kind, one("nama", ""), one("keterangan", ""), one("hal", ""), body, {}, kota)
        values["versi"] = one("versi")  # what somebody else wrote meanwhile is not overwritten by sending this again
        row = templat.get(session(), actor, int(raw)) if row is not None and raw else None
        if not posted.lstrip().startswith("{"):
            values["isi_teks"] = posted  # also what is too long to be kept
        return again(_form(kind, row, values | {"rincian": typed}, error=error), error)
    flash("Templat tersimpan.")
    return see(f"/naskah/templat/{row.id}")


@routes.post("/templat/<int:templat_id>/arsipkan")
@needs(Action.KELOLA_TEMPLAT)
def arsipkan_templat(templat_id: int) -> Response:
    """Offer it no longer."""
    actor = current_actor()
    actions.arsipkan_templat(session(), actor, templat.get(session(), actor, templat_id))
    flash("Templat diarsipkan. Naskah yang dibuat darinya tetap.")
    return see("/naskah/templat")


@routes.get("/frasa")
@needs(Action.PAKAI_TEMPLAT)
def daftar_frasa() -> str:
    """Standing phrases, with a search and a form for more."""
    return _frasa()


def _frasa(error: EofficeError | None = None) -> str:
    actor = current_actor()
    words = request.args.get("q", "")[:100].casefold()
    found = [k for k in templat.frasa(session(), actor) if words in k.teks.casefold()]
    return render_template(
        "naskah/frasa.html",
        frasa=found,
        q=request.args.get("q", "")[:100],
        letak=[(str(each), str(each).capitalize()) for each in Letak],
        boleh_opd=bool(actor.opd_id in actor.tu_opd_ids),
        boleh_kota=templat.may_city(actor),
        salah=getattr(error, "fields", {}),
        ketikan=request.form if error is not None else {},
    )


@routes.post("/frasa")
@needs(Action.KELOLA_TEMPLAT)
def tambah_frasa() -> Response:
    """Keep a phrase."""
    try:
        actions.tambah_frasa(session(), current_actor(), *suntingan_forms.frasa(request.form))
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(_frasa(error), error)
    flash("Kalimat tersimpan. Di penyunting, kalimat ini ada di menu Kalimat baku.")
    return see("/naskah/frasa")


@routes.post("/frasa/<int:frasa_id>/hapus")
@needs(Action.KELOLA_TEMPLAT)
def hapus_frasa(frasa_id: int) -> Response:
    """Take a phrase away."""
    actions.hapus_frasa(session(), current_actor(), frasa_id)
    flash("Kalimat dihapus.")
    return see("/naskah/frasa")
