"""The subject of every decision: a pegawai in the jabatan held at this moment."""

import enum
from dataclasses import dataclass, field, replace

from eoffice.akses.rights import Sifat


class Peran(enum.StrEnum):
    """Roles that hang on a jabatan, never on a person (AUT-17)."""

    ADMIN_SISTEM = "admin_sistem"
    TU = "tu"
    ARSIPARIS = "arsiparis"
    PEMANTAU = "pemantau"
    PIMPINAN_OPD = "pimpinan_opd"
    UNIT_KEARSIPAN = "unit_kearsipan"  # keeps klasifikasi and JRA for the whole city
    LEMBAGA_KEARSIPAN = "lembaga_kearsipan"  # its perangkat daerah is the lembaga kearsipan daerah; lends no right


class HakOperator(enum.StrEnum):
    """What a leader may let an operator do for him (naskah-dinas 5.6); each of them lets read as well."""

    BACA = "baca"
    CATAT = "catat"
    SIAPKAN_DISPOSISI = "siapkan_disposisi"
    KIRIM = "kirim"
    AGENDA = "agenda"


#: What a mandate up to this sifat opens. Sangat Rahasia is never opened for an operator.
SIFAT_MANDAT: dict[Sifat, frozenset[Sifat]] = {
    Sifat.BIASA: frozenset({Sifat.BIASA}),
    Sifat.TERBATAS: frozenset({Sifat.BIASA, Sifat.TERBATAS}),
    Sifat.RAHASIA: frozenset({Sifat.BIASA, Sifat.TERBATAS, Sifat.RAHASIA}),
}


@dataclass(frozen=True)
class Mandat:
    """What an operator may do today for one jabatan; the operator does it in the own name, `a.n.` that jabatan."""

    id: int
    jabatan_id: int
    jabatan_nama: str
    hak: frozenset[HakOperator]
    sifat: frozenset[Sifat]

    def covers(self, hak: HakOperator, sifat: Sifat) -> bool:
        """Whether it lets do this with a thing of this sifat; every hak lets read."""
        return sifat in self.sifat and (hak is HakOperator.BACA or hak in self.hak)


@dataclass(frozen=True)
class Diberi:
    """Leave to read one record, in force now, and the levels up to which it was given."""

    id: int
    objek: str
    objek_id: int
    sifat: frozenset[Sifat]


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
    mandat: frozenset[Mandat] = frozenset()  # jabatan for which this person is operator today
    diberi: frozenset[Diberi] = frozenset()  # single records that this person was let read on request, now
    menilai: frozenset[int] = frozenset()  # cases of penyusutan that a held jabatan assesses now, as one of its panitia
    definitif_ids: frozenset[int] = frozenset()  # of the held jabatan those that are this person's own
    digantikan_ids: frozenset[int] = frozenset()  # held jabatan that a Plh., Plt. or Pj. runs today: only for reading
    memegang: frozenset[tuple[int, str]] = frozenset()  # every held jabatan in words: "Plh. Kepala Dinas Sosial"
    atas_nama: str = ""  # the jabatan an operator acts for in this one use case
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

    def acts(self, jabatan_id: int | None) -> bool:
        """Whether this person may act for a held jabatan: not while a Plh., Plt. or Pj. runs it in the own place."""
        return self.holds(jabatan_id) and jabatan_id not in self.digantikan_ids

    def diberi_ids(self, objek: str, sifat: Sifat) -> frozenset[int]:
        """The records of a kind and sifat that this person was let read on request."""
        return frozenset(d.objek_id for d in self.diberi if d.objek == objek and sifat in d.sifat)

    @property
    def mandat_jabatan_ids(self) -> frozenset[int]:
        """The jabatan for which this person is operator, whatever it may do there."""
        return frozenset(m.jabatan_id for m in self.mandat)

    def atas_nama_ids(self, hak: HakOperator, sifat: Sifat) -> frozenset[int]:
        """The jabatan for which this person, as operator, may do this with a thing of this sifat."""
        return frozenset(m.jabatan_id for m in self.mandat if m.covers(hak, sifat))

    def operator_untuk(self, jabatan_id: int) -> "Actor":
        """The same person acting `a.n.` a jabatan, which the trail then says; unchanged when not its operator."""
        named = next((m.jabatan_nama for m in self.mandat if m.jabatan_id == jabatan_id), "")
        return replace(self, atas_nama=named) if named and not self.holds(jabatan_id) else self

    def sebagai(self, jabatan_id: int) -> "Actor":
        """The same person acting in this held jabatan, with its capacity, which the trail then says; else unchanged."""
        words = next((nama for held, nama in self.memegang if held == jabatan_id), "")
        return replace(self, jabatan_id=jabatan_id, jabatan_nama=words) if words else self

    @property
    def sebutan(self) -> str:
        """The jabatan as the trail and the pages say it: of an operator with `a.n.` and for whom."""
        return f"{self.jabatan_nama}, a.n. {self.atas_nama}" if self.atas_nama else self.jabatan_nama


#: What the worker acts as when no person asked: it holds nothing and may only do what its handlers do.
SISTEM = Actor(pegawai_id=0, nama="Sistem", jabatan_id=0, jabatan_nama="Sistem")
