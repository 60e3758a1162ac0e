"""Sending files so that a browser neither runs nor guesses anything (WEB-04)."""

import re
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO, Final, cast
from urllib.parse import quote

from flask import Response, request

from eoffice.sandbox import names

#: Our own table; what a client once declared is never repeated.
MEDIA: Final = {
    **names.MIME,
    "jpg": names.MIME["jpeg"],
    "json": "application/json",
    "zip": "application/zip",
}
SANDBOX: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"
#: A sandboxed document cannot use the browser's PDF viewer; a PDF that we made ourselves gets all but that.
OWN_PDF: Final = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"

_UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff/\\\\:*?"<>|]')

#: In the plain name some browsers read these as part of the header, or as an escape.
_MISREAD = re.compile(r"[^\x20-\x7e]|[%;]")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})$")


def clean_name(name: str) -> str:
    """A file name without path, control or direction characters, at most 150 characters, never empty."""
    plain = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", name)).split())
    found = _ENDING.search(plain)
    stem = (plain[: found.start()] if found else plain).strip(". ")[:150] or "berkas"
    return f"{stem}.{found[1].lower()}" if found else stem


def filename_header(name: str, *, inline: bool = False) -> str:
    """Content-Disposition by RFC 6266 and RFC 8187."""
    cleaned = clean_name(name)
    plain = unicodedata.normalize("NFKD", cleaned).encode("ascii", "ignore").decode() or "berkas"
    plain = _MISREAD.sub("_", plain)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(cleaned, safe='')}"


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(64 * 1024):
            yield piece


def _send(body: bytes | BinaryIO, name: str, *, policy: str, inline: bool) -> Response:
    ending = clean_name(name).rpartition(".")[2]
    media = MEDIA.get(ending, names.UNKNOWN)
    response = Response(body if isinstance(body, bytes) else _chunks(body), content_type=media)
    response.headers["Content-Disposition"] = filename_header(name, inline=inline)
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cache-Control"] = "no-store"
    return response


def attachment(body: bytes | BinaryIO, *, name: str) -> Response:
    """Anybody's file, to be saved and never shown; a stream is closed when it has been sent."""
    return _send(body, name, policy=SANDBOX, inline=False)


def page_image(png: bytes, *, name: str = "halaman.png") -> Response:
    """A page that we rendered ourselves."""
    return _send(png, name, policy=SANDBOX, inline=True)


def sound(content: bytes, *, media: str, ending: str) -> Response:
    """A voice note for the player of a page, in pieces where the browser asks for them (Safari plays nothing else).

    Args:
        media: audio/webm, audio/ogg, audio/mp4 or audio/wav, as found by signature.
    """
    response = Response(content, content_type=media)
    response.headers["Content-Disposition"] = filename_header(f"catatan-suara.{ending}", inline=True)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "no-store"
    return cast(Response, response.make_conditional(request, accept_ranges=True, complete_length=len(content)))


def own_pdf(body: bytes | BinaryIO, *, name: str, inline: bool = True) -> Response:
    """A PDF that we made ourselves, shown in the browser's viewer."""
    return _send(body, name, policy=OWN_PDF, inline=inline)
