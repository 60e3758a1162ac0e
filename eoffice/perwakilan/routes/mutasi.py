"""Mutations: type or paste, look at what would happen, confirm; undo before the date."""

from itertools import groupby
from typing import Any

from flask import Response, flash, make_response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Pegawai
from eoffice.perwakilan import actions, forms, policy, queries, rencana
from eoffice.perwakilan.routes.blueprint import confirm, routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.fields import whole
from eoffice.web.session import release, services, session

KONSEP = [
    ("pengganti", "Penggantinya (bila ada di daftar ini), selain itu atasannya"),
    ("atasan", "Atasannya"),
    ("tetap", "Tetap dibawa orangnya"),
]


@routes.get("/perwakilan/mutasi")
@needs(Action.MUTASIKAN)
def daftar() -> str:
    """Planned ones first, then the latest."""
    require(policy.may_move(current_actor()))
    return render_template("perwakilan/mutasi.html", **_listed(), salah={}, pesan="")


def _listed() -> dict[str, Any]:
    rows = queries.mutasi(session())
    groups = [(key, list(part)) for key, part in groupby(rows, key=lambda m: m.kelompok)]
    return {"kelompok": groups, "hari": clock.today()}


def _form() -> dict[str, Any]:
    people = {n: _chosen(Pegawai, f"pegawai_{n}") for n in range(1, 5)}
    posts = {n: _chosen(Jabatan, f"jabatan_{n}") for n in range(1, 5)}
    return {"hari": clock.today(), "konsep": KONSEP, "orang": people, "jabatan": posts}


def _chosen(table: Any, name: str) -> list[tuple[int, str]]:
    asked = whole(request.form.get(name, ""))
    found = session().get(table, asked) if asked is not None else None
    return [(found.id, found.nama)] if found is not None else []


@routes.get("/perwakilan/mutasi/baru")
@needs(Action.MUTASIKAN)
def mutasi_formulir() -> str:
    """The empty form."""
    require(policy.may_move(current_actor()))
    return render_template("perwakilan/mutasikan.html", **_form(), salah={}, nilai={}, pesan="")


def _read() -> rencana.Isian:
    """The typed mutation with everybody found. Raises Invalid."""
    typed = forms.mutasi(request.form)
    rows = [rencana.Baris(*one) for one in typed.dipilih]
    wrong: list[str] = []
    for n, (nip, kode, wish) in enumerate(typed.daftar, 1):
        post = organisasi.jabatan_by_kode(session(), kode) if kode else None
        if kode and post is None:
            wrong.append(f"Baris {n}: tidak ada jabatan berkode {kode[:40]}.")
        try:
            rows.append(rencana.Baris(organisasi.pegawai_by_nip(session(), nip[:18]).id, post, wish))
        except NotFound:
            wrong.append(f"Baris {n}: tidak ada pegawai dengan NIP {nip[:18]}.")
    if wrong:
        raise Invalid(" ".join(wrong[:5]), {"daftar": " ".join(wrong[:5])})
    return typed.lengkap(tuple(rows))


@routes.post("/perwakilan/mutasi/periksa")
@needs(Action.MUTASIKAN, repeatable=True)
def periksa() -> Response:
    """Show what would happen; nothing is written."""
    require(policy.may_move(current_actor()))
    try:
        plan = rencana.susun(session(), _read())
    except Invalid as error:
        return refused(error, "perwakilan/mutasikan.html", **_form())
    return make_response(render_template("perwakilan/periksa.html", **_preview(plan), salah={}, pesan=""))


@routes.post("/perwakilan/mutasi/ubah")
@needs(Action.MUTASIKAN, repeatable=True)
def ubah() -> str:
    """Back from the preview to the form, with everything still typed in."""
    require(policy.may_move(current_actor()))
    return render_template("perwakilan/mutasikan.html", **_form(), salah={}, nilai=request.form, pesan="")


def _preview(plan: rencana.Rencana) -> dict[str, Any]:
    """The plan, and what was typed, to be posted once more."""
    kept = [(k, v) for k, v in request.form.items(multi=True) if k not in ("csrf_token", "kunci", "sandi", "sidik")]
    return {"rencana": plan, "terbawa": kept}


@routes.post("/perwakilan/mutasi")
@needs(Action.MUTASIKAN, own_transactions=True)
@limited("sandi", 10, per=60)
def mutasikan() -> Response:
    """Do exactly what was looked at, after the password."""
    require(policy.may_move(current_actor()))
    try:
        isian = _read()
        sidik, typed = forms.pasti(request.form)
        confirm(typed, untuk="perwakilan.mutasi")
        with transaction(services().engine) as own:
            made = actions.mutasikan(own, current_actor(), isian, sidik=sidik)
            later = isian.berlaku > clock.today()
            when = "berlaku sendiri pada tanggalnya dan dapat dibatalkan sebelum itu" if later else "sudah berlaku"
            flash(f"Mutasi {len(made)} orang tersimpan; {when}.")
            return settled(own, see("/perwakilan/mutasi"))
    except (Invalid, Conflict) as error:
        release()
        try:
            plan = rencana.susun(session(), _read())
        except Invalid as wrong:
            return refused(wrong, "perwakilan/mutasikan.html", **_form())
        return refused(error, "perwakilan/periksa.html", **_preview(plan))


@routes.post("/perwakilan/mutasi/<kelompok>/batalkan")
@needs(Action.MUTASIKAN)
def batalkan(kelompok: str) -> Response:
    """Undo all of one SK before its date."""
    require(policy.may_move(current_actor()))
    actions.batalkan(session(), current_actor(), kelompok[:32])
    flash("Mutasi dibatalkan; penempatan kembali seperti semula.")
    return see("/perwakilan/mutasi")
