"""How PostgreSQL goes about it: what it reads, whatever the answer."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from eoffice.search import Query, dokumen, postgres, ungkapan


@pytest.fixture(autouse=True)
def _di_postgresql(session: Session) -> None:
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("hanya PostgreSQL")


def _plan(session: Session, sql: str) -> str:
    """The plan for whatever values, as a prepared statement has it after some calls."""
    session.execute(text("SET LOCAL enable_seqscan = off"))
    names = list(dict.fromkeys(re.findall(r"(?<!:):([a-z_]+[0-9]*)", sql)))
    for n, name in enumerate(names, 1):
        sql = re.sub(rf"(?<!:):{name}\b", f"${n}", sql)
    rows = session.connection().exec_driver_sql(f"EXPLAIN (GENERIC_PLAN) {sql}")
    return "\n".join(row[0] for row in rows)


def test_matches_are_taken_from_the_gin_index_without_reading_all_places_beside_it(session: Session) -> None:
    asked, t = Query("rapat ", any=frozenset({"u1"})), dokumen.tables()
    match = postgres.matching(t, ungkapan.cocok(asked.terms), None, asked.hak)

    plan = _plan(session, postgres._newest(t, match))

    assert "teks_hak_idx" in plan and "pkey" not in plan
