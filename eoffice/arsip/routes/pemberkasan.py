"""The work list of an arsiparis: finished records without a berkas, each with a proposal; filed one by one or together."""

from datetime import date

from flask import Response, make_response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import actions, forms, policy, queries
from eoffice.arsip.models import Berkas
from eoffice.arsip.routes.blueprint import address, chosen_kode, routes
from eoffice.arsip.states import Objek
from eoffice.errors import Invalid
from eoffice.organisasi.models import Unit
from eoffice.web.access import current_actor, needs
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import services, session

HERE = "/arsip/belum-diberkaskan"
PAGE = 20
LABEL = {Objek.NASKAH: "Naskah terkirim", Objek.SURAT_MASUK: "Surat masuk selesai"}


def _work(asked: Objek | None, before: int | None, wanted: queries.Menunggu = queries.SEMUA) -> dict[str, object]:
    actor = current_actor()
    waiting = queries.unfiled_counts(session(), actor, wanted)
    objek = asked if asked in LABEL else next((kind for kind in LABEL if waiting[kind]), Objek.NASKAH)
    most = PAGE + 1 if before is not None else max(queries.DILIHAT, PAGE + 1)
    rows = queries.unfiled(session(), actor, objek, before=before, limit=most, asked=wanted)
    shown = rows[:PAGE]
    proposed = queries.usul_berkas(session(), actor, rows)
    others = {opd_id: queries.chosen(session(), actor, opd_id) for opd_id in {b.opd_id for b in shown}}
    ticked = set(request.form.getlist("pilih"))
    asks = request.args.get("semua", "")  # «1» ticks every row, «0» none, otherwise those with a proposal

    def fits(row: queries.Butir) -> bool:
        return any(u.pas for u in proposed[row.objek, row.id])

    def on(row: queries.Butir) -> bool:
        if request.method == "POST" and ticked:
            return f"{row.objek}:{row.id}" in ticked
        return asks == "1" or (asks != "0" and fits(row))

    offered = [(b, proposed[b.objek, b.id], on(b), fits(b)) for b in shown]

    def here(*without: str, **more: object) -> str:
        return address(HERE, without, unit=wanted.unit_id or "", tahun=wanted.tahun or "", **more)

    unit = session().get(Unit, wanted.unit_id) if wanted.unit_id is not None else None
    return {
        "daftar": offered,
        "tercentang": sum(ticked_ for _, _, ticked_, _ in offered),
        "ditunjuk": request.form,
        "menunggu": sum(waiting.values()),
        "pasti": 0 if before is not None else len(queries.yang_pasti(rows, proposed)),
        "lainnya": others,
        "rak": _rak(proposed, shown, others),
        "label_kode": queries.labels(session(), {b.kode for b in shown}),
        "objek": objek,
        "tahun": clock.today().year,
        "saring": wanted,
        "saring_unit": unit.nama if unit is not None else "",
        "tabs": [(LABEL[o], here(jenis=o), o is objek, waiting[o]) for o in LABEL],
        "semua_url": here(jenis=objek, semua=1),
        "biasa_url": here("semua", jenis=objek),
        "kosong_url": here(jenis=objek, semua=0),
        "lanjut": here("semua", sesudah=shown[-1].id, jenis=objek) if len(rows) > PAGE else "",
        "awal": here(jenis=objek) if before is not None else "",
    }


def _rak(
    proposed: dict[tuple[Objek, int], list[queries.Usulan]],
    shown: list[queries.Butir],
    others: dict[int, list[Berkas]],
) -> list[tuple[Berkas, int]]:
    """The open berkas beside the list, those most often proposed for it first, with how often."""
    often: dict[int, int] = {}
    for row in shown:
        for each in proposed[row.objek, row.id][:1]:
            if each.berkas_id is not None:
                often[each.berkas_id] = often.get(each.berkas_id, 0) + 1
    every = [berkas for found in others.values() for berkas in found]
    return sorted(((b, often.get(b.id, 0)) for b in every), key=lambda pair: (-pair[1], -pair[0].id))


@routes.get(HERE)
@needs(Action.KELOLA_BERKAS)
def belum() -> str:
    """What waits, with a proposed berkas for each."""
    require(policy.may_open(current_actor()))
    asked = _work(forms.objek(request.args), forms.lanjutan(request.args), forms.menunggu(request.args))
    return render_template("arsip/belum.html", hasil=None, **asked)


def _done(hasil: actions.Terlaksana, objek: Objek | None, *, urung: bool = False) -> Response:
    """The list again, and above it what went where, what was refused, and how to take it back (OTR-06)."""
    asked = _work(objek, None, forms.menunggu(request.form))
    return make_response(render_template("arsip/belum.html", hasil=hasil, urung=urung, **asked))


@routes.post(HERE)
@needs(Action.KELOLA_BERKAS)
def berkaskan() -> Response:
    """File what was ticked: each into its own berkas, or all into one."""
    require(policy.may_open(current_actor()))
    try:
        kode = chosen_kode(session(), request.form, "kode_baru")
        asked = forms.tugas(request.form, kode.kode if kode else "")
    except Invalid as error:
        return refused(
            error,
            "arsip/belum.html",
            hasil=None,
            **_work(forms.objek(request.form), None, forms.menunggu(request.form)),
        )
    done = actions.berkaskan_banyak(session(), current_actor(), services().store, asked)
    return _done(done, asked[0].objek)


@routes.post(f"{HERE}/terima")
@needs(Action.KELOLA_BERKAS)
def terima() -> Response:
    """Accept every sure proposal in one step."""
    require(policy.may_open(current_actor()))
    objek = forms.objek(request.form) or Objek.NASKAH
    wanted = forms.menunggu(request.form)
    return _done(actions.terima_usulan(session(), current_actor(), services().store, objek, wanted), objek)


@routes.post(f"{HERE}/urungkan")
@needs(Action.KELOLA_BERKAS)
def urungkan() -> Response:
    """Take back what was filed a moment ago."""
    require(policy.may_open(current_actor()))
    done = actions.urungkan(session(), current_actor(), forms.isi_id(request.form))
    return _done(done, forms.objek(request.form), urung=True)


@routes.get("/arsip/akhir-tahun")
@needs(Action.KELOLA_BERKAS)
def akhir_tahun() -> str:
    """What each unit still has to file before the year is closed (6.1)."""
    actor = current_actor()
    require(policy.may_open(actor))
    today = clock.today()
    with reading(request.args) as f:
        asked = f.maybe_integer("tahun", "Tahun", low=1945, high=2100)
    tahun = asked if asked is not None else today.year
    left = queries.sisa(session(), actor, tahun)
    units = [(unit, left.get(unit.id)) for unit in queries.units(session(), actor)]
    return render_template(
        "arsip/akhir_tahun.html",
        tahun=tahun,
        opsi_tahun=[(y, y) for y in range(today.year, today.year - 5, -1)],
        baris=sorted(
            ((u, s) for u, s in units if s is not None),
            key=lambda pair: (-(pair[1].jumlah if pair[1] else 0), pair[0].kode),
        ),
        bersih=[u for u, s in units if s is None],
        jumlah=sum(s.jumlah for s in left.values()),
        hari=max((date(tahun, 12, 31) - today).days, 0),
    )
