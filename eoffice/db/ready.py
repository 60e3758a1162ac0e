"""Statements that every page asks, put together once and then given to the driver as text.

What SQLAlchemy does around each run of a statement that it knows costs several times what a database does to find a few
rows by their keys; of a page with five such statements that is a fortieth.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import CompoundSelect, Connection, Dialect, Select
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from eoffice import sambungan

_Processor = Callable[[Any], Any]


class _Text(NamedTuple):
    """A statement as a driver takes it.

    Attributes:
        order: names of its parameters in their order, where the driver wants them so.
        fixed: values that stand in the statement itself, as the driver takes them.
        inward, outward: what makes a driver's value of a given one, by name, and one of ours of the driver's, by column.
    """

    sql: str
    order: tuple[str, ...] | None
    fixed: dict[str, Any]
    inward: dict[str, _Processor]
    outward: tuple[tuple[int, _Processor], ...]


class Ready:
    """A select that is put together once for each kind of database; its rows are plain tuples, with values of our types."""

    def __init__(self, statement: Select[Any] | CompoundSelect[Any]) -> None:
        self._statement: Final = statement
        self._made: dict[str, _Text] = {}

    def all(self, on: Session | Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Every row; a session is not asked to write first what waits in it.

        Raises:
            KeyError: a parameter has no value.
            DBAPIError: as from SQLAlchemy.
        """
        connection = on.connection() if isinstance(on, Session) else on
        made = self._made.get(connection.dialect.name) or self._put_together(connection.dialect)
        given = {**made.fixed, **values}
        for name, convert in made.inward.items():
            if values.get(name) is not None:
                given[name] = convert(values[name])
        rows = _asked(connection, made, given)
        return [_converted(row, made.outward) for row in rows] if made.outward else rows

    def _put_together(self, dialect: Dialect) -> _Text:
        asked = self._statement.compile(dialect=dialect)
        assert isinstance(asked, SQLCompiler)
        given = {name for parameter, name in asked.bind_names.items() if parameter.required}
        # Lists of values are written out only where every parameter has one.
        compiled = self._statement.params(dict.fromkeys(given)).compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        assert isinstance(compiled, SQLCompiler)
        known = {name: value for name, value in compiled.params.items() if name not in given}
        to_driver: dict[str, _Processor] = {}
        for parameter, name in compiled.bind_names.items():
            convert = parameter.type.dialect_impl(dialect).bind_processor(dialect)
            if convert is None:
                continue
            names = [f"{name}_{n + 1}" for n in range(len(parameter.value or ()))] if parameter.expanding else [name]
            to_driver |= dict.fromkeys(names, convert)
            known |= {each: convert(known[each]) for each in names if known.get(each) is not None}
        back = [c.type.dialect_impl(dialect).result_processor(dialect, None) for c in self._statement.selected_columns]
        made = _Text(
            sql=compiled.string,
            order=tuple(compiled.positiontup) if compiled.positiontup is not None else None,
            fixed=known,
            inward=to_driver,
            outward=tuple((n, convert) for n, convert in enumerate(back) if convert is not None),
        )
        self._made[dialect.name] = made
        return made


def _asked(connection: Connection, made: _Text, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    if made.order is None:
        return sambungan.fetch(connection, made.sql, given)
    return raw(connection, made.sql, tuple(map(given.__getitem__, made.order)))


def raw(connection: Connection, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Rows as SQLite's driver gives them, without anything around them.

    Raises:
        DBAPIError: as from SQLAlchemy, which is asked to run again what failed.
    """
    if connection.dispatch.before_cursor_execute:  # who listens to statements hears of this one as well
        return _again(connection, sql, values)
    dialect = connection.dialect
    assert dialect.dbapi is not None
    cursor = connection.connection.cursor()
    try:
        return list(cursor.execute(sql, values).fetchall())
    except dialect.dbapi.Error:
        pass  # the driver says it again only once this cursor has let go of the statement
    finally:
        cursor.close()
    return _again(connection, sql, values)


def _again(connection: Connection, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    given = tuple(values) if isinstance(values, Sequence) else dict(values)
    return [tuple(row) for row in connection.exec_driver_sql(sql, given)]


def _converted(row: tuple[Any, ...], back: tuple[tuple[int, _Processor], ...]) -> tuple[Any, ...]:
    values = list(row)
    for n, convert in back:
        values[n] = convert(values[n])
    return tuple(values)
