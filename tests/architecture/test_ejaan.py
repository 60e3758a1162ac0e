"""One spelling for one word, wherever people read it (HOUSE 3)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEKS = [
    path
    for folder, kinds in (("templates", ("html",)), ("eoffice", ("py", "csv", "txt")), ("static", ("js", "css", "svg")))
    for kind in kinds
    for path in (ROOT / folder).rglob(f"*.{kind}")
    if "vendor" not in path.parts
] + [ROOT / "README.md"]


def mistakes(text: str) -> list[str]:
    """Every spelling of the one who signs that is not the one of the glossary."""
    return re.findall(r"penanda[ \u00a0-]+tangan\w*", text, re.IGNORECASE)


def test_who_signs_is_spelt_in_one_way() -> None:
    found = {str(path.relative_to(ROOT)): mistakes(path.read_text("utf-8")) for path in TEKS}

    assert {name: words for name, words in found.items() if words} == {}
    assert len(TEKS) > 300


@pytest.mark.parametrize("wrong", ["Penanda tangan", "penanda-tangan", "PENANDA TANGAN"])
def test_the_other_spellings_are_noticed(wrong: str) -> None:
    assert mistakes(f"{wrong} naskah") == [wrong] and mistakes("Penandatangan menanda tangani") == []
