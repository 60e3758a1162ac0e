"""How PostgreSQL goes about it: what it reads, whatever the answer."""

import re
from datetime import date

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.db import selintas, transaction
from eoffice.search import Query, Record, dokumen, mundur, porsi, postgres, sekali, taksiran, tsvector, ungkapan


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

    plan = _plan(session, mundur.newest(t, match))

    assert "teks_hak_idx" in plan and "pkey" not in plan


@pytest.fixture
def terhitung(session: Session) -> Session:
    """Three hundred records, of which the planner knows how many have what."""
    made = []
    for n in range(300):
        isi = " ".join(
            word
            for word, each in (("rapat", 1), ("anggaran", 2), ("drainase", 5), ("pemeliharaan", 9))
            if n % each == 0
        )
        tokens = frozenset({f"u{n % 4}", f"k{n % 3}"})
        made.append(Record("naskah", n + 1, date(2020 + n // 60, 3, 2), f"Undangan {n}", isi=isi, tokens=tokens))
    search.add(session, made)
    session.execute(text("ANALYZE cari_teks"))
    return session


def test_an_estimate_is_that_of_the_planner_without_asking_it(terhitung: Session) -> None:
    t, connection = dokumen.tables(), terhitung.connection()
    known = taksiran.sebaran(terhitung, t)
    some, both = frozenset({"u1", "u2"}), frozenset({frozenset({"u1", "k1"})})
    for asked in (
        Query("rapat ", any=some),
        Query("anggaran drainase ", any=some),
        Query("anggar pem", any=some, groups=frozenset({frozenset({"k1", "k2"})})),
        Query('"anggaran drainase"', any=some, all=frozenset({"y2021"})),
        Query("drainase ", both=both, none=frozenset({"k2"})),
        Query("takpernahada ", any=some),
    ):
        for what in (None, ungkapan.cocok(asked.terms), *ungkapan.tingkat(asked.terms)):
            match = postgres.matching(t, what, None, asked.hak)
            sql = taksiran.driver(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM cari_teks WHERE {match.sql}")
            planned = connection.exec_driver_sql(sql, match.values).scalar_one()[0]["Plan"]["Plan Rows"]
            assert known.matches(match) == pytest.approx(planned, rel=0.3, abs=3), match.values


def test_months_are_asked_for_where_they_leave_out_much(terhitung: Session) -> None:
    query, t = Query("anggaran ", any=frozenset({"u1", "u2"})), dokumen.tables()
    match = postgres.matching(t, ungkapan.cocok(query.terms), None, query.hak)
    for limit, apart in ((10, True), (25, False)):  # of some sixty
        months = [each for *_, each in taksiran.spans(taksiran.sebaran(terhitung, t), match, (0, 1 << 62), limit)]
        assert (months[0] is not None) == apart and months[-1] is None


def test_a_first_page_takes_one_question_to_the_index(terhitung: Session) -> None:
    search.opening(terhitung, Query("rapat ", any=frozenset({"u1"})), limit=21)  # from here on the shares are known
    asked: list[str] = []
    event.listen(terhitung.get_bind(), "before_cursor_execute", lambda *given: asked.append(given[2]))
    query = Query("anggaran ", any=frozenset({"u1", "u2"}))
    found, counted = search.opening(terhitung, query, limit=21)
    hits = search.shown(terhitung, query, found)
    assert len(asked) == 1
    assert len(hits) == 21 and counted.total() == 75
    assert hits == search.shown(terhitung, query, found) and len(asked) == 2


def test_several_tiers_and_what_is_shown_of_them_take_one_question(terhitung: Session) -> None:
    more = [("Anggaran drainase", "rapat"), ("Drainase dan anggaran", "rapat")]
    search.add(
        terhitung,
        [
            Record("naskah", 400 + n, date(2026, 3, 2), hal, isi=isi, tokens=frozenset({"u1"}))
            for n, (hal, isi) in enumerate(more)
        ],
    )
    query = Query("anggaran drainase ", any=frozenset({"u1", "u2"}))
    search.opening(terhitung, query, limit=21, relevance=True)  # from here on the shares are known
    asked: list[str] = []
    event.listen(terhitung.get_bind(), "before_cursor_execute", lambda *given: asked.append(given[2]))
    found = search.places(terhitung, query, limit=2, relevance=True)
    hits = search.shown(terhitung, query, found)
    assert len(asked) == 1
    assert [hit.id for hit in hits] == [400, 401] and [at.tingkat for at in found] == sorted(
        {at.tingkat for at in found}
    )
    both, counted = search.opening(terhitung, query, limit=2, relevance=True)
    assert len(asked) == 2 and both == found and counted == search.tally(terhitung, query)


def test_tiers_are_asked_for_until_the_page_is_full(terhitung: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    query = Query("anggaran drainase ", any=frozenset({"u1", "u2"}))
    together = search.places(terhitung, query, limit=200, relevance=True)
    monkeypatch.setattr(sekali, "SEKALI", 1)
    assert search.places(terhitung, query, limit=200, relevance=True) == together
    found, counted = search.opening(terhitung, query, limit=200, relevance=True)
    assert found == together and counted.total() == len(together) > 0


def test_the_index_of_a_new_set_is_made_once_and_a_half_made_one_goes(engine: Engine) -> None:
    with transaction(engine) as opened:
        porsi.mulai(opened)
    new = dokumen.tables(dokumen.BARU)
    with selintas(engine) as connection:

        def made() -> list[tuple[str, bool]]:
            postgres.index(connection, new)
            return list(connection.execute(postgres._GIN, {"nama": new.teks.name}).tuples())

        ((first, valid),) = made()
        assert valid and made() == [(first, True)]
        half = text("UPDATE pg_index SET indisvalid = false WHERE indexrelid = CAST(:nama AS regclass)")
        connection.execute(half, {"nama": first})
        ((_again, valid),) = made()
        assert valid


def test_no_record_is_read_for_two_common_words_side_by_side(session: Session) -> None:
    common, rare = (ungkapan.cocok(Query(f'"{typed}"').terms) for typed in ("surat tugas", "surat drainase"))
    assert common is not None and rare is not None
    assert "<->" not in tsvector.written(tsvector.asked(common))
    assert "<->" in tsvector.written(tsvector.asked(rare))


def test_two_common_words_side_by_side_are_found_before_an_older_index_was_built_anew(session: Session) -> None:
    isi = "Undangan rapat koordinasi bersama"
    search.add(session, [Record("naskah", 1, date(2026, 3, 2), "Undangan", isi=isi, tokens=frozenset({"u1"}))])
    session.execute(text("UPDATE cari_keadaan SET nilai = '9' WHERE kunci = 'bentuk'"))
    pair = f"{tsvector.LAZIM_DI['isi']}rapat{tsvector.PAIR}koordinasi"
    gone = session.execute(text("UPDATE cari_teks SET teks = ts_delete(teks, :pair) WHERE teks @@ CAST(:q AS tsquery)"),
        {"pair": pair, "q": f"'{pair}'"})  # fmt: skip
    assert gone.rowcount == 1
    taksiran._known.clear()

    try:
        for typed, many in (('"rapat koordinasi"', 1), ('"koordinasi rapat"', 0)):
            assert len(search.places(session, Query(typed, any=frozenset({"u1"})))) == many
            assert search.tally(session, Query(typed, any=frozenset({"u1"}))).total() == many
    finally:
        taksiran._known.clear()
