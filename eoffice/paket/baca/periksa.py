"""Comparing the files of a package with the hashes that it names itself; every one is reported."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from eoffice.paket.states import Format

#: Each METS.xml costs a process of its own: that of the package, and one of each representation.
METS_TERBANYAK: Final = 50
#: What a computer leaves in a folder by itself: nobody's document, and no second list.
_LITTER: Final = ("thumbs.db", "desktop.ini", ".ds_store")
_LINE: Final = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)")


@dataclass(frozen=True)
class Temuan:
    """One file: what the package says of it, and what it is. `keadaan` is sama, berbeda, hilang or tak_tercatat."""

    nama: str
    keadaan: str
    tercatat: str = ""
    terhitung: str = ""


@dataclass(frozen=True)
class Laporan:
    """Outcome of a check; `galat` are sentences about the package as a whole."""

    format: Format | None
    akar: str
    temuan: tuple[Temuan, ...] = ()
    galat: tuple[str, ...] = field(default=())

    @property
    def utuh(self) -> bool:
        """Every file is there with the right hash, and nothing else is."""
        return not self.galat and all(t.keadaan == "sama" for t in self.temuan)

    @property
    def beda(self) -> list[Temuan]:
        """What is not as it should be."""
        return [t for t in self.temuan if t.keadaan != "sama"]


LABEL: Final = {
    "sama": "Sesuai",
    "berbeda": "Isinya berbeda",
    "hilang": "Tidak ada di paket",
    "tak_tercatat": "Tidak tercatat di daftar sidik",
}


def kenali(names: Mapping[str, str]) -> tuple[Format | None, str]:
    """Which format these files are, and the folder they lie in ('' or ending in a slash); None when it is none of ours.

    Args:
        names: path → SHA-256.
    """
    roots = {n.partition("/")[0] + "/" for n in names if "/" in n}
    top = {n for n in names if "/" not in n}
    for root in [""] + (sorted(roots) if not top and len(roots) == 1 else []):
        if f"{root}bagit.txt" in names:
            return Format.BAGIT, root
        if f"{root}METS.xml" in names:
            return Format.EARK, root
        if f"{root}daftar.json" in names and f"{root}manifest-sha256.txt" in names:
            return Format.SRIKANDI, root
    return None, next(iter(roots)) if not top and len(roots) == 1 else ""


def litter(name: str) -> bool:
    """Whether a computer put this file there by itself, as Explorer, a Mac, or an Excel that is still open do."""
    folder, _, last = name.casefold().rpartition("/")
    return last in _LITTER or last.startswith(("._", "~$")) or "__macosx" in folder.split("/")


def periksa(names: Mapping[str, str], texts: Callable[[str], str], mets: Callable[[str], Mapping[str, str]]) -> Laporan:
    """Compare; a package without hashes of its own is none.

    Args:
        names: path → SHA-256 of what is there.
        texts: the text of a tag file by its path.
        mets: what a METS.xml names, path as written → SHA-256.
    """
    bentuk, root = kenali(names)
    if bentuk is None:
        return Laporan(None, root, galat=("Ini bukan paket BagIt, E-ARK, atau folder SRIKANDI dari aplikasi ini.",))
    here = {n.removeprefix(root): sha for n, sha in names.items()}
    if bentuk is Format.EARK and sum(_is_mets(n) for n in here) > METS_TERBANYAK:
        return Laporan(
            bentuk, root, galat=(f"Paket ini memuat lebih dari {METS_TERBANYAK} METS.xml, jadi tidak diperiksa.",)
        )
    faults: list[str] = []
    if bentuk is Format.EARK:
        wanted, free = _eark(here, root, mets), {"METS.xml"}
    else:
        wanted, free = {}, {"tagmanifest-sha256.txt"} if bentuk is Format.BAGIT else {"manifest-sha256.txt"}
        for tag in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            if tag in here:
                wanted |= manifes(texts(root + tag))
            elif bentuk is Format.BAGIT and tag.startswith("manifest"):
                faults.append("Daftar sidik manifest-sha256.txt tidak ada di paket ini.")
    found = []
    for name in sorted(here.keys() | wanted.keys()):
        if name not in here:
            found.append(Temuan(name, "hilang", wanted[name]))
        elif name in wanted:
            same = wanted[name] == here[name]
            found.append(Temuan(name, "sama" if same else "berbeda", wanted[name], here[name]))
        elif name not in free:
            found.append(Temuan(name, "tak_tercatat", "", here[name]))
    if not wanted:
        faults.append("Paket ini tidak memuat daftar sidik, jadi keutuhannya tidak dapat diperiksa.")
    return Laporan(bentuk, root, tuple(found), tuple(faults))


def manifes(text: str) -> dict[str, str]:
    """The lines of a manifest: path → SHA-256 in lower case."""
    found = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line.strip("\r\n"))
        if match:
            path = match[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
            found[posixpath.normpath(path)] = match[1].lower()
    return found


def _is_mets(name: str) -> bool:
    return name == "METS.xml" or name.endswith("/METS.xml")


def _eark(here: Mapping[str, str], root: str, mets: Callable[[str], Mapping[str, str]]) -> dict[str, str]:
    """What the METS of the package and those of its representations name, by path below the root."""
    wanted: dict[str, str] = {}
    for name in sorted(n for n in here if _is_mets(n)):
        folder = name.removesuffix("METS.xml")
        for path, sha in mets(root + name).items():
            wanted[posixpath.normpath(folder + unquote(path))] = sha
    return wanted
