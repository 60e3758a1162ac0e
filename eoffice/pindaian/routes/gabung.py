"""One arrival with its pages, each of which can be turned; and joining several into one letter."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid
from eoffice.pindaian import policy, queries
from eoffice.pindaian.actions.gabung import checked, diputar, gabung, joined
from eoffice.pindaian.actions.gabung import putar as putar_halaman
from eoffice.pindaian.actions.tata import same_version
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.routes.blueprint import load, routes
from eoffice.pindaian.states import LABEL, LABEL_SUMBER, Status
from eoffice.sandbox import Refused
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import release, services, session


@routes.get("/pindaian/<int:pindaian_id>")
@needs(Action.REGISTRASI)
def lihat(pindaian_id: int) -> str:
    """One arrival."""
    row = load(pindaian_id)
    return render_template(
        "pindaian/lihat.html",
        p=row,
        bacaan=queries.reading(session(), [row.id]).get(row.id),
        label=LABEL,
        sumber=LABEL_SUMBER,
        menunggu=row.status is Status.MENUNGGU,
    )


@routes.post("/pindaian/<int:pindaian_id>/putar")
@needs(Action.REGISTRASI, own_transactions=True)
@limited("unggah", 30, per=60)
def putar(pindaian_id: int) -> Response:
    """Turn one page; the picture is made with nothing locked."""
    row, actor = load(pindaian_id), current_actor()
    require(policy.may(actor, row))
    with reading(request.form) as f:
        asked, page = f.version(), f.integer("halaman", "Halaman", low=1, high=row.halaman or 1)
        turn = f.integer("derajat", "Derajat", low=90, high=270)
    same_version(row, asked)
    release()
    words = f"Halaman {page} diputar dan teksnya dibaca lagi."
    try:
        blob = diputar(services(), row, page, turn)
    except Refused as error:
        words = str(error)
    with transaction(services().engine) as own:
        if words.startswith("Halaman"):
            again = queries.get(own, actor, pindaian_id)
            same_version(again, asked)
            putar_halaman(own, actor, again, page, turn, blob)
        flash(words, "ok" if words.startswith("Halaman") else "warn")
        return settled(own, see(f"/pindaian/{pindaian_id}#h-{page}"))


@routes.get("/pindaian/gabung")
@needs(Action.REGISTRASI)
def pilih_gabungan() -> str:
    """What would become one letter: those that were chosen first, in the order they came, then all others that wait."""
    require(policy.may_receive(current_actor()))
    return render_template("pindaian/gabung.html", errors={}, pesan="", **_context(_asked(request.args.getlist("id"))))


@routes.post("/pindaian/gabung")
@needs(Action.REGISTRASI, own_transactions=True)
@limited("unggah", 30, per=60)
def gabungkan() -> Response:
    """Join them in the order of their numbers."""
    actor = current_actor()
    require(policy.may_receive(actor))
    chosen = _asked(request.form.getlist("id"))
    order = {i: _rank(request.form.get(f"urut_{i}", ""), n) for n, i in enumerate(chosen)}
    ids = sorted(chosen, key=order.__getitem__)
    try:
        rows = [queries.get(session(), actor, i) for i in ids]
        checked(rows)
        for row in rows:
            if request.form.get(f"versi_{row.id}") != str(row.version):
                raise Conflict("Salah satu berkas sudah berubah sejak Anda memilihnya. Periksa lagi, lalu ulangi.")
        release()
        blob = joined(services(), rows)
        with transaction(services().engine) as own:
            made = gabung(own, actor, [queries.get(own, actor, i) for i in ids], blob)
            flash(f"{len(ids)} berkas digabung menjadi satu surat dengan {made.halaman} halaman.")
            return settled(own, see(f"/surat-masuk/registrasi?pindaian={made.id}"))
    except (Invalid, Conflict, Refused) as error:
        if isinstance(error, Refused):
            error = Invalid(str(error))
        return refused(error, "pindaian/gabung.html", **_context(ids))


def _asked(raw: list[str]) -> list[int]:
    """The ids among some words, each once."""
    return list(dict.fromkeys(int(word) for word in raw if word.isascii() and word.isdigit() and len(word) < 16))


def _rank(raw: str, otherwise: int) -> tuple[int, int]:
    return (int(raw), otherwise) if raw.isascii() and raw.isdigit() and len(raw) < 4 else (999, otherwise)


def _context(chosen: list[int]) -> dict[str, object]:
    waits = [row for row in queries.listed(session(), current_actor(), "menunggu") if row.status is Status.MENUNGGU]
    known = {row.id: row for row in waits}
    first: list[Pindaian] = [known[i] for i in chosen if i in known]
    rest = [row for row in reversed(waits) if row.id not in chosen]
    return {"daftar": [*first, *rest], "dipilih": {row.id: n for n, row in enumerate(first, 1)}, "sumber": LABEL_SUMBER}
