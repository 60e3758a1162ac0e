"""Directions are promises: the contracts of pyproject.toml hold, and every capability stands under one (KNF-05)."""

import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.application.use_cases import SUCCESS, lint_imports

ROOT = Path(__file__).parents[2]
#: Machine parts: packages whose inside is their own affair.
MACHINE = {"akses", "contoh", "db", "laporan", "pdf", "sandbox", "search", "storage", "web"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("eoffice", include_external_packages=True)


def contracts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    return found


def test_every_import_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:  # KEAMANAN: KNF-05
    configuration = read_configuration(str(ROOT / "pyproject.toml"))
    assert len(configuration["contracts_options"]) >= 9

    kept = lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == SUCCESS

    assert kept, capsys.readouterr().out


def test_every_capability_has_its_inside_checked() -> None:
    checked = {c for contract in contracts() for c in contract.get("containers", ()) if contract.get("exhaustive")}
    packages = {p.parent.name for p in (ROOT / "eoffice").glob("*/__init__.py")} - MACHINE

    assert {f"eoffice.{name}" for name in packages} - checked == set()


def test_nobody_reaches_into_the_routes_or_forms_of_another_capability(graph: grimp.ImportGraph) -> None:
    wrong = []
    for module in graph.modules:
        parts = module.split(".")
        if len(parts) > 2 and parts[0] == "eoffice" and parts[2] in ("routes", "forms"):
            home = ".".join(parts[:2])
            wrong += [
                f"{user} -> {module}"
                for user in graph.find_modules_that_directly_import(module)
                if not user.startswith(home + ".") and user != "eoffice.app"
            ]

    assert wrong == []


def test_the_one_upward_import_is_a_type_and_nothing_more() -> None:
    lines = (ROOT / "eoffice/web/access.py").read_text().splitlines()
    at = next(n for n, line in enumerate(lines) if "from eoffice.akses.actor import Actor" in line)

    assert lines[at - 1].startswith("if TYPE_CHECKING:")
