"""How the dashboard words its figures and draws its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.akses.actor import Actor, Peran
from eoffice.dasbor.queries import Kuantil, Tepat, Tunggu
from eoffice.laporan import bagan
from eoffice.laporan.bagan import Bagan
from eoffice.web.pages import angka, persen, tanggal_pendek

SASARAN: Final = 0.9
"""Share of surat that should be done in time."""
SEDIKIT: Final = 10
"""Below so many a share is not compared (metrik.md 2.1)."""


@dataclass(frozen=True)
class Kartu:
    """A counter of the first page and the list behind it."""

    judul: str
    jumlah: int
    sub: str
    gambar: str
    url: str
    nada: str = ""


def kartu(actor: Actor, waits: Tunggu) -> list[Kartu]:
    """The counters that concern this person: those of its roles always, all others when something waits."""
    parts = _beserta(
        (waits.disposisi - waits.laporan, "untuk Anda"),
        (waits.laporan, "laporan untuk diterima"),
        (waits.disposisi_lewat, "lewat tenggat"),
    )
    unread = f"{waits.tembusan} di antaranya tembusan" if waits.tembusan else "ditujukan kepada Anda"
    todo = _beserta((waits.perlu_disposisi, "perlu disposisi"), (waits.perlu_ditutup, "perlu ditutup"))
    konsep = _beserta((waits.konsep, "belum diajukan"), (waits.dikembalikan, "dikembalikan"))
    tu, arsip = Peran.TU in actor.peran, Peran.ARSIPARIS in actor.peran
    surat = not actor.hanya_mengelola
    rows = (
        (waits.tandatangan > 0, "Belum ditandatangani", waits.tandatangan, "menunggu tanda tangan", "signature", "/naskah/tanda-tangan", ""),
        (waits.paraf > 0, "Belum diparaf", waits.paraf, "menunggu paraf", "checks", "/naskah/paraf", ""),
        (waits.tindakan > 0, "Surat perlu tindakan", waits.tindakan, todo, "arrow-forward-up", "/surat-masuk?tab=tindakan", ""),
        (surat, "Surat belum dibaca", waits.belum_dibaca + waits.tembusan, unread, "inbox", "/surat-masuk?tab=belum_dibaca", ""),
        (surat or waits.disposisi > 0, "Disposisi", waits.disposisi, parts or "tidak ada yang menunggu", "clipboard-list", "/disposisi?tab=perlu", "bad" if waits.disposisi_lewat else ""),
        (surat, "Konsep saya", waits.konsep + waits.dikembalikan, konsep or "tidak ada yang belum diajukan", "pencil", "/naskah/konsep", "bad" if waits.dikembalikan else ""),
        (tu, "Belum dikirim", waits.belum_dikirim, "kepada penerima di luar", "send", "/naskah/keluar?tab=belum", ""),
        (arsip, "Belum diberkaskan", waits.belum_diberkaskan, "naskah dan surat selesai", "archive", "/arsip/belum-diberkaskan", ""),
    )  # fmt: skip
    return [Kartu(*rest) for shown, *rest in rows if shown]  # type: ignore[arg-type]


def _beserta(*parts: tuple[int, str]) -> str:
    """What a counter is made of: `7 perlu disposisi, 1 perlu ditutup`."""
    return ", ".join(f"{angka(count)} {word}" for count, word in parts if count)


def arus(rows: Sequence[tuple[date, int, int]], *, lebar: float = 640) -> Bagan:
    """Surat masuk and naskah keluar per day as two lines."""
    masuk, keluar = sum(r[1] for r in rows), sum(r[2] for r in rows)
    said = f"{angka(masuk)} surat masuk dan {angka(keluar)} naskah keluar dalam {len(rows)} hari."
    lines = [
        bagan.Deret(name, tuple(map(float, counts)), tuple(map(angka, counts)))
        for name, counts in (("Masuk", [r[1] for r in rows]), ("Keluar", [r[2] for r in rows]))
    ]
    days = [tanggal_pendek(r[0]).rsplit(" ", 1)[0] for r in rows]
    return bagan.garis("Arus surat 30 hari", said, days, lines, satuan="surat per hari", lebar=lebar)


#: Shown instead of a figure that does not exist yet; what is missing and what to do stands below it.
BELUM: Final = "Belum terhitung"


def waktu_sub(found: Kuantil, before: Kuantil) -> str:
    """What stands under the median: over how long, how it moved, and what the slowest tenth needs; or what is missing."""
    if not found.n:
        return "Belum ada surat masuk dalam 30 hari. Angka ini muncul setelah ada surat yang didisposisikan."
    if found.median is None:
        return (
            "Lebih dari separuh surat 30 hari ini belum didisposisikan. Angka ini muncul setelah pimpinan "
            "mendisposisikannya; ingatkan yang menunggu."
        )
    moved = dibanding(found, before)
    slow = "lebih dari 10% surat belum didisposisikan" if found.p90 is None else f"90% dalam {lama(found.p90)}"
    return "; ".join(part for part in ("median jam kerja, 30 hari", moved, slow) if part)


def lama(minutes: int | None) -> str:
    """Working minutes as people say them: `5,2 jam kerja`, `40 menit kerja`."""
    if minutes is None:
        return BELUM
    return f"{angka(minutes)} menit" if minutes < 60 else f"{angka(minutes / 60, 1)} jam"


def tepat_sub(found: Tepat) -> str:
    """What stands under the share of surat done in time; or what is missing."""
    if found.bagian is None:
        return "Belum ada surat 90 hari ini yang selesai atau lewat tenggat. Persentase muncul setelah ada."
    return f"{angka(found.tepat)} dari {angka(found.diputus)} surat, 90 hari; sasaran {persen(SASARAN)}"


def dibanding(now: Kuantil, before: Kuantil) -> str:
    """How the median moved against the period before; nothing when either is unknown."""
    if now.median is None or not before.median:
        return ""
    change = (now.median - before.median) / before.median
    if abs(change) < 0.005:
        return "sama seperti 30 hari sebelumnya"
    return f"{'naik' if change > 0 else 'turun'} {persen(abs(change))} dari 30 hari sebelumnya"


def selisih(now: int, before: int) -> str:
    """How a count moved since yesterday."""
    if now == before:
        return "sama seperti kemarin"
    return f"{'naik' if now > before else 'turun'} {angka(abs(now - before))} dari kemarin"


@dataclass(frozen=True)
class BarisTepat:
    """One perangkat daerah in the chart of punctuality."""

    nama: str
    tepat: Tepat

    @property
    def teks(self) -> str:
        """`86% (12/14)`."""
        if self.tepat.bagian is None:
            return "–"
        return f"{persen(self.tepat.bagian)} ({self.tepat.tepat}/{self.tepat.diputus})"


def menurut_ketepatan(found: dict[int, Tepat], nama: dict[int, str]) -> tuple[list[BarisTepat], list[BarisTepat]]:
    """Those with enough surat to compare, least punctual first; and the others, busiest first."""
    rows = [BarisTepat(nama[opd], each) for opd, each in found.items() if opd in nama]
    enough = [row for row in rows if row.tepat.diputus >= SEDIKIT]
    few = [row for row in rows if row.tepat.diputus < SEDIKIT]
    return (
        sorted(enough, key=lambda r: (r.tepat.bagian or 0.0, r.nama)),
        sorted(few, key=lambda r: (-r.tepat.jumlah, r.nama)),
    )
