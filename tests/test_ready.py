"""A statement that is given to the driver as text finds what SQLAlchemy finds, with values of our types."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import makers
import pytest
from sqlalchemy import CompoundSelect, Select, bindparam, event, func, literal_column, select, text, union_all
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eoffice.akun.models import TokenAktivasi
from eoffice.akun.states import JenisToken
from eoffice.db import Ready, among, filled, raw
from eoffice.organisasi.models import Pegawai, Penugasan
from eoffice.organisasi.states import JenisPenugasan

AWAL = datetime(2026, 3, 2, 1, 2, 3, 456, tzinfo=UTC)
JENIS = tuple(JenisToken)[:2]


@pytest.fixture
def berisi(session: Session) -> Session:
    """Six links of two kinds, an hour apart, the odd ones used; and posts with a beginning and an end."""
    unit = makers.unit(session, "Dinas Uji")
    who = makers.pegawai(session, "Siti Uji")
    akun = makers.akun(session, who, "siti")
    post = makers.jabatan(session, unit, "Kepala Dinas Uji")
    for n in range(6):
        used = AWAL + timedelta(days=n) if n % 2 else None
        until = AWAL + timedelta(hours=n)
        session.add(
            TokenAktivasi(id=f"{n:064d}", akun_id=akun.id, jenis=JENIS[n % 2], berlaku_sampai=until, dipakai_at=used)
        )
    makers.penugasan(session, who, post, mulai=date(2025, 1, 2), selesai=date(2025, 12, 31))
    makers.penugasan(session, who, post, mulai=date(2026, 1, 1))
    session.flush()
    return session


def both(
    session: Session, statement: Select[Any] | CompoundSelect[Any], values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    ready = Ready(statement)
    wanted = [tuple(row) for row in session.connection().execute(statement, values)]
    for _ in range(2):  # as it is put together, and as it was kept
        assert ready.all(session, values) == wanted
    assert ready.all(session.connection(), values) == wanted
    return wanted


def test_values_come_and_go_in_our_types(berisi: Session) -> None:
    t, p = TokenAktivasi, Penugasan
    asked = select(t.id, t.jenis, t.berlaku_sampai, t.dipakai_at).where(
        t.berlaku_sampai > bindparam("sejak"), t.jenis == bindparam("jenis"), t.dipakai_at != AWAL
    )
    found = both(berisi, asked.order_by(t.id), {"sejak": AWAL + timedelta(hours=1), "jenis": JENIS[1]})
    assert [int(row[0]) for row in found] == [3, 5]
    assert found[0][1:] == (JENIS[1], AWAL + timedelta(hours=3), AWAL + timedelta(days=3))
    assert found[0][1] is JENIS[1]
    held = select(p.mulai, p.selesai, p.bentuk, p.mengunci).where(p.mulai <= bindparam("hari")).order_by(p.mulai)
    assert both(berisi, held, {"hari": date(2026, 1, 1)}) == [
        (date(2025, 1, 2), date(2025, 12, 31), JenisPenugasan.DEFINITIF, True),
        (date(2026, 1, 1), None, JenisPenugasan.DEFINITIF, True),
    ]


def test_lists_unions_booleans_and_nothing(berisi: Session) -> None:
    t = TokenAktivasi
    few = select(t.id).where(among(t.id, "id", 4)).order_by(t.id)
    assert [int(row[0]) for row in both(berisi, few, filled("id", [f"{n:064d}" for n in (1, 4)], 4))] == [1, 4]
    assert (
        len(both(berisi, select(t.id).where(t.jenis.in_(JENIS)).order_by(t.id), {})) == 6
    )  # one parameter, two values
    some = select(t.id).where(
        t.jenis.in_(JENIS), t.berlaku_sampai.in_([AWAL, AWAL + timedelta(hours=2)]), t.id == bindparam("satu")
    )
    assert len(both(berisi, some, {"satu": f"{2:064d}"})) == 1
    kinds = union_all(
        select(literal_column("0"), func.count(t.id)).where(t.jenis != bindparam("jenis")),
        select(literal_column("1"), func.count(t.id)).where(t.jenis == bindparam("jenis")),
    )
    assert sorted(both(berisi, kinds, {"jenis": JENIS[0]})) == [(0, 3), (1, 3)]
    active = both(berisi, select(Pegawai.aktif).where(Pegawai.aktif == bindparam("aktif")), {"aktif": True})
    assert active and all(row[0] is True for row in active)
    assert both(berisi, select(t.id).where(t.dipakai_at == bindparam("saat")), {"saat": None}) == []


def test_a_parameter_without_a_value_is_a_bug(berisi: Session) -> None:
    t = TokenAktivasi
    asked = Ready(select(t.akun_id).where(t.id == bindparam("satu"), t.jenis == bindparam("jenis", JENIS[1])))
    assert len(asked.all(berisi, {"satu": f"{1:064d}"})) == 1
    assert asked.all(berisi, {"satu": f"{1:064d}", "jenis": JENIS[0]}) == []  # another than the one that is kept
    assert len(asked.all(berisi, {"satu": f"{1:064d}"})) == 1
    with pytest.raises((KeyError, DBAPIError)):
        asked.all(berisi, {"jenis": JENIS[0]})


def test_what_the_database_refuses_is_said_as_by_sqlalchemy(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        pytest.skip("hanya SQLite")
    with pytest.raises(DBAPIError, match="no such table"):
        raw(session.connection(), "SELECT 1 FROM tidak_ada", ())
    assert raw(session.connection(), "SELECT :n + 1", {"n": 2}) == [(3,)]
    heard: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *a: heard.append(a[2]))
    assert raw(session.connection(), "SELECT :n + 2", {"n": 2}) == [(4,)]
    assert heard == ["SELECT :n + 2"]
    assert session.execute(text("SELECT 1")).scalar() == 1


def test_a_statement_that_fails_since_its_table_is_gone_says_so_however_often_it_worked(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        pytest.skip("hanya SQLite")
    session.execute(text("CREATE TABLE sebentar (n INTEGER)"))
    assert raw(session.connection(), "SELECT n FROM sebentar", ()) == []
    session.execute(text("DROP TABLE sebentar"))

    for _ in range(2):
        with pytest.raises(DBAPIError, match="no such table"):
            raw(session.connection(), "SELECT n FROM sebentar", ())
