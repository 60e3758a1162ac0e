"""Errors become HTTP here and nowhere else: a page, a fragment or JSON, and nothing that was typed is lost."""

import secrets
from typing import Any, Final

from flask import Flask, Response, current_app, g, jsonify, make_response, redirect, render_template, request
from markupsafe import escape
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import ClientDisconnected, HTTPException

from eoffice.errors import (
    Conflict,
    Damaged,
    Destroyed,
    EofficeError,
    Invalid,
    NotAllowed,
    NotFound,
    TooLarge,
    TooMany,
    Unavailable,
)
from eoffice.web import log
from eoffice.web.access import NotSignedIn, gate_of, signed_in, to_sign_in
from eoffice.web.csrf import Forged
from eoffice.web.redirects import nearest_page, safe_path
from eoffice.web.session import release

STATUS: Final[dict[type[EofficeError], int]] = {
    NotFound: 404,
    Destroyed: 410,
    NotAllowed: 403,
    Conflict: 409,
    Invalid: 422,
    Damaged: 500,
    Unavailable: 503,
    TooLarge: 413,
    TooMany: 429,
    NotSignedIn: 401,
    Forged: 400,
}

TITLES: Final = {
    400: "Permintaan tidak dapat dibaca",
    401: "Sesi Anda berakhir",
    403: "Bukan kewenangan Anda",
    404: "Halaman tidak ditemukan",
    405: "Cara membuka halaman ini keliru",
    409: "Keadaan sudah berubah",
    410: "Arsip sudah dimusnahkan",
    413: "Kiriman terlalu besar",
    415: "Jenis kiriman tidak dikenal",
    422: "Ada isian yang perlu diperbaiki",
    429: "Terlalu sering",
    500: "Terjadi gangguan",
    503: "Layanan sedang sibuk",
}

#: What is said instead of the words of Werkzeug.
SENTENCES: Final = {
    400: "Permintaan ini tidak dapat dibaca. Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi.",
    401: "Silakan masuk lagi untuk meneruskan.",
    404: "Alamat ini tidak ada, atau Anda tidak mempunyai akses ke sana. Periksa alamatnya, atau mulai lagi dari beranda.",
    405: "Alamat ini hanya menerima kiriman dari tombol di halamannya, jadi tidak dapat dibuka sendiri. Tidak ada yang "
    "berubah. Mulai lagi dari beranda.",
    413: "Kiriman ini melebihi batas ukuran. Perkecil berkasnya atau kirim satu per satu.",
    415: "Jenis kiriman ini tidak dikenal.",
    500: "Bukan kesalahan Anda, dan tidak ada yang tersimpan setengah jalan. Coba lagi sebentar lagi.",
    503: "Layanan sedang sibuk. Tunggu sebentar, lalu coba lagi.",
}

#: Asked by scripts only, whatever their Accept header says.
_FOR_SCRIPTS: Final = frozenset({"/sesi", "/notif"})
_TOKENS: Final = frozenset({"csrf_token", "kunci", "versi"})
_SECRETS: Final = ("sandi", "frasa", "passphrase", "password")
_SQLITE_OUTSIDE: Final = ("locked", "busy", "full", "disk i/o", "unable to open", "readonly")
#: SQLSTATEs that mean: nothing is wrong with the request, run it again.
RETRY: Final = frozenset({"40001", "40P01"})


def sqlstate(error: BaseException) -> str:
    """PostgreSQL's code of a database error, or ''."""
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def retryable(error: BaseException) -> bool:
    """Whether the database chose this transaction as the victim and running it again will do (DB-04)."""
    return isinstance(error, DBAPIError) and sqlstate(error) in RETRY


def translate(error: BaseException) -> EofficeError | None:
    """The error of ours that a database error stands for, or None when it is a bug."""
    if isinstance(error, StaleDataError):
        return Conflict(
            "Orang lain baru saja mengubah data ini. Muat ulang untuk melihat keadaan terakhir, lalu ulangi perubahan Anda."
        )
    if isinstance(error, IntegrityError):
        return Conflict(
            "Data yang sama baru saja disimpan, atau data yang dirujuk sudah tidak ada. Muat ulang, lalu coba lagi."
        )
    if isinstance(error, PoolTimeout) or retryable(error) or _outside(error):
        return Unavailable(
            "Basis data sedang sibuk. Tunggu sebentar, lalu coba lagi; tidak ada yang tersimpan setengah jalan."
        )
    if isinstance(error, OSError) and error.errno in (28, 122):  # no space, quota
        return Unavailable("Ruang penyimpanan penuh, jadi belum ada yang disimpan. Hubungi admin sistem.")
    return None


def _outside(error: BaseException) -> bool:
    """Whether the database could not serve: gone, locked, full, out of time. A wrong statement is our own bug."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    said = str(error.orig).lower()
    return not type(error.orig).__module__.startswith("pysqlite3") or any(word in said for word in _SQLITE_OUTSIDE)


def wants_json() -> bool:
    """Whether a script asked and expects JSON."""
    return (
        request.is_json
        or request.path in _FOR_SCRIPTS
        or request.accept_mimetypes.best in ("application/json", "application/problem+json")
    )


def wants_fragment() -> bool:
    """Whether htmx asked for a part of a page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def kept_text(form: MultiDict[str, str]) -> list[tuple[str, str]]:
    """What was typed, longest first, so that it can be shown back; secrets and our own tokens stay out."""
    found = [
        (name.replace("_", " "), value)
        for name, value in form.items(multi=True)
        if value.strip() and name not in _TOKENS and not any(word in name.lower() for word in _SECRETS)
    ]
    return sorted((f for f in found if len(f[1]) > 3 or not f[1].isdigit()), key=lambda f: -len(f[1]))[:40]


def _posted() -> list[tuple[str, str]]:
    if request.method in ("GET", "HEAD"):
        return []
    try:
        return kept_text(request.form)
    except HTTPException:
        return []


def answer(status: int, message: str, *, kode: str = "", fields: dict[str, str] | None = None) -> Response:
    """The answer for an error, in the form that was asked for."""
    title = TITLES.get(status, TITLES[400] if status < 500 else TITLES[500])
    g.failing = True
    if wants_json():
        response = jsonify(galat=message, judul=title, kode=kode, isian=fields or {})
    else:
        response = make_response(_page(status, title, message, kode, fields or {}))
    response.status_code = status
    return response


def _page(status: int, title: str, message: str, kode: str, fields: dict[str, str]) -> str:
    name = "galat/potongan.html" if wants_fragment() else "galat/halaman.html"
    values = {"status": status, "judul": title, "pesan": message, "kode": kode, "isian": fields, "ketikan": _posted()}
    if status == 429:
        values["lagi"] = _asked_for()
    if status == 403 and not wants_fragment() and (page := _kewenangan(values)):
        return page
    try:
        return render_template(name, **values)
    except Exception as error:  # the last thing that may fail is telling that something failed
        log.logger.error("templat_galat", extra={"fields": log.describe(error)})
        text = str(escape(message)) + (f" Kode galat {kode}." if kode else "")
        return f'<!doctype html><html lang="id"><title>{title}</title><h1>{title}</h1><p>{text}</p>'


def _kewenangan(values: dict[str, Any]) -> str:
    """The refusal within the page that somebody signed in knows, with its menu; "" where that cannot be made.

    A 404 stays bare, the same for everybody (OTR-04).
    """
    try:
        if not signed_in():
            return ""
        release()
        g.failing = False
        gate = gate_of(current_app.view_functions.get(request.endpoint or ""))
        asked = current_app.extensions.get("eoffice_siapa")
        return render_template("galat/kewenangan.html", siapa=asked(gate.actions) if asked and gate else "", **values)
    except Exception as error:  # the plain page still says it
        log.logger.error("templat_galat", extra={"fields": log.describe(error)})
        return ""
    finally:
        g.failing = True
        release()


def _asked_for() -> str:
    """The page that was asked for, to come back to; '' when the address is no page."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not adapter.test(request.path, method="GET"):
        return ""
    return safe_path(request.full_path.rstrip("?") if request.method == "GET" else request.path, otherwise="")


def refused(error: EofficeError, template: str, /, **context: Any) -> Response:
    """Render a form again after a refusal: 422 or 409, what was typed still in it.

    The template gets `salah` (also as `errors`: field to sentence), `pesan` (one sentence) and `nilai` (the posted
    form), unless the context says otherwise.
    """
    release()
    wrong = getattr(error, "fields", {})
    given = {"salah": wrong, "errors": wrong, "pesan": str(error), "nilai": request.form}
    html = render_template(template, **(given | context))
    response = make_response(html)
    response.status_code = status_of(error)
    return response


def status_of(error: EofficeError) -> int:
    """The status of an error class, or of the nearest class it comes from."""
    return next((STATUS[c] for c in type(error).__mro__ if c in STATUS), 500)


def say_when(response: Response, error: EofficeError) -> None:
    """Tell a client that came too often when to come again."""
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(max(1, error.retry_after))


def _ours(error: EofficeError) -> Response:
    status = status_of(error)
    if isinstance(error, NotSignedIn) and request.method in ("GET", "HEAD") and not (wants_json() or wants_fragment()):
        return to_sign_in()
    if isinstance(error, Damaged):
        return _unexpected(error)
    message = SENTENCES[404] if status == 404 else str(error)
    response = answer(status, message, fields=getattr(error, "fields", None))
    say_when(response, error)
    if status == 503:
        response.headers["Retry-After"] = "5"
    if status in (403, 404):
        _note_refusal(status)
    if status in (403, 503):
        log.event("ditolak" if status == 403 else "sibuk", rule=_rule(), error=type(error).__name__)
    return response


def _note_refusal(status: int) -> None:
    """Let the wiring write down who was refused what (AUD-01); a trail that cannot be written never opens a door."""
    note = current_app.extensions.get("eoffice_refused")
    if note is None:
        return
    try:
        note(status)
    except Exception as error:
        log.logger.error("penolakan_tidak_tercatat", extra={"fields": {"rule": _rule()} | log.describe(error)})


def _http(error: HTTPException) -> Response:
    if isinstance(error, ClientDisconnected):
        return answer(400, SENTENCES[400])
    status = error.code or 500
    if status >= 500:
        return _unexpected(error)
    if 300 <= status < 400:
        return make_response(error.get_response())
    if status == 405 and request.method in ("GET", "HEAD") and not (wants_json() or wants_fragment()):
        page = nearest_page(current_app.create_url_adapter(request), request.path)  # type: ignore[arg-type]
        if page is not None:
            return make_response(redirect(page, 303))
    response = answer(status, SENTENCES.get(status, SENTENCES[400]))
    if error.code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]
    return response


def _unexpected(error: BaseException) -> Response:
    """A code that the user can read out, and its story in the log (TGH-07)."""
    kode = secrets.token_hex(4).upper()
    log.logger.error(
        "galat",
        extra={"fields": {"kode": kode, "rule": _rule(), "method": request.method}},
        exc_info=(type(error), error, error.__traceback__),
    )
    message = str(error) if isinstance(error, Damaged) else SENTENCES[500]
    return answer(500, message, kode=kode)


def _rule() -> str:
    return request.url_rule.rule if request.url_rule is not None else ""


def _any(error: Exception) -> Response:
    known = translate(error)
    if known is None:
        return _unexpected(error)
    log.logger.warning("basis_data", extra={"fields": {"rule": _rule()} | log.describe(error)})
    return _ours(known)


def init_app(app: Flask) -> None:
    """Every error that leaves a view ends here, with a request id in the log."""
    app.register_error_handler(EofficeError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _any)


def request_id() -> str:
    """The id of this request, from the edge to the log."""
    return str(g.get("request_id", ""))
