"""The subject of every decision: a pegawai in the jabatan held at this moment."""

import enum
from dataclasses import dataclass, field


class Peran(enum.StrEnum):
    """Roles that hang on a jabatan, never on a person (AUT-17)."""

    ADMIN_SISTEM = "admin_sistem"
    TU = "tu"
    ARSIPARIS = "arsiparis"
    PEMANTAU = "pemantau"
    PIMPINAN_OPD = "pimpinan_opd"


@dataclass(frozen=True)
class Actor:
    """Somebody signed in, with what the office lends that person right now.

    `jabatan_ids` are held today (definitif, Plt., Plh.); `ttd_jabatan_ids` is the part for which this person is the one
    who may sign (at most one person per jabatan, 5.5). `unit_ids` are the own unit and, for its head, all below it.
    `tu_opd_ids` and `arsip_opd_ids` are the perangkat daerah served as TU or arsiparis.
    """

    pegawai_id: int
    nama: str
    jabatan_id: int
    jabatan_nama: str = ""
    opd_id: int = 0
    unit_id: int = 0
    jabatan_ids: frozenset[int] = frozenset()
    ttd_jabatan_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    tu_opd_ids: frozenset[int] = frozenset()
    arsip_opd_ids: frozenset[int] = frozenset()
    pimpinan_opd_ids: frozenset[int] = frozenset()
    sekretaris_opd_ids: frozenset[int] = frozenset()  # perangkat daerah whose sekretariat this person heads
    peran: frozenset[Peran] = frozenset()
    mengelola_ids: frozenset[int] = frozenset()  # held jabatan that only manage the system and take no part in surat
    memeriksa: bool = False  # holds a jabatan that is asked for a paraf
    menandatangani: bool = False  # holds a jabatan that may sign
    akun_id: int | None = None
    samaran: str | None = None  # pseudonym for the metric log (metrik 4.1); never a name or an id
    # From where somebody asks says nothing about what may be read, so that statements can be kept for an actor.
    sesi: str = field(default="", repr=False, compare=False)
    alamat: str = field(default="", compare=False)
    request_id: str = field(default="", compare=False)

    @property
    def hanya_mengelola(self) -> bool:
        """Whether everything this person holds only manages the system."""
        return bool(self.mengelola_ids) and self.jabatan_ids <= self.mengelola_ids

    def holds(self, jabatan_id: int | None) -> bool:
        """Whether this person holds the jabatan now."""
        return jabatan_id is not None and jabatan_id in self.jabatan_ids


#: What the worker acts as when no person asked: it holds nothing and may only do what its handlers do.
SISTEM = Actor(pegawai_id=0, nama="Sistem", jabatan_id=0, jabatan_nama="Sistem")
