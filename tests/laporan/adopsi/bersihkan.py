"""Emptying the log between two orders of arrival: something only a test may do, with the guard off for that moment."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from eoffice.laporan import actions
from eoffice.peristiwa.models import PELINDUNG


def bersihkan(session: Session) -> None:
    """An empty log with its head at the beginning, and empty rollups; the guard stands again afterwards."""
    dialect = session.get_bind().dialect.name
    if dialect == "postgresql":
        session.execute(text("ALTER TABLE peristiwa DISABLE TRIGGER USER"))
        session.execute(text("DELETE FROM peristiwa"))
        session.execute(text("ALTER TABLE peristiwa ENABLE TRIGGER USER"))
    else:
        names = session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'peristiwa'")
        )
        for name in list(names):
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text("DELETE FROM peristiwa"))
        for statement in PELINDUNG["sqlite"]:
            session.execute(text(statement))
    session.execute(text("DELETE FROM peristiwa_kepala"))
    actions.susun_ulang(session)
