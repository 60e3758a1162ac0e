"""One contract for every engine: run with --basis sqlite and with --basis pg, the answers are the same."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.search import Phrase, Query, Record, Term, ejaan

ME = frozenset({"u1"})
DAY = date(2026, 3, 2)


def put(session: Session, n: int, hal: str = "Undangan rapat", **more: object) -> None:
    values = {"kind": "naskah", "id": n, "tanggal": DAY, "hal": hal, "tokens": ME, **more}
    search.put(session, Record(**values))  # type: ignore[arg-type]


def found(session: Session, words: str = "", **more: object) -> list[int]:
    query = Query(words, **{"any": ME, **more})  # type: ignore[arg-type]
    hits = search.find(session, query, allowed=None)
    assert search.count(session, query, allowed=None) == len(hits)
    return [h.id for h in hits]


@pytest.fixture
def filled(session: Session) -> Session:
    put(
        session,
        1,
        "Permintaan data dukung reformasi birokrasi",
        nomor="000.8.3.3/112/ORG/2026",
        isi="Dalam rangka evaluasi kelembagaan, mohon disampaikan kertas kerja penilaian mandiri.",
        pihak="Bagian Organisasi\nKepala Dinas Sosial",
        tokens=frozenset({"u1", "k000", "k000x8", "k000x8x3", "k000x8x3x3", "y2026"}),
    )
    put(
        session,
        2,
        "Undangan rapat koordinasi",
        nomor="000.1.5/7/UMUM/2026",
        pihak="Bagian Umum",
        tanggal=date(2026, 5, 1),
    )
    put(session, 2, "Pengaduan warga", kind="surat_masuk", nomor="12/A/2025", tanggal=date(2025, 9, 9), pihak="PT Maju")
    put(session, 3, "Surat untuk unit lain", tokens=frozenset({"u2"}))
    return session


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("reformasi", [1]),
        ("REFORMASI birok", [1]),
        ("birok reformasi", []),  # only the last word may be unfinished
        ("penilaian mandiri", [1]),
        ('"kertas kerja"', [1]),
        ('"kerja kertas"', []),
        ("112", [1]),
        ("000.8.3", [1]),
        ("000", [2, 1]),
        ("org/2026", [1]),
        ("ORG/202", [1]),
        ("8.3.3/112/org", [1]),
        ("dinas sosial", [1]),
        ("birokrasi dalam", [1]),
        ('"birokrasi 000"', []),  # a phrase never runs from one field into the next
        ('"org 2026 bagian"', []),
        ("rapat", [2]),
        ("maju", [2]),
        ("unit lain", []),
        ("", [2, 1, 2]),
        ("   ", [2, 1, 2]),
    ],
)
def test_words_and_fragments_find_what_they_should(filled: Session, typed: str, expected: list[int]) -> None:
    assert found(filled, typed) == expected


def test_newest_come_first_and_pages_follow_without_gap_or_double(session: Session) -> None:
    for n in range(1, 26):
        put(session, n, tanggal=date(2026, 1, 1 + n % 7))

    query = Query("rapat", any=ME)
    first = search.find(session, query, allowed=None, limit=10)
    second = search.find(session, query, allowed=None, limit=10, before=first[-1].urut)
    third = search.find(session, query, allowed=None, limit=10, before=second[-1].urut)

    everything = [*first, *second, *third]
    assert len({h.id for h in everything}) == len(everything) == 25
    assert [h.urut for h in everything] == sorted((h.urut for h in everything), reverse=True)
    assert [h.id for h in first[:3]] == [20, 13, 6]


def test_without_a_right_in_common_nothing_is_found_or_counted(filled: Session) -> None:
    # KEAMANAN: OTR-03
    assert found(filled, "surat", any=frozenset({"u9"})) == []
    assert found(filled, "reformasi", any=frozenset()) == []


def test_filters_narrow_and_never_widen(filled: Session) -> None:
    assert found(filled, all=frozenset({"k000x8"})) == [1]
    assert found(filled, all=frozenset({"k000x8", "u2"})) == []
    assert found(filled, dari=date(2026, 1, 1), sampai=date(2026, 4, 30)) == [1]
    assert found(filled, dari=date(2026, 3, 2), sampai=date(2026, 3, 2)) == [1]
    assert found(filled, pihak="bagian") == [2, 1]
    assert found(filled, pihak="rapat") == []
    assert found(filled, "data", pihak="dinas sos") == [1]


@pytest.mark.parametrize("typed", ["u2", "hak:u2", '"u2"', "u1 OR u2", "} : u2", "hak : u2", "k000x8", "*", '"', "u*"])
def test_no_word_of_a_user_becomes_a_right(filled: Session, typed: str) -> None:
    # KEAMANAN: INJ-02
    assert 3 not in found(filled, typed)


@pytest.mark.parametrize("typed", ["u1", "k000x8", "y2026", "u"])
def test_a_token_is_not_a_word_of_any_record(filled: Session, typed: str) -> None:
    # KEAMANAN: INJ-02
    assert found(filled, typed) == [] == found(filled, pihak=typed)


def test_signs_alone_find_nothing_rather_than_everything(filled: Session) -> None:
    assert found(filled, "%%%") == [] == found(filled, "\x00") == found(filled, pihak="''")


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    typed=st.one_of(
        st.text(max_size=250),
        st.lists(st.sampled_from(["rapat", "AND", "OR", "NOT", "NEAR(", '"', "*", ":", "'", "\\", "-", "hal:", "<->", "!", "|", "&", "^", "%", "_", "\x00", "\ud800", "12", "k000"]), max_size=12).map(" ".join),
    )
)  # fmt: skip
def test_any_text_is_answered_and_stays_within_the_rights(filled: Session, typed: str) -> None:
    # KEAMANAN: INJ-02
    assert 3 not in found(filled, typed)
    assert 3 not in found(filled, pihak=typed)


def test_putting_again_replaces_and_removing_forgets(session: Session) -> None:
    # KEAMANAN: OTR-09
    put(session, 1, "Rencana lama", isi="kenari", tanggal=date(2026, 1, 1))
    put(session, 1, "Rencana baru", tanggal=date(2026, 6, 1))

    assert found(session, "rencana") == [1]
    assert found(session, "lama") == [] == found(session, "kenari")

    search.remove(session, "naskah", 1)
    search.remove(session, "naskah", 1)
    assert found(session) == []


def test_clearing_empties_the_index(filled: Session) -> None:
    search.clear(filled)
    assert found(filled) == []


def test_a_hit_shows_where_the_words_stand(filled: Session) -> None:
    (hit,) = search.find(filled, Query("112 kertas", any=ME), allowed=None)

    assert (hit.kind, hit.id) == ("naskah", 1)
    assert [p for p, on in hit.nomor if on] == ["112"]
    assert [p for p, on in hit.snippet if on] == ["kertas"]
    assert "".join(p for p, _ in hit.hal) == "Permintaan data dukung reformasi birokrasi"


def test_counting_stops_at_the_cap(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eoffice.search.port.CAP", 3)
    for n in range(1, 8):
        put(session, n)

    assert search.count(session, Query("rapat", any=ME), allowed=None) == 4


def test_the_row_decides_whatever_the_index_proposes(filled: Session) -> None:
    # KEAMANAN: OTR-01
    only_new = search.DOKUMEN.c.objek == "surat_masuk"

    hits = search.find(filled, Query(any=ME), allowed=only_new)

    assert [(h.kind, h.id) for h in hits] == [("surat_masuk", 2)]
    assert search.count(filled, Query(any=ME), allowed=only_new) == 1


def test_hundreds_of_rights_are_no_trouble(filled: Session) -> None:
    many = frozenset(f"u{n}" for n in range(4, 700)) | ME

    assert found(filled, "reformasi", any=many) == [1]


def test_a_very_long_body_is_indexed_up_to_the_limit(session: Session) -> None:
    put(session, 1, isi=" ".join(f"kata{n}" for n in range(20_000)))

    assert found(session, "kata11999") == [1]
    assert found(session, "kata12001") == []


def test_dropped_and_created_again_the_index_is_empty(session: Session) -> None:
    put(session, 1)
    connection = session.connection()

    search.drop(connection)
    assert not [t for t in inspect(connection).get_table_names() if t.startswith("cari_")]
    search.create(connection)
    search.create(connection)

    assert found(session) == []


def test_a_token_that_is_not_letters_and_digits_is_a_bug() -> None:
    # KEAMANAN: INJ-02
    with pytest.raises(ValueError, match="not a token"):
        Query(any=frozenset({'u1" OR "u2'}))


def test_a_word_that_stands_many_hundred_times_is_still_found_beside_its_neighbour(session: Session) -> None:
    body = "\f".join(["anggaran dan belanja " * 120] * 6 + ["penutup dan kenari"])
    put(session, 1, "Laporan", isi=body)
    put(session, 2, "Laporan", isi="dan " * 900 + "penutup", kepada="Kepala Dinas Satu\n" * 300 + "Kepala Dinas Kenari")

    (hit,) = search.find(session, Query('"dan kenari"', any=ME), allowed=None)

    assert hit.halaman == 7
    assert found(session, '"dan penutup"') == []  # further apart than is kept, on every engine
    assert found(session, "penutup") == [2, 1] and found(session, pihak='"dinas kenari"') == [2]
    assert found(session, more=(Term((Phrase(("dinas", "kenari")),), "kepada"),)) == [2]
    assert found(session, more=(Term((Phrase(("dan",)),), "isi"),)) == [2, 1]


def test_words_side_by_side_in_hal_are_found_side_by_side_and_nowhere_else(session: Session) -> None:
    put(session, 1, "Rapat koordinasi kota")
    put(session, 2, "Koordinasi kota dan rapat koordinasi")
    put(session, 3, "Undangan", isi="rapat koordinasi kota")

    def hal(*words: str, prefix: bool = False) -> list[int]:
        return found(session, more=(Term((Phrase(words, prefix),), "hal"),))

    assert hal("rapat", "koordinasi") == [2, 1]
    assert hal("rapat", "koordinasi", "kota") == [1]  # the second has each two of them, apart
    assert hal("koordinasi", "kot", prefix=True) == [2, 1]
    assert hal("kota", "koordinasi") == []
    typed = (Term((Phrase(("koordinasi",)),)), Term((Phrase(("kota",)),)))
    best = search.places(session, Query(any=ME, more=typed), relevance=True)
    assert [search.placed(one.urut)[1] for one in best if one.tingkat == 0] == [2, 1]


def test_a_word_that_stands_in_no_record_any_more_is_forgotten_and_every_other_stays(session: Session) -> None:
    # KEAMANAN: OTR-09, PDP-06
    for n, hal in ((1, "Undangan kenarimusnah rapat"), (2, "Undangan rapat warga")):
        put(session, n, hal)
    session.commit()
    search.remove(session, "naskah", 1)

    after: str | None = ""
    while after is not None:
        assert "kenarimusnah" not in after
        after = search.sapu_kata(session, after, limit=2)

    assert search.words_known(session, ["kenarimusnah", "undangan", "rapat", "warga"]) == {"undangan", "rapat", "warga"}
    assert "kenarimusnah" not in search.words_near(session, ejaan.kunci("kenarimusnah"))
    assert "undangan" in search.words_near(session, ejaan.kunci("undangn"))
