"""From the events of one naskah to what it counts for: a pure function, whatever the order of arrival (metrik.md 2.1, 4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from operator import add, attrgetter
from typing import Any, Final

from eoffice.laporan.kertas import Fakta, Opd
from eoffice.organisasi import waktu
from eoffice.organisasi.waktu import Batas, Kalender
from eoffice.peristiwa.states import Jenis

DICETAK: Final = frozenset({Jenis.NASKAH_DICETAK, Jenis.NASKAH_DIUNDUH_CETAK})
"""Prints that end "bebas cetak"; a plain download does not (A11)."""

TINDAKAN: Final = frozenset(
    {
        Jenis.SURAT_DIREGISTRASI,
        Jenis.NASKAH_VERSI_DISIMPAN,
        Jenis.NASKAH_DIKEMBALIKAN,
        Jenis.NASKAH_DITERBITKAN,
        Jenis.DISPOSISI_DIBUAT,
        Jenis.DISPOSISI_SELESAI,
        Jenis.SURAT_SELESAI,
    }
)
"""Kinds that can be a tindakan nyata: register, correct or return, issue, dispose, complete."""


@dataclass(frozen=True)
class Hitung:
    """Additive counts of one naskah, or of a day; the numerators and denominators of A2, A3, A4, A9 and A11.

    `dinyatakan` are paper naskah outside the register that the sekretaris declared; only A9 counts them (metrik.md 4.1).
    """

    keluar: int = 0
    lahir_digital: int = 0
    ber_tte: int = 0
    masuk: int = 0
    disposisi: int = 0
    disposisi_sistem: int = 0
    masih_kertas: int = 0
    kertas_luar: int = 0
    bebas_cetak: int = 0
    dinyatakan: int = 0
    tindakan: int = 0

    @property
    def a9(self) -> tuple[int, int]:
        """Still on paper, and everything issued: the register and what was declared beside it."""
        return self.masih_kertas + self.dinyatakan, self.keluar + self.dinyatakan

    def __add__(self, other: "Hitung") -> "Hitung":
        return Hitung(*map(add, _VALUES(self), _VALUES(other)))

    def __sub__(self, other: "Hitung") -> "Hitung":
        return Hitung(*(getattr(self, name) - getattr(other, name) for name in HITUNG))


HITUNG: Final = tuple(field.name for field in fields(Hitung))
_VALUES: Final = attrgetter(*HITUNG)


@dataclass(frozen=True)
class WaktuDisposisi:
    """One disposisi with a limit of its own: until when, and since when it is done."""

    disposisi: str
    batas: datetime
    selesai: datetime | None


@dataclass(frozen=True)
class Surat:
    """The clock of one registered surat (A5 to A8).

    Attributes:
        registrasi: the earliest registration that stands; a second one never resets the clock (C8).
        disposisi, selesai: first disposisi and completion, or None while open.
        batas_disposisi, batas_selesai: when each should have happened.
        detik_disposisi, detik_selesai: working seconds since registration, exact.
        rujukan: key of the naskah it is a copy of, when it came from inside.
        dicetak: whether somebody printed it here.
    """

    naskah: str
    opd: Opd
    registrasi: datetime
    derajat: str
    perlu_disposisi: bool
    disposisi: datetime | None
    selesai: datetime | None
    batas_disposisi: datetime
    batas_selesai: datetime
    detik_disposisi: int | None
    detik_selesai: int | None
    rujukan: str = ""
    dicetak: bool = False

    def terbuka(self, pada: datetime) -> bool:
        """Whether it was not completed yet at an instant."""
        return self.selesai is None or self.selesai >= pada

    def lewat(self, pada: datetime) -> bool:
        """Whether it was open past its limit."""
        return self.terbuka(pada) and self.batas_selesai < pada

    def tanpa_disposisi(self, pada: datetime) -> bool:
        """Completed without any disposisi: it turned out to need none, so it has no waiting time for one."""
        given = self.disposisi is not None and self.disposisi < pada
        return not given and not self.terbuka(pada)

    def sampai_disposisi(self, pada: datetime) -> int | None:
        """Working seconds until the first disposisi; None while there was none at an instant."""
        return None if self.disposisi is None or self.disposisi >= pada else self.detik_disposisi

    def sampai_selesai(self, pada: datetime) -> int | None:
        """Working seconds until completion; None while it was open at an instant."""
        return None if self.terbuka(pada) else self.detik_selesai

    def disposisi_lewat(self, pada: datetime) -> bool:
        """Whether its first disposisi came too late, or had not come although its limit had passed."""
        if self.disposisi is not None and self.disposisi < pada:
            return self.disposisi > self.batas_disposisi
        return self.terbuka(pada) and self.batas_disposisi < pada

    def status(self, pada: datetime) -> str:
        """Its state at an instant in the words of the report."""
        if self.terbuka(pada):
            return "terbuka lewat batas" if self.lewat(pada) else "terbuka dalam batas"
        assert self.selesai is not None
        return "selesai tepat waktu" if self.selesai <= self.batas_selesai else "selesai terlambat"


@dataclass(frozen=True)
class Jejak:
    """Everything that one naskah or surat adds to the adoption figures.

    Attributes:
        hitung: counts by perangkat daerah and WIB date.
        pelaku: who did a tindakan nyata, as (perangkat daerah, first of the month, pseudonym).
    """

    naskah: str
    hitung: dict[tuple[Opd, date], Hitung]
    pelaku: frozenset[tuple[Opd, date, str]]
    surat: Surat | None
    disposisi: tuple[WaktuDisposisi, ...]


def tindakan_nyata(fakta: Fakta) -> bool:
    """Whether an event is real work in the system; looking, printing and typing in a paper disposisi are not (A1)."""
    if fakta.jenis not in TINDAKAN:
        return False
    if fakta.jenis is Jenis.NASKAH_DITERBITKAN:
        return fakta.rincian.get("asal") == "digital"
    return fakta.jenis is not Jenis.DISPOSISI_DIBUAT or fakta.rincian.get("kanal") == "sistem"


def dicetak(fakta: Sequence[Fakta]) -> bool:
    """Whether any print of it stands."""
    return any(each.jenis in DICETAK for each in fakta)


def rujukan(fakta: Sequence[Fakta]) -> str:
    """The key of the naskah that a registered surat is a copy of; "" when it has none."""
    return next(
        (str(e.rincian["rujukan"]) for e in fakta if e.jenis is Jenis.SURAT_DIREGISTRASI and e.rincian.get("rujukan")),
        "",
    )


def jejak(
    naskah: str,
    fakta: Sequence[Fakta],
    kalender: Kalender,
    batas: Batas | None = None,
    *,
    dicetak_penerima: bool = False,
) -> Jejak:
    """What the valid events of one naskah count for.

    Args:
        fakta: its events as they stand after corrections, in the order they happened.
        kalender: of the city; the clock of a surat runs by that of its perangkat daerah.
        batas: limits for every date; by default those of the calendar for the date of registration.
        dicetak_penerima: whether a receiver printed its copy.
    """
    kalender = kalender.untuk(next((each.opd for each in fakta if each.jenis is Jenis.SURAT_DIREGISTRASI), None))
    if any(each.rincian.get("uji_coba") for each in fakta):
        return Jejak(naskah, {}, frozenset(), None, ())  # training data counts nowhere (K11)
    found: dict[tuple[Opd, date], Hitung] = {}
    people: set[tuple[Opd, date, str]] = set()
    printed = dicetak_penerima or dicetak(fakta)
    for each in fakta:
        counts = _hitung(each, printed)
        if counts != Hitung():
            key = (each.opd, _hari(each))
            found[key] = found.get(key, Hitung()) + counts
        if each.akun is not None and tindakan_nyata(each):
            people.add((each.opd, each.tanggal.replace(day=1), each.akun))
    return Jejak(naskah, found, frozenset(people), _surat(naskah, fakta, kalender, batas), _disposisi(fakta, kalender))


def _hari(each: Fakta) -> date:
    """The day an event counts on; a declaration belongs to the month it is about, however late it came."""
    if each.jenis is not Jenis.LAPORAN_KERTAS_BULANAN:
        return each.tanggal
    year, month = each.of("tahun"), each.of("bulan")
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _hitung(each: Fakta, printed: bool) -> Hitung:
    act = int(tindakan_nyata(each))
    if each.jenis is Jenis.NASKAH_DITERBITKAN:
        digital = each.rincian.get("asal") == "digital"
        tte = each.rincian.get("ttd") == "tte" and bool(each.rincian.get("terverifikasi", True))
        outside = each.of("t_luar_kertas") > 0
        inside = not digital or not tte
        return Hitung(
            keluar=1,
            lahir_digital=int(digital),
            ber_tte=int(tte),
            masih_kertas=int(inside or outside),
            kertas_luar=int(outside and not inside),
            bebas_cetak=int(digital and tte and not printed),
            tindakan=act,
        )
    if each.jenis is Jenis.LAPORAN_KERTAS_BULANAN:
        return Hitung(dinyatakan=each.of("jumlah"))
    if each.jenis is Jenis.SURAT_DIREGISTRASI:
        return Hitung(masuk=1, tindakan=act)
    if each.jenis is Jenis.DISPOSISI_DIBUAT:
        return Hitung(disposisi=1, disposisi_sistem=int(each.rincian.get("kanal") == "sistem"), tindakan=act)
    return Hitung(tindakan=act)


def _surat(naskah: str, fakta: Sequence[Fakta], kalender: Kalender, batas: Batas | None) -> Surat | None:
    first = next((each for each in fakta if each.jenis is Jenis.SURAT_DIREGISTRASI), None)
    if first is None:
        return None
    at, degree = first.pada, str(first.rincian.get("derajat") or "biasa")
    for each in fakta:
        if each.jenis is Jenis.SURAT_DERAJAT_DIUBAH:
            degree = str(each.rincian.get("ke") or degree)
    given = next((each.pada for each in fakta if each.jenis is Jenis.DISPOSISI_DIBUAT and each.pada >= at), None)
    done = next((each.pada for each in fakta if each.jenis is Jenis.SURAT_SELESAI and each.pada >= at), None)
    limit = waktu.batas_selesai(kalender, degree, at, batas)
    shorter = [day for each in fakta if (day := _batas(each, kalender)) is not None and day > at]
    return Surat(
        naskah=naskah,
        opd=first.opd,
        registrasi=at,
        derajat=degree,
        perlu_disposisi=bool(first.rincian.get("perlu_disposisi", True)),
        disposisi=given,
        selesai=done,
        batas_disposisi=waktu.batas_disposisi_pertama(kalender, at, batas),
        batas_selesai=min([limit, *shorter]),  # a leader may set a shorter date; the earlier one governs (2.2)
        detik_disposisi=None if given is None else waktu.detik_kerja(kalender, at, given),
        detik_selesai=None if done is None else waktu.detik_kerja(kalender, at, done),
        rujukan=rujukan(fakta),
        dicetak=dicetak(fakta),
    )


def _batas(each: Fakta, kalender: Kalender) -> datetime | None:
    """The limit a leader wrote on a root disposisi; those of forwarded ones bind only their recipients."""
    if each.jenis is not Jenis.DISPOSISI_DIBUAT or each.rincian.get("induk") or not each.rincian.get("batas"):
        return None
    return waktu.batas_tanggal(kalender, date.fromisoformat(str(each.rincian["batas"])))


def _disposisi(fakta: Sequence[Fakta], kalender: Kalender) -> tuple[WaktuDisposisi, ...]:
    done: dict[Any, datetime] = {}
    for each in fakta:
        if each.jenis is Jenis.DISPOSISI_SELESAI:
            done.setdefault(str(each.rincian.get("disposisi")), each.pada)
    closed = next((each.pada for each in fakta if each.jenis is Jenis.SURAT_SELESAI), None)
    found = []
    for each in fakta:
        if each.jenis is Jenis.DISPOSISI_DIBUAT and each.rincian.get("batas") and each.rincian.get("disposisi"):
            key = str(each.rincian["disposisi"])
            limit = waktu.batas_tanggal(kalender, date.fromisoformat(str(each.rincian["batas"])))
            ends = [end for end in (done.get(key), closed) if end is not None]
            found.append(WaktuDisposisi(key, limit, min(ends, default=None)))
    return tuple(found)


def semua(fakta: Mapping[str, Sequence[Fakta]], kalender: Kalender, batas: Batas | None = None) -> dict[str, Jejak]:
    """What every naskah counts for, from scratch: what an incremental fold must come to.

    Args:
        fakta: the valid events by naskah, each in the order they happened.
    """
    printed = {
        rujukan(events)
        for events in fakta.values()
        if dicetak(events) and not any(each.rincian.get("uji_coba") for each in events)
    }
    return {key: jejak(key, events, kalender, batas, dicetak_penerima=key in printed) for key, events in fakta.items()}
