"""Uploads, friendly and hostile; nothing of what comes in may end in an error."""

import hashlib
import io
import zipfile

import hostile
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from eoffice import sandbox
from eoffice.sandbox import Checked


def check(content: bytes, nama: str = "surat.pdf", kind: str = "lampiran") -> Checked:
    return sandbox.periksa_unggahan(content, nama, kind)


def refused(content: bytes, said: str, nama: str = "surat.pdf", kind: str = "lampiran") -> None:
    found = check(content, nama, kind)
    assert (found.bersih, found.rendition) == (False, None)
    assert len(found.alasan) == 1 and said in found.alasan[0], found.alasan


# -- UPL-01 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "nama", "kind", "type_", "pages"),
    [
        (hostile.pdf(3), "surat.PDF", "naskah", "pdf", 3),
        (hostile.pdf(1), "surat.pdf", "masuk", "pdf", 1),
        (hostile.image("JPEG"), "foto.jpg", "lampiran", "jpeg", 1),
        (hostile.image("PNG"), "logo.png", "logo", "png", 1),
        (hostile.office("docx"), "naskah.docx", "lampiran", "docx", None),
        (hostile.office("xlsx"), "daftar.xlsx", "impor", "xlsx", None),
        (b"nip,nama\r\n0123,Ani\r\n", "pegawai.csv", "impor", "csv", None),
    ],
)  # KEAMANAN: UPL-01
def test_ordinary_files_are_clean(content: bytes, nama: str, kind: str, type_: str, pages: int | None) -> None:
    found = check(content, nama, kind)

    assert (found.bersih, found.alasan, found.tanda) == (True, (), ())
    assert (found.type, found.pages, found.size) == (type_, pages, len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert (found.rendition is not None) == (type_ in ("jpeg", "png"))


@pytest.mark.parametrize(
    ("content", "nama", "kind", "said"),
    [
        (b"", "kosong.pdf", "lampiran", "kosong"),
        (b"MZ\x90\0" + bytes(100), "surat.pdf", "lampiran", "program"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "surat.doc", "lampiran", "DOCX"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "gambar.svg", "lampiran", "halaman web"),
        (b"GIF89a" + bytes(20), "gambar.gif", "lampiran", "PNG"),
        (b"sembarang isi", "surat.pdf", "lampiran", "tidak dikenali"),
        (b"nip,nama", "pegawai.csv", "lampiran", "tidak dikenali"),
        (hostile.pdf(), "surat.docx", "lampiran", "berakhiran .docx"),
        (hostile.pdf(), "surat", "lampiran", "PDF"),
        (hostile.image("PNG"), "foto.jpg", "lampiran", "PNG"),
        (hostile.office("docx"), "naskah.docx", "naskah", "tidak diterima di sini"),
        (hostile.pdf(), "logo.pdf", "logo", "PNG"),
        ("nama\r\nJosé".encode("latin-1"), "pegawai.csv", "impor", "UTF-8"),
    ],
)  # KEAMANAN: UPL-01
def test_the_content_decides_and_must_agree_with_the_name(content: bytes, nama: str, kind: str, said: str) -> None:
    refused(content, said, nama, kind)


# -- UPL-05 -------------------------------------------------------------------------------------------------------


def _cycle_in_pages(opened: pikepdf.Pdf) -> None:
    opened.Root.Pages.Kids.append(opened.Root.Pages)


def _cycle_in_outline(opened: pikepdf.Pdf) -> None:
    item = opened.make_indirect(Dictionary(Title=String("A")))
    item.Next = item
    opened.Root.Outlines = opened.make_indirect(Dictionary(First=item, Last=item, Count=1))


def _form_that_draws_itself(opened: pikepdf.Pdf) -> None:
    form = opened.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    opened.Root.Simpan = form


def _huge_page(opened: pikepdf.Pdf) -> None:
    opened.pages[0].obj.MediaBox = Array([0, 0, 20000, 20000])


def _huge_unit(opened: pikepdf.Pdf) -> None:
    opened.pages[0].obj.UserUnit = 75000


def _huge_image(opened: pikepdf.Pdf) -> None:
    opened.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=60000, Height=60000, BitsPerComponent=1)
    opened.Root.Simpan = opened.objects[-1]


def _deep(opened: pikepdf.Pdf) -> None:
    opened.Root.Simpan = opened.make_indirect(pikepdf.Object.parse(b"[" * 300 + b"]" * 300))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_cycle_in_outline, "berputar-putar"),
        (_form_that_draws_itself, "dirinya sendiri"),
        (_huge_page, "5 meter"),
        (_huge_unit, "5 meter"),
        (_huge_image, "50 megapiksel"),
    ],
)  # KEAMANAN: UPL-05
def test_a_pdf_built_to_waste_time_is_refused(change, said: str) -> None:
    refused(hostile.changed(change), said)


# KEAMANAN: UPL-05
def test_a_page_tree_that_bites_its_tail_is_refused() -> None:
    content = hostile.pdf()
    at = content.index(b"/Kids [")
    root = content.rindex(b" 0 obj", 0, at).__index__()
    number = content[content.rindex(b"\n", 0, root) + 1 : root]
    content = content.replace(b"/Count 1", b"/Count 2").replace(
        content[at : content.index(b"]", at) + 1], content[at : content.index(b"]", at)] + b" " + number + b" 0 R ]"
    )

    found = check(_with_new_xref(content))

    assert not found.bersih


def _with_new_xref(content: bytes) -> bytes:
    """The same objects with an honest cross-reference again."""
    import re

    body = content[: content.rindex(b"xref", 0, content.rindex(b"startxref"))]
    offsets = {int(m.group(1)): m.start() for m in re.finditer(rb"^(\d+) 0 obj", body, re.M)}
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (max(offsets) + 1)
    table += b"".join(b"%010d 00000 n \n" % offsets[n] for n in sorted(offsets))
    trailer = content[content.index(b"trailer") : content.rindex(b"startxref")]
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


# KEAMANAN: UPL-05
def test_a_page_count_that_lies_is_refused() -> None:
    content = hostile.pdf(2)
    refused(content.replace(b"/Count 2", b"/Count 9"), "halaman")


# KEAMANAN: UPL-05
def test_a_broken_cross_reference_is_refused_and_not_repaired() -> None:
    content = hostile.pdf()
    at = content.rindex(b"startxref")
    refused(content[:at] + b"startxref\n7\n%%EOF\n", "rusak")


# KEAMANAN: UPL-05
def test_a_truncated_pdf_is_refused() -> None:
    refused(hostile.pdf(5)[:-700], "terpotong")


# KEAMANAN: UPL-05
@pytest.mark.parametrize(("megabytes", "layers"), [(120, 1), (120, 2), (70, 1)])
def test_a_bomb_is_counted_and_never_unpacked(megabytes: int, layers: int) -> None:
    content = hostile.bomb(megabytes, layers)
    assert len(content) < 200_000

    refused(content, "membengkak")


# KEAMANAN: UPL-05
def test_deep_nesting_is_refused() -> None:
    assert not check(hostile.pdf().replace(b"/Producer", b"/Dalam " + b"[" * 300 + b"]" * 300 + b" /Producer")).bersih


# KEAMANAN: UPL-05
def test_more_than_2000_pages_are_refused() -> None:
    refused(hostile.pdf(2001), "2.000 halaman")


# KEAMANAN: UPL-05
def test_a_password_is_refused_with_advice_and_an_owner_restriction_is_not() -> None:
    refused(hostile.locked(user="buka", owner="milik"), "terkunci sandi")

    assert check(hostile.locked(user="", owner="milik")).bersih


# -- UPL-06 -------------------------------------------------------------------------------------------------------


def _root(**entries: object) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            opened.Root[f"/{name}"] = value

    return hostile.changed(change)


def _embedded() -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        opened.attachments["jahat.exe"] = b"MZ"

    return hostile.changed(change)


def _external_stream() -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        opened.Root.Simpan = opened.make_stream(b"", F=String("/etc/passwd"))

    return hostile.changed(change)


def _layers(**entries: object) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        group = opened.make_indirect(Dictionary(Type=Name.OCG, Name=String("Nominal")))
        listed = {name: Array([group]) for name, wanted in entries.items() if wanted}
        opened.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(**listed))

    return hostile.changed(change)


ACTIVE = [
    (_root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))), "JavaScript"),
    (_root(OpenAction=Dictionary(S=Name.Launch, F=String("cmd.exe"))), "Launch"),
    (_root(AA=Dictionary(WC=Dictionary(S=Name.Named, N=Name.Print))), "AA"),
    (_root(Names=Dictionary(JavaScript=Dictionary(Names=[]))), "JavaScript"),
    (_root(AcroForm=Dictionary(XFA=String("<xdp/>"), Fields=[])), "XFA"),
    (hostile.annotated(A=Dictionary(S=Name.SubmitForm, F=String("http://contoh"))), "SubmitForm"),
    (hostile.annotated(A=Dictionary(S=Name.ImportData, F=String("data.fdf"))), "ImportData"),
    (hostile.annotated(A=Dictionary(S=Name.GoToR, F=String("lain.pdf"))), "GoToR"),
    (hostile.annotated(A=Dictionary(S=Name.GoToE)), "GoToE"),
    (hostile.annotated(A=Dictionary(S=Name.URI, URI=String("file:///etc/passwd"))), "bukan alamat web"),
    (hostile.annotated(A=Dictionary(S=Name.GoTo, D=[], Next=Dictionary(S=Name.Launch))), "Launch"),
    (hostile.annotated(RichMediaContent=Dictionary()), "RichMedia"),
    (_embedded(), "berkas tertanam"),
    (_external_stream(), "dari luar berkas"),
    (_layers(OFF=True, Locked=True), "lapisan"),
    (_layers(), "lapisan"),
]


@pytest.mark.parametrize(("content", "said"), ACTIVE)  # KEAMANAN: UPL-06
def test_active_content_is_refused_by_name(content: bytes, said: str) -> None:
    refused(content, said, kind="naskah")


# KEAMANAN: UPL-06
def test_active_content_in_a_surat_masuk_is_marked_and_left_out_of_the_rendition() -> None:
    content = hostile.annotated(A=Dictionary(S=Name.Launch, F=String("cmd.exe")))

    found = check(content, kind="masuk")

    assert found.bersih and found.rendition is not None
    assert [tanda for tanda in found.tanda if "Launch" in tanda] == list(found.tanda) != []
    assert b"Launch" not in found.rendition
    assert check(found.rendition, kind="naskah").tanda == ()
    assert sandbox.teks_pdf(found.rendition) == sandbox.teks_pdf(content) == ["Surat biasa, halaman 1"]


@pytest.mark.parametrize(
    "content",
    [
        hostile.annotated(A=Dictionary(S=Name.URI, URI=String("https://contoh.go.id"))),
        hostile.annotated(A=Dictionary(S=Name.GoTo, D=[0, Name.Fit])),
        _root(OpenAction=Array([0, Name.Fit])),
        _root(AcroForm=Dictionary(Fields=[])),
        _layers(ON=True, Locked=True),
    ],
)  # KEAMANAN: UPL-06
def test_what_is_harmless_is_let_in(content: bytes) -> None:
    assert check(content, kind="naskah").alasan == ()


# KEAMANAN: UPL-07
def test_a_signed_pdf_is_recognised_and_never_rewritten() -> None:
    content = hostile.signed_like()

    found = check(content)

    assert (found.bersih, found.bertanda_tangan, found.rendition) == (True, True, None)
    with pytest.raises(sandbox.Refused, match="sudah bertanda tangan"):
        sandbox.normalkan_pdf(content)


# -- UPL-08 -------------------------------------------------------------------------------------------------------


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("jahat.sh", "rm")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "nama", "said"),
    [
        (hostile.pdf() + _zip(), "surat.pdf", "ZIP"),
        (hostile.pdf() + bytes(2000), "surat.pdf", "sesudah akhir"),
        (b"GIF89a" + hostile.pdf(), "surat.pdf", "PNG"),
        (b"\n" + hostile.pdf(), "surat.pdf", "didahului data lain"),
        (hostile.image("PNG") + _zip(), "foto.png", "ZIP"),
        (hostile.image("JPEG", comment=b"<script>alert(1)</script>"), "foto.jpg", "skrip"),
        (hostile.office() + b"%PDF-1.7", "naskah.docx", "arsip lain"),
    ],
)  # KEAMANAN: UPL-08
def test_a_file_that_is_two_things_is_refused(content: bytes, nama: str, said: str) -> None:
    found = check(content, nama)

    assert not found.bersih and said in found.alasan[0], found.alasan


# KEAMANAN: UPL-08
def test_a_little_trailing_space_is_forgiven() -> None:
    assert check(hostile.pdf() + b"\r\n" * 100).bersih


# -- UPL-09 -------------------------------------------------------------------------------------------------------


# KEAMANAN: UPL-09
def test_a_photo_loses_its_metadata_and_what_is_appended() -> None:
    exif = Image.Exif()
    exif[0x010E] = "rumah pejabat"
    exif[0x0112] = 6  # turned by 90 degrees
    content = hostile.image("JPEG", exif=exif, comment=b"rahasia") + b"EKOR" * 100

    found = check(content, "foto.jpeg")

    assert found.bersih and found.rendition is not None
    assert not any(word in found.rendition for word in (b"rumah pejabat", b"rahasia", b"EKOR", b"Exif"))
    with Image.open(io.BytesIO(found.rendition)) as image:
        assert (image.format, image.size) == ("JPEG", (60, 40))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])  # KEAMANAN: UPL-09
def test_every_kind_of_png_is_encoded_anew(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, "PNG")

    found = check(out.getvalue(), "gambar.png")

    assert found.bersih and found.rendition is not None
    with Image.open(io.BytesIO(found.rendition)) as image:
        assert image.size == (30, 20)


@pytest.mark.parametrize(
    ("content", "nama", "said"),
    [
        (hostile.png_claiming(40_000, 40_000), "peta.png", "50 megapiksel"),
        (hostile.png_claiming(25_000, 10), "peta.png", "20.000"),
        (hostile.png_claiming(100, 100), "peta.png", "terpotong"),
        (hostile.image("JPEG", (600, 600))[:900], "foto.jpg", "terpotong"),
        (b"\xff\xd8\xff\xe0" + bytes(500), "foto.jpg", "rusak"),
        (b"\x89PNG\r\n\x1a\n", "foto.png", "rusak"),
        (
            hostile.image(
                "PNG", save_all=True, append_images=[Image.new("RGB", (40, 60), (n, 0, 0)) for n in range(120)]
            ),
            "foto.png",
            "100 bingkai",
        ),
    ],
)  # KEAMANAN: UPL-09
def test_a_picture_that_lies_about_itself_is_refused(content: bytes, nama: str, said: str) -> None:
    refused(content, said, nama)


# KEAMANAN: UPL-03
def test_fifty_megapixels_still_fit_into_the_sandbox() -> None:
    found = check(hostile.image("JPEG", (7000, 7000), quality=20), "peta.jpg")

    assert found.alasan == ()


# -- UPL-10 -------------------------------------------------------------------------------------------------------

_W = "w:instrText"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (hostile.office(word__vbaProject_DOT_bin=b"x"), "makro"),
        (hostile.office(word__activeX__activeX1_DOT_xml="<a/>"), "ActiveX"),
        (hostile.office(word__embeddings__oleObject1_DOT_bin=b"x"), "OLE"),
        (hostile.office(body=f"<w:p><w:r><{_W}> DDEA</{_W}></w:r><w:r><{_W}>UTO c:\\cmd</{_W}></w:r></w:p>"), "DDE"),
        (hostile.office(body='<w:fldSimple w:instr="DDE cmd"/>'), "DDE"),
        (hostile.office("xlsx", xl__worksheets__sheet1_DOT_xml="<s><f>cmd|'/c calc'!A0</f></s>"), "rumus"),
        (hostile.office("xlsx", xl__externalLinks__externalLink1_DOT_xml="<a/>"), "data luar"),
        (
            hostile.office(
                word___rels__settings_DOT_xml_DOT_rels=hostile.relations(("attachedTemplate", "http://x/t", True))
            ),
            "templat",
        ),
        (hostile.office(word___rels__d_DOT_rels=hostile.relations(("image", "http://x/a.png", True))), "dari luar"),
        (hostile.office(word___rels__d_DOT_rels=hostile.relations(("hyperlink", "file:///c:/x", True))), "dari luar"),
        (hostile.office(word__lain_DOT_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DTD"),
        (hostile.office(word__lain_DOT_xml="<a>" * 300 + "</a>" * 300), "rusak"),
        (hostile.office(word__lain_DOT_xml="<a>"), "rusak"),
        (hostile.office(word__media__isi_DOT_bin=_zip()), "berkas lain"),
        (hostile.office(word__media__isi_DOT_zip=b"x"), "berkas lain"),
        (hostile.office(word__media__a_DOT_bin=bytes(30 * 1024 * 1024)), "membengkak"),
        (hostile.office_with("../../etc/cron.d/jahat"), "keluar"),
        (hostile.office_with("/etc/passwd"), "keluar"),
        (hostile.office_with("C:\\jahat"), "keluar"),
        (hostile.office_with("word/Document.XML"), "nama sama"),
        (hostile.office_with("word/tautan", b"/etc/passwd", attr=0o120777 << 16), "simbolik"),
        (hostile.office().replace(b"word/document.xml", b"word/dokument.xml", 1), "konsisten"),
        (_zip(), "ZIP"),
        (hostile.office()[:-40], "rusak"),
    ],
)  # KEAMANAN: UPL-10
def test_an_office_file_with_more_than_a_document_in_it_is_refused(content: bytes, said: str) -> None:
    refused(content, said, "naskah.docx")


# KEAMANAN: UPL-10
def test_too_many_parts_are_refused() -> None:
    many = {f"word__media__b{n}_DOT_bin": b"x" for n in range(2_000)}
    refused(hostile.office(**many), "terlalu banyak bagian", "naskah.docx")


# KEAMANAN: UPL-10
def test_a_locked_office_entry_is_refused() -> None:
    content = bytearray(hostile.office())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + at] |= 1
    refused(bytes(content), "terkunci", "naskah.docx")


# KEAMANAN: UPL-10
def test_links_that_a_person_clicks_are_let_in() -> None:
    content = hostile.office(word___rels__d_DOT_rels=hostile.relations(("hyperlink", "https://contoh.go.id", True)))

    assert check(content, "naskah.docx").alasan == ()
