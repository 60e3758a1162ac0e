"""What is done with the store, by the worker a little at a time and by commands at once."""

import time
from typing import Final

from eoffice.db import transaction
from eoffice.simpanan.actions.catat import catat, golongkan, rapikan
from eoffice.simpanan.actions.gembok import gembok
from eoffice.simpanan.actions.periksa import Hasil, kedua_tempat, periksa
from eoffice.simpanan.actions.replika import lupakan_replika, salin
from eoffice.simpanan.actions.temuan import laporkan, urus
from eoffice.web.services import Services

__all__ = [
    "Hasil",
    "Rawat",
    "catat",
    "gembok",
    "golongkan",
    "kedua_tempat",
    "laporkan",
    "lupakan_replika",
    "periksa",
    "rapikan",
    "salin",
    "urus",
]


class Rawat:
    """The care that a worker takes of the store between its messages: a little every minute, the whole in its time."""

    #: Seconds between two of its minutes.
    SELANG: Final = 60

    def __init__(self, services: Services) -> None:
        self.services = services
        self._sorted = 0.0

    def sebentar(self) -> None:
        """One minute's care: tell what the worker itself found damaged, note what is new, copy it, read what is due, set locks.

        Raises:
            EofficeError, and whatever the database raises; the next minute tries again.
        """
        laporkan(self.services)
        with transaction(self.services.engine) as session:
            catat(session)
            if time.monotonic() - self._sorted > 6 * 3600 or not self._sorted:
                golongkan(session)
                rapikan(session)
                self._sorted = time.monotonic()
        salin(self.services)
        gembok(self.services)
        if self.services.settings.periksa_mb_menit:
            periksa(self.services, asal="pekerja", megabita=self.services.settings.periksa_mb_menit)
