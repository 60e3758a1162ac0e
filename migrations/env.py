"""Alembic's entry: one history for both databases; our own types are rendered as SQLAlchemy's."""

from typing import Any

from alembic import context
from sqlalchemy import BigInteger

from eoffice import db, tables
from eoffice.config import Settings


def render_item(kind: str, item: Any, autogen: Any) -> str | bool:
    """Old revisions must outlive our classes, so a type is written as what it is in the database."""
    if kind == "type":
        if isinstance(item, db.Instant):
            return "sa.DateTime(timezone=True)"
        if isinstance(item, db.Word):
            return f"sa.String(length={item.impl.length})"
        if isinstance(item, BigInteger) and item._variant_mapping:
            return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


def include_object(item: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """The search engine keeps tables of its own that no model describes."""
    return not (kind == "table" and name is not None and name.startswith(("cari_", "sqlite_")))


def run() -> None:
    """Migrate on the connection handed over, or on the one the settings name."""
    given = context.config.attributes.get("connection")
    if given is not None:
        _on(given)
        return
    engine = db.connect(Settings.from_env().database_url)
    with engine.connect() as connection:
        _on(connection)
        connection.commit()
    engine.dispose()


def _on(connection: Any) -> None:
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        render_item=render_item,
        include_object=include_object,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
