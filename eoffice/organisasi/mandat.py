"""What operators may do a.n. a jabatan on a date, and how far that reaches."""

from datetime import date
from typing import Final

from sqlalchemy import Date, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SIFAT_MANDAT, HakOperator, Mandat
from eoffice.akses.rights import Sifat
from eoffice.organisasi.models import Jabatan, Penugasan
from eoffice.organisasi.states import JenisPenugasan
from eoffice.organisasi.wakil import MandatOperator

_ON: Final = bindparam("hari", type_=Date())
#: Whoever gave a mandate still holds the jabatan: trust in one person does not pass to the next leader (5.6).
_GIVER_STAYS: Final = exists(
    select(Penugasan.id).where(
        Penugasan.jabatan_id == MandatOperator.jabatan_id,
        Penugasan.pegawai_id == MandatOperator.diberi_oleh_id,
        Penugasan.bentuk == JenisPenugasan.DEFINITIF,
        Penugasan.mulai <= _ON,
        or_(Penugasan.selesai.is_(None), Penugasan.selesai >= _ON),
    )
)
_PERSONAL: Final = frozenset({Sifat.RAHASIA})
_MANDATES: Final = (
    select(MandatOperator.id, Jabatan.id, Jabatan.nama, MandatOperator.hak, MandatOperator.sifat_maks, _GIVER_STAYS)
    .join(Jabatan, Jabatan.id == MandatOperator.jabatan_id)
    .where(
        MandatOperator.pegawai_id == bindparam("pegawai"),
        MandatOperator.mulai <= _ON,
        MandatOperator.selesai >= _ON,
        MandatOperator.dicabut_at.is_(None),
        Jabatan.aktif,
    )
)


def mandates_in_force(on: date) -> Select[tuple[MandatOperator]]:
    """Mandates of operators in force on a WIB date."""
    return select(MandatOperator).where(
        MandatOperator.mulai <= on, MandatOperator.selesai >= on, MandatOperator.dicabut_at.is_(None)
    )


def mandates(session: Session, pegawai_id: int, on: date | None = None) -> frozenset[Mandat]:
    """What a person may do as operator on a date; a jabatan that is closed lends nothing.

    Rahasia is opened only while the leader who named this person for it holds the jabatan.
    """
    session.flush()  # such a statement does not ask for it by itself
    rows = session.connection().execute(_MANDATES, {"pegawai": pegawai_id, "hari": on or clock.today()}).tuples()
    return frozenset(
        Mandat(
            i,
            jabatan_id,
            nama,
            frozenset(HakOperator(h) for h in hak),
            SIFAT_MANDAT[maks] - (frozenset() if stays else _PERSONAL),
        )
        for i, jabatan_id, nama, hak, maks, stays in rows
    )
