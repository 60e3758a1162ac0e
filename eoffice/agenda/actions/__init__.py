"""Use cases of the agenda: follow the surat, note by hand, answer, change, call off, subscribe."""

from eoffice.agenda.actions.catat import Isian, batalkan, catat, ubah
from eoffice.agenda.actions.jawab import jawab, wakilkan
from eoffice.agenda.actions.langganan import cabut, langgani
from eoffice.agenda.actions.selaras import naskah_gugur, selaraskan

__all__ = [
    "Isian",
    "batalkan",
    "cabut",
    "catat",
    "jawab",
    "langgani",
    "naskah_gugur",
    "selaraskan",
    "ubah",
    "wakilkan",
]
