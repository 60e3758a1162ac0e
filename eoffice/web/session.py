"""The database session of a request: opened at first use, ended by the edge, never by a route."""

from typing import Any, cast

from flask import current_app, g
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from eoffice.db import open_session
from eoffice.web.log import REQUEST_ID
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


def sign_statements(engine: Engine) -> None:
    """End every statement on PostgreSQL with the id of its request, so that its log and ours can be joined (TGH-07)."""
    if engine.dialect.name != "postgresql" or event.contains(engine, "before_cursor_execute", _sign):
        return
    event.listen(engine, "before_cursor_execute", _sign, retval=True)


def _sign(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> tuple[str, Any]:
    request_id = REQUEST_ID.get()
    return (f"{statement} /* {request_id} */" if request_id else statement), parameters
