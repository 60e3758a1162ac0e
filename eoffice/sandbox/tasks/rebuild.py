"""A new PDF from the pages of another: what is seen, and nothing that acts."""

import io
from typing import Any, Final

import pikepdf

from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.tasks import active, structure

#: All that a page needs to look as it does; boxes and resources are inherited values made explicit.
_PAGE: Final = frozenset(
    {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group"}
)
_STREAM: Final = (
    "/Metadata",
    "/PieceInfo",
    "/AF",
    "/OPI",
    "/Ref",
    "/F",
    "/FFilter",
    "/FDecodeParms",
    "/LastModified",
    "/OC",
)


def normalkan_pdf(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Check the structure, then keep the pages alone; a signed PDF is refused (UPL-07)."""
    with structure.opened(payload) as pdf:
        pages = structure.inspect(pdf)
        if active.is_signed(pdf):
            raise Refused(
                "PDF ini sudah bertanda tangan elektronik dan akan rusak bila digabung. Lampirkan sebagai berkas tersendiri."
            )
        return {"pages": pages}, pages_only(pdf)


def pages_only(pdf: pikepdf.Pdf) -> bytes:
    """The sanitised bytes; the same input gives the same output.

    Raises:
        Refused: something active survived.
    """
    pdf.flatten_annotations("print")  # values of forms and stamps stay visible
    for page in pdf.pages:
        for key in [k for k in page.obj.keys() if k not in _PAGE]:  # noqa: SIM118 - a page is not a dict
            del page.obj[key]
    new = pikepdf.new()
    new.pages.extend(pdf.pages)
    for thing in new.objects:
        if isinstance(thing, pikepdf.Stream):
            for key in _STREAM:
                if key in thing:
                    del thing[key]
    out = io.BytesIO()
    new.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7")
    with structure.opened(out.getvalue()) as made:
        if left := active.found_in(made):
            raise Refused(f"PDF ini tidak dapat dibersihkan dari {', '.join(left)}. Cetak ulang menjadi PDF biasa.")
    return out.getvalue()
