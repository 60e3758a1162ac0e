"""Items 31 and 32 of naskah-dinas.md 9: sample letters as they are typeset, really signed, and checked by pyHanko."""

import io
from typing import Final

import pikepdf
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature

from eoffice import clock
from eoffice.tte import signing
from eoffice.tte.keybox import UnlockedKey
from tests.naskah import emas
from tests.tte.kantor import Kantor
from tests.tte.test_signing import trusting

#: One letter of each family is really signed.
DITANDATANGANI: Final = ("01-surat-dinas", "05-surat-tugas", "07-keputusan-wali-kota")


def test_a_signed_letter_carries_a_valid_signature_where_its_visual_stands(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey
) -> None:
    """Items 31 and 32: the code is not the signature; the signature is valid, has a time stamp and lies at the visual."""
    for name in DITANDATANGANI:
        made = emas.dicetak(name)
        page, *box = made.qr_box
        pdf = signing.sign(
            made.pdf,
            kunci_budi,
            tsa=kantor_tetap.tsa,
            box=(box[0], box[1], box[2], box[3]),
            page=page - 1,
            reason="Persetujuan naskah dinas",
            location="Arunika",
            at=clock.now(),
        )

        (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        status = validate_pdf_signature(signature, trusting(kantor_tetap.root))
        assert pdf.startswith(made.pdf), "what was laid out is what was signed"
        assert (status.valid, status.intact, status.trusted) == (True, True, True)
        assert status.timestamp_validity is not None and status.timestamp_validity.valid
        with pikepdf.open(io.BytesIO(pdf)) as document:
            (widget,) = document.Root.AcroForm.Fields
            assert [round(float(x)) for x in widget.Rect] == [round(x) for x in box]
            assert "pdfaid:part" in document.open_metadata()
