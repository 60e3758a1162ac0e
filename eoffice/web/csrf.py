"""Cross-site requests are refused: by what the browser says about them and by a token (WEB-01)."""

import hashlib
import hmac
from typing import Any, Final, cast

from flask import Flask, g, request
from flask import session as messages
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError, generate_csrf

from eoffice.errors import EofficeError
from eoffice.web.access import current_akun
from eoffice.web.cookies import Cookies
from eoffice.web.services import derive
from eoffice.web.session import SAFE, services

#: Sessions whose token a process remembers.
KEPT: Final = 4096

_protect: Any = CSRFProtect()


class Forged(EofficeError):
    """The request does not prove that it comes from a page we made for this session."""


def init_app(app: Flask, cookies: Cookies) -> None:
    """Make tokens available to templates; they last as long as the session, for long letters take long."""
    app.session_interface = cookies
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,  # the edge calls `check` in its own order
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # we send no Referer (WEB-03); Sec-Fetch-Site and Origin are checked instead
    )
    _protect.init_app(app)
    app.context_processor(lambda: {"csrf_token": token})  # after that of the library, so that ours is taken


def token() -> str:
    """The token for the forms of this page; signed once for each session, and as good on its every page."""
    if "csrf_token" not in g:
        kept: dict[str, str] = services().cache.setdefault("csrf", {})
        secret = messages["csrf_token"]
        made = kept.get(secret)  # taken at once: another thread may forget all of them at any moment
        if made is None:
            if len(kept) >= KEPT:
                kept.clear()
            made = kept[secret] = generate_csrf()
        g.csrf_token = made
    return cast(str, g.csrf_token)


def check() -> None:
    """Refuse a state-changing request from another site or without a valid token.

    Raises:
        Forged: either.
    """
    if request.method in SAFE:
        return
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise Forged("Permintaan ini datang dari situs lain, jadi tidak dijalankan.")
    origin = request.headers.get("Origin")
    if origin not in (None, "null", f"{request.scheme}://{request.host}"):
        raise Forged("Permintaan ini datang dari situs lain, jadi tidak dijalankan.")
    try:
        _protect.protect()
    except CSRFError:
        raise Forged(
            "Halaman ini sudah kedaluwarsa, biasanya karena Anda masuk lagi di tab lain. Muat ulang, lalu kirim sekali lagi."
        ) from None


def bound(*things: object) -> str:
    """A token that ties a form to who was shown it and to what it is about, for acts that weigh much (tte.md 11)."""
    said = "\n".join(str(thing) for thing in (current_akun().akun_id, *things))
    return hmac.new(derive(services().settings.secret_key, "ikatan"), said.encode(), hashlib.sha256).hexdigest()


def check_bound(token: str, *things: object) -> None:
    """Refuse a form that was made for somebody else, or about something else.

    Raises:
        Forged: the token is not the one that `bound` gives for these things.
    """
    if not hmac.compare_digest(token.encode(), bound(*things).encode()):
        raise Forged("Halaman ini bukan untuk naskah itu, atau sudah kedaluwarsa. Muat ulang, lalu kirim sekali lagi.")
