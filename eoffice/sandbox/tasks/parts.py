"""A batch scan cut into its letters, several files joined into one, a page turned."""

import io
from typing import Any

import pikepdf

from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.tasks import active, structure


def pecah_pdf(payload: bytes, bagian: list[list[int]]) -> tuple[dict[str, Any], bytes]:
    """The pages of each part as a PDF of its own, one after the other; `panjang` has the bytes of each.

    Args:
        bagian: the numbers of the pages of each part, counted from 1.
    Raises:
        Refused: it carries an electronic signature, which this would destroy (UPL-07), or has no such page.
    """
    made: list[bytes] = []
    with structure.opened(payload) as pdf:
        if active.is_signed(pdf):
            raise Refused("PDF ini bertanda tangan elektronik dan tidak boleh dipecah. Catat sebagai satu surat.")
        for pages in bagian:
            new = pikepdf.new()
            for number in pages:
                if not 1 <= number <= len(pdf.pages):
                    raise Refused(f"Dokumen ini tidak mempunyai halaman {number}.")
                new.pages.append(pdf.pages[number - 1])
            out = io.BytesIO()
            new.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            made.append(out.getvalue())
    return {"panjang": [len(one) for one in made]}, b"".join(made)


def gabung_pdf(payload: bytes, panjang: list[int]) -> tuple[dict[str, Any], bytes]:
    """One PDF of several that follow each other in the payload; `halaman` has how many pages each brought.

    Args:
        panjang: bytes of each.
    Raises:
        Refused: one of them carries an electronic signature, which this would destroy (UPL-07).
    """
    new, counts, at = pikepdf.new(), [], 0
    for length in panjang:
        with structure.opened(payload[at : at + length]) as pdf:
            if active.is_signed(pdf):
                raise Refused(
                    "Salah satu PDF bertanda tangan elektronik dan tidak boleh digabung. Catat sendiri-sendiri."
                )
            new.pages.extend(pdf.pages)
            counts.append(len(pdf.pages))
        at += length
    return {"halaman": counts}, _saved(new)


def putar_pdf(payload: bytes, page: int, derajat: int) -> tuple[dict[str, Any], bytes]:
    """The same PDF with one page turned clockwise by 90, 180 or 270 degrees.

    Raises:
        Refused: it carries an electronic signature, or has no such page.
    """
    with structure.opened(payload) as pdf:
        if active.is_signed(pdf):
            raise Refused("PDF ini bertanda tangan elektronik, jadi halamannya tidak boleh diputar.")
        if not 1 <= page <= len(pdf.pages) or derajat not in (90, 180, 270):
            raise Refused(f"Dokumen ini tidak mempunyai halaman {page}.")
        pdf.pages[page - 1].rotate(derajat, relative=True)
        return {"halaman": len(pdf.pages)}, _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
