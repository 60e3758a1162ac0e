"""The search index made anew from the rows: after a restore, or when its rules have changed."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.arsip_impor import indexing as impor_indexing
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import reading
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.search.porsi import Source
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.surat_masuk.models import SuratMasuk

#: Every kind of record that is searched, in the order in which a build goes through them.
SUMBER: Final[tuple[Source, ...]] = (
    ("naskah", naskah_indexing.records),
    ("surat_masuk", surat_indexing.records),
    ("arsip_impor", impor_indexing.records),
)


def bangun_indeks(session: Session, *, tell: Callable[[int], None] = lambda _done: None) -> int:
    """Forget the whole index and build it again in the caller's transaction; how many records it holds now.

    For some thousand records at most: a large archive is built in many transactions (`bangun_daring`).

    Args:
        tell: is told after each record how many are done.
    """
    search.clear(session)
    done = 0
    session.info[naskah_indexing.KANTOR] = naskah_indexing.known_offices(session)
    try:
        for _, records in SUMBER:
            after: int | None = 0
            while after is not None:
                made, after = records(session, after, naskah_indexing.TOGETHER)
                search.add(session, made)
                for _ in made:
                    done += 1
                    tell(done)
    finally:
        del session.info[naskah_indexing.KANTOR]
    return done


def bangun_daring(
    engine: Engine, *, tell: Callable[[int], None] = lambda _done: None, lama: float = search.bangun.SELAMA
) -> int:
    """Build the index beside the one that answers while everybody works on, and put it in its place.

    Args:
        lama: seconds that whoever writes meanwhile waits at most, about.
    """
    return search.bangun.bangun(engine, SUMBER, tell, lama=lama)


def yang_dicari(session: Session) -> int:
    """How many records there are to index, about: what a build is measured against."""
    issued = session.scalar(select(func.count()).select_from(Naskah).where(Naskah.status.in_(ISSUED))) or 0
    return issued + sum(session.scalar(select(func.count()).select_from(m)) or 0 for m in (SuratMasuk, ArsipImpor))


def bangun_bila_usang(engine: Engine, *, say: Callable[[str], None] = lambda _line: None) -> bool:
    """Build the index when it is of an older shape, or empty after a migration; nobody has to know or ask."""
    search.bangun.buang(engine)  # what a build that was cut short has left behind
    with reading(engine) as session:
        if not search.bangun.usang(session):
            return False
        many = yang_dicari(session)
    if many:
        say(f"  indeks pencarian: dibangun ulang untuk {many} dokumen")
    bangun_daring(engine)
    return True
