"""CSV that opens in a spreadsheet without doing anything there (CNT-04)."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
BAHAYA: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""A field that begins with one of these could be taken for a formula."""


def tawar(teks: str) -> str:
    """The text with an apostrophe before it when its first visible character could start a formula."""
    seen = teks.lstrip(" \u00a0\u200b\ufeff")
    return f"'{teks}" if teks[:1] in BAHAYA or seen[:1] in BAHAYA else teks


def to_csv(kepala: Sequence[str], baris: Iterable[Sequence[str]], *, pemisah: str = ",") -> bytes:
    """RFC 4180: every field quoted, lines end with CRLF, UTF-8 with a byte order mark.

    Args:
        pemisah: `;` for a sheet that a spreadsheet of an Indonesian computer is to open by a double click.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=pemisah, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (kepala, *baris):
        writer.writerow([tawar(field) for field in row])
    return (BOM + out.getvalue()).encode("utf-8")
