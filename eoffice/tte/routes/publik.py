"""For whoever checks a signature anywhere: the revocation lists and the certificates of the authorities, without sign-in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.hazmat.primitives.serialization import Encoding
from flask import Response

from eoffice import clock
from eoffice.errors import NotFound
from eoffice.tte import authority, queries
from eoffice.tte.routes.blueprint import routes
from eoffice.tte.states import Kind
from eoffice.web.access import public
from eoffice.web.session import services, session

#: A list of revocations is made anew when it changed, and at least this often.
CRL_UMUR: Final = timedelta(hours=12)


@routes.get(authority.CRL_PATH)
@public
def crl() -> Response:
    """The certificates of people that were revoked; made anew when one more was."""
    now = clock.now()
    state = queries.keadaan_crl(session(), now)
    return _list("penerbit", state, now, lambda: queries.crl(session(), pepper=services().pepper, at=now))


@routes.get(authority.ROOT_CRL_PATH)
@public
def crl_akar() -> Response:
    """Whether the issuer still stands, said by the root."""
    now = clock.now()
    return _list("akar", (), now, lambda: queries.crl_akar(session(), pepper=services().pepper, at=now))


def _list(name: str, state: tuple[Any, ...], now: datetime, make: Callable[[], bytes]) -> Response:
    kept = services().cache.get(f"crl.{name}")
    if kept is None or kept[0] != state or not timedelta() <= now - kept[1] < CRL_UMUR:
        kept = services().cache[f"crl.{name}"] = (state, now, make())
    response = Response(kept[2], content_type="application/pkix-crl")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.crl"'
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@routes.get("/ca/<nama>.cer")
@public
def ca(nama: str) -> Response:
    """The certificate of the root (`akar`) or the issuer (`penerbit`) as DER, to be trusted by other programs."""
    if nama not in (Kind.AKAR, Kind.PENERBIT):
        raise NotFound("Sertifikat itu tidak ada. Yang tersedia: akar dan penerbit.")
    der = authority.load(queries.otoritas(session(), Kind(nama)).pem).public_bytes(Encoding.DER)
    response = Response(der, content_type="application/pkix-cert")
    response.headers["Content-Disposition"] = f'attachment; filename="{nama}.cer"'
    return response
