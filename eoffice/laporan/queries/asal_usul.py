"""Which naskah and surat stand behind an adoption figure: named only for whoever may read them, counted for all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.laporan.adopsi import Hitung, Rasio
from eoffice.laporan.models import HitunganNaskah
from eoffice.laporan.queries.angka import bernama
from eoffice.laporan.states import Rentang

BAGIAN: Final[dict[str, Callable[[Hitung], tuple[int, int]]]] = {
    "A2": lambda h: (h.lahir_digital, h.keluar),
    "A3": lambda h: (h.ber_tte, h.keluar),
    "A4": lambda h: (h.disposisi_sistem, h.disposisi),
    "A9": lambda h: h.a9,
    "A11": lambda h: (h.bebas_cetak, h.lahir_digital),
}
"""What one naskah adds to numerator and denominator."""
BANYAK: Final = 1000


@dataclass(frozen=True)
class ButirAsal:
    """One naskah or surat behind a figure.

    Attributes:
        url: where it opens; hal, nomor: as it is called there.
        pembilang, penyebut: what it adds.
    """

    url: str
    hal: str
    nomor: str
    tanggal: date
    pembilang: int = 0
    penyebut: int = 0


@dataclass(frozen=True)
class AsalAdopsi:
    """The derivation of one figure: the whole, the parts that may be named, and the sum of those that may not."""

    rasio: Rasio
    butir: list[ButirAsal]
    lain: Rasio
    lain_jumlah: int


def asal_rasio(session: Session, actor: Actor, opd_id: int, rentang: Rentang, kode: str) -> AsalAdopsi:
    """The naskah behind a ratio of counts.

    Raises:
        KeyError: the measure is no such ratio.
    """
    part = BAGIAN[kode]
    rows = session.scalars(
        select(HitunganNaskah)
        .where(
            HitunganNaskah.opd_id == opd_id,
            HitunganNaskah.tanggal >= rentang.dari,
            HitunganNaskah.tanggal < rentang.sampai,
        )
        .order_by(HitunganNaskah.tanggal.desc(), HitunganNaskah.naskah)
    )
    counted = [(row.naskah, row.tanggal, *part(row.hitung)) for row in rows]
    counted = [each for each in counted if each[3]]
    names = bernama(session, actor, [each[0] for each in counted])
    found: list[ButirAsal] = []
    total, rest, others = Rasio(), Rasio(), 0
    for key, day, top, bottom in counted:
        total += Rasio(top, bottom)
        if key in names and len(found) < BANYAK:
            found.append(ButirAsal(alamat(key), *names[key], day, top, bottom))
        else:
            rest, others = rest + Rasio(top, bottom), others + 1
    return AsalAdopsi(total, found, rest, others)


def alamat(key: str) -> str:
    """Where the naskah or surat of a key of the log opens."""
    objek, _, number = key.partition(":")
    return f"/naskah/{number}" if objek == "naskah" else f"/surat-masuk/{number}"
