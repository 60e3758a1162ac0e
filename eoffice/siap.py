"""Making an installation ready: database at the newest revision, store, tables of codes, certificate authority."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from eoffice import acuan, clock
from eoffice.arsip import actions as arsip
from eoffice.db import transaction
from eoffice.errors import Conflict
from eoffice.kerja import pencatat
from eoffice.klasifikasi import actions as klasifikasi
from eoffice.tte import actions as tte
from eoffice.web.services import Services

ROOT: Final = Path(__file__).resolve().parent.parent
#: Any number that all processes of eoffice agree on, for PostgreSQL's advisory lock around a migration.
MIGRATION_LOCK: Final = 20_261_122
#: How far this computer's clock may be from the database's in production.
LARGEST_SKEW: Final = timedelta(seconds=5)


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings from pyproject.toml; with a connection, everything happens on it."""
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema to a revision, alone: a second process waits for the first (DB-06)."""
    _migrate(engine, command.upgrade, revision)
    if revision == "head":
        with transaction(engine) as session:
            pencatat.susun_bila_kosong(session)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back to a revision; used by operators who roll a release back, and by tests."""
    _migrate(engine, command.downgrade, revision)


def _migrate(engine: Engine, go: Callable[..., Any], revision: str) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        go(alembic_config(connection), revision)


def pending(engine: Engine) -> bool:
    """Whether the schema is behind the newest revision (KNF-01)."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() != _newest()


@cache
def _newest() -> str | None:
    """The newest revision of this program, which does not change while it runs."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def skewed(engine: Engine) -> list[str]:
    """Why numbers and sessions could not trust this computer's clock, as sentences for an operator (KNF-01, TGH-08).

    SQLite has no clock of its own.
    """
    if engine.dialect.name != "postgresql":
        return []
    with engine.connect() as connection:
        theirs = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    apart = abs(theirs - clock.now())
    if apart <= LARGEST_SKEW:
        return []
    return [
        f"Jam komputer ini berselisih {apart.total_seconds():.0f} detik dari jam basis data, lebih dari "
        f"{LARGEST_SKEW.seconds} detik. Samakan keduanya dengan NTP, lalu jalankan lagi."
    ]


def check_sound(engine: Engine) -> None:
    """SQLite's own quick check at start (DB-01).

    Raises:
        Conflict: the file is damaged; restore a backup.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if found != "ok":
        raise Conflict("Basis data SQLite rusak. Hentikan eoffice dan pulihkan dari cadangan terakhir.")


def siapkan(services: Services, *, say: Callable[[str], None]) -> None:
    """Everything above, in order; each step is safe to repeat."""
    say("  basis data: memutakhirkan skema")
    upgrade(services.engine)
    check_sound(services.engine)
    services.store.siapkan()
    say(f"  penyimpanan: {services.store.describe()}")
    with transaction(services.engine) as session:
        codes = klasifikasi.muat(session)
    say(f"  klasifikasi arsip: {codes} kode")
    arsip.bangun_bila_usang(services.engine, say=say)
    with transaction(services.engine) as session:
        tte.siapkan_otoritas(
            session, pepper=services.pepper, nama_kota=services.settings.nama_kota, base_url=services.settings.base_url
        )
    say("  otoritas sertifikat: siap")
    with transaction(services.engine) as session:
        acuan.perbarui(session)  # after a restore nobody goes by what was kept before it (OTR-11)
