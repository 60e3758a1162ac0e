"""What follows from the plain values of a jabatan and a person, wherever they were read from."""

from collections.abc import Collection

from eoffice.akses.actor import Peran


def nama_lengkap(depan: str, nama: str, belakang: str) -> str:
    """A name with titles, as printed under a signature."""
    return f"{depan + ' ' if depan else ''}{nama}{', ' + belakang if belakang else ''}"


def pemeriksa(kepala_unit: bool, dapat_ttd: bool, eselon: str) -> bool:
    """Whether konsep from below pass through a jabatan: it leads, signs, or has an eselon."""
    return kepala_unit or dapat_ttd or eselon != "-"


def hanya_mengelola(pemeriksa: bool, peran: Collection[Peran]) -> bool:
    """Whether a jabatan only manages the system: no other peran, and nobody's leader. Such a one receives no surat."""
    return not pemeriksa and set(peran) == {Peran.ADMIN_SISTEM}


def sekretaris_opd(kepala_unit: bool, nama: str, unit_id: int, induk_id: int | None, opd_id: int | None) -> int | None:
    """The perangkat daerah whose sekretaris a jabatan is: head of the sekretariat directly below it; else None."""
    heads = kepala_unit and induk_id is not None and induk_id == opd_id != unit_id
    return opd_id if heads and nama.startswith("Sekretaris") else None
