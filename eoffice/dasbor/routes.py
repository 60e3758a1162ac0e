"""The first page of everybody, and the dashboard of the city."""

from datetime import timedelta
from typing import Any, Final

from flask import Blueprint, current_app, render_template

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import queries as arsip
from eoffice.dasbor import papan, queries, tampil
from eoffice.kanal import queries as kanal
from eoffice.laporan import actions as laporan_actions
from eoffice.laporan import policy as laporan_policy
from eoffice.laporan import queries as laporan
from eoffice.laporan.adopsi import kalimat
from eoffice.laporan.queries import gudang, potret_bulanan
from eoffice.laporan.tampil.pandangan import pandangan
from eoffice.notifikasi import queries as notifikasi
from eoffice.organisasi import queries as organisasi
from eoffice.pengguna import policy as pengguna_policy
from eoffice.pengguna import queries as pengguna
from eoffice.tte import queries as tte
from eoffice.web.access import current_actor, needs
from eoffice.web.health import problems
from eoffice.web.session import release, services, session

routes = Blueprint("dasbor", __name__)

#: How long a finished monthly report is announced.
TERBIT_BARU: Final = timedelta(days=7)

#: What is not ready, in words for an administrator.
GANGGUAN: Final = {
    "basis_data": "basis data tidak menjawab",
    "migrasi": "skema basis data belum mutakhir",
    "simpanan": "penyimpanan berkas tidak menjawab",
    "ruang": "ruang cakram hampir habis",
}

#: Decisions that are shown.
PUTUSAN = 4
#: Under which name the shared parts are kept.
BERSAMA: Final = "dasbor.bersama"


@routes.get("/")
@needs(Action.BERANDA)
def beranda() -> str:
    """What waits for me, what I must decide, what is due."""
    actor = current_actor()
    waits, lain = queries.tunggu(session(), actor), queries.lain(session(), actor)
    return render_template(
        "dasbor/beranda.html",
        kartu=tampil.kartu(actor, waits),
        tindakan=waits.tindakan,
        lain=lain,
        semua=waits.tindakan + sum(each.jumlah for each in lain),
        delapan=() if actor.hanya_mengelola else waits.delapan,
        keputusan=queries.keputusan(session(), actor),
        tenggat=queries.tenggat(session(), actor),
        tandatangan=waits.tandatangan,
        sertifikat=tte.peringatan(session(), actor, clock.now()),
        dasbor=laporan_policy.may(actor, Action.LAPORAN_KOTA),
        laporan_baru=_laporan_baru(actor),
        rahasia=arsip.own_unfiled(session(), actor),
        pernyataan=_pernyataan(actor),
        kelola=_kelola(actor),
        **_seen(actor),
    )


def _laporan_baru(actor: Actor) -> tuple[str, str] | None:
    """Month and address of the report that was finished within the last days, for those who watch over the city."""
    if not laporan_policy.may(actor, Action.LAPORAN_KOTA):
        return None
    row = potret_bulanan.terbaru(session(), clock.now() - TERBIT_BARU)
    return (kalimat.bulan(row.bulan), f"/laporan/sekda/{row.bulan:%Y-%m}") if row is not None else None


def _pernyataan(actor: Actor) -> tuple[int, str] | None:
    """How many monthly paper declarations this person still owes as sekretaris, and where; None when none."""
    mine = actor.sekretaris_opd_ids or (actor.pimpinan_opd_ids if not _has_sekretaris(actor) else frozenset())
    owed = gudang.terlambat(session(), mine, clock.today()) if mine else {}
    months = sum(map(len, owed.values()))
    return (months, f"/laporan/pernyataan?opd={min(owed)}") if months else None


def _has_sekretaris(actor: Actor) -> bool:
    """Whether every perangkat daerah that this person leads has a sekretaris, who is reminded instead."""
    return all(organisasi.sekretaris(session(), opd) is not None for opd in actor.pimpinan_opd_ids)


def _kelola(actor: Actor) -> dict[str, object] | None:
    """What waits for an administrator, and how the system does; None for everybody else."""
    if not pengguna_policy.may(actor, Action.KEADAAN_SISTEM):
        return None
    app: Any = current_app
    dead, late = outbox.trouble(session())
    return {
        "menunggu": pengguna.menunggu(session(), clock.now()),
        "mati": dead,
        "terlambat": late,
        "bayangan": laporan.bayangan(session()),
        "gangguan": [GANGGUAN.get(p.split()[0], p) for p in problems(services(), app.extensions.get("eoffice_ready"))],
        "kanal": kanal.gangguan(session()),
        "surel": notifikasi.gangguan(session()),
    }


def _seen(actor: Actor) -> dict[str, object]:
    """What administrators lately gave themselves, and links by which they could come in as somebody who leads.

    All of them see it, and those who watch over the city.
    """
    watching = pengguna_policy.may(actor, Action.KEADAAN_SISTEM) or laporan_policy.may(actor, Action.LAPORAN_KOTA)
    if not watching:
        return {}
    links, count = pengguna.tautan_pejabat(session(), clock.now())
    return {
        "hak_sendiri": pengguna.hak_sendiri(session(), clock.now()),
        "tautan_pejabat": links,
        "tautan_pejabat_jumlah": count,
    }


@routes.get("/dasbor")
@needs(Action.LAPORAN_KOTA, own_transactions=True)
def kota() -> str:
    """How the city does, for those who watch over it: the answer first, then a chart for each question."""
    actor = current_actor()
    require(laporan_policy.may(actor, Action.LAPORAN_KOTA))
    return render_template(
        "dasbor/kota.html",
        bersama=_bersama(),
        waits=queries.tunggu(session(), actor),
        keputusan=queries.keputusan(session(), actor, limit=PUTUSAN),
    )


def _bersama() -> papan.Bagian:
    """The parts of the dashboard that are the same for everybody: as the worker left them, else put together now."""
    kept = papan.tersimpan(session())
    if kept is not None:
        return kept
    release()
    laporan_actions.segarkan(services().engine)
    view = pandangan(session(), services().engine, services().pepper)
    held = services().cache.get(BERSAMA)
    if held is None or held[0] is not view:
        held = services().cache[BERSAMA] = (view, papan.lukis(current_app.jinja_env, view))
    parts: papan.Bagian = held[1]
    return parts
