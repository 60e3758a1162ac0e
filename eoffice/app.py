"""create_app: the only place that knows every part and wires them."""

from collections.abc import Callable, Container
from pathlib import Path
from typing import Any, Final

from flask import Flask, current_app, g, request
from flask_login import current_user
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from eoffice import outbox, pembaca, sandbox, siap
from eoffice.agenda import jobs as agenda_jobs
from eoffice.agenda import routes as agenda_routes
from eoffice.akses import rights
from eoffice.akses.actor import Actor, Peran
from eoffice.akun import login
from eoffice.akun import routes as akun_routes
from eoffice.arsip import routes as arsip_routes
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
from eoffice.kerja import queries as kerja_queries
from eoffice.kerja import routes as kerja_routes
from eoffice.kerja import states as kerja_states
from eoffice.klasifikasi import routes as klasifikasi_routes
from eoffice.laporan import jobs as laporan_jobs
from eoffice.laporan import routes as laporan_routes
from eoffice.naskah import jobs as naskah_jobs
from eoffice.naskah import routes as naskah_routes
from eoffice.notifikasi import jobs as notifikasi_jobs
from eoffice.notifikasi import queries as notifikasi_queries
from eoffice.notifikasi import routes as notifikasi_routes
from eoffice.pengaturan import aturan as aturan_routes
from eoffice.pengaturan import routes as pengaturan_routes
from eoffice.pengguna import routes as pengguna_routes
from eoffice.perwakilan import jobs as perwakilan_jobs
from eoffice.perwakilan import routes as perwakilan_routes
from eoffice.pindaian import routes as pindaian_routes
from eoffice.rekap import routes as rekap_routes
from eoffice.surat_masuk import jobs as surat_masuk_jobs
from eoffice.surat_masuk import routes as surat_masuk_routes
from eoffice.tenggat import jobs as tenggat_jobs
from eoffice.tenggat import routes as tenggat_routes
from eoffice.tte import jobs as tte_jobs
from eoffice.tte import routes as tte_routes
from eoffice.verifikasi import jobs as verifikasi_jobs
from eoffice.verifikasi import routes as verifikasi_routes
from eoffice.web import access, csrf, edge, errors, headers, health, pages
from eoffice.web.cookies import Cookies
from eoffice.web.pages import Butir, Kelompok
from eoffice.web.services import Services, derive
from eoffice.web.session import services as current_services
from eoffice.web.session import session, sign_statements

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
    perwakilan_jobs.HANDLERS,
    disposisi_jobs.HANDLERS,
    agenda_jobs.HANDLERS,
    notifikasi_jobs.handlers(pembaca.lihat),
    laporan_jobs.HANDLERS,
    tenggat_jobs.HANDLERS,
    verifikasi_jobs.HANDLERS,
)


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
    app.extensions["eoffice_gangguan"] = channel_trouble
    app.extensions["eoffice_refused"] = note_refusal
    app.extensions["eoffice_siapa"] = rights.siapa
    sandbox.configure(settings.sandboxes)
    app.extensions["eoffice_counters"] = dasbor_queries.counters
    problems = check_ready(parts.engine)
    if settings.mode == "produksi":
        problems += siap.skewed(parts.engine)
    if problems:
        raise RuntimeError("; ".join(problems))
    sign_statements(parts.engine)
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
    app.extensions["eoffice_addresses"] = {rule.rule for rule in app.url_map.iter_rules()} | {
        f"/kerja/{kode}" for kode in kerja_states.DAFTAR
    }
    app.jinja_env.globals["jalan_kerja"] = kerja_routes.jalan
    app.context_processor(lambda: _context(settings))
    parts.cache[papan.TEMPLAT] = app.jinja_env
    access.verify(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app


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
    "pindaian_id": "pindaian",
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
    """Every outbox topic and the function that does it."""
    return {topic: handler for table in HANDLERS for topic, handler in table.items()}


# -- what every page shows --------------------------------------------------------------------------------------------

#: What waits for somebody, by the address of the menu entry.
Counters = Callable[[Session, Actor], dict[str, int]]

#: Group, label, address, icon, and the roles that see it; an empty set of roles means everybody.
MENU: Final[tuple[tuple[str, tuple[tuple[str, str, str, frozenset[Peran]], ...]], ...]] = (
    (
        "Surat",
        (
            ("Beranda", "/", "home", frozenset()),
            *((d.nama, f"/kerja/{d.kode}", d.gambar, frozenset[Peran]()) for d in kerja_states.DAFTAR.values()),
        ),
    ),
    (
        "Buku Surat",
        (
            ("Surat Masuk", "/surat-masuk", "mail-opened", frozenset()),
            ("Disposisi", "/disposisi", "arrow-forward-up", frozenset()),
            ("Surat Keluar", "/naskah/keluar", "file-text", frozenset()),
            ("Surat Massal", "/naskah/massal", "users", frozenset()),
            ("Di Mana Surat Saya", "/kerja/surat-saya", "search", frozenset()),
            ("Agenda Acara", "/acara", "calendar-event", frozenset()),
            ("Perlu Diteliti", "/surat-masuk/teliti", "clipboard-list", frozenset()),
            ("Pindaian", "/pindaian", "file-search", frozenset({Peran.TU})),
            ("Kiriman", "/kiriman", "mail", frozenset({Peran.TU})),
            ("Catat Surat Masuk", "/surat-masuk/registrasi", "notebook", frozenset({Peran.TU})),
            ("Ekspedisi", "/ekspedisi", "send", frozenset({Peran.TU, Peran.ARSIPARIS})),
            ("Buku Agenda", "/agenda", "list", frozenset({Peran.TU, Peran.ARSIPARIS})),
        ),
    ),
    (
        "Arsip",
        (
            ("Pencarian", "/cari", "search", frozenset()),
            ("Berkas", "/arsip", "archive", frozenset({Peran.ARSIPARIS, Peran.PIMPINAN_OPD, Peran.TU})),
            ("Belum Diberkaskan", "/arsip/belum-diberkaskan", "folder", frozenset({Peran.ARSIPARIS})),
            ("Klasifikasi", "/klasifikasi", "list-tree", frozenset()),
        ),
    ),
    (
        "Jabatan",
        (("Perwakilan", "/perwakilan", "user-check", frozenset()),),
    ),
    (
        "Pimpinan",
        (
            ("Dasbor Kota", "/dasbor", "chart-bar", frozenset({Peran.PEMANTAU})),
            ("Adopsi", "/laporan/adopsi", "target", frozenset({Peran.PEMANTAU})),
            ("Laporan Bulanan", "/laporan/sekda", "file-text", frozenset({Peran.PEMANTAU})),
            ("Sasaran", "/laporan/sasaran", "target", frozenset({Peran.ADMIN_SISTEM})),
            ("Antrean", "/laporan/antrean", "clock", frozenset()),
            ("Perlu Ditegur", "/tenggat", "clock-exclamation", frozenset()),
            (
                "Kertas Terhindar",
                "/laporan",
                "leaf",
                frozenset({Peran.PIMPINAN_OPD, Peran.PEMANTAU, Peran.TU, Peran.ARSIPARIS}),
            ),
        ),
    ),
    (
        "Administrasi",
        (
            ("Pengguna", "/pengguna", "users", frozenset({Peran.ADMIN_SISTEM})),
            ("Organisasi", "/organisasi", "hierarchy-2", frozenset({Peran.ADMIN_SISTEM})),
            ("Mutasi", "/perwakilan/mutasi", "users", frozenset({Peran.ADMIN_SISTEM})),
            (
                "Kalender Kerja",
                "/organisasi/kalender",
                "calendar-event",
                frozenset({Peran.ADMIN_SISTEM, Peran.PEMANTAU}),
            ),
            ("Pengaturan Naskah", "/pengaturan/naskah", "file-text", frozenset({Peran.ADMIN_SISTEM})),
            ("Kanal Masuk", "/kanal", "mail", frozenset({Peran.ADMIN_SISTEM})),
            ("Sertifikat TTE", "/sertifikat/kelola", "certificate", frozenset({Peran.ADMIN_SISTEM})),
            ("Pemberitahuan", "/notifikasi/kelola", "bell", frozenset({Peran.ADMIN_SISTEM})),
            ("Penyimpanan", "/laporan/simpan", "stack-2", frozenset({Peran.ADMIN_SISTEM})),
        ),
    ),
)

#: What somebody who only manages the system has no part in.
SURAT: Final = frozenset(path for _, entries in MENU[:2] for _, path, _, _ in entries) - {"/"}

#: Who reads the reports of a perangkat daerah.
LAPORAN: Final = frozenset({Peran.PIMPINAN_OPD, Peran.PEMANTAU, Peran.TU, Peran.ARSIPARIS})

#: Where the list behind a number is not the one that the plain address shows.
COUNTED: Final = {
    "/naskah/keluar": "/naskah/keluar?tab=belum",
    "/kiriman": "/kiriman?tab=perlu",
    "/ekspedisi": "/ekspedisi?tab=sampul",
} | {f"/kerja/{d.kode}": f"/kerja/{d.kode}?saring=belum_dibaca" for d in kerja_states.DAFTAR.values() if d.dibaca}

#: The bottom bar of a phone: in each place the first of these that concerns the person and in which
#: something waits, else the first that concerns the person.
BOTTOM: Final[tuple[tuple[tuple[str, str, str], ...], ...]] = (
    (("Beranda", "/", "home"),),
    (("Masuk", "/kerja/masuk", "inbox"), ("Perlu", "/kerja/perlu", "clipboard-check")),
    (("Tulis", "/naskah/baru", "pencil"),),
    (
        ("Setujui", "/naskah/setujui", "checks"),
        ("Berkaskan", "/arsip/belum-diberkaskan", "folder"),
        ("Konsep", "/kerja/konsep", "pencil"),
        ("Cari", "/cari", "search"),
    ),
)

#: The same for somebody who only manages the system.
BOTTOM_KELOLA: Final = (
    (("Beranda", "/", "home"),),
    (("Pengguna", "/pengguna", "users"),),
    (("Organisasi", "/organisasi", "hierarchy-2"),),
    (("Sertifikat", "/sertifikat/kelola", "certificate"),),
)


def _menu(app: Flask, actor: Actor, waiting: dict[str, int]) -> list[Kelompok]:
    known = app.extensions["eoffice_addresses"]
    icons = pages.icon_names()
    here = request.path
    open_ = [path for _, entries in MENU for _, path, _, _ in entries if here == path or here.startswith(path + "/")]
    active = max(open_, key=len, default="/" if here == "/" else "")
    groups = []
    for title, entries in MENU:
        shown = tuple(
            Butir(label, _address(path, waiting), _known(icon, icons), waiting.get(path, 0), path == active)
            for label, path, icon, roles in entries
            if (path in known or path + "/" in known)
            and (not roles or roles & actor.peran)
            and (waiting.get(path, 0) or _concerns(actor, path))
        )
        if shown:
            groups.append(Kelompok(title, shown))
    return groups


def _pinned(menu: list[Kelompok], actor: Actor) -> list[Kelompok]:
    """The menu with the saved views that this person pinned, below the lists they come from."""
    views = kerja_queries.disematkan(session(), actor)
    if not views or not menu:
        return menu
    added = tuple(Butir(nama, f"/kerja/tampilan/{key}", "filter") for key, nama in views)
    return [Kelompok(menu[0].judul, menu[0].butir + added), *menu[1:]]


def _concerns(actor: Actor, path: str) -> bool:
    """Whether an entry is any use to this person when nothing waits there."""
    if actor.hanya_mengelola:
        return path not in SURAT and path not in ("/laporan/antrean", "/tenggat")
    return {
        "/kerja/paraf": actor.memeriksa,
        "/kerja/tanda-tangan": actor.menandatangani,
        "/surat-masuk/teliti": False,
        "/naskah/setujui": actor.memeriksa or actor.menandatangani,
        "/arsip/belum-diberkaskan": Peran.ARSIPARIS in actor.peran,
        "/tenggat": actor.memeriksa,
        "/laporan/antrean": actor.memeriksa or bool(actor.peran & LAPORAN),
    }.get(path, True)


def _address(path: str, waiting: dict[str, int]) -> str:
    """Where an entry leads: to the list that its number counts, if there is one."""
    return COUNTED.get(path, path) if waiting.get(path, 0) else path


def _known(icon: str, icons: Container[str]) -> str:
    return icon if icon in icons else "file-text"


def _bottom(app: Flask, actor: Actor, waiting: dict[str, int]) -> list[Butir]:
    known = app.extensions["eoffice_addresses"]
    icons = pages.icon_names()
    found = []
    for place in BOTTOM_KELOLA if actor.hanya_mengelola else BOTTOM:
        there = [e for e in place if e[1] in known and (waiting.get(e[1], 0) or _concerns(actor, e[1]))]
        if there:
            label, path, icon = next((entry for entry in there if waiting.get(entry[1], 0)), there[0])
            count = waiting.get(path, 0)
            found.append(Butir(label, _address(path, waiting), _known(icon, icons), count, path == request.path))
    return found


def _context(settings: Settings) -> dict[str, Any]:
    """What the layout needs; for an error page only the name of the city, since nothing else can be relied on."""
    plain: dict[str, Any] = {"nama_kota": settings.nama_kota}
    if g.get("failing") or not current_user.is_authenticated:
        return plain
    user, app = access.current_akun(), current_app
    more: dict[str, Any] = {"tema": user.tema, "pintasan": user.pintasan, "peran": user.peran}
    jabatan = user.actor.jabatan_nama if user.actor is not None else "Belum memegang jabatan"
    more["pengguna"] = {"nama": user.nama, "jabatan": jabatan}
    if user.actor is not None:
        counters: Counters = app.extensions["eoffice_counters"]
        waiting = counters(session(), user.actor)
        menu = _pinned(_menu(app, user.actor, waiting), user.actor)
        more |= {"actor": user.actor, "menu": menu, "menu_bawah": _bottom(app, user.actor, waiting)}
    return plain | more
