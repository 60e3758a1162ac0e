"""The body of a naskah as JSON: what is allowed in it, and its plain text. Nothing here knows of PDF.

The stored value is ``{"v": 1, "doc": {"type": "doc", "content": [...]}}`` in ProseMirror's JSON.
Source: ekosistem.md 4; keamanan.md CNT-01, CNT-02.
"""

from eoffice.pdf.isi.skema import (
    ALIGNS,
    FIELDS,
    INVISIBLE,
    KINDS,
    LIST_STYLES,
    MARKS,
    MAX_COLUMNS,
    MAX_TEXT,
    Placed,
    check,
    grid,
    without_invisible,
)
from eoffice.pdf.isi.teks import MISSING, abjad, from_plain, inline_text, marker, plain_text, used_fields

__all__ = [
    "ALIGNS",
    "FIELDS",
    "INVISIBLE",
    "KINDS",
    "LIST_STYLES",
    "MARKS",
    "MAX_COLUMNS",
    "MAX_TEXT",
    "MISSING",
    "Placed",
    "abjad",
    "check",
    "from_plain",
    "grid",
    "inline_text",
    "marker",
    "plain_text",
    "used_fields",
    "without_invisible",
]
