"""Pengaturan naskah: each part with its form, what it would look like, and every decision ever taken about it."""

import hashlib
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, flash, render_template, request
from werkzeug.datastructures import MultiDict

from eoffice import clock, sandbox
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.naskah import document, jenis
from eoffice.pdf import rupa
from eoffice.pengaturan import contoh, forms
from eoffice.tata import actions, nilai, pola, policy, queries
from eoffice.tata.states import JENIS_KOP, KERTAS, KOP_JABATAN, NAMA, Bagian
from eoffice.web import files, pictures, uploads
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.session import release, services, session

routes = Blueprint("pengaturan", __name__)

DARI: Final = ("setda", "dinas", "kepala_daerah", "kecamatan", "kelurahan", "uptd")
"""From which kinds of unit the sample letter can come."""
_BUKAN: Final = frozenset({"csrf_token", "kunci", "versi", "alasan", "berlaku_sejak", "urutan", "aksi"})


def _bagian(raw: str) -> Bagian:
    require(policy.may(current_actor()))
    found = next((part for part in forms.DI_SINI if part == raw), None)
    if found is None:
        raise NotFound("Bagian pengaturan itu tidak ada.")
    return found


def _kunci(bagian: Bagian) -> str:
    return forms.kunci(bagian, request.values.get("butir", ""))


def _lihat(bagian: Bagian, key: str, given: Any) -> tuple[str, str]:
    """From which kind of unit, and of which jenis, the sample letter is."""
    sender = key if bagian is Bagian.KOP else given.get("contoh", "")
    sender = sender if sender in JENIS_KOP else "setda"
    kind = key if bagian is Bagian.NOMOR else given.get("jenis", "")
    known = {each.kode for each in jenis.DITULIS}
    return sender, kind if kind in known else "surat_dinas"


def _sekarang(bagian: Bagian, key: str) -> dict[str, Any]:
    """What is in force today, as the fields of the form."""
    own = queries.berlaku(session())
    content = dict(nilai.isi(own, bagian, key))
    if bagian is Bagian.NOMOR and not content:
        plain = contoh.pola_bawaan()[key]
        content = {"nomor": plain.nomor, "register": plain.register}
    if bagian is Bagian.KOP:
        content["tambahan"] = "\n".join(content["tambahan"])
    if bagian is Bagian.KERTAS:
        content = {f"kertas-{kode}": size for kode, size in content.items()}
    if bagian is Bagian.LAMBANG:  # a picture that has just been uploaded and is not decided about yet
        content |= {n: request.args[n] for n in ("daerah", "jabatan") if n in request.args}
    return content


def _context(bagian: Bagian, key: str, given: Any) -> dict[str, Any]:
    sender, kind = _lihat(bagian, key, given)
    rows = queries.riwayat(session(), bagian)
    today = clock.today()
    return {
        "bagian": bagian,
        "nama": NAMA[bagian],
        "tabs": tab(bagian),
        "butir": key,
        "butir_pilihan": _pilihan(bagian),
        "urutan": queries.urutan(session(), bagian, key),
        "hari_ini": today,
        "contoh_dari": sender,
        "contoh_jenis": kind,
        "contoh_pilihan": [(k, JENIS_KOP[k]) for k in DARI],
        "kop_jabatan": key in KOP_JABATAN,
        "jenis_kertas": forms.berkertas() if bagian is Bagian.KERTAS else [],
        "ukuran": {own: [(k, f"{k} (bawaan)" if k == own else k) for k in KERTAS] for own in KERTAS},
        "jenis_contoh": [(kind.kode, kind.nama) for kind in forms.berkertas()],
        "balai_pilihan": [(name, name) for name in rupa.BALAI],
        "tanda_nomor": pola.TANDA_NOMOR,
        "tanda_register": pola.TANDA_REGISTER,
        "pola_bawaan": contoh.pola_bawaan().get(key) if bagian is Bagian.NOMOR else None,
        "pola_lain": contoh.pola_lain(key) if bagian is Bagian.NOMOR else "",
        "batas": uploads.batas_unggah(),
        "riwayat": [
            {
                "row": row,
                "tentang": JENIS_KOP.get(row.kunci)
                or (jenis.JENIS[row.kunci].nama if row.kunci in jenis.JENIS else ""),
                "kata": forms.kata(bagian, row.kunci, row.nilai),
                "nanti": row.berlaku_sejak > today,
            }
            for row in rows
        ],
    }


def tab(bagian: Bagian) -> list[tuple[str, str, bool]]:
    """The parts of the settings as tabs."""
    known = current_app.extensions["eoffice_addresses"]
    there = [(part, f"/pengaturan/naskah/{part}") for part in NAMA]
    return [(NAMA[part], url, part is bagian) for part, url in there if part in forms.DI_SINI or url in known]


def _pilihan(bagian: Bagian) -> list[tuple[str, str]]:
    if bagian is Bagian.KOP:
        return list(JENIS_KOP.items())
    if bagian is Bagian.NOMOR:
        return [(kind.kode, kind.nama) for kind in forms.bernomor()]
    return []


@routes.get("/pengaturan/naskah")
@needs(Action.ATUR_NASKAH)
def awal() -> Response:
    """The first part."""
    require(policy.may(current_actor()))
    return see(f"/pengaturan/naskah/{Bagian.KOP}")


@routes.get("/pengaturan/naskah/<bagian>")
@needs(Action.ATUR_NASKAH)
def lihat(bagian: str) -> str:
    """One part: what is in force, its form, its history."""
    part = _bagian(bagian)
    key = _kunci(part)
    values: MultiDict[str, Any] = MultiDict(_fields(_sekarang(part, key)))
    extra = [(name, request.args[name]) for name in ("contoh", "jenis") if name in request.args]
    return render_template(
        "pengaturan/naskah.html",
        nilai=values,
        salah={},
        tampak=_tampak(part, MultiDict([("butir", key), *values.items(multi=True), *extra])),
        **_context(part, key, request.args),
    )


def _fields(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Content as a form would post it: what is not ticked is not there."""
    return [(k, "1" if v is True else str(v)) for k, v in content.items() if v is not False] + [
        (k, "0") for k, v in content.items() if v is False and k == "jabatan_kapital"
    ]


@routes.post("/pengaturan/naskah/<bagian>")
@needs(Action.ATUR_NASKAH)
def tetapkan(bagian: str) -> Response | str:
    """Show what it would look like, decide, or return to what the program has."""
    part = _bagian(bagian)
    key, wish = _kunci(part), request.form.get("aksi", "tetapkan")
    shown = {"tampak": _tampak(part, request.form), **_context(part, key, request.form)}
    try:
        content = {} if wish == "bawaan" else forms.isi(part, key, request.form)
        if wish == "pratinjau":
            return render_template("pengaturan/naskah.html", nilai=request.form, salah={}, **shown)
        said = forms.keputusan(request.form)
        usul = actions.Usul(
            bagian=part,
            kunci=key,
            isi=content,
            dari=said.dari,
            berlaku_sejak=said.berlaku_sejak,
            alasan=said.alasan,
        )
        made = actions.tetapkan(session(), current_actor(), usul, bawaan=contoh.pola_bawaan())
    except (Invalid, Conflict) as error:
        session().rollback()
        return refused(error, "pengaturan/naskah.html", **shown)
    flash(
        f"{NAMA[part]} ditetapkan, berlaku mulai {made.berlaku_sejak:%d/%m/%Y}. Naskah yang sudah bernomor tidak berubah."
    )
    return see(f"/pengaturan/naskah/{part}" + (f"?butir={key}" if key else ""))


@routes.post("/pengaturan/naskah/lambang/unggah")
@needs(Action.ATUR_NASKAH)
def unggah() -> Response:
    """Take a picture of the arms; it is used only after it was decided about."""
    part = _bagian("lambang")
    which = "jabatan" if request.form.get("untuk") == "jabatan" else "daerah"
    release()  # the picture of a stranger is looked at with nothing locked
    try:
        picture = _citra()
    except Invalid as error:
        values: MultiDict[str, Any] = MultiDict(_fields(_sekarang(part, "")))
        shown = {"tampak": _tampak(part, values), **_context(part, "", {}), "nilai": values}
        return refused(error, "pengaturan/naskah.html", **shown)
    digest = actions.simpan_gambar(
        session(),
        current_actor(),
        lebar=picture.lebar,
        tinggi=picture.tinggi,
        warna=picture.warna,
        abu=picture.abu,
    )
    flash("Gambar diterima dan disusun ulang. Lihat pratinjaunya, lalu tetapkan supaya dipakai.", "info")
    return see(f"/pengaturan/naskah/lambang?{urlencode({which: digest, 'contoh': _WAJAH[which]})}")


def _citra() -> sandbox.Citra:
    """The posted picture, encoded anew. Raises Invalid, with the reason beside the field."""
    posted = uploads.received("gambar", hint="Perkecil gambarnya, lalu unggah lagi.")
    if posted is None:
        raise Invalid("Pilih gambar PNG lambangnya dahulu.", {"gambar": "Pilih gambar PNG."})
    checked = sandbox.periksa_unggahan(*posted, "logo")
    if not checked.bersih:
        raise Invalid("Gambar tidak diterima.", {"gambar": " ".join(checked.alasan)})
    try:
        return sandbox.citra_lambang(checked.rendition or posted[0])
    except sandbox.Refused as error:
        raise Invalid("Gambar tidak diterima.", {"gambar": str(error)}) from None


_WAJAH: Final = {"daerah": "setda", "jabatan": "kepala_daerah"}


# -- what it would look like ------------------------------------------------------------------------------------------


def _usulan(part: Bagian, given: "MultiDict[str, str]") -> nilai.Tata:
    """The settings as the fields would make them; Invalid when they say nothing that could be drawn."""
    key = forms.kunci(part, given.get("butir", ""))
    return nilai.dengan(queries.berlaku(session()), part, key, forms.isi(part, key, given))


def _halaman(part: Bagian) -> document.Halaman:
    """The sample letter of the fields in the address."""
    sender, kind = _lihat(part, _kunci(part), request.args)
    where = services().settings
    return contoh.halaman(
        session(),
        _usulan(part, request.args),
        kota=where.nama_kota,
        tempat=where.tempat,
        dari=sender,
        kode=kind,
        tanggal=clock.today(),
    )


def _tampak(part: Bagian, given: "MultiDict[str, str]") -> dict[str, Any]:
    """Where the pictures of the proposed settings are, and the next numbers; or what is wrong with them."""
    key = forms.kunci(part, given.get("butir", ""))
    try:
        own = _usulan(part, given)
    except Invalid as error:
        return {"salah": list(error.fields.values()) or [str(error)], "gambar": "", "nomor": []}
    said = urlencode([(name, value) for name, value in given.items(multi=True) if name not in _BUKAN])
    return {
        "salah": [],
        "gambar": f"/pengaturan/naskah/{part}/pratinjau.png?{said}",
        "pdf": f"/pengaturan/naskah/{part}/pratinjau.pdf?{said}",
        "nomor": contoh.berikutnya(session(), own, key, clock.today()) if part is Bagian.NOMOR else [],
        "lebar": pictures.WIDTH,
        "tinggi": pictures.HEIGHT,
    }


@routes.get("/pengaturan/naskah/<bagian>/pratinjau")
@needs(Action.ATUR_NASKAH)
def pratinjau(bagian: str) -> str:
    """A fragment: the sample letter and the next numbers, or what is wrong."""
    return render_template("pengaturan/_pratinjau.html", tampak=_tampak(_bagian(bagian), request.args))


def _pdf(part: Bagian) -> tuple[str, bytes]:
    page = _halaman(part)
    release()
    name = hashlib.sha256(repr(page).encode()).hexdigest()[:32]
    shelf = pictures.shelf(services())
    made = shelf.get(f"{name}.pdf")
    if made is None:
        made = document.render(page).pdf
        shelf.put(f"{name}.pdf", made)
    return name, made


@routes.get("/pengaturan/naskah/<bagian>/pratinjau.png")
@needs(Action.ATUR_NASKAH)
def gambar(bagian: str) -> Response:
    """The first page of the sample letter."""
    name, made = _pdf(_bagian(bagian))
    return files.page_image(pictures.draw(services(), name, 1, lambda: made, keep=True))


@routes.get("/pengaturan/naskah/<bagian>/pratinjau.pdf")
@needs(Action.ATUR_NASKAH)
def berkas(bagian: str) -> Response:
    """The sample letter as PDF."""
    return files.own_pdf(_pdf(_bagian(bagian))[1], name="contoh-naskah.pdf")
