"""Too often is told with the time to wait (WEB-10)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.errors import TooMany
from eoffice.web import limits
from eoffice.web.access import limited, public
from eoffice.web.models import BatasLaju

NOON = datetime(2026, 11, 22, 5, 0, 10, tzinfo=UTC)


def test_the_one_over_the_limit_is_refused_until_the_window_ends(engine: Engine) -> None:  # KEAMANAN: WEB-10
    clock.set_clock(NOON)
    for _ in range(3):
        limits.spend(engine, "cari", "akun:1", 3, per=60)

    with pytest.raises(TooMany) as caught:
        limits.spend(engine, "cari", "akun:1", 3, per=60)
    assert caught.value.retry_after == 50
    limits.spend(engine, "cari", "akun:2", 3, per=60)
    limits.spend(engine, "unggah", "akun:1", 3, per=60)

    clock.set_clock(NOON + timedelta(seconds=50))
    assert limits.spend(engine, "cari", "akun:1", 3, per=60) == 1


def test_old_windows_are_swept(engine: Engine, session: Session) -> None:
    for minutes in range(5):
        clock.set_clock(NOON + timedelta(minutes=minutes))
        limits.spend(engine, "cari", "akun:1", 3, per=60)

    assert session.scalar(select(func.count()).select_from(BatasLaju)) == 1


def test_the_answer_says_when_to_come_back(app: Flask, client: FlaskClient) -> None:  # KEAMANAN: WEB-10
    @app.get("/sering")
    @public
    @limited("sering", 2, per=60)
    def sering() -> str:
        return "ya"

    clock.set_clock(NOON)
    answers = [client.get("/sering") for _ in range(3)]

    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "50"
    assert "Tunggu 50 detik" in answers[2].text
    assert '<a class="btn btn-primary" href="/sering">Buka lagi' in answers[2].text


def test_a_day_in_wib_is_used_up_by_whoever_is_first(engine: Engine, session: Session) -> None:  # KEAMANAN: UPL-02
    clock.set_clock(datetime(2026, 11, 22, 16, 59, tzinfo=UTC))  # 23.59 WIB

    taken = [limits.use_up(engine, "unggahan", "akun:1", n, 10) for n in (11, 6, 6, 4, 1)]
    other = limits.use_up(engine, "unggahan", "akun:2", 10, 10)
    clock.set_clock(datetime(2026, 11, 22, 17, 0, tzinfo=UTC))
    fresh = limits.use_up(engine, "unggahan", "akun:1", 10, 10)

    assert (taken, other, fresh) == ([False, True, False, True, False], True, True)
    assert session.scalar(select(func.count()).select_from(BatasLaju)) == 2


def test_what_is_asked_at_the_same_time_never_passes_the_day_together(engine: Engine) -> None:  # KEAMANAN: UPL-02
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: limits.use_up(engine, "unggahan", "akun:1", 3, 10), range(8)))

    assert taken.count(True) == 3


def test_a_process_that_takes_uses_by_the_dozen_allows_just_the_limit(engine: Engine) -> None:  # KEAMANAN: WEB-10
    clock.set_clock(NOON)
    jatah = limits.Jatah()

    def allowed(of: limits.Jatah) -> bool:
        try:
            of.spend(engine, "cari", "akun:1", 60, per=60)
        except TooMany:
            return False
        return True

    assert [allowed(jatah) for _ in range(63)] == [True] * 60 + [False] * 3
    clock.set_clock(NOON + timedelta(seconds=50))
    one, other = limits.Jatah(), limits.Jatah()
    both = [allowed(jatah) for _ in range(40) for jatah in (one, other)]
    assert both.count(True) == 60, "together no more, and whoever still has some uses them"


def test_what_is_asked_by_threads_at_once_never_passes_the_limit(engine: Engine) -> None:  # KEAMANAN: WEB-10
    clock.set_clock(NOON)
    jatah = limits.Jatah()

    def ask(_: int) -> bool:
        try:
            jatah.spend(engine, "cari", "akun:1", 24, per=60)
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert 22 <= sum(pool.map(ask, range(60))) <= 24, "the last ones may be taken and not used"


def test_one_use_of_a_wide_limit_leaves_the_narrow_one_of_its_name_whole(engine: Engine) -> None:  # KEAMANAN: WEB-10
    clock.set_clock(NOON)
    jatah = limits.Jatah()
    jatah.spend(engine, "ekspor", "akun:1", 60, per=3600)
    for _ in range(5):
        jatah.spend(engine, "ekspor", "akun:1", 5, per=3600)

    with pytest.raises(TooMany):
        jatah.spend(engine, "ekspor", "akun:1", 5, per=3600)


def test_a_new_minute_does_not_give_the_hour_back(engine: Engine) -> None:  # KEAMANAN: WEB-10
    clock.set_clock(NOON)
    for _ in range(3):
        limits.spend(engine, "impor", "akun:1", 3, per=3600)
    limits.spend(engine, "impor", "akun:1", 30, per=60)

    with pytest.raises(TooMany):
        limits.spend(engine, "impor", "akun:1", 3, per=3600)
