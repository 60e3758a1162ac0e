"""Enumerations of the agenda."""

import enum
from typing import Final


class Sebab(enum.StrEnum):
    """Why an appointment is in somebody's agenda."""

    UNDANGAN = "undangan"
    WAKILI = "wakili"
    DAMPINGI = "dampingi"
    AGENDAKAN = "agendakan"
    DICATAT = "dicatat"


class Kehadiran(enum.StrEnum):
    """What somebody said to an appointment."""

    MENUNGGU = "menunggu"
    HADIR = "hadir"
    DIWAKILI = "diwakili"
    TIDAK_HADIR = "tidak_hadir"
    DITARIK = "ditarik"  # the disposisi behind it was withdrawn


#: Whose time it takes.
MENYITA: Final = frozenset({Kehadiran.MENUNGGU, Kehadiran.HADIR})

LABEL_SEBAB: Final[dict[Sebab, str]] = {
    Sebab.UNDANGAN: "Diundang",
    Sebab.WAKILI: "Mewakili",
    Sebab.DAMPINGI: "Mendampingi",
    Sebab.AGENDAKAN: "Menjadwalkan",
    Sebab.DICATAT: "Dicatat sendiri",
}
LABEL: Final[dict[Kehadiran, str]] = {
    Kehadiran.MENUNGGU: "Belum dipastikan",
    Kehadiran.HADIR: "Hadir",
    Kehadiran.DIWAKILI: "Diwakili",
    Kehadiran.TIDAK_HADIR: "Tidak hadir",
    Kehadiran.DITARIK: "Ditarik",
}
#: Tone and picture beside the word, so that no colour stands alone.
RUPA: Final[dict[Kehadiran, tuple[str, str]]] = {
    Kehadiran.MENUNGGU: ("warn", "clock"),
    Kehadiran.HADIR: ("ok", "circle-check"),
    Kehadiran.DIWAKILI: ("info", "users"),
    Kehadiran.TIDAK_HADIR: ("", "ban"),
    Kehadiran.DITARIK: ("", "rotate-clockwise"),
}
#: Instruction of a disposisi → why its recipients get the appointment.
INSTRUKSI: Final[dict[str, Sebab]] = {
    "wakili": Sebab.WAKILI,
    "dampingi": Sebab.DAMPINGI,
    "agendakan": Sebab.AGENDAKAN,
}
