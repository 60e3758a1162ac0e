"""Taking very many records out of the index in one transaction: all of them, and with no more locks than a server has room for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.db import open_session, pernyataan, reading, transaction
from eoffice.search import Record, gembok, simpan
from eoffice.search.catatan import Kind

BANYAK = 40
SEMUA: list[tuple[Kind, int]] = [(kind, n) for kind in ("naskah", "surat_masuk") for n in range(1, BANYAK + 1)]


@pytest.fixture
def terisi(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Many records of two kinds; a transaction locks few of them singly."""
    monkeypatch.setattr(gembok, "SATUAN", 5)
    monkeypatch.setattr(pernyataan, "SEKALI", 7)
    with transaction(engine) as session:
        for kind, n in [*SEMUA, ("naskah", 99)]:
            made = Record(kind=kind, id=n, tanggal=date(2026, 3, 2), hal="Undangan rapat", tokens=frozenset({"u1"}))
            search.put(session, made)
    return engine


def kept(session: Session) -> set[tuple[str, int]]:
    return {(kind, number) for kind, number, *_ in search.stored(session)}


@contextmanager
def dicabut(engine: Engine) -> Iterator[Session]:
    """A transaction that took them out and has not ended."""
    with open_session(engine, writes=True) as session, session.begin():
        search.remove_all(session, SEMUA)
        yield session


def test_all_of_them_are_gone_and_nothing_else_is(terisi: Engine) -> None:
    with transaction(terisi) as session:
        search.remove_all(session, [*SEMUA, ("arsip_impor", 7)])  # one that is not there is no error
    with reading(terisi) as session:
        assert kept(session) == {("naskah", 99)}
    with transaction(terisi) as session:
        search.remove_all(session, [])
        search.remove_all(session, [("naskah", 99)])
        assert kept(session) == set()


def test_it_takes_one_lock_for_a_kind_and_whoever_writes_waits(terisi: Engine) -> None:
    if terisi.dialect.name != "postgresql":
        pytest.skip("SQLite memiliki satu penulis")
    with dicabut(terisi) as session:
        held = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert session.scalar(held) == 3  # the index as a whole, and one for each of the two kinds
        with open_session(terisi, writes=True) as other, other.begin():
            assert gembok.genggam(other, [("naskah", 1), ("naskah", 99)], wait=False) == set()
            assert gembok.genggam(other, [("arsip_impor", 1)], wait=False) == {("arsip_impor", 1)}
            other.execute(text("SET LOCAL lock_timeout = 200"))
            with pytest.raises(Exception, match="lock timeout"):
                search.remove(other, "naskah", 99)
    with open_session(terisi, writes=True) as other, other.begin():
        assert gembok.genggam(other, [("naskah", 99)], wait=False) == {("naskah", 99)}


def test_few_are_locked_one_by_one_and_leave_the_others_alone(terisi: Engine) -> None:
    if terisi.dialect.name != "postgresql":
        pytest.skip("SQLite memiliki satu penulis")
    with open_session(terisi, writes=True) as session, session.begin():
        search.remove_all(session, SEMUA[:3])
        with open_session(terisi, writes=True) as other, other.begin():
            wanted: list[tuple[Kind, int]] = [("naskah", 1), ("naskah", 99)]
            assert gembok.genggam(other, wanted, wait=False) == {("naskah", 99)}


def test_what_is_taken_out_while_an_index_is_built_does_not_come_back(terisi: Engine) -> None:
    with transaction(terisi) as session:
        search.porsi.mulai(session)
    with transaction(terisi) as session:
        search.remove_all(session, SEMUA)
        told = {simpan.state(session, f"{simpan.HILANG}{kind}:{n}") for kind, n in SEMUA}
        assert told == {"1"}
