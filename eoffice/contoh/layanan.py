"""Requests to read and paper that is out, so that the pages of the archive's services are not empty."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Sifat
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Media
from eoffice.layanan_arsip import actions, queries
from eoffice.layanan_arsip.actions import IsianAkses, IsianPinjam, pinjam
from eoffice.layanan_arsip.models import Peminjaman
from eoffice.organisasi import queries as organisasi

#: Who keeps, who asks, what the paper is lent for, and which letters are asked for; the first of them is found.
SEMUA: Final = (
    (
        "10.3.2.1-AR",
        "31.3-S1",
        "Pemeriksaan reguler Inspektorat",
        ("undangan rapat", "nota dinas tentang pengadaan tahun lalu"),
    ),
    (
        "31.1.1-AR",
        "10.3.1-S1",
        "Bahan evaluasi penerapan e-government",
        ("laporan aplikasi", "perjanjian sewa jaringan tahun 2024"),
    ),
)


def isi(session: Session) -> None:
    """The services of the two arsiparis of the cast."""
    for keeper, asker, aim, words in SEMUA:
        _satu(session, keeper, asker, aim, words)


def _satu(session: Session, arsiparis: str, peminta: str, keperluan: str, sebutan: tuple[str, ...]) -> None:
    """Two lendings of one office, one of them late, and two requests to read: one decided, one waiting.

    Args:
        arsiparis: kode of the jabatan that keeps the archive.
        peminta: kode of the jabatan in another office that asks.
        sebutan: what is asked for, as it was typed.
    """
    keeper, asker = _actor(session, arsiparis), _actor(session, peminta)
    if keeper is None or asker is None:
        return
    head = _kepala(session, keeper)  # decides where the keeper asks
    open_ = select(Berkas).where(
        Berkas.opd_id.in_(keeper.arsip_opd_ids), Berkas.jumlah > 0, Berkas.sifat == Sifat.BIASA, Berkas.akhir.is_(None),
        Berkas.media != Media.ELEKTRONIK,
    )  # fmt: skip
    for n, berkas in enumerate(session.scalars(open_.order_by(Berkas.id).limit(2))):
        decider = head if n else keeper
        if decider is None:
            break
        isian = IsianPinjam("Seluruh berkas", keperluan, 7, None if n else asker.pegawai_id)
        row = pinjam.ajukan(session, keeper, berkas, isian)
        pinjam.setujui(session, decider, row)
        pinjam.serahkan(session, keeper, row)
        if n == 0:
            _lebih_dahulu(row, timedelta(days=row.hari + 3))
        session.flush()
    for n, words in enumerate(sebutan):
        request = actions.minta(
            session,
            asker,
            IsianAkses(keeper.opd_id, words, "Menyusun laporan kinerja bersama kedua perangkat daerah.", 14),
        )
        found = queries.calon(session, keeper, request, words.split()[0]) if n == 0 else []
        plain = next((r for r in found if r.sifat is Sifat.BIASA), None)
        if plain is not None:
            actions.setujui(session, keeper, request, plain, hari=14)
    session.flush()


def _lebih_dahulu(row: Peminjaman, by: timedelta) -> None:
    """As if all of it had happened so much earlier: what is late was lent before it was due."""
    row.diminta_at -= by
    for name in ("diputus_at", "diserahkan_at", "jatuh_tempo"):
        setattr(row, name, getattr(row, name) - by)


def _kepala(session: Session, keeper: Actor) -> Actor | None:
    """Who leads the office whose paper an arsiparis keeps."""
    for post in organisasi.berperan(session, min(keeper.arsip_opd_ids), Peran.PIMPINAN_OPD):
        held = organisasi.holder(session, post.id)
        if held is not None:
            return organisasi.actor_for(session, held.pegawai_id, post.id)
    return None


def _actor(session: Session, kode: str) -> Actor | None:
    jabatan_id = organisasi.jabatan_by_kode(session, kode)
    held = organisasi.holder(session, jabatan_id) if jabatan_id is not None else None
    return organisasi.actor_for(session, held.pegawai_id, jabatan_id) if held is not None else None
