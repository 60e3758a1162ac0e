"""Every column that the tables hold of a record and of what hangs on it, as values; what stays behind says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from eoffice.akses.rights import Sifat
from eoffice.arsip.models import IsiBerkas
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import ArsipImpor, LampiranImpor
from eoffice.db import Base
from eoffice.disposisi.models import (
    BagianPembaca,
    BerkasLaporan,
    Disposisi,
    DisposisiPenerima,
    Jawaban,
    TindakLanjut,
)
from eoffice.disposisi.riwayat import DisposisiVersi, LampiranDisposisi
from eoffice.ekspedisi.models import SerahTerima
from eoffice.naskah.models import Koreksi, Lampiran, Naskah, Paraf, PenandaLain, Penerima
from eoffice.nomor.models import Nomor
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.surat_masuk.models import (
    SuratAkses,
    SuratAlih,
    SuratKaitan,
    SuratLokasi,
    SuratMasuk,
    SuratPembaca,
    SuratSampul,
)
from eoffice.tte.models import StempelArsip


@dataclass(frozen=True)
class Ikatan:
    """How the rows of a table hang on a record: by this column, on the rows of `induk`, or on the record itself."""

    model: type[Base]
    kolom: str
    induk: str = ""


#: The chain of a surat; from Rahasia upward it is only for its two ends, and therefore goes with no package.
RANTAI: Final = (
    Ikatan(Disposisi, "surat_id"),
    Ikatan(DisposisiPenerima, "disposisi_id", "disposisi"),
    Ikatan(BagianPembaca, "bagian_id", "disposisi_penerima"),
    Ikatan(DisposisiVersi, "disposisi_id", "disposisi"),
    Ikatan(LampiranDisposisi, "disposisi_id", "disposisi"),
    Ikatan(TindakLanjut, "penerima_id", "disposisi_penerima"),
    Ikatan(BerkasLaporan, "laporan_id", "tindak_lanjut"),
)
MILIK: Final[dict[Objek, tuple[Ikatan, ...]]] = {
    Objek.NASKAH: (
        Ikatan(Naskah, "id"),
        Ikatan(Penerima, "naskah_id"),
        Ikatan(SerahTerima, "penerima_id", "penerima"),
        Ikatan(Paraf, "naskah_id"),
        Ikatan(PenandaLain, "naskah_id"),
        Ikatan(Lampiran, "naskah_id"),
        Ikatan(Koreksi, "naskah_id"),
        Ikatan(Jawaban, "naskah_id"),
        Ikatan(Nomor, "objek_id"),
        Ikatan(StempelArsip, "objek_id"),
        Ikatan(IsiBerkas, "objek_id"),
    ),
    Objek.SURAT_MASUK: (
        Ikatan(SuratMasuk, "id"),
        Ikatan(SuratSampul, "surat_id"),
        Ikatan(SuratKaitan, "surat_id"),
        Ikatan(SuratLokasi, "surat_id"),
        Ikatan(SuratAkses, "surat_id"),
        Ikatan(SuratAlih, "surat_id"),
        Ikatan(SuratPembaca, "surat_id"),
        Ikatan(SerahTerima, "surat_id"),
        Ikatan(Jawaban, "surat_id"),
        Ikatan(StempelArsip, "objek_id"),
        Ikatan(IsiBerkas, "objek_id"),
        *RANTAI,
    ),
    Objek.ARSIP_IMPOR: (
        Ikatan(ArsipImpor, "id"),
        Ikatan(LampiranImpor, "arsip_id"),
        Ikatan(StempelArsip, "objek_id"),
        Ikatan(IsiBerkas, "objek_id"),
    ),
}
#: Column → why it stays behind.
TIDAK_DIBAWA: Final[dict[str, str]] = {
    "naskah.isi": "teks asalnya sendiri ada di sumber.json",
    "naskah.rincian": "isian jenisnya sendiri ada di sumber.json",
    "lampiran.bersih_key": "salinan untuk dilihat di layar; asli lampirannya yang dibawa",
    "lampiran.bersih_size": "salinan untuk dilihat di layar; asli lampirannya yang dibawa",
    "lampiran.bersih_sha256": "salinan untuk dilihat di layar; asli lampirannya yang dibawa",
    "arsip_impor.teks": "lapisan teks dibaca lagi dari berkasnya saat diimpor",
}


def milik(session: Session, objek: Objek, objek_id: int, sifat: Sifat) -> dict[str, list[Any]]:
    """Table → its rows of this record. Whether the record may be taken along is asked before."""
    rows: dict[str, list[Any]] = {}
    for tie in MILIK[objek]:
        if tie not in RANTAI or sifat in (Sifat.BIASA, Sifat.TERBATAS):
            rows[tie.model.__tablename__] = _of(session, objek, objek_id, tie, rows)
    return rows


def tertulis(session: Session, rows: Mapping[str, Sequence[Base]]) -> dict[str, Any]:
    """The same as values, and what the ids of people, jabatan and units in them are called: elsewhere an id says nothing."""
    told = {table: [_values(row) for row in found] for table, found in rows.items() if found}
    return {"tabel": told, "rujukan": _names(session, rows)}


def _of(session: Session, objek: Objek, objek_id: int, tie: Ikatan, rows: Mapping[str, Sequence[Any]]) -> list[Any]:
    mapper = inspect(tie.model)
    ids = [row.id for row in rows.get(tie.induk, ())] if tie.induk else [objek_id]
    found = select(tie.model).where(getattr(tie.model, tie.kolom).in_(ids)).order_by(*mapper.primary_key)
    if "objek" in mapper.column_attrs:
        found = found.where(tie.model.__table__.c.objek == str(objek))
    return list(session.scalars(found)) if ids else []


def _values(row: Base) -> dict[str, Any]:
    table = row.__tablename__
    known = ((c.key, getattr(row, c.key)) for c in inspect(type(row)).column_attrs)
    return {name: plain(value) for name, value in known if f"{table}.{name}" not in TIDAK_DIBAWA}


def plain(value: Any) -> Any:
    """A value of a row as JSON knows it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _names(session: Session, rows: Mapping[str, Sequence[Base]]) -> dict[str, list[dict[str, Any]]]:
    wanted: dict[str, set[int]] = {"jabatan": set(), "pegawai": set(), "unit": set()}
    for found in rows.values():
        for row in found:
            for column in inspect(type(row)).column_attrs:
                for key in column.columns[0].foreign_keys:
                    if key.column.table.name in wanted and (value := getattr(row, column.key)) is not None:
                        wanted[key.column.table.name].add(value)
    models: dict[str, Any] = {"jabatan": Jabatan, "pegawai": Pegawai, "unit": Unit}
    return {
        name: [{"id": i, "nama": session.get_one(models[name], i).nama} for i in sorted(ids)]
        for name, ids in wanted.items()
        if ids
    }
