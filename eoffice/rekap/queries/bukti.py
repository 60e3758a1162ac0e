"""What goes into the pack of evidence: use by month, what the city has set, who runs the service, and a random sample."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Sifat
from eoffice.db import within
from eoffice.laporan.adopsi import Hitung
from eoffice.laporan.queries import adopsi
from eoffice.laporan.states import Rentang, month_start
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED, Status
from eoffice.organisasi.models import Jabatan, JabatanPeran, KalenderKerja, Unit
from eoffice.peristiwa import queries as peristiwa
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.states import Jenis

DILIHAT: Final = 24
"""Months of use that the pack tells."""


@dataclass(frozen=True)
class Potret:
    """Where the log stood when the pack was made: the last event and its hash."""

    urut: int
    hash: str


def potret(session: Session) -> Potret:
    """The state that the pack is made from."""
    return Potret(*peristiwa.head(session))


def penggunaan(session: Session, hari_ini: date, opd: frozenset[int] | None) -> list[tuple[date, Hitung, int | None]]:
    """Use by month, oldest first: the adoption counts, and active users of the city (None for single offices)."""
    first = month_start(hari_ini, DILIHAT - 1)
    months = [month_start(hari_ini, n) for n in range(DILIHAT - 1, -1, -1)]
    by_opd = adopsi.per_bulan(session, Rentang(first, month_start(hari_ini, -1)))
    users = adopsi.pengguna(session, months) if opd is None else {}
    found = []
    for month in months:
        counts = [of.get(month, Hitung()) for key, of in by_opd.items() if opd is None or key in opd]
        found.append((month, sum(counts, Hitung()), len(users.get(month, ())) if opd is None else None))
    return found


def ketetapan(session: Session) -> list[tuple[str, str, str, str, str]]:
    """Everything the city has set: kind, name, value, since when, on what paper; in the order it was set."""
    rows: list[tuple[str, str, str, str, str]] = []
    kinds = (Jenis.PARAMETER_DITETAPKAN, Jenis.KALENDER_DITETAPKAN)
    for jenis, rincian in session.execute(
        select(Peristiwa.jenis, Peristiwa.rincian).where(Peristiwa.jenis.in_(kinds)).order_by(Peristiwa.urut)
    ):
        of: dict[str, Any] = dict(rincian)
        name = str(of.get("kode") or of.get("tanggal") or of.get("versi") or "")
        value = " / ".join(str(of[k]) for k in ("rendah", "tengah", "tinggi", "jenis_libur", "sha256") if k in of)
        rows.append((str(jenis), name, value, str(of.get("berlaku_sejak", "")), str(of.get("dasar", ""))))
    for version in session.scalars(select(KalenderKerja).order_by(KalenderKerja.id)):
        rows.append(("kalender", version.versi, version.sha256, version.berlaku_sejak.isoformat(), version.dasar))
    return rows


def penyelenggara(session: Session) -> list[tuple[str, str]]:
    """The units whose jabatan manage the system, and those jabatan; no names of people (metrik.md 3.6)."""
    rows = session.execute(
        select(Unit.nama, Jabatan.nama)
        .join(Jabatan, Jabatan.unit_id == Unit.id)
        .join(JabatanPeran, JabatanPeran.jabatan_id == Jabatan.id)
        .where(JabatanPeran.peran == Peran.ADMIN_SISTEM, Jabatan.aktif)
        .order_by(Unit.kode, Jabatan.kode)
    )
    return [(unit, jabatan) for unit, jabatan in rows]


def calon(actor: Actor, tahun: int, opd: frozenset[int] | None) -> Select[tuple[Naskah]]:
    """The naskah an auditor's sample is drawn from: what the actor may read, above Biasa only for an arsiparis."""
    found = naskah_queries.visible(actor).where(
        Naskah.status.in_(ISSUED), Naskah.tanggal >= date(tahun, 1, 1), Naskah.tanggal < date(tahun + 1, 1, 1)
    )
    if opd is not None:
        found = found.where(within(Naskah.opd_id, opd))
    if not actor.arsip_opd_ids:
        return found.where(Naskah.sifat == Sifat.BIASA)
    return found.where((Naskah.sifat == Sifat.BIASA) | within(Naskah.opd_id, actor.arsip_opd_ids))


def contoh(
    session: Session, actor: Actor, *, benih: str, banyak: int, tahun: int, opd: frozenset[int] | None
) -> tuple[list[Naskah], int]:
    """So many naskah drawn with a seed, in the order of their numbers, and from how many.

    Every one has the same chance, and the same seed over the same naskah draws the same ones: they are ranked by
    SHA-256 of the seed and their id.
    """
    ids: Sequence[int] = session.scalars(
        calon(actor, tahun, opd).with_only_columns(Naskah.id).order_by(Naskah.id)
    ).all()
    drawn = sorted(ids, key=lambda i: hashlib.sha256(f"{benih}:{i}".encode()).digest())[:banyak]
    rows = session.scalars(
        naskah_queries.visible(actor)
        .where(Naskah.id.in_(drawn))
        .options(joinedload(Naskah.unit), joinedload(Naskah.opd))
    )
    return sorted(rows, key=lambda n: (n.tanggal or date.min, n.id)), len(ids)


def diberkaskan(naskah: Naskah) -> bool:
    """Whether it lies in a berkas."""
    return naskah.status is Status.DIBERKASKAN
