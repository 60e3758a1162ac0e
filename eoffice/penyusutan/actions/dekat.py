"""Copies near, on a computer that did not carry out the destruction itself: thrown away when it hears of it, or by age."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from eoffice import clock
from eoffice.db import reading
from eoffice.penyusutan.models import ObjekMusnah
from eoffice.penyusutan.states import HARI_TUNGGU, HasilObjek
from eoffice.storage import USIA, Berlapis
from eoffice.web import pictures
from eoffice.web.services import Services


class Dekat:
    """What every process, web or worker, does now and then about the copies on its own computer."""

    #: Seconds between two looks.
    SELANG: Final = 60
    #: A destruction may be committed so long after its instant.
    LAMBAT: Final = timedelta(minutes=15)

    def __init__(self, services: Services) -> None:
        self.services = services
        # While this process did not run nothing was thrown away; what is older than that goes by its age.
        self._since = clock.now() - USIA - self.LAMBAT

    def sebentar(self) -> int:
        """Forget what was destroyed since the last look, and what is too old; how many hashes were named."""
        began = clock.now()
        first = clock.wib(self._since).date() + timedelta(days=HARI_TUNGGU)
        fresh = select(ObjekMusnah.sha256).where(
            ObjekMusnah.hasil == HasilObjek.MENUNGGU,
            ObjekMusnah.hapus_sejak >= first,
            ObjekMusnah.ditandai_at >= self._since,
        )
        with reading(self.services.engine) as session:
            gone = set(session.scalars(fresh))
        pictures.shelf(self.services).forget(gone)
        self.services.store.lupakan(gone)
        store = self.services.store
        if isinstance(store, Berlapis) and store.singgahan is not None:
            store.singgahan.rapikan()
        self._since = began - self.LAMBAT
        return len(gone)
