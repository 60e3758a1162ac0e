"""Keeps the index in the transaction of each change; nobody has to call it, so nobody can forget it.

It watches what a session writes: objects that are flushed, and statements over whole tables. Right before the commit what
was touched and not indexed since is indexed once, with the status, sifat, berkas and chain that it has then.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from eoffice.arsip.models import IsiBerkas
from eoffice.arsip_impor import indexing as impor_indexing
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import AtCommit
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah.models import Lampiran, Naskah, Paraf, PenandaLain, Penerima
from eoffice.naskah.states import ISSUED
from eoffice.pengamat import Pengamat, flush_first
from eoffice.search import gembok
from eoffice.search.catatan import KINDS, Kind
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
    ArsipImpor: (
        "arsip_impor",
        "id",
        frozenset(
            {"sifat", "kode_klasifikasi", "hal", "uraian", "teks", "nomor", "nomor_agenda", "tanggal", "pencipta"}
            | {"penerima", "penandatangan", "unit_id", "opd_id", "pejabat_id", "kustodi_unit_id", "musnah_at"}
        ),
    ),
    SuratAkses: ("surat_masuk", "surat_id", frozenset({"surat_id", "jabatan_id"})),
    IsiBerkas: ("", "objek_id", frozenset({"objek_id", "berkas_id"})),
}

#: Imported records that are indexed in one go: they come by the hundred.
SEKALI: Final = 500


def _draft(thing: Any) -> bool:
    """A naskah that is not issued and never was stands in no index."""
    return isinstance(thing, Naskah) and thing.status not in ISSUED


def _told(session: Session, model: type[Any], rows: Sequence[Sequence[Any]]) -> None:
    kind = DIAMATI[model][0]
    for row in rows:
        if row[0] is not None:
            _SENTUH.add(session, {"jenis": kind or str(row[1]), "id": row[0]})


def _write(session: Session, touched: list[dict[str, Any]]) -> None:
    ids: dict[Kind, list[int]] = {kind: sorted({t["id"] for t in touched if t["jenis"] == kind}) for kind in KINDS}
    with gembok.borongan(session, "naskah", ids["naskah"]):
        for one in ids["naskah"]:
            row = session.get(Naskah, one)
            if row is not None and row.status in ISSUED:
                naskah_indexing.put(session, row)
    with gembok.borongan(session, "surat_masuk", ids["surat_masuk"]):
        for one in ids["surat_masuk"]:
            surat = session.get(SuratMasuk, one)
            if surat is not None:
                surat_indexing.put(session, surat)
    brought = ids["arsip_impor"]
    with gembok.borongan(session, "arsip_impor", brought):
        for start in range(0, len(brought), SEKALI):
            part = select(ArsipImpor).where(ArsipImpor.id.in_(brought[start : start + SEKALI])).order_by(ArsipImpor.id)
            impor_indexing.put_all(session, session.scalars(part).all())


_SENTUH: Final = AtCommit(TERSENTUH, _write, first=True)
event.listen(Session, "before_commit", flush_first, insert=True)
Pengamat(
    {model: ((key,) if kind else (key, "objek"), names) for model, (kind, key, names) in DIAMATI.items()},
    _told,
    skip=_draft,
)
