"""Requests for access and lending of paper: their states, and the tables of moves."""

import enum
from typing import Final


class StatusAkses(enum.StrEnum):
    """Where a request to read a record stands."""

    DIMINTA = "diminta"
    DISETUJUI = "disetujui"
    DITOLAK = "ditolak"
    DIBATALKAN = "dibatalkan"
    DICABUT = "dicabut"


class PerbuatanAkses(enum.StrEnum):
    """What can be done to a request to read."""

    SETUJUI = "setujui"
    TOLAK = "tolak"
    BATALKAN = "batalkan"
    CABUT = "cabut"


MOVES_AKSES: Final[dict[tuple[StatusAkses, PerbuatanAkses], StatusAkses]] = {
    (StatusAkses.DIMINTA, PerbuatanAkses.SETUJUI): StatusAkses.DISETUJUI,
    (StatusAkses.DIMINTA, PerbuatanAkses.TOLAK): StatusAkses.DITOLAK,
    (StatusAkses.DIMINTA, PerbuatanAkses.BATALKAN): StatusAkses.DIBATALKAN,
    (StatusAkses.DISETUJUI, PerbuatanAkses.CABUT): StatusAkses.DICABUT,
}

LABEL_AKSES: Final = {
    StatusAkses.DIMINTA: "Menunggu keputusan",
    StatusAkses.DISETUJUI: "Disetujui",
    StatusAkses.DITOLAK: "Ditolak",
    StatusAkses.DIBATALKAN: "Dibatalkan",
    StatusAkses.DICABUT: "Dicabut",
}


class StatusPinjam(enum.StrEnum):
    """Where the lending of a paper file stands."""

    DIMINTA = "diminta"
    DISETUJUI = "disetujui"
    DITOLAK = "ditolak"
    DIBATALKAN = "dibatalkan"
    DIPINJAM = "dipinjam"
    KEMBALI = "kembali"
    HILANG = "hilang"


class PerbuatanPinjam(enum.StrEnum):
    """What can be done to a lending."""

    SETUJUI = "setujui"
    TOLAK = "tolak"
    BATALKAN = "batalkan"
    SERAHKAN = "serahkan"
    PERPANJANG = "perpanjang"
    KEMBALIKAN = "kembalikan"
    LAPOR_HILANG = "lapor_hilang"
    TEMUKAN = "temukan"
    INGATKAN = "ingatkan"


#: What `PermintaanAkses.objek` says while the request waits for one official, and not yet for one record.
UNTUK_JABATAN: Final = "jabatan"

_S, _P = StatusPinjam, PerbuatanPinjam

MOVES_PINJAM: Final[dict[tuple[StatusPinjam, PerbuatanPinjam], StatusPinjam]] = {
    (_S.DIMINTA, _P.SETUJUI): _S.DISETUJUI,
    (_S.DIMINTA, _P.TOLAK): _S.DITOLAK,
    (_S.DIMINTA, _P.BATALKAN): _S.DIBATALKAN,
    (_S.DISETUJUI, _P.BATALKAN): _S.DIBATALKAN,
    (_S.DISETUJUI, _P.SERAHKAN): _S.DIPINJAM,
    (_S.DIPINJAM, _P.PERPANJANG): _S.DIPINJAM,
    (_S.DIPINJAM, _P.INGATKAN): _S.DIPINJAM,
    (_S.DIPINJAM, _P.KEMBALIKAN): _S.KEMBALI,
    (_S.DIPINJAM, _P.LAPOR_HILANG): _S.HILANG,
    (_S.HILANG, _P.TEMUKAN): _S.KEMBALI,
}

LABEL_PINJAM: Final = {
    _S.DIMINTA: "Menunggu persetujuan",
    _S.DISETUJUI: "Disetujui, siap diambil",
    _S.DITOLAK: "Ditolak",
    _S.DIBATALKAN: "Dibatalkan",
    _S.DIPINJAM: "Dipinjam",
    _S.KEMBALI: "Sudah kembali",
    _S.HILANG: "Dilaporkan hilang",
}

#: Where the paper is not on its shelf.
DI_LUAR: Final = frozenset({_S.DIPINJAM, _S.HILANG})
#: What still asks somebody for something.
BERJALAN: Final = frozenset({_S.DIMINTA, _S.DISETUJUI, _S.DIPINJAM, _S.HILANG})

#: Days for which a record may be read on request, and paper may be lent, at most.
PALING_LAMA_AKSES: Final = 90
#: Days before its end on which a reader is told that a leave ends; 0 is the day itself.
INGATKAN_AKSES: Final = (3, 0)
PALING_LAMA_PINJAM: Final = 30
#: How often a lending may be made longer; whoever needs it still asks anew.
PERPANJANGAN: Final = 2
#: Working days are no help to somebody who forgot: days before the due date on which it is said.
INGATKAN_SEBELUM: Final = 2
#: Days after the due date on which it is said again.
INGATKAN_SESUDAH: Final = (1, 3, 7, 14, *range(30, 366, 30))
