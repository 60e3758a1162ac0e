"""Before it starts: whether the clocks of this computer and of the database agree."""

from dataclasses import replace
from datetime import timedelta

import makers
import pytest

from eoffice import clock, db, siap
from eoffice.app import create_app
from eoffice.web.services import Services


def off(seconds: int) -> None:
    """Set this process' clock wrong."""
    clock.set_clock(None)
    clock.set_clock(clock.now() + timedelta(seconds=seconds))


@pytest.mark.pg
@pytest.mark.parametrize(("seconds", "refused"), [(0, False), (60, True), (-60, True)])
def test_a_clock_that_is_off_from_the_database_is_told(pg_server: str, seconds: int, refused: bool) -> None:
    # KEAMANAN: KNF-01
    engine = db.connect(pg_server)
    off(seconds)

    said = siap.skewed(engine)
    engine.dispose()

    assert bool(said) is refused
    assert all("NTP" in sentence for sentence in said)


def test_production_does_not_start_with_a_clock_that_is_off(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: KNF-01
    strict = replace(services.settings, mode="produksi")
    off(60)

    if services.engine.dialect.name == "sqlite":  # it has no clock of its own
        assert create_app(strict, services=services)
        return
    with pytest.raises(RuntimeError, match="Jam komputer ini berselisih"):
        create_app(strict, services=services)
    assert create_app(services.settings, services=services)
