"""Names as shown, and headers as sent."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.sandbox import names
from eoffice.web import files


@pytest.mark.parametrize(
    ("given_name", "ext", "shown"),
    [
        ("Surat Undangan.pdf", "pdf", "Surat Undangan.pdf"),
        ("foto.JPG", "jpeg", "foto.jpeg"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\ani\\surat.docx", "docx", "surat.docx"),
        ("tagihan\u202efdp.exe", "pdf", "tagihanfdp.pdf"),
        ("surat.pdf.exe", "pdf", "surat.pdf.pdf"),
        ("nol\0byte\r\nSet-Cookie: a=b.pdf", "pdf", "nolbyte Set-Cookie a=b.pdf"),
        ("CON.pdf", "pdf", "_CON.pdf"),
        ("com1.tar.pdf", "pdf", "_com1.tar.pdf"),
        ("   . . ", "png", "berkas.png"),
        ("", "png", "berkas.png"),
        ("nama . .pdf", "pdf", "nama.pdf"),
        ("Cafe\u0301.pdf", "pdf", "Café.pdf"),
        ('a\u200bb<c>"d|e?f*.pdf', "pdf", "abcdef.pdf"),
        ("x" * 400 + ".pdf", "pdf", "x" * 176 + ".pdf"),
    ],
)  # KEAMANAN: UPL-13
def test_a_shown_name_is_safe_to_see_and_to_save(given_name: str, ext: str, shown: str) -> None:
    assert names.clean(given_name, ext) == shown


@given(st.text(max_size=300))  # KEAMANAN: UPL-13
def test_any_name_becomes_a_name(name: str) -> None:
    shown = names.clean(name, "pdf")

    assert shown.endswith(".pdf") and 5 <= len(shown) <= 180
    assert unicodedata.is_normalized("NFC", shown)
    assert not any(c in '<>:"/\\|?*' or unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in shown)
    assert names.clean(shown, "pdf") == shown
    assert files.filename_header(shown).isascii()
