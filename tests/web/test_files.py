"""Files leave with a type of ours and no power (WEB-04)."""

import io

import pytest
from flask import Flask

from eoffice.web.files import attachment, clean_name, filename_header, own_pdf, page_image


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Surat Undangan.PDF", "Surat Undangan.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("a.b/c.html", "a.b c.html"),
        ("a\u202efdp.exe", "a fdp.exe"),
        ('x"; filename="evil.html', "x ; filename= evil.html"),
        ("a\r\nb.pdf", "a b.pdf"),
        ("", "berkas"),
        ("...", "berkas"),
        ("n" * 300 + ".docx", "n" * 150 + ".docx"),
    ],
)
def test_names_lose_what_could_mislead(given: str, shown: str) -> None:  # KEAMANAN: WEB-04
    assert clean_name(given) == shown


def test_the_name_travels_twice_for_old_and_new_browsers() -> None:  # KEAMANAN: WEB-04
    assert filename_header("Rapat – évaluasi.pdf") == (
        "attachment; filename=\"Rapat  evaluasi.pdf\"; filename*=UTF-8''Rapat%20%E2%80%93%20%C3%A9valuasi.pdf"
    )


def test_the_plain_name_cannot_be_misread() -> None:  # KEAMANAN: WEB-04
    assert filename_header("Café & 100%; selesai.pdf") == (
        "attachment; filename=\"Cafe & 100__ selesai.pdf\"; filename*=UTF-8''Caf%C3%A9%20%26%20100%25%3B%20selesai.pdf"
    )


@pytest.mark.parametrize(
    ("name", "media"),
    [("a.pdf", "application/pdf"), ("a.jpg", "image/jpeg"), ("a.html", "application/octet-stream")],
)
def test_only_our_own_types_are_sent(app: Flask, name: str, media: str) -> None:  # KEAMANAN: WEB-04
    with app.test_request_context():
        assert attachment(b"", name=name).content_type == media


def test_what_users_sent_is_only_ever_saved(app: Flask) -> None:  # KEAMANAN: WEB-04
    with app.test_request_context():
        sent = attachment(io.BytesIO(b"<script>"), name="gambar.html")

    assert sent.content_type == "application/octet-stream"
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert sent.headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert sent.get_data() == b"<script>"


def test_only_what_we_made_is_shown(app: Flask) -> None:  # KEAMANAN: WEB-04
    with app.test_request_context():
        image, pdf = page_image(b"png"), own_pdf(b"%PDF-", name="naskah.pdf")

    assert (image.content_type, pdf.content_type) == ("image/png", "application/pdf")
    assert image.headers["Content-Disposition"].startswith("inline;")
    assert pdf.headers["Content-Disposition"].startswith("inline;")
    assert "sandbox" in image.headers["Content-Security-Policy"]
    assert "default-src 'none'" in pdf.headers["Content-Security-Policy"]
