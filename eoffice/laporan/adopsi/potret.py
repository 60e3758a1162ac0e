"""One office in one month: every measure A1 to A11 from counts, clocks and staff records (metrik.md 2.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from eoffice.laporan.adopsi.catatan import Hitung, Surat, WaktuDisposisi
from eoffice.laporan.adopsi.rasio import SEDIKIT, Kuantil, Rasio, kuantil
from eoffice.laporan.adopsi.tahap import Capaian, Tahap, indeks, tahap_bulan
from eoffice.laporan.kertas import Fakta
from eoffice.peristiwa.states import KOREKSI, Jenis

SEGERA_HABIS: Final = timedelta(days=30)


@dataclass(frozen=True)
class JabatanTtd:
    """A filled jabatan that must sign (jabatan wajib TTE), with the pseudonym of whoever signs for it, Plt. and Plh. too.

    Attributes:
        jabatan: its name; certificates are listed per jabatan and never per person (metrik.md 3.6).
        akun: pseudonym of the holder; None for a jabatan nobody holds, which is not counted.
    """

    jabatan: str
    akun: str | None


@dataclass(frozen=True)
class Staf:
    """What staff records say about one perangkat daerah on one day; denominators come from here, never from use (C11).

    Attributes:
        wajib: pseudonyms of those who must use the system.
        aktif: pseudonyms whose account is activated (A1b, reach only).
    """

    wajib: frozenset[str] = frozenset()
    aktif: frozenset[str] = frozenset()
    ttd: tuple[JabatanTtd, ...] = ()

    def __add__(self, other: "Staf") -> "Staf":
        return Staf(self.wajib | other.wajib, self.aktif | other.aktif, self.ttd + other.ttd)


Sertifikat = Mapping[str, datetime]
"""Until when the newest certificate of a pseudonym is good, revocations taken into account."""


def sertifikat_pada(fakta: Iterable[Fakta], pada: datetime) -> dict[str, datetime]:
    """The certificates that hold at an instant, from the events up to it: pseudonym and end."""
    events = [each for each in fakta if each.pada < pada]
    void = {str(each.rincian.get("rujukan")) for each in events if each.jenis is Jenis.KOREKSI_BATAL}
    found: dict[str, datetime] = {}
    for each in sorted((e for e in events if e.id not in void and e.jenis not in KOREKSI), key=lambda e: e.place):
        if each.akun is None:
            continue
        if each.jenis is Jenis.SERTIFIKAT_DITERBITKAN:
            found[each.akun] = datetime.fromisoformat(str(each.rincian["berlaku_sampai"]))
        elif each.jenis is Jenis.SERTIFIKAT_DICABUT:
            found.pop(each.akun, None)
    return {akun: end for akun, end in found.items() if end > pada}


@dataclass(frozen=True)
class Potret:
    """All measures of one office, or of the city, in one period, as they stood at one instant.

    Attributes:
        a5, a6: working seconds to the first disposisi and to completion.
        tertua: the oldest limit that was passed and is still open.
        habis: jabatan whose certificate ends within thirty days.
    """

    hitung: Hitung
    a1: Rasio
    a1b: Rasio
    a5: Kuantil
    a6: Kuantil
    a7: Rasio
    kohort: int
    terbuka: int
    terbuka_lewat: int
    disposisi_lewat: int
    selesai_terlambat: int
    disposisi_pertama_lewat: int
    tertua: datetime | None
    a10: Rasio
    habis: int

    @property
    def a2(self) -> Rasio:
        """Lahir digital."""
        return Rasio(self.hitung.lahir_digital, self.hitung.keluar)

    @property
    def a3(self) -> Rasio:
        """Ber-TTE."""
        return Rasio(self.hitung.ber_tte, self.hitung.keluar)

    @property
    def a4(self) -> Rasio:
        """Disposisi di sistem."""
        return Rasio(self.hitung.disposisi_sistem, self.hitung.disposisi)

    @property
    def a9(self) -> Rasio:
        """Masih kertas."""
        return Rasio(*self.hitung.a9)

    @property
    def a11(self) -> Rasio:
        """Naskah bebas cetak."""
        return Rasio(self.hitung.bebas_cetak, self.hitung.lahir_digital)

    @property
    def capaian(self) -> Capaian:
        """The five ratios that decide the stage."""
        return Capaian(self.a1, self.a2, self.a3, self.a4, self.a10)

    def rasio(self) -> dict[str, Rasio]:
        """Every ratio by its code."""
        return {
            "A1": self.a1,
            "A2": self.a2,
            "A3": self.a3,
            "A4": self.a4,
            "A7": self.a7,
            "A9": self.a9,
            "A10": self.a10,
            "A11": self.a11,
        }


@dataclass(frozen=True)
class Bahan:
    """What the measures of one office are made of.

    Attributes:
        pelaku: pseudonyms with at least one tindakan nyata in the period, wherever they did it.
        kohort: surat registered in the period; terbuka: those registered earlier and still open at the instant.
    """

    hitung: Hitung = field(default_factory=Hitung)
    pelaku: frozenset[str] = frozenset()
    kohort: Sequence[Surat] = ()
    terbuka: Sequence[Surat] = ()
    disposisi: Sequence[WaktuDisposisi] = ()
    staf: Staf = field(default_factory=Staf)

    def __add__(self, other: "Bahan") -> "Bahan":
        return Bahan(
            self.hitung + other.hitung,
            self.pelaku | other.pelaku,
            (*self.kohort, *other.kohort),
            (*self.terbuka, *other.terbuka),
            (*self.disposisi, *other.disposisi),
            self.staf + other.staf,
        )


def potret(bahan: Bahan, sertifikat: Sertifikat, pada: datetime) -> Potret:
    """Compute every measure; the city is the same function over the union of all offices, never a mean."""
    cohort = [s for s in bahan.kohort if s.perlu_disposisi and not s.tanpa_disposisi(pada)]
    status = [s.status(pada) for s in bahan.kohort if s.perlu_disposisi]
    owed = [s for s in (*bahan.kohort, *bahan.terbuka) if s.perlu_disposisi]
    late = [s for s in owed if s.lewat(pada)]
    parts = [d for d in bahan.disposisi if d.batas < pada and (d.selesai is None or d.selesai >= pada)]
    punctual, overdue = status.count("selesai tepat waktu"), status.count("selesai terlambat")
    filled = [j for j in bahan.staf.ttd if j.akun is not None]
    good = [sertifikat[j.akun] for j in filled if j.akun is not None and sertifikat.get(j.akun, pada) > pada]
    ends = [s.batas_selesai for s in late] + [d.batas for d in parts]
    return Potret(
        hitung=bahan.hitung,
        a1=Rasio(len(bahan.pelaku & bahan.staf.wajib), len(bahan.staf.wajib)),
        a1b=Rasio(len(bahan.staf.aktif & bahan.staf.wajib), len(bahan.staf.wajib)),
        a5=kuantil(s.sampai_disposisi(pada) for s in cohort),
        a6=kuantil(s.sampai_selesai(pada) for s in cohort),
        a7=Rasio(punctual, punctual + overdue + status.count("terbuka lewat batas")),
        kohort=len(bahan.kohort),
        terbuka=sum(s.terbuka(pada) for s in owed),
        terbuka_lewat=len(late),
        disposisi_lewat=len(parts),
        selesai_terlambat=overdue,
        disposisi_pertama_lewat=sum(s.disposisi_lewat(pada) for s in cohort),
        tertua=min(ends, default=None),
        a10=Rasio(len(good), len(filled)),
        habis=sum(end - pada <= SEGERA_HABIS for end in good),
    )


@dataclass(frozen=True)
class Nilai:
    """One measure as it may be published.

    Attributes:
        bulan: how many months were pooled to reach ten.
        sedikit: still fewer than ten; shown, but neither ranked nor compared.
    """

    rasio: Rasio
    bulan: int
    sedikit: bool


def gabung_bulan(bulan: Sequence[Rasio]) -> Nilai:
    """The ratio of the newest month, or of up to three months together when it has fewer than ten (metrik.md 2.1).

    Args:
        bulan: newest first.
    """
    if not bulan:
        return Nilai(Rasio(), 0, True)
    if bulan[0].penyebut >= SEDIKIT:
        return Nilai(bulan[0], 1, False)
    pooled = sum(bulan[:3], Rasio())
    return Nilai(pooled, len(bulan[:3]), pooled.penyebut < SEDIKIT)


def tahap_dari(potret: Potret) -> Tahap:
    """The stage of one month taken alone, as the golden data prints it."""
    return tahap_bulan(potret.capaian)


def angka_emas(potret: Potret) -> dict[str, object]:
    """Every published figure by the name it has in exports; ratios as `Rasio`, minutes rounded down, "belum" as None."""
    return {
        "pengguna_aktif": potret.a1,
        "lahir_digital": potret.a2,
        "tte": potret.a3,
        "disposisi_sistem": potret.a4,
        "sertifikat_pimpinan": potret.a10,
        "naskah_bebas_cetak": potret.a11,
        "naskah_masih_kertas": potret.a9,
        "median_registrasi_disposisi": menit(potret.a5.median),
        "p90_registrasi_disposisi": menit(potret.a5.p90),
        "median_registrasi_selesai": menit(potret.a6.median),
        "p90_registrasi_selesai": menit(potret.a6.p90),
        "tepat_waktu": potret.a7,
        "selesai_terlambat": potret.selesai_terlambat,
        "terbuka_lewat_batas": potret.terbuka_lewat,
        "disposisi_pertama_lewat_batas": potret.disposisi_pertama_lewat,
        "kohort": potret.kohort,
        "indeks_adopsi": indeks(potret.capaian),
        "tahap_bulan": tahap_dari(potret).label,
    }


def menit(detik: int | None) -> int | None:
    """Whole working minutes, rounded down."""
    return None if detik is None else detik // 60
