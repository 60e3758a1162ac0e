"""A deadline is shown in one way everywhere: words and a sign, with a colour beside them and never alone."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_every_page_shows_a_deadline_by_the_one_macro() -> None:
    found = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"\|\s*(nada_)?tenggat\b", path.read_text("utf-8"))
    }

    assert found == {"_parts/tampil.html"}


def test_the_macro_always_writes_words_and_draws_a_sign() -> None:
    text = (TEMPLATES / "_parts" / "tampil.html").read_text("utf-8")
    macro = text.split("{% macro tenggat_tag")[1].split("{% endmacro %}")[0]
    tags = re.findall(r"\{\{ tag\((.*?)\) \}\}", macro)

    assert len(tags) == 2
    assert all("'hourglass'" in t or ("'clock'" in t and "'clock-exclamation'" in t) for t in tags)
    assert all(t.startswith(("'Jam berhenti'", "batas|tenggat")) for t in tags)
