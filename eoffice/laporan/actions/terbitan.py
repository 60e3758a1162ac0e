"""Tutup buku: a month is frozen once, with every file of its report; nothing is locked while they are made (metrik.md 4.2)."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import Conflict
from eoffice.laporan import policy
from eoffice.laporan.actions.lipatan import lipat
from eoffice.laporan.actions.nota import siapkan_otomatis
from eoffice.laporan.models import BerkasPotret, PotretLaporan
from eoffice.laporan.queries import potret_bulanan, terbitan
from eoffice.laporan.queries.ketentuan import ketentuan
from eoffice.laporan.states import month_start
from eoffice.laporan.terbitan import isi as susunan
from eoffice.laporan.terbitan import pdf
from eoffice.laporan.terbitan.ods import ods
from eoffice.laporan.terbitan.xlsx import xlsx
from eoffice.organisasi import kalender, waktu
from eoffice.storage import Blob, BlobStore
from eoffice.web.services import Services

BENTUK: Final = {"pdf": pdf.laporan, "xlsx": xlsx, "ods": ods}
"""The files of one report, and what makes each from the same figures."""
PERTAMA_KALI: Final = 3
"""Months that are closed at once where none was closed before, so that the first report has something to look back on."""
DILIHAT: Final = 12
"""Earlier months in which a correction is looked for."""


@dataclass(frozen=True)
class Terbitan:
    """A report that is ready to be kept: its figures, their bytes, and where each file was stored."""

    isi: dict[str, Any]
    figures: Blob
    files: dict[str, Blob]


def jadwalkan(session: Session) -> None:
    """Leave a message for every month whose day has come; a repeated one is dropped."""
    for month in jatuh_tempo(session, clock.today()):
        outbox.enqueue(session, "laporan.tutup", dedup_key=f"laporan.tutup:{month}", bulan=f"{month:%Y-%m}")


def jatuh_tempo(session: Session, today: date) -> list[date]:
    """The months that should have been closed by today and are not, oldest first."""
    rule = potret_bulanan.pengaturan(session)
    if rule is not None and not rule.otomatis:
        return []
    on = waktu.tambah_hari_kerja(kalender.berlaku(session), month_start(today), (rule.hari_kerja if rule else 1) - 1)
    last = month_start(today, 1 if today >= on else 2)
    closed = potret_bulanan.potret_semua(session)
    first = potret_bulanan.bulan_pertama(session)
    if first is None:
        return []
    start = month_start(closed[0].bulan, -1) if closed else max(first, month_start(last, PERTAMA_KALI - 1))
    found = []
    while start <= last:
        found.append(start)
        start = month_start(start, -1)
    return found


def minta_tutup(session: Session, actor: Actor, bulan: date) -> None:
    """Ask for a month to be closed now; the worker does it within seconds.

    Raises:
        Conflict: it is not over yet, or was closed before.
    """
    require(policy.may(actor, Action.TUTUP_BUKU))
    if bulan > month_start(clock.today(), 1):
        raise Conflict("Bulan itu belum selesai. Laporan sementaranya dapat dibuka; bulannya ditutup setelah berakhir.")
    if potret_bulanan.potret_bulan(session, bulan) is not None:
        raise Conflict("Bulan itu sudah ditutup. Koreksi yang datang kemudian tampil sebagai penyesuaian.")
    outbox.enqueue(
        session, "laporan.tutup", dedup_key=f"laporan.tutup:{bulan}", bulan=f"{bulan:%Y-%m}", oleh=_nama(actor)
    )
    audit.record(session, actor, "laporan.minta_tutup", "halaman", 0, ke=f"{bulan:%Y-%m}")


def tutup(session: Session, services: Services, *, bulan: str, oleh: str = "") -> None:
    """Close a month: fold what is left of the log, freeze the figures, keep every file. Does nothing the second time.

    The figures are made with connections of its own; `session` is used only to write down what was stored.
    """
    month = date.fromisoformat(f"{bulan}-01")
    with reading(services.engine) as own:
        if potret_bulanan.potret_bulan(own, month) is not None:
            return
    lipat_semua(services.engine)
    made = buat(services, month, oleh or SISTEM.nama)
    known = session.scalar(select(PotretLaporan.id).where(PotretLaporan.bulan == month))
    if known is not None:  # by another worker meanwhile; the sweep takes what was made here
        return
    control = made.isi["kendali"]
    row = PotretLaporan(
        bulan=month,
        urut=control["urut"],
        hash=control["hash"],
        model=control["model"],
        parameter=", ".join(control["parameter"])[:300],
        kalender=control["kalender"],
        ditutup_at=clock.now(),
        penutup=control["pembuat"],
        key=made.figures.key,
        size=made.figures.size,
        sha256=made.figures.sha256,
        berkas=[BerkasPotret(bentuk=b, key=f.key, size=f.size, sha256=f.sha256) for b, f in made.files.items()],
    )
    session.add(row)
    session.flush()
    said = f"SHA-256 {row.sha256}; urut {row.urut}"
    audit.record(session, SISTEM, "laporan.tutup_buku", "potret", row.id, ke=bulan, catatan=said)
    siapkan_otomatis(session, services, row)


def lipat_semua(engine: Engine) -> None:
    """Fold the log to its end, a portion at a time."""
    more = True
    while more:
        with transaction(engine) as own:
            more = lipat(own) > 0


def buat(services: Services, bulan: date, pembuat: str) -> Terbitan:
    """Make the figures of a month and all its files, and store them; what nobody then refers to is swept away."""
    content = hitung(services, bulan, pembuat)
    with reading(services.engine) as own:
        earlier = [row.blob for row in potret_bulanan.potret_semua(own) if row.bulan < bulan][:DILIHAT]
    content["penyesuaian"] = penyesuaian(services, list(reversed(earlier)))
    figures = susunan.bita(content)
    sha256 = hashlib.sha256(figures).hexdigest()
    put = services.store.put
    return Terbitan(
        content,
        put(io.BytesIO(figures)),
        {name: put(io.BytesIO(make(content, sha256))) for name, make in BENTUK.items()},
    )


def hitung(services: Services, bulan: date, pembuat: str) -> dict[str, Any]:
    """The figures of a month as the log has them now."""
    with _sesaat(services.engine) as own:
        return terbitan.susun(
            own,
            services.pepper,
            bulan,
            kota=services.settings.nama_kota,
            ketentuan=ketentuan(own),
            dibuat=clock.now(),
            pembuat=pembuat,
        )


@contextmanager
def _sesaat(engine: Engine) -> Iterator[Session]:
    """One reading session that sees the database as it was at its first statement, whatever is folded meanwhile."""
    with reading(engine) as own:
        if engine.dialect.name == "postgresql":
            own.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield own


def penyesuaian(services: Services, earlier: Sequence[Blob]) -> list[dict[str, str]]:
    """What corrections changed in closed months since it was last reported.

    Args:
        earlier: their figures, oldest first.
    """
    kept = [baca(services.store, each) for each in earlier]
    found: list[dict[str, str]] = []
    for n, each in enumerate(kept):
        told = susunan.terlapor(each, kept[n + 1 :])
        found += susunan.beda(told, hitung(services, susunan.bulan_dari(each), ""))
    return found


def baca(store: BlobStore, figures: Blob) -> dict[str, Any]:
    """The frozen figures of a month; every byte is checked against its hash.

    Raises:
        Damaged: they are gone, or not what was stored.
    """
    with store.open(figures) as source:
        return susunan.baca(source.read())


def _nama(actor: Actor) -> str:
    return actor.jabatan_nama or actor.nama
