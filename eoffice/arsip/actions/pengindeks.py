"""Keeps the index in the transaction of each change; nobody has to call it, so nobody can forget it.

It watches what a session writes: objects that are flushed, and statements over whole tables. Right before the commit what
was touched and not indexed since is indexed once, with the status, sifat, berkas and chain that it has then.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from eoffice.arsip.models import IsiBerkas
from eoffice.arsip_impor import indexing as impor_indexing
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import AtCommit
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah.models import Lampiran, Naskah, Paraf, PenandaLain, Penerima
from eoffice.naskah.states import ISSUED
from eoffice.search.simpan import TERSENTUH
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk

#: What of each table the index holds, whose record it is, and the column that names it.
DIAMATI: Final[dict[type[Any], tuple[str, str, frozenset[str]]]] = {
    Naskah: (
        "naskah",
        "id",
        frozenset(
            {"status", "sifat", "kode_klasifikasi", "hal", "isi", "rincian", "jenis", "nomor", "tanggal", "penanda"}
            | {"unit_id", "opd_id", "konseptor_id", "penandatangan_id", "kustodi_unit_id", "musnah_at"}
        ),
    ),
    Paraf: ("naskah", "naskah_id", frozenset({"jabatan_id"})),
    PenandaLain: ("naskah", "naskah_id", frozenset({"jabatan_id", "penanda", "urutan"})),
    Penerima: ("naskah", "naskah_id", frozenset({"teks", "untuk_perhatian"})),
    Lampiran: ("naskah", "naskah_id", frozenset({"judul"})),
    SuratMasuk: (
        "surat_masuk",
        "id",
        frozenset(
            {"status", "sifat", "kode_klasifikasi", "hal", "ringkasan", "teks", "nomor_surat", "nomor_agenda", "tahun"}
            | {"tanggal_surat", "diterima_at", "asal_teks", "asal_unit_id", "tujuan_jabatan_id", "opd_id", "naskah_id"}
            | {"kustodi_unit_id", "musnah_at"}
        ),
    ),
    SuratAkses: ("surat_masuk", "surat_id", frozenset({"surat_id", "jabatan_id"})),
    IsiBerkas: ("", "objek_id", frozenset({"objek_id", "berkas_id"})),
}
_BY_TABLE: Final[dict[Any, type[Any]]] = {model.__table__: model for model in DIAMATI}


def _touch(session: Session, kind: str, ids: Iterable[int | None]) -> None:
    for one in ids:
        if one is not None:
            _SENTUH.add(session, {"jenis": kind, "id": one})


def _flushed(session: Session, _context: UOWTransaction) -> None:
    for thing in (*session.new, *session.deleted):
        known = DIAMATI.get(type(thing))
        if known is not None and not _draft(thing):
            _touch(session, known[0] or str(thing.objek), [getattr(thing, known[1])])
    for thing in session.dirty:
        known = DIAMATI.get(type(thing))
        if known is not None and not _draft(thing):
            attrs = inspect(thing).attrs
            if any(attrs[name].history.has_changes() for name in known[2]):
                _touch(session, known[0] or str(thing.objek), [getattr(thing, known[1])])


def _draft(thing: Any) -> bool:
    """A naskah that is not issued and never was stands in no index."""
    return isinstance(thing, Naskah) and thing.status not in ISSUED


def _executed(state: ORMExecuteState) -> None:
    """A statement over a whole table: whatever it will change is looked up first."""
    if not (state.is_update or state.is_delete):
        return
    statement: Any = state.statement
    model = _BY_TABLE.get(getattr(statement, "table", None))
    if model is None:
        return
    kind, key, watched = DIAMATI[model]
    named = {getattr(c, "name", c) for c in (statement._values or {})} if state.is_update else set(watched)
    if named and not named & watched:
        return
    table = model.__table__
    columns = [table.c[key]] if kind else [table.c[key], table.c.objek]
    found = select(*columns).where(*statement._where_criteria)
    several: list[Any] = state.parameters if isinstance(state.parameters, list) else [state.parameters or {}]
    for given in several:
        for row in state.session.execute(found, given).tuples().all():
            _touch(state.session, kind or str(row[1]), [row[0]])


def _write(session: Session, touched: list[dict[str, Any]]) -> None:
    for model, kind in ((Naskah, "naskah"), (SuratMasuk, "surat_masuk"), (ArsipImpor, "arsip_impor")):
        ids = sorted({one["id"] for one in touched if one["jenis"] == kind})
        for one in ids:
            row: Any = session.get(model, one)
            if isinstance(row, Naskah) and row.status in ISSUED:
                naskah_indexing.put(session, row)
            elif isinstance(row, SuratMasuk):
                surat_indexing.put(session, row)
            elif isinstance(row, ArsipImpor):
                impor_indexing.put(session, row)


def _flush_first(session: Session) -> None:
    if not session.in_nested_transaction():
        session.flush()


_SENTUH: Final = AtCommit(TERSENTUH, _write, first=True)
event.listen(Session, "before_commit", _flush_first, insert=True)
event.listen(Session, "after_flush", _flushed)
event.listen(Session, "do_orm_execute", _executed)
