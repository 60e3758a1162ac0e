"""What the browser loads is what was published, lies here, and comes from nowhere else."""

import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
REMOTE = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]""", re.IGNORECASE)


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


vendor = load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of everything that the check looks at."""
    shutil.copytree(STATIC, tmp_path / "static")
    shutil.copytree(
        ROOT / "tools" / "editor", tmp_path / "tools" / "editor", ignore=shutil.ignore_patterns("node_modules")
    )
    return tmp_path


def test_every_vendored_file_is_the_one_in_the_lock() -> None:
    assert vendor.check() == []


def test_one_changed_byte_is_reported(copy: Path) -> None:
    script = next(copy.glob("static/vendor/htmx*/htmx.min.js"))
    script.write_bytes(script.read_bytes() + b" ")

    assert vendor.check(copy) == [f"{script.relative_to(copy).as_posix()}: isinya bukan yang tercatat"]


def test_a_file_that_the_lock_does_not_name_is_reported(copy: Path) -> None:
    (copy / "static" / "vendor" / "selundupan.js").write_text("1")

    assert vendor.check(copy) == ["static/vendor/selundupan.js: tidak tercatat di vendor.lock.json"]


def test_an_editor_changed_without_a_new_bundle_is_reported(copy: Path) -> None:
    source = copy / "tools" / "editor" / "src" / "main.js"
    source.write_text(source.read_text("utf-8") + "\n", "utf-8")

    assert vendor.check(copy) == ["static/editor/editor.js: sumbernya berubah; jalankan python tools/vendor.py --build"]


def test_the_lock_names_exact_versions_with_their_integrity() -> None:
    lock = json.loads((STATIC / "vendor" / "vendor.lock.json").read_text("utf-8"))
    packages = [e for e in lock["files"] if "package" in e]

    assert {e["package"] for e in packages} == {"bootstrap", "htmx.org", "@tabler/icons"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", e["version"]) and e["integrity"].startswith("sha512-") for e in packages)


def test_every_package_comes_with_its_licence() -> None:
    licences = (STATIC / "vendor" / "LICENSES.txt").read_text("utf-8")
    bundled = (STATIC / "editor" / "LICENSES.txt").read_text("utf-8")

    for entry in json.loads((ROOT / "tools" / "vendor.json").read_text("utf-8"))["packages"]:
        assert f"{entry['package']} {entry['version']} ({entry['licence']})" in licences
    for name in json.loads((ROOT / "tools" / "editor" / "package.json").read_text("utf-8"))["devDependencies"]:
        assert name in ("acorn", "esbuild") or f"{name} " in bundled


# KEAMANAN: WEB-07
@pytest.mark.parametrize(
    "path",
    sorted(
        p
        for p in (*STATIC.rglob("*.css"), *STATIC.rglob("*.js"), *STATIC.rglob("*.svg"))
        if "vendor" not in p.parts and p.name != "editor.js"
    ),
    ids=lambda p: p.name,
)
def test_no_file_of_ours_names_another_host(path: Path) -> None:
    assert REMOTE.findall(path.read_text("utf-8")) == []


# KEAMANAN: WEB-07
def test_vendored_styles_fetch_nothing() -> None:
    css = next(STATIC.glob("vendor/bootstrap-*/bootstrap.min.css")).read_text("utf-8")

    assert "@import" not in css
    assert {u[:5] for u in re.findall(r"url\([\"']?([^\"')]+)", css)} <= {"data:"}


# KEAMANAN: WEB-07
def test_the_editor_names_no_host_but_one_in_an_error_message() -> None:
    bundle = (STATIC / "editor" / "editor.js").read_text("utf-8")

    assert set(re.findall(r"https?://[a-z0-9.-]+", bundle)) == {"https://prosemirror.net"}
    assert not re.search(r"\b(?:fetch|importScripts|XMLHttpRequest|eval)\(|new Function\(", bundle)


# KEAMANAN: WEB-02
def test_our_styles_use_no_picture_that_the_policy_refuses() -> None:
    css = (STATIC / "eoffice.css").read_text("utf-8")
    pictures = re.findall(r"url\(\"?([^\")]+)", css)

    assert pictures
    assert all((STATIC / p).is_file() for p in pictures)


def test_no_registry_is_named_in_the_lock_of_the_editor() -> None:
    lock = (ROOT / "tools" / "editor" / "package-lock.json").read_text("utf-8")

    assert "resolved" not in lock
    assert REMOTE.findall(lock) == []


def test_every_icon_that_scripts_draw_is_in_the_sprite() -> None:
    drawn = set()
    for path in (*STATIC.glob("*.js"), *STATIC.glob("js/*.js"), *(ROOT / "tools" / "editor" / "src").glob("*.js")):
        source = path.read_text("utf-8")
        drawn |= set(re.findall(r"\b(?:ikon|icon)\(\"([a-z0-9-]+)\"\)", source))
        drawn |= set(re.findall(r"\bikon\([^()]*\? \"([a-z]+)\"", source))
        drawn |= set(re.findall(r"\btulis\(.*\"([a-z-]+)\"(?:, true)?\)", source))
        drawn |= set(re.findall(r"\[\"[A-Z][^\"]*\", \"([a-z0-9-]+)\", ", source))
        drawn |= set(re.findall(r"\bmenu\(\"[^\"]+\", \"([a-z0-9-]+)\"", source))
    held = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "ikon.svg").read_text("utf-8")))

    assert len(drawn) > 25
    assert drawn - held == set()


def test_the_sprite_holds_its_list_and_nothing_unused() -> None:
    listed = [
        line.split("=")[0].strip()
        for line in (ROOT / "tools" / "ikon.txt").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    held = re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "ikon.svg").read_text("utf-8"))
    folders = ("templates/**/*.html", "eoffice/**/*.py", "static/*.js", "static/js/*.js", "tools/editor/src/*.js")
    used = "".join(path.read_text("utf-8") for folder in folders for path in ROOT.glob(folder))

    assert held == listed
    assert [name for name in held if not re.search(f"[\"'#]{re.escape(name)}[\"']", used)] == []
