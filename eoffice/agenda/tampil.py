"""What the agenda pages show: a week as days, an appointment as lines, and as an entry of a calendar elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from eoffice import clock
from eoffice.agenda.bentrok import Janji, periksa
from eoffice.agenda.ics import Kejadian
from eoffice.agenda.models import Peserta
from eoffice.agenda.states import LABEL, LABEL_SEBAB, RUPA, Kehadiran
from eoffice.akses.rights import Sifat
from eoffice.organisasi.waktu import Kalender
from eoffice.pdf import kata


@dataclass(frozen=True)
class Baris:
    """One appointment as a row: when, what, where, and how it stands."""

    peserta: Peserta
    jam: str
    nada: str
    gambar: str
    keadaan: str
    bentrok: bool

    @property
    def coret(self) -> bool:
        """Whether nobody goes there for this agenda."""
        return self.peserta.batal


@dataclass(frozen=True)
class Hari:
    """A day with its appointments, and why it is a day off."""

    tanggal: date
    hari_ini: bool
    libur: str
    acara: tuple[Baris, ...]


def pekan(day: date) -> tuple[date, date]:
    """Monday and Sunday around a date."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def jam(peserta: Peserta) -> str:
    """``09.00–12.00``, or ``09.00–selesai`` where the letter names no end."""
    start = f"{clock.wib(peserta.acara.mulai_at):%H.%M}"
    end = "selesai" if peserta.acara.sampai_selesai else f"{clock.wib(peserta.acara.selesai_at):%H.%M}"
    return f"{start}–{end}"


def hari(rows: Sequence[Peserta], dari: date, sampai: date, kerja: Kalender) -> list[Hari]:
    """Every date from one to the other with what is on it."""
    clashing = _clashing(rows)
    found = []
    for n in range((sampai - dari).days + 1):
        day = dari + timedelta(days=n)
        own = [r for r in rows if clock.wib(r.acara.mulai_at).date() == day]
        off = kerja.libur.get(day)
        why = off.keterangan if off is not None else ""
        lines = tuple(baris(r, bentrok=r.id in clashing) for r in own)
        found.append(Hari(day, day == clock.today(), why, lines))
    return found


def _clashing(rows: Sequence[Peserta]) -> set[int]:
    """Appointments of one agenda that overlap another one there."""
    live = [r for r in rows if not r.batal]
    return {
        r.id
        for r in live
        for other in live
        if other.id != r.id
        and other.jabatan_id == r.jabatan_id
        and other.acara.mulai_at < r.acara.selesai_at
        and r.acara.mulai_at < other.acara.selesai_at
    }


def baris(row: Peserta, *, bentrok: bool = False) -> Baris:
    """One appointment as a row."""
    if row.acara.batal_at is not None:
        return Baris(row, jam(row), "bad", "ban", "Dibatalkan", False)
    tone, picture = RUPA[row.kehadiran]
    return Baris(row, jam(row), tone, picture, LABEL[row.kehadiran], bentrok)


def peringatan(row: Peserta, others: Iterable[Janji], kerja: Kalender) -> list[object]:
    """What speaks against an appointment that somebody still means to keep."""
    if row.batal:
        return []
    return list(periksa(row.acara.mulai_at, row.acara.selesai_at, row.acara.tempat, others, kerja))


def kejadian(row: Peserta, base_url: str) -> Kejadian:
    """As a calendar elsewhere may know it: of Terbatas and above, and of what was withdrawn, only that there is something."""
    acara = row.acara
    open_ = acara.sifat is Sifat.BIASA and row.kehadiran is not Kehadiran.DITARIK
    told = [f"{LABEL_SEBAB[row.sebab]} sebagai {row.jabatan.nama}.", LABEL[row.kehadiran]]
    if acara.sampai_selesai:
        told.append("Sampai selesai; jam selesainya perkiraan.")
    if acara.catatan:
        told.append(acara.catatan)
    return Kejadian(
        uid=f"{acara.uid}-{row.id}@e-office",
        urutan=acara.urutan + row.urutan,
        diubah_at=max(acara.diubah_at, row.diubah_at),
        mulai=acara.mulai_at,
        selesai=acara.selesai_at,
        judul=acara.judul if open_ else "Acara",
        tempat=acara.tempat if open_ else "",
        keterangan="\n".join(told) if open_ else "",
        url=f"{base_url}/acara/{row.id}",
        pasti=row.kehadiran is Kehadiran.HADIR,
        batal=row.batal,
    )


def judul_pekan(dari: date, sampai: date) -> str:
    """``23–29 November 2026``, or with both months."""
    if dari.month == sampai.month:
        return f"{dari.day}–{kata.tanggal(sampai)}"
    return f"{kata.tanggal(dari)} – {kata.tanggal(sampai)}"
