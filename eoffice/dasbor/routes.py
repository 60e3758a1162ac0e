"""The first page of everybody, and the dashboard of the city."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from flask import Blueprint, current_app, render_template

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import queries as arsip
from eoffice.dasbor import queries, tampil
from eoffice.dasbor.queries import Tepat
from eoffice.laporan import actions as laporan_actions
from eoffice.laporan import policy as laporan_policy
from eoffice.laporan import queries as laporan
from eoffice.laporan import tampil as kertas
from eoffice.laporan.adopsi import Tahap
from eoffice.laporan.kertas import hasil_kota
from eoffice.laporan.ketentuan import POTENSI
from eoffice.laporan.queries import adopsi
from eoffice.laporan.states import Periode, rentang
from eoffice.laporan.tampil import adopsi as tampil_adopsi
from eoffice.organisasi import queries as organisasi
from eoffice.pengguna import policy as pengguna_policy
from eoffice.pengguna import queries as pengguna
from eoffice.tte import queries as tte
from eoffice.web.access import current_actor, needs
from eoffice.web.health import problems
from eoffice.web.session import release, services, session

routes = Blueprint("dasbor", __name__)

#: What is not ready, in words for an administrator.
GANGGUAN: Final = {
    "basis_data": "basis data tidak menjawab",
    "migrasi": "skema basis data belum mutakhir",
    "simpanan": "penyimpanan berkas tidak menjawab",
    "ruang": "ruang cakram hampir habis",
}

#: Rows of paper, of decisions and of punctuality before the rest is folded away.
TERATAS, PUTUSAN, TAMPAK = 5, 5, 8
#: Days of the cohort of working times, and of that of punctuality.
HARI_WAKTU, HARI_TEPAT = 30, 90


@routes.get("/")
@needs(Action.BERANDA)
def beranda() -> str:
    """What waits for me, what I must decide, what is due."""
    actor = current_actor()
    waits = queries.tunggu(session(), actor)
    return render_template(
        "dasbor/beranda.html",
        kartu=tampil.kartu(actor, waits),
        putusan=waits.putusan,
        keputusan=queries.keputusan(session(), actor),
        tenggat=queries.tenggat(session(), actor),
        tandatangan=waits.tandatangan,
        sertifikat=tte.peringatan(session(), actor, clock.now()),
        dasbor=laporan_policy.may(actor, Action.LAPORAN_KOTA),
        rahasia=arsip.own_unfiled(session(), actor),
        kelola=_kelola(actor),
        **_seen(actor),
    )


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
        "gangguan": [GANGGUAN.get(p.split()[0], p) for p in problems(services(), app.extensions.get("eoffice_ready"))],
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
    """How the city does, for those who watch over it."""
    actor = current_actor()
    require(laporan_policy.may(actor, Action.LAPORAN_KOTA))
    release()
    laporan_actions.segarkan(services().engine)
    now, today = clock.now(), clock.today()
    midnight = datetime.combine(today + timedelta(days=1), time(), clock.WIB)

    def back(days: int) -> datetime:
        return midnight - timedelta(days=days)

    waits = queries.tunggu(session(), actor)
    late, before = queries.lewat(session(), now), queries.lewat(session(), now - timedelta(days=1))
    first = queries.waktu_disposisi(session(), back(HARI_WAKTU), midnight)
    earlier = queries.waktu_disposisi(session(), back(2 * HARI_WAKTU), back(HARI_WAKTU))
    by_opd = queries.ketepatan(session(), back(HARI_TEPAT), midnight, now)
    punctual = sum(by_opd.values(), Tepat())
    units = organisasi.all_opd(session())
    names = {unit.id: unit.nama for unit in units}
    target = adopsi.sasaran(session(), today)
    city = laporan.keadaan_kota(session(), units, services().pepper, hari_ini=today, saat=now, sasaran=target)
    compared, few = tampil.menurut_ketepatan(by_opd, names)
    flow = queries.arus(session(), today)
    span = rentang(Periode.DUA_BELAS_BULAN, today)
    paper = laporan.hasil_per_opd(session(), span)
    top = sorted(
        ((opd, tiga) for opd, tiga in paper.items() if opd in names),
        key=lambda row: (-row[1].tengah.lembar_hemat_bersih, row[0]),
    )[:TERATAS]
    return render_template(
        "dasbor/kota.html",
        adopsi=tampil_adopsi.ringkas(city, target),
        sasaran=target,
        tahap=list(Tahap),
        waits=waits,
        lewat=late,
        lewat_beda=tampil.selisih(late.jumlah, before.jumlah),
        lewat_naik=late.jumlah > before.jumlah,
        waktu=first,
        waktu_teks=tampil.lama(first.median),
        tepat_sub=tampil.tepat_sub(punctual),
        waktu_sub=tampil.waktu_sub(first, earlier),
        tepat=punctual,
        belum=tampil.BELUM,
        per_opd=compared,
        sedikit=few,
        tampak=max(0, TAMPAK - len(compared)),
        batas_sedikit=tampil.SEDIKIT,
        keputusan=queries.keputusan(session(), actor, limit=PUTUSAN),
        arus=tampil.arus(flow),
        arus_sempit=tampil.arus(flow, lebar=kertas.SEMPIT),
        arus_jumlah=(sum(r[1] for r in flow), sum(r[2] for r in flow)),
        kertas_total=kertas.lembar(hasil_kota(paper.values())),
        kertas_opd=[
            (opd, names[opd], kertas.lembar(tiga), bar)
            for (opd, tiga), bar in zip(top, kertas.pita([t for _, t in top]), strict=True)
        ],
        potensi=POTENSI,
        keadaan=laporan.keadaan(session()),
    )
