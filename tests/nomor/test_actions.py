"""Numbers: gapless, unique, monotone in date, whatever happens around them."""

import random
import threading
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice.db import transaction
from eoffice.errors import Conflict
from eoffice.nomor import actions, queries
from eoffice.nomor.models import Nomor

DAY = date(2026, 3, 2)


def take(session: Session, objek_id: int, *, register: str = "SK-UJI", tanggal: date = DAY) -> Nomor:
    return actions.take(
        session,
        register=register,
        tanggal=tanggal,
        objek="naskah",
        objek_id=objek_id,
        teks=lambda urut: f"000.8.3.3/{urut}/UJI/{tanggal.year}",
    )


def test_a_series_starts_at_one_and_counts_up(session: Session) -> None:
    taken = [take(session, n).urut for n in range(1, 5)]

    assert taken == [1, 2, 3, 4]
    assert queries.flaws(session) == []


def test_each_year_begins_anew(session: Session) -> None:
    take(session, 1)

    assert take(session, 2, tanggal=date(2027, 1, 1)).urut == 1


def test_a_rolled_back_number_goes_to_the_next(engine: Engine) -> None:  # KEAMANAN: NOM-01
    with pytest.raises(RuntimeError), transaction(engine) as session:
        take(session, 1)
        raise RuntimeError
    with transaction(engine) as session:
        assert take(session, 2).urut == 1


def test_a_date_never_runs_backwards_within_a_register(session: Session) -> None:  # KEAMANAN: NOM-03
    take(session, 1, tanggal=date(2026, 3, 5))

    with pytest.raises(Conflict):
        take(session, 2, tanggal=date(2026, 3, 4))


def test_the_database_itself_refuses_a_double(session: Session) -> None:  # KEAMANAN: NOM-01
    first = take(session, 1)
    session.add(
        Nomor(
            register_id=first.register_id,
            urut=first.urut,
            sisip="",
            teks="lain",
            tanggal=DAY,
            status=first.status,
            objek="naskah",
            objek_id=9,
            at=first.at,
            alasan="",
        )
    )

    with pytest.raises(IntegrityError):
        session.flush()


def test_a_hole_is_found(session: Session) -> None:  # KEAMANAN: NOM-02
    take(session, 1)
    second = take(session, 2)
    session.delete(second)
    session.flush()

    (flaw,) = queries.flaws(session)
    assert (flaw.register, flaw.last, flaw.rows) == ("SK-UJI", 2, 1)


def test_many_at_once_with_rollbacks_leave_no_gap_and_no_double(engine: Engine) -> None:  # KEAMANAN: NOM-05
    chance = random.Random(7)
    plans = [[chance.random() < 0.3 for _ in range(12)] for _ in range(16)]
    kept: list[int] = []

    def client(number: int) -> None:
        for step, fails in enumerate(plans[number]):
            try:
                with transaction(engine) as session:
                    urut = take(session, number * 100 + step).urut
                    if fails:
                        raise RuntimeError
                kept.append(urut)
            except RuntimeError:
                pass

    threads = [threading.Thread(target=client, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    wanted = sum(not fails for plan in plans for fails in plan)
    with transaction(engine) as session:
        stored = list(session.scalars(select(Nomor.urut).order_by(Nomor.urut)))
        assert queries.flaws(session) == []
    assert sorted(kept) == stored == list(range(1, wanted + 1))
