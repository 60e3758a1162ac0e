"""Which objects of the store some living row still refers to."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.db import Base
from eoffice.penyusutan.models import ObjekMusnah


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
