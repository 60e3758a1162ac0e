"""Kinds of channel and what became of one thing that came through it."""

import enum
from typing import Final


class Jenis(enum.StrEnum):
    """How a channel is reached."""

    POS_EL = "pos_el"  # an IMAP mailbox
    FOLDER = "folder"  # a folder into which scanners and people put files


class StatusKiriman(enum.StrEnum):
    """What became of one message or file."""

    DITERIMA = "diterima"
    KEMBAR = "kembar"  # its content had come before, so nothing of it waits
    DITOLAK = "ditolak"  # not taken; `alasan` says why


LABEL: Final[dict[Jenis, str]] = {Jenis.POS_EL: "Kotak pos-el", Jenis.FOLDER: "Folder pantau"}
LABEL_STATUS: Final[dict[StatusKiriman, str]] = {
    StatusKiriman.DITERIMA: "Diterima",
    StatusKiriman.KEMBAR: "Sudah pernah datang",
    StatusKiriman.DITOLAK: "Tidak diambil",
}
