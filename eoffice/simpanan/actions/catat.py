"""Keeping the ledger: every object that a row refers to stands in it once, and none that no row knows any more."""

from typing import Final

from sqlalchemy import String, delete, exists, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.db import Instant
from eoffice.simpanan.models import Objek
from eoffice.simpanan.queries import acuan, penting
from eoffice.simpanan.states import Gembok, Keadaan, Kelas

_COLUMNS: Final = (
    "kunci", "ukuran", "sidik", "kelas", "dicatat_at", "keadaan", "keterangan", "replika_coba", "gembok",
)  # fmt: skip


def catat(session: Session) -> int:
    """Note every object that the ledger lacks; how many. Reads each table once by the index of the ledger."""
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    found = 0
    for key, size, sha256 in acuan():
        missing = select(
            key, func.min(size), func.min(sha256),
            literal(str(Kelas.BIASA), String), literal(clock.now(), Instant), literal(str(Keadaan.BELUM), String),
            literal("", String), literal(0), literal(str(Gembok.TANPA), String),
        ).where(key.is_not(None), key != "", ~exists(select(Objek.id).where(Objek.kunci == key))).group_by(key)  # fmt: skip
        made = insert(Objek).from_select(_COLUMNS, missing).on_conflict_do_nothing(index_elements=["kunci"])
        found += max(0, session.execute(made).rowcount)  # type: ignore[attr-defined]
    return found


def golongkan(session: Session) -> None:
    """Look more often at what is Rahasia or permanent, and no longer at what stopped being so."""
    keys = penting()
    asked = update(Objek).execution_options(synchronize_session=False)
    session.execute(asked.where(Objek.kelas == Kelas.BIASA, Objek.kunci.in_(keys)).values(kelas=Kelas.PENTING))
    session.execute(asked.where(Objek.kelas == Kelas.PENTING, Objek.kunci.not_in(keys)).values(kelas=Kelas.BIASA))


def rapikan(session: Session) -> int:
    """Forget what no row refers to any more, such as what was destroyed; how many."""
    known = [exists(select(1).where(key == Objek.kunci)) for key, _, _ in acuan()]
    gone = delete(Objek).where(*(~one for one in known)).execution_options(synchronize_session=False)
    removed: int = session.execute(gone).rowcount  # type: ignore[attr-defined]
    return max(0, removed)
