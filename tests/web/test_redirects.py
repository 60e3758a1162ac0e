"""Redirects stay at home (WEB-08)."""

import pytest

from eoffice.web.redirects import safe_path


@pytest.mark.parametrize("path", ["/", "/naskah/12", "/cari?q=rapat%20dinas&n=2", "/masuk?lanjut=/naskah"])
def test_our_own_paths_pass(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "naskah",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2f%2fevil.example",
        "/%2fevil.example",
        "/%5cevil.example",
        "/%255cevil.example",
        "/%252fevil.example",
        "/a\r\nSet-Cookie: x=1",
        "/a%0d%0aSet-Cookie:%20x=1",
        "/a\tb",
        "/..//evil.example",
        "/.//evil.example",
        "/a/%2e%2e//evil.example",
        "/a/../keluar",
        "/a//evil.example",
        "javascript:alert(1)",
        "/" + "a" * 2000,
        "/naskah#//evil",
        " /naskah",
        "/ñ",
    ],
)
def test_everything_else_leads_home(path: str | None) -> None:  # KEAMANAN: WEB-08
    assert safe_path(path) == "/"
