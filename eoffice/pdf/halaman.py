"""Counting the pages of PDFs that we made ourselves; strangers' files are counted in the sandbox only (UPL-05)."""

import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from eoffice.errors import Damaged


def banyak(pdf: bytes) -> int:
    """How many pages our own PDF has. Raises Damaged when it is no whole PDF."""
    try:
        return len(PdfReader(io.BytesIO(pdf), strict=True).pages)
    except (PyPdfError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise Damaged(
            "Halaman naskah ini tidak dapat dihitung karena berkasnya rusak. Hubungi admin sistem."
        ) from error
