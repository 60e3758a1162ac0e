"""What waits for one person, as the lists of the capabilities see it: same starting points, same rights (OTR-03)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import and_
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.arsip import queries as arsip
from eoffice.disposisi import queries as disposisi
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import StatusPenerima
from eoffice.kerja import queries as kerja
from eoffice.kerja.states import DAFTAR, Macam, Saring
from eoffice.layanan_arsip import queries as layanan
from eoffice.penyusutan.queries import jatuh_tempo, menunggu
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN

DEKAT: Final = timedelta(days=7)
"""How far ahead the list of deadlines looks."""
BANYAK: Final = 8
"""Rows of a list on the first page."""


@dataclass(frozen=True)
class Tunggu:
    """How much waits for one person, of each list of the work lists; 0 also where it is not this person's kind of work."""

    tindakan: int = 0
    tandatangan: int = 0
    paraf: int = 0
    surat: int = 0
    bagian: int = 0
    laporan: int = 0
    konsep: int = 0
    dikembalikan: int = 0
    belum_dibaca: int = 0
    tembusan: int = 0
    menunggu: int = 0
    lewat: int = 0
    tiba: int = 0
    kiriman: int = 0
    teliti: int = 0
    sampul: int = 0
    belum_dikirim: int = 0
    belum_diberkaskan: int = 0
    delapan: tuple[tuple[str, int, str], ...] = field(default=(), compare=False)


def tunggu(session: Session, actor: Actor) -> Tunggu:
    """Everything that waits for the actor: the same counters as beside the menu, so the same numbers."""
    kept = kerja.hitungan(session, actor)

    def of(kode: str, *saring: Saring) -> int:
        return kept.dari(DAFTAR[kode], saring) or 0

    return Tunggu(
        tindakan=of("perlu"),
        tandatangan=kept.macam(Macam.TTD),
        paraf=kept.macam(Macam.PARAF),
        surat=kept.macam(Macam.SURAT),
        bagian=kept.macam(Macam.BAGIAN),
        laporan=kept.macam(Macam.LAPORAN) + kept.macam(Macam.TOLAKAN),
        konsep=of("konsep") - kept.macam(Macam.KEMBALI),
        dikembalikan=kept.macam(Macam.KEMBALI),
        belum_dibaca=of("masuk", Saring.BELUM_DIBACA),
        tembusan=of("tembusan", Saring.BELUM_DIBACA),
        menunggu=of("menunggu"),
        lewat=of("lewat"),
        tiba=kept.macam(Macam.TIBA),
        kiriman=kept.macam(Macam.KIRIMAN),
        teliti=kept.macam(Macam.TELITI),
        sampul=kept.macam(Macam.SAMPUL),
        belum_dikirim=kept.macam(Macam.BELUM_KIRIM),
        belum_diberkaskan=arsip.counts(session, actor)["belum_diberkaskan"] if Peran.ARSIPARIS in actor.peran else 0,
        delapan=kept.delapan,
    )


@dataclass(frozen=True)
class Lain:
    """Work that waits outside the work lists, and the page where it is done."""

    jumlah: int
    sebutan: str
    url: str


#: What the work of the archive is called on the first page, by the address of its menu entry.
_SEBUTAN: Final = {
    "/penyusutan": "perkara pemusnahan atau penyerahan menunggu langkah Anda",
    "/arsip/pemindahan": "pemindahan arsip menunggu langkah Anda",
    "/akses": "permintaan akses menunggu putusan Anda",
    "/peminjaman": "permintaan pinjam menunggu putusan Anda",
}
#: Where the list behind such a number is, if not at the address of the menu entry.
_DAFTAR: Final = {"/peminjaman": "/peminjaman?tab=putus"}


def lain(session: Session, actor: Actor) -> list[Lain]:
    """What the archive waits for from the actor: the same numbers as beside the menu, and only what is not nothing."""
    many = _arsip(session, actor)
    return [Lain(many[url], said, _DAFTAR.get(url, url)) for url, said in _SEBUTAN.items() if many.get(url)]


def _arsip(session: Session, actor: Actor) -> dict[str, int]:
    return menunggu(session, actor) | layanan.menunggu(session, actor)


def counters(session: Session, actor: Actor) -> dict[str, int]:
    """What waits for somebody, by the address of the menu entry: the numbers beside the menu."""
    kept = kerja.hitungan(session, actor)
    archive = Peran.ARSIPARIS in actor.peran
    return (
        {f"/kerja/{kode}": many for kode, many in kept.menu.items()}
        | {
            "/naskah/setujui": kept.macam(Macam.PARAF) + kept.macam(Macam.TTD),
            "/naskah/keluar": kept.macam(Macam.BELUM_KIRIM),
            "/pindaian": kept.macam(Macam.TIBA),
            "/kiriman": kept.macam(Macam.KIRIMAN),
            "/surat-masuk/teliti": kept.macam(Macam.TELITI),
            "/ekspedisi": kept.macam(Macam.SAMPUL),
            "/arsip/belum-diberkaskan": arsip.counts(session, actor)["belum_diberkaskan"] if archive else 0,
            "/arsip/jatuh-tempo": jatuh_tempo.counts(session, actor).get("jatuh_tempo", 0) if archive else 0,
        }
        | _arsip(session, actor)
    )


def _day(batas: datetime) -> date:
    """The last WIB day that is still in time, as the work lists count it."""
    return clock.wib(batas - timedelta(milliseconds=1)).date()


@dataclass(frozen=True)
class Tenggat:
    """One deadline: what is due, of what kind, when, and where it is."""

    hal: str
    jenis: str
    batas: date
    url: str


def tenggat(session: Session, actor: Actor, *, limit: int = BANYAK) -> list[Tenggat]:
    """Deadlines of surat addressed to the actor and of disposisi received: what has passed, then what comes in a week.

    Many that have passed leave room for what is still to come.
    """
    today = clock.today()
    passed = _due(session, actor, date.min, today, limit)
    coming = _due(session, actor, today, today + DEKAT + timedelta(days=1), limit)
    return passed[: max(limit // 2, limit - len(coming))] + coming[: max(limit // 2, limit - len(passed))]


def _due(session: Session, actor: Actor, dari: date, sampai: date, limit: int) -> list[Tenggat]:
    """Open deadlines on the WIB days [dari, sampai), earliest first; none while the clock stands still.

    The limit that governs, as in the work lists: of a part its own, and the date of the giver only where it has none.
    """
    end = datetime.combine(sampai, time(), clock.WIB)
    since = datetime.combine(dari, time(), clock.WIB) if dari > date.min else None
    start = [SuratMasuk.batas_at > since] if since else []
    arrived = session.scalars(
        surat_masuk.mine(actor)
        .where(
            SuratMasuk.status.in_(SURAT_OPEN),
            SuratMasuk.jam_henti_at.is_(None),
            SuratMasuk.batas_at <= end,
            *start,
        )
        .order_by(SuratMasuk.batas_at, SuratMasuk.id)
        .limit(limit)
    )
    found = [Tenggat(s.hal, "Surat masuk", _day(s.batas_at), f"/surat-masuk/{s.id}") for s in arrived if s.batas_at]
    owed = (StatusPenerima.TERKIRIM, StatusPenerima.DIBACA, StatusPenerima.DITINDAKLANJUTI)
    own = and_(DisposisiPenerima.batas_at <= end, *([DisposisiPenerima.batas_at > since] if since else []))
    given = and_(DisposisiPenerima.batas_at.is_(None), Disposisi.batas >= dari, Disposisi.batas < sampai)
    open_ = disposisi.visible(actor).join(SuratMasuk, SuratMasuk.id == Disposisi.surat_id)
    open_ = open_.where(
        DisposisiPenerima.status.in_(owed),
        DisposisiPenerima.jam_henti_at.is_(None),
        SuratMasuk.status.in_(SURAT_OPEN),
    ).options(joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.surat))
    for which, order in ((own, DisposisiPenerima.batas_at), (given, Disposisi.batas)):
        for part in session.scalars(open_.where(which).order_by(order, DisposisiPenerima.id).limit(limit)):
            until = _day(part.batas_at) if part.batas_at is not None else part.disposisi.batas
            if until is not None:
                found.append(Tenggat(part.disposisi.surat.hal, "Disposisi", until, f"/disposisi/{part.id}"))
    return sorted(found, key=lambda row: row.batas)
