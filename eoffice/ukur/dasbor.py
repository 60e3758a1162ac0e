"""The dashboard of the city over three years: the page of the Sekda beside a bare one, with a worker and without."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akun.models import Akun
from eoffice.akun.states import Tema
from eoffice.dasbor import papan
from eoffice.dasbor.models import Papan
from eoffice.db import transaction
from eoffice.laporan.actions import bulanan
from eoffice.laporan.adopsi import HITUNG
from eoffice.laporan.kertas import Skenario
from eoffice.laporan.ketentuan import KETENTUAN
from eoffice.laporan.models import UKURAN, KepalaLipatan, RAdopsi, RHarian, RWaktuBulan, WaktuSurat
from eoffice.laporan.queries.bulanan import waktu_bulan
from eoffice.laporan.states import Rentang
from eoffice.organisasi import kalender
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Penugasan
from eoffice.peristiwa import queries as peristiwa
from eoffice.ukur.hasil import Baris, paling
from eoffice.ukur.tempat import Tempat

SEKDA: Final = "10"
"""Jabatan through whose eyes the dashboard is looked at."""
HARI: Final = 1100
"""Days of the made-up rollups."""
SURAT: Final = 1_000_000
"""Clocks of the made-up surat."""
KECIL: Final = 1_000
"""Fewer records than this in the bench, and the rollups stay small as well."""
SEKALI: Final = 20_000
TERTUNDA: Final = 400
"""One of so many surat that are old was forgotten open; of the last days two of three are."""

Row = dict[str, Any]


def isi(engine: Engine, *, hari: int = HARI, surat: int = SURAT, benih: int = 2026) -> None:
    """Fill the empty rollups of the bench's own database: sums of days, and a clock for each surat; no log behind them."""
    with transaction(engine) as session:
        if session.scalar(select(func.count()).select_from(RHarian)):
            return
        opd = [unit.id for unit in organisasi.all_opd(session)]
        today, chance = clock.today(), random.Random(benih)  # noqa: S311 - made-up records, not secrets
        days = [today - timedelta(days=n) for n in range(hari)]
        for table, rows in (
            (RHarian, _harian(opd, days, chance)),
            (RAdopsi, _adopsi(opd, days, chance)),
            (WaktuSurat, _jam(opd, hari, surat, chance)),
        ):
            while some := list(islice(rows, SEKALI)):
                session.execute(insert(table), some)
        _bulan(session, opd, days)
        _kepala(session)


def _bulan(session: Session, opd: list[int], days: list[date]) -> None:
    """The months by the product's own code."""
    every = [(each, month) for month in Rentang(days[-1], days[0] + timedelta(days=1)).bulan() for each in opd]
    bulanan.kertas(session, every)
    bulanan.adopsi(session, every)
    for month in sorted({month for _, month in every}):
        for each, (waits, done, good, seconds) in waktu_bulan(session, month).items():
            values = {"menunggu": waits, "selesai": done, "tepat": good, "detik": seconds, "terakhir_at": None}
            session.execute(insert(RWaktuBulan).values(bulan=month, opd_id=each, **values))


def _harian(opd: list[int], days: list[date], chance: random.Random) -> Iterator[Row]:
    for each in opd:
        versi = KETENTUAN.pada(each, days[0]).versi
        for day in days:
            for n, skenario in enumerate(Skenario):
                values = [chance.randrange(1, 90_000) * (n + 1) for _ in UKURAN]
                yield {"opd_id": each, "tanggal": day, "versi": versi, "skenario": skenario} | dict(
                    zip(UKURAN, values, strict=True)
                )


def _adopsi(opd: list[int], days: list[date], chance: random.Random) -> Iterator[Row]:
    for each in opd:
        for day in days:
            total = chance.randrange(3, 40)
            counts = {name: chance.randrange(total) for name in HITUNG}
            yield {"opd_id": each, "tanggal": day} | counts | {"keluar": total, "disposisi": total}


def _jam(opd: list[int], hari: int, surat: int, chance: random.Random) -> Iterator[Row]:
    now = clock.now()
    for n in range(surat):
        at = now - timedelta(minutes=hari * 1440 * (surat - n) // surat)
        given, done = _lama(chance), _lama(chance) * 8
        young = now - at < timedelta(days=4)
        open_ = chance.randrange(3) if young else chance.randrange(TERTUNDA) == 0
        yield {
            "naskah": f"surat:{n + 1}",
            "opd_id": chance.choice(opd),
            "registrasi_at": at,
            "derajat": "biasa",
            "perlu_disposisi": chance.randrange(10) > 0,
            "disposisi_at": None if open_ else at + given,
            "selesai_at": None if open_ else at + given + done,
            "batas_disposisi_at": at + timedelta(days=1),
            "batas_selesai_at": at + timedelta(days=5),
            "detik_disposisi": None if open_ else int(given.total_seconds()) // 3,
            "detik_selesai": None if open_ else int((given + done).total_seconds()) // 3,
            "rujukan": "",
            "dicetak": False,
        }


def _lama(chance: random.Random) -> timedelta:
    return timedelta(minutes=chance.randrange(5, 1_500))


def _kepala(session: Session) -> None:
    """Say that the rollups stand where the log does, so that nothing folds them anew."""
    head = session.get(KepalaLipatan, 1)
    if head is None:
        head = KepalaLipatan(id=1, at=clock.now(), bayangan_beda=0, bayangan_sel="")
        session.add(head)
    head.urut, head.kalender = peristiwa.head(session)[0], kalender.berlaku(session).versi


def dasbor(tempat: Tempat) -> list[Baris]:
    """The page as the worker made it ready, with a log that moves on; what that costs the worker; and without a worker."""
    engine, banyak = tempat.services.engine, tempat.muatan.banyak
    surat, hari = (SURAT, HARI) if banyak >= KECIL else (banyak, 8)
    isi(engine, hari=hari, surat=surat)
    browser = tempat.peramban(tempat.pelaku(_sekda(engine)))

    def moved(*, ready: bool) -> None:
        with transaction(engine) as session:
            session.execute(update(KepalaLipatan).values(at=clock.now()))
            if not ready:
                session.execute(delete(Papan))

    def worker() -> None:
        moved(ready=False)
        papan.siapkan(tempat.services)

    def page(*, ready: bool) -> None:
        moved(ready=ready)
        browser.get("/dasbor")

    calls = [
        worker,
        lambda: page(ready=True),
        lambda: page(ready=False),
        lambda: browser.get("/surat-masuk?tab=semua"),
    ]
    behind, kept, alone, inbox = tempat.jam.berdampingan(calls, tempat.ulang)
    note = f"Rekap {hari} hari dan jam {surat} surat, buatan; catatan bergerak sebelum tiap pembukaan."
    return [
        Baris(nama, apa, ours, "kotak masuk Sekda", inbox, limit, said)
        for nama, apa, ours, limit, said in (
            ("dasbor", "Dasbor kota, catatan bergerak", kept, (paling(kept.cpu_p50, 50, "≤ 50 ms CPU"),), note),
            ("dasbor-pekerja", "Pekerja menyiapkan dasbor, semenit sekali", behind, (), ""),
            ("dasbor-sendiri", "Dasbor kota tanpa pekerja", alone, (), ""),
        )
    ]


def _sekda(engine: Engine) -> int:
    """The pegawai who is Sekda, with an account."""
    with transaction(engine) as session:
        held = organisasi.in_force().join(Jabatan, Jabatan.id == Penugasan.jabatan_id).where(Jabatan.kode == SEKDA)
        who = session.scalars(held.limit(1)).one().pegawai_id
        if session.scalar(select(Akun.id).where(Akun.pegawai_id == who)) is None:
            fixed = {"versi_sesi": 1, "gagal_beruntun": 0, "tema": Tema.LIGHT, "pintasan": True, "aktif": True}
            names = {"pegawai_id": who, "nama_pengguna": "ukur.sekda", "dibuat_at": clock.now()}
            session.execute(insert(Akun), [fixed | names])
        return who
