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
    TERTAHAN = "tertahan"  # handling it failed unexpectedly: set aside, so that the others go on
    DITUNDA = "ditunda"  # over the quota of its sender: taken when the next day begins


#: Messages or files that a channel takes on one day unless its administrator says otherwise, and those of one sender.
KUOTA: Final = 500
KUOTA_PENGIRIM: Final = 100

LABEL: Final[dict[Jenis, str]] = {Jenis.POS_EL: "Kotak pos-el", Jenis.FOLDER: "Folder pantau"}
LABEL_STATUS: Final[dict[StatusKiriman, str]] = {
    StatusKiriman.DITERIMA: "Diterima",
    StatusKiriman.KEMBAR: "Sudah pernah datang",
    StatusKiriman.DITOLAK: "Tidak diambil",
    StatusKiriman.TERTAHAN: "Gagal diolah",
    StatusKiriman.DITUNDA: "Menunggu besok",
}
#: What a person has to look at.
PERLU_DILIHAT: Final = frozenset({StatusKiriman.DITOLAK, StatusKiriman.TERTAHAN})
#: Not taken yet: fetched again when `coba_at` has come.
DITAHAN: Final = frozenset({StatusKiriman.TERTAHAN, StatusKiriman.DITUNDA})
