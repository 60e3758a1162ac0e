"""Where a run of signatures is killed, and the death itself."""

import os
import signal
from typing import Final

from eoffice import titik

#: Every point at which a run over several naskah can end.
SEMUA: Final = (
    "beruntun_berikut",
    "sebelum_nomor_commit",
    "sesudah_nomor",
    "sesudah_objek",
    "sebelum_ttd_commit",
    "sesudah_ttd",
)


def ajal(point: str, ke: int) -> None:
    """From now on this process dies when it reaches the point for the `ke`-th time."""
    left = ke

    def hook(reached: str) -> None:
        nonlocal left
        left -= reached == point
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    titik.install(hook)
