"""What every document of a case is written from, and what it is before it is a naskah."""

from dataclasses import dataclass, field
from typing import Any, Final

from eoffice.akses.rights import Sifat
from eoffice.naskah.actions import PenerimaBaru
from eoffice.pdf import kata
from eoffice.penyusutan.daftar import Tabel
from eoffice.penyusutan.models import DokumenKasus, Kasus
from eoffice.penyusutan.states import Dokumen, Jenis

#: Under which kode every document of penyusutan lies; the JRA keeps it for ever (6.6, step 7).
KODE: Final = {Jenis.PEMINDAHAN: "000.5.6.1", Jenis.PEMUSNAHAN: "000.5.6.2", Jenis.PENYERAHAN: "000.5.6.3"}
#: On what every keputusan rests.
MENGINGAT: Final = [
    "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;",
    "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;",
    "Peraturan Arsip Nasional Republik Indonesia Nomor 37 Tahun 2016 tentang Pedoman Penyusutan Arsip;",
]
#: Its last diktum.
BERLAKU: Final = "Keputusan ini mulai berlaku pada tanggal ditetapkan."
#: How the reason begins when an item was refused by whoever approves.
DITOLAK: Final = "Ditolak pemberi persetujuan: "
#: How the reason begins when the panitia wants an item kept.
DINILAI: Final = "Penilaian panitia: "
_SEBUTAN: Final = {
    Dokumen.SK_PANITIA: "Keputusan tentang Panitia Penilai Arsip",
    Dokumen.NOTULA: "Notula rapat Panitia Penilai Arsip",
    Dokumen.PERTIMBANGAN: "Surat pertimbangan Panitia Penilai Arsip",
    Dokumen.PERMOHONAN: "Surat permohonan persetujuan",
    Dokumen.PERSETUJUAN: "Surat persetujuan",
    Dokumen.PERNYATAAN: "Surat keterangan keautentikan arsip statis",
    Dokumen.PENETAPAN: "Keputusan penetapan arsip",
    Dokumen.BERITA_ACARA: "Berita acara",
}


@dataclass(frozen=True)
class Konsep:
    """A document before it is a naskah.

    Attributes:
        penanda_id: jabatan of the first signer; `penyerta`: who signs after, as (sebutan, jabatan).
    """

    jenis: str
    hal: str
    penanda_id: int | None
    isi: str = ""
    rincian: dict[str, Any] = field(default_factory=dict)
    tujuan: tuple[PenerimaBaru, ...] = ()
    tembusan: tuple[PenerimaBaru, ...] = ()
    penyerta: tuple[tuple[str, int], ...] = ()
    lampiran: tuple[Tabel, ...] = ()


def sifat(kasus: Kasus) -> Sifat:
    """As restricted as what its list names."""
    return Sifat.TERBATAS if any(b.potret["sifat"] != Sifat.BIASA for b in kasus.hidup) else Sifat.BIASA


def ringkas(kasus: Kasus) -> str:
    """How much it is about: `3 (tiga) berkas berisi 41 (empat puluh satu) naskah`."""
    many, items = len(kasus.hidup), sum(int(b.potret["jumlah"]) for b in kasus.hidup)
    return f"{many} ({kata.terbilang(many)}) berkas yang memuat {items} ({kata.terbilang(items)}) naskah"


@dataclass(frozen=True)
class Bahan:
    """A case with what its documents name.

    Attributes:
        kota: as on the kop, `Kota Arunika`.
        kepala_id: jabatan of the head of the perangkat daerah.
        nama: who holds each jabatan of the panitia and of the witnesses, by its id.
    """

    kasus: Kasus
    kota: str
    kepala_id: int | None
    nama: dict[int, str]

    @property
    def musnah(self) -> bool:
        """Destroyed, not handed over."""
        return self.kasus.jenis is Jenis.PEMUSNAHAN

    @property
    def hal(self) -> str:
        """What is done, as titles say it."""
        return "Pemusnahan Arsip" if self.musnah else "Penyerahan Arsip Statis"

    @property
    def pencipta_id(self) -> int | None:
        """Who signs as the records creator: its head, or when the lembaga kearsipan hands over its own its sekretaris."""
        own = self.kasus.rincian.get("pencipta_id")
        return int(own) if own else self.kepala_id

    @property
    def milik(self) -> str:
        """Whose records."""
        return f"{self.kasus.opd.nama} {self.kota}"

    def rujuk(self, *jenis: Dokumen) -> list[str]:
        """Earlier documents of the case, each with number and date."""
        found = []
        for each in jenis:
            if (row := self.kasus.kini(each)) is not None and row.berlaku_at is not None:
                found.append(f"{_SEBUTAN[each]} {nomor(row)};")
        return found


def nomor(dokumen: DokumenKasus) -> str:
    """`Nomor … tanggal …`."""
    said = f"Nomor {dokumen.nomor}"
    return f"{said} tanggal {kata.tanggal(dokumen.tanggal)}" if dokumen.tanggal else said


def dan(rows: list[str]) -> str:
    """Documents inside a sentence: `Keputusan …, notula …, dan surat …`; '' for none."""
    if not rows:
        return ""
    first, *more = [row.rstrip(";") for row in rows]
    every = [first, *(row[0].lower() + row[1:] for row in more)]
    return (
        every[0]
        if not more
        else " dan ".join(every)
        if len(every) == 2
        else f"{', '.join(every[:-1])}, dan {every[-1]}"
    )
