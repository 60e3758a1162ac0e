"""What a browser keeps for us: the id of a session and, for one page, a sealed message. Nothing of value (SES-01)."""

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken
from flask import Flask, Request, Response, g
from flask import session as messages
from flask.sessions import SessionInterface, SessionMixin

from eoffice.web.services import derive

#: Longest age of a message between two pages, in seconds.
MESSAGE_AGE: Final = 600


class Messages(dict[str, Any], SessionMixin):
    """What Flask calls the session. Ours holds messages for the next page and the secret that CSRF tokens prove."""

    permanent = False
    modified = True
    guest: str | None = None
    arrived = False


class Cookies(SessionInterface):
    """Keeps Flask's session out of the browser: messages are sealed, everything else is forgotten.

    The CSRF secret is computed from the session's id (or, before sign-in, from a guest cookie), so a token is bound to
    the session on the server and dies with it (WEB-01).
    """

    def __init__(self, secret_key: str, *, tls: bool) -> None:
        prefix = "__Host-" if tls else ""
        self.sesi, self.tamu, self.pesan = f"{prefix}sesi", f"{prefix}tamu", f"{prefix}pesan"
        self.tls = tls
        self._csrf_key = derive(secret_key, "csrf")
        self._seal = Fernet(urlsafe_b64encode(derive(secret_key, "pesan")))

    def set(self, response: Response, name: str, value: str, *, max_age: int | None = None) -> None:
        """Set a cookie with every protection that the connection allows."""
        response.set_cookie(name, value, max_age=max_age, path="/", secure=self.tls, httponly=True, samesite="Lax")

    def drop(self, response: Response, name: str) -> None:
        """Tell the browser to forget a cookie."""
        response.delete_cookie(name, path="/", secure=self.tls, httponly=True, samesite="Lax")

    def open_session(self, app: Flask, request: Request) -> Messages:
        """Start from the cookies of the request; a message that was not sealed by us is ignored."""
        opened = Messages()
        known = request.cookies.get(self.sesi) or request.cookies.get(self.tamu)
        if not known:
            known = opened.guest = secrets.token_urlsafe(32)
        opened["csrf_token"] = self._csrf_secret(known)
        sealed = request.cookies.get(self.pesan)
        if sealed:
            opened.arrived = True
            try:
                found = json.loads(self._seal.decrypt(sealed.encode(), ttl=MESSAGE_AGE))
                opened["_flashes"] = [(str(kind), str(words)) for kind, words in found]
            except (InvalidToken, ValueError):
                pass
        return opened

    def _csrf_secret(self, known: str) -> str:
        return hmac.new(self._csrf_key, known.encode(), hashlib.sha256).hexdigest()

    def renew(self, token: str) -> None:
        """From here on the forms of this response carry CSRF tokens of the session with this cookie."""
        messages["csrf_token"] = self._csrf_secret(token)
        g.pop("csrf_token", None)  # what flask-wtf made for this request

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Seal the messages that no page has shown yet; give a guest the cookie that its CSRF token belongs to."""
        assert isinstance(session, Messages)
        waiting = session.get("_flashes")
        if waiting:
            words = json.dumps([(kind, str(text)[:300]) for kind, text in waiting[-5:]])
            self.set(response, self.pesan, self._seal.encrypt(words.encode()).decode(), max_age=MESSAGE_AGE)
        elif session.arrived:
            self.drop(response, self.pesan)
        if session.guest is not None and "csrf_token" in g:
            self.set(response, self.tamu, session.guest)
