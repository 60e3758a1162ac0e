"""Pages of the whole application beside bare ones: Flask, one statement and the same template, without a session."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from flask import Flask, render_template, template_rendered
from sqlalchemy import Select, select

from eoffice import search
from eoffice.db import reading
from eoffice.errors import Conflict
from eoffice.kerja import queries as kerja
from eoffice.kerja.states import DAFTAR
from eoffice.naskah.models import Naskah
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.ukur import kata
from eoffice.ukur.hasil import Baris, Sasaran, paling, rasio
from eoffice.ukur.takar import Takaran
from eoffice.ukur.tempat import Peramban, Tempat
from eoffice.web.session import session

#: The longest of the work lists: those that others wait in, and the one that only grows.
DAFTAR_KERJA: Final = ("masuk", "perlu", "menunggu", "lewat", "terkirim")
#: What Flask itself adds to every template, and a bare page has anew.
_OF_FLASK: Final = frozenset({"g", "request", "session", "config"})
Rows = Callable[[Mapping[str, Any], list[Any]], dict[str, Any]]


def daftar(tempat: Tempat) -> list[Baris]:
    """The inbox and the work lists of the head, and the list of issued naskah of the TU.

    Raises:
        Conflict: the head has no work at all, so that nothing but empty lists could be measured.
    """
    with reading(tempat.services.engine) as opened:
        if not sum(kerja.hitungan(opened, tempat.kepala).n.values()):
            raise Conflict("Daftar kerja yang hendak diukur kosong. Susunlah dahulu: eoffice daftar susun-ulang.")
    masuk, naskah = SuratMasuk.__table__, Naskah.__table__
    # The newest of all, whoever's they are: no order of rows costs a database less.
    inbox = select(masuk).order_by(masuk.c.id.desc()).limit(30)
    issued = select(naskah).order_by(naskah.c.id.desc()).limit(30)

    def target(ours: Takaran, bare: Takaran) -> tuple[Sasaran, ...]:
        return (
            paling(ours.cpu_p50, 10, "≤ 10 ms CPU"),
            paling(rasio(ours, bare), 3, "≤ 3x"),
        )

    return [
        _page(
            tempat, "kotak-masuk", "Kotak masuk", tempat.kepala, "/surat-masuk?tab=semua", inbox, target,
            rows=lambda values, found: {"daftar": found[: len(values["daftar"])]},
        ),
        _page(tempat, "surat-keluar", "Surat keluar", tempat.tu, "/naskah/keluar", issued, target),
        *(_page(tempat, f"kerja-{kode}", f"Daftar kerja: {DAFTAR[kode].nama}", tempat.kepala, f"/kerja/{kode}", inbox, target, length="jumlah") for kode in DAFTAR_KERJA),
    ]  # fmt: skip


def catatan(tempat: Tempat) -> list[Baris]:
    """One naskah and one surat masuk, opened."""
    naskah, masuk = Naskah.__table__, SuratMasuk.__table__
    last = select(naskah.c.id).where(naskah.c.opd_id == tempat.tu.opd_id, naskah.c.sifat == "biasa")
    read = select(masuk.c.id).where(
        masuk.c.tujuan_jabatan_id == tempat.kepala.jabatan_id, masuk.c.sifat == "biasa", masuk.c.dibaca_at.is_not(None)
    )
    with tempat.services.engine.connect() as connection:
        naskah_id = connection.scalar(last.order_by(naskah.c.id.desc()).limit(1))
        surat_id = connection.scalar(read.order_by(masuk.c.id.desc()).limit(1))

    def target(ours: Takaran, bare: Takaran) -> tuple[Sasaran, ...]:
        return (paling(rasio(ours, bare), 4, "≤ 4x"),)

    one, other = select(naskah).where(naskah.c.id == naskah_id), select(masuk).where(masuk.c.id == surat_id)
    return [
        _page(tempat, "naskah", "Satu naskah", tempat.tu, f"/naskah/{naskah_id}", one, target),
        _page(tempat, "surat", "Satu surat masuk", tempat.kepala, f"/surat-masuk/{surat_id}", other, target),
    ]


def cari(tempat: Tempat) -> list[Baris]:
    """The search page as the TU, with its count and its facets: newest first with filters alone, then by words."""
    found = search.DOKUMEN.c
    newest = select(found.urut, found.hal, found.nomor, found.isi).order_by(found.urut.desc()).limit(20)

    def times_three(ours: Takaran, bare: Takaran) -> tuple[Sasaran, ...]:
        return (paling(rasio(ours, bare), 3, "≤ 3x"),)

    def twelve(ours: Takaran, _bare: Takaran) -> tuple[Sasaran, ...]:
        return (paling(ours.cpu_p50, 12, "≤ 12 ms CPU"),)

    def hundred(ours: Takaran, _bare: Takaran) -> tuple[Sasaran, ...]:
        return (paling(ours.cpu_p95, 100, "p95 ≤ 100 ms CPU"),)

    best = "urut=cocok&"
    asked = (
        ("cari-terbaru", "Cari: terbaru, tanpa kata", "q=jenis:surat_dinas", times_three),
        ("cari-umum", f"Cari: «{kata.UMUM}»", f"q={kata.UMUM}", times_three),
        ("cari-dua", f"Cari: «{kata.DUA}»", f"q={quote(kata.DUA)}", times_three),
        ("cocok-umum", f"Cari paling cocok: «{kata.UMUM}»", f"{best}q={kata.UMUM}", twelve),
        ("cocok-dua", f"Cari paling cocok: «{kata.DUA}»", f"{best}q={quote(kata.DUA)}", twelve),
        ("cocok-frasa", f"Cari paling cocok: {kata.FRASA}", f"{best}q={quote(kata.FRASA)}", twelve),
        ("cari-awalan", f"Cari: «{kata.AWALAN}…»", f"q={kata.AWALAN}", hundred),
        ("cocok-awalan", f"Cari paling cocok: «{kata.AWALAN}…»", f"{best}q={kata.AWALAN}", hundred),
    )
    made = []
    for name, what, query, target in asked:
        tempat.lupakan_batas()
        made.append(_page(tempat, name, what, tempat.tu, f"/cari?{query}", newest, target, most=50))
    return made


def _page(
    tempat: Tempat,
    nama: str,
    apa: str,
    actor: Any,
    path: str,
    statement: Select[Any],
    target: Callable[[Takaran, Takaran], tuple[Sasaran, ...]],
    *,
    rows: Rows | None = None,
    most: int = 10_000,
    length: str = "",
) -> Baris:
    """Measure a page and its bare twin.

    Args:
        rows: what of the template's values the rows of the bare statement replace.
        most: samples at most, below a rate limit of the page.
        length: which of the template's values says how long the whole list is; an empty one reaches no target.
    """
    browser = tempat.peramban(actor)
    template, values = _seen(tempat.app, lambda: browser.get(path))
    bare = Peramban(_bare(tempat, template, values, statement, rows), tempat.services.settings.base_url)
    calls = [lambda: browser.get(path), lambda: bare.get("/")]
    ours, beside = tempat.jam.berdampingan(calls, min(tempat.ulang, most))
    if not length:
        return Baris(nama, apa, ours, "halaman polos", beside, target(ours, beside))
    note = f"{values[length]} baris, {len(values['daftar'])} di antaranya di halaman yang diukur."
    return Baris(nama, apa, ours, "halaman polos", beside, target(ours, beside) if values["daftar"] else (), note)


def _seen(app: Flask, call: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    """The template that a page shows and the values it was given, let go by their session with all they have loaded."""
    found: list[tuple[str, dict[str, Any]]] = []

    def note(_app: Flask, template: Any, context: dict[str, Any], **_more: object) -> None:
        session().expunge_all()
        found.append((template.name, {k: v for k, v in context.items() if k not in _OF_FLASK}))

    with template_rendered.connected_to(note, app):
        call()
    return found[-1]


def _bare(tempat: Tempat, template: str, values: dict[str, Any], statement: Select[Any], rows: Rows | None) -> Flask:
    """An application with this one page: no session, no rights, no counters, no headers."""
    whole, engine = tempat.app, tempat.services.engine
    bare = Flask("eoffice.ukur.polos", static_folder=whole.static_folder, template_folder=_templates(whole))
    env = bare.jinja_env
    env.trim_blocks, env.lstrip_blocks = whole.jinja_env.trim_blocks, whole.jinja_env.lstrip_blocks
    env.filters.update(whole.jinja_env.filters)
    env.globals.update({k: v for k, v in whole.jinja_env.globals.items() if k not in env.globals})
    # Links that depend on who asks are left out: the bare page has nobody.
    own = {"csrf_token": lambda: "0" * 91, "csp_nonce": lambda: "0" * 22, "layanan": lambda thing: []}
    env.globals.update(own)
    fixed = values | own

    def page() -> str:
        with engine.connect() as connection:
            found = list(connection.execute(statement))
        return render_template(template, **fixed | (rows(values, found) if rows else {}))

    bare.add_url_rule("/", view_func=page)
    return bare


def _templates(app: Flask) -> str:
    return str(Path(app.root_path) / (app.template_folder or ""))
