"""Portions of records on their way into the index that is being built: read and taken apart, then written in a moment.

On PostgreSQL only who changes a record of a portion waits for that; each says how far the build has come, so that one
that was cut short goes on where it stood.
"""

import json
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from eoffice.errors import Unavailable
from eoffice.search import gembok, simpan
from eoffice.search.catatan import Kind, Record
from eoffice.search.dokumen import BARU, KEADAAN, Entry, tables
from eoffice.search.port import engine
from eoffice.search.simpan import statements

#: Records of the first step, and of a step at least and at most: so many are locked at a time.
STEP, STEP_LEAST, STEP_MOST = 100, 20, 500
#: Seconds that a step tries to be alone, and between two tries.
PATIENCE, PAUSE = 30.0, 0.02

Source = tuple[Kind, Callable[[Session, int, int], tuple[list[Record], int | None]]]
"""A kind of record, and the records after an id with the last id looked at."""


@dataclass(frozen=True)
class Kemajuan:
    """How far a build has come: which kind, after which id, how many records looked at; of which shape.

    `sisa` are records that somebody was just changing when their turn came; they are looked at last. `tanda` tells one build
    from the next: what was read in one that has ended is not written into another, which knows nothing of what went before.
    """

    sumber: int = 0
    sesudah: int = 0
    selesai: int = 0
    bentuk: int = simpan.BENTUK
    sisa: tuple[tuple[int, int], ...] = ()  # number of the source, id
    tanda: int = 0


@dataclass(frozen=True)
class Porsi:
    """Some records taken apart: where the build stood when they were read, and the last id looked at.

    They are in the order in which the engine wants them to lie (`tata`), so the build has come further only with the last of
    them; one that was cut short before reads them again, and finds which of them are there.

    Attributes:
        semula: how many were read together.
        lagi: more of these follow.
    """

    dari: Kemajuan
    entri: tuple[tuple[Kind, int, Entry], ...]
    sampai: int | None
    semula: int
    lagi: bool = False

    def potong(self, many: int) -> tuple["Porsi", "Porsi | None"]:
        """The first so many of them, and the rest, if there is any; that begins where the build stands then."""
        if len(self.entri) <= many:
            return self, None
        return replace(self, entri=self.entri[:many], lagi=True), replace(self, entri=self.entri[many:])


def sendiri(session: Session) -> None:
    """Nobody else builds until the commit; who changes records goes on."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": gembok.LOCK_BANGUN})


def alone(session: Session) -> None:
    """Nobody else changes the index until the commit; for a moment only, when a build begins and when it ends.

    Raises:
        Unavailable: somebody does so for too long.
    """
    if session.get_bind().dialect.name != "postgresql":
        return  # a writing transaction of SQLite is alone already
    until = time.monotonic() + PATIENCE
    while not session.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": gembok.LOCK}):
        if time.monotonic() > until:
            raise Unavailable("Indeks pencarian sedang dipakai terus-menerus. Ulangi: eoffice cari bangun.")
        time.sleep(PAUSE)


def kemajuan(session: Session) -> Kemajuan | None:
    """The build that is under way, or None."""
    kept = simpan.state(session, "bangun")
    if kept is None:
        return None
    known = json.loads(kept)
    return Kemajuan(**known | {"sisa": tuple((n, i) for n, i in known.get("sisa", ()))})


def mulai(session: Session) -> Kemajuan:
    """Begin a build, or go on with the one that was cut short."""
    sendiri(session)
    alone(session)
    found = kemajuan(session)
    if found is not None and found.bentuk == simpan.BENTUK:
        return found
    connection = session.connection()
    statements(connection, engine(connection).drop(BARU))
    statements(connection, engine(connection).create(tables(BARU)))
    forget_gone(session)
    return keep(session, Kemajuan(tanda=secrets.randbits(53)))


def keep(session: Session, found: Kemajuan) -> Kemajuan:
    simpan.write_state(session, "bangun", json.dumps(asdict(found)))
    return found


def _gone(session: Session, kind: Kind) -> set[int]:
    """The records of a kind that were taken out since the build began."""
    said = f"{simpan.HILANG}{kind}:"
    found = session.scalars(select(KEADAAN.c.kunci).where(KEADAAN.c.kunci.startswith(said, autoescape=True)))
    return {int(kunci.removeprefix(said)) for kunci in found}


def forget_gone(session: Session) -> None:
    """The build has ended, or begins."""
    session.execute(delete(KEADAAN).where(KEADAAN.c.kunci.startswith(simpan.HILANG)))


def baca(session: Session, sources: Sequence[Source], *, step: int = STEP) -> Porsi | None:
    """The next records, taken apart; None when none is left, or when somebody else has ended the build. Locks nothing.

    What is changed before the portion is written stands in the new set by then, put there by who changed it, or is known
    to be gone.
    """
    found = kemajuan(session)
    if found is None:
        return None
    if found.sumber < len(sources):
        _, records = sources[found.sumber]
        made, last = records(session, found.sesudah, step)
    elif found.sisa:
        number, one = found.sisa[0]
        made, last = sources[number][1](session, one - 1, 1)
        made = [r for r in made if r.id == one]
    else:
        return None
    tata = engine(session).tata
    entri = sorted(((r.kind, r.id, simpan.entry(r)) for r in made), key=lambda each: tata(each[2]))
    return Porsi(found, tuple(entri), last, len(entri))


def didahului(session: Session, porsi: Porsi) -> bool:
    """Whether somebody else who builds was sooner: the build stands elsewhere than when the portion was read, or has ended."""
    sendiri(session)
    return kemajuan(session) != porsi.dari


def tulis(session: Session, porsi: Porsi, sources: Sequence[Source]) -> Kemajuan | None:
    """Write a portion into the new set, unless somebody else was sooner; how far the build is then, None when it has ended."""
    return kemajuan(session) if didahului(session, porsi) else taruh(session, porsi, sources)


def taruh(session: Session, porsi: Porsi, sources: Sequence[Source]) -> Kemajuan:
    """The same where nobody was sooner, as `didahului` has just said in this transaction.

    On PostgreSQL only its own records are locked. One that somebody is changing is not waited for, since that would
    keep all the others waiting as well: it is looked at last, alone.
    """
    found = porsi.dari
    last_ones = found.sumber >= len(sources)
    keys_of = sorted((kind, number) for kind, number, _ in porsi.entri)
    held = gembok.genggam(session, keys_of, wait=last_ones)
    t = tables(BARU)
    fresh = [key for key in keys_of if key in held]
    if fresh:  # of one kind, in the order of their ids
        known = simpan.known(session, t, fresh[0][0], fresh[0][1], fresh[-1][1]) | _gone(session, fresh[0][0])
        fresh = [key for key in fresh if key[1] not in known]
    wanted = set(fresh)
    simpan.add_to(session, t, [e for kind, number, e in porsi.entri if (kind, number) in wanted])
    if last_ones:
        return keep(session, replace(found, sisa=found.sisa[1:]))
    sisa = (*found.sisa, *((found.sumber, number) for key in keys_of if key not in held for number in [key[1]]))
    if porsi.lagi:
        return keep(session, replace(found, sisa=sisa))
    if porsi.sampai is None:
        return keep(session, replace(found, sumber=found.sumber + 1, sesudah=0, sisa=sisa))
    return keep(session, replace(found, sesudah=porsi.sampai, selesai=found.selesai + porsi.semula, sisa=sisa))


def langkah(session: Session, sources: Sequence[Source], *, step: int = STEP) -> Kemajuan | None:
    """Index some more records in one transaction; None when there are none more."""
    porsi = baca(session, sources, step=step)
    return tulis(session, porsi, sources) if porsi is not None else None
