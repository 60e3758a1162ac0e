"""Pieces of statements that many lists share: made so that a statement is put together once and kept."""

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

_WORD: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
#: Values of a list that are written into a statement one by one.
FEW: Final = 8
#: Values of a list that one statement is given: PostgreSQL takes 65,535 parameters, SQLite 32,766, and some stand beside it.
SEKALI: Final = 5_000
_T = TypeVar("_T")


def within(column: InstrumentedAttribute[Any], ids: Iterable[int]) -> ColumnElement[bool]:
    """The column is one of these; of none plainly false, which a planner cuts away where it would run an empty list."""
    known = list(ids)
    if not known:
        return false()
    if len(known) > FEW:
        return column.in_(known)
    # Written out one by one: a list is put into the statement again for each time it runs.
    found: ColumnElement[bool] = column.in_([bindparam(None, each, type_=column.type, unique=True) for each in known])
    return found


def porsi(values: Iterable[_T]) -> Iterator[list[_T]]:
    """The values in lists that a statement can hold, in their order; of none nothing."""
    known = list(values)
    for start in range(0, len(known), SEKALI):
        yield known[start : start + SEKALI]


def tetap(column: Any, words: Iterable[enum.StrEnum]) -> ColumnElement[bool]:
    """The column is one of some words of ours, written into the statement itself.

    They never change and nobody types them. A parameter for each would be sent with every page, and a planner could not
    know how many rows they leave.

    Raises:
        ValueError: something that is no plain word.
    """
    known = sorted(map(str, words))
    if not all(_WORD.fullmatch(word) for word in known):
        raise ValueError("not a word of ours")
    found: ColumnElement[bool] = column.in_([literal_column("'" + word + "'", column.type) for word in known])
    return found


def among(column: Any, name: str, most: int) -> ColumnElement[bool]:
    """The column is one of so many parameters (`filled`).

    A list whose length is known beforehand is written into the statement once; any other is put together for each call,
    which costs more than asking for a page of rows by their keys.
    """
    found: ColumnElement[bool] = column.in_([bindparam(f"{name}{n}", type_=column.type) for n in range(most)])
    return found


def filled(name: str, values: Sequence[Any], most: int) -> dict[str, Any]:
    """The parameters of `among`: at least one value and at most so many; the last one stands for the rest."""
    last = len(values) - 1
    return {f"{name}{n}": values[min(n, last)] for n in range(most)}


def ada(found: Select[Any]) -> ColumnElement[bool]:
    """Whether a select that names the row outside (`correlate`) finds any, asked for each row that is looked at.

    PostgreSQL would rather read all that the select finds for whatever row, once for each statement: cheap for a list without
    end, but a page of thirty rows then costs what somebody ever had to do with. OFFSET takes that choice away.
    """
    return exists(found.offset(literal_column("0")))


def beside(value: InstrumentedAttribute[_T], condition: ColumnElement[bool], outside: type[Any]) -> ScalarSelect[_T]:
    """A value of another table that a row names by its key, None where there is none; asked for each row that is shown.

    A join says the same, but PostgreSQL reads the whole of a table of some hundred rows for it and puts it into a hash,
    which costs more than all the rest of a page of twenty rows.

    Args:
        outside: the table whose rows are shown.
    """
    return select(value).where(condition).correlate(outside).scalar_subquery()


def count(session: Session, listed: Select[Any]) -> int:
    """How many rows a list has, without reading them; the list has no limit and names no row twice."""
    return session.scalar(counted(listed)) or 0


def counted(listed: Select[Any]) -> Select[tuple[int]]:
    """The statement for it; whoever keeps it has it answered by `jumlah`."""
    return listed.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)


def jumlah(session: Session, kept: Select[tuple[int]]) -> int:
    """What a statement of `counted` that was put together once finds now."""
    session.flush()  # a statement of the connection does not ask for it by itself
    return session.connection().execute(kept).scalar_one()


def newest(ways: Iterable[Select[Any]], key: InstrumentedAttribute[Any], before: Any, limit: Any) -> Select[Any]:
    """The highest so many keys of each of some selects, none of them at or above `before`; a key may come twice.

    `before` (None: from the top) and `limit` are numbers, or parameters of a statement that is kept.

    Each select names only its key, and finds it in the order of an index, so this costs the same at any depth.
    """
    parts = []
    for way in ways:
        below = way if before is None else way.where(key < before)
        top = below.order_by(key.desc()).limit(limit).subquery()
        parts.append(select(*(column.label("kunci") for column in top.c)))
    return select(union_all(*parts).subquery().c.kunci)
