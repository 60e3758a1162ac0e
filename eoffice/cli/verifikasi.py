"""Checking a signed PDF against the published daily lists, on any computer: no database, no network."""

import argparse
from pathlib import Path
from typing import Final

from eoffice.cli.sambungan import Commands, command, group, say
from eoffice.errors import Invalid

#: The answer as an exit status.
AMAN: Final = 0
TIDAK_AMAN: Final = 2
BELUM_PASTI: Final = 3
#: Larger is no letter.
PALING_BESAR: Final = 200_000_000


def add(commands: Commands) -> None:
    """`verifikasi`."""
    actions = group(commands, "verifikasi", "pemeriksaan berkas tanpa jaringan")
    check = command(
        actions,
        "periksa",
        periksa,
        "cocokkan PDF dengan daftar harian; 0 dikenal dan berlaku, 2 tidak, 3 belum pasti karena tanpa --akar",
    )
    check.add_argument("berkas", type=Path, metavar="FILE.pdf", help="berkas PDF yang diperiksa")
    check.add_argument(
        "--daftar",
        type=Path,
        nargs="+",
        required=True,
        metavar="DAFTAR",
        help="daftar harian (.json dengan .p7s di sampingnya), atau folder yang berisi daftar",
    )
    check.add_argument("--akar", type=Path, action="append", default=[], help="sertifikat akar kota, PEM atau DER")


def periksa(parsed: argparse.Namespace) -> int:
    """Look the file up, and say what the lists are worth."""
    from eoffice.verifikasi import luring

    lists = [luring.Lembar(path.name, _read(path), _seal(path)) for path in _lists(parsed.daftar)]
    if not lists:
        raise Invalid("Tidak ada daftar .json pada tempat itu.")
    found = luring.periksa(_read(parsed.berkas), lists, [_read(path) for path in parsed.akar])
    say(f"SHA-256: {found.sidik}")
    for sentence in found.galat:
        say(f"Daftar tidak dapat dipercaya: {sentence}")
    for sentence in found.catatan:
        say(f"Catatan: {sentence}")
    if found.galat:
        return TIDAK_AMAN
    day = found.sampai.isoformat() if found.sampai is not None else "-"
    if found.sejak is None:
        say(f"Tidak dikenal: berkas ini tidak ada pada {len(lists)} daftar sampai {day}, atau sudah berubah.")
        return TIDAK_AMAN
    say(f"Dikenal dan tidak berubah: tercatat pada daftar {found.sejak.isoformat()}.")
    say(f"Keadaan sampai {day}: {found.keadaan}.")
    if found.keadaan in ("dicabut", "digantikan"):
        return TIDAK_AMAN
    if not found.dipercaya:
        say("Segel daftar utuh, tetapi penerbitnya belum dicocokkan. Ulangi dengan --akar sertifikat akar kota.")
        return BELUM_PASTI
    say("Segel dan rantai daftar sah.")
    return AMAN


def _lists(given: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        found += sorted(path.glob("*.json")) if path.is_dir() else [path]
    return found


def _seal(path: Path) -> bytes | None:
    beside = path.with_suffix(".p7s")
    return _read(beside) if beside.is_file() else None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            content = source.read(PALING_BESAR + 1)
    except OSError as error:
        raise Invalid(
            f"{path} tidak dapat dibaca (kode {error.errno}). Periksa namanya dan izin membacanya."
        ) from error
    if len(content) > PALING_BESAR:
        raise Invalid(f"{path} terlalu besar.")
    return content
