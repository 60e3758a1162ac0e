"""flask-login over our own sessions: the cookie is read here, the account behind it is loaded here."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

from flask import Flask, Request, Response, after_this_request, current_app, g
from flask_login import LoginManager
from sqlalchemy import Engine, update

from eoffice import acuan, clock
from eoffice.akses.actor import Actor
from eoffice.akun import queries
from eoffice.akun.actions import Asal
from eoffice.akun.actions import buktikan as buktikan_sandi
from eoffice.akun.actions import catat_ttd as catat_ttd_sesi
from eoffice.akun.models import Sesi
from eoffice.db import reading, transaction
from eoffice.errors import NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_akun
from eoffice.web.cookies import Cookies
from eoffice.web.services import Services
from eoffice.web.session import asking, begin_with, services

#: How stale the last-seen time of a session may get, so that reading does not always write.
TOUCH = timedelta(seconds=60)


@dataclass(frozen=True)
class Peran:
    """A jabatan that the person may act in."""

    id: int
    label: str
    aktif: bool


@dataclass(frozen=True)
class SignedIn:
    """The account behind a request, as plain values; `actor` is None while no jabatan is held."""

    akun_id: int
    sesi_id: str
    nama_pengguna: str
    tema: str
    pintasan: bool
    actor: Actor | None
    nama: str
    peran: tuple[Peran, ...]
    kabar: int = 0

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """For flask-login."""
        return str(self.akun_id)


def limits_of(parts: Services) -> dict[str, timedelta]:
    """How long a session lasts here, as arguments of `queries.live` (SES-03)."""
    return {
        "idle": timedelta(minutes=parts.settings.idle_minutes),
        "absolute": timedelta(hours=parts.settings.absolute_hours),
    }


def asal(request: Request) -> Asal:
    """Where a request comes from."""
    agent = request.headers.get("User-Agent", "")
    return Asal(request.remote_addr or "", "".join(c for c in agent if c.isprintable())[:200], g.get("request_id", ""))


def cookies() -> Cookies:
    """How this installation sets cookies."""
    return cast(Cookies, current_app.session_interface)


def load(request: Request) -> SignedIn | None:
    """Who is signed in, asked so that no lock is held for it.

    What a page asks by itself (X-Latar, or latar=1 where there is no script) does not keep an idle session alive (SES-03).
    """
    raw = request.cookies.get(cookies().sesi, "")
    if not 40 <= len(raw) <= 64:
        return None
    parts, at = services(), clock.now()
    with asking() as on:
        sesi = queries.live(on, queries.digest(raw), at, **limits_of(parts))
    if sesi is None:
        return None
    unasked = "X-Latar" in request.headers or request.args.get("latar") == "1"
    stale = at - sesi.terakhir_at >= TOUCH and not unasked
    where = asal(request)
    begin_with(parts.ingatan, sesi.tanda)
    actor, peran = _pemegang(parts.engine, sesi, parts.ingatan)
    if actor is not None:
        actor = replace(
            actor, akun_id=sesi.akun_id, sesi=sesi.id[:16], alamat=where.alamat, request_id=where.request_id
        )
    found = SignedIn(
        akun_id=sesi.akun_id,
        sesi_id=sesi.id,
        nama_pengguna=sesi.nama_pengguna,
        tema=str(sesi.tema),
        pintasan=sesi.pintasan,
        actor=actor,
        nama=sesi.nama,
        peran=peran,
        kabar=sesi.kabar,
    )
    if stale:
        with transaction(parts.engine) as session:
            session.execute(update(Sesi).where(Sesi.id == found.sesi_id).values(terakhir_at=at))
    return found


def _pemegang(engine: Engine, sesi: queries.Masuk, ingatan: acuan.Ingatan) -> tuple[Actor | None, tuple[Peran, ...]]:
    """Who that is in the office today, None while no jabatan is held, and the jabatan to choose from where there are several."""

    def made() -> tuple[Actor | None, tuple[Peran, ...]]:
        with reading(engine) as session:
            try:
                actor = organisasi.actor_for(session, sesi.pegawai_id, sesi.jabatan_id)
            except NotFound:
                return None, ()
            held = organisasi.pegangan(session, sesi.pegawai_id) if len(actor.jabatan_ids) > 1 else []
        return actor, tuple(
            Peran(p.jabatan_id, p.nama, p.jabatan_id == actor.jabatan_id)
            for p in held
            if p.pegawai_id == sesi.pegawai_id
        )

    actor, peran = ingatan.ambil(sesi.tanda, ("actor", sesi.pegawai_id, sesi.jabatan_id, clock.today()), made)
    # A leave ends at an instant, of which no mark tells (OTR-11).
    return made() if actor is not None and actor.diberi else (actor, peran)


def give_cookie(response: Response, token: str) -> Response:
    """Hand the browser its session; the guest cookie has done its work."""
    cookies().set(response, cookies().sesi, token)
    cookies().drop(response, cookies().tamu)
    return response


def minta_sandi(*, terjaga: bool) -> str:
    """Why whoever is signed in must type the password once more before signing now, as a sentence; "" if not (AUT-12).

    Args:
        terjaga: something above Biasa is to be signed.
    """
    parts = services()
    selang = timedelta(minutes=parts.settings.sandi_ttd_menit)
    with reading(parts.engine) as session:
        return queries.minta_sandi(session, current_akun().sesi_id, clock.now(), terjaga=terjaga, selang=selang)


def buktikan(typed: str, *, untuk: str) -> None:
    """Believe the password of whoever is signed in; for the rest of this request the session has its new id (SES-02).

    Call it while no transaction is open; what was taken from `current_actor` before is to be taken anew.

    Raises:
        Invalid: it is wrong (field `sandi_masuk`), counted as a failed sign-in.
    """
    user, parts = current_akun()._get_current_object(), services()
    token = buktikan_sandi(parts.engine, parts.hasher, user.actor, user.sesi_id, typed, untuk=untuk)
    sesi_id = queries.digest(token)
    g._login_user = replace(
        user, sesi_id=sesi_id, actor=replace(user.actor, sesi=sesi_id[:16])
    )  # where flask-login looks
    cookies().renew(token)

    @after_this_request
    def give(response: Response) -> Response:
        return give_cookie(response, token)


def catat_ttd() -> None:
    """Note that this session was used to sign, so that the next signature in it asks less."""
    with transaction(services().engine) as session:
        catat_ttd_sesi(session, current_akun().sesi_id, clock.now())


def init_app(app: Flask) -> None:
    """Install flask-login: no "remember me", nothing in Flask's session (SES-01)."""
    manager: Any = LoginManager()
    manager.session_protection = None
    manager.init_app(app)
    manager.request_loader(load)
