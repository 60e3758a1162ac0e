"""Sample 04 of the sample letters: the lembar disposisi with the parts that its sketch names (naskah-dinas 2.4 j)."""

import io

import pytest
from pypdf import PdfReader

from eoffice.disposisi.states import INSTRUKSI
from eoffice.pdf.geometry import A5
from tests.disposisi import contoh_lembar

pytestmark = pytest.mark.sekali


def test_every_word_of_the_sample_stands_where_its_golden_says() -> None:
    assert contoh_lembar.emas() == contoh_lembar.EMAS.read_text("utf-8")


def test_it_is_one_a5_page_that_names_record_recipients_and_instructions() -> None:
    reader = PdfReader(io.BytesIO(contoh_lembar.cetakan()))
    said = " ".join(reader.pages[0].extract_text().split())
    inside = contoh_lembar.amplop()["isi"]

    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [round(A5.width), round(A5.height)]
    for words in ("LEMBAR DISPOSISI", "Surat dari", "No. Agenda", "Diteruskan kepada Sdr.:", "Dengan hormat harap:"):
        assert words in said
    for words in (inside["surat_dari"], inside["nomor_surat"], "17 April 2026", "28 April 2026", inside["catatan"]):
        assert words in said
    for each in inside["diteruskan_kepada"]:
        assert each["jabatan"] in said


def test_the_chosen_instructions_are_ticked_and_the_others_are_not() -> None:
    words = [line[15:] for line in contoh_lembar.emas().splitlines()]
    ticked = {said for before, said in zip(words, words[1:], strict=False) if before == "x"}

    assert ticked & {each.label for each in INSTRUKSI.values()} == {
        INSTRUKSI[kode].label for kode in contoh_lembar.amplop()["isi"]["instruksi"]
    }
