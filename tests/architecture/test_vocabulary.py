"""One vocabulary: the office's words as the glossary has them, never their English shadows (HOUSE 3)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEVER = frozenset(
    [
        "letter",
        "correspondence",
        "incoming",
        "drafter",
        "approver",
        "signatory",
        "disposition",
        "carbon_copy",
        "enclosure",
        "secrecy",
        "priority",
        "department",
        "employee",
        "dossier",
    ]
)
#: Words with a second, technical life: only their office sense is forbidden, which shows in these forms.
NEVER_WHOLE = frozenset({"initial", "position", "acting"})


def identifiers(source: str) -> Iterator[tuple[int, str]]:
    """Every name that a module gives to something: classes, functions, arguments, variables, attributes."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case _:
                pass


def words(identifier: str) -> list[str]:
    """The parts of a name, in lower case: `SuratMasuk_id` is surat, masuk, id."""
    return [w.lower() for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)]


def wrong(identifier: str) -> bool:
    parts = words(identifier)
    joined = "_".join(parts)
    single = {p.removesuffix("s") for p in parts} | set(parts)
    return bool(single & NEVER) or any(f"_{w}_" in f"_{joined}_" for w in ("carbon_copy",)) or joined in NEVER_WHOLE


@pytest.mark.parametrize(
    "name", ["letter_id", "IncomingLetter", "new_letters", "carbon_copy", "Disposition", "position"]
)
def test_the_test_knows_a_forbidden_word_when_it_sees_one(name: str) -> None:
    assert wrong(name)


@pytest.mark.parametrize("name", ["naskah_id", "SuratMasuk", "initialize", "serialize", "disposisi", "x_position_mm"])
def test_the_test_leaves_good_words_alone(name: str) -> None:
    assert not wrong(name)


def test_no_identifier_uses_a_word_that_the_office_does_not_use() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in sorted((ROOT / "eoffice").rglob("*.py"))
        for line, name in identifiers(path.read_text("utf-8"))
        if wrong(name)
    ]

    assert found == []


def test_no_file_is_called_after_nothing() -> None:
    empty = {"utils", "util", "common", "helpers", "helper", "managers", "manager", "base", "misc", "lib"}
    found = [p for p in (ROOT / "eoffice").rglob("*.py") if p.stem in empty]

    assert found == []
