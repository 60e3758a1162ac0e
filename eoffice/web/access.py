"""Every view says who may come; whoever forgot to say it stops the start (OTR-02)."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, overload
from urllib.parse import quote

from flask import Flask, Response, redirect, request
from flask_login import current_user

from eoffice.errors import EofficeError, NotAllowed
from eoffice.web.redirects import safe_path

if TYPE_CHECKING:  # the type only: this layer decides nothing about actors (see the import contracts)
    from eoffice.akses.actor import Actor

View = TypeVar("View", bound=Callable[..., Any])

MARK: Final = "__eoffice_gate__"


class NotSignedIn(EofficeError):
    """Nobody is signed in, or the session has ended."""


@dataclass(frozen=True)
class Limit:
    """At most `count` uses per `per` seconds by one person, or by one address when nobody is signed in."""

    name: str
    count: int
    per: int


@dataclass(frozen=True)
class Gate:
    """What a view declares about itself."""

    actions: tuple[enum.StrEnum, ...] = ()
    public: bool = False
    repeatable: bool = False
    own_transactions: bool = False
    no_csrf: bool = False
    limit: Limit | None = None


def _mark(view: View, gate: Gate) -> View:
    known = getattr(view, MARK, None)
    if known is not None and known.limit is not None:
        gate = replace(gate, limit=known.limit)
    setattr(view, MARK, gate)
    return view


def needs(*actions: enum.StrEnum, repeatable: bool = False, own_transactions: bool = False) -> Callable[[View], View]:
    """Declare the rights that a view may ask for; only somebody signed in reaches it.

    The verdict itself falls in the actions, where the thing is known.

    Args:
        repeatable: doing it twice does no harm, so no idempotency key is demanded.
        own_transactions: the view opens its transactions itself; the request's session only reads (signing).
    """
    gate = Gate(actions=actions, repeatable=repeatable, own_transactions=own_transactions)
    return lambda view: _mark(view, gate)


@overload
def public(view: View, /) -> View: ...
@overload
def public(
    *, repeatable: bool = True, own_transactions: bool = False, no_csrf: bool = False
) -> Callable[[View], View]: ...
def public(
    view: View | None = None, /, *, repeatable: bool = True, own_transactions: bool = False, no_csrf: bool = False
) -> View | Callable[[View], View]:
    """Declare that anybody may come, signed in or not; as `@public` or `@public(…)`.

    Args:
        no_csrf: for reports that browsers send by themselves, which change nothing.
    """
    gate = Gate(public=True, repeatable=repeatable, own_transactions=own_transactions, no_csrf=no_csrf)
    return _mark(view, gate) if view is not None else lambda later: _mark(later, gate)


def limited(name: str, count: int, *, per: int) -> Callable[[View], View]:
    """At most `count` requests per `per` seconds (WEB-10); write it below `needs` or `public`."""

    def mark(view: View) -> View:
        setattr(view, MARK, replace(getattr(view, MARK, Gate()), limit=Limit(name, count, per)))
        return view

    return mark


def gate_of(view: Callable[..., Any] | None) -> Gate | None:
    """What a view declared, if it did."""
    gate = getattr(view, MARK, None)
    return gate if gate is not None and (gate.public or gate.actions) else None


def verify(app: Flask) -> None:
    """Refuse to start while any address leads to a view that declares nothing.

    Raises:
        RuntimeError: naming them.
    """
    silent = sorted(
        str(rule) for rule in app.url_map.iter_rules() if gate_of(app.view_functions[rule.endpoint]) is None
    )
    if silent:
        raise RuntimeError("tanpa @needs atau @public: " + ", ".join(silent))


def signed_in() -> bool:
    """Whether somebody is signed in."""
    return bool(current_user.is_authenticated)


def current_akun() -> Any:
    """The account behind the request: `akun_id`, `sesi_id`, `nama_pengguna`, `tema`, `pintasan`, `actor`.

    Raises:
        NotSignedIn: there is none.
    """
    if not signed_in():
        raise NotSignedIn("Silakan masuk dahulu.")
    return current_user


def current_actor() -> "Actor":
    """Who acts in this request.

    Raises:
        NotSignedIn: nobody does.
        NotAllowed: the person holds no jabatan today.
    """
    akun = current_akun()
    if akun.actor is None:
        raise NotAllowed("Anda tidak memegang jabatan hari ini; hubungi admin kepegawaian perangkat daerah Anda.")
    return cast("Actor", akun.actor)


def to_sign_in() -> Response:
    """Send a page to the sign-in form and remember where it wanted to go."""
    wanted = safe_path(request.full_path.rstrip("?")) if request.method == "GET" else "/"
    return cast(Response, redirect("/masuk" if wanted == "/" else f"/masuk?lanjut={quote(wanted, safe='/')}", 303))
