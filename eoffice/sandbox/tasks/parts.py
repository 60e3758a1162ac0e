"""A batch scan cut into its letters."""

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
