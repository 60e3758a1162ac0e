"""Keeps deadlines in the transaction of each change; no use case has to call it, so none can forget it.

It watches what a session flushes and sets up the surat that were touched as one of the first things before the commit.
What a page or a list shows of a limit is therefore always what is stored; what a statement over a whole table changed
is set right by the sweep before it reminds anybody, and by the round of every night.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from eoffice.db import AtCommit
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import StatusPenerima
from eoffice.pengamat import Pengamat, flush_first
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tenggat.actions.pasang import pasang

P = StatusPenerima
#: What of each table a deadline depends on.
DIAMATI: Final[dict[type[Any], frozenset[str]]] = {
    SuratMasuk: frozenset({"status", "peran", "tujuan_jabatan_id", "opd_id", "urgensi", "diterima_at", "batas_at"}),
    Disposisi: frozenset({"at", "batas", "induk_id", "pemberi_jabatan_id"}),
    DisposisiPenerima: frozenset({"status", "jabatan_id", "peran", "dilaporkan_at", "ditolak_at", "tolak_diputus_at"}),
}
#: The column that names the surat or the disposisi.
_NAMA: Final[dict[type[Any], str]] = {SuratMasuk: "id", Disposisi: "surat_id", DisposisiPenerima: "disposisi_id"}
#: Set in `Session.info` by who writes a whole year at once and goes the round of what is open at its end.
NANTI: Final = "tenggat_nanti"
#: Between these nothing changes for a deadline: opening a part costs nothing here.
_SAMA: Final = frozenset({P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI})


def _changed(thing: Any, name: str) -> bool:
    history = inspect(thing).attrs[name].history
    if not history.has_changes():
        return False
    both = {*history.added, *history.deleted}
    return not (name == "status" and isinstance(thing, DisposisiPenerima) and history.deleted and both <= _SAMA)


def _told(session: Session, model: type[Any], rows: Sequence[Sequence[Any]]) -> None:
    where = "disposisi" if model is DisposisiPenerima else "surat"
    for (one,) in rows:
        _SENTUH.add(session, {"jenis": where, "id": one})


def _tulis(session: Session, rows: list[dict[str, Any]]) -> None:
    if session.info.get(NANTI):
        return
    acts = {row["id"] for row in rows if row["jenis"] == "disposisi"}
    found = {row["id"] for row in rows if row["jenis"] == "surat"}
    if acts:
        found |= set(session.scalars(select(Disposisi.surat_id).where(Disposisi.id.in_(acts))))
    for some in _potong(sorted(found)):
        pasang(session, some)


def _potong(ids: list[int], many: int = 200) -> Iterable[list[int]]:
    return (ids[n : n + many] for n in range(0, len(ids), many))


def sekarang(session: Session) -> None:
    """Set up at once what waits for the commit, for what must see the limits before it."""
    _SENTUH.now(session)


#: Before the lists that depend on limits, and before the heads of the trails are locked.
_SENTUH: Final = AtCommit("tenggat", _tulis, first=True)
event.listen(Session, "before_commit", flush_first, insert=True)
Pengamat(
    {model: ((_NAMA[model],), names) for model, names in DIAMATI.items()}, _told, matters=_changed, statements=False
)
