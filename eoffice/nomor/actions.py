"""Taking the next number of a register, under one lock, in the transaction that needs it."""

from collections.abc import Callable
from datetime import date
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.errors import Conflict
from eoffice.nomor.models import Nomor, Register
from eoffice.nomor.states import StatusNomor

# Made once: building a statement costs more than running it.
_FOLLOWING: Final = (
    update(Register)
    .where(Register.kode == bindparam("register"), Register.tahun == bindparam("year"))
    .values(last=Register.last + 1)
    .returning(Register.id, Register.last, Register.tanggal_terakhir)
    .execution_options(synchronize_session=False)
)
_LATEST: Final = (
    update(Register)
    .where(Register.id == bindparam("register_id"))
    .values(tanggal_terakhir=bindparam("latest"))
    .execution_options(synchronize_session=False)
)


def open_register(session: Session, *, kode: str, tahun: int, nama: str = "") -> None:
    """Open a series for a year at 0; somebody else having just done so is fine."""
    if session.scalar(select(Register.id).filter_by(kode=kode, tahun=tahun)) is not None:
        return
    try:
        with session.begin_nested():
            session.add(Register(kode=kode, tahun=tahun, nama=nama, last=0))
    except IntegrityError:
        return  # opened by another transaction in between; its row serves as well


def take(
    session: Session,
    *,
    register: str,
    tanggal: date,
    objek: str,
    objek_id: int,
    teks: Callable[[int], str],
    nama: str = "",
) -> Nomor:
    """The next nomor of a register in the year of `tanggal`; series start at 1 and leave no gap (NOM-01).

    The register row stays locked until the caller commits: two records never share a number, and one that rolls back
    gives its number to the next.

    Args:
        tanggal: the date the record will bear, WIB; it decides the year (NOM-03).
        teks: makes the printed number from the running integer.
    Raises:
        Conflict: the register already has a later date, so this date would run backwards (rule 5 of 4.3).
    """
    asked = {"register": register, "year": tanggal.year}
    found = session.execute(_FOLLOWING, asked).one_or_none()
    if found is None:
        open_register(session, kode=register, tahun=tanggal.year, nama=nama)
        found = session.execute(_FOLLOWING, asked).one()
    register_id, urut, last_date = found
    if last_date is not None and last_date > tanggal:
        raise Conflict(
            "Register nomor sudah memuat tanggal yang lebih baru daripada hari ini. Periksa jam server sebelum menomori."
        )
    if last_date != tanggal:
        session.execute(_LATEST, {"register_id": register_id, "latest": tanggal})
    taken = Nomor(
        register_id=register_id,
        urut=urut,
        sisip="",
        teks=teks(urut),
        tanggal=tanggal,
        status=StatusNomor.TERPAKAI,
        objek=objek,
        objek_id=objek_id,
        at=clock.now(),
        alasan="",
    )
    session.add(taken)
    session.flush()
    return taken
