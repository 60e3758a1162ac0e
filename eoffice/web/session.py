"""The database session of a request: opened at first use, ended by the edge, never by a route."""

from typing import cast

from flask import current_app, g
from sqlalchemy.orm import Session

from eoffice.db import open_session
from eoffice.web.services import Services


def services() -> Services:
    """What this installation is made of."""
    return cast(Services, current_app.extensions["eoffice"])


def session() -> Session:
    """The session of this request: reading for safe methods, writing for the others (HOUSE 8).

    The edge commits it when the view has answered below 400 and rolls it back otherwise.
    """
    if "db_session" not in g:
        g.db_session = open_session(services().engine, writes=g.get("db_writes", False))
    return cast(Session, g.db_session)


def release() -> None:
    """Undo and end the transaction of this request now, so that nothing is locked during slow work that follows."""
    if "db_session" in g:
        cast(Session, g.db_session).rollback()


def close() -> None:
    """Return the connection; what was not committed is gone."""
    opened: Session | None = g.pop("db_session", None)
    if opened is not None:
        opened.close()
