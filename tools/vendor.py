"""Bring the front end's published files into static/, and prove offline that they are what was published.

`--refresh` packs every package of tools/vendor.json by npm, checks npm's integrity, copies the listed files, builds the
icon sprite from tools/ikon.txt and rewrites static/vendor/vendor.lock.json and LICENSES.txt. `--build` bundles the
letter editor (tools/editor) again and records what it was built from. `--check` needs no network: every file must have
the sha256 of the lock, and nothing may lie in static/vendor that the lock does not name.
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
LOCK = VENDOR / "vendor.lock.json"
LICENCES = VENDOR / "LICENSES.txt"
WANTED = ROOT / "tools" / "vendor.json"
ICONS = ROOT / "tools" / "ikon.txt"
EDITOR = ROOT / "tools" / "editor"
#: What esbuild puts into the editor's bundle, direct and indirect; all MIT.
BUNDLED = ("prosemirror-", "orderedmap", "rope-sequence", "w3c-keyname")


def sha256(path: Path) -> str:
    """The hex SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sources_of(entry: dict[str, Any], root: Path = ROOT) -> dict[str, str]:
    """Every source file of a built file with its sha256; folders are walked."""
    found: dict[str, str] = {}
    for name in entry["sources"]:
        path = root / name
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        found.update({p.relative_to(root).as_posix(): sha256(p) for p in files if p.exists()})
    return found


def check(root: Path = ROOT) -> list[str]:
    """What differs from the lock, one sentence each; empty when all is well."""
    lock_file = root / LOCK.relative_to(ROOT)
    lock = json.loads(lock_file.read_text("utf-8"))
    named = {entry["file"]: entry["sha256"] for entry in lock["files"]}
    wrong = []
    for name, expected in named.items():
        path = root / name
        if not path.is_file():
            wrong.append(f"{name}: tidak ada")
        elif sha256(path) != expected:
            wrong.append(f"{name}: isinya bukan yang tercatat")
    for path in sorted(lock_file.parent.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and path != lock_file and name not in named:
            wrong.append(f"{name}: tidak tercatat di vendor.lock.json")
    for entry in lock.get("built", []):
        if sources_of(entry, root) != entry["from"]:
            wrong.append(f"{entry['file']}: sumbernya berubah; jalankan python tools/vendor.py --build")
    return wrong


def refresh() -> None:
    """Fetch the exact versions again and rewrite what the lock describes.

    Raises:
        SystemExit: npm failed, or the bytes do not match npm's integrity.
    """
    wanted = json.loads(WANTED.read_text("utf-8"))
    for old in VENDOR.glob("*"):
        if old.is_dir():
            shutil.rmtree(old)
    VENDOR.mkdir(parents=True, exist_ok=True)
    files: list[dict[str, str]] = []
    licences: list[str] = []
    for entry in wanted["packages"]:
        with tempfile.TemporaryDirectory() as scratch:
            package, integrity = _pack(entry, Path(scratch))
            files += _take(entry, package, integrity)
            title = f"{entry['package']} {entry['version']} ({entry['licence']})"
            licences.append(f"{title}\n{'=' * len(title)}\n\n{_licence(package)}")
    LICENCES.write_text("\n\n".join(licences), "utf-8")
    files.append({"file": LICENCES.relative_to(ROOT).as_posix(), "sha256": sha256(LICENCES)})
    _write(files, wanted)


def build() -> None:
    """Bundle the editor with the versions of its package-lock and record its sources in the lock."""
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=EDITOR, check=True)  # noqa: S607
    # esbuild's own installer only picks the program of this platform, which npm ci has already placed.
    subprocess.run(["npm", "run", "--silent", "build"], cwd=EDITOR, check=True)  # noqa: S607
    installed = json.loads((EDITOR / "package-lock.json").read_text("utf-8"))["packages"]
    bundled = sorted(n for n, p in installed.items() if n.removeprefix("node_modules/").startswith(BUNDLED))
    texts = [f"{n.removeprefix('node_modules/')} {installed[n]['version']}\n\n{_licence(EDITOR / n)}" for n in bundled]
    (ROOT / "static" / "editor" / "LICENSES.txt").write_text("\n\n".join(texts), "utf-8")
    wanted = json.loads(WANTED.read_text("utf-8"))
    ours = {e["file"] for e in wanted["built"]}
    _write([e for e in json.loads(LOCK.read_text("utf-8"))["files"] if e["file"] not in ours], wanted)


def _licence(package: Path) -> str:
    return next(package.glob("LICENSE*")).read_text("utf-8").strip() + "\n"


def _write(files: list[dict[str, str]], wanted: dict[str, Any]) -> None:
    built = [
        {"file": e["file"], "sources": e["sources"], "from": sources_of(e)}
        for e in wanted["built"]
        if (ROOT / e["file"]).exists()
    ]
    files = files + [{"file": e["file"], "sha256": sha256(ROOT / e["file"])} for e in built]
    LOCK.write_text(json.dumps({"files": files, "built": built}, indent=1) + "\n", "utf-8")


def _pack(entry: dict[str, Any], scratch: Path) -> tuple[Path, str]:
    name = f"{entry['package']}@{entry['version']}"
    told = subprocess.run(  # noqa: S603
        ["npm", "pack", name, "--ignore-scripts", "--json", "--pack-destination", str(scratch)],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    )
    reported = json.loads(told.stdout)
    integrity = str((reported[0] if isinstance(reported, list) else next(iter(reported.values())))["integrity"])
    archive = next(scratch.glob("*.tgz"))
    algorithm, expected = integrity.split("-", 1)
    if base64.b64encode(hashlib.new(algorithm, archive.read_bytes()).digest()).decode() != expected:
        raise SystemExit(f"{name}: isi paket tidak cocok dengan integritas npm")
    with tarfile.open(archive) as packed:
        packed.extractall(scratch, filter="data")
    return scratch / "package", integrity


def _take(entry: dict[str, Any], package: Path, integrity: str) -> list[dict[str, str]]:
    about = {"package": entry["package"], "version": entry["version"], "integrity": integrity}
    taken = []
    if "sprite" in entry:
        target = ROOT / entry["sprite"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(sprite(package / "icons" / "outline"), "utf-8")
        return [{**about, "file": entry["sprite"], "sha256": sha256(target)}]
    folder = VENDOR / f"{entry['package'].replace('/', '-').lstrip('@')}-{entry['version']}"
    for name, source in entry["files"].items():
        target = folder / Path(source).name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package / source, target)
        taken.append({**about, "name": name, "file": target.relative_to(ROOT).as_posix(), "sha256": sha256(target)})
    return taken


def sprite(icons: Path) -> str:
    """One SVG with a `<symbol>` for each line of tools/ikon.txt, strokes left to the style sheet."""
    symbols = []
    for line in ICONS.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, source = (part.strip() for part in line.partition("="))
        drawing = (icons / f"{source or name}.svg").read_text("utf-8")
        shapes = [s for s in re.findall(r"<(?:path|circle|line|rect)\b[^>]*/>", drawing) if 'stroke="none"' not in s]
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> int:
    """Run the part asked for; 1 when the check found something."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--refresh", action="store_true", help="ambil ulang berkas terbitan (butuh npm dan jaringan)")
    action.add_argument("--build", action="store_true", help="bangun ulang penyunting naskah (butuh npm)")
    action.add_argument("--check", action="store_true", help="bandingkan dengan vendor.lock.json, tanpa jaringan")
    asked = parser.parse_args()
    if asked.refresh:
        refresh()
    if asked.build:
        build()
    wrong = check()
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    if not wrong:
        print(f"{len(json.loads(LOCK.read_text('utf-8'))['files'])} berkas cocok dengan catatan.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
