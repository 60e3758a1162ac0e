"""Where capabilities above this one say which of their words go when a record is destroyed (SST, OBJ-02).

Destruction empties what lies below it by itself. What is higher may not be imported here, so it registers a function when
its module is imported, which `tables` does for every process.
"""

from collections.abc import Callable, Collection

from sqlalchemy.orm import Session

#: Receives the session, ids of the naskah, and ids of the surat that are destroyed in this transaction.
Pelupa = Callable[[Session, Collection[int], Collection[int]], None]
_PELUPA: list[Pelupa] = []


def ikut(pelupa: Pelupa) -> Pelupa:
    """Have this called at every destruction, inside its transaction."""
    if pelupa not in _PELUPA:
        _PELUPA.append(pelupa)
    return pelupa


def lupakan(session: Session, naskah_ids: Collection[int], surat_ids: Collection[int]) -> None:
    """Let everybody who registered empty the words it keeps about these records."""
    for pelupa in _PELUPA:
        pelupa(session, naskah_ids, surat_ids)
