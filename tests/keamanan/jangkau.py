"""Which routes can reach the search index, told from the code itself, so that a new one cannot be forgotten."""

from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from flask import Flask

from eoffice.search import port, simpan

#: Whoever calls one of these reads what was indexed.
ASAL = frozenset(
    {port.places, port.shown, port.find, port.summed, port.tally, port.count, simpan.words_known, simpan.words_near}
)


class Jangkauan:
    """Follows the names that a function uses, through the modules of this program, down to the index.

    A name that is only mentioned counts as a call: too many are found rather than too few.
    """

    def __init__(self) -> None:
        self._known: dict[Any, bool] = {}

    def sampai(self, view: Any) -> bool:
        """Whether the index can be read from here."""
        view = getattr(view, "__wrapped__", view)
        if view in ASAL:
            return True
        if view in self._known:
            return self._known[view]
        self._known[view] = False
        self._known[view] = any(self.sampai(each) for each in self._used(view))
        return self._known[view]

    def _used(self, view: FunctionType) -> Iterator[FunctionType]:
        names = {name for code in _codes(view.__code__) for name in code.co_names}
        things = [view.__globals__[n] for n in names if n in view.__globals__]
        things += [cell.cell_contents for cell in view.__closure__ or ()]
        for thing in things:
            inside = [getattr(thing, n, None) for n in names] if isinstance(thing, ModuleType) else [thing]
            inside += [getattr(m, n, None) for m in inside if isinstance(m, ModuleType) for n in names]
            for each in inside:
                found = getattr(each, "__wrapped__", each)
                if isinstance(found, FunctionType) and (found.__module__ or "").startswith("eoffice"):
                    yield found


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def permukaan(app: Flask) -> set[str]:
    """The endpoints from which the index can be read."""
    reach = Jangkauan()
    return {rule.endpoint for rule in app.url_map.iter_rules() if reach.sampai(app.view_functions[rule.endpoint])}
