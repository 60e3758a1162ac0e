"""What people write is never read as a program: no template, no formula, no pattern, no shell (CNT-03, CNT-04, INJ-06, INJ-07)."""

import ast
import csv
import importlib
import io
import pkgutil
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

import eoffice
from eoffice import db
from eoffice.naskah.models import Naskah
from eoffice.web.ekspor import to_csv
from eoffice.web.services import Services
from tests.naskah import kantor

Masuk = Callable[..., FlaskClient]
ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "eoffice").rglob("*.py"))


@cache
def trees() -> list[tuple[str, ast.AST]]:
    """Every module of the program, read once for all questions of this file."""
    return [(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))) for path in SOURCES]


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    trees.cache_clear()


# -- CNT-03 -------------------------------------------------------------------------------------------------------


def test_no_template_is_made_of_a_string() -> None:
    # KEAMANAN: CNT-03
    banned = {"render_template_string", "from_string", "Template", "stream_template_string"}
    found = {
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id in banned)
        or (isinstance(node, ast.Attribute) and node.attr in banned)
    }

    assert found == set()


def test_every_template_is_named_in_the_source() -> None:
    # KEAMANAN: CNT-03
    loose = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "render_template":
                first = node.args[0]
                if not isinstance(first, ast.Constant):
                    loose.append(f"{name}: {ast.unparse(first)}")

    assert set(loose) <= {
        "eoffice/ukur/halaman.py: template",  # the bench shows again what a page of ours has just shown
        "eoffice/web/errors.py: name",  # one of two pages of our own
        "eoffice/web/errors.py: template",  # `refused`, whose callers name it
    }


def test_what_looks_like_a_template_is_shown_as_it_was_typed(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: CNT-03
    typed = "{{ 7*7 }} {% for x in y %} ${7*7} #{7*7} <%= 7*7 %> {{ config }}"
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.konsep)
    with db.reading(services.engine) as session:
        versi = session.get_one(Naskah, naskah_id).version
    writer = masuk("staf.dinsos")

    kirim(writer, f"/naskah/{naskah_id}/isi", json={"versi": versi, "kolom": {"hal": typed}}, method="PUT")
    page = writer.get(f"/naskah/{naskah_id}").text

    assert "{{ 7*7 }} {% for x in y %} ${7*7}" in page and "49" not in re.sub(r"<[^>]*>", "", page)
    assert "SECRET_KEY" not in page


# -- CNT-04 -------------------------------------------------------------------------------------------------------

DANGEROUS = "=+-@\t\r\n＝＋－＠"


@given(st.text(max_size=40))
def test_no_field_of_a_csv_begins_like_a_formula(text: str) -> None:
    # KEAMANAN: CNT-04
    raw = to_csv(["Kepala"], [[text]])

    assert raw.startswith("\N{ZERO WIDTH NO-BREAK SPACE}".encode())
    head, row = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
    assert head == ["Kepala"] and len(row) == 1
    assert row[0].lstrip(" \u00a0\u200b\ufeff")[:1] not in set(DANGEROUS) - {""}
    assert row[0] in (text, "'" + text)


@pytest.mark.parametrize("first", [*DANGEROUS, " =", "\u00a0+"])
def test_a_formula_is_disarmed(first: str) -> None:
    # KEAMANAN: CNT-04
    raw = to_csv(["K"], [[f'{first}HYPERLINK("http://x")']]).decode("utf-8-sig")

    assert f"\"'{first}HYPERLINK" in raw


def test_nothing_writes_a_csv_but_the_one_that_disarms() -> None:
    # KEAMANAN: CNT-04
    users = {
        name
        for name, tree in trees()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and any(a.name in ("csv", "openpyxl", "xlsxwriter") for a in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module in ("csv", "openpyxl", "xlsxwriter"))
    }
    readers = {name for name in users if "csv.writer" not in (ROOT / name).read_text("utf-8")}

    assert users - readers == {"eoffice/web/ekspor.py"}


# -- INJ-06 -------------------------------------------------------------------------------------------------------


def test_nothing_reads_data_as_code() -> None:
    # KEAMANAN: INJ-06
    modules = {"pickle", "marshal", "shelve", "yaml", "dill", "jsonpickle", "code", "codeop", "imp", "commands", "pty"}
    calls = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.spawnl"}
    calls |= {"ast.literal_eval", "subprocess.getoutput", "subprocess.getstatusoutput", "subprocess.call"}
    found = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [f"{name}: {a.name}" for a in node.names if a.name.partition(".")[0] in modules]
            elif isinstance(node, ast.ImportFrom):
                found += [f"{name}: {node.module}"] if (node.module or "").partition(".")[0] in modules else []
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in calls:
                found.append(f"{name}: {ast.unparse(node.func)}")

    assert found == []


def test_a_process_is_started_with_a_list_of_our_own_words() -> None:
    # KEAMANAN: INJ-06
    started = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("subprocess.Popen", "subprocess.run"):
                assert isinstance(node.args[0], ast.List), name
                assert not any(k.arg == "shell" for k in node.keywords), name
                words = [ast.unparse(e) for e in node.args[0].elts]
                started.append((name, words))

    for name, words in started:
        if name == "eoffice/ukur/pena.py":  # the bench asks openssl how fast it is
            assert words == ["program", "'speed'", "'-seconds'", "'1'", "'rsa3072'"]
            continue
        if name == "eoffice/ukur/proses.py":  # the bench starts the program itself, and a bare one
            words = [w for w in words if w not in ("str(port)", "POLOS")]
        assert words[0] == "sys.executable", name
        assert all(w.startswith(("'", '"')) or w in ("sys.executable", "str(_CHILD)") for w in words), (name, words)
    assert "eoffice/sandbox/runner.py" in {name for name, _ in started}


def test_no_shared_folder_holds_what_a_library_will_run_or_load() -> None:
    # KEAMANAN: INJ-06
    said = "".join(p.read_text("utf-8") for p in SOURCES)

    assert "/tmp" not in re.sub(r'"""(?:.|\n)*?"""', "", said)
    assert "gettempdir" not in said and "mktemp(" not in said.replace("mkdtemp(", "")


# -- INJ-07 -------------------------------------------------------------------------------------------------------


USES = ("match", "search", "fullmatch", "sub", "split", "findall", "finditer")


def patterns() -> dict[str, tuple["re.Pattern[str]", set[str]]]:
    """Every pattern for text in the program, with the ways in which it is used."""
    used: dict[str, set[str]] = {}
    for path in SOURCES:
        for name, way in re.findall(rf"\b(\w+)\.({'|'.join(USES)})\(", path.read_text("utf-8")):
            used.setdefault(name, set()).add(way)
    found: dict[str, tuple[re.Pattern[str], set[str]]] = {}
    for info in pkgutil.walk_packages(eoffice.__path__, "eoffice."):
        if info.name in ("eoffice.__main__", "eoffice.sandbox.child"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.setdefault(f"{name} {value.pattern}", (value, used.get(name, {"search"})))
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first, way = node.args[0], node.func.attr
                written = isinstance(first, ast.Constant) and isinstance(first.value, str)
                if ast.unparse(node.func.value) == "re" and way in (*USES, "compile") and written:
                    ways = {way} if way in USES else {"search"}
                    found.setdefault(f"{name}:{node.lineno}", (re.compile(first.value), ways))
    return found


LONG = 50_000
#: A pattern that takes a second for the long text needs this much for a quarter of it, however it grows: a sixteenth
#: where time goes with the square. Who stays below half of that is not asked again.
QUARTER, GLANCE = LONG // 4, 1 / 32


def hostile(pattern: str, length: int = LONG) -> Iterator[str]:
    """Texts of so many bytes on which careless patterns never end: long runs of what the pattern itself likes, and a bad end."""
    liked = dict.fromkeys("a0 .-/\n(" + re.sub(r"\\.", "", pattern))
    units = [c for c in liked if c not in "[](){}?*+|^$"][:16]
    units += ["a.", "1.", "a ", " \n", "a@a.", "<a "]
    for unit in units:
        yield (unit * (length // len(unit) + 1))[:length] + "\x00!"


class TooSlow(Exception):
    """A pattern that did not come to an end."""


def _alarm(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


@contextmanager
def seconds_of_work(most: float) -> Iterator[None]:
    """Raise TooSlow after so much time of this process' own; a busy machine makes nothing slower."""
    before = signal.signal(signal.SIGVTALRM, _alarm)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def run(pattern: "re.Pattern[str]", way: str, text: str) -> None:
    if way == "sub":
        pattern.sub("", text)
    elif way == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, way)(text)


def slow(pattern: "re.Pattern[str]", way: str) -> list[str]:
    """What begins a text on which a pattern runs for more than a second; texts are long only where a short one took time."""
    found = []
    for short, long in zip(hostile(pattern.pattern, QUARTER), hostile(pattern.pattern), strict=True):
        try:
            with seconds_of_work(GLANCE):
                run(pattern, way, short)
        except TooSlow:
            try:
                with seconds_of_work(1):
                    run(pattern, way, long)
            except TooSlow:
                found.append(short[:6])
    return found


def test_no_pattern_of_ours_can_be_made_to_run_for_long() -> None:
    # KEAMANAN: INJ-07
    found = patterns()
    assert len(found) > 25

    assert {(name, way): texts for name, (p, ways) in found.items() for way in ways if (texts := slow(p, way))} == {}


def test_the_search_for_slow_patterns_finds_one() -> None:
    # KEAMANAN: INJ-07
    for bad in (r"(a+)+$", r"[a ]*[a ]*[a ]*x$"):
        assert slow(re.compile(bad), "match")


#: Patterns made of words, each through re.escape, so that nothing in them is a pattern any more.
ESCAPED = {"eoffice/web/pages.py", "eoffice/search/sorot.py"}
#: Patterns made of a list of words in the same file.
OWN = {"eoffice/tte/policy.py"}


def test_no_pattern_is_made_of_what_somebody_typed() -> None:
    # KEAMANAN: INJ-07
    found = set()
    for name, tree in trees():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and node.args
                and ast.unparse(node.func) in {f"re.{u}" for u in ("compile", *USES)}
            ):
                names = {n.id for n in ast.walk(node.args[0]) if isinstance(n, ast.Name)}
                if name not in OWN and not all(n.strip("_").isupper() for n in names):
                    found.add(name)
                    assert "re.escape(" in ast.unparse(node.args[0]), f"{name}:{node.lineno}"

    assert found <= ESCAPED
