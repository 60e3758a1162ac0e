"""Both engines answer as plain Python over the records does: hits, order, tiers, pages, counts, facets, and nearby words."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.search import Phrase, Query, Record, catatan, ejaan, keys, nomor
from eoffice.search.ungkapan import Term
from tests.search import acuan

KALIMAT = (
    "rapat undangan laporan anggaran melaporkan pelaporan dilaporkan menindaklanjuti ditindaklanjuti tindak lanjut banjir "
    "penanganan menangani jalan jalanan perbaikan kerja sama café ＡＢＣ 112 000 000.8.3 2026 org kadis dinas sosial a ke"
)
KATA = KALIMAT.split()
ORANG = ("Siti Rahayu", "Siti Rahmawati", "Budi Santoso", "Dinas Sosial", "Kepala Bagian Organisasi", "PT Maju Jaya")
HAK = ("u1", "u2", "p7", "o3t")
SARING = ("k000", "k000x8", "y2025", "y2026", "gsuratdinas")
UNIT = ("ORG", "DINSOS", "ND/ORG-SET", "DINSOS")
SAAT = date(2025, 11, 20)
BANYAK = 90
TANYA = 250


def _records(chance: random.Random) -> Iterator[Record]:
    def some(most: int, least: int = 0) -> str:
        return " ".join(chance.choices(KATA, k=chance.randint(least, most)))

    for n in range(1, BANYAK + 1):
        kind = chance.choice(catatan.KINDS)
        yield Record(
            kind=kind,
            id=n,
            tanggal=SAAT + timedelta(days=chance.randrange(60)),
            hal=some(4, 1),
            nomor=_nomor(chance),
            isi="\f".join(some(9) for _ in range(chance.randint(1, 3))),
            pihak=chance.choice(ORANG) if n % 5 == 0 else "",
            dari=chance.choice(ORANG),
            kepada="\n".join(chance.sample(ORANG, k=chance.randint(0, 2))),
            ttd=chance.choice(ORANG),
            tokens=frozenset(
                chance.sample(HAK, k=chance.randint(0, 2)) + chance.sample(SARING, k=chance.randint(0, 3))
            ),
            saring=search.Saring(jenis=kind, tahun=chance.choice(("2025", "2026")), sifat=chance.choice(("biasa", ""))),
        )


def _nomor(chance: random.Random) -> str:
    parts = (chance.choice(("000.8.3", "112", "005")), chance.choice(("1", "11", "12", "0012")), chance.choice(UNIT))
    return "/".join(parts) + chance.choice(("/2026", " TAHUN 2026", "/2026 · Agenda 11/2026", ""))


def _potongan(chance: random.Random) -> tuple[tuple[Phrase, ...], ...]:
    """Parts of a number, in order or not, cut at the end or not; most often there are none."""
    if chance.random() < 0.7:
        return ()
    typed = "/".join(
        chance.sample(("000.8", "112", "5", "1", "12", "012", "ORG", "DIN", "ORG-SET", "2026", "20"), k=3)[
            : chance.choice((2, 2, 3))
        ]
    )
    return (parts,) if (parts := nomor.penggal(typed, chance.random() < 0.5)) else ()


def _term(chance: random.Random) -> Term:
    phrases = []
    for _ in range(chance.choice((1, 1, 1, 2))):
        words = tuple(w for _ in range(chance.choice((1, 1, 1, 2))) for w in search.words(chance.choice(KATA)))
        phrases.append(Phrase(words[:4], prefix=chance.random() < 0.2))
    where = chance.choice(("semua", "semua", "semua", "hal", "nomor", "dari", "kepada", "ttd", "pihak", "isi"))
    roots = search.imbuhan.akar(phrases[0].words[0]) if len(phrases[0].words) == 1 and where in ("semua", "hal") else ()
    if chance.random() < 0.2:
        return Term(tuple(phrases), where, negated=True)  # type: ignore[arg-type]
    if where in ("semua", "nomor") and (apart := _potongan(chance)):
        return Term(tuple(phrases), where, penggal=apart)  # type: ignore[arg-type]
    return Term(tuple(phrases), where, roots=roots)  # type: ignore[arg-type]


def _query(chance: random.Random) -> Query:
    def few(of: tuple[str, ...], often: float) -> frozenset[str]:
        return frozenset(chance.sample(of, k=chance.choice((1, 2)))) if chance.random() < often else frozenset()

    terms = [_term(chance) for _ in range(chance.choice((0, 0, 1, 1, 2)))]
    if terms and not terms[0].negated and chance.random() < 0.4:
        more = [t for t in (_term(chance) for _ in range(chance.choice((1, 1, 2)))) if not t.negated]
        terms[0] = replace(terms[0], atau=tuple(more))
    typed = chance.choices(KATA, k=chance.choice((0, 0, 1, 1, 2, 3)))
    if typed and chance.random() < 0.3:
        typed[0] = f'"{typed[0]} {chance.choice(KATA)}"'
    return Query(
        " ".join(typed),
        pihak=chance.choice(("", "", "", "siti", "dinas sos", "budi santoso")),
        any=few(HAK, 0.9),
        both=frozenset({frozenset(chance.sample((*HAK, *SARING), k=2))}) if chance.random() < 0.2 else frozenset(),
        all=frozenset(chance.sample(SARING, k=1)) if chance.random() < 0.2 else frozenset(),
        groups=frozenset({few(SARING, 1)}) if chance.random() < 0.2 else frozenset(),
        none=few(SARING, 0.15),
        dari=SAAT + timedelta(days=20) if chance.random() < 0.15 else None,
        sampai=SAAT + timedelta(days=40) if chance.random() < 0.15 else None,
        more=tuple(terms),
    )


@pytest.fixture
def isi(session: Session) -> list[acuan.Catatan]:
    """The same records in the engine and in Python."""
    records = list(_records(random.Random(23)))
    search.add(session, records)
    # Every record carries its year as well (`search.simpan.entry`).
    return [acuan.catatan(replace(r, tokens=r.tokens | {keys.tahun(r.tanggal.year)})) for r in records]


def test_hundreds_of_questions_have_the_answer_that_plain_python_has(
    session: Session, isi: list[acuan.Catatan]
) -> None:
    chance = random.Random(11)
    found = 0
    for _ in range(TANYA):
        asked = _query(chance)

        expected = [c.urut for c in acuan.ditemukan(isi, asked)]
        newest = search.places(session, asked, limit=200)
        best = search.places(session, asked, limit=200, relevance=True)

        assert [at.urut for at in newest] == expected, asked
        assert [(at.tingkat, at.urut) for at in best] == [(n, c.urut) for n, c in acuan.menurut_tingkat(isi, asked)], (
            asked
        )
        assert search.summed(session, asked, limit=7) == dict(acuan.segi(isi, asked, 7)), asked
        found += bool(expected)
    assert found > TANYA // 4  # questions that find nothing prove little


def test_pages_in_either_order_are_the_whole_cut_into_pieces(session: Session, isi: list[acuan.Catatan]) -> None:
    for typed in ("rapat", "laporan anggaran", "tindak lanjut", "dinas", ""):
        for relevance in (False, True):
            asked = Query(typed, any=frozenset(HAK))
            whole = search.places(session, asked, limit=200, relevance=relevance)
            pieces: list[search.Letak] = []
            while page := search.places(
                session, asked, limit=4, after=pieces[-1] if pieces else None, relevance=relevance
            ):
                pieces += page
            assert pieces == whole, (typed, relevance)
            assert len({p.urut for p in whole}) == len(whole) == search.count(session, asked, allowed=None)


def test_what_the_row_behind_allows_narrows_the_same_way(session: Session, isi: list[acuan.Catatan]) -> None:
    # KEAMANAN: OTR-01
    allowed = search.DOKUMEN.c.objek == "naskah"
    for typed in ("rapat", "laporan", "jalan kerja", ""):
        asked = Query(typed, any=frozenset(HAK))
        expected = [c for c in acuan.ditemukan(isi, asked) if c.record.kind == "naskah"]

        assert [at.urut for at in search.places(session, asked, allowed=allowed, limit=200)] == [
            c.urut for c in expected
        ]
        assert search.count(session, asked, allowed=allowed) == len(expected)


def test_nearby_words_are_those_of_all_records_that_share_a_key(session: Session, isi: list[acuan.Catatan]) -> None:
    session.flush()
    session.commit()  # words are learned with the commit
    every = {w for c in isi for found in c.words.values() for w in found if ejaan.berkata(w)}
    for wrong in ("undagan", "anggran", "lapran", "bnjir", "perbaiakn", "santosso", "zzzz"):
        keys = ejaan.kunci(wrong)

        near = search.words_near(session, keys)

        assert near == {w for w in every if ejaan.kunci(w) & keys}
        assert search.words_known(session, near) == near
    assert "undangan" in search.words_near(session, ejaan.kunci("undagan"))


def test_a_hit_is_marked_the_same_whatever_the_engine(session: Session, isi: list[acuan.Catatan]) -> None:
    asked = Query("laporan", any=frozenset(HAK))
    by_urut = {c.urut: c.record for c in isi}

    hits = search.find(session, asked, allowed=None, limit=200, relevance=True)

    assert hits
    for hit in hits:
        record = by_urut[hit.urut]
        assert (hit.kind, hit.id) == (record.kind, record.id)
        assert "".join(p for p, _ in hit.hal) == record.hal
        assert hit.hal == search.sorotan(asked.marks, asked.roots).marked(record.hal)
        piece, page = search.sorotan(asked.marks, asked.roots).passage(record.isi)
        assert (hit.snippet, hit.halaman) == (piece, page)


def test_a_number_is_found_by_any_parts_of_it_in_their_order(session: Session, isi: list[acuan.Catatan]) -> None:
    heads = ("000", "112", "5", "1", "11", "012", "ORG", "DINS", "ND", "ORG-SET", "2026", "000.8", "0.8")
    found = 0
    for typed in ["/".join(some) for many in (2, 3) for some in permutations(heads, many)][::23]:
        parts = nomor.penggal(typed, prefix=len(typed) % 2 == 0)
        if not parts:
            continue
        asked = Query(any=frozenset(HAK), more=(Term((Phrase(tuple(search.words(typed))),), penggal=(parts,)),))

        expected = [c.urut for c in acuan.ditemukan(isi, asked)]

        assert [at.urut for at in search.places(session, asked, limit=200)] == expected, typed
        best = search.places(session, asked, limit=200, relevance=True)
        assert [(at.tingkat, at.urut) for at in best] == [(n, c.urut) for n, c in acuan.menurut_tingkat(isi, asked)]
        found += bool(expected)
    assert found > 5
