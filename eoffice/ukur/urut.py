"""Numbers: many threads on one register, beside a bare sequence, and whether any is missing or twice there."""

import os
import threading
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy import Engine, func, select, text

from eoffice import clock
from eoffice.db import open_session, transaction
from eoffice.nomor import actions as nomor
from eoffice.nomor.models import Nomor, Register
from eoffice.ukur.hasil import Baris, angka, paling, sedikitnya
from eoffice.ukur.takar import Nilai, quantile
from eoffice.ukur.tempat import Tempat

#: Threads that want a number at once.
KLIEN: Final = 32
REGISTER: Final = "UKUR"


def serentak(tempat: Tempat) -> list[Baris]:
    """Rate and fairness of `nomor.actions.take`, and the check that every integer was given once."""
    engine, each = tempat.services.engine, max(1, tempat.ulang // 2)
    register = f"{REGISTER}-{clock.now():%H%M%S%f}"

    def take() -> None:
        with transaction(engine) as session:
            nomor.take(
                session,
                register=register,
                tanggal=clock.today(),
                objek="ukur",
                objek_id=0,
                teks=lambda urut: f"{urut}/{register}",
            )

    take()
    rate, waits = _run(take, each)
    bare_rate, _ = _run(_bare(engine), each)
    ours, limit = Nilai(rate, "/detik"), Nilai(bare_rate, "/detik")
    p50, p99 = quantile(waits, 0.5), quantile(waits, 0.99)
    share = sedikitnya(rate / bare_rate, 0.2, "≥ 0,2x")
    note = f"{KLIEN} utas; menunggu p50 {angka(p50)} ms, p99 {angka(p99)} ms."
    if tempat.dialect == "sqlite":
        disk = _disk_rate(tempat)
        share = sedikitnya(rate, disk, "≥ laju fdatasync")
        note += f" fdatasync {angka(disk)}/detik."
    wrong = _wrong(engine, register, KLIEN * each + 1)
    return [
        Baris("nomor-laju", f"Nomor, {KLIEN} utas", ours, "urutan polos", limit, (share,), note),
        Baris(
            "nomor-adil",
            "Nomor: tunggu p99 dibanding p50",
            Nilai(p99, "ms"),
            "p50",
            Nilai(p50, "ms"),
            (paling(p99 / p50, 20, "≤ 20x"),),
        ),
        Baris(
            "nomor-utuh",
            "Nomor: celah dan ganda",
            Nilai(wrong, "nomor"),
            "",
            None,
            (paling(wrong, 0, "0"),),
        ),
    ]


def _run(call: Callable[[], None], each: int) -> tuple[float, list[float]]:
    """Calls per second of all threads together, and how many milliseconds each call took.

    Raises:
        the first error of any thread.
    """
    waits: list[float] = []
    broken: list[BaseException] = []
    start = threading.Barrier(KLIEN + 1)

    def work() -> None:
        start.wait()
        try:
            for _ in range(each):
                began = time.perf_counter()
                call()
                waits.append((time.perf_counter() - began) * 1000)
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=work) for _ in range(KLIEN)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - began
    if broken:
        raise broken[0]
    return KLIEN * each / passed, waits


def _bare(engine: Engine) -> Callable[[], None]:
    """The least that gives a number and keeps it: PostgreSQL's own sequence, or one row of SQLite."""
    sequence = engine.dialect.name == "postgresql"
    with engine.begin() as connection:
        if sequence:
            connection.execute(text("CREATE SEQUENCE IF NOT EXISTS ukur_urut"))
        else:
            connection.execute(text("CREATE TABLE IF NOT EXISTS ukur_urut (n INTEGER)"))
            connection.execute(text("DELETE FROM ukur_urut"))
            connection.execute(text("INSERT INTO ukur_urut VALUES (0)"))
    statement = text("SELECT nextval('ukur_urut')" if sequence else "UPDATE ukur_urut SET n = n + 1 RETURNING n")

    def call() -> None:
        with engine.begin() as connection:
            connection.execute(statement).scalar_one()

    return call


def _disk_rate(tempat: Tempat) -> float:
    """How often a second the disk of the database makes four kilobytes last."""
    path = tempat.services.settings.data_dir / "ukur-fdatasync"
    times = max(5, tempat.ulang)
    with path.open("wb") as out:
        began = time.perf_counter()
        for _ in range(times):
            out.write(bytes(4096))
            out.flush()
            getattr(os, "fdatasync", os.fsync)(out.fileno())
        passed = time.perf_counter() - began
    path.unlink()
    return times / passed


def _wrong(engine: Engine, register: str, expected: int) -> int:
    """Integers from 1 to the highest that are missing or twice there, and numbers that were asked for and not given."""
    with open_session(engine, writes=False) as session:
        last = session.scalar(select(Register.last).where(Register.kode == register)) or 0
        mine = select(Nomor.urut).join(Register, Register.id == Nomor.register_id).where(Register.kode == register)
        given = list(session.scalars(mine))
        doubled = session.scalar(
            select(func.count()).select_from(mine.group_by(Nomor.urut).having(func.count() > 1).subquery())
        )
    missing = len(set(range(1, last + 1)) - set(given))
    return missing + (doubled or 0) + abs(expected - last)
