"""What views answer most: go there, or the same page again after a refusal; and the number they were asked with."""

from typing import cast

from flask import Response, g, make_response, redirect, request
from flask import session as messages
from sqlalchemy.orm import Session

from eoffice.errors import EofficeError
from eoffice.web import idempotency
from eoffice.web.errors import say_when, status_of
from eoffice.web.fields import whole


def see(path: str) -> Response:
    """Go there with GET."""
    return cast(Response, redirect(path, 303))


def settled(own: Session, answer: Response) -> Response:
    """The answer, remembered in the transaction of its effect: both are kept or neither (TRX-03, DB-05).

    For views with `own_transactions`, as the last thing in the transaction that does what was asked; flash before it.

    Raises:
        Answered: an identical request was quicker. The edge gives its answer; do not catch it.
    """
    ask: idempotency.Ask | None = g.get("ask")
    if ask is not None:
        idempotency.settle(own, ask, answer, list(messages.get("_flashes", [])))
        g.settled = True
    return answer


def again(html: str, error: EofficeError) -> Response:
    """A page that comes back after a refusal, with its status and, after too many tries, when to come again."""
    answer = make_response(html)
    answer.status_code = status_of(error)
    say_when(answer, error)
    return answer


def phrase(name: str, most: int = 200) -> str:
    """What was typed into a box that only narrows a list; what no database can hold becomes a space (INJ-03)."""
    return request.values.get(name, "")[:most].replace("\x00", " ").strip()


def number(name: str) -> int | None:
    """A whole number of the query string that a database can hold, or None."""
    return whole(request.args.get(name, ""))
