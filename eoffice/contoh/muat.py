"""Loading the sample city once: its people, its year, and the sign-ins that a newcomer needs."""

import gc
import os
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Engine, event, func, select, update

from eoffice import clock
from eoffice.akun import sandi
from eoffice.contoh import (
    agenda,
    arahan,
    arsip,
    arsip_lama,
    cari,
    geser,
    gudang,
    kabar,
    kiriman,
    kota,
    layanan,
    lembar,
    masuk,
    orang,
    pemeran,
    pemusnahan,
    penandatangan,
    penduduk,
    pentas,
    percetakan,
    perwakilan,
    retensi,
    tata_usaha,
    templat,
    tenggat,
)
from eoffice.contoh.masuk import Masuk, Say
from eoffice.contoh.penandatangan import Gantungan
from eoffice.contoh.pentas.panggung import Panggung
from eoffice.contoh.rencana import Rencana, rencana
from eoffice.db import open_session, reading, transaction
from eoffice.errors import Conflict, Invalid
from eoffice.kerja import pencatat
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.outbox import Handler, Job
from eoffice.pdf import kata
from eoffice.search.bangun import jarang_menyapu
from eoffice.tenggat import penjaga
from eoffice.tte import authority, policy
from eoffice.tte.models import Otoritas
from eoffice.web.services import Services

#: How often the loading says how far it is, in steps.
KABAR: Final = 500
#: When, after the last step, the worker has done all that was due.
SESUDAH: Final = timedelta(minutes=10)


def muat(services: Services, *, handlers: Mapping[str, Handler], say: Say, plan: Rencana | None = None) -> bool:
    """Load the sample city, or only tell the sign-ins again when it is there; True when it stands.

    Args:
        handlers: every outbox topic and what does it, as the worker has them.
        plan: another plan than the whole year.
    Raises:
        Conflict: this is no place for a sample city, or an earlier loading was cut off; nothing was changed.
    """
    if masuk.sudah(services, say=say):
        return True
    with reading(services.engine) as session:
        ready = session.scalar(select(func.count()).select_from(Klasifikasi)) and session.scalar(
            select(func.count()).select_from(Otoritas)
        )
    if not ready:
        raise Conflict("Pemasangan ini belum disiapkan. Jalankan: eoffice siapkan")
    began = time.monotonic()
    fresh = Masuk(_phrase(), _phrase(), selesai=False)
    masuk.write(services, fresh)
    minggu = geser.weeks(clock.now())
    try:
        with _hurried(services.engine), _rarely_collecting():
            _fill(services, geser.geser(plan or rencana(), minggu), minggu, fresh, handlers, say)
    finally:
        clock.set_clock(None)
    _sekarang(services)
    kept = Masuk(fresh.sandi, fresh.frasa, selesai=True)
    masuk.write(services, kept)
    say(f"Kota contoh siap dalam {time.monotonic() - began:.0f} detik.")
    masuk.tell(services, kept, say)
    return True


def _sekarang(services: Services) -> None:
    """What is left to the worker, reading enclosures above all, is due from now on and not from its day in the story."""
    with transaction(services.engine) as session:
        late = Job.state == "siap", Job.run_at < clock.now()
        session.execute(update(Job).where(*late).values(run_at=clock.now()))


def _phrase() -> str:
    """A passphrase that the product's own rules accept, for everybody of the cast."""
    cast = [p for p in orang.people().values() if p.akun in {one.akun for one in pemeran.PEMERAN}]
    names = [text for p in cast for text in (p.akun, p.nip or "")] + [u.nama for u in kota.units().values()]
    while True:
        made = penduduk.kata_sandi()
        try:
            sandi.check(made, names=names, words=[p.nama for p in cast])
            policy.check_passphrase(made)
        except Invalid:
            continue
        return made


def _fill(
    services: Services, plan: Rencana, minggu: int, baru: Masuk, handlers: Mapping[str, Handler], say: Say
) -> None:
    first, total = plan.langkah[0].at, len(plan.langkah)
    signers = penandatangan.people(plan, minggu)
    titles = sorted({judul for row in plan.naskah.values() for judul in row.lampiran})
    cast = penduduk.cast()
    bits = [authority.KEY_BITS if kunci in cast else percetakan.BIT_FIGURAN for kunci in signers]
    with percetakan.buka(services.settings, bits) as cetak, ThreadPoolExecutor(1) as aside:
        sheets = aside.submit(lambda: [lembar.lampiran(judul) for judul in titles])
        clock.set_clock(first)
        with transaction(services.engine) as session:
            placed = penduduk.tempatkan(session, minggu)
            accounts = penduduk.beri_akun(session, services, placed, baru.sandi)
        say(f"  {len(placed.unit)} unit kerja, {len(placed.jabatan)} jabatan, {accounts} pegawai dengan akunnya")
        sheets.result()

        def tell(done: int) -> None:
            if done % KABAR == 0 or done == total:
                say(f"  {kata.tanggal(clock.today())}: {done} dari {total} langkah")

        with open_session(services.engine, writes=True) as session:
            session.info[penjaga.NANTI] = True  # what is open at the end gets its limits then
            session.info[pencatat.NANTI] = True  # and the lists and counters are made once, of all that stands
            ring = Gantungan(services, session, placed, baru.frasa, signers, cetak.next_key)
            quiet = kabar.hening(handlers, plan.langkah[-1].at)
            stage = Panggung(services, session, plan, placed, quiet, ring, cetak)
            stage.prepare()
            gc.freeze()  # what lives to the end need not be looked through again and again
            pentas.mainkan(stage, on_step=tell)
            say(f"  {ring.rest()} sertifikat tanda tangan elektronik")
            said = f"{cetak.meleset} di antaranya dicetak ulang" if cetak.meleset else "semuanya dicetak lebih dahulu"
            say(f"  {len(stage.signings)} naskah ditandatangani, {said}")
            pentas.koreksi(stage)
            pentas.surat_massal(stage)
            clock.set_clock(clock.now() + SESUDAH)
            gudang.isi(session, services.pepper)
            session.info.pop(penjaga.NANTI)
            tenggat.isi(session)
            kiriman.isi(session, services, placed.unit)
            tata_usaha.isi(session, "31.1.1-TU", "31", placed.unit["20"])
            tata_usaha.isi(session, "10.3.2.1-TU", "10", placed.unit["30"])
            arahan.isi(session, placed.jabatan, "31", "31.1", "31.1.1-TU", "31.3")
            perwakilan.isi(session)
            arsip.isi(session)
            retensi.isi(session, services.store)
            pemusnahan.isi(stage)
            layanan.isi(session)
            agenda.isi(session, placed.jabatan)
            templat.isi(session, placed.jabatan, "10.3.1", "31.3-S1")
            cari.isi(session, placed.jabatan, "31")
            stage.save()
            kabar.rapikan(session)
            stage.save()
            session.info.pop(pencatat.NANTI)
            pencatat.susun_ulang(session)
            session.commit()
        arsip_lama.isi(services, "31.1.1-AR")


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Thousands of rows stay in memory meanwhile (`gc.freeze`); Python would search them for rubbish most of the time."""
    with jarang_menyapu():
        try:
            yield
        finally:
            gc.unfreeze()


@contextmanager
def _hurried(engine: Engine) -> Iterator[None]:
    """Let SQLite not wait for the disk meanwhile: a half-loaded city is thrown away anyway. At the end all is flushed."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path:
        yield
        return

    def relax(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    engine.dispose()
    event.listen(engine, "connect", relax)
    try:
        yield
    finally:
        event.remove(engine, "connect", relax)
        engine.dispose()
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
