"""A made-up row in every table that a story left empty, so that no revision is tried on an empty table."""

import datetime as dt
import enum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Time,
    func,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock, tables
from eoffice.db import Instant, Word


def rows(session: Session) -> list[str]:
    """Fill what is empty, parents first; the names of the tables whose rules no made-up row satisfies."""
    left = []
    for table in tables.metadata.sorted_tables:
        if not session.scalar(select(func.count()).select_from(table)):
            try:
                with session.begin_nested():
                    session.execute(table.insert().values(_row(session, table)))
            except IntegrityError:
                left.append(table.name)
    return left


def _row(session: Session, table: Table) -> dict[str, Any]:
    row = {c.name: _value(session, c) for c in table.columns if _needed(c)}
    only_one = any("id = 1" in str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint))
    return row | ({"id": 1} if only_one else {})


def _needed(column: Column[Any]) -> bool:
    if column.primary_key:
        return column is not column.table.autoincrement_column or bool(column.foreign_keys)
    return (not column.nullable or bool(column.foreign_keys)) and column.server_default is None


def _value(session: Session, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        found = session.scalar(select(key.column).order_by(key.column).limit(1))
        if found is not None or column.nullable:
            return found if key.column.table is not column.table else None
    kind = column.type
    if isinstance(kind, Word):
        members: list[enum.Enum] = list(kind.members)
        return members[0]
    if isinstance(kind, Instant | DateTime):
        return clock.now()
    if isinstance(kind, Date):
        return dt.date(2026, 11, 23)
    if isinstance(kind, Time):
        return dt.time(7, 30)
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, JSON):
        return [] if column.default is not None and "list" in str(column.default) else {}
    if isinstance(kind, LargeBinary):
        return b"isi"
    if isinstance(kind, Numeric):
        return 1
    return 1 if isinstance(kind, Integer) else "x"
