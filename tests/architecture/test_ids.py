"""The security rules by their ids: every one that is in force is named by a test, and no test names one that does not exist."""

import csv
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ID = re.compile(r"\b[A-Z]{2,3}-\d{2}\b")
IN_FORCE, LATER = "berlaku", "tahap berikutnya"


def rules() -> list[dict[str, str]]:
    """The list: id, tingkat (1 to 3), what it asks, whether it is in force or why not, and what of it is not built."""
    with (TESTS / "architecture" / "data" / "ids.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, strict=True))


def named(text: str) -> set[str]:
    """The ids after «KEAMANAN:» in one source."""
    return {
        found
        for line in text.splitlines()
        if "KEAMANAN:" in line
        for found in ID.findall(line.partition("KEAMANAN:")[2])
    }


def by_rule() -> dict[str, set[str]]:
    """Ids and the test files that name them."""
    found: dict[str, set[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        if path != Path(__file__):
            for rule in named(path.read_text("utf-8")):
                found.setdefault(rule, set()).add(path.relative_to(TESTS).as_posix())
    return found


def test_the_list_is_well_formed() -> None:
    listed = rules()

    assert len({r["id"] for r in listed}) == len(listed) == 139
    assert [r["id"] for r in listed if not ID.fullmatch(r["id"]) or r["tingkat"] not in ("1", "2", "3")] == []
    assert sum(r["tingkat"] == "1" for r in listed) == 92
    for rule in listed:
        first = rule["tingkat"] == "1"
        assert (len(rule["kaidah"]) > 15) is first, rule["id"]
        assert (rule["keadaan"] == LATER) is not first, rule["id"]
        assert rule["keadaan"] in (IN_FORCE, LATER) or len(rule["keadaan"]) > 20, rule["id"]  # a reason is a sentence


def test_every_rule_in_force_is_named_by_a_test() -> None:
    known = by_rule()

    assert [r["id"] for r in rules() if r["keadaan"] == IN_FORCE and r["id"] not in known] == []


def test_no_test_names_a_rule_that_does_not_exist() -> None:
    listed = {r["id"] for r in rules()}

    assert {rule: files for rule, files in by_rule().items() if rule not in listed} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def test_x() -> None:  # KEAMANAN: OTR-03", {"OTR-03"}),
        ('    """Claim. KEAMANAN: AUD-01, DB-02"""', {"AUD-01", "DB-02"}),
        ("# see OTR-03", set()),
        ("# KEAMANAN: ABCD-03 A-01 AUT-1 OTR-031", set()),
    ],
)
def test_the_search_knows_a_name_when_it_sees_one(text: str, expected: set[str]) -> None:
    assert named(text) == expected
