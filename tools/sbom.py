"""Menulis daftar isi perangkat lunak (SBOM, CycloneDX 1.6) dan daftar lisensi dari requirements.lock (KNF-03).

Jalankan dari .venv yang sudah terpasang: `.venv/bin/python tools/sbom.py > sbom.json`, atau `--lisensi` untuk daftar
lisensi saja. The run fails when a package that belongs on this machine cannot be audited or has a licence outside the rule.
"""

import json
import re
import sys
import uuid
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.markers import Marker

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"

# Licences that may run inside our process; LGPL only as an unmodified package of its own, GPL and AGPL never.
ALLOWED = re.compile(
    r"MIT|BSD|Apache|MPL|Mozilla|ISC|0BSD|HPND|PSF|Python Software|ZPL|Zope|LGPL|Lesser General|Unlicense|Zlib", re.I
)
REFUSED = re.compile(r"\bA?GPL|(?<!Lesser )General Public", re.I)

# Read by a person in the project's own sources, as its metadata says nothing.
UNDECLARED = {"pysqlite3": "Zlib"}


class Package(NamedTuple):
    """One line of the lock: name, exact version, SHA-256 of every wheel that may be installed, and for which machines."""

    name: str
    version: str
    hashes: tuple[str, ...]
    marker: str

    def belongs_here(self) -> bool:
        """Whether the marker admits this machine."""
        return not self.marker or Marker(self.marker).evaluate()


def read(lock: Path) -> list[Package]:
    """Every package of a lock file, in its order."""
    found = []
    for block in re.split(r"\n(?=[A-Za-z0-9])", "\n" + lock.read_text(encoding="utf-8")):
        head = re.match(r"([A-Za-z0-9][\w.-]*)==([^\s;\\]+)\s*(?:;([^\\\n]*))?", block)
        if head:
            hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
            found.append(Package(head[1], head[2], hashes, (head[3] or "").strip()))
    return found


def licence(name: str) -> str:
    """The licence an installed package declares; empty when it declares none.

    Raises:
        PackageNotFoundError: it is not installed, so nothing can be said.
    """
    about = metadata.metadata(name).json
    classifiers = [c.rpartition(" :: ")[2] for c in about.get("classifier", []) if c.startswith("License ::")]
    named = " OR ".join(c for c in classifiers if c != "OSI Approved")
    free_text = str(about.get("license", "")).strip().partition("\n")[0]
    return str(about.get("license_expression") or named or free_text or UNDECLARED.get(name, ""))


def fits(declared: str) -> bool:
    """Whether the licence rule admits what a package declares; silence is not admitted."""
    return bool(ALLOWED.search(declared)) and not REFUSED.search(declared)


def audit(packages: list[Package]) -> tuple[dict[str, str], list[str]]:
    """Licence by name, and one Indonesian sentence for everything that is wrong."""
    licences: dict[str, str] = {}
    wrong = []
    for package in packages:
        if not package.belongs_here():
            continue
        try:
            installed, declared = metadata.version(package.name), licence(package.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{package.name} tidak terpasang, jadi tidak dapat diperiksa.")
            continue
        licences[package.name] = declared
        if installed != package.version:
            wrong.append(f"{package.name} terpasang {installed}, padahal terkunci {package.version}.")
        if not fits(declared):
            wrong.append(f"{package.name} berlisensi {declared or 'tidak jelas'}, di luar aturan.")
    return licences, wrong


def document(packages: list[Package], licences: dict[str, str]) -> dict[str, object]:
    """The same lock gives the same bytes: no clock, and an identifier made from the content."""
    components = []
    for package in packages:
        component: dict[str, object] = {
            "type": "library",
            "bom-ref": f"pkg:pypi/{package.name}@{package.version}",
            "name": package.name,
            "version": package.version,
            "purl": f"pkg:pypi/{package.name}@{package.version}",
            "hashes": [{"alg": "SHA-256", "content": value} for value in package.hashes],
        }
        if licences.get(package.name):
            component["licenses"] = [{"license": {"name": licences[package.name]}}]
        components.append(component)
    content = json.dumps(components, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, content)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "eoffice", "name": "eoffice"}},
        "components": components,
    }


def main(arguments: list[str]) -> int:
    """Print the document or the list; 1 when something is wrong or could not be audited."""
    packages = read(LOCK)
    licences, wrong = audit(packages)
    if arguments == ["--lisensi"]:
        for package in packages:
            here = licences.get(package.name, "(tidak dipasang di sistem ini)")
            print(f"{package.name} {package.version}: {here}")
    else:
        print(json.dumps(document(packages, licences), indent=1))
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
