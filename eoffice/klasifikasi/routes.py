"""The classification as pages: a tree to walk through with the retention of each kode, and the answer of search boxes."""

from collections.abc import Sequence

from flask import Blueprint, Response, make_response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.errors import NotFound
from eoffice.klasifikasi import perubahan, policy, queries
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.klasifikasi.states import LABEL_PERUBAHAN
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.ekspor import Lembar, to_xlsx
from eoffice.web.files import attachment
from eoffice.web.session import session

routes = Blueprint("klasifikasi", __name__, url_prefix="/klasifikasi")

#: Characters of what is typed that are looked at.
LONGEST = 200
#: Results of one search, and characters before a found word that are still shown.
MOST, ROUND = 60, 80
#: Decisions on one page.
PAGE = 50


@routes.get("")
@needs(Action.CARI)
def pohon() -> str | Response:
    """The tree: the groups, or one kode with its path, its retention and what lies below it."""
    words, kode = request.args.get("q", "")[:LONGEST].strip(), request.args.get("kode", "").strip()
    if words:
        found = queries.find(session(), words, limit=MOST)
        return render_template(
            "klasifikasi/pohon.html",
            q=words,
            jalur=[],
            daftar=found,
            jra=None,
            kata=queries.terms(words) or [words],
            lama=queries.dari_lama(session(), words) if not queries.terms(words) else [],
            **_manage(),
            sebab=_reasons(found, queries.terms(words)),
            terpotong=len(found) == MOST,
            utuh=not queries.terms(words) or any(queries.whole(k, queries.terms(words)) for k in found),
        )
    if not kode:
        return render_template(
            "klasifikasi/pohon.html", q="", jalur=[], daftar=queries.children(session(), None), **_manage()
        )
    path = queries.path(session(), kode) if queries.KODE.match(kode) else []
    if not path:
        raise NotFound("Kode klasifikasi tidak dikenal.")
    jra = queries.retention(session(), kode)
    return render_template(
        "klasifikasi/pohon.html",
        q="",
        jalur=path,
        daftar=queries.children(session(), kode),
        jra=jra,
        riwayat=queries.perubahan(session(), kode),
        **_manage(),
    )


def _manage() -> dict[str, object]:
    return {"kelola": policy.may(current_actor()), "hari_ini": clock.today(), "label_ubah": LABEL_PERUBAHAN}


@routes.get("/perubahan")
@needs(Action.CARI)
def semua_perubahan() -> str:
    """What the city decided about the classification, with its legal ground."""
    start = perubahan.tanda(request.args.get("sesudah", ""))
    found = perubahan.daftar(session(), limit=PAGE + 1, sesudah=start)
    more = f"/klasifikasi/perubahan?sesudah={found[PAGE - 1].tanda}" if len(found) > PAGE else ""
    return render_template(
        "klasifikasi/perubahan.html",
        daftar=found[:PAGE],
        lanjut=more,
        awal="/klasifikasi/perubahan" if start else "",
        hari_ini=clock.today(),
    )


@routes.get("/perubahan.xlsx")
@needs(Action.CARI)
@limited("ekspor", 30, per=3600)
def perubahan_xlsx() -> Response:
    """The same as a workbook."""
    rows = perubahan.daftar(session(), limit=perubahan.TERBANYAK)
    title, today = "Perubahan klasifikasi arsip", clock.today()
    lines = (title, f"Keadaan {today.day:02d}-{today.month:02d}-{today.year}. Jumlah: {len(rows)} ketetapan.")
    cells = [perubahan.sel(n, each) for n, each in enumerate(rows, 1)]
    sheet = Lembar(title, perubahan.KEPALA, cells, perubahan.LEBAR, lines)
    return attachment(to_xlsx([sheet], judul=title), name=f"{title} {today.isoformat()}.xlsx")


@routes.get("/cari")
@needs(Action.CARI)
def cari() -> Response:
    """Up to twelve kode for a type-ahead box, as a fragment; the deepest fitting ones come first."""
    typed = request.args.get("q", "")[:LONGEST]
    found, words = queries.find(session(), typed, limit=12), queries.terms(typed)
    answer = make_response(
        render_template(
            "klasifikasi/_hasil.html",
            hari_ini=clock.today(),
            daftar=found,
            kata=words or [typed.strip()],
            sebab=_reasons(found, words),
        )
    )
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer


def _reasons(found: Sequence[Klasifikasi], words: Sequence[str]) -> dict[str, tuple[str, str]]:
    """For kode whose title lacks a searched word: where it stands, and that text, cut round the word."""
    above = queries.titles(session(), (k.induk for k in found if k.induk))
    told = {}
    for kode in found:
        missing = [word for word in words if word not in kode.label.lower()]
        own, parent = kode.uraian, above.get(kode.induk or "", "")
        if not missing:
            continue
        if any(word in own.lower() for word in missing):
            told[kode.kode] = ("Uraian", _around(own, missing))
        elif any(word in parent.lower() for word in missing):
            told[kode.kode] = (f"Kelompok {kode.induk}", _around(parent, missing))
    return told


def _around(text: str, words: Sequence[str]) -> str:
    """At most some 160 characters of a text, with the first of the words inside."""
    at = min((i for i in (text.lower().find(word) for word in words) if i >= 0), default=0)
    start = 0 if at <= ROUND else text.rfind(" ", 0, at - ROUND // 2) + 1
    piece = text[start : start + 2 * ROUND]
    return ("… " if start else "") + piece + (" …" if start + len(piece) < len(text) else "")
