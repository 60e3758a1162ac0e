"""Tells which rows of some tables a session writes, so that what is derived from them follows in the same transaction.

Seen are objects that are added, changed or deleted, also those that fall out of a collection (`delete-orphan`, which
`Session.deleted` does not name), and statements over whole tables that are executed through the session.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction, object_session

#: Columns that name the row to whoever is told, and the attributes whose change matters.
Amatan = tuple[tuple[str, ...], frozenset[str]]
Told = Callable[[Session, type[Any], Sequence[Sequence[Any]]], None]


def changed(thing: Any, name: str) -> bool:
    """Whether an attribute of an object differs from what was flushed last."""
    return bool(inspect(thing).attrs[name].history.has_changes())


def flush_first(session: Session) -> None:
    """Before a commit: what was changed last is flushed, and so seen, before it is asked what was touched."""
    if not session.in_nested_transaction():
        session.flush()


class Pengamat:
    """Watches tables for as long as the process lives."""

    def __init__(
        self,
        amatan: Mapping[type[Any], Amatan],
        told: Told,
        *,
        matters: Callable[[Any, str], bool] = changed,
        skip: Callable[[Any], bool] = lambda thing: False,
        statements: bool = True,
        inserts: bool = False,
    ) -> None:
        """Begin to watch.

        Args:
            amatan: what is watched, by model.
            told: receives the session, the model and the naming columns of the rows that were touched.
            matters: whether a changed object differs in one of its attributes.
            skip: objects that are never told of when they come or go.
            statements: also updates and deletes over whole tables; whatever they will change is looked up first.
            inserts: also rows that are inserted by a statement.
        """
        self._amatan: Final = dict(amatan)
        self._told, self._matters, self._skip, self._inserts = told, matters, skip, inserts
        self._by_table: Final[dict[Any, type[Any]]] = {model.__table__: model for model in amatan}
        event.listen(Session, "after_flush", self._flushed)
        for model in amatan:
            event.listen(model, "after_delete", self._deleted)
        if statements:
            event.listen(Session, "do_orm_execute", self._executed)

    def _flushed(self, session: Session, _context: UOWTransaction) -> None:
        for thing in session.new:
            if type(thing) in self._amatan and not self._skip(thing):
                self._tell(session, thing)
        for thing in session.dirty:
            known = self._amatan.get(type(thing))
            if known is not None and any(self._matters(thing, name) for name in known[1]):
                self._tell(session, thing)

    def _deleted(self, _mapper: Mapper[Any], _connection: object, thing: Any) -> None:
        session = object_session(thing)
        if session is not None and type(thing) in self._amatan and not self._skip(thing):
            self._tell(session, thing)

    def _tell(self, session: Session, thing: Any) -> None:
        self._told(session, type(thing), [[getattr(thing, name) for name in self._amatan[type(thing)][0]]])

    def _executed(self, state: ORMExecuteState) -> None:
        if not (state.is_update or state.is_delete or (state.is_insert and self._inserts)):
            return
        statement: Any = state.statement
        model = self._by_table.get(getattr(statement, "table", None))
        if model is None:
            return
        names, watched = self._amatan[model]
        several: list[Any] = state.parameters if isinstance(state.parameters, list) else [state.parameters or {}]
        if state.is_insert:
            given = several if any(several) else [statement.compile().params]
            self._told(state.session, model, [[row.get(name) for name in names] for row in given])
            return
        if state.is_update:
            set_to = {getattr(c, "name", c) for c in (statement._values or {})}
            if set_to and not set_to & watched:
                return
        table: Any = model.__table__
        found = select(*(table.c[name] for name in names)).where(*statement._where_criteria)
        for one in several:
            rows = state.session.execute(found, one).all()
            self._told(state.session, model, [tuple(row) for row in rows])
