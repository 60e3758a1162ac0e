"""What is checked and what is found: plain values, no database.

Source: naskah-dinas.md 2.2 (envelope) and 9 (what an inspector would reject).
"""

import enum
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

Jalur = tuple[str | int, ...]
"""Where a text lies: ("hal",), ("tujuan", 0, "teks"), ("rincian", "dasar", 1), ("isi", 2, 0) for a paragraph of the body."""


class Tingkat(enum.StrEnum):
    """What a finding does: keeps the naskah from being submitted, only says so, or is not looked for."""

    MENAHAN = "menahan"
    MENGINGATKAN = "mengingatkan"
    MATI = "mati"


@dataclass(frozen=True)
class Aturan:
    """One rule: its id, its name on screen, the paragraph it comes from, how strict it is unless the city says otherwise."""

    kode: str
    nama: str
    sumber: str
    tingkat: Tingkat = Tingkat.MENGINGATKAN


@dataclass(frozen=True)
class Teks:
    """One piece of text of a naskah, with its place and the name of that place on screen."""

    jalur: Jalur
    label: str
    isi: str

    @property
    def kunci(self) -> str:
        """The innermost name of the place: `nip` of ("rincian", "kepada", 0, "nip")."""
        return next((part for part in reversed(self.jalur) if isinstance(part, str)), "")


@dataclass(frozen=True)
class Ubah:
    """One change of a text: at `awal` stands `lama`, `baru` takes its place."""

    jalur: Jalur
    awal: int
    lama: str
    baru: str


@dataclass(frozen=True)
class Temuan:
    """Something found. `awal` and `akhir` mark the words `kata` in the text at `jalur`; equal when a whole field is meant."""

    aturan: Aturan
    jalur: Jalur
    label: str
    awal: int
    akhir: int
    kata: str
    pesan: str
    saran: str
    ubah: tuple[Ubah, ...] = ()

    @property
    def kolom(self) -> str:
        """The form field that holds it: hal, isi, tujuan, tembusan, or a field of the jenis."""
        return str(self.jalur[1] if self.jalur[0] == "rincian" and len(self.jalur) > 1 else self.jalur[0])

    @property
    def sidik(self) -> str:
        """Names the same finding while its field keeps these words, wherever they move."""
        said = "\x1f".join((self.aturan.kode, self.kolom, self.kata, self.pesan))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Penerima:
    """An addressee or copied office; `internal` ones were chosen from the list."""

    teks: str
    tempat: str = ""
    internal: bool = False


@dataclass(frozen=True, kw_only=True)
class Penanda:
    """Who signs: the values of the signature block. `kepala_daerah` is elected, has no NIP and no superior."""

    jabatan: str
    nama: str = ""
    bentuk: str = "langsung"
    jabatan_atas: str = ""
    jabatan_ub: str = ""
    pangkat: str = ""
    golongan: str = ""
    nip: str = ""
    kepala_daerah: bool = False


@dataclass(frozen=True, kw_only=True)
class Bahan:
    """A naskah as the rules see it.

    Attributes:
        isi: the body document, or None for a jenis without one.
        rincian: the fields of the jenis, as they are kept.
        label: name of a field → its name on screen.
        lampiran: how many enclosures there are; `lampiran_tertulis` is the count that is printed, None when it is counted.
        kop: "kepala_daerah" for the kop with the Garuda, else anything.
        hal_diketik: somebody wrote the hal; otherwise it is made from the fields, which are looked at themselves.
        massal: {Nama Kolom} in it is filled for each recipient of a surat massal, so it is no mistake.
        koordinasi: units asked for a paraf koordinasi; None when the route is not known.
    """

    jenis: str
    keluarga: str
    hal: str = ""
    hal_diketik: bool = True
    isi: Mapping[str, Any] | None = None
    rincian: Mapping[str, Any] = field(default_factory=dict)
    label: Mapping[str, str] = field(default_factory=dict)
    tujuan: tuple[Penerima, ...] = ()
    tembusan: tuple[Penerima, ...] = ()
    kode_klasifikasi: str = ""
    nomor: str = ""
    tanggal: date | None = None
    sifat: str = "biasa"
    urgensi: str = "biasa"
    lampiran: int = 0
    lampiran_tertulis: int | None = None
    penanda: tuple[Penanda, ...] = ()
    kop: str = ""
    koordinasi: tuple[str, ...] | None = None
    massal: bool = False


@dataclass(frozen=True)
class Dicabut:
    """A rule that is no longer in force: its kind, number and year, and what holds instead."""

    jenis: str
    nomor: int
    tahun: int
    pengganti: str


@dataclass(frozen=True)
class Masa:
    """Another surat tugas of a person: days, and how it is called."""

    nip: str
    mulai: date
    selesai: date
    sebutan: str


@dataclass(frozen=True, kw_only=True)
class Fakta:
    """What the rules must know of the world; handed in, so that they can be tried without it.

    Attributes:
        kode: the classification code of the naskah and its title; empty when the code is not in the table.
        kode_beranak: the table has deeper codes below it.
        kode_jenis: codes that the jenis usually has.
        unit: names of the units of today.
        unit_lama: former names → today's name of that unit, or "" when it is gone.
        singkatan: short names of units → their names.
        dicabut: rules that are no longer in force.
        tugas_lain: surat tugas of the same people.
    """

    hari_ini: date
    kota: str = "Kota"
    zona: str = "WIB"
    kode: Mapping[str, str] | None = None
    kode_beranak: bool = False
    kode_jenis: tuple[str, ...] = ()
    unit: frozenset[str] = frozenset()
    unit_lama: Mapping[str, str] = field(default_factory=dict)
    singkatan: Mapping[str, str] = field(default_factory=dict)
    dicabut: tuple[Dicabut, ...] = ()
    tugas_lain: tuple[Masa, ...] = ()
    singkatan_padam: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Perkara:
    """One check under way: the naskah, the facts, and its texts, collected once."""

    bahan: Bahan
    fakta: Fakta
    teks: tuple[Teks, ...]


Pemeriksa = Callable[[Perkara], Iterable[Temuan]]
ATURAN: Final[dict[str, Aturan]] = {}
"""Every rule by its id, in the order of the sheets on which they stand."""
PEMERIKSA: Final[list[Pemeriksa]] = []
"""Every check; of two findings at the same words the one of the earlier check stays."""


def aturan(kode: str, nama: str, sumber: str, tingkat: Tingkat = Tingkat.MENGINGATKAN) -> Aturan:
    """Define a rule."""
    if kode in ATURAN:
        raise ValueError(kode)
    ATURAN[kode] = Aturan(kode, nama, sumber, tingkat)
    return ATURAN[kode]


def pemeriksa(check: Pemeriksa) -> Pemeriksa:
    """Enlist a check."""
    PEMERIKSA.append(check)
    return check


def pada(rule: Aturan, teks: Teks, awal: int, akhir: int, pesan: str, saran: str, baru: str | None = None) -> Temuan:
    """A finding at words of a text; `baru` offers other words for them."""
    kata = teks.isi[awal:akhir]
    ubah = () if baru is None or baru == kata else (Ubah(teks.jalur, awal, kata, baru),)
    return Temuan(rule, teks.jalur, teks.label, awal, akhir, kata, pesan, saran, ubah)


def umum(rule: Aturan, jalur: Jalur, label: str, pesan: str, saran: str, ubah: tuple[Ubah, ...] = ()) -> Temuan:
    """A finding about a field as a whole."""
    return Temuan(rule, jalur, label, 0, 0, "", pesan, saran, ubah)
