"""The database session of a request: opened at first use, ended by the edge, never by a route."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, cast

from flask import current_app, g, request
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from eoffice import acuan
from eoffice.db import open_session, selintas
from eoffice.sambungan import named
from eoffice.web.log import REQUEST_ID
from eoffice.web.services import Services

#: Methods of requests that change nothing.
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def services() -> Services:
    """What this installation is made of."""
    return cast(Services, current_app.extensions["eoffice"])


def session() -> Session:
    """The session of this request: reading for safe methods, writing for the others (HOUSE 8).

    The edge commits it when the view has answered below 400 and rolls it back otherwise.
    """
    if "db_session" not in g:
        g.db_session = open_session(services().engine, writes=g.get("db_writes", False))
        if "acuan" in g:
            acuan.pakai(g.db_session, *g.acuan)
    return cast(Session, g.db_session)


@contextmanager
def asking() -> Iterator[Session | Connection]:
    """Where a request asks who is behind it, before anything else.

    In its own transaction if it only reads and each statement of it sees what was committed before, as on PostgreSQL: that
    saves a connection and two questions to the server. Else by itself: what a writer of SQLite does, and what a page that
    only reads has written beside it, must not find an older state of the database.
    """
    if request.method in SAFE and services().engine.dialect.name == "postgresql":
        yield session()
        return
    with selintas(services().engine) as connection:
        yield connection


def begin_with(ingatan: acuan.Ingatan, tanda: int | None) -> None:
    """Let what this request reads be kept under the mark that it found beside who asks, and be taken from there."""
    g.acuan = (ingatan, tanda)
    if "db_session" in g:
        acuan.pakai(g.db_session, ingatan, tanda)


def release() -> None:
    """Undo and end the transaction of this request now, so that nothing is locked during slow work that follows."""
    if "db_session" in g:
        cast(Session, g.db_session).rollback()


def close() -> None:
    """Return the connection; what was not committed is gone."""
    opened: Session | None = g.pop("db_session", None)
    if opened is not None:
        opened.close()


def sign_transactions(engine: Engine) -> None:
    """Give every transaction on PostgreSQL the id of its request as its name, so that its log and ours can be joined (TGH-07).

    The server shows the name in pg_stat_activity and in its log (`%a` in log_line_prefix). It does not stand in the
    statements: these must stay the same from request to request, or none of them is ever kept prepared.
    """
    if engine.dialect.name == "postgresql" and not event.contains(engine, "begin", _sign):
        event.listen(engine, "begin", _sign)


def _sign(connection: Connection) -> None:
    request_id = REQUEST_ID.get()
    if request_id:
        named(connection, f"eoffice {request_id}")
