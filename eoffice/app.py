"""create_app: the only place that knows every part and wires them."""

from pathlib import Path
from typing import Any, Final

from flask import Flask, request
from flask_login import current_user
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from eoffice import menu, outbox, pembaca, sandbox, siap
from eoffice.agenda import jobs as agenda_jobs
from eoffice.agenda import routes as agenda_routes
from eoffice.akses import rights
from eoffice.akun import login
from eoffice.akun import routes as akun_routes
from eoffice.arsip import routes as arsip_routes
from eoffice.arsip_impor import routes as arsip_impor_routes
from eoffice.audit import actions as audit
from eoffice.config import Settings
from eoffice.dasbor import papan
from eoffice.dasbor import queries as dasbor_queries
from eoffice.dasbor import routes as dasbor_routes
from eoffice.db import transaction
from eoffice.disposisi import jobs as disposisi_jobs
from eoffice.disposisi import routes as disposisi_routes
from eoffice.ekspedisi import routes as ekspedisi_routes
from eoffice.kalender import routes as kalender_routes
from eoffice.kanal import queries as kanal_queries
from eoffice.kanal import routes as kanal_routes
from eoffice.kerja import pencatat as kerja_pencatat
from eoffice.kerja import routes as kerja_routes
from eoffice.kerja import states as kerja_states
from eoffice.klasifikasi import jobs as klasifikasi_jobs
from eoffice.klasifikasi import routes as klasifikasi_routes
from eoffice.laporan import jobs as laporan_jobs
from eoffice.laporan import routes as laporan_routes
from eoffice.layanan_arsip import jobs as layanan_jobs
from eoffice.layanan_arsip import queries as layanan_queries
from eoffice.layanan_arsip import routes as layanan_routes
from eoffice.naskah import jobs as naskah_jobs
from eoffice.naskah import routes as naskah_routes
from eoffice.notifikasi import jobs as notifikasi_jobs
from eoffice.notifikasi import queries as notifikasi_queries
from eoffice.notifikasi import routes as notifikasi_routes
from eoffice.paket import routes as paket_routes
from eoffice.pencarian import routes as pencarian_routes
from eoffice.pengaturan import aturan as aturan_routes
from eoffice.pengaturan import routes as pengaturan_routes
from eoffice.pengguna import routes as pengguna_routes
from eoffice.penyusutan import jobs as penyusutan_jobs
from eoffice.penyusutan import routes as penyusutan_routes
from eoffice.perwakilan import jobs as perwakilan_jobs
from eoffice.perwakilan import routes as perwakilan_routes
from eoffice.pindaian import routes as pindaian_routes
from eoffice.rekap import routes as rekap_routes
from eoffice.simpanan import actions as simpanan_actions
from eoffice.simpanan import jobs as simpanan_jobs
from eoffice.simpanan import queries as simpanan_queries
from eoffice.simpanan import routes as simpanan_routes
from eoffice.surat_masuk import jobs as surat_masuk_jobs
from eoffice.surat_masuk import routes as surat_masuk_routes
from eoffice.tenggat import jobs as tenggat_jobs
from eoffice.tenggat import routes as tenggat_routes
from eoffice.tte import jobs as tte_jobs
from eoffice.tte import routes as tte_routes
from eoffice.verifikasi import jobs as verifikasi_jobs
from eoffice.verifikasi import routes as verifikasi_routes
from eoffice.web import access, csrf, edge, errors, headers, health, log, pages
from eoffice.web.cookies import Cookies
from eoffice.web.services import Services, derive
from eoffice.web.session import services as current_services
from eoffice.web.session import sign_transactions

ROOT: Final = Path(__file__).resolve().parents[1]

#: What keeps lists and deadlines in every transaction, of the web and of the worker; being here is what switches it on.
PENGAMAT: Final = (kerja_pencatat,)

#: Every blueprint, and every table of outbox handlers.
BLUEPRINTS: Final = (
    akun_routes.routes,
    verifikasi_routes.routes,
    naskah_routes.routes,
    naskah_routes.bantuan.routes,
    notifikasi_routes.routes,
    surat_masuk_routes.routes,
    disposisi_routes.routes,
    agenda_routes.routes,
    arsip_routes.routes,
    pencarian_routes.routes,
    layanan_routes.routes,
    simpanan_routes.routes,
    arsip_impor_routes.routes,
    paket_routes.routes,
    penyusutan_routes.routes,
    klasifikasi_routes.routes,
    kanal_routes.routes,
    ekspedisi_routes.routes,
    laporan_routes.routes,
    kerja_routes.routes,
    dasbor_routes.routes,
    kalender_routes.routes,
    tenggat_routes.routes,
    rekap_routes.routes,
    tte_routes.routes,
    pengguna_routes.routes,
    pengaturan_routes.routes,
    aturan_routes.routes,
    perwakilan_routes.routes,
    pindaian_routes.routes,
)
HANDLERS: Final = (
    tte_jobs.HANDLERS,
    naskah_jobs.HANDLERS,
    surat_masuk_jobs.HANDLERS,
    klasifikasi_jobs.HANDLERS,
    perwakilan_jobs.HANDLERS,
    disposisi_jobs.HANDLERS,
    agenda_jobs.HANDLERS,
    notifikasi_jobs.handlers(pembaca.lihat),
    layanan_jobs.HANDLERS,
    laporan_jobs.HANDLERS,
    tenggat_jobs.HANDLERS,
    verifikasi_jobs.HANDLERS,
    penyusutan_jobs.HANDLERS,
    simpanan_jobs.HANDLERS,
)


#: Who else acts when a message has been handled: topic, and what is done after its handler.
PENGIKUT: Final = (penyusutan_jobs.PENGIKUT,)


def create_app(settings: Settings, *, services: Services | None = None) -> Flask:
    """The whole application, checked: every address declared, every part present.

    Args:
        services: already connected parts (tests, or web and worker in one process); otherwise they are connected here.
    Raises:
        RuntimeError: a view declares no right (OTR-02), or the database is not the one this program expects (KNF-01).
    """
    app = edge.Edge("eoffice", static_folder=str(ROOT / "static"), template_folder=str(ROOT / "templates"))
    app.config.update(
        SECRET_KEY=derive(settings.secret_key, "flask"),
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=settings.max_request,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=200,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,  # addresses of static files carry their hash
    )
    app.extensions["eoffice"] = parts = services or Services.start(settings)
    app.extensions["eoffice_ready"] = check_ready
    app.extensions["eoffice_gangguan"] = lambda session: [
        *channel_trouble(session),
        *simpanan_queries.gangguan(session, replika=bool(settings.replika_url)),
    ]
    app.extensions["eoffice_refused"] = note_refusal
    app.extensions["eoffice_siapa"] = rights.siapa
    sandbox.configure(settings.sandboxes)
    app.extensions["eoffice_counters"] = dasbor_queries.counters
    app.extensions["eoffice_di_luar"] = layanan_queries.di_luar
    problems = check_ready(parts.engine)
    if settings.mode == "produksi":
        problems += siap.skewed(parts.engine)
    if problems:
        raise RuntimeError("; ".join(problems))
    sign_transactions(parts.engine)
    edge.init_app(app)
    csrf.init_app(app, Cookies(settings.secret_key, tls=settings.tls))
    headers.init_app(app, tls=settings.tls)
    errors.init_app(app)
    login.init_app(app)
    pages.install(app)
    health.init_app(app)
    app.view_functions["static"] = access.public(app.view_functions["static"])
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    notifikasi_routes.pasang(app, pembaca.lihat)
    app.teardown_appcontext(lambda _error: tell_damage(parts))
    lists = {f"/kerja/{kode}" for kode in kerja_states.DAFTAR}
    app.extensions["eoffice_addresses"] = frozenset(rule.rule for rule in app.url_map.iter_rules()) | lists
    app.jinja_env.globals["jalan_kerja"] = kerja_routes.jalan
    app.jinja_env.globals["layanan"] = layanan_routes.layanan
    app.context_processor(lambda: menu.konteks(settings.nama_kota))
    parts.cache[papan.TEMPLAT] = app.jinja_env
    access.verify(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app


def tell_damage(parts: Services) -> None:
    """After a request, when its transaction has ended: what it found damaged in the store becomes work (OBJ-04).

    A message that cannot be left costs nobody a page; the scrub finds the object again.
    """
    try:
        simpanan_actions.laporkan(parts)
    except Exception as error:
        log.logger.error("rusak_tidak_tercatat", extra={"fields": log.describe(error)})


def check_ready(engine: Engine) -> list[str]:
    """What keeps this program from using the database, as sentences for an operator; empty when nothing does."""
    if siap.pending(engine):
        return ["Skema basis data belum mutakhir; jalankan: eoffice siapkan"]
    return []


def channel_trouble(session: Session) -> list[str]:
    """What is wrong with the channels in and out, as sentences; the office works on meanwhile."""
    return [*kanal_queries.gangguan(session), *notifikasi_queries.gangguan(session)]


#: What the number in an address names, as the trail calls it.
OBJEK: Final = {
    "pegawai_id": "pegawai",
    "unit_id": "unit",
    "naskah_id": "naskah",
    "surat_id": "surat_masuk",
    "penerima_id": "disposisi",
    "peserta_id": "agenda",
    "berkas_id": "berkas",
    "kasus_id": "penyusutan",
    "arsip_id": "arsip_impor",
    "paket_id": "paket",
    "impor_id": "impor",
    "pindaian_id": "pindaian",
    "pencarian_id": "pencarian",
    "permintaan_id": "permintaan_akses",
    "pinjam_id": "peminjaman",
    "penahanan_id": "penahanan",
    "versi_id": "jra_versi",
}


def note_refusal(status: int) -> None:
    """Write down who asked for what and was refused, in the same way whether the thing exists or not (AUD-01, OTR-04)."""
    actor = current_user.actor if current_user.is_authenticated else None
    if actor is None:
        return
    named = request.view_args or {}
    part = next((n for n in OBJEK if n in named), "")
    number = named.get(part, 0)
    rule = request.url_rule.rule if request.url_rule is not None else ""
    with transaction(current_services().engine) as own:
        audit.record(
            own,
            actor,
            "akses.ditolak",
            OBJEK.get(part, "halaman"),
            number if number < 1 << 63 else 0,
            hasil="ditolak",
            catatan=f"{request.method} {rule} {status}"[:300],
        )


def handlers() -> dict[str, outbox.Handler]:
    """Every outbox topic and the function that does it, with those that follow it in the same transaction."""
    found = {topic: handler for table in HANDLERS for topic, handler in table.items()}
    for table in PENGIKUT:
        for topic, follower in table.items():
            found[topic] = _sesudah(found[topic], follower)
    return found


def _sesudah(handler: outbox.Handler, follower: outbox.Handler) -> outbox.Handler:
    """One handler after another."""

    def both(session: Session, services: Services, **payload: Any) -> None:
        handler(session, services, **payload)
        follower(session, services, **payload)

    return both
