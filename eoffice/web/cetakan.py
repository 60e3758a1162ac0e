"""How somebody wants a copy on paper: how many, on one side or both, printed here or taken along (metrik.md 1.4)."""

import enum
from dataclasses import dataclass
from typing import Final

from eoffice.web.fields import Form, reading

PALING_BANYAK: Final = 500


class Cara(enum.StrEnum):
    """Printed here, or taken along to be printed."""

    CETAK = "cetak"
    UNDUH = "unduh"


class Muka(enum.StrEnum):
    """One side or both, as the printer is set."""

    SATU = "satu"
    DUA = "dua"


@dataclass(frozen=True)
class Cetakan:
    """What the dialog says.

    Attributes:
        dupleks: None when nobody knows; then the custom of the perangkat daerah counts.
        keperluan: what a print of Rahasia is for, which it carries; "" otherwise.
    """

    salinan: int
    cara: Cara
    dupleks: bool | None
    keperluan: str = ""

    @property
    def rincian(self) -> dict[str, int]:
        """What the event of a print carries beside its pages; the side is known only where it is printed."""
        both = {} if self.dupleks is None or self.cara is Cara.UNDUH else {"dupleks": int(self.dupleks)}
        return {"salinan": self.salinan, **both}

    @property
    def catatan(self) -> str:
        """What the trail says of it; `keperluan_dari` reads it back."""
        return f"{self.salinan} salinan" + (f": {self.keperluan}" if self.keperluan else "")

    @property
    def jenis(self) -> str:
        """The kind of event."""
        return "naskah.dicetak" if self.cara is Cara.CETAK else "naskah.diunduh_cetak"


def keperluan_dari(catatan: str) -> str:
    """What a print was for, from the note in the trail."""
    return catatan.partition(": ")[2]


def cetakan(form: Form, *, beralasan: bool = False) -> Cetakan:
    """Read the dialog; `beralasan`: it must say what for. Raises Invalid."""
    with reading(form) as f:
        count = f.integer("salinan", "Banyaknya salinan", low=1, high=PALING_BANYAK)
        cara = f.choice("cara", "Cara", Cara)
        muka = f.maybe_choice("muka", "Cara mencetak", Muka)
        said = f.text("keperluan", "Keperluan", max=300, min=5) if beralasan else ""
    return Cetakan(count, cara, None if muka is None else muka is Muka.DUA, said)
