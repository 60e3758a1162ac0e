"""What is said instead of a record that was destroyed by law."""

from datetime import date, datetime

from eoffice import clock
from eoffice.errors import Destroyed
from eoffice.pdf import kata


def dimusnahkan(apa: str, at: datetime, berita_acara: str, tersisa: dict[str, str]) -> Destroyed:
    """The tombstone of a record, to be raised.

    Args:
        apa: what it was, as a sentence begins: "Naskah", "Surat", "Arsip".
        tersisa: the lines that stand on the tombstone, by their names.
    """
    day = kata.tanggal(clock.wib(at).date())
    return Destroyed(
        f"{apa} ini dimusnahkan pada {day} menurut Berita Acara Nomor {berita_acara}. Yang tersisa:", tersisa
    )


def nomor_bertanggal(nomor: str | None, tanggal: date | None) -> str:
    """Its number with its date, as they stand on a tombstone."""
    return f"Nomor {nomor}" + (f" tanggal {kata.tanggal(tanggal)}" if tanggal else "")
