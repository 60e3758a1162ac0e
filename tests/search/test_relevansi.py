"""How well search finds does not fall: judged questions over a made-up archive, on whichever engine the run is for."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from eoffice.search import words
from eoffice.ukur.relevansi import isi, jalan, nilai, surat
from eoffice.ukur.relevansi.jalan import di_bawah_lantai, lantai, pencari, ukur
from eoffice.ukur.relevansi.kueri import MACAM, kueri

#: Both engines are held to figures that differ by no more than this, for each is within it of the floor.
SELISIH = 0.02


def test_the_figures_of_ranking_are_those_of_their_definition() -> None:
    judged = {"a": 3, "b": 2, "c": 1}

    assert nilai.ndcg(["a", "b", "c"], judged) == 1.0
    assert nilai.ndcg(["x", "y"], judged) == 0.0
    assert round(nilai.ndcg(["b", "a"], judged), 4) == round((3 + 7 / 1.5849625) / (7 + 3 / 1.5849625 + 0.5), 4)
    assert nilai.recall(["a", "x"], judged) == 0.5  # of a and b
    assert nilai.recall([f"{n}" for n in range(10)], {f"{n}": 3 for n in range(40)}) == 1.0  # ten are all that fit


def test_the_archive_and_its_questions_are_what_they_claim_to_be() -> None:
    archive = surat.arsip()

    assert len(archive) > 2_000
    assert [s.id for s in archive] == list(range(1, len(archive) + 1))
    assert sorted(s.tanggal for s in archive) == [s.tanggal for s in archive]
    assert len({(s.nomor, s.kind) for s in archive}) == len(archive)
    assert len(kueri()) >= 200 and {k.macam for k in kueri()} == set(MACAM)
    assert len({k.teks for k in kueri()}) == len(kueri())
    for asked in kueri():
        assert max(asked.nilai.values()) == 3, asked.teks
    closed = {(s.kind, s.id) for s in archive if s.tertutup}
    assert closed and not closed & {one for k in kueri() for one in k.nilai}


@pytest.mark.parametrize(
    ("setiap", "berkas"),
    [(jalan.RINGKAS, jalan.LANTAI_RINGKAS), pytest.param(1, jalan.LANTAI, marks=pytest.mark.lambat)],
)
def test_search_answers_as_well_as_it_did_and_never_with_what_may_not_be_read(
    session: Session, setiap: int, berkas: Path
) -> None:
    # KEAMANAN: OTR-03
    run = ukur(pencari(session, isi.isi(session)), setiap)

    assert di_bawah_lantai(run, berkas) == []
    least = lantai(berkas)["seluruh"]
    assert abs(run.seluruh.ndcg - least.ndcg) <= SELISIH, "naikkan lantai.json dengan tangan"
    assert abs(run.seluruh.recall - least.recall) <= SELISIH, "naikkan lantai.json dengan tangan"
    closed = {(s.kind, s.id) for s in surat.arsip() if s.tertutup}
    assert not closed & {one for a in run.jawaban for one in a.temuan}


@pytest.mark.sekali
def test_the_table_names_every_kind_and_what_was_answered_badly() -> None:
    asked = kueri()[0]
    bad = jalan.Jawaban(asked, (), 0.0, 0.0)
    run = jalan.Relevansi(jalan.Angka(1, 0.5, 0.25), {name: jalan.Angka(1, 0.123, 1.0) for name in MACAM}, (bad,))

    table = jalan.as_table(run, rinci=True)

    assert all(label in table for label in MACAM.values())
    assert "12,3" in table and "100,0" in table and asked.teks in table
    assert words(di_bawah_lantai(run)[0])
