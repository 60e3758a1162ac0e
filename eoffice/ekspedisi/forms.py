"""Posted fields of a hand-over (OTR-07)."""

import re
from datetime import datetime, time
from typing import Final

from eoffice import clock
from eoffice.ekspedisi.actions import IsianSerah
from eoffice.web.fields import Form, reading

_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3])[:.]([0-5][0-9])")


def versi(form: Form) -> int:
    """The version that a button was rendered from. Raises Invalid."""
    with reading(form) as f:
        return f.version()


def serah(form: Form) -> IsianSerah:
    """Read it. Raises Invalid with every mistake."""
    with reading(form) as f:
        day = f.maybe_date("tanggal", "Tanggal", last=clock.today())
        if day is None:
            f.wrong("tanggal", "Tanggal perlu diisi.")
            day = clock.today()
        hour = _CLOCK.fullmatch(f.text("jam", "Jam", max=5))
        if hour is None:
            f.wrong("jam", "Tulis jam seperti 09.30.")
        at = time(int(hour[1]), int(hour[2])) if hour else time()
        return IsianSerah(
            kepada=f.text("kepada", "Nama penerima", max=160, min=3),
            sebagai=f.text("sebagai", "Sebagai", max=200, required=False),
            diserahkan_at=datetime.combine(day, at, tzinfo=clock.WIB),
            keterangan=f.text("keterangan", "Keterangan", max=300, required=False),
            tujuan_opd_id=f.maybe_integer("tujuan_opd_id", "Perangkat daerah"),
        )
