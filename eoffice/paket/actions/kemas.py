"""The worker's side of a package: a portion of records at a time, then all of it into one ZIP; a kill costs one portion."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.arsip.states import Objek
from eoffice.arsip_impor import queries as impor_queries
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import Damaged, NotFound, Unavailable
from eoffice.naskah import queries as naskah_queries
from eoffice.organisasi.aktor import actor_for
from eoffice.paket import queries, susun
from eoffice.paket.models import Paket, PaketButir
from eoffice.paket.states import MASA_UNDUH, PAKET_JALAN, SEPORSI, SEWA, TRIES, LangkahPaket, StatusButir, StatusPaket
from eoffice.paket.susun.penulis import Tentang
from eoffice.surat_masuk import queries as surat_queries
from eoffice.titik import titik
from eoffice.web.services import Services

#: Said instead of a record that the orderer may no longer read; nothing more is told of it.
TAK_TERBACA = "Tidak dapat dibaca lagi oleh pemesan"


@dataclass(frozen=True)
class _Tugas:
    id: int
    oleh_id: int
    oleh_jabatan_id: int
    percobaan: int


def kemas(services: Services) -> bool:
    """Do one portion of the eldest package that waits; False when none does.

    Nothing is locked while files are read; a lease keeps other workers away, and runs out when this process dies.

    Raises:
        Unavailable: the store or the database does not answer; trying again later is sensible.
    """
    _kedaluwarsa(services)
    taken = _claim(services)
    if taken is None:
        return False
    titik("paket_diklaim")
    try:
        if taken.percobaan > TRIES:
            _gagal(
                services,
                taken.id,
                "Paket ini berulang kali terhenti di tengah jalan. Hubungi administrator, lalu buat paket baru.",
            )
        elif not _portion(services, taken):
            _finish(services, taken)
    except Unavailable:
        _release(services, taken.id)
        raise
    except Damaged as error:
        _gagal(
            services, taken.id, f"Ada berkas yang rusak atau hilang di penyimpanan, jadi paket tidak dibuat. {error}"
        )
    except NotFound as error:
        _gagal(services, taken.id, str(error))
    return True


def _claim(services: Services) -> _Tugas | None:
    at = clock.now()
    free = or_(Paket.sewa_at.is_(None), Paket.sewa_at < at)
    pick = select(Paket).where(Paket.status.in_(PAKET_JALAN), free).order_by(Paket.id).limit(1)
    with reading(services.engine) as session:  # an idle worker never takes a writer's lock
        if session.scalar(pick.with_only_columns(Paket.id)) is None:
            return None
    with transaction(services.engine) as session:
        row = session.scalar(pick.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.move(LangkahPaket.SUSUN)
        row.sewa_at, row.percobaan = at + SEWA, row.percobaan + 1
        return _Tugas(row.id, row.oleh_id, row.oleh_jabatan_id, row.percobaan)


def _actor(session: Session, taken: _Tugas) -> Actor:
    """Who ordered it, with the rights of now (OTR-11). Raises NotFound when that person holds no jabatan any more."""
    try:
        return queries.sendiri(actor_for(session, taken.oleh_id, taken.oleh_jabatan_id))
    except NotFound:
        raise NotFound("Pemesan paket ini tidak lagi memegang jabatan, jadi paket tidak dibuat.") from None


def _portion(services: Services, taken: _Tugas) -> bool:
    """Render the next records; False when all are."""
    with reading(services.engine) as session:
        waiting = session.scalars(
            select(PaketButir)
            .where(PaketButir.paket_id == taken.id, PaketButir.keadaan == StatusButir.MENUNGGU)
            .order_by(PaketButir.urutan)
            .limit(SEPORSI)
        ).all()
        actor = _actor(session, taken)
        made = [(row.urutan, row.objek, row.objek_id, _render(session, services, actor, row)) for row in waiting]
    if not made:
        return False
    titik("paket_porsi")
    with transaction(services.engine) as session:
        paket = session.get_one(Paket, taken.id, with_for_update=True)
        if paket.status is not StatusPaket.DISUSUN:  # something in it was destroyed meanwhile, or it was given up
            return True
        for urutan, objek, objek_id, found in made:
            row = session.get_one(PaketButir, (taken.id, urutan))
            if row.keadaan is not StatusButir.MENUNGGU:
                continue
            row.keadaan = StatusButir.TERLEWAT if found is None else StatusButir.SIAP
            row.alasan, row.isi = ("", found.dump()) if found is not None else (TAK_TERBACA, None)
            if found is None:
                paket.terlewat += 1
            else:
                note = f"Paket {taken.id} ({paket.format})"
                hash_ = found.muatan[0].sha256 if found.muatan else ""
                audit.record(session, actor, "paket.ekspor", objek, objek_id, catatan=note, isi_sha256=hash_)
        paket.selesai += len(made)
        paket.sewa_at, paket.percobaan = None, 0
    return True


def _render(session: Session, services: Services, actor: Actor, row: PaketButir) -> susun.Rekaman | None:
    """The record with the rights of now; None when they are gone."""
    try:
        if row.objek == Objek.NASKAH:
            return susun.naskah(session, naskah_queries.get(session, actor, row.objek_id))
        if row.objek == Objek.SURAT_MASUK:
            return susun.surat_masuk(session, surat_queries.get(session, actor, row.objek_id))
        arsip = impor_queries.get(session, actor, row.objek_id)
    except NotFound:
        return None
    kept = {}
    for name, blob in {"metadata.json": arsip.metadata_blob, **arsip.ikutan}.items():
        with services.store.open(blob) as source:
            kept[name] = source.read()
    return susun.arsip_impor(session, arsip, kept)


def _finish(services: Services, taken: _Tugas) -> None:
    """All of it into one file, in the store before the row says so (OBJ-01)."""
    with reading(services.engine) as session:
        actor, paket = _actor(session, taken), session.get_one(Paket, taken.id)
        used: set[int] = set()
        gone = False
        after = 0
        while rows := queries.butir(session, taken.id, sesudah=after):
            after = rows[-1].urutan
            ready = [(Objek(r.objek), r.objek_id) for r in rows if r.keadaan is StatusButir.SIAP]
            gone = gone or len(queries.terbaca(session, actor, ready)) != len(ready)
            for row in rows:
                if row.isi is not None and (place := susun.Rekaman.load(row.isi).berkas_id) is not None:
                    used.add(place)
            session.expunge_all()
            paket = session.get_one(Paket, taken.id)
        if gone:
            raise NotFound("Hak baca pemesan berubah selama paket disusun. Buat paket baru.")
        if paket.selesai - paket.terlewat == 0:
            raise NotFound("Tidak ada satu arsip pun yang masih boleh dibaca pemesan, jadi paket tidak dibuat.")
        about = Tentang(
            nama=f"paket-{taken.id}-{paket.dibuat_at:%Y%m%d}",
            judul=paket.judul,
            instansi=f"{services.settings.nama_kota} - {paket.opd.nama}",
            dibuat=clock.today(),
            cakupan=paket.cakupan | {"format": str(paket.format), "terlewat": paket.terlewat},
            berkas=[susun.berkas_baris(b) for b in queries.berkas(session, actor, used)],
        )
        bentuk = paket.format
    folder = services.settings.data_dir / "paket"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as out:
        susun.tulis(cast(BinaryIO, out), services.store, bentuk, about, lambda: _rendered(services, taken.id))
        out.seek(0)
        titik("paket_tertulis")
        blob = services.store.put(cast(BinaryIO, out))
    with transaction(services.engine) as session:
        paket = session.get_one(Paket, taken.id)
        if paket.status is not StatusPaket.DISUSUN:
            return
        at = clock.now()
        before = paket.move(LangkahPaket.SELESAIKAN)
        paket.selesai_at, paket.kedaluwarsa_at = at, at + MASA_UNDUH
        paket.key, paket.size, paket.sha256 = blob.key, blob.size, blob.sha256
        paket.sewa_at, paket.percobaan = None, 0
        session.execute(update(PaketButir).where(PaketButir.paket_id == taken.id).values(isi=None))
        audit.record(
            session, SISTEM, "paket.siap", "paket", taken.id, dari=before, ke=paket.status,
            isi_sha256=blob.sha256,
        )  # fmt: skip


def _rendered(services: Services, paket_id: int) -> Iterator[tuple[int, susun.Rekaman]]:
    """The records one after the other; between two pages of them the lease is renewed."""
    after = 0
    while True:
        with reading(services.engine) as session:
            rows = [(r.urutan, r.isi) for r in queries.butir(session, paket_id, sesudah=after, limit=SEPORSI)]
        if not rows:
            return
        for urutan, kept in rows:
            if kept is not None:
                yield urutan, susun.Rekaman.load(kept)
        after = rows[-1][0]
        _hold(services, paket_id, clock.now() + SEWA)


def _hold(services: Services, paket_id: int, until: datetime | None) -> None:
    with transaction(services.engine) as session:
        session.execute(update(Paket).where(Paket.id == paket_id).values(sewa_at=until, version=Paket.version + 1))


def _release(services: Services, paket_id: int) -> None:
    """Nothing was done: the try does not count."""
    with transaction(services.engine) as session:
        row = session.get_one(Paket, paket_id)
        row.sewa_at, row.percobaan = None, row.percobaan - 1


def _gagal(services: Services, paket_id: int, said: str) -> None:
    with transaction(services.engine) as session:
        row = session.get_one(Paket, paket_id)
        before = row.move(LangkahPaket.GAGALKAN)
        row.galat, row.sewa_at, row.selesai_at = said[:500], None, clock.now()
        session.execute(update(PaketButir).where(PaketButir.paket_id == paket_id).values(isi=None))
        audit.record(session, SISTEM, "paket.gagal", "paket", paket_id, dari=before, ke=row.status, catatan=said[:300])


def _kedaluwarsa(services: Services) -> None:
    """Packages that nobody may fetch any more let go of their object; the sweep takes it away (OBJ-02)."""
    old = (Paket.status == StatusPaket.SIAP) & (Paket.kedaluwarsa_at < clock.now())
    with reading(services.engine) as session:
        if session.scalar(select(Paket.id).where(old).limit(1)) is None:
            return
    with transaction(services.engine) as session:
        for row in session.scalars(select(Paket).where(old)):
            before = row.move(LangkahPaket.HABISKAN)
            row.key = row.size = row.sha256 = None
            audit.record(session, SISTEM, "paket.habis", "paket", row.id, dari=before, ke=row.status)
