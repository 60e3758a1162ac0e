"""What no source may contain: SQL from strings, markup by trust, scripts inside pages, leftovers (INJ-01, WEB-06)."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "eoffice").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

#: Modules whose every use of Markup was read by a second person: all text in them goes through escape.
MARKUP = {
    "eoffice/web/pages.py",
    "eoffice/laporan/bagan/bentuk.py",
    "eoffice/laporan/tampil/pandangan.py",  # keeps what `bentuk` drew; makes none
    "eoffice/dasbor/papan.py",  # keeps what a template rendered, and a template escapes
}
#: SQL put together from names of our own tables and columns, never from what somebody typed; how many times.
BUILT_SQL = Counter(
    {
        "eoffice/db/pernyataan.py": 1,
        "eoffice/search/bangun.py": 1,
        "eoffice/search/postgres.py": 8,
        "eoffice/search/potongan.py": 1,
        "eoffice/search/sqlite.py": 5,
    }
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trees() -> Iterator[tuple[str, ast.AST]]:
    for path in SOURCES:
        yield name_of(path), ast.parse(path.read_text("utf-8"))


def built_sql(tree: ast.AST) -> int:
    """Calls of SQLAlchemy's text() with anything but a plain string or a name."""
    count = 0
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        alone = isinstance(node.func, ast.Name) or called in ("exec_driver_sql", "literal_column")
        if called in ("text", "exec_driver_sql", "literal_column") and alone:
            count += isinstance(node.args[0], ast.JoinedStr | ast.BinOp) or (
                isinstance(node.args[0], ast.Call) and getattr(node.args[0].func, "attr", "") in ("format", "join")
            )
    return count


@pytest.mark.parametrize("code", ['text(f"x {y}")', 'text("x" + y)', 'text("x %s" % y)', 'text("{}".format(y))'])
def test_the_sql_lint_sees_built_sql(code: str) -> None:  # KEAMANAN: INJ-01
    assert built_sql(ast.parse(code)) == 1


def test_sql_is_not_put_together_from_strings() -> None:  # KEAMANAN: INJ-01
    found = Counter({name: count for name, tree in trees() if (count := built_sql(tree))})

    assert found == BUILT_SQL


def test_markup_is_trusted_only_where_it_was_reviewed() -> None:  # KEAMANAN: WEB-06
    found = {
        name
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import) and any(a.name == "Markup" for a in node.names)
    }

    assert found - MARKUP == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_escapes_everything_and_runs_nothing(path: Path) -> None:  # KEAMANAN: WEB-02, WEB-06, WEB-07
    source = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)

    assert not re.search(r"\|\s*safe\b|autoescape|\bMarkup\b", source)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", source)
    assert not re.search(r"<[^>]*\sstyle\s*=", source)
    assert not re.search(r"javascript:|<style|data:", source)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', source)
    for tag in re.findall(r"<script[^>]*>", source):
        assert 'nonce="{{ csp_nonce() }}"' in tag and (" src=" in tag or 'type="application/json"' in tag), tag


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_form_that_posts_carries_its_token(path: Path) -> None:  # KEAMANAN: WEB-01
    source = path.read_text("utf-8")

    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", source, flags=re.DOTALL | re.IGNORECASE):
        assert "csrf_token" in form or re.search(r"\bkunci\(", form), form[:200]


def test_nothing_dangerous_is_called() -> None:  # KEAMANAN: INJ-06
    wrong = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                shell = any(k.arg == "shell" and getattr(k.value, "value", False) for k in node.keywords)
                if shell or called in (
                    "eval",
                    "exec",
                    "os.system",
                    "os.popen",
                    "pickle.loads",
                    "pickle.load",
                    "yaml.load",
                ):
                    wrong.append(f"{name}:{node.lineno} {called}")

    assert wrong == []


def test_no_module_reads_the_environment_but_the_settings() -> None:  # KEAMANAN: KNF-02
    allowed = {"eoffice/config.py"}
    found = {
        name
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    }

    assert {f for f in found - allowed if not f.startswith("eoffice/sandbox/")} == set()


def test_time_comes_from_the_clock() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if name != "eoffice/clock.py"
        and isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("datetime.now", "datetime.utcnow", "date.today", "datetime.today")
    ]

    assert found == []


def _asserted(node: ast.AST) -> list[ast.AST]:
    """What a statement asserts, or gives a name to assert it later."""
    if isinstance(node, ast.Assert):
        return [*ast.walk(node.test)]
    return [node.value, *getattr(node.value, "elts", ())] if isinstance(node, ast.Assign) else []


def test_no_test_asserts_how_long_something_took() -> None:
    """A busy machine is slower: count the work (`tests/langkah.py`), or show that somebody still waits."""
    clocks = ("time.process_time", "time.thread_time", "time.perf_counter", "time.monotonic", "time.time")
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for part in _asserted(node)
        if isinstance(part, ast.BinOp)
        and isinstance(part.op, ast.Sub)
        and any(ast.unparse(end).strip().removesuffix("()") in clocks for end in (part.left, part.right))
    ]

    assert found == []


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
    found = [name_of(p) for p in (*SOURCES, *TEMPLATES) if words.search(p.read_text("utf-8"))]

    assert found == []
