"""What facets count is kept in few bytes and read back whole, whatever somebody names."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.search import Query, Record
from eoffice.search.catatan import _PENDEK, Saring, ringkas, terurai

VALUE = st.one_of(
    st.sampled_from(
        sorted({w for known in _PENDEK.values() for pair in known.items() for w in pair} | {"", "=", "=b"})
    ),
    st.text(st.characters(exclude_characters="|", exclude_categories=["Cs"]), max_size=5),
    st.integers(0, 9999).map(lambda n: f"{n:04d}"),
    st.integers(0, 99).map(str),
)


@given(st.tuples(*[VALUE] * 6))
def test_kept_shorter_and_read_back_whole(values: tuple[str, ...]) -> None:
    teks = Saring(*values).teks
    assert terurai(ringkas(teks)) == values


def test_what_is_short_stands_for_one_value_alone() -> None:
    for known in _PENDEK.values():
        assert len(set(known.values())) == len(known)
        assert all(len(short) == 1 for short in known.values())


def test_an_index_keeps_few_bytes_and_counts_the_whole_values(session: Session) -> None:
    name = "cari_teks" if session.get_bind().dialect.name == "postgresql" else "cari_saring"
    saring = Saring("surat_masuk", "2026", "141", "000", "biasa", "diberkaskan")
    for n in (1, 2):
        search.add(session, [Record("naskah", n, date(2026, 1, n), "rapat", tokens=frozenset({"u1"}), saring=saring)])
    # One that was kept at full length, by an index that was built before.
    session.execute(
        text(f"UPDATE {name} SET saring = :teks WHERE urut = (SELECT min(urut) FROM {name})"),
        {"teks": saring.teks},
    )
    kept = set(session.scalars(text(f"SELECT saring FROM {name}")))
    assert kept == {saring.teks, "m|26|141|000|b|b"}
    asked = Query("rapat ", any=frozenset({"u1"}))
    assert search.summed(session, asked) == {saring: 2}
