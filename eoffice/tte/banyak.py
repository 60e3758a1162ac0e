"""Several signers on one PDF, in order: fields first, then one signature after another, evidence for all at the end.

Nothing ever rewrites a byte that was written before: every answer begins with exactly the bytes given (tte.md 4.4, 4.5).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields

from eoffice.errors import Conflict
from eoffice.tte import archiving, signing
from eoffice.tte.evidence import Evidence
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.port import Box
from eoffice.tte.timestamp import Stamper

#: Fields are named Tte1, Tte2, … in the order of signing.
PREFIX: Final = "Tte"


@dataclass(frozen=True)
class Place:
    """Where one signer's block was drawn: a box in points from the bottom left, on a page counted from 0 (-1 the last)."""

    page: int
    box: Box


def prepare_fields(pdf: bytes, places: Sequence[Place]) -> bytes:
    """Append one empty signature field for each signer, in the order in which they will sign.

    All must be there before the first signs: the first signature certifies (DocMDP P=2), and after it a new field is a
    forbidden change while filling one is not.

    Args:
        pdf: our own rendered PDF, not signed by anybody.
    Raises:
        Conflict: somebody has signed it already.
    """
    if any(True for _ in _signed_fields(pdf)):
        raise Conflict("Berkas ini sudah ditandatangani, jadi tempat tanda tangan tidak dapat ditambah lagi.")
    writer = signing.Writer(io.BytesIO(pdf))
    for number, place in enumerate(places, 1):
        label = f"Tanda tangan elektronik {number}" if len(places) > 1 else "Tanda tangan elektronik"
        spec = fields.SigFieldSpec(f"{PREFIX}{number}", on_page=place.page, box=place.box, readable_field_name=label)
        fields.append_signature_field(writer, spec)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def next_field(pdf: bytes) -> str | None:
    """The field whose turn it is; None when all have signed."""
    reader = PdfFileReader(io.BytesIO(pdf))
    names = [name for name, *_ in fields.enumerate_sig_fields(reader, filled_status=False)]
    return min(
        (name for name in names if name.startswith(PREFIX)), key=lambda n: int(n.removeprefix(PREFIX)), default=None
    )


def sign_next(
    pdf: bytes, key: UnlockedKey, *, tsa: Stamper, reason: str, location: str, at: datetime, field: str = ""
) -> bytes:
    """Sign at B-T in the field whose turn it is; the first signature certifies, the later ones only fill.

    Whoever signs has to be the right person: that is the caller's business.

    Args:
        field: the field the caller expects to be next, if it wants to be sure.
        at: the time written into /M; the stamp says its own.
    Raises:
        Conflict: everybody has signed, or it is another's turn.
        Unavailable: no stamper answers.
    """
    turn = next_field(pdf)
    if turn is None:
        raise Conflict("Semua penandatangan sudah menandatangani berkas ini.")
    if field and field != turn:
        raise Conflict("Belum giliran penandatangan ini. Tunggu tanda tangan yang mendahuluinya.")
    first = not any(True for _ in _signed_fields(pdf))
    return signing.sign_field(
        signing.Writer(io.BytesIO(pdf)),
        key,
        tsa=tsa,
        field=turn,
        certify=first,
        reason=reason,
        location=location,
        at=at,
    )


def finish(pdf: bytes, found: Evidence, *, tsa: Stamper) -> bytes:
    """After the last signature: evidence for every signature in the file, then one archive stamp over all (B-LTA).

    Args:
        found: gathered after the last signature was stamped; its lists serve every signer of our issuers. For signers of
            another issuer it must hold that one's lists too.
    Raises:
        Conflict: somebody has not signed yet; an archive stamp now would let nobody sign after it.
    """
    waiting = next_field(pdf)
    if waiting is not None:
        raise Conflict("Masih ada penandatangan yang belum menandatangani berkas ini.")
    return archiving.extend(pdf, found, tsa=tsa)


def _signed_fields(pdf: bytes) -> Sequence[str]:
    reader = PdfFileReader(io.BytesIO(pdf))
    return [str(one.field_name) for one in reader.embedded_signatures]
