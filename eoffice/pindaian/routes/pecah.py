"""Cutting a batch scan: what is proposed, seen page by page, changed by ticking, then applied."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid
from eoffice.pindaian import actions, policy, queries
from eoffice.pindaian.actions.pecah import checked, cut
from eoffice.pindaian.actions.tata import same_version
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.routes.blueprint import load, routes
from eoffice.pindaian.states import Baca, Status
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import release, services


def _context(row: Pindaian, first: set[int], dropped: set[int]) -> dict[str, object]:
    return {
        "p": row,
        "awal": first,
        "buang": dropped,
        "surat": len(first),
        "selesai": all(page.baca is not Baca.MENUNGGU for page in row.isi),
        "ada_pemisah": any(page.pemisah for page in row.isi),
    }


@routes.get("/pindaian/<int:pindaian_id>/pecah")
@needs(Action.REGISTRASI)
def usul(pindaian_id: int) -> str:
    """The proposal."""
    row = load(pindaian_id)
    require(policy.may_move(current_actor(), row, Status.DIPECAH))
    parts = actions.usul_potongan(row.isi)
    kept = {number for part in parts for number in part}
    dropped = {page.nomor for page in row.isi} - kept
    shown = _context(row, {part[0] for part in parts}, dropped)
    return render_template("pindaian/pecah.html", errors={}, pesan="", **shown)


@routes.post("/pindaian/<int:pindaian_id>/pecah")
@needs(Action.REGISTRASI, own_transactions=True)
@limited("unggah", 30, per=60)
def terapkan(pindaian_id: int) -> Response:
    """Cut where the person said; the files are made with nothing locked."""
    row = load(pindaian_id)
    actor = current_actor()
    first, dropped = _ticked("awal"), _ticked("buang")
    try:
        require(policy.may_move(actor, row, Status.DIPECAH))
        with reading(request.form) as f:
            asked = f.version()
        same_version(row, asked)
        parts: list[list[int]] = [[]]
        for number in range(1, row.halaman + 1):
            if number in first:
                parts.append([])
            if number not in dropped:
                parts[-1].append(number)
        parts = checked(row, parts)
        release()
        blobs = cut(services(), row, parts)
        with transaction(services().engine) as own:
            again = queries.get(own, actor, pindaian_id)
            same_version(again, asked)
            made = actions.pecah(own, actor, again, parts, blobs)
            flash(f"Pindaian dipecah menjadi {len(made)} surat; masing-masing kini menunggu registrasi.")
            return settled(own, see("/pindaian"))
    except (Invalid, Conflict) as error:
        return refused(error, "pindaian/pecah.html", **_context(load(pindaian_id), first, dropped))


def _ticked(name: str) -> set[int]:
    raw = request.form.getlist(name)
    return {int(value) for value in raw if value.isascii() and value.isdigit() and len(value) < 6}
