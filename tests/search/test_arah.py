"""The newest have the lowest rowids in FTS5; an index that stands the other way round answers and is written as before."""

from datetime import date, timedelta

import pytest
from sqlalchemy import literal, text
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.search import Query, Record, sqlite
from eoffice.search.catatan import Saring

ME = frozenset({"u1"})


def letter(n: int, hal: str = "") -> Record:
    day = date(2024, 1, 1) + timedelta(days=n // 3)
    saring = Saring(jenis="surat_dinas", tahun=str(day.year))
    return Record("naskah", n, day, hal or f"rapat {'genap' if n % 2 == 0 else 'ganjil'}", tokens=ME, saring=saring)


def rowids(session: Session) -> list[int]:
    return [rowid for (rowid,) in session.execute(text("SELECT id FROM cari_teks_docsize ORDER BY id")).tuples()]


@pytest.fixture(params=["terbalik", "maju"])
def surat(request: pytest.FixtureRequest, session: Session, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Thirty letters, ten of which come later; the first twenty as an index has them now, or as one had them before."""
    if session.get_bind().dialect.name == "postgresql":
        pytest.skip("hanya SQLite")
    with monkeypatch.context() as older:
        if request.param == "maju":
            older.setattr(sqlite, "_falling", lambda *_: False)
        search.add(session, [letter(n) for n in range(1, 21)])
    search.add(session, [letter(n) for n in range(21, 31)])
    return session


def test_newest_first_in_pages_with_their_facets(surat: Session) -> None:
    signs = {rowid < 0 for rowid in rowids(surat)}
    assert len(signs) == 1 and len(rowids(surat)) == 30
    asked = Query("genap ", any=ME)
    wanted = list(range(30, 0, -2))
    for allowed in (None, literal(True)):
        found = search.find(surat, asked, allowed=allowed, limit=6)
        assert [hit.id for hit in found] == wanted[:6]
        later = search.find(surat, asked, allowed=allowed, before=found[-1].urut, limit=20)
        assert [hit.id for hit in later] == wanted[6:]
        assert search.count(surat, asked, allowed=allowed) == 15
    at, counted = search.opening(surat, asked, limit=4)
    assert [hit.id for hit in search.shown(surat, asked, at)] == wanted[:4]
    assert counted.total() == 15


def test_within_dates(surat: Session) -> None:
    asked = Query("rapat ", any=ME, dari=date(2024, 1, 3), sampai=date(2024, 1, 5))
    wanted = [n for n in range(30, 0, -1) if 2 <= n // 3 <= 4]
    for allowed in (None, literal(True)):
        assert [hit.id for hit in search.find(surat, asked, allowed=allowed, limit=30)] == wanted


def test_changed_and_taken_out(surat: Session) -> None:
    search.put(surat, letter(7, "undangan"))
    search.remove(surat, "naskah", 8)
    assert [hit.id for hit in search.find(surat, Query("undangan ", any=ME), allowed=None)] == [7]
    left = [hit.id for hit in search.find(surat, Query("rapat ", any=ME), allowed=None, limit=40)]
    assert left == [n for n in range(30, 0, -1) if n not in (7, 8)]
    assert len(rowids(surat)) == 29
    assert {(i, tokens) for _, i, tokens, _, _ in search.stored(surat)} == {
        (n, ME | {"y2024"}) for n in range(1, 31) if n != 8
    }
