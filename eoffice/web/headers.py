"""Response headers: a content security policy with a fresh nonce, and what else keeps a browser strict (WEB-02, WEB-03)."""

import secrets
from typing import Final, cast

from flask import Flask, Response, g, request

CSP: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; "
    "worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; report-uri /csp-laporan; report-to csp"
)

FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Reporting-Endpoints": 'csp="/csp-laporan"',
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), "
        "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
        "publickey-credentials-get=(), screen-wake-lock=(), xr-spatial-tracking=()"
    ),
}


def csp_nonce() -> str:
    """The 128-bit nonce of this response, for `<script nonce>`; the same throughout one response."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return cast(str, g.csp_nonce)


def _add(response: Response, *, tls: bool) -> Response:
    response.headers.setdefault("Content-Security-Policy", CSP.format(nonce=csp_nonce()))
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    if tls:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update(["Cookie", "HX-Request"])
    if "request_id" in g:
        response.headers["X-Request-ID"] = g.request_id
    response.headers.pop("Server", None)
    return response


def with_microphone(response: Response) -> Response:
    """Let this one page record a voice note and play it back before it is sent; everywhere else both stay closed."""
    response.headers["Permissions-Policy"] = FIXED["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
    policy = CSP.format(nonce=csp_nonce()).replace("media-src 'self'", "media-src 'self' blob:")
    response.headers["Content-Security-Policy"] = policy
    return response


def init_app(app: Flask, *, tls: bool) -> None:
    """Put the headers on every response, error pages included."""
    app.after_request(lambda response: _add(response, tls=tls))
    app.jinja_env.globals["csp_nonce"] = csp_nonce
