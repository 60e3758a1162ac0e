"""What may be destroyed or handed over: every rule with its id and its sentence, decided from facts without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.klasifikasi.states import NasibAkhir
from eoffice.penyusutan.states import Jalur, Jenis

#: From this total of years on, destruction needs the head of ANRI (6.6).
BUTUH_ANRI: Final = 10
#: Fewest members of a panitia, and always an odd number (6.6).
PANITIA_PALING_SEDIKIT: Final = 3
#: Fewest witnesses on the berita acara (6.6).
SAKSI_PALING_SEDIKIT: Final = 2

#: Every rule: id, and what it protects in a few words.
KAIDAH: Final[Mapping[str, str]] = {
    "SST-01": "Arsip permanen tidak pernah dimusnahkan",
    "SST-02": "Nasib akhir menurut JRA",
    "SST-03": "Arsip vital",
    "SST-04": "Arsip terjaga",
    "SST-05": "Tahan hukum",
    "SST-06": "Retensi habis",
    "SST-07": "Berkas sudah ditutup",
    "SST-08": "Urusan di dalam berkas sudah selesai",
    "SST-09": "Tidak disengketakan",
    "SST-10": "Sifat yang dapat dinilai panitia",
    "SST-11": "Satu perkara penyusutan",
    "SST-12": "JRA yang sama sejak dinilai",
    "SST-13": "Isi yang sama sejak dinilai",
    "SST-14": "Belum pernah disusutkan",
    "SST-15": "Dinilai panitia butir demi butir",
    "SST-16": "Kertasnya ada di tempatnya",
}


@dataclass(frozen=True)
class Halangan:
    """One rule that stands in the way, with the sentence for whoever tried."""

    kaidah: str
    kalimat: str

    def __str__(self) -> str:
        return f"{self.kalimat.rstrip('.')} (kaidah {self.kaidah})."


@dataclass(frozen=True)
class Fakta:
    """All that is asked about one berkas.

    Attributes:
        terbuka: some of its records are not done yet: open surat, a konsep that answers, a revocation under way.
        tersembunyi: some of its records are above what an arsiparis and a panitia may read. Of both only whether, never
            how many: who is refused may not read them, and so may not count them either (OTR-03).
        dipinjam: its paper was lent and has not come back.
        sengketa: the panitia does not agree on it.
        perkara_lain: the living case that has it, '' for none but the own one.
        jra: row and version of the JRA as it stands now; `jra_semula` as it stood when the panitia looked, None before.
        usul_jra: a newer version of the JRA changes it and nobody has decided that yet.
        sidik: hash of what lies in it; `sidik_semula` as it was when it was proposed, '' before.
    """

    nomor: str
    nasib: NasibAkhir
    jatuh_inaktif: date | None
    hari: date
    tertutup: bool
    tahan_hukum: bool = False
    vital: bool = False
    terjaga: bool = False
    terbuka: bool = False
    tersembunyi: bool = False
    sengketa: bool = False
    dipinjam: bool = False
    perkara_lain: str = ""
    jra: str = ""
    jra_semula: str | None = None
    usul_jra: bool = False
    sidik: str = ""
    sidik_semula: str = ""
    akhir: str = ""


def boleh_musnah(fakta: Fakta) -> tuple[Halangan, ...]:
    """Every rule that keeps the berkas from being destroyed; empty when nothing does."""
    found = list(_umum(fakta))
    if fakta.nasib is NasibAkhir.PERMANEN:
        found.insert(0, Halangan("SST-01", f"Berkas {fakta.nomor} permanen menurut JRA dan tidak pernah dimusnahkan."))
    elif fakta.nasib is not NasibAkhir.MUSNAH:
        said = f"Nasib akhir berkas {fakta.nomor} “dinilai kembali”; JRA belum menyatakannya musnah."
        found.insert(0, Halangan("SST-02", said))
    if fakta.vital:
        found.append(Halangan("SST-03", f"Berkas {fakta.nomor} arsip vital."))
    if fakta.terjaga:
        found.append(Halangan("SST-04", f"Berkas {fakta.nomor} arsip terjaga."))
    return tuple(found)


def boleh_serah(fakta: Fakta) -> tuple[Halangan, ...]:
    """Every rule that keeps the berkas from being handed over to the lembaga kearsipan; empty when nothing does."""
    found = list(_umum(fakta))
    if fakta.nasib is not NasibAkhir.PERMANEN:
        said = f"Berkas {fakta.nomor} tidak permanen menurut JRA, jadi bukan arsip statis."
        found.insert(0, Halangan("SST-02", said))
    return tuple(found)


def _umum(fakta: Fakta) -> list[Halangan]:
    """The rules that both have."""
    found: list[Halangan] = []

    def halang(kaidah: str, kalimat: str) -> None:
        found.append(Halangan(kaidah, kalimat))

    name = f"Berkas {fakta.nomor}"
    if fakta.akhir:
        halang("SST-14", f"{name} sudah {fakta.akhir}.")
    if fakta.tahan_hukum:
        halang("SST-05", f"{name} ditahan untuk suatu perkara hukum atau pemeriksaan.")
    if not fakta.tertutup:
        halang("SST-07", f"{name} masih terbuka; tutup dahulu berkasnya.")
    elif fakta.jatuh_inaktif is None:
        halang("SST-06", f"Masa simpan {name.lower()} belum berjalan; peristiwa pemicunya belum tercatat.")
    elif fakta.hari < fakta.jatuh_inaktif:
        halang("SST-06", f"Masa simpan {name.lower()} belum habis; baru habis pada {fakta.jatuh_inaktif:%d-%m-%Y}.")
    if fakta.terbuka:
        halang("SST-08", f"{name} memuat urusan yang belum selesai. Selesaikan dahulu surat dan naskah di dalamnya.")
    if fakta.sengketa:
        halang("SST-09", f"Penilaian {name.lower()} masih disengketakan panitia.")
    if fakta.tersembunyi:
        said = f"Sifat {name.lower()} di atas yang boleh dinilai panitia."
        halang("SST-10", f"{said} Mintalah pejabatnya menurunkan sifat itu, atau memisahkan isinya, lebih dahulu.")
    if fakta.dipinjam:
        halang("SST-16", f"Kertas {name.lower()} sedang dipinjam atau hilang, jadi belum ada di tempatnya.")
    if fakta.perkara_lain:
        halang("SST-11", f"{name} sedang berada dalam perkara {fakta.perkara_lain}.")
    if fakta.usul_jra:
        halang("SST-12", f"JRA yang baru mengubah retensi {name.lower()} dan usulnya belum diputuskan.")
    elif fakta.jra_semula is not None and fakta.jra != fakta.jra_semula:
        halang(
            "SST-12", f"Retensi {name.lower()} berubah sejak diusulkan: semula {fakta.jra_semula}, kini {fakta.jra}."
        )
    if fakta.sidik_semula and fakta.sidik != fakta.sidik_semula:
        halang("SST-13", f"Isi {name.lower()} berubah sejak diusulkan, jadi bukan lagi yang dinilai panitia.")
    return found


def periksa(jenis: Jenis, fakta: Fakta) -> tuple[Halangan, ...]:
    """What stands in the way of a case of this kind."""
    return boleh_musnah(fakta) if jenis is Jenis.PEMUSNAHAN else boleh_serah(fakta)


def jalur(jenis: Jenis, tahun: list[int]) -> Jalur:
    """Who approves: of several lengths of retention the longest decides for the whole case (the stricter way).

    Args:
        tahun: total retention of every berkas, years.
    """
    if jenis is Jenis.PENYERAHAN:
        return Jalur.LKD
    return Jalur.ANRI if max(tahun, default=0) >= BUTUH_ANRI else Jalur.KEPALA_DAERAH
