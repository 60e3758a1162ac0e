"""Words and phrases: what the engines are given is letters and digits, whatever was typed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from eoffice import search
from eoffice.search import kata, simpan
from eoffice.search.catatan import Record


def test_a_number_falls_into_its_fragments() -> None:
    assert search.words("000.8.3.3/112/DINSOS/2026") == ["000", "8", "3", "3", "112", "dinsos", "2026"]


def test_accents_case_and_forms_of_letters_do_not_matter() -> None:
    assert search.words("Café ＡＢＣ e\u0301 ﬁle") == ["cafe", "abc", "e", "file"]


def test_parts_of_one_chunk_belong_together_and_the_last_word_may_go_on() -> None:
    found = search.phrases('surat "tugas belajar" ORG/202')

    assert [(p.words, p.prefix) for p in found] == [
        (("surat",), False),
        (("tugas", "belajar"), False),
        (("org", "202"), True),
    ]


def test_a_quoted_last_word_and_a_single_letter_do_not_go_on() -> None:
    assert [p.prefix for p in search.phrases('"surat"') + search.phrases("a")] == [False, False]


def test_more_than_twenty_words_or_two_hundred_characters_are_left_out() -> None:
    # KEAMANAN: INJ-02
    assert sum(len(p.words) for p in search.phrases("a " * 60)) == 20
    assert search.phrases("x" * 500)[0].words == ("x" * 64,)


@given(st.text(max_size=300))
def test_words_of_any_text_are_only_letters_and_digits(text: str) -> None:
    # KEAMANAN: INJ-02
    for phrase in search.phrases(text):
        assert all(word.isalnum() and word == word.strip() for word in phrase.words)


@given(st.text(max_size=400), st.text(max_size=40))
def test_marking_loses_no_character(text: str, typed: str) -> None:
    pieces = search.sorotan(search.phrases(typed)).marked(text)

    assert "".join(piece for piece, _ in pieces) == text


def test_what_was_asked_for_is_marked_where_it_stands() -> None:
    pieces = search.sorotan(search.phrases("112 000.8 tug")).marked("Nomor 000.8.3.3/112, perihal Tugas")

    assert [p for p, hit in pieces if hit] == ["000.8", "112", "Tugas"]


def test_a_snippet_shows_the_place_and_not_the_whole() -> None:
    text = "awal " * 200 + "kenari kuning " + "akhir " * 200

    pieces = search.sorotan(search.phrases('"kenari kuning"')).passage(text)[0]

    shown = "".join(p for p, _ in pieces)
    assert ("kenari kuning", True) in pieces
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 500


def test_undang_undang_lends_no_root_to_undangan() -> None:
    def roots(text: str) -> set[str]:
        return set(simpan.entry(Record("naskah", 1, date(2026, 1, 1), hal="", isi=text)).akar)

    assert "undang" not in roots("Undang-Undang Nomor 43 Tahun 2009")
    assert "undang" in roots("kami mengundang Saudara; Undang-Undang") and "undang" in roots("undangan rapat")


_SAID = (
    "rapat Rapat MERAPATKAN rapatnya koordinasi anggaran penganggaran laporan pelaporan tugas menugaskan surat-surat 445/12 "
    "_rapat x_y rapat2 café Ñandú – “kutip” … İstanbul straße ﬁ tanggung pertanggungjawaban"
)


@given(
    st.lists(st.tuples(st.sampled_from(_SAID.split()), st.sampled_from([" ", ". ", "\n", "\f", "", "/"])), max_size=60),
    st.sampled_from(
        ["rapat", "laporan anggaran", '"rapat koordinasi"', "cafe", "445 12", "tu", "istanbul", "tanggung"]
    ),
    st.booleans(),
)
def test_what_is_marked_is_what_reading_word_by_word_finds(
    said: list[tuple[str, str]], typed: str, rooted: bool
) -> None:
    text, asked = "".join(a + b for a, b in said), search.phrases(typed)
    roots = frozenset(r for p in asked for w in p.words for r in search.akar(w)) if rooted else frozenset()
    each = list(kata.placed(text))
    plain = [word for word, _, _ in each]
    wanted = {
        at
        for n in range(len(each))
        for p in asked
        if p.fits(plain, n)
        for at in range(each[n][1], each[n + len(p.words) - 1][2])
    }
    wanted |= {at for m in kata.RUN.finditer(text) if roots & {*search.akar(m[0].lower())} for at in range(*m.span())}

    at, marked = 0, set()
    for piece, hit in search.sorotan(asked, roots).marked(text):
        marked |= set(range(at, at + len(piece))) if hit else set()
        at += len(piece)

    assert marked == wanted


def test_a_text_without_spaces_is_not_remembered_as_a_word() -> None:
    text = "x" * 5_000 + "laporan"
    before = search.akar.cache_info().currsize

    assert search.sorotan((), frozenset({"lapor"})).marked(text) == ((text, False),)
    assert search.akar.cache_info().currsize == before
