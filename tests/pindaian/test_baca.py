"""Reading a page: what is read, how it is turned, what hurts nobody, and what is said where no OCR is installed."""

from datetime import date

import pytest
from PIL import Image, ImageChops

from eoffice import sandbox
from eoffice.pindaian.document import PEMISAH, separator
from eoffice.pindaian.usulan import usulkan
from eoffice.sandbox.tasks import photo, reading, tesseract
from tests.pindaian import kertas
from tests.sandbox import hostile

pytestmark = pytest.mark.sekali
TODAY = date(2026, 11, 22)


def test_a_clean_scan_is_read_in_the_sandbox_and_proposes_its_fields() -> None:
    """Also that Tesseract works under every limit of the sandbox: no program started, no network, 512 MiB."""
    found = sandbox.baca_halaman(kertas.scan(kertas.drawn(kertas.pdf(kertas.SURAT), 300)), 1, pemisah=PEMISAH)

    assert (found["cara"], found["putar"], found["pemisah"], found["kosong"]) == ("ocr", 0, False, False)
    assert found["keyakinan"] >= 80
    assert kertas.share("\n".join(kertas.SURAT), found["teks"]) >= 0.95
    assert {n: v.nilai for n, v in usulkan([found["teks"]], TODAY).items()} == {
        "nomor_surat": "045/UNK.FT/IV/2026",
        "tanggal_surat": "2026-04-17",
        "hal": "Permohonan Kerja Praktik Mahasiswa",
        "asal_teks": "Fakultas Teknik, Universitas Nusa Kirana",
    }


def test_a_photo_from_an_angle_becomes_an_upright_page_that_can_be_read() -> None:
    photo = kertas.photo(kertas.drawn(kertas.pdf(kertas.SURAT), 200), side=2400)

    page = sandbox.foto_ke_pdf(photo)

    found = sandbox.baca_halaman(page, 1, pemisah=PEMISAH)
    made = usulkan([found["teks"]], TODAY)
    assert (made["nomor_surat"].nilai, made["tanggal_surat"].nilai) == ("045/UNK.FT/IV/2026", "2026-04-17")
    corner = kertas.drawn(page, 20).getpixel((3, 3))
    assert isinstance(corner, int) and corner > 120  # the dark table is gone


def test_a_text_layer_is_taken_as_it_is() -> None:
    found, _ = reading.baca_halaman(kertas.pdf(kertas.SURAT), 1, PEMISAH)

    assert (found["cara"], found["keyakinan"]) == ("lapisan", None)
    assert "045/UNK.FT/IV/2026" in found["teks"]


def test_blank_and_separator_pages_are_known_even_crooked_and_grainy() -> None:
    blank = kertas.noisy(Image.new("L", (496, 702), 250), 8)
    sheet = kertas.noisy(kertas.skewed(kertas.drawn(separator(), 72), 5), 20)
    batch = kertas.scan(blank, sheet)

    assert [
        (found["kosong"], found["pemisah"], found["teks"])
        for found in (reading.baca_halaman(batch, n, PEMISAH)[0] for n in (1, 2))
    ] == [(True, False, ""), (False, True, "")]


def test_without_an_ocr_program_the_page_says_so_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "_DATA", ())
    tesseract.folder.cache_clear()
    try:
        found, _ = reading.baca_halaman(kertas.scan(kertas.drawn(kertas.pdf(kertas.SURAT), 50)), 1, PEMISAH)
        assert (found["ocr"], found["cara"], found["teks"]) == (False, "", "")
        assert reading.ocr_siap(b"")[0] == {"versi": ""}
        layered, _ = reading.baca_halaman(kertas.pdf(kertas.SURAT), 1, PEMISAH)
        assert (layered["ocr"], layered["cara"]) == (True, "lapisan")
    finally:
        tesseract.folder.cache_clear()


def test_a_bomb_is_refused_and_a_huge_page_is_read_small() -> None:  # KEAMANAN: UPL-09, UPL-12
    with pytest.raises(sandbox.Refused, match="lebih dari 50 megapiksel"):
        sandbox.foto_ke_pdf(hostile.png_claiming(60_000, 60_000))

    huge = hostile.changed(lambda pdf: setattr(pdf.pages[0], "mediabox", [0, 0, 14_000, 14_000]))
    picture = reading._drawn(reading.opened(huge)[0], 300)
    assert picture.width * picture.height <= reading.MOST_PIXELS


def test_parts_of_a_batch_keep_their_pages_and_a_signed_one_is_never_cut() -> None:  # KEAMANAN: UPL-07
    batch = kertas.pdf(["Surat satu"], [], ["Surat dua"], ["Lampiran surat dua"])

    parts = sandbox.pecah_pdf(batch, [[1], [3, 4]])

    assert [[text.strip() for text in sandbox.teks_pdf(part)] for part in parts] == [
        ["Surat satu"],
        ["Surat dua", "Lampiran surat dua"],
    ]
    with pytest.raises(sandbox.Refused, match="bertanda tangan"):
        sandbox.pecah_pdf(hostile.signed_like(), [[1], [1]])
    with pytest.raises(sandbox.Refused, match="halaman 9"):
        sandbox.pecah_pdf(batch, [[1], [9]])


def test_a_photo_becomes_white_paper_with_its_ink_and_its_colours() -> None:
    page = kertas.drawn(kertas.pdf(kertas.SURAT), 100)
    light = Image.linear_gradient("L").resize(page.size).point([110 + v * 90 // 255 for v in range(256)])
    taken = ImageChops.multiply(page, light).convert("RGB")
    taken.paste((40, 60, 150), (600, 900, 680, 960))  # a blue stamp

    made = photo.whitened(taken)

    grey = made.convert("L")
    paper = grey.crop((20, 950, 400, 1150)).histogram()
    assert sum(paper[250:]) / sum(paper) > 0.98
    assert grey.getextrema()[0] < 60
    red, _, blue = made.getpixel((640, 930))
    assert blue > red + 60
    clean = page.convert("RGB")
    assert photo.whitened(clean).tobytes() == clean.tobytes()  # a scan that is white already stays


def test_a_photo_that_the_paper_fills_is_laid_level() -> None:
    page = kertas.skewed(kertas.drawn(kertas.pdf(kertas.SURAT), 150), 3)

    made = photo._level(page)

    picture = tesseract.Page(made)
    assert abs(picture.straighten()) < 0.4
    picture.close()
