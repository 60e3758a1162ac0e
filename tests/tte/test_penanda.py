"""The time-stamper a process keeps: looked after once a day, its key opened again only when there is another."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from eoffice import clock
from eoffice.db import transaction
from eoffice.tte import actions as tte
from eoffice.tte import archiving
from eoffice.tte.models import Otoritas
from eoffice.web.services import Services


def _otoritas(services: Services) -> None:
    with transaction(services.engine) as session:
        session.execute(delete(Otoritas))
        tte.siapkan_otoritas(
            session, pepper=services.pepper, nama_kota="Kota Arunika", base_url=services.settings.base_url
        )


def test_the_key_is_opened_again_only_for_another_certificate(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    _otoritas(services)
    first = archiving.stamper(services)

    now += archiving.UMUR_PENANDA * 2
    assert archiving.stamper(services) is first

    _otoritas(services)
    assert archiving.stamper(services) is first  # within the day nobody looks
    now += archiving.UMUR_PENANDA + timedelta(seconds=1)
    assert archiving.stamper(services) is not first
