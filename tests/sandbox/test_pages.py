"""Pages as pictures, as text, and rebuilt."""

import io

import hostile
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from eoffice import sandbox


def test_a_page_becomes_a_png_of_the_asked_resolution() -> None:
    result = sandbox.halaman_png(hostile.pdf(2), page=2, dpi=72)

    assert result.info == {"width": 596, "height": 842, "pages": 2}
    with Image.open(io.BytesIO(result.content)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (596, 842), "L")
        assert image.getextrema() == (0, 255)  # ink on white


def test_colour_stays_colour() -> None:
    def change(opened: pikepdf.Pdf) -> None:
        opened.pages[0].contents_add(b"1 0 0 rg 100 100 200 200 re f")

    with Image.open(io.BytesIO(sandbox.raster(hostile.changed(change), 1, 72))) as image:
        assert image.convert("RGB").getpixel((200, 642)) == (255, 0, 0)


# KEAMANAN: UPL-12
def test_a_poster_is_drawn_smaller_instead_of_filling_memory() -> None:
    def change(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj.MediaBox = Array([0, 0, 14000, 14000])

    info = sandbox.halaman_png(hostile.changed(change), 1, 300).info

    assert 24_000_000 < info["width"] * info["height"] < 25_100_000


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_refused(page: int) -> None:
    with pytest.raises(sandbox.Refused, match="tidak mempunyai halaman"):
        sandbox.raster(hostile.pdf(), page, 72)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", b"bukan pdf", hostile.image()])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    for use in (
        lambda: sandbox.raster(content, 1, 72),
        lambda: sandbox.teks_pdf(content),
        lambda: sandbox.normalkan_pdf(content),
    ):
        with pytest.raises(sandbox.Refused):
            use()


def test_a_locked_pdf_says_what_to_do() -> None:
    with pytest.raises(sandbox.Refused, match="simpan tanpa sandi"):
        sandbox.raster(hostile.locked("buka", "milik"), 1, 72)


def test_blank_pages_are_counted_also_when_they_are_scans_of_empty_paper() -> None:
    def white(opened: pikepdf.Pdf) -> None:
        opened.pages[0].contents_add(b"0.97 g 0 0 600 850 re f")  # the second page is left as it is

    assert sandbox.halaman_kosong(hostile.pdf(3)) == 0
    blank = pikepdf.new()
    for _ in range(2):
        blank.add_blank_page()
    white(blank)
    out = io.BytesIO()
    blank.save(out)
    assert sandbox.halaman_kosong(out.getvalue()) == 2


def test_text_is_read_page_by_page() -> None:
    assert sandbox.teks_pdf(hostile.pdf(2, "Hal")) == ["Hal, halaman 1", "Hal, halaman 2"]


# KEAMANAN: UPL-06
def test_rebuilding_keeps_pages_and_nothing_else() -> None:
    def change(opened: pikepdf.Pdf) -> None:
        root, page = opened.Root, opened.pages[0].obj
        opened.attachments["lain.txt"] = b"isi"
        root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        root.Names.Dests = Dictionary(Names=[])
        root.AcroForm = Dictionary(Fields=[])
        root.Metadata = opened.make_stream(b"<xmp>pembuat</xmp>", Type=Name.Metadata, Subtype=Name.XML)
        page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("x")))
        page.PieceInfo = Dictionary(A=Dictionary(LastModified=String("D:2026"), Private=String("pembuat")))
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])])

    content = hostile.changed(change, hostile.pdf(3))

    rebuilt = sandbox.normalkan_pdf(content)

    with pikepdf.open(io.BytesIO(rebuilt)) as made:
        assert set(made.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in made.trailer
        assert {key for page in made.pages for key in page.obj.keys()} <= {  # noqa: SIM118
            *("/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/Rotate")
        }
    assert not any(word in rebuilt for word in (b"JavaScript", b"Launch", b"pembuat", b"Annots"))
    assert sandbox.teks_pdf(rebuilt) == sandbox.teks_pdf(content)
    assert sandbox.normalkan_pdf(content) == rebuilt
    assert sandbox.raster(rebuilt, 1, 50) == sandbox.raster(content, 1, 50)


def test_what_a_form_field_shows_is_drawn_into_the_page() -> None:
    def change(opened: pikepdf.Pdf) -> None:
        look = opened.make_stream(b"0 g 0 0 100 100 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
        field = opened.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("nip"), V=String("1"), F=4)
        )
        field.Rect, field.AP = Array([100, 100, 200, 200]), Dictionary(N=look)
        opened.pages[0].obj.Annots = Array([field])
        opened.Root.AcroForm = Dictionary(Fields=[field])

    rebuilt = sandbox.normalkan_pdf(hostile.changed(change))

    with Image.open(io.BytesIO(sandbox.raster(rebuilt, 1, 72))) as image:
        assert image.getpixel((150, 842 - 150)) == 0


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (hostile.image("JPEG", (400, 600)), (595, 842)),
        (hostile.image("PNG", (600, 400), "RGBA"), (842, 595)),
        (hostile.image("PNG", (5000, 5000), "L"), (595, 842)),
    ],
)
def test_an_image_becomes_one_a4_page(content: bytes, size: tuple[int, int]) -> None:
    made = sandbox.gambar_ke_pdf(content)

    with pikepdf.open(io.BytesIO(made)) as opened:
        assert [round(float(n)) for n in opened.pages[0].mediabox] == [0, 0, *size]
    found = sandbox.periksa_unggahan(made, "a.pdf", "naskah")
    assert (found.bersih, found.pages) == (True, 1)
    with Image.open(io.BytesIO(sandbox.raster(made, 1, 72))) as image:
        assert image.convert("L").getextrema()[1] == 255


# KEAMANAN: UPL-07
def test_a_pdf_without_signatures_is_reported_as_such() -> None:
    report = sandbox.verifikasi_pdf(hostile.pdf(), [])

    assert (report["verdict"], report["signatures"]) == ("NO_SIGNATURE", [])
