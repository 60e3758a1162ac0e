"""The two commands of the README, before anything of eoffice is installed: options, refusals, locks, the pip we carry."""

import ast
import hashlib
import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-uji.lock")
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def load(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


mulai = load("mulai.py")
sbom = load("tools/sbom.py")


def run(*arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(ROOT / "mulai.py"), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **env},
        timeout=60,
    )


def test_an_old_python_can_read_the_file_far_enough_to_be_refused() -> None:
    tree = ast.parse((ROOT / "mulai.py").read_text(encoding="utf-8"), feature_version=(3, 7))

    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.NamedExpr, ast.Match, ast.TryStar))]
    future = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert future == []  # Python 3.6 does not know `annotations`


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_an_old_python_is_refused_in_one_sentence(version: tuple[int, int]) -> None:
    sentence = mulai.too_old(version)

    assert sentence.startswith(
        f"eoffice memerlukan Python 3.11 atau lebih baru, sedangkan ini Python {version[0]}.{version[1]}; "
    )
    assert "\n" not in sentence
    assert mulai.too_old((3, 11)) == mulai.too_old((3, 14)) == ""


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((ROOT / "mulai.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {name.partition(".")[0] for name in names} - sys.stdlib_module_names == set()


def test_options_are_read_in_both_spellings() -> None:
    assert mulai.parse([]) == mulai.Options(port=8000, data="", browser=True, contoh=True)
    assert mulai.parse(["--port", "8123", "--data=d", "--tanpa-peramban", "--tanpa-contoh"]) == mulai.Options(
        port=8123, data="d", browser=False, contoh=False
    )
    assert mulai.parse(["--port=1"]).port == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "abc"], "Porta harus bilangan 1 sampai 65535, bukan 'abc'."),
        (["--port", "65536"], "Porta harus bilangan 1 sampai 65535, bukan '65536'."),
        (["--port", "0"], "Porta harus bilangan 1 sampai 65535, bukan '0'."),
        (["--data"], "Pilihan --data memerlukan nilai."),
        (["--tanpa-contoh=ya"], "Pilihan --tanpa-contoh tidak dikenal."),
        (["jalan"], "Pilihan jalan tidak dikenal."),
    ],
)
def test_a_wrong_option_is_explained_and_nothing_is_started(arguments: list[str], sentence: str) -> None:
    answer = run(*arguments)

    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith(sentence)
    assert answer.stderr.count("\n") == 1


def test_help_names_every_option() -> None:
    answer = run("--bantuan")

    assert answer.returncode == 0
    assert set(re.findall(r"--[a-z-]+", answer.stdout)) == {
        "--port",
        "--data",
        "--tanpa-peramban",
        "--tanpa-contoh",
        "--bantuan",
    }


def test_a_port_in_use_is_refused_with_the_next_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        answer = run("--port", str(port))

    found = re.fullmatch(
        rf"Porta {port} sedang dipakai program lain \(mungkin eoffice yang sudah berjalan\)\. "
        r"Jalankan: python3 mulai\.py --port (\d+)\n",
        answer.stderr,
    )
    assert answer.returncode == 1
    assert found is not None and port < int(found[1]) < port + 200


@pytest.mark.parametrize(
    ("output", "begins"),
    [
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError(...): [Errno -3] Temporary failure in name "
            "resolution'\nERROR: No matching distribution found for flask==3.1.3",
            "Paket tidak dapat diunduh karena jaringan.",
        ),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "Cakram penuh"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "Paket yang diterima berbeda"),
        ("ERROR: No matching distribution found for pysqlite3==0.6.1", "Paket pysqlite3 belum tersedia"),
        ("Because pysqlite3==0.6.1 has no usable wheels and you require", "Paket pysqlite3 belum tersedia"),
        ("[Errno 13] Permission denied: '/opt/eoffice/.venv'", "Folder "),
        ("/usr/bin/python3: No module named venv", "Bagian venv dari Python belum ada."),
        ("something never seen", "Pemasangan berhenti sebelum selesai."),
    ],
)
def test_what_the_installer_printed_becomes_a_plain_sentence(output: str, begins: str) -> None:
    sentence = mulai.explain(output)

    assert sentence.startswith(begins)
    assert "Errno" not in sentence and "\n" not in sentence


def test_missing_tools_stop_an_automatic_run_and_name_the_packages(tmp_path: Path) -> None:
    answer = run("uji", PATH=str(tmp_path), CI="true")

    assert answer.returncode == 1
    gone = [package for names, package in mulai.TOOLS if not any(map(os.path.isfile, names))]
    assert gone[:4] == ["chromium", "poppler-utils", "poppler-utils", "libnss3-tools"]
    assert answer.stdout == (
        f"Alat sistem belum lengkap. Pasang dengan: sudo apt-get install {' '.join(dict.fromkeys(gone))}\n"
    )
    assert answer.stderr == "Pengujian otomatis tidak boleh berjalan tanpa alat itu.\n"


def test_the_automatic_run_installs_every_tool_that_is_checked() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    listed = re.search(r"^tools=\((.*?)\)$", script, re.MULTILINE | re.DOTALL)

    assert listed is not None
    assert set(listed[1].split()) == {package for _, package in mulai.TOOLS}
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")]).returncode == 0


# KEAMANAN: KNF-03
@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_host_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = sbom.read(ROOT / lock)

    assert [p.name for p in packages if not p.hashes] == []
    assert len(packages) == mulai.packages(ROOT / lock) == len(re.findall(r"^[^#\s].*==", text, re.MULTILINE))
    assert re.findall(r"://|index-url|find-links|trusted-host|^-|@ ", text, re.MULTILINE) == []


# KEAMANAN: KNF-03
@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_satisfy_what_the_project_declares(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *(project["optional-dependencies"]["uji"] if "uji" in lock else [])]
    locked = {canonicalize_name(p.name): p.version for p in sbom.read(ROOT / lock)}

    wanted = [Requirement(line) for line in declared]
    unmet = [
        str(r)
        for r in wanted
        if canonicalize_name(r.name) not in locked or not r.specifier.contains(locked[canonicalize_name(r.name)])
    ]
    assert unmet == []


def test_the_lock_for_tests_contains_the_other_one() -> None:
    run_time, everything = (sbom.read(ROOT / lock) for lock in LOCKS)

    assert {(p.name, p.version, p.hashes) for p in run_time} - {
        (p.name, p.version, p.hashes) for p in everything
    } == set()


# KEAMANAN: KNF-03
def test_every_installed_package_is_the_locked_one_under_an_allowed_licence() -> None:
    packages = sbom.read(ROOT / "requirements.lock")

    licences, wrong = sbom.audit(packages)

    assert wrong == []
    assert set(licences) == {p.name for p in packages if p.belongs_here()}


# KEAMANAN: KNF-03
def test_an_audit_that_could_not_look_is_a_failure() -> None:
    absent = sbom.Package("paket-yang-tidak-ada", "1.0", ("0" * 64,), "")
    other = sbom.Package("packaging", "0.1", ("0" * 64,), "")

    licences, wrong = sbom.audit([absent, other])

    assert "paket-yang-tidak-ada" not in licences
    assert wrong[0] == "paket-yang-tidak-ada tidak terpasang, jadi tidak dapat diperiksa."
    assert wrong[1].startswith("packaging terpasang ") and wrong[1].endswith(", padahal terkunci 0.1.")


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("GNU Affero General Public License v3", False),
        ("", False),
    ],
)
def test_the_licence_rule_admits_lgpl_but_no_gpl(name: str, fits: bool) -> None:
    assert sbom.fits(name) is fits


# KEAMANAN: KNF-03
def test_the_bill_of_materials_is_the_same_for_the_same_lock() -> None:
    packages = sbom.read(ROOT / "requirements.lock")

    first, second = (json.dumps(sbom.document(packages, {"flask": "BSD-3-Clause"})) for _ in range(2))
    content = json.loads(first)

    assert first == second
    assert (content["bomFormat"], content["specVersion"]) == ("CycloneDX", "1.6")
    assert [c["purl"] for c in content["components"]] == [f"pkg:pypi/{p.name}@{p.version}" for p in packages]


# KEAMANAN: KNF-03
def test_the_pip_we_carry_is_the_published_one_and_runs_where_ensurepip_is_missing(tmp_path: Path) -> None:
    wheel = mulai.pip_wheel()
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() == PIP_SHA256

    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "v")], check=True)
    python = tmp_path / "v" / mulai.PYTHON.relative_to(mulai.VENV)
    answer = subprocess.run(
        [str(python), "-m", "pip", "--version"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(wheel)},
        check=True,
    )

    assert answer.stdout.startswith("pip 26.3 from ")
