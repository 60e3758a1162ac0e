"""All notices of somebody, by day: what, why, and the way to what is asked."""

from datetime import date
from itertools import groupby
from typing import Final

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.notifikasi import actions, queries
from eoffice.notifikasi.models import Pemberitahuan
from eoffice.notifikasi.routes.blueprint import lihat, routes
from eoffice.notifikasi.states import LABEL_KELOMPOK, RUPA, Kelompok
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number, see
from eoffice.web.opening import noted
from eoffice.web.session import session

LAMAN_TERJAUH: Final = 1000


@routes.get("/notifikasi")
@needs(Action.AKUN_SENDIRI)
def kotak() -> str:
    """The list; `belum=1` for the unread only, `kelompok` for one heading."""
    actor = current_actor()
    asked = request.args.get("kelompok", "")
    group = Kelompok(asked) if asked in set(Kelompok) else None
    unread = request.args.get("belum") == "1"
    page = min(number("hal") or 1, LAMAN_TERJAUH)
    rows, more = queries.listed(session(), actor, kelompok=group, belum=unread, page=max(1, page))
    base = f"/notifikasi?kelompok={group or ''}{'&belum=1' if unread else ''}"
    return render_template(
        "notifikasi/kotak.html",
        hari=[(day, list(of_day)) for day, of_day in groupby(rows, _day)],
        isi=queries.isi(session(), actor, lihat(), rows),
        rupa=RUPA,
        kelompok=group or "",
        opsi=[(k.value, LABEL_KELOMPOK[k]) for k in Kelompok],
        belum=unread,
        jumlah=queries.hitungan(session(), actor.pegawai_id)[0],
        sebelum=f"{base}&hal={page - 1}" if page > 1 else "",
        sesudah=f"{base}&hal={page + 1}" if more else "",
        diperiksa=queries.DIPERIKSA,
    )


def _day(notice: Pemberitahuan) -> date:
    return clock.wib(notice.kabar_at).date()


@routes.get("/notifikasi/<int:kabar_id>")
@needs(Action.AKUN_SENDIRI, own_transactions=True)
def buka(kabar_id: int) -> Response:
    """To what a notice is about; it counts as read from now on."""
    actor = current_actor()
    notice = queries.own(session(), actor, kabar_id)
    seen = queries.isi(session(), actor, lihat(), [notice])[notice.id]
    rupa, checked = RUPA[notice.kabar], notice.objek in queries.DIPERIKSA
    if notice.dibaca_at is None:
        noted(lambda own: actions.baca(own, actor.pegawai_id, [kabar_id]))
    if checked and seen is None and not rupa.lepas:
        flash("Yang diberitahukan itu tidak lagi terbuka bagi jabatan Anda.", "warn")
        return see("/notifikasi")
    return see(seen.url if seen is not None else rupa.url)


@routes.post("/notifikasi/baca")
@needs(Action.AKUN_SENDIRI, repeatable=True)
def baca() -> Response:
    """Everything is read."""
    done = actions.baca_semua(session(), current_actor())
    flash(f"{done} pemberitahuan ditandai sudah dibaca." if done else "Semua sudah dibaca.")
    return see("/notifikasi")
