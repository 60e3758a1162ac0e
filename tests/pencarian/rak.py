"""The few codes that the records of these tests carry; the whole classification takes longer than the tests."""

from sqlalchemy.orm import Session

from eoffice.klasifikasi.models import Klasifikasi

#: The code of `arsip_uji` and all above it.
KODE = ("000", "000.8", "000.8.3", "000.8.3.3")


def kode(session: Session) -> None:
    """Its line from the top."""
    for number, each in enumerate(KODE):
        session.add(
            Klasifikasi(
                kode=each, label="Ketatalaksanaan", uraian="", induk=KODE[number - 1] if number else None,
                punya_anak=each != KODE[-1], cari="ketatalaksanaan",
            )
        )  # fmt: skip
        session.flush()
