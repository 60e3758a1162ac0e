"""Is the process alive, is it ready, and what browsers report about our policy (TGH-06, WEB-02)."""

import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from typing import Any, Final

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy import text

from eoffice import db
from eoffice.web import log
from eoffice.web.access import limited, public
from eoffice.web.fields import parse_json
from eoffice.web.services import Services
from eoffice.web.session import services

routes = Blueprint("keadaan", __name__)

#: Seconds that all checks together may take.
PATIENCE: Final = 2
#: Bytes that must be left for the database to go on (DB-02).
RESERVE: Final = 256 * 1024 * 1024

_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="siap")


@routes.get("/hidup")
@public
def hidup() -> Response:
    """The process answers; nothing else is asked."""
    return Response("hidup\n", content_type="text/plain; charset=utf-8")


@routes.get("/siap")
@public
def siap() -> Response:
    """Whether work can be done now; strangers learn yes or no, the log learns why."""
    app: Any = current_app
    check: Future[list[str]] = _pool.submit(problems, services(), app.extensions.get("eoffice_ready"))
    try:
        found = check.result(timeout=PATIENCE)
    except TooSlow:
        check.cancel()
        found = ["waktu"]
    if found:
        log.warn("belum_siap", problems=", ".join(found))
    words = "belum siap\n" if found else "siap\n"
    if not found and (troubles := _troubles(services(), app.extensions.get("eoffice_gangguan"))):
        log.warn("terganggu", problems="; ".join(troubles)[:2000])
        words = "siap, terganggu\n"  # work can go on; what it is stands in the log
    return Response(words, status=503 if found else 200, content_type="text/plain; charset=utf-8")


def _troubles(parts: Services, ask: Any) -> list[str]:
    """What does not keep everybody from working: channels in and out, a first store that is away while its replica answers."""
    away = (
        [] if parts.store.ready() else ["penyimpanan utama tidak dapat ditulis; membaca dari replika, unggahan ditolak"]
    )
    if ask is None:
        return away
    try:
        with db.reading(parts.engine) as session:
            return away + list(ask(session))
    except Exception as error:
        return [*away, f"gangguan ({type(error).__name__})"]


def problems(parts: Services, ready: Any) -> list[str]:
    """The names of what is not ready: basis_data, migrasi, simpanan, ruang."""
    found = []
    try:
        with db.reading(parts.engine) as session:
            session.execute(text("SELECT 1"))
        if ready is not None and ready(parts.engine):
            found.append("migrasi")
    except Exception as error:
        found.append(f"basis_data ({type(error).__name__})")
    try:
        if not parts.store.ready() and not _readable(parts):
            found.append("simpanan")
    except Exception as error:
        found.append(f"simpanan ({type(error).__name__})")
    folder = parts.settings.data_dir
    if folder.exists() and shutil.disk_usage(folder).free < RESERVE:
        found.append("ruang")
    return found


def _readable(parts: Services) -> bool:
    """Whether a replica answers: then reading goes on, and nobody should be sent away from here."""
    replika = getattr(parts.store, "replika", None)
    return replika is not None and replika.ready()


@routes.post("/csp-laporan")
@public(no_csrf=True)
@limited("csp", 60, per=60)
def csp_laporan() -> Response:
    """Note what a browser refused to load; the report changes nothing."""
    try:
        body = parse_json(request.get_data(cache=False)[:8192])
    except ValueError:
        body = {}
    first = body[0] if isinstance(body, list) and body else body
    report = first.get("csp-report") or first.get("body") or {} if isinstance(first, dict) else {}
    if isinstance(report, dict):
        kept = ("effective-directive", "effectiveDirective", "blocked-uri", "blockedURL", "line-number", "lineNumber")
        log.warn("csp", **{name.replace("-", "_"): str(report[name])[:200] for name in kept if name in report})
    return Response(status=204)


def init_app(app: Flask) -> None:
    """Serve the addresses of this module."""
    app.register_blueprint(routes)
