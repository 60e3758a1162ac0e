"""Does the store-room agree? Purchases of a month against the same month of the baseline year (metrik.md 1.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from eoffice.laporan.kertas.setara import RIM, WAJAR

NOL: Final = Fraction()
RHO_KUAT: Final = Fraction(1, 2)
"""From here on a report may speak of a cause (metrik.md 3.2)."""


@dataclass(frozen=True)
class BulanGudang:
    """One month of the ledger beside the same month of the baseline year.

    Attributes:
        rim_dasar, rim_kini: rim of then and now.
        orang_hari_dasar, orang_hari_kini: staff times working days, by which both are made comparable.
        lembar_tengah: H of that month, best estimate, in sheets.
    """

    bulan: date
    rim_dasar: int
    rim_kini: int
    orang_hari_dasar: int
    orang_hari_kini: int
    lembar_tengah: Fraction


@dataclass(frozen=True)
class Konfirmasi:
    """What the ledger says about the model, for one perangkat daerah or the whole city.

    Attributes:
        potensi: H_tengah of the whole span in sheets, whether confirmed or not.
        potensi_tercatat: H_tengah of the months that have an entry now and in the baseline year.
        terkonfirmasi: min(H_tengah, 500 · dK) of those months in sheets, may be negative; None without any such month.
        hemat_lembar: 500 · dK in sheets; None without ledger data.
        rim_dasar: rim of the same months of the baseline year; rim_dasar_setara: brought to the staff and working days
            of now; rim_kini: rim of now.
        bulan: months of the span; tercatat: those that could be compared.
        opd: perangkat daerah asked about; opd_tercatat: those with at least one comparable month.
        tidak_wajar: H_tengah above half of the purchases of then, so the model claims too much.
    """

    potensi: Fraction = NOL
    potensi_tercatat: Fraction = NOL
    terkonfirmasi: Fraction | None = None
    hemat_lembar: Fraction | None = None
    rim_dasar: Fraction = NOL
    rim_dasar_setara: Fraction = NOL
    rim_kini: Fraction = NOL
    bulan: int = 0
    tercatat: int = 0
    opd: int = 1
    opd_tercatat: int = 0
    opd_tidak_wajar: int = 0
    tahun_dasar: int = 0

    @property
    def rho(self) -> Fraction | None:
        """500 · dK over H_tengah of the same months; None without ledger data or without potensi."""
        if self.hemat_lembar is None or not self.potensi_tercatat:
            return None
        return self.hemat_lembar / self.potensi_tercatat

    @property
    def tidak_wajar(self) -> bool:
        """Whether the claim is too large for what was ever bought."""
        return self.opd_tidak_wajar > 0

    @property
    def kuat(self) -> bool:
        """Whether words of cause may be used."""
        return self.rho is not None and self.rho >= RHO_KUAT


def konfirmasi(potensi: Fraction, bulan: int, pasangan: Iterable[BulanGudang], tahun_dasar: int) -> Konfirmasi:
    """Hold H_tengah of one perangkat daerah against its ledger.

    dK = rim of then × (staff · working days now ÷ staff · working days then) − rim now, over the months that have both.

    Args:
        potensi: H_tengah of the whole span; bulan: how many months it touches.
        pasangan: the months with an entry in both years.
    """
    pairs = list(pasangan)
    then = Fraction(sum(p.rim_dasar for p in pairs))
    now = Fraction(sum(p.rim_kini for p in pairs))
    people_then, people_now = sum(p.orang_hari_dasar for p in pairs), sum(p.orang_hari_kini for p in pairs)
    if not pairs or not people_then:
        return Konfirmasi(potensi, bulan=bulan, tahun_dasar=tahun_dasar)
    equal = then * Fraction(people_now, people_then)
    saved = RIM * (equal - now)
    known = sum((p.lembar_tengah for p in pairs), NOL)
    return Konfirmasi(
        potensi=potensi,
        potensi_tercatat=known,
        terkonfirmasi=min(known, saved),
        hemat_lembar=saved,
        rim_dasar=then,
        rim_dasar_setara=equal,
        rim_kini=now,
        bulan=bulan,
        tercatat=len(pairs),
        opd_tercatat=1,
        opd_tidak_wajar=int(known > WAJAR * RIM * equal),
        tahun_dasar=tahun_dasar,
    )


def jumlah(bagian: Iterable[Konfirmasi]) -> Konfirmasi:
    """The city: the plain sum of its perangkat daerah (K9); one without a ledger confirms nothing."""
    parts = list(bagian)
    known = [p for p in parts if p.terkonfirmasi is not None]
    return Konfirmasi(
        potensi=sum((p.potensi for p in parts), NOL),
        potensi_tercatat=sum((p.potensi_tercatat for p in known), NOL),
        terkonfirmasi=sum((p.terkonfirmasi or NOL for p in known), NOL) if known else None,
        hemat_lembar=sum((p.hemat_lembar or NOL for p in known), NOL) if known else None,
        rim_dasar=sum((p.rim_dasar for p in known), NOL),
        rim_dasar_setara=sum((p.rim_dasar_setara for p in known), NOL),
        rim_kini=sum((p.rim_kini for p in known), NOL),
        bulan=max((p.bulan for p in parts), default=0),
        tercatat=max((p.tercatat for p in parts), default=0),
        opd=len(parts),
        opd_tercatat=len(known),
        opd_tidak_wajar=sum(p.opd_tidak_wajar for p in parts),
        tahun_dasar=max((p.tahun_dasar for p in parts), default=0),
    )
