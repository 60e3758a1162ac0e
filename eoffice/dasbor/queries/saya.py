"""What waits for one person, as the lists of the capabilities see it: same starting points, same rights (OTR-03)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.arsip import queries as arsip
from eoffice.db import count
from eoffice.disposisi import queries as disposisi
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import StatusPenerima
from eoffice.kerja import queries as kerja
from eoffice.kerja.states import Macam
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status, Urgensi
from eoffice.pindaian import queries as pindaian
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import BELUM
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN
from eoffice.surat_masuk.states import Status as StatusSurat

DEKAT: Final = timedelta(days=7)
"""How far ahead the list of deadlines looks."""
TUNGGU: Final = {
    str(Urgensi.AMAT_SEGERA): timedelta(),
    str(Urgensi.SEGERA): timedelta(days=2),
    str(Urgensi.BIASA): timedelta(days=5),
}
"""Where among the deadlines something without one stands, by its urgensi."""
BANYAK: Final = 8
"""Rows of a list on the first page."""


@dataclass(frozen=True)
class Tunggu:
    """How much of everything waits for one person; 0 also where it is not this person's kind of work."""

    tandatangan: int = 0
    paraf: int = 0
    konsep: int = 0
    dikembalikan: int = 0
    belum_dibaca: int = 0
    perlu_disposisi: int = 0
    perlu_ditutup: int = 0
    disposisi_belum_dibaca: int = 0
    disposisi: int = 0
    disposisi_lewat: int = 0
    laporan: int = 0
    tembusan: int = 0
    belum_dikirim: int = 0
    belum_diberkaskan: int = 0

    @property
    def tindakan(self) -> int:
        """Surat that wait for the addressed: to be disposed or to be closed."""
        return self.perlu_disposisi + self.perlu_ditutup

    @property
    def putusan(self) -> int:
        """What only this person can decide."""
        return self.tandatangan + self.paraf + self.perlu_disposisi + self.perlu_ditutup + self.laporan


def tunggu(session: Session, actor: Actor) -> Tunggu:
    """Everything that waits for the actor."""
    mine = naskah.counts(session, actor)
    inbox = surat_masuk.counts(session, actor)
    parts = disposisi.counts(session, actor)
    returned = naskah.visible(actor).where(
        Naskah.konseptor_id == actor.pegawai_id, Naskah.status == Status.DIKEMBALIKAN
    )
    closing = surat_masuk.mine(actor).where(SuratMasuk.status == StatusSurat.MENUNGGU_KONFIRMASI)
    to_close, sent_back = count(session, closing), count(session, returned)
    return Tunggu(
        tandatangan=mine["tandatangan"],
        paraf=mine["paraf"],
        konsep=mine["konsep"] - sent_back,
        dikembalikan=sent_back,
        belum_dibaca=inbox["belum_dibaca"] - inbox["tembusan"],
        perlu_disposisi=inbox["tindakan"] - to_close,
        perlu_ditutup=to_close,
        disposisi_belum_dibaca=parts["belum_dibaca"],
        disposisi=parts["perlu"],
        disposisi_lewat=parts["lewat"],
        laporan=parts["laporan"],
        tembusan=inbox["tembusan"],
        belum_dikirim=mine["kirim"],
        belum_diberkaskan=arsip.counts(session, actor)["belum_diberkaskan"] if Peran.ARSIPARIS in actor.peran else 0,
    )


def counters(session: Session, actor: Actor) -> dict[str, int]:
    """What waits for somebody, by the address of the menu entry: the numbers beside the menu."""
    kept = kerja.hitungan(session, actor)
    archive = Peran.ARSIPARIS in actor.peran
    return {f"/kerja/{kode}": many for kode, many in kept.menu.items()} | {
        "/naskah/setujui": kept.macam(Macam.PARAF) + kept.macam(Macam.TTD),
        "/naskah/keluar": kept.macam(Macam.BELUM_KIRIM),
        "/pindaian": pindaian.waiting(session, actor) if actor.tu_opd_ids else 0,
        "/arsip/belum-diberkaskan": arsip.counts(session, actor)["belum_diberkaskan"] if archive else 0,
    }


@dataclass(frozen=True)
class Keputusan:
    """One row of what waits for a decision: what, from whom, until when, and the button that leads there."""

    hal: str
    dari: str
    tombol: str
    gambar: str
    url: str
    lihat: str
    urgensi: str
    batas: datetime | date | None = None


def keputusan(session: Session, actor: Actor, *, limit: int = BANYAK) -> list[Keputusan]:
    """What waits for the actor's decision, most urgent first: signatures, paraf, disposisi, reports, returned konsep."""
    found = [*_naskah(session, actor, limit), *_surat(session, actor, limit), *_disposisi(session, actor, limit)]
    order = [str(u) for u in reversed(Urgensi)]
    today = clock.today()
    found.sort(key=lambda row: (_day(row.batas, today + TUNGGU[row.urgensi]), order.index(row.urgensi)))
    return found[:limit]


def _day(batas: datetime | date | None, otherwise: date = date.max) -> date:
    if isinstance(batas, datetime):
        return clock.wib(batas).date()
    return batas or otherwise


def _naskah(session: Session, actor: Actor, limit: int) -> Iterator[Keputusan]:
    for row in naskah.to_sign(session, actor, limit=limit):
        checked = sum(p.given_at is not None for p in row.paraf)
        said = f"{row.unit.nama} · {checked} pemeriksa setuju" if checked else row.unit.nama
        url = f"/naskah/{row.id}"
        yield Keputusan(
            row.hal or "Tanpa hal", said, "Tanda tangani", "signature", f"{url}/tanda-tangan", url, str(row.urgensi)
        )
    for row in naskah.to_check(session, actor, limit=limit):
        said = f"{row.konseptor.nama_lengkap} · {row.unit.nama}"
        url = f"/naskah/{row.id}"
        yield Keputusan(row.hal or "Tanpa hal", said, "Periksa", "checks", url, "", str(row.urgensi))
    for row in naskah.drafts(session, actor, limit=limit):
        if row.status is Status.DIKEMBALIKAN:
            url = f"/naskah/{row.id}"
            yield Keputusan(
                row.hal or "Tanpa hal",
                "Dikembalikan kepada Anda",
                "Perbaiki",
                "pencil",
                f"{url}/sunting",
                url,
                str(row.urgensi),
            )


def _surat(session: Session, actor: Actor, limit: int) -> Iterator[Keputusan]:
    for row in surat_masuk.inbox(session, actor, "tindakan", limit=limit):
        url = f"/surat-masuk/{row.id}"
        if row.status in BELUM:
            said = "arahan sudah disiapkan" if row.status is StatusSurat.DIARAHKAN else "perlu disposisi"
            label, icon, go = "Disposisi", "arrow-forward-up", f"{url}/disposisi"
        else:
            said, label, icon, go = "tindak lanjut sudah dilaporkan", "Periksa dan tutup", "check", url
        yield Keputusan(
            row.hal,
            f"{row.asal_teks} · {said}",
            label,
            icon,
            go,
            url if go != url else "",
            str(row.urgensi),
            row.batas_at,
        )


def _disposisi(session: Session, actor: Actor, limit: int) -> Iterator[Keputusan]:
    waits = and_(DisposisiPenerima.status == StatusPenerima.DITOLAK, DisposisiPenerima.tolak_diputus_at.is_(None))
    reported = disposisi.given(actor).where(or_(DisposisiPenerima.status == StatusPenerima.DILAPORKAN, waits))
    rows = session.scalars(
        reported.where(Disposisi.surat_id.in_(select(SuratMasuk.id).where(SuratMasuk.status.in_(SURAT_OPEN))))
        .options(
            joinedload(DisposisiPenerima.jabatan),
            joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.surat),
        )
        .order_by(DisposisiPenerima.id.desc())
        .limit(limit)
    )
    for row in rows:
        surat = row.disposisi.surat
        back = row.status is StatusPenerima.DITOLAK
        said = f"{row.jabatan.nama}: salah arah" if back else f"Laporan {row.jabatan.nama}"
        label, icon = ("Arahkan ulang", "arrow-forward-up") if back else ("Periksa laporan", "clipboard-check")
        yield Keputusan(surat.hal, said, label, icon, f"/disposisi/{row.id}", "", str(surat.urgensi))


@dataclass(frozen=True)
class Tenggat:
    """One deadline: what is due, of what kind, when, and where it is."""

    hal: str
    jenis: str
    batas: datetime | date
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
    """Open deadlines on the WIB days [dari, sampai), earliest first."""
    end = datetime.combine(sampai, time(), clock.WIB)
    start = [SuratMasuk.batas_at >= datetime.combine(dari, time(), clock.WIB)] if dari > date.min else []
    arrived = session.scalars(
        surat_masuk.mine(actor)
        .where(SuratMasuk.status.in_(SURAT_OPEN), SuratMasuk.batas_at < end, *start)
        .order_by(SuratMasuk.batas_at, SuratMasuk.id)
        .limit(limit)
    )
    found = [Tenggat(s.hal, "Surat masuk", s.batas_at, f"/surat-masuk/{s.id}") for s in arrived if s.batas_at]
    owed = (StatusPenerima.TERKIRIM, StatusPenerima.DIBACA, StatusPenerima.DITINDAKLANJUTI)
    parts = session.scalars(
        disposisi.visible(actor)
        .join(SuratMasuk, SuratMasuk.id == Disposisi.surat_id)
        .where(
            DisposisiPenerima.status.in_(owed),
            SuratMasuk.status.in_(SURAT_OPEN),
            Disposisi.batas >= dari,
            Disposisi.batas < sampai,
        )
        .options(joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.surat))
        .order_by(Disposisi.batas, DisposisiPenerima.id)
        .limit(limit)
    )
    for part in parts:
        if part.disposisi.batas is not None:
            found.append(Tenggat(part.disposisi.surat.hal, "Disposisi", part.disposisi.batas, f"/disposisi/{part.id}"))
    return sorted(found, key=lambda row: _day(row.batas))
