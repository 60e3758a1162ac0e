"""The metric log: nothing without a commit, no gap, no change afterwards, no names."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from eoffice import db
from eoffice.clock import WIB
from eoffice.peristiwa import actions, queries
from eoffice.peristiwa.models import KepalaPeristiwa, Peristiwa
from eoffice.peristiwa.states import RINCIAN, Jenis

AT = datetime(2026, 8, 12, 2, 0, tzinfo=UTC)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = db.connect(f"sqlite:///{tmp_path / 'log.db'}")
    tables = [Peristiwa.__table__, KepalaPeristiwa.__table__]
    db.Base.metadata.create_all(made, tables=tables)  # type: ignore[arg-type]
    yield made
    made.dispose()


def note(session: Session, naskah: str = "naskah:1", **rincian: object) -> str:
    return actions.catat(
        session,
        jenis=Jenis.NASKAH_DIUNDUH,
        opd_id=7,
        unit_id=8,
        akun="a1",
        jabatan_id=9,
        naskah=naskah,
        rincian=dict(rincian) or {"halaman": 2, "lampiran": 0},
        at=AT,
    )


def stored(engine: Engine) -> list[str | None]:
    with db.reading(engine) as session:
        return [row.naskah for row in queries.after(session)]


def test_an_event_is_written_with_its_envelope_and_chained_to_the_one_before(engine: Engine) -> None:
    with db.transaction(engine) as session:
        first = note(session, "naskah:1")
        note(session, "naskah:2")

    with db.reading(engine) as session:
        one, two = session.scalars(select(Peristiwa).order_by(Peristiwa.urut))
        assert (one.urut, one.id_peristiwa, one.terjadi_pada, one.opd_id, one.akun) == (1, first, AT, 7, "a1")
        assert (one.rincian, one.versi_skema, one.hash_sebelum) == ({"halaman": 2, "lampiran": 0}, 1, actions.GENESIS)
        assert (two.urut, two.hash_sebelum) == (2, one.hash)
        assert queries.head(session) == (2, two.hash)
        assert queries.walk(session) == queries.Walk(2, None)


def test_noting_touches_no_row_before_the_commit(engine: Engine) -> None:
    with db.transaction(engine) as session:
        note(session)
        with session.begin_nested():
            pass
        assert session.scalar(select(func.count()).select_from(Peristiwa)) == 0

    assert stored(engine) == ["naskah:1"]


def test_a_rolled_back_transaction_leaves_nothing_and_no_gap(engine: Engine) -> None:
    with pytest.raises(RuntimeError), db.transaction(engine) as session:
        note(session, "gagal")
        raise RuntimeError
    with db.transaction(engine) as session:
        note(session, "jadi")

    with db.reading(engine) as session:
        assert [(row.urut, row.naskah) for row in queries.after(session)] == [(1, "jadi")]


def test_a_rolled_back_savepoint_forgets_only_its_own_events(engine: Engine) -> None:
    with db.transaction(engine) as session:
        note(session, "sebelum")
        with session.begin_nested():
            note(session, "disimpan")
            with pytest.raises(RuntimeError), session.begin_nested():
                note(session, "gagal")
                raise RuntimeError
        outer = session.begin_nested()
        with session.begin_nested():
            note(session, "gagal bersama induknya")
        outer.rollback()
        note(session, "sesudah")

    assert stored(engine) == ["sebelum", "disimpan", "sesudah"]


def test_a_session_closed_without_commit_takes_its_events_along(engine: Engine) -> None:
    session = db.open_session(engine, writes=True)
    session.begin()
    note(session, "ditinggal")
    session.close()
    with session.begin():
        note(session, "jadi")
    session.close()

    assert stored(engine) == ["jadi"]


def test_concurrent_writers_share_one_series_without_gap_or_double(engine: Engine) -> None:
    def write(name: str) -> None:
        for _ in range(5):
            with db.transaction(engine) as session:
                note(session, name)

    threads = [threading.Thread(target=write, args=(f"n{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with db.reading(engine) as session:
        assert [row.urut for row in queries.after(session)] == list(range(1, 21))
        assert queries.walk(session) == queries.Walk(20, None)


@pytest.mark.parametrize("statement", ["UPDATE peristiwa SET naskah = 'x'", "DELETE FROM peristiwa"])
def test_the_database_itself_refuses_to_change_the_log(engine: Engine, statement: str) -> None:
    # KEAMANAN: AUD-04
    with db.transaction(engine) as session:
        note(session)

    with pytest.raises(DatabaseError, match="hanya dapat ditambah"), db.transaction(engine) as session:
        session.execute(text(statement))

    assert stored(engine) == ["naskah:1"]


@pytest.mark.parametrize(
    ("damage", "broken_at"),
    [
        ("UPDATE peristiwa SET opd_id = 8 WHERE urut = 2", 2),
        ('UPDATE peristiwa SET rincian = \'{"halaman":3,"lampiran":0}\' WHERE urut = 2', 2),
        ("DELETE FROM peristiwa WHERE urut = 2", 2),
        ("DELETE FROM peristiwa WHERE urut = 3", 3),
    ],
)
def test_the_walk_finds_where_the_chain_was_damaged(engine: Engine, damage: str, broken_at: int) -> None:
    # KEAMANAN: AUD-03
    with db.transaction(engine) as session:
        for name in ("a", "b", "c"):
            note(session, name)
    with db.transaction(engine) as session:
        session.execute(text("DROP TRIGGER peristiwa_tanpa_update"))
        session.execute(text("DROP TRIGGER peristiwa_tanpa_delete"))
        session.connection().exec_driver_sql(damage)

    with db.reading(engine) as session:
        assert queries.walk(session).broken_at == broken_at


def test_a_gap_stops_the_reader(engine: Engine) -> None:
    with db.transaction(engine) as session:
        for name in ("a", "b", "c"):
            note(session, name)
    with db.transaction(engine) as session:
        session.execute(text("DROP TRIGGER peristiwa_tanpa_delete"))
        session.execute(text("DELETE FROM peristiwa WHERE urut = 2"))

    with db.reading(engine) as session, pytest.raises(ValueError, match="terputus setelah urut 1"):
        list(queries.after(session))
    with db.reading(engine) as session:
        assert [row.naskah for row in queries.after(session, 2)] == ["c"]


def test_events_of_some_naskah_come_in_order(engine: Engine) -> None:
    with db.transaction(engine) as session:
        for name in ("a", "b", "a"):
            note(session, name)

    with db.reading(engine) as session:
        assert [(row.urut, row.naskah) for row in queries.of_naskah(session, ["a"])] == [(1, "a"), (3, "a")]


@pytest.mark.parametrize(
    "rincian",
    [{"hal": "Undangan"}, {"nama": "Budi"}, {"halaman": "x" * 81}, {"halaman": 1.5}, {"halaman": ["dua"]}],
)
def test_titles_names_and_long_texts_are_refused(engine: Engine, rincian: dict[str, object]) -> None:
    with db.open_session(engine, writes=True) as session, pytest.raises(ValueError):
        note(session, **rincian)


def test_a_correction_may_only_set_attributes_that_events_have(engine: Engine) -> None:
    def correct(session: Session, menjadi: dict[str, object]) -> None:
        actions.catat(
            session,
            jenis="koreksi.ganti",
            opd_id=7,
            unit_id=None,
            akun=None,
            jabatan_id=None,
            naskah="naskah:1",
            rincian={"rujukan": "abc", "menjadi": menjadi},
        )

    with db.transaction(engine) as session:
        correct(session, {"salinan": 3})
    with db.open_session(engine, writes=True) as session, pytest.raises(ValueError, match="hal "):
        correct(session, {"hal": "Undangan"})

    assert stored(engine) == ["naskah:1"]


def test_every_kind_says_what_it_may_carry() -> None:
    assert set(RINCIAN) == set(Jenis)


def test_a_pseudonym_is_stable_and_needs_the_key() -> None:
    assert actions.samaran(b"kunci", 17) == actions.samaran(b"kunci", 17)
    assert len({actions.samaran(k, i) for k in (b"kunci", b"lain") for i in (17, 18)}) == 4


def test_an_event_keeps_its_instant_whatever_the_zone_it_came_in(engine: Engine) -> None:
    with db.transaction(engine) as session:
        actions.catat(
            session,
            jenis="surat.selesai",
            opd_id=None,
            unit_id=None,
            akun=None,
            jabatan_id=None,
            naskah="surat:1",
            rincian={},
            at=(AT + timedelta(microseconds=5)).astimezone(WIB),
        )

    with db.reading(engine) as session:
        assert [row.terjadi_pada for row in queries.after(session)] == [AT + timedelta(microseconds=5)]
        assert queries.walk(session) == queries.Walk(1, None)
