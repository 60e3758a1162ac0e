"""/v/<token> and the upload check; no sign-in, limited in rate, never cached, never indexed."""

import hashlib
from datetime import date, datetime

from flask import Blueprint, Response, make_response, render_template, request

from eoffice import clock, sandbox
from eoffice.errors import Damaged, EofficeError, Invalid, TooLarge, Unavailable
from eoffice.tte import archiving
from eoffice.verifikasi import queries, tampil
from eoffice.web.access import limited, public
from eoffice.web.session import release, services, session

routes = Blueprint("verifikasi", __name__)

PALING_BESAR = 25 * 1024 * 1024
#: Daily lists on one page.
LEMBAR = 31


@routes.get("/v/<token>")
@public
@limited("verifikasi", 60, per=60)
def show(token: str) -> Response:
    """Whether this code belongs to a signed naskah, and whether its file is still what was signed."""
    naskah = queries.found(session(), token)
    if naskah is None:
        return _answer(render_template("verifikasi/tidak_dikenal.html"), 404)
    facts, stored = queries.keterangan(session(), naskah), queries.blob(naskah)
    release()
    whole = True
    try:
        if facts.musnah_at is None:
            services().store.open(stored).close()
    except Damaged:
        whole = False
    return _answer(render_template("verifikasi/naskah.html", k=facts, utuh=whole, pada=clock.now()))


@routes.get("/v/daftar")
@public
@limited("verifikasi", 60, per=60)
def daftar() -> Response:
    """The daily lists of hashes, and how to check with them."""
    before = _day(request.args.get("sebelum", ""))
    rows = queries.daftar_semua(session(), before=before, limit=LEMBAR)
    more = f"/v/daftar?sebelum={rows[-1].tanggal.isoformat()}" if len(rows) == LEMBAR else ""
    page = render_template("verifikasi/daftar.html", daftar=rows, awal="/v/daftar" if before else "", lanjut=more)
    return _answer(page)


@routes.get("/v/daftar/<tanggal>")
@public
@limited("verifikasi_daftar", 600, per=60)
def lembar(tanggal: str) -> Response:
    """The list of one day (`2026-11-21` or `2026-11-21.json`), or its seal (`2026-11-21.p7s`); it never changes."""
    name, _, kind = tanggal.partition(".")
    day = _day(name)
    row = queries.daftar_hari(session(), day) if day is not None and kind in ("", "json", "p7s") else None
    if row is None:
        return _answer(
            render_template("verifikasi/daftar.html", daftar=[], awal="/v/daftar", lanjut="", salah=True), 404
        )
    stored, ending = (row.segel, "p7s") if kind == "p7s" else (row.isi, "json")
    release()
    with services().store.open(stored) as source:
        answer = make_response(source.read())
    answer.content_type = "application/pkcs7-signature" if ending == "p7s" else "application/json; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.set_etag(stored.sha256)
    return answer


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


@routes.get("/v")
@public
@limited("verifikasi", 60, per=60)
def form() -> Response:
    """The form for checking a file."""
    return _answer(render_template("verifikasi/unggah.html"))


@routes.post("/v")
@public(repeatable=True, own_transactions=True)
@limited("verifikasi", 10, per=60)
def check() -> Response:
    """Check the bytes of a PDF: every signature, and what changed after it; the file is not kept."""
    upload = request.files.get("berkas")
    if upload is None or not upload.filename:
        return _refuse(Invalid("Pilih berkas PDF yang akan diperiksa."))
    content = upload.stream.read(PALING_BESAR + 1)
    if len(content) > PALING_BESAR:
        return _refuse(TooLarge("Berkas lebih besar dari 25 MB. Pilih berkas PDF yang lebih kecil."), 413)
    if not content.startswith(b"%PDF-"):
        return _refuse(Invalid("Berkas itu bukan PDF. Pilih berkas PDF naskah yang diterima."))
    roots, revoked = queries.anchors(session(), services())
    release()
    try:
        report = sandbox.verifikasi_pdf(
            content, roots, penanda_waktu=archiving.anchors(services()), dicabut=revoked, umum=True
        )
    except sandbox.Refused as error:
        return _refuse(Invalid(str(error)))
    except Unavailable as error:
        return _refuse(error, 503)
    known = queries.known(session(), hashlib.sha256(content).hexdigest())
    keadaan = known.keadaan if known is not None else None
    esign = services().settings.esign
    penerbit = tampil.PENERBIT_BSRE if esign is None else () if esign.uji else esign.penerbit
    for one in report["signatures"]:
        one["waktu"] = datetime.fromisoformat(one["signed_at"]) if one["signed_at"] else None
        one["bsre"] = tampil.bsre(one, penerbit)
    own = queries.issued_here(session(), report)
    return _answer(
        render_template(
            "verifikasi/hasil.html",
            laporan=report,
            putusan=tampil.putusan(report, keadaan=keadaan, dari_sini=own, nama_kota=services().settings.nama_kota),
            langkah=tampil.langkah(report, keadaan=keadaan, musnah_ba=known.musnah_ba if known is not None else ""),
            internal=queries.internal(session(), report),
            tingkat=tampil.TINGKAT,
            bsre=tampil.BSRE,
            nama=upload.filename[:120],
            sidik=hashlib.sha256(content).hexdigest(),
            pada=clock.now(),
        )
    )


def _refuse(error: EofficeError, status: int = 422) -> Response:
    return _answer(render_template("verifikasi/unggah.html", pesan=str(error)), status)


def _answer(html: str, status: int = 200) -> Response:
    answer = make_response(html, status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    return answer
