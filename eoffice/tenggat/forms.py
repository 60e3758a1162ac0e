"""Posted fields to plain values: stopping a clock, deciding about it, and the rules of reminding."""

from datetime import time

from eoffice import clock
from eoffice.tenggat.actions import Isian, Usul
from eoffice.tenggat.jadwal import Aturan
from eoffice.tenggat.states import Alasan
from eoffice.web.fields import Form, reading


def henti(form: Form) -> Isian:
    """Why a clock is to stand still, and until when. Raises Invalid with every field at once."""
    with reading(form) as f:
        why = f.choice("alasan", "Alasan", Alasan)
        said = f.text("uraian", "Keterangan", max=300, required=False)
        until = f.maybe_date("sampai", "Sampai")
    return Isian(why, said, until)


def putusan(form: Form) -> tuple[int, bool, str]:
    """The version of the request, whether it is allowed, and the words beside it."""
    with reading(form) as f:
        versi = f.version()
        allowed = f.flag("setuju")
        note = f.text("catatan", "Alasan", max=300, required=False, lines=True)
    return versi, allowed, note


def versi(form: Form) -> int:
    """The version a form was made from."""
    with reading(form) as f:
        found = f.version()
    return found


def aturan(form: Form) -> Usul:
    """New rules of reminding. Raises Invalid with every field at once."""
    with reading(form) as f:
        hour = f.text("jam", "Jam", max=5)
        at = _jam(hour)
        if at is None:
            f.wrong("jam", "Tulis jam seperti 08.00.")
        made = Aturan(
            aktif=f.flag("aktif"),
            sebelum_hari=f.integer("sebelum_hari", "Sebelum tenggat", high=10),
            jam=at or time(8),
            ulang_hari=f.integer("ulang_hari", "Sesudah tenggat", low=1, high=30),
            eskalasi_hari=f.integer("eskalasi_hari", "Kepada pemberi disposisi", low=1, high=30),
            naik_hari=f.integer("naik_hari", "Kepada atasannya", low=1, high=30),
            lewat_pimpinan=f.flag("lewat_pimpinan"),
        )
        since = f.date("berlaku_sejak", "Berlaku sejak")
        if since < clock.today():
            f.wrong("berlaku_sejak", "Aturan tidak berlaku surut; pilih hari ini atau sesudahnya.")
        why = f.text("alasan", "Alasan", max=500, min=10, lines=True)
    return Usul(made, since, why)


def _jam(text: str) -> time | None:
    hours, _, minutes = text.strip().replace(":", ".").partition(".")
    if not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        return None
    return time(int(hours), int(minutes)) if int(hours) < 24 and int(minutes) < 60 else None
