"""The administrator's page: which perangkat daerah has a mailbox or a watched folder, and how each does."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Invalid
from eoffice.kanal import actions, forms, pantau, policy, queries
from eoffice.kanal.models import Kanal
from eoffice.kanal.routes.blueprint import routes
from eoffice.kanal.states import LABEL, Jenis
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.session import release, services, session


def _state(kanal: Kanal) -> tuple[str, str, str]:
    """Tag, tone and sentence of one channel."""
    if not kanal.aktif:
        return "Diistirahatkan", "", "Tidak diperiksa sampai dihidupkan lagi."
    if kanal.galat:
        return "Terganggu", "bad", f"{kanal.galat} {_last(kanal)}"
    if kanal.berhasil_at is None:
        return "Menunggu", "info", "Belum pernah diperiksa; pekerja memeriksanya paling lama semenit lagi."
    if kanal.kabar:
        return "Penuh hari ini", "warn", f"{kanal.kabar} {_last(kanal)}"
    return "Baik", "ok", _last(kanal)


def _last(kanal: Kanal) -> str:
    """When it last worked."""
    if kanal.berhasil_at is None:
        return "Belum pernah berhasil."
    return f"Terakhir berhasil {clock.wib(kanal.berhasil_at):%d-%m-%Y pukul %H.%M} WIB."


def _where(kanal: Kanal) -> str:
    if kanal.jenis is Jenis.POS_EL:
        return f"{kanal.pengguna} di {kanal.server}, folder {kanal.folder}"
    base = services().settings.masukan.folder
    return str(pantau.tempat(base, kanal.opd.singkatan)) if base else "folder bersama pemindai belum ditetapkan"


@routes.get("/kanal")
@needs(Action.KELOLA_KANAL)
def daftar() -> str:
    """Every channel."""
    require(policy.may_manage(current_actor()))
    rows = [(k, LABEL[k.jenis], _where(k), *_state(k)) for k in queries.semua(session())]
    known = services().settings.masukan
    return render_template(
        "kanal/kelola.html",
        daftar=rows,
        dapat=bool(known.server or known.folder),
    )


def _context(kanal: Kanal | None, **more: object) -> dict[str, object]:
    known = services().settings.masukan
    kinds = [j for j in Jenis if (known.server if j is Jenis.POS_EL else known.folder)]
    asked = request.values.get("jenis", "")
    jenis = kanal.jenis if kanal is not None else Jenis(asked) if asked in set(Jenis) else (kinds or [Jenis.POS_EL])[0]
    return {
        "kanal": kanal,
        "jenis": jenis,
        "label": LABEL,
        "pilihan_jenis": kinds,
        "tempat": _where(kanal) if kanal is not None else "",
        "opd": [(unit.id, unit.nama) for unit in organisasi.all_opd(session())],
        "server": [(one, one) for one in known.server],
        "nilai": {},
        "errors": {},
        "pesan": "",
    } | more


@routes.get("/kanal/baru")
@needs(Action.KELOLA_KANAL)
def baru() -> str:
    """The empty form."""
    require(policy.may_manage(current_actor()))
    return render_template("kanal/ubah.html", **_context(None))


@routes.post("/kanal/baru")
@needs(Action.KELOLA_KANAL)
def buat() -> Response:
    """Open a channel."""
    try:
        actions.buat(session(), current_actor(), services(), forms.kanal(request.form))
    except (Invalid, Conflict) as error:
        return _back(None, error)
    flash("Kanal disimpan. Pekerja memeriksanya dalam semenit.")
    return see("/kanal")


@routes.get("/kanal/<int:kanal_id>")
@needs(Action.KELOLA_KANAL)
def satu(kanal_id: int) -> str:
    """The form of one channel; its password is never shown again."""
    require(policy.may_manage(current_actor()))
    return render_template("kanal/ubah.html", **_context(queries.satu(session(), kanal_id)))


@routes.post("/kanal/<int:kanal_id>")
@needs(Action.KELOLA_KANAL)
def ubah(kanal_id: int) -> Response:
    """Change how it is reached."""
    require(policy.may_manage(current_actor()))
    kanal = queries.satu(session(), kanal_id)
    try:
        actions.ubah(
            session(), current_actor(), services(), kanal, forms.versi(request.form), forms.kanal(request.form)
        )
    except (Invalid, Conflict) as error:
        return _back(kanal_id, error)
    flash("Kanal disimpan dan segera diperiksa.")
    return see("/kanal")


@routes.post("/kanal/<int:kanal_id>/aktif")
@needs(Action.KELOLA_KANAL)
def aktif(kanal_id: int) -> Response:
    """Rest it, or let it work again."""
    require(policy.may_manage(current_actor()))
    versi, active = forms.keadaan(request.form)
    actions.hidupkan(session(), current_actor(), queries.satu(session(), kanal_id), versi, active)
    flash("Kanal dihidupkan." if active else "Kanal diistirahatkan; yang sudah datang tetap ada.")
    return see("/kanal")


@routes.post("/kanal/<int:kanal_id>/periksa")
@needs(Action.KELOLA_KANAL, own_transactions=True)
@limited("kanal", 10, per=60)
def periksa(kanal_id: int) -> Response:
    """Try it now, without taking anything."""
    require(policy.may_manage(current_actor()))
    queries.satu(session(), kanal_id)
    release()
    try:
        actions.sambung(services(), kanal_id)
        words, tone = "Kanal dapat dihubungi.", "ok"
    except EofficeError as error:
        words, tone = str(error), "bad"
    with transaction(services().engine) as own:
        flash(words, tone)
        return settled(own, see("/kanal"))


def _back(kanal_id: int | None, error: EofficeError) -> Response:
    session().rollback()
    kanal = queries.satu(session(), kanal_id) if kanal_id is not None else None
    context = {k: v for k, v in _context(kanal).items() if k not in ("errors", "pesan", "nilai")}
    return refused(error, "kanal/ubah.html", **context)
