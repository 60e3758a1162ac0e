"""A print of what is Rahasia: pictures of its pages that say who prints it, when and what for (6.4, OTR-08)."""

from dataclasses import dataclass
from datetime import datetime

from eoffice import clock, sandbox
from eoffice.errors import Invalid
from eoffice.web import pictures

#: Of the purpose no more than fits on one line beneath a page; all of it stands in the trail.
KEPERLUAN = 110


@dataclass(frozen=True)
class Pencetak:
    """Who has a print made, when and what for, as plain values."""

    nama: str
    nip: str
    jabatan: str
    keperluan: str
    at: datetime

    @property
    def keterangan(self) -> list[str]:
        """The lines beneath every page. A print is a derivative without a valid signature and says so."""
        return [
            "SALINAN CETAK NASKAH RAHASIA. Bukan naskah asli: tanda tangan elektronik hanya ada pada berkas aslinya.",
            f"Dicetak {self.nama}{', NIP ' + self.nip if self.nip else ''}, {self.jabatan}, "
            f"{clock.wib(self.at):%d-%m-%Y %H.%M} WIB",
            f"Keperluan: {self.keperluan[:KEPERLUAN]}",
        ]


def buat(pdf: bytes, oleh: Pencetak) -> bytes:
    """The copy, drawn in the sandbox with nothing locked.

    Raises:
        Invalid: too many pages, or they cannot be drawn.
    """
    mark = pictures.tanda_pembaca(oleh.nama, oleh.at, oleh.nip)
    try:
        return sandbox.run("salinan_bertanda", pdf, tanda=mark, keterangan=oleh.keterangan).content
    except sandbox.Refused as error:
        raise Invalid(str(error)) from None
