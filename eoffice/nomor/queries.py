"""Reading the registers, and the check that none has a hole or a double (NOM-02)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice.nomor.models import Nomor, Register


@dataclass(frozen=True)
class Flaw:
    """A register whose rows do not explain every integer from 1 to `last`."""

    register: str
    tahun: int
    last: int
    rows: int
    highest: int


def flaws(session: Session) -> list[Flaw]:
    """Registers with holes, doubles or numbers beyond their counter; empty when all is well."""
    counted = (
        select(
            Nomor.register_id.label("register_id"),
            func.count().label("rows"),
            func.count(func.distinct(Nomor.urut)).label("distinct_rows"),
            func.max(Nomor.urut).label("highest"),
        )
        .where(Nomor.sisip == "")
        .group_by(Nomor.register_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Register.kode, Register.tahun, Register.last, counted.c.rows, counted.c.distinct_rows, counted.c.highest
        ).outerjoin(counted, counted.c.register_id == Register.id)
    )
    return [
        Flaw(kode, tahun, last, count or 0, highest or 0)
        for kode, tahun, last, count, distinct_rows, highest in rows
        if not ((count or 0) == (distinct_rows or 0) == (highest or 0) == last)
    ]
