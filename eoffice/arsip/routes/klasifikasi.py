"""Changes of the classification as the unit kearsipan decides them: looked at first, then decided; and old codes."""

from datetime import date

from flask import Response, flash, render_template, request
from sqlalchemy import func, select

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import forms, queries
from eoffice.arsip.models import Berkas
from eoffice.arsip.routes.blueprint import routes
from eoffice.db import count
from eoffice.errors import Conflict, Invalid
from eoffice.klasifikasi import policy, ubah
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import Klasifikasi, KodeLama
from eoffice.klasifikasi.states import LABEL_PERUBAHAN, JenisPerubahan
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import release, session

HERE = "/klasifikasi/ubah"
LAMA = "/klasifikasi/kode-lama"


def _jenis() -> JenisPerubahan:
    with reading(request.values) as f:
        found = f.maybe_choice("jenis", "Perubahan", JenisPerubahan)
    return found if found not in (None, JenisPerubahan.AWAL) else JenisPerubahan.JUDUL


def _page(**more: object) -> dict[str, object]:
    kode, jenis = request.values.get("kode", "")[:20].strip(), _jenis()
    above = kode.rpartition(".")[0] if jenis is JenisPerubahan.TAMBAH and request.method == "POST" else kode
    code = session().get(Klasifikasi, above) if klasifikasi.KODE.match(above) else None
    return {
        "kode": kode,
        "jenis": jenis,
        "nama": LABEL_PERUBAHAN[jenis],
        "ini": code,
        "hari_ini": clock.today(),
        "pratinjau": None,
        **more,
    }


def _dampak(actor: Actor, kode: list[str], jenis: JenisPerubahan) -> dict[str, object]:
    """What a decision touches, counted among what the actor may read (OTR-03)."""
    if jenis is JenisPerubahan.TAMBAH:
        return {"kode": kode, "berkas": 0, "terbuka": 0, "naskah": 0, "surat": 0, "konsep": 0}
    berkas = queries.visible(actor).where(Berkas.kode_klasifikasi.in_(kode))
    naskah = naskah_queries.visible(actor).where(Naskah.kode_klasifikasi.in_(kode))
    surat = surat_queries.visible(actor).where(SuratMasuk.kode_klasifikasi.in_(kode))
    return {
        "kode": kode,
        "berkas": count(session(), berkas),
        "terbuka": count(session(), berkas.where(Berkas.ditutup.is_(None))),
        "naskah": count(session(), naskah),
        "konsep": count(session(), naskah.where(Naskah.nomor.is_(None))),
        "surat": count(session(), surat),
    }


@routes.get(HERE)
@needs(Action.KELOLA_KLASIFIKASI)
def formulir_klasifikasi() -> str:
    """The form of one decision."""
    require(policy.may(current_actor()))
    return render_template("klasifikasi/ubah.html", errors={}, nilai=request.args, **_page())


@routes.post(HERE)
@needs(Action.KELOLA_KLASIFIKASI)
def ubah_klasifikasi() -> Response | str:
    """First what it would touch, then the decision itself."""
    actor = current_actor()
    require(policy.may(actor))
    try:
        asked = forms.perubahan(request.form, _jenis())
        if request.form.get("langkah") != "tetapkan":
            touched = ubah.periksa(session(), asked)
            seen = _dampak(actor, touched, asked.jenis)
            return render_template("klasifikasi/ubah.html", errors={}, nilai=request.form, **_page(pratinjau=seen))
        ubah.tetapkan(session(), actor, asked)
    except (Invalid, Conflict) as error:
        release()
        return refused(error, "klasifikasi/ubah.html", **_page())
    begins = "mulai hari ini" if asked.berlaku_sejak <= clock.today() else f"mulai {_words(asked.berlaku_sejak)}"
    flash(f"{LABEL_PERUBAHAN[asked.jenis]}: {asked.kode}, {begins}.")
    return see(f"/klasifikasi?kode={asked.kode}")


def _words(day: date) -> str:
    return f"{day.day:02d}-{day.month:02d}-{day.year}"


def _lama(**more: object) -> dict[str, object]:
    known = session().scalar(select(func.count()).select_from(KodeLama)) or 0
    rows = session().scalars(select(KodeLama).order_by(KodeLama.kode_lama, KodeLama.kode).limit(200)).all()
    return {"jumlah": known, "daftar": rows, "diperiksa": None, "tempelan": request.form.get("tempelan", ""), **more}


@routes.get(LAMA)
@needs(Action.KELOLA_KLASIFIKASI)
def kode_lama() -> str:
    """Which codes of today took the place of old ones."""
    require(policy.may(current_actor()))
    return render_template("klasifikasi/kode_lama.html", errors={}, **_lama())


@routes.post(LAMA)
@needs(Action.KELOLA_KLASIFIKASI)
def muat_kode_lama() -> Response | str:
    """Read a pasted sheet: first only checked, then kept."""
    actor = current_actor()
    require(policy.may(actor))
    try:
        with reading(request.form) as f:
            pasted = f.text("tempelan", "Daftar kode", max=200_000, lines=True)
    except Invalid as error:
        return refused(error, "klasifikasi/kode_lama.html", **_lama())
    rows = ubah.baca_lama(session(), pasted)
    if request.form.get("langkah") != "simpan":
        return render_template("klasifikasi/kode_lama.html", errors={}, **_lama(diperiksa=rows))
    kept = ubah.muat_lama(session(), actor, rows)
    flash(f"{kept} padanan kode lama disimpan. Surat lama kini dapat dicari dengan kode lamanya.")
    return see(LAMA)
