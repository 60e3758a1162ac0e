"""The finished file: embedded fonts, metadata, output intent, and the same bytes for the same values."""

import dataclasses
import io
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from eoffice.errors import Invalid
from eoffice.naskah.document import Lampiran, render
from eoffice.pdf import pdfa, qr
from tests.pdf.bodies import body, paragraph, surat

NOON = datetime(2026, 4, 13, 5, 0, tzinfo=UTC)
TABLE = {
    "type": "table",
    "content": [
        {
            "type": "table_row",
            "content": [
                {"type": "table_cell", "attrs": {"colspan": 2}, "content": [paragraph("a")]},
                {"type": "table_cell", "content": [paragraph("b")]},
            ],
        }
    ],
}


def test_every_font_of_every_page_is_embedded() -> None:
    pdf = render(surat(isi=body(TABLE, paragraph("Sekian.")), lampiran=(Lampiran(judul="Tabel", isi=body(TABLE)),))).pdf

    fonts: list[Any] = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        fonts += [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_it_claims_pdfa_2b_with_number_and_hal_in_its_metadata() -> None:
    page = surat(hal="Peta <Proses> & Bisnis", dibuat_at=NOON)

    with pikepdf.open(io.BytesIO(render(page).pdf)) as document:
        metadata = document.open_metadata()
        intent = document.Root.OutputIntents[0]
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert metadata["dc:identifier"] == "000.8.3.1/112/ORG/2026"
        assert metadata["dc:description"] == "Peta <Proses> & Bisnis"
        assert metadata["dc:title"] == str(document.docinfo["/Title"]) == "Surat Peta <Proses> & Bisnis"
        assert metadata["xmp:CreateDate"] == "2026-04-13T12:00:00+07:00"
        assert str(document.docinfo["/CreationDate"]) == "D:20260413120000+07'00'"
        assert (intent.S, intent.DestOutputProfile.N) == (pikepdf.Name.GTS_PDFA1, 3)
        assert str(document.Root.Lang) == "id-ID"
        assert document.trailer.ID is not None


# KEAMANAN: CNT-06
def test_the_same_values_give_the_same_bytes_and_other_values_do_not() -> None:
    page = surat(dibuat_at=NOON)

    assert render(page).pdf == render(page).pdf
    assert render(page).pdf != render(dataclasses.replace(page, hal="Lain")).pdf


def test_a_foreign_lampiran_withdraws_the_claim_unless_it_keeps_pdfa_itself() -> None:
    foreign = render(surat()).pdf

    for known, claimed in ((False, False), (True, True)):
        pdf = render(surat(lampiran=(Lampiran(judul="Berkas", pdf=foreign, pdfa=known),))).pdf
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert ("pdfaid:part" in document.open_metadata()) is claimed


def test_nothing_active_comes_along_with_a_lampiran() -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(render(surat()).pdf)) as source:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        source.Root.OpenAction = action
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        source.pages[0].Annots = pikepdf.Array([link])
        source.save(made)

    pdf = render(surat(lampiran=(Lampiran(judul="Berkas", pdf=made.getvalue()),))).pdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/OpenAction" not in document.Root
        assert all("/Annots" not in page for page in document.pages)


def test_a_file_that_is_no_pdf_is_refused_with_advice() -> None:
    with pytest.raises(Invalid, match="Unggah ulang"):
        pdfa.sizes(b"bukan pdf")


def test_a_qr_code_needs_something_to_say() -> None:
    with pytest.raises(ValueError, match="QR"):
        qr.draw(None, "", 0, 0, 10)
