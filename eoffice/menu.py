"""What every page shows around its own: the menu, the bottom bar of a phone, who is signed in."""

from collections.abc import Callable, Container
from functools import lru_cache
from typing import Any, Final

from flask import Flask, current_app, g, request
from flask_login import current_user
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor, Peran
from eoffice.kerja import queries as kerja_queries
from eoffice.kerja import states as kerja_states
from eoffice.web import access, pages
from eoffice.web.pages import Butir, Kelompok
from eoffice.web.session import session

#: What waits for somebody, by the address of the menu entry.
Counters = Callable[[Session, Actor], dict[str, int]]

#: Who keeps records, or answers for them.
ARSIP: Final = frozenset({Peran.ARSIPARIS, Peran.PIMPINAN_OPD, Peran.UNIT_KEARSIPAN})

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
            ("Akses Arsip", "/akses", "lock", frozenset()),
            ("Peminjaman", "/peminjaman", "folder-open", frozenset()),
            ("Paket", "/paket", "stack-2", frozenset({Peran.ARSIPARIS})),
            ("Jatuh Tempo", "/arsip/jatuh-tempo", "clock", ARSIP),
            ("Pemindahan", "/arsip/pemindahan", "box", frozenset()),
            ("Musnah dan Serah", "/penyusutan", "archive", frozenset()),
            ("Tahan Hukum", "/arsip/tahan", "gavel", ARSIP),
            ("Klasifikasi", "/klasifikasi", "list-tree", frozenset()),
            ("Jadwal Retensi", "/arsip/jra", "calendar-event", frozenset()),
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
            ("Penyimpanan", "/simpanan", "stack-2", frozenset({Peran.ADMIN_SISTEM})),
        ),
    ),
)

#: What somebody who only manages the system has no part in.
SURAT: Final = frozenset(path for _, entries in MENU[:2] for _, path, _, _ in entries) - {"/"} | {
    "/akses",
    "/peminjaman",
}

#: Who reads the reports of a perangkat daerah.
LAPORAN: Final = frozenset({Peran.PIMPINAN_OPD, Peran.PEMANTAU, Peran.TU, Peran.ARSIPARIS})

#: Where the list behind a number is not the one that the plain address shows.
COUNTED: Final = {
    "/naskah/keluar": "/naskah/keluar?tab=belum",
    "/kiriman": "/kiriman?tab=perlu",
    "/ekspedisi": "/ekspedisi?tab=sampul",
    "/peminjaman": "/peminjaman?tab=putus",
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


#: Every entry with what an address below it begins with; that of the first page itself is looked for as "//".
_STARTS: Final = tuple((path, path + "/") for _, entries in MENU for _, path, _, _ in entries)


@lru_cache(maxsize=512)
def _entries(known: frozenset[str], actor: Actor) -> tuple[tuple[str, tuple[tuple[str, str, str, bool], ...]], ...]:
    """The groups that this person may see: label, address and icon of each entry, and whether only while something waits."""
    icons, none = pages.icon_names(), _no_concern(actor)
    groups = (
        (
            title,
            tuple(
                (label, path, _known(icon, icons), path in none)
                for label, path, icon, roles in entries
                if (path in known or path + "/" in known) and (not roles or roles & actor.peran)
            ),
        )
        for title, entries in MENU
    )
    return tuple(groups)


def _menu(app: Flask, actor: Actor, waiting: dict[str, int]) -> list[Kelompok]:
    here = request.path + "/"
    active = max((path for path, start in _STARTS if here.startswith(start)), key=len, default="")
    groups = []
    for title, entries in _entries(app.extensions["eoffice_addresses"], actor):
        shown = tuple(
            Butir(label, _address(path, waiting), icon, waiting.get(path, 0), path == active)
            for label, path, icon, idle in entries
            if not idle or waiting.get(path, 0)
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


@lru_cache(maxsize=512)
def _no_concern(actor: Actor) -> frozenset[str]:
    """The entries that are no use to this person when nothing waits there."""
    if actor.hanya_mengelola:
        return SURAT | {"/laporan/antrean", "/tenggat", "/penyusutan", "/arsip/pemindahan"}
    use = {
        "/kerja/paraf": actor.memeriksa,
        "/kerja/tanda-tangan": actor.menandatangani,
        "/surat-masuk/teliti": False,
        "/naskah/setujui": actor.memeriksa or actor.menandatangani,
        "/arsip/belum-diberkaskan": Peran.ARSIPARIS in actor.peran,
        "/penyusutan": bool(actor.peran & ARSIP),
        "/arsip/pemindahan": bool(actor.peran & ARSIP),
        "/tenggat": actor.memeriksa,
        "/laporan/antrean": actor.memeriksa or bool(actor.peran & LAPORAN),
    }
    return frozenset(path for path, is_use in use.items() if not is_use)


def _address(path: str, waiting: dict[str, int]) -> str:
    """Where an entry leads: to the list that its number counts, if there is one."""
    return COUNTED.get(path, path) if waiting.get(path, 0) else path


def _known(icon: str, icons: Container[str]) -> str:
    return icon if icon in icons else "file-text"


def _bottom(app: Flask, actor: Actor, waiting: dict[str, int]) -> list[Butir]:
    known = app.extensions["eoffice_addresses"]
    icons = pages.icon_names()
    found, none = [], _no_concern(actor)
    for place in BOTTOM_KELOLA if actor.hanya_mengelola else BOTTOM:
        there = [e for e in place if e[1] in known and (waiting.get(e[1], 0) or e[1] not in none)]
        if there:
            label, path, icon = next((entry for entry in there if waiting.get(entry[1], 0)), there[0])
            count = waiting.get(path, 0)
            found.append(Butir(label, _address(path, waiting), _known(icon, icons), count, path == request.path))
    return found


def konteks(nama_kota: str) -> dict[str, Any]:
    """What the layout needs; for an error page only the name of the city, since nothing else can be relied on."""
    plain: dict[str, Any] = {"nama_kota": nama_kota}
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
