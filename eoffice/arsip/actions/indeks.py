"""The search index made anew from the rows: after a restore, or when its rules have changed."""

from sqlalchemy.orm import Session

from eoffice import search
from eoffice.naskah import indexing as naskah_indexing
from eoffice.surat_masuk import indexing as surat_indexing


def bangun_indeks(session: Session) -> int:
    """Forget the whole index and build it again; how many records it holds now."""
    search.clear(session)
    return naskah_indexing.rebuild(session) + surat_indexing.rebuild(session)
