"""Rows that describe an organisation by its own codes, before or beside what the tables hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final

from eoffice.akses.actor import Peran
from eoffice.organisasi.states import JenisJabatan, JenisPenugasan

#: Kinds of unit (naskah-dinas 7.3) and the group of metrik 2.5 that each counts in.
KELOMPOK: Final[dict[str, str]] = {
    "pemda": "",
    "kepala_daerah": "",
    "wakil_kepala_daerah": "",
    "setda": "setda/setwan",
    "asisten": "",
    "staf_ahli": "",
    "bagian": "",
    "subbagian": "",
    "setwan": "setda/setwan",
    "inspektorat": "dinas/badan",
    "irban": "",
    "dinas": "dinas/badan",
    "badan": "dinas/badan",
    "satpol_pp": "dinas/badan",
    "rsud": "dinas/badan",
    "sekretariat": "",
    "bidang": "",
    "uptd": "puskesmas/UPTD",
    "puskesmas": "puskesmas/UPTD",
    "kecamatan": "kecamatan",
    "seksi": "",
    "kelurahan": "kelurahan",
}
#: Kinds that are a perangkat daerah of their own.
OPD_JENIS: Final = frozenset({"setda", "setwan", "inspektorat", "dinas", "badan", "satpol_pp", "rsud", "kecamatan"})
#: The elected and the staf ahli have no office staff of their own: the Setda serves them.
SERVED_BY_SETDA: Final = frozenset({"kepala_daerah", "wakil_kepala_daerah", "staf_ahli"})


@dataclass(frozen=True)
class Baris:
    """A row.

    Attributes:
        asal: where it was read, for findings («unit.csv baris 3»).
        diberi: the columns that were given; the others are left as they are. None: all of them.
    """

    asal: str = field(default="", kw_only=True, compare=False)
    diberi: frozenset[str] | None = field(default=None, kw_only=True, compare=False)

    def nilai(self) -> dict[str, Any]:
        """The given columns and their values."""
        names = [f.name for f in fields(self) if f.name not in ("asal", "diberi", "opd")]
        return {n: getattr(self, n) for n in names if self.diberi is None or n in self.diberi}


@dataclass(frozen=True)
class UnitBaru(Baris):
    """An office. `opd` is the perangkat daerah it belongs to, None for the city itself or when the tree is not known yet.

    `koordinator` are the jabatan (asisten) that coordinate this perangkat daerah; `mulai` None means today.
    """

    kode: str
    nama: str = ""
    singkatan: str = ""
    induk: str | None = None
    jenis: str = ""
    eselon: str = "-"
    opd: str | None = None
    alamat: str = ""
    telepon: str = ""
    laman: str = ""
    pos_el: str = ""
    koordinator: frozenset[str] = frozenset()
    mulai: date | None = None
    selesai: date | None = None

    @property
    def kunci(self) -> str:
        """What names this row among others of its kind."""
        return self.kode


@dataclass(frozen=True)
class JabatanBaru(Baris):
    """A post. The head of a unit often carries the unit's own kode."""

    kode: str
    nama: str = ""
    unit_kode: str = ""
    jenis: JenisJabatan = JenisJabatan.PELAKSANA
    eselon: str = "-"
    atasan_kode: str | None = None
    kepala_unit: bool = False
    dapat_ttd: bool = False
    peran: frozenset[Peran] = frozenset()
    aktif: bool = True

    @property
    def kunci(self) -> str:
        """What names this row among others of its kind."""
        return self.kode


@dataclass(frozen=True)
class PegawaiBaru(Baris):
    """A person; whoever has no NIP (Wali Kota, Wakil) is known by the name."""

    nip: str | None
    nama: str = ""
    gelar_depan: str = ""
    gelar_belakang: str = ""
    pangkat: str = ""
    golongan: str = ""
    aktif: bool = True

    @property
    def kunci(self) -> str:
        """NIP, or the name of one without."""
        return self.nip or self.nama


@dataclass(frozen=True)
class PenugasanBaru(Baris):
    """Who holds which jabatan; dates inclusive, `selesai` None while it lasts. `pegawai` is the kunci of a person."""

    pegawai: str
    jabatan_kode: str
    bentuk: JenisPenugasan
    mulai: date
    selesai: date | None = None
    dasar: str = ""

    @property
    def kunci(self) -> tuple[str, str, date]:
        """What names this row among others of its kind."""
        return (self.pegawai, self.jabatan_kode, self.mulai)


@dataclass(frozen=True)
class Susunan:
    """An organisation, or the part of it that somebody hands in."""

    unit: tuple[UnitBaru, ...] = ()
    jabatan: tuple[JabatanBaru, ...] = ()
    pegawai: tuple[PegawaiBaru, ...] = ()
    penugasan: tuple[PenugasanBaru, ...] = ()


def perangkat_daerah(jenis: Mapping[str, str], induk: Mapping[str, str | None]) -> dict[str, str | None]:
    """The perangkat daerah of every unit, by the kinds and parents of all; None where there is none.

    Each line is walked once, however long it is; a circle ends as well.
    """
    setda = min((k for k, kind in jenis.items() if kind == "setda"), default=None)
    above: dict[str, str | None] = {}
    for start in jenis:
        line: list[str] = []
        passed: set[str] = set()
        at: str | None = start
        while at and at in jenis and at not in above and at not in passed:
            if jenis[at] in OPD_JENIS:
                above[at] = at
                break
            line.append(at)
            passed.add(at)
            at = induk.get(at)
        above.update(dict.fromkeys(line, above.get(at) if at else None))
    return above | {k: setda for k, kind in jenis.items() if kind in SERVED_BY_SETDA}
