"""People: the list, one person, the account, and what is held from when to when."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Response, flash, make_response, render_template, request
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akun import actions as akun_actions
from eoffice.akun import queries as akun_queries
from eoffice.akun.models import Akun
from eoffice.akun.states import MASA_KATA, JenisToken
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Invalid, NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.states import JenisPenugasan
from eoffice.pengguna import actions, forms, policy, queries
from eoffice.pengguna.routes.blueprint import confirm, desk, routes
from eoffice.pengguna.states import KEJADIAN, LABEL, NADA, Keadaan
from eoffice.tte import queries as tte
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, see, settled
from eoffice.web.errors import refused
from eoffice.web.fields import whole
from eoffice.web.session import release, services, session

BENTUK = {
    JenisPenugasan.DEFINITIF: "Definitif",
    JenisPenugasan.PLT: "Plt.",
    JenisPenugasan.PLH: "Plh.",
    JenisPenugasan.PJ: "Pj.",
}


@routes.get("/pengguna")
@needs(Action.KELOLA_PENGGUNA)
def daftar() -> str:
    """Everybody, by name; filtered by words, unit and how the account stands."""
    desk(Action.KELOLA_PENGGUNA)
    q = " ".join(request.args.get("q", "").replace("\x00", "").split())[:100]
    unit_id = number("unit")
    wanted = request.args.get("keadaan", "")
    keadaan = Keadaan(wanted) if wanted in set(Keadaan) else None
    nama, at = request.args.get("sesudah", "").replace("\x00", "")[:120], number("id")
    rows = queries.daftar(
        session(), q=q, unit_id=unit_id, keadaan=keadaan, after=(nama, at) if at is not None else None
    )
    counts = queries.hitung(session(), q=q, unit_id=unit_id)
    kept = {k: v for k, v in (("q", q), ("unit", unit_id)) if v}

    def address(**more: Any) -> str:
        values = {k: v for k, v in {**kept, **more}.items() if v}
        return "/pengguna" + (f"?{urlencode(values)}" if values else "")

    tabs = [("Semua", address(), keadaan is None, sum(counts.values()))]
    tabs += [(LABEL[k], address(keadaan=str(k)), keadaan is k, counts[k]) for k in Keadaan]
    chosen = str(keadaan) if keadaan else ""
    last = rows[-1].pegawai if len(rows) == queries.PAGE else None
    return render_template(
        "pengguna/daftar.html",
        daftar=rows,
        tabs=tabs,
        q=q,
        unit_id=unit_id,
        keadaan=chosen,
        opd=organisasi.all_opd(session()),
        label=LABEL,
        nada=NADA,
        bentuk=BENTUK,
        awal=address(keadaan=chosen) if at is not None else "",
        lanjut=address(keadaan=chosen, sesudah=last.nama, id=last.id) if last else "",
        ada_saringan=bool(kept or keadaan or at is not None),
    )


def _values(pegawai_id: int) -> dict[str, Any]:
    actor, one = current_actor(), queries.orang(session(), pegawai_id)
    akun = one.akun
    return {
        "orang": one,
        "label": LABEL[one.keadaan],
        "nada": NADA[one.keadaan],
        "riwayat": queries.riwayat_jabatan(session(), pegawai_id),
        "bentuk": BENTUK,
        "hari": clock.today(),
        "sertifikat": tte.berlaku(session(), pegawai_id, clock.now()),
        "jejak": queries.jejak(session(), pegawai_id, akun.id if akun else None),
        "usulan": "" if akun else queries.usulan_nama(session(), one.pegawai),
        "boleh_tautan": policy.may_link(actor, akun) if akun else None,
        "boleh_tutup": policy.may_shut(actor, akun) if akun else None,
        "boleh_buka": policy.may_open(actor, akun) if akun else None,
        "kejadian": KEJADIAN,
        "salah": {},
        "nilai": {},
        "pesan": "",
        "tautan": "",
    }


@routes.get("/pengguna/<int:pegawai_id>")
@needs(Action.KELOLA_PENGGUNA)
def lihat(pegawai_id: int) -> str:
    """One person: identity, jabatan with their history, the account."""
    desk(Action.KELOLA_PENGGUNA)
    return render_template("pengguna/orang.html", **_values(pegawai_id))


def _again(pegawai_id: int, error: EofficeError) -> Response:
    """The page once more after a refusal, with the sentence beside its field and what was typed."""
    release()
    values = {k: v for k, v in _values(pegawai_id).items() if k not in ("salah", "nilai", "pesan")}
    return refused(error, "pengguna/orang.html", **values)


def _with_link(pegawai_id: int, done: str, jenis: JenisToken, token: str) -> Response:
    """The page with a link that is shown this once and stored nowhere, not even for a repeated request."""
    release()
    link = akun_actions.tautan(services().settings.base_url, token)
    values = _values(pegawai_id) | {"tautan": link, "tautan_masa": MASA_KATA[jenis], "selesai": done}
    return make_response(render_template("pengguna/orang.html", **values))


def _akun(own: Session, pegawai_id: int) -> Akun:
    found = akun_queries.of_pegawai(own, pegawai_id)
    if found is None:
        raise NotFound("Pegawai ini belum mempunyai akun.")
    return found


@routes.post("/pengguna/<int:pegawai_id>/akun")
@needs(Action.KELOLA_PENGGUNA, own_transactions=True, repeatable=True)
@limited("sandi", 10, per=60)
def buat(pegawai_id: int) -> Response:
    """Make the account and show its activation link. A second time finds it made."""
    desk(Action.KELOLA_PENGGUNA)
    queries.orang(session(), pegawai_id)
    try:
        form = forms.akun_baru(request.form)
        confirm(form.sandi, untuk="akun.buat")
        with transaction(services().engine) as own:
            token = actions.buat(own, current_actor(), pegawai_id=pegawai_id, nama_pengguna=form.nama_pengguna)
    except (Invalid, Conflict) as error:
        return _again(pegawai_id, error)
    return _with_link(pegawai_id, "Akun dibuat.", JenisToken.AKTIVASI, token)


@routes.post("/pengguna/<int:pegawai_id>/tautan")
@needs(Action.KELOLA_PENGGUNA, own_transactions=True, repeatable=True)
@limited("sandi", 10, per=60)
def tautan(pegawai_id: int) -> Response:
    """Show a new link; an earlier one no longer works."""

    def do(own: Session) -> tuple[str, JenisToken, str]:
        jenis, token = actions.tautan_baru(own, current_actor(), _akun(own, pegawai_id))
        return "Tautan baru dibuat; tautan sebelumnya tidak berlaku lagi.", jenis, token

    return _linking(pegawai_id, "akun.terbitkan_token", do)


@routes.post("/pengguna/<int:pegawai_id>/aktifkan")
@needs(Action.KELOLA_PENGGUNA, own_transactions=True, repeatable=True)
@limited("sandi", 10, per=60)
def aktifkan(pegawai_id: int) -> Response:
    """Open a shut account again and show the link for its new password."""

    def do(own: Session) -> tuple[str, JenisToken, str]:
        token = actions.aktifkan(own, current_actor(), _akun(own, pegawai_id))
        return "Akun diaktifkan lagi. Pemiliknya memilih sandi baru lewat tautan ini.", JenisToken.AKTIVASI, token

    return _linking(pegawai_id, "akun.aktifkan", do)


def _linking(pegawai_id: int, untuk: str, do: Callable[[Session], tuple[str, JenisToken, str]]) -> Response:
    desk(Action.KELOLA_PENGGUNA)
    queries.orang(session(), pegawai_id)
    try:
        confirm(forms.pasti(request.form).sandi, untuk=untuk)
        with transaction(services().engine) as own:
            done, jenis, token = do(own)
    except (Invalid, Conflict) as error:
        return _again(pegawai_id, error)
    return _with_link(pegawai_id, done, jenis, token)


@routes.post("/pengguna/<int:pegawai_id>/nonaktifkan")
@needs(Action.KELOLA_PENGGUNA, own_transactions=True)
@limited("sandi", 10, per=60)
def nonaktifkan(pegawai_id: int) -> Response:
    """Shut the account; whoever is signed in with it is out at the next click."""
    desk(Action.KELOLA_PENGGUNA)
    queries.orang(session(), pegawai_id)
    try:
        confirm(forms.pasti(request.form).sandi, untuk="akun.nonaktifkan")
        with transaction(services().engine) as own:
            actions.nonaktifkan(own, current_actor(), _akun(own, pegawai_id))
            flash("Akun dinonaktifkan. Semua sesinya sudah berakhir.")
            return settled(own, see(f"/pengguna/{pegawai_id}"))
    except (Invalid, Conflict) as error:
        return _again(pegawai_id, error)


# -- what somebody holds ----------------------------------------------------------------------------------------------


def _place(pegawai_id: int) -> dict[str, Any]:
    chosen = number("jabatan")
    if chosen is None:
        chosen = whole(request.form.get("jabatan_id", ""))
    known = organisasi.jabatan_by_id(session(), chosen) if chosen is not None else None
    return {
        "orang": queries.orang(session(), pegawai_id),
        "bentuk": list(BENTUK.items()),
        "terpilih": [(known.id, f"{known.nama} · {known.unit.singkatan}")] if known else [],
        "hari": clock.today(),
        "diri": pegawai_id == current_actor().pegawai_id,
    }


@routes.get("/pengguna/<int:pegawai_id>/jabatan")
@needs(Action.KELOLA_ORGANISASI)
def tempat(pegawai_id: int) -> str:
    """The form with which somebody gets a jabatan."""
    desk(Action.KELOLA_ORGANISASI)
    return render_template("pengguna/tempat.html", **_place(pegawai_id), salah={}, nilai={}, pesan="")


@routes.post("/pengguna/<int:pegawai_id>/jabatan")
@needs(Action.KELOLA_ORGANISASI, own_transactions=True)
@limited("sandi", 10, per=60)
def tempatkan(pegawai_id: int) -> Response:
    """Let somebody hold a jabatan from a date."""
    desk(Action.KELOLA_ORGANISASI)
    queries.orang(session(), pegawai_id)
    try:
        form = forms.penempatan(request.form)
        confirm(form.sandi, untuk="organisasi.tempatkan")
        with transaction(services().engine) as own:
            actions.tempatkan(
                own,
                current_actor(),
                pegawai_id=pegawai_id,
                jabatan_id=form.jabatan_id,
                bentuk=form.bentuk,
                mulai=form.mulai,
                selesai=form.selesai,
                dasar=form.dasar,
            )
            flash("Penempatan tersimpan. Haknya berlaku sejak tanggal mulai.")
            return settled(own, see(f"/pengguna/{pegawai_id}"))
    except (Invalid, Conflict) as error:
        release()
        return refused(error, "pengguna/tempat.html", **_place(pegawai_id))


@routes.get("/pengguna/<int:pegawai_id>/jabatan/<int:penugasan_id>/akhiri")
@needs(Action.KELOLA_ORGANISASI)
def akhir(pegawai_id: int, penugasan_id: int) -> str:
    """The form with which an assignment ends."""
    desk(Action.KELOLA_ORGANISASI)
    return render_template("pengguna/akhiri.html", **_ending(pegawai_id, penugasan_id), salah={}, nilai={}, pesan="")


def _ending(pegawai_id: int, penugasan_id: int) -> dict[str, Any]:
    return {
        "orang": queries.orang(session(), pegawai_id),
        "penugasan": queries.penugasan(session(), pegawai_id, penugasan_id),
        "bentuk": BENTUK,
        "hari": clock.today(),
    }


@routes.post("/pengguna/<int:pegawai_id>/jabatan/<int:penugasan_id>/akhiri")
@needs(Action.KELOLA_ORGANISASI, own_transactions=True)
@limited("sandi", 10, per=60)
def akhiri(pegawai_id: int, penugasan_id: int) -> Response:
    """Set the last day of an assignment."""
    desk(Action.KELOLA_ORGANISASI)
    queries.penugasan(session(), pegawai_id, penugasan_id)
    try:
        form = forms.akhir(request.form)
        confirm(form.sandi, untuk="organisasi.akhiri")
        with transaction(services().engine) as own:
            actions.akhiri(own, current_actor(), pegawai_id=pegawai_id, penugasan_id=penugasan_id, selesai=form.selesai)
            flash("Hari terakhirnya tersimpan. Sesudah itu hak jabatannya berakhir.")
            return settled(own, see(f"/pengguna/{pegawai_id}"))
    except (Invalid, Conflict) as error:
        release()
        return refused(error, "pengguna/akhiri.html", **_ending(pegawai_id, penugasan_id))


@routes.get("/pengguna/pilih-jabatan")
@needs(Action.KELOLA_ORGANISASI)
def pilih_jabatan() -> str:
    """Jabatan that fit what is being typed, with who holds them."""
    desk(Action.KELOLA_ORGANISASI)
    words = request.args.get("q", "").replace("\x00", "")[:80]
    return render_template("_parts/hasil.html", butir=organisasi.offered(session(), words))
