"""The search index made anew from the rows: after a restore, or when its rules have changed."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from eoffice import search
from eoffice.naskah import indexing as naskah_indexing
from eoffice.surat_masuk import indexing as surat_indexing


def bangun_indeks(session: Session, *, tell: Callable[[int], None] = lambda _done: None) -> int:
    """Forget the whole index and build it again; how many records it holds now.

    Args:
        tell: is told after each record how many are done.
    """
    search.clear(session)
    first = naskah_indexing.rebuild(session, tell)
    return first + surat_indexing.rebuild(session, lambda done: tell(first + done))
