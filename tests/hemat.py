"""What every application and every engine of a test run has in common, made once in the run instead of once in each test."""

from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing.rules import Rule


class Templates(BytecodeCache):
    """Templates compiled once."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.held[bucket.key] = bucket.bytecode_to_string()


TEMPLATES: Final = Templates()

# -- addresses ----------------------------------------------------------------------------------------------------

_ADDRESSES: Final[dict[tuple[object, ...], tuple[object, ...]]] = {}
_compile: Final = Rule.compile


def _read_once(rule: Rule) -> None:
    """What a route's address is made of and how it is written: the same route of another application has the same."""
    assert rule.map is not None
    key = (
        rule.rule,
        rule.endpoint,
        rule.subdomain,
        rule.host,
        rule.map.host_matching,
        rule.merge_slashes,
        str(rule.defaults),
    )
    if key not in _ADDRESSES:
        _compile(rule)
        builders = (rule._build.__func__, rule._build_unknown.__func__)  # type: ignore[attr-defined]
        _ADDRESSES[key] = (rule._parts, rule._trace, rule._converters, frozenset(rule.arguments), *builders)
    rule._parts, rule._trace, rule._converters, arguments, build, unknown = _ADDRESSES[key]
    rule.arguments.update(arguments)
    rule._build, rule._build_unknown = build.__get__(rule, None), unknown.__get__(rule, None)


# -- statements ---------------------------------------------------------------------------------------------------

#: As in an installation that has run for a while; so a statement kept under too small a key is met here too.
_STATEMENTS: Final = LRUCache(4000)


def _settings(dialect: DefaultDialect) -> tuple[object, ...]:
    return (type(dialect), dialect.dbapi, dialect.paramstyle, getattr(dialect, "_json_serializer", None))


def _share(dialects: type[DefaultDialect]) -> None:
    """Engines of one kind write one SQL: they read what another has compiled (dialects are part of the key)."""

    def keep(cls: type[DefaultDialect], engine: Engine) -> None:
        engine._compiled_cache = _STATEMENTS

    dialects.engine_created = classmethod(keep)
    dialects.__hash__ = lambda self: hash(_settings(self))
    dialects.__eq__ = lambda self, other: isinstance(other, DefaultDialect) and _settings(self) == _settings(other)


def pasang() -> None:
    """From here on for every application and engine of this process."""
    Rule.compile = _read_once
    for dialects in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        _share(dialects)
