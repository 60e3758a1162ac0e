"""Playing the plan of the sample year through the product's own actions, in the order of time."""

from collections.abc import Callable, Mapping
from typing import Final

from eoffice import clock
from eoffice.contoh.pentas import berkas, naskah, surat
from eoffice.contoh.pentas.koreksi import koreksi as koreksi
from eoffice.contoh.pentas.massal import surat_massal as surat_massal
from eoffice.contoh.pentas.panggung import Panggung
from eoffice.contoh.rencana import Aksi, Langkah
from eoffice.errors import EofficeError

PERAN: Final[Mapping[Aksi, Callable[[Panggung, Langkah], None]]] = {**naskah.PERAN, **surat.PERAN, **berkas.PERAN}


class Salah(EofficeError):
    """A step of the plan that the product refused: a fault in one of the two, never of the user."""


def mainkan(p: Panggung, *, on_step: Callable[[int], None]) -> None:
    """Play every step; `on_step` is told how many are done.

    Raises:
        Salah: naming the step that failed.
    """
    for number, langkah in enumerate(p.plan.langkah, start=1):
        clock.set_clock(langkah.at)
        try:
            PERAN[langkah.aksi](p, langkah)
        except Exception as error:
            raise Salah(
                f"langkah {number}, {langkah.aksi} oleh {langkah.oleh} pada {langkah.sasaran}, "
                f"{langkah.at:%Y-%m-%d %H:%M}: {error}"
            ) from error
        on_step(number)
    p.save()
