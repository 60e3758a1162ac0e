"""Carrying out a destruction: two different people, every rule asked again, then nothing but the tombstone is left."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Akhir, Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit import actions as audit
from eoffice.db import porsi
from eoffice.errors import Conflict, NotAllowed
from eoffice.naskah.models import Naskah
from eoffice.penyusutan import daftar, kaidah
from eoffice.penyusutan.actions import malam
from eoffice.penyusutan.actions.hapus import hapus
from eoffice.penyusutan.actions.objek import TOPIK
from eoffice.penyusutan.actions.step import periksa, step
from eoffice.penyusutan.models import DokumenKasus, Kasus
from eoffice.penyusutan.queries import fakta
from eoffice.penyusutan.states import HARI_TUNGGU, Dokumen, Jalur, Jenis, Langkah, Status
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.titik import titik

#: Whoever began before the destruction and wrote after it has ended by then; what came back that way goes again.
SUSULAN = timedelta(minutes=15)


def siapkan(session: Session, actor: Actor, kasus: Kasus) -> None:
    """The first of two people declares that the case is ready to be carried out; everything is checked.

    Raises:
        NotAllowed: neither arsiparis nor panitia. Conflict: not determined, not signed, or a rule stands in the way.
    """
    with step(session, actor, Action.LAKSANAKAN_SUSUT, kasus, "siap_musnah"):
        _check(session, kasus)
        if kasus.pelaksana_id is not None:
            raise Conflict("Pelaksana pertama sudah menyatakan siap; tinggal orang kedua yang melaksanakan.")
        kasus.pelaksana_id, kasus.pelaksana_at = actor.pegawai_id, clock.now()


def urungkan(session: Session, actor: Actor, kasus: Kasus) -> None:
    """Take back that it is ready."""
    with step(session, actor, Action.LAKSANAKAN_SUSUT, kasus, "urung_musnah"):
        if kasus.pelaksana_id is None:
            raise Conflict("Belum ada yang menyatakan siap.")
        kasus.pelaksana_id = kasus.pelaksana_at = None


def musnahkan(session: Session, actor: Actor, kasus: Kasus) -> set[str]:
    """The second person carries it out: the content of every record in the list is taken away now, its objects are marked
    and leave the store after HARI_TUNGGU days (OBJ-02).

    Returns:
        SHA-256 of the files that are gone, for whoever keeps pictures of them.
    Raises:
        NotAllowed: the same person as the first, or no right to it.
        Conflict: a rule stands in the way of anything at this moment, or the list is not the one that was determined.
    """
    genggam(session, kasus)
    with step(session, actor, Action.LAKSANAKAN_SUSUT, kasus, "musnahkan"):
        _check(session, kasus)
        if kasus.pelaksana_id is None:
            raise Conflict("Pelaksana pertama belum menyatakan siap.")
        if kasus.pelaksana_id == actor.pegawai_id:
            raise NotAllowed("Pemusnahan dilaksanakan dua orang yang berbeda; Anda sudah menjadi yang pertama.")
        titik("susut_diperiksa")
        report = _signed(kasus, Dokumen.BERITA_ACARA)
        at, kasus.pengesah_id = clock.now(), actor.pegawai_id
        every = [b.berkas for b in kasus.hidup]
        items = fakta.isi(session, [b.id for b in every])
        flat = [i for rows in items.values() for i in rows]
        for item in flat:
            said = f"{report.nomor}; perkara {kasus.nomor}"
            audit.record(session, actor, f"{item.objek}.musnah", str(item.objek), item.objek_id, catatan=said)
        for berkas in every:
            berkas.akhir, berkas.akhir_at, berkas.akhir_nomor = Akhir.DIMUSNAHKAN, at, report.nomor
            audit.record(
                session, actor, "berkas.musnah", "berkas", berkas.id, catatan=f"{berkas.nomor}: {report.nomor}"
            )
        kasus.maju(Langkah.MUSNAHKAN, Status.DIMUSNAHKAN, at)
        session.flush()
        gone = hapus(session, kasus, flat, nomor=report.nomor, at=at)
    delay = timedelta(days=HARI_TUNGGU, hours=1)
    outbox.enqueue(session, "penyusutan.hapus_objek", dedup_key=f"{TOPIK}:{kasus.id}", delay=delay, kasus_id=kasus.id)
    outbox.enqueue(session, "penyusutan.susulan", delay=SUSULAN, kasus_id=kasus.id)
    malam.sapu_kata(session)
    return gone


def genggam(session: Session, kasus: Kasus) -> None:
    """Nobody else changes the case, its berkas or the records in them until the commit; all is read anew.

    Who was sooner is waited for and seen by the rules; who comes later waits, and finds what was destroyed. Locked are
    always the case, the berkas, the records, each in the order of their ids. SQLite has one writer at a time.
    """
    session.flush()
    _lock(session, Kasus, [kasus.id])
    session.expire_all()
    ids = sorted(b.berkas_id for b in kasus.hidup)
    _lock(session, Berkas, ids)
    rows = select(IsiBerkas.objek, IsiBerkas.objek_id)
    inside = [row for some in porsi(ids) for row in session.execute(rows.where(IsiBerkas.berkas_id.in_(some))).tuples()]
    for kind, table in ((Objek.NASKAH, Naskah), (Objek.SURAT_MASUK, SuratMasuk), (Objek.ARSIP_IMPOR, ArsipImpor)):
        _lock(session, table, sorted(one for objek, one in inside if objek is kind))


def _lock(session: Session, table: Any, ids: Iterable[int]) -> None:
    for some in porsi(ids):
        session.execute(select(table.id).where(table.id.in_(some)).order_by(table.id).with_for_update()).all()


def susulan(session: Session, kasus_id: int) -> set[str]:
    """Take away once more whatever somebody who began before the destruction wrote back after it.

    Returns:
        SHA-256 of files that were found and marked now.
    """
    kasus = session.get(Kasus, kasus_id)
    if kasus is None or kasus.status is not Status.DIMUSNAHKAN:
        return set()
    genggam(session, kasus)
    items = [i for rows in fakta.isi(session, [b.berkas_id for b in kasus.hidup]).values() for i in rows]
    report = _signed(kasus, Dokumen.BERITA_ACARA)
    at = next(b.berkas.akhir_at for b in kasus.hidup)
    return hapus(session, kasus, items, nomor=report.nomor, at=at or clock.now())


def _signed(kasus: Kasus, jenis: Dokumen) -> DokumenKasus:
    row = kasus.kini(jenis)
    if row is None or row.berlaku_at is None:
        raise Conflict(f"Dokumen {str(jenis).replace('_', ' ')} belum ditandatangani.")
    return row


def _check(session: Session, kasus: Kasus) -> None:
    """Everything that must be true at this very moment. Raises Conflict."""
    if kasus.jenis is not Jenis.PEMUSNAHAN:
        raise Conflict("Perkara ini bukan pemusnahan.")
    for each in (
        Dokumen.SK_PANITIA,
        Dokumen.PERTIMBANGAN,
        Dokumen.PERSETUJUAN,
        Dokumen.PENETAPAN,
        Dokumen.BERITA_ACARA,
    ):
        _signed(kasus, each)
    if len(kasus.saksi) < kaidah.SAKSI_PALING_SEDIKIT:
        raise Conflict("Saksi pemusnahan kurang dari dua.")
    now = kasus.sidik()
    signed = {_signed(kasus, d).daftar_sha256 for d in (Dokumen.PENETAPAN, Dokumen.BERITA_ACARA)}
    if {now} != signed or now != kasus.daftar_sha256:
        raise Conflict("Daftar pada perkara tidak sama dengan yang ditetapkan dan ditandatangani.")
    outside = kaidah.jalur(kasus.jenis, daftar.lama(kasus)) is Jalur.ANRI
    if outside and _signed(kasus, Dokumen.PERSETUJUAN).surat_id is None:
        raise Conflict("Ada retensi 10 tahun atau lebih, jadi diperlukan surat persetujuan Kepala ANRI.")
    periksa(session, kasus)


__all__ = ["musnahkan", "siapkan", "urungkan"]
