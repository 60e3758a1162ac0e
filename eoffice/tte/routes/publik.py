"""For whoever checks a signature anywhere: lists, certificates and answers of the authorities, without sign-in."""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from asn1crypto import tsp
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Response, request

from eoffice import clock
from eoffice.errors import NotFound
from eoffice.tte import archiving, authorities, authority, ocsp, queries, timestamp
from eoffice.tte.routes.blueprint import routes
from eoffice.tte.states import Kind
from eoffice.web.access import limited, public
from eoffice.web.session import release, services, session

#: A list of revocations is made anew when it changed, and at least this often.
CRL_UMUR: Final = timedelta(hours=12)
#: Bytes of a request for a stamp; an honest one has about eighty.
TERBESAR_TSQ: Final = 4096


@routes.get("/crl/<nama>.crl")
@public
def crl(nama: str) -> Response:
    """Of the root (`akar`) or of an issuer (`penerbit`, `penerbit-1`, …): what was revoked; made anew when one more was."""
    now = clock.now()
    if nama == Kind.AKAR:  # whether the issuers still stand
        state: tuple[int, ...] = authorities.keadaan_otoritas(session())
        return _list(nama, state, now, lambda: queries.crl_akar(session(), pepper=services().pepper, at=now))
    ke = _generation(nama)
    state = (*queries.keadaan_crl(session(), now), *authorities.keadaan_otoritas(session()))
    return _list(nama, state, now, lambda: queries.crl(session(), pepper=services().pepper, at=now, ke=ke))


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
    """The certificate of the root (`akar`) or of an issuer as DER, to be trusted by other programs."""
    if nama == Kind.AKAR:
        pem = queries.otoritas(session(), Kind.AKAR).pem
    else:
        pem = authorities.generasi(session(), Kind.PENERBIT, _generation(nama)).pem
    response = Response(authority.load(pem).public_bytes(Encoding.DER), content_type="application/pkix-cert")
    response.headers["Content-Disposition"] = f'attachment; filename="{nama}.cer"'
    return response


def _generation(nama: str) -> int:
    """Which issuer a name in an address means. Raises NotFound for any other name."""
    number = nama.removeprefix("penerbit").removeprefix("-")
    if number.isascii() and number.isdigit() and len(number) < 4 and nama == authority.issuer_name(int(number)):
        return int(number)
    if nama == Kind.PENERBIT:
        return 0
    raise NotFound("Berkas itu tidak ada. Yang tersedia: akar dan penerbit.")


@routes.post(authority.OCSP_PATH)
@public(repeatable=True, no_csrf=True)
@limited("ocsp", 600, per=60)
def tanya() -> Response:
    """The state of one certificate, asked in the body (RFC 6960)."""
    return _answered(request.stream.read(ocsp.LARGEST + 1))


@routes.get(f"{authority.OCSP_PATH}/<path:pertanyaan>")
@public
@limited("ocsp", 600, per=60)
def tanya_di_alamat(pertanyaan: str) -> Response:
    """The same, asked in the address as base64; proxies may keep the answer for a while."""
    try:
        question = base64.b64decode(unquote_to_bytes(pertanyaan), validate=True)
    except (binascii.Error, ValueError):
        question = b""
    response = _answered(question)
    response.headers["Cache-Control"] = f"public, max-age={int(ocsp.LIFE.total_seconds()) // 2}"
    return response


def _answered(question: bytes) -> Response:
    now = clock.now()
    known = [] if len(question) > ocsp.LARGEST else _responders(now)
    response = Response(ocsp.answer(question[: ocsp.LARGEST], known, now=now), content_type="application/ocsp-response")
    response.headers["Cache-Control"] = "no-store"
    return response


def _responders(now: datetime) -> list[ocsp.Responder]:
    return authorities.responders(session(), pepper=services().pepper, at=now)


@routes.post("/tsa")
@public(repeatable=True, no_csrf=True)
@limited("tsa", 60, per=60)
def stempel_waktu() -> Response:
    """A time-stamp over a digest (RFC 3161), for other programs of the city; only where the settings open it."""
    if not services().settings.tsa_umum:
        raise NotFound(
            "Penanda waktu di sini tidak dibuka untuk umum. Petugas TI membukanya dengan EOFFICE_TSA_UMUM=1."
        )
    content = request.stream.read(TERBESAR_TSQ + 1)
    release()
    try:
        asked = tsp.TimeStampReq.load(content[:TERBESAR_TSQ], strict=True)
        answer = archiving.own_stamper(services()).answer(asked)
    except (ValueError, TypeError):  # not a question, or one without an end
        answer = timestamp.refusal("bad_data_format")
    response = Response(answer.dump(), content_type="application/timestamp-reply")
    response.headers["Cache-Control"] = "no-store"
    return response
