"""A rush: so many surat arrive in a minute while so many people read their lists and the worker is killed twice on the way."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from eoffice import clock, outbox
from eoffice.akses.rights import Sifat
from eoffice.db import reading, transaction
from eoffice.errors import Unavailable
from eoffice.kerja import pencatat
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import CaraKirim, Metode, PeranPenerima, Status, TipePenerima, Urgensi
from eoffice.nomor.models import Register
from eoffice.notifikasi.models import Pemberitahuan
from eoffice.organisasi.models import Unit
from eoffice.organisasi.states import Bentuk
from eoffice.pdf import isi
from eoffice.siap import ROOT
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.ukur.muat import Muatan, offices
from eoffice.ukur.rencana import Kantor
from eoffice.ukur.takar import Jam, quantile
from eoffice.ukur.tempat import Peramban, Tempat
from eoffice.web.services import Services

Say = Callable[[str], None]
#: Seconds a person looks at a list before asking for the next, on average.
JEDA: Final = 6.0
#: Parts of the run after which the worker is killed, without a word.
BUNUH: Final = (0.25, 0.6)
#: Seconds the worker gets to finish what was left, after the last surat was sent.
SISA: Final = 240
LISTS: Final = ("masuk", "perlu", "menunggu", "lewat", "tembusan", "terkirim")


@dataclass(frozen=True)
class Hasil:
    """What became of the rush; latencies in milliseconds."""

    dikirim: int
    tiba: int
    ganda: int
    selisih: int
    tanpa_kabar: int
    kabar_ganda: int
    halaman: int
    gagal: int
    p50: float
    p95: float
    paling_lama: float
    cpu: float
    sisa_detik: float


def serbu(services: Services, muatan: Muatan, *, surat: int, orang: int, detik: int, benih: int, say: Say) -> Hasil:
    """Send, read, kill, and count afterwards.

    Raises:
        Unavailable: the worker did not finish what was left in time.
    """
    tempat = Tempat(services, muatan, 1, Jam(services.engine))
    chance = random.Random(benih)  # noqa: S311 - a bench, not a secret
    with reading(services.engine) as session:
        before = session.scalar(select(func.max(SuratMasuk.id))) or 0
        known = offices(session)
    _go_on(services)
    people = _people(tempat, known, orang)
    say(f"  {len(people)} orang membaca daftarnya, {surat} surat dalam {detik} detik …")
    stop = threading.Event()
    spent: list[float] = []
    failed: list[str] = []
    readers = [
        threading.Thread(target=_read, args=(browser, stop, random.Random(n), spent, failed))  # noqa: S311
        for n, browser in enumerate(people)
    ]
    for thread in readers:
        thread.start()
    worker, began, cpu, sent, killed = _worker(services), time.monotonic(), time.process_time(), 0, 0
    while sent < surat:
        passed = time.monotonic() - began
        due = min(surat, int(surat * passed / detik) + 1)
        while sent < due:
            _send(services, known, chance, sent)
            sent += 1
        if killed < len(BUNUH) and passed > detik * BUNUH[killed]:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            say(f"  pekerja dimatikan pada detik {passed:.0f}")
            worker, killed = _worker(services), killed + 1
        time.sleep(0.02)
    over = time.monotonic()
    stop.set()
    for thread in readers:
        thread.join()
    cpu = time.process_time() - cpu
    try:
        _until_empty(services)
    finally:
        worker.terminate()
        worker.wait(60)
    return _counted(services, before, surat, spent, failed, cpu, time.monotonic() - over)


def _go_on(services: Services) -> None:
    """Let every agenda book go on after the numbers that were loaded past it."""
    with transaction(services.engine) as session:
        last = select(Unit.singkatan, SuratMasuk.tahun, func.max(SuratMasuk.nomor_agenda)).join(
            Unit, Unit.id == SuratMasuk.opd_id
        )
        for singkatan, tahun, urut in session.execute(last.group_by(Unit.singkatan, SuratMasuk.tahun)).tuples().all():
            known = session.scalar(select(Register).where(Register.kode == f"AG-{singkatan}", Register.tahun == tahun))
            if known is None:
                known = Register(kode=f"AG-{singkatan}", tahun=tahun, nama=f"Buku agenda {singkatan}", last=urut)
                session.add(known)
            known.last = max(known.last, urut)


def _people(tempat: Tempat, known: list[Kantor], orang: int) -> list[Peramban]:
    """Browsers of the two who can sign in, shared by as many as are asked for: what a page costs is what counts."""
    seats = [tempat.peramban(who) for who in (tempat.kepala, tempat.tu)]
    return [Peramban(b.app, b.base_url, b.cookie) for b in (seats[n % len(seats)] for n in range(orang))]


def _read(
    browser: Peramban, stop: threading.Event, chance: random.Random, spent: list[float], failed: list[str]
) -> None:
    stop.wait(chance.uniform(0, JEDA))
    while not stop.is_set():
        began = time.perf_counter()
        try:
            browser.get(f"/kerja/{chance.choice(LISTS)}")
            spent.append((time.perf_counter() - began) * 1000)
        except Unavailable as error:
            failed.append(str(error))
        stop.wait(chance.expovariate(1 / JEDA))


def _send(services: Services, known: list[Kantor], chance: random.Random, n: int) -> None:
    """One issued naskah to the head of an office, delivered by the worker as any other."""
    dari, ke = chance.choice(known), known[n % len(known)]
    at = clock.now()
    with transaction(services.engine) as session:
        made = Naskah(
            jenis="surat_dinas", status=Status.TERKIRIM, unit_id=dari.kepala.unit_id, opd_id=dari.opd_id,
            konseptor_id=dari.kepala.pegawai_id, konseptor_jabatan_id=dari.kepala.jabatan_id,
            penandatangan_id=dari.kepala.jabatan_id, bentuk=Bentuk.LANGSUNG, sifat=Sifat.BIASA, urgensi=Urgensi.BIASA,
            hal=f"Serbuan {n}", isi=isi.from_plain("Surat uji muat."), rincian={}, dibuat_at=at, diubah_at=at,
            tanggal=clock.today(), metode=Metode.TTE, ditandatangani_at=at, token=f"serbu-{at.timestamp()}-{n}",
        )  # fmt: skip
        to = Penerima(
            peran=PeranPenerima.TUJUAN, urutan=1, tipe=TipePenerima.INTERNAL, jabatan_id=ke.kepala.jabatan_id,
            teks=ke.kepala.nama, cara=CaraKirim.APLIKASI, dikirim_at=at,
        )  # fmt: skip
        made.penerima.append(to)
        session.add(made)
        session.flush()
        key = f"naskah.terkirim:{to.id}"
        outbox.enqueue(session, "naskah.terkirim", dedup_key=key, naskah_id=made.id, penerima_id=to.id)


def _worker(services: Services) -> "subprocess.Popen[bytes]":
    settings = services.settings
    environment = {
        "EOFFICE_MODE": "coba",
        "EOFFICE_DATA_DIR": str(settings.data_dir),
        "EOFFICE_DATABASE_URL": settings.database_url,
        "EOFFICE_STORAGE_URL": settings.storage_url,
        "EOFFICE_SECRET_KEY": settings.secret_key,
        "EOFFICE_BASE_URL": settings.base_url,
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "eoffice", "kerja"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _until_empty(services: Services) -> None:
    """Wait until the worker has delivered everything; what a killed one held comes back when its lease is over."""
    until = time.monotonic() + outbox.LEASE.total_seconds() + SISA
    ours = outbox.Job.topic.in_(("naskah.terkirim", "notifikasi.sebar"))
    waiting = select(func.count()).where(ours, outbox.Job.state != "selesai")
    while time.monotonic() < until:
        with reading(services.engine) as session:
            if not session.scalar(waiting):
                return
        time.sleep(0.5)
    raise Unavailable("Pekerja belum menyelesaikan semua pengiriman. Ulangi pada mesin yang lebih senggang.")


def _counted(
    services: Services, before: int, surat: int, spent: list[float], failed: list[str], cpu: float, left: float
) -> Hasil:
    with reading(services.engine) as session:
        arrived = set(session.scalars(select(SuratMasuk.id).where(SuratMasuk.id > before)))
        twice = select(SuratMasuk.penerima_id).where(SuratMasuk.penerima_id.is_not(None))
        doubled = session.execute(twice.group_by(SuratMasuk.penerima_id).having(func.count() > 1)).all()
        news = session.execute(
            select(Pemberitahuan.objek_id, func.count(), func.count(Pemberitahuan.pegawai_id.distinct()))
            .where(Pemberitahuan.objek == "surat", Pemberitahuan.objek_id.in_(arrived))
            .group_by(Pemberitahuan.objek_id)
        ).all()
        wrong = len(list(pencatat.periksa(session)))
    return Hasil(
        dikirim=surat,
        tiba=len(arrived),
        ganda=len(doubled),
        selisih=wrong,
        tanpa_kabar=len(arrived) - len(news),
        kabar_ganda=sum(many != people for _, many, people in news),
        halaman=len(spent),
        gagal=len(failed),
        p50=quantile(spent, 0.5),
        p95=quantile(spent, 0.95),
        paling_lama=max(spent, default=0.0),
        cpu=1000 * cpu / max(1, len(spent)),
        sisa_detik=left,
    )
