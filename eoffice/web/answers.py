"""What views answer most: go there, or the same page again after a refusal; and the number they were asked with."""

from typing import cast

from flask import Response, make_response, redirect, request

from eoffice.errors import EofficeError
from eoffice.web.errors import status_of


def see(path: str) -> Response:
    """Go there with GET."""
    return cast(Response, redirect(path, 303))


def again(html: str, error: EofficeError) -> Response:
    """A page that comes back after a refusal, with its status."""
    answer = make_response(html)
    answer.status_code = status_of(error)
    return answer


def number(name: str) -> int | None:
    """A whole number of the query string that a database can hold, or None."""
    raw = request.args.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
