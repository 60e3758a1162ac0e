"""What every page asks for and what seldom changes: kept in the process while the database says that it still stands.

One row holds a mark. The database itself gives it another value, at random, in the transaction that changes any of
`TABEL`, whoever changes them and however: nothing can be changed past it, and what is taken from somebody is gone from the
next request on (OTR-11). A request reads the mark beside its session and keeps what it makes under that mark; what was
made under another is forgotten. The value is random, so that a database restored from yesterday never meets what was
kept under the same number of another past. A dump that is loaded while somebody looks brings its mark before the last of
its rows, and no trigger runs then: `siapkan`, which ends every restore, gives the mark anew (`perbarui`).
"""

import secrets
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from sqlalchemy import BigInteger, Connection, MetaData, Select, event, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from eoffice.db import Base

_T = TypeVar("_T")

#: Tables whose change changes the mark: who holds what, what was lent to whom, how things are named, what is pinned.
TABEL: Final = (
    "jabatan", "jabatan_peran", "kerja_tampilan", "klasifikasi", "mandat_operator", "pegawai", "pemberian_akses",
    "penugasan", "susut_anggota", "susut_kasus", "unit",
)  # fmt: skip
#: Things kept under one mark; when there are more, all are made anew.
TERBANYAK: Final = 20_000


class TandaAcuan(Base):
    """The mark: always one row."""

    __tablename__ = "tanda_acuan"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tanda: Mapped[int] = mapped_column(BigInteger)


#: The mark as part of a statement, so that it costs no statement of its own.
TANDA: Final[Select[tuple[int]]] = select(TandaAcuan.tanda).where(TandaAcuan.id == 1)


def penjaga(dialect: str, tabel: str) -> list[str]:
    """The statements that make a database change the mark whenever a table changes.

    On PostgreSQL it is changed at the commit, so that nobody waits for a transaction that goes on with something long. A
    revision that changes rows of such a table and afterwards the table itself needs `SET CONSTRAINTS ALL IMMEDIATE` between.
    """
    if dialect == "postgresql":
        return [
            f"CREATE CONSTRAINT TRIGGER {tabel}_acuan AFTER INSERT OR UPDATE OR DELETE ON {tabel} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION acuan_berubah()",
            f"CREATE TRIGGER {tabel}_acuan_kosong AFTER TRUNCATE ON {tabel} "
            "FOR EACH STATEMENT EXECUTE FUNCTION acuan_berubah()",
        ]
    changes = "BEGIN UPDATE tanda_acuan SET tanda = random() WHERE id = 1; END"
    return [
        f"CREATE TRIGGER {tabel}_acuan_{verb.lower()} AFTER {verb} ON {tabel} {changes}"
        for verb in ("INSERT", "UPDATE", "DELETE")
    ]


#: What the triggers of PostgreSQL run: once in a transaction, however many rows it changed.
FUNGSI: Final = (
    "CREATE FUNCTION acuan_berubah() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF coalesce(current_setting('eoffice.acuan', true), '') <> '1' THEN "
    "UPDATE tanda_acuan SET tanda = (random() * 9007199254740992)::bigint WHERE id = 1; "
    "PERFORM set_config('eoffice.acuan', '1', true); END IF; RETURN NULL; END $$"
)


def _pasang(_metadata: MetaData, connection: Connection, *, tables: list[Any] | None = None, **_: Any) -> None:
    made = {t.name for t in tables or ()}
    if TandaAcuan.__tablename__ not in made:
        return
    connection.execute(TandaAcuan.__table__.insert(), {"id": 1, "tanda": 1})  # type: ignore[attr-defined]
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(FUNGSI)
    for tabel in TABEL:
        for statement in penjaga(connection.dialect.name, tabel):
            connection.exec_driver_sql(statement)


event.listen(Base.metadata, "after_create", _pasang)


_TERPASANG: Final = {
    "sqlite": text("SELECT name FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"),
}


def perbarui(session: Session) -> None:
    """Have everybody forget what was kept, whatever the database holds now; the row comes back where a restore lost it."""
    fresh = {"tanda": secrets.randbelow(1 << 53)}
    found = session.execute(update(TandaAcuan).where(TandaAcuan.id == 1).values(fresh).returning(TandaAcuan.id)).all()
    if not found:
        session.add(TandaAcuan(id=1, **fresh))


def kurang(session: Session) -> list[str]:
    """What is missing so that nothing kept outlives its reason, as sentences; a database restored in part has gaps."""
    dialect = session.get_bind().dialect.name
    there = set(session.scalars(_TERPASANG[dialect]))
    ends = ("", "_kosong") if dialect == "postgresql" else ("_insert", "_update", "_delete")
    gone = [
        f"pemicu {tabel}_acuan{end} tidak ada" for tabel in TABEL for end in ends if f"{tabel}_acuan{end}" not in there
    ]
    return gone if session.scalar(TANDA) is not None else [*gone, "baris tanda_acuan tidak ada"]


class Ingatan:
    """What was made under the newest mark, for all threads of a process."""

    def __init__(self) -> None:
        self._kini: tuple[int, dict[Hashable, Any]] = (0, {})

    def ambil(self, tanda: int | None, kunci: Hashable, buat: Callable[[], _T]) -> _T:
        """What is kept under a key, or else made now and kept.

        Args:
            tanda: the mark as it stood before anything was read for `buat`; None when the database has lost its row, so
                that nothing tells of a change any more and nothing may be kept.
        """
        if tanda is None:
            return buat()
        kept = self._kini
        if kept[0] != tanda or len(kept[1]) > TERBANYAK:
            kept = self._kini = (tanda, {})
        if kunci not in kept[1]:
            kept[1][kunci] = buat()
        found: _T = kept[1][kunci]
        return found


def pakai(session: Session, ingatan: Ingatan, tanda: int | None) -> None:
    """Let a session that only reads keep what it makes, and have what others made, under the mark it began with."""
    if "hitungan" in session.info:
        session.info["acuan"] = (ingatan, tanda)


def ingat(session: Session, kunci: Hashable, buat: Callable[[], _T]) -> _T:
    """What is kept under a key for this session; in a session that writes, or outside a page, made anew each time.

    What is kept is shared by all: it never changes, and it never is a row that hangs on a session.
    """
    kept: tuple[Ingatan, int | None] | None = session.info.get("acuan")
    return kept[0].ambil(kept[1], kunci, buat) if kept is not None else buat()
