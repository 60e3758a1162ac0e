"""The command line as a whole: every group of commands, and what happens when one fails."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final

from eoffice.cli import (
    esign,
    jalan,
    kanal,
    mulai,
    organisasi,
    otoritas,
    paket,
    pasang,
    pengguna,
    periksa,
    susun,
    ukur,
    verifikasi,
)
from eoffice.errors import EofficeError

#: In the order in which the help names them.
GROUPS: Final = (
    mulai,
    pasang,
    jalan,
    organisasi,
    pengguna,
    otoritas,
    esign,
    kanal,
    paket,
    susun,
    periksa,
    verifikasi,
    ukur,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with a sentence when not, others as the command says."""
    parsed = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.run
    try:
        return command(parsed)
    except EofficeError as error:
        print(f"Tidak berhasil: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Every command and its help."""
    top = argparse.ArgumentParser(prog="eoffice", description="Naskah dinas elektronik untuk pemerintah kota.")
    commands = top.add_subparsers(required=True, metavar="PERINTAH")
    for one in GROUPS:
        one.add(commands)
    return top
