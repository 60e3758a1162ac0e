"""The agenda book: what an office registered, number by number, to read and to print (naskah-dinas 4.4)."""

from urllib.parse import quote

from flask import render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.surat_masuk import policy, queries, sisi
from eoffice.surat_masuk.routes.blueprint import routes
from eoffice.surat_masuk.states import LABEL, LABEL_CARA
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number
from eoffice.web.session import session

#: Rows of one page of the book.
BARIS = 50


@routes.get("/agenda")
@needs(Action.REGISTRASI, Action.BERKASKAN_SURAT)
def agenda() -> str:
    """One page of the book of the offices one serves as TU or arsiparis, latest number first."""
    actor = current_actor()
    require(policy.may_open_agenda(actor))
    books = queries.books(session(), actor)
    opd_id = number("opd") or (books[0].id if books else 0)
    tahun = number("tahun") or clock.today().year
    before = number("sebelum")
    words = " ".join(request.args.get("q", "").split())[:120]
    rows = queries.agenda(session(), actor, opd_id, tahun, before=before, limit=BARIS, kata=words)
    full = len(rows) == BARIS
    low = rows[-1].nomor_agenda if full else 0
    closed = {} if words else queries.sealed(session(), actor, opd_id, tahun, before=before, low=low)
    came, went = sisi.kaitan(session(), actor, [s.id for s in rows])
    lines = {s.nomor_agenda: s for s in rows} | dict.fromkeys(closed)
    here = f"/agenda?opd={opd_id}&tahun={tahun}" + (f"&q={quote(words)}" if words else "")
    return render_template(
        "surat_masuk/agenda.html",
        buku=books,
        opd_id=opd_id,
        opd=next((b for b in books if b.id == opd_id), None),
        tahun=tahun,
        tahun_ada=queries.years(session(), actor, opd_id) or [tahun],
        daftar=[(number, lines[number]) for number in sorted(lines, reverse=True)],
        tertutup=closed,
        kata=words,
        lokasi=sisi.lokasi(session(), [s.id for s in rows]),
        datang=came,
        lanjutan=went,
        label=LABEL,
        cara=LABEL_CARA,
        registrasi=policy.may_register(actor),
        awal=here if before is not None else "",
        lanjut=f"{here}&sebelum={rows[-1].nomor_agenda}" if full else "",
    )
