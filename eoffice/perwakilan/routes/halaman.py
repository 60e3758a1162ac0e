"""The page of who stands in for whom, and the people that a form looks for."""

from typing import Any

from flask import render_template, request

from eoffice.akses.rights import Action
from eoffice.organisasi import keberadaan
from eoffice.organisasi import queries as organisasi
from eoffice.perwakilan import policy, queries
from eoffice.perwakilan.routes.blueprint import KEADAAN, LABEL_HAK, LABEL_SEBAB, LABEL_SIFAT, routes
from eoffice.web.access import current_actor, needs
from eoffice.web.session import session


@routes.get("/perwakilan")
@needs(Action.PERWAKILAN)
def lihat() -> str:
    """What concerns the actor: the own jabatan, those who stand in, operators, redirects."""
    return render_template("perwakilan/halaman.html", **page())


def page() -> dict[str, Any]:
    """What the page shows, with a verdict for each button."""
    actor, db = current_actor(), session()
    posts = queries.own_posts(db, actor)
    appointed, given, moved = queries.penunjukan(db, actor), queries.mandat(db, actor), queries.pengalihan(db, actor)
    return {
        "jabatan": [
            {
                "jabatan": j,
                "tunjuk": policy.may(actor, Action.TUNJUK_WAKIL, j),
                "mandat": policy.may(actor, Action.BERI_MANDAT, j),
                "alihkan": policy.may(actor, Action.ALIHKAN_SURAT, j),
            }
            for j in posts
        ],
        "pergi": keberadaan.away(db, [j.id for j in posts]),
        "penunjukan": [(row, policy.may_end(actor, row)) for row in appointed],
        "mandat": [(row, policy.may_end_mandate(actor, row)) for row in given],
        "pengalihan": [(row, policy.may_end(actor, row)) for row in moved],
        "dialihkan": queries.redirected(db, actor),
        "meja": sorted(actor.mandat, key=lambda m: m.jabatan_nama),
        "boleh_lain": bool(actor.sekretaris_opd_ids) or bool(policy.may_move(actor)),
        "boleh_mutasi": policy.may_move(actor),
        "label_hak": LABEL_HAK,
        "label_sebab": LABEL_SEBAB,
        "label_sifat": LABEL_SIFAT,
        "keadaan": KEADAAN,
    }


@routes.get("/perwakilan/pilih-pegawai")
@needs(Action.PERWAKILAN)
def pilih_pegawai() -> str:
    """People that fit what is being typed, with what they hold."""
    words = request.args.get("q", "").replace("\x00", "")[:80]
    found = queries.people(session(), words, opd_id=current_actor().opd_id) if words.strip() else []
    rows = [
        {"nilai": person.id, "teks": person.nama_lengkap, "rinci": f"{post.nama} · {post.unit.singkatan}"}
        for person, post in found
    ]
    return render_template("_parts/hasil.html", butir=rows)


@routes.get("/perwakilan/pilih-jabatan")
@needs(Action.PERWAKILAN)
def pilih_jabatan() -> str:
    """Jabatan that fit what is being typed, with who holds them."""
    words = request.args.get("q", "").replace("\x00", "")[:80]
    return render_template("_parts/hasil.html", butir=organisasi.offered(session(), words))
