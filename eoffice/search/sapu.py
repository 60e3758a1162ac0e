"""Words that stand in no record any more leave the list of words, a portion at a time (OTR-09).

The list is what nearby spellings are looked up in; a record that is destroyed or closed further takes its words out of
the index at once, and out of this list when the worker comes by.
"""

from typing import Final

from sqlalchemy import delete, literal, select
from sqlalchemy.orm import Session

from eoffice.search.dokumen import Tables
from eoffice.search.port import engine
from eoffice.search.simpan import sets

#: Words that are looked at in one transaction.
SEPORSI: Final = 500


def sapu_kata(session: Session, setelah: str = "", *, limit: int = SEPORSI) -> str | None:
    """Look at the next words and forget those that occur nowhere; after which one to go on, None when all were seen.

    Only words that stay are named as a place to go on from, so that none that is forgotten is written anywhere else.
    """
    t = sets(session)[0]
    found = select(t.kata.c.kata).where(t.kata.c.kata > setelah).order_by(t.kata.c.kata).limit(limit)
    some = list(session.scalars(found))
    kept = [word for word in some if _stands(session, t, word)]
    gone = sorted(set(some) - set(kept))
    if gone:
        session.execute(delete(t.kata).where(t.kata.c.kata.in_(gone)))
        session.execute(delete(t.ejaan).where(t.ejaan.c.kata.in_(gone)))
    if len(some) < limit:
        return None
    return kept[-1] if kept else setelah


def _stands(session: Session, t: Tables, word: str) -> bool:
    """Whether any record holds the word; words of the list are plain letters alone."""
    found = select(literal(1)).select_from(t.teks).where(engine(session).satu_kata(t, word)).limit(1)
    return session.scalar(found) is not None
