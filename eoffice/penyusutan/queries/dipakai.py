"""Which objects of the store some living row still refers to, and until when the store itself keeps them."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from eoffice.db import Base
from eoffice.penyusutan.models import ObjekMusnah
from eoffice.simpanan.models import Objek


def masih_dipakai(session: Session, keys: Collection[str]) -> set[str]:
    """Of these keys those that a row of any other table names, with key, size and sha256 side by side (as OBJ-03 counts)."""
    found: set[str] = set()
    if not keys:
        return found
    for table in Base.metadata.sorted_tables:
        if table.name == ObjekMusnah.__tablename__:
            continue
        names = set(table.c.keys())
        for name in (n for n in names if n.endswith("key") and {n[:-3] + "size", n[:-3] + "sha256"} <= names):
            column = table.c[name]
            found |= set(session.scalars(select(column).where(column.in_(list(keys)))))
    return found


def terkunci_sampai(session: Session, keys: Collection[str] | Select[Any]) -> dict[str, date]:
    """Of these keys those that the store was told to keep until a date, with the first day on which they may go.

    A hold needs no date: it is lifted within the minute once nothing that stands asks for it.
    """
    rows = select(Objek.kunci, Objek.gembok_sampai).where(Objek.kunci.in_(keys), Objek.gembok_sampai.is_not(None))
    return {kunci: sampai + timedelta(days=2) for kunci, sampai in session.execute(rows).tuples() if sampai is not None}
