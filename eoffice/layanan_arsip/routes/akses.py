"""Asking to read a record, and deciding about it."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip.queries.isi import of_impor, of_naskah, of_surat
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.errors import EofficeError, NotFound
from eoffice.layanan_arsip import actions, forms, policy, queries
from eoffice.layanan_arsip.models import PermintaanAkses
from eoffice.layanan_arsip.routes.blueprint import routes, same_version
from eoffice.layanan_arsip.routes.tautan import ALAMAT
from eoffice.layanan_arsip.states import LABEL_AKSES, PALING_LAMA_AKSES, PerbuatanAkses, StatusAkses
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, phrase, see
from eoffice.web.errors import refused
from eoffice.web.session import session

NADA = {
    StatusAkses.DIMINTA: "warn",
    StatusAkses.DISETUJUI: "ok",
    StatusAkses.DITOLAK: "bad",
    StatusAkses.DICABUT: "bad",
}


@routes.get("/akses")
@needs(Action.MINTA_AKSES)
def daftar_akses() -> str:
    """Own requests, and for those who decide what waits and what was decided."""
    actor = current_actor()
    require(policy.may_ask(actor))
    receives = bool(policy.may_receive(actor)) or queries.menerima(session(), actor)
    waiting = queries.menunggu_akses(session(), actor) if receives else 0
    tab = request.args.get("tab", "masuk" if waiting else "saya")
    if tab not in ("saya", "masuk", "riwayat") or (tab != "saya" and not receives):
        tab = "saya"
    before = number("sebelum")
    rows = queries.daftar_akses(session(), actor, tab, before=before)
    tabs: list[tuple[str, str, bool, int | None]] = [("Permintaan saya", "/akses?tab=saya", tab == "saya", None)]
    if receives:
        tabs += [("Perlu diputus", "/akses?tab=masuk", tab == "masuk", waiting)]
        tabs += [("Sudah diputus", "/akses?tab=riwayat", tab == "riwayat", None)]
    shown = rows[: queries.PAGE]
    return render_template(
        "layanan_arsip/akses.html",
        tab=tab,
        tabs=tabs,
        daftar=shown,
        label=LABEL_AKSES,
        nada=NADA,
        kini=clock.now(),
        awal=f"/akses?tab={tab}" if before is not None else "",
        lanjut=f"/akses?tab={tab}&sebelum={shown[-1].id}" if len(rows) > queries.PAGE else "",
    )


@routes.get("/akses/minta")
@needs(Action.MINTA_AKSES)
def form_akses() -> str:
    """The form of a request; it is the same whatever stands in the address."""
    require(policy.may_ask(current_actor()))
    return render_template("layanan_arsip/minta.html", nilai=request.args, errors={}, pesan="", **_choices())


def _choices() -> dict[str, object]:
    return {
        "opd": [(u.id, u.nama) for u in organisasi.all_opd(session())],
        "paling_lama": PALING_LAMA_AKSES,
    }


@routes.post("/akses/minta")
@needs(Action.MINTA_AKSES)
@limited("akses", 30, per=3600)
def minta_akses() -> Response:
    """Leave a request; it is taken in the same way whether such a record exists or not."""
    try:
        actions.minta(session(), current_actor(), forms.akses(request.form))
    except EofficeError as error:
        session().rollback()
        return refused(error, "layanan_arsip/minta.html", **_choices())
    flash("Permintaan dikirim kepada perangkat daerah itu. Jawabannya datang lewat pemberitahuan.")
    return see("/akses?tab=saya")


def _load(permintaan_id: int) -> PermintaanAkses:
    return queries.get_akses(session(), current_actor(), permintaan_id)


@routes.get("/akses/<int:permintaan_id>")
@needs(Action.MINTA_AKSES)
def lihat_akses(permintaan_id: int) -> str:
    """One request; a decider also sees the records that it can mean."""
    row = _load(permintaan_id)
    return render_template("layanan_arsip/permintaan.html", errors={}, pesan="", nilai={}, **_about(row))


def _about(row: PermintaanAkses) -> dict[str, object]:
    actor = current_actor()
    decides = policy.may_decide(actor, row, None)
    own = row.pemohon_id == actor.pegawai_id
    office = not own and (bool(policy.office_relations(actor, row.opd_id)) or actor.holds(row.untuk_jabatan_id))
    words = phrase("q")
    found, near, pointed = [], False, None
    if office and row.status is StatusAkses.DIMINTA:
        fits = queries.calon(session(), actor, row, words)
        near = not fits
        found = [_line(r, row) for r in fits or queries.terdekat(session(), actor, row, words)]
        meant = queries.diteruskan(session(), actor, row)
        pointed = _line(meant, row) if meant is not None else None
    active = row.berlaku(clock.now())
    officials = queries.pejabat(session(), row.opd_id) if office and decides else []
    return {
        "minta": row,
        "label": LABEL_AKSES,
        "nada": NADA,
        "memutus": office and row.status is StatusAkses.DIMINTA,
        "pejabat": officials,
        "diteruskan": dict(officials).get(row.untuk_jabatan_id or 0, ""),
        "putus": decides,
        "calon": found,
        "mendekati": near and found,
        "ditunjuk": pointed,
        "q": words,
        "aktif": active,
        "alamat": f"{ALAMAT[Objek(row.objek)]}/{row.objek_id}" if active else "",
        "cabut": policy.may_take_back(actor, row) if active else False,
        "berakhir": row.status is StatusAkses.DISETUJUI and not active,
        "sendiri": own,
        "paling_lama": PALING_LAMA_AKSES,
    }


def _line(record: queries.Arsip, row: PermintaanAkses) -> dict[str, object]:
    if isinstance(record, Naskah):
        butir = of_naskah(record)
    else:
        butir = of_impor(record) if isinstance(record, ArsipImpor) else of_surat(record)
    verdict = policy.may_decide(current_actor(), row, record)
    shown = policy.objek(record)
    read = policy.may_read(current_actor(), record)
    return {"butir": butir, "nilai": f"{shown}:{record.id}", "boleh": verdict, "baca": read}


def _meant(row: PermintaanAkses, asked: forms.Putusan) -> queries.Arsip:
    """The record that a decider named: one the decider may read, or the one put to the request already (OTR-05)."""
    if asked.objek is None or asked.objek_id is None:
        raise NotFound("Arsip tidak ditemukan.")
    if (row.objek, row.objek_id) == (str(asked.objek), asked.objek_id):
        meant = queries.diteruskan(session(), current_actor(), row)
    else:
        meant = queries.arsip(session(), current_actor(), asked.objek, asked.objek_id)
    if meant is None:
        raise NotFound("Arsip tidak ditemukan.")
    return meant


@routes.post("/akses/<int:permintaan_id>/<perbuatan>")
@needs(Action.MINTA_AKSES, Action.PUTUS_AKSES)
def putus_akses(permintaan_id: int, perbuatan: str) -> Response:
    """Let read, put the record to it for another decider, refuse, give up, or take back."""
    if perbuatan not in set(PerbuatanAkses) | {"tunjuk", "teruskan"}:
        raise NotFound("Halaman tidak ditemukan.")
    row, actor = _load(permintaan_id), current_actor()
    try:
        asked = forms.putusan(
            request.form, beralasan=perbuatan in ("tolak", "cabut"), arsip=perbuatan in ("setujui", "tunjuk")
        )
        same_version(row, asked.versi)
        if perbuatan == "setujui":
            actions.setujui(session(), actor, row, _meant(row, asked), hari=asked.hari or row.hari, alasan=asked.alasan)
            flash("Akses diberikan dan berlaku mulai sekarang; pemintanya diberi tahu.")
        elif perbuatan == "tunjuk":
            actions.tunjuk(session(), actor, row, _meant(row, asked))
            flash("Permintaan diteruskan kepada kepala perangkat daerah beserta arsip yang dimaksud.")
        elif perbuatan == "teruskan":
            actions.teruskan(session(), actor, row, asked.jabatan_id)
            flash("Permintaan diteruskan kepada pejabat itu; ia yang memutuskan.")
        elif perbuatan == "tolak":
            actions.tolak(session(), actor, row, asked.alasan)
            flash("Permintaan ditolak; pemintanya membaca alasan Anda.")
        elif perbuatan == "batalkan":
            actions.batalkan(session(), actor, row)
            flash("Permintaan dibatalkan.")
        else:
            actions.cabut(session(), actor, row, asked.alasan)
            flash("Akses dicabut dan tidak berlaku lagi.")
    except NotFound:
        raise
    except EofficeError as error:
        session().rollback()
        return refused(error, "layanan_arsip/permintaan.html", **_about(_load(permintaan_id)))
    return see(f"/akses/{permintaan_id}")
