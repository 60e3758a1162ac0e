"""A row of an import made into the record it tells of; only the files that rows name are asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.arsip_impor.models import ArsipImpor, LampiranImpor
from eoffice.errors import Invalid
from eoffice.paket.actions.nilai import Bahan, file_ids, plain_name
from eoffice.paket.baca import kolom as aturan
from eoffice.paket.models import Impor, ImporBaris, ImporBerkas
from eoffice.sandbox import names
from eoffice.storage import Blob

#: What a row says of a record in words that are kept as they are.
TEKS = (
    "jenis", "nomor", "nomor_agenda", "hal", "uraian", "pencipta", "penerima", "penandatangan", "tingkat", "lokasi",
)  # fmt: skip
#: Names of the files that come along with a record of a package.
IKUTAN = ("metadata", "premis", "sumber")


@dataclass(frozen=True)
class Calon:
    """A row that shall come in: its number, its values by our names, its text layer, and the metadata written for it."""

    urutan: int
    value: dict[str, Any]
    teks: str = ""
    metadata: Blob | None = None


class Berkas:
    """The files that some rows name, loaded once."""

    def __init__(self, session: Session, bahan: Bahan, values: Iterable[Mapping[str, Any]]) -> None:
        root, every = str(bahan.impor.rincian.get("akar", "")), list(values)
        ids = {i for value in every for i in file_ids(bahan, dict(value))}
        by_name = {root + str(value[n]) for value in every for n in IKUTAN if value.get(n)}
        mine = select(ImporBerkas).where(ImporBerkas.impor_id == bahan.impor.id)
        rows = [
            *session.scalars(mine.where(ImporBerkas.id.in_(ids))),
            *session.scalars(mine.where(ImporBerkas.nama.in_(by_name))),
        ]
        self._root, self._bahan = root, bahan
        self._by_id: dict[int, ImporBerkas] = {row.id: row for row in rows}
        self._by_name: dict[str, ImporBerkas] = {row.nama: row for row in rows}

    def utama(self, value: Mapping[str, Any]) -> ImporBerkas | None:
        """The file that is the record itself; None of one that is only on paper."""
        ids = file_ids(self._bahan, dict(value)) if value.get("berkas") else []
        return self._by_id[ids[0]] if ids else None

    def lampiran(self, nama: str) -> ImporBerkas:
        """A file that belongs to it."""
        return self._by_id[self._bahan.berkas[plain_name(nama)]]

    def ikutan(self, value: Mapping[str, Any], name: str) -> Blob | None:
        """What a package holds beside it."""
        found = self._by_name.get(self._root + str(value[name])) if value.get(name) else None
        return found.blob if found is not None else None


def arsip(bahan: Bahan, impor: Impor, files: Berkas, sidik: str, calon: Calon) -> ArsipImpor:
    """The record of one row, not yet in any session.

    Raises:
        Invalid: a package without the metadata of this record.
    """
    value = calon.value
    kept = calon.metadata or files.ikutan(value, "metadata")
    if kept is None:
        raise Invalid("Metadata baris ini tidak ada di paket.")
    main = files.utama(value)
    sifat = _sifat(value)
    made = ArsipImpor(
        opd_id=impor.opd_id,
        unit_id=bahan.unit.get(str(value.get("unit") or "").casefold(), impor.unit_id),
        pejabat_id=impor.pejabat_id if sifat not in REACH[Relation.ARSIPARIS] else None,
        impor_id=impor.id,
        asal=impor.asal,
        asal_id=str(value.get("asal_id") or f"baris {calon.urutan + 1}")[:160],
        sidik=sidik,
        tanggal=aturan.tanggal(str(value.get("tanggal") or "")),
        kode_klasifikasi=str(value.get("kode_klasifikasi") or "") or None,
        sifat=sifat,
        halaman=main.halaman if main else 0,
        nama=_name(main) if main else "",
        mime=main.mime if main else "",
        metadata_key=kept.key,
        metadata_size=kept.size,
        metadata_sha256=kept.sha256,
        teks=calon.teks[:2_000_000],
        diimpor_at=clock.now(),
        diimpor_oleh=bahan.actor.pegawai_id,
        **{n: str(value.get(n) or "")[: aturan.BY_NAME[n].panjang] for n in TEKS},
    )
    blobs = {"": main.blob if main else None, "premis_": files.ikutan(value, "premis")}
    for prefix, found in (blobs | {"sumber_": files.ikutan(value, "sumber")}).items():
        if found is not None:
            for name in ("key", "size", "sha256"):
                setattr(made, prefix + name, getattr(found, name))
    made.lampiran = _lampiran(files, value)
    return made


def _sifat(value: Mapping[str, Any]) -> Sifat:
    return aturan.sifat(str(value.get("sifat") or "")) or Sifat.SANGAT_RAHASIA  # what is not understood stays closed


def _lampiran(files: Berkas, value: Mapping[str, Any]) -> list[LampiranImpor]:
    found = []
    titles = value.get("judul_lampiran") or {}
    for n, nama in enumerate(value.get("lampiran") or [], start=1):
        file = files.lampiran(nama)
        short = nama.rpartition("/")[2]
        title = next(
            (
                t
                for path, t in titles.items()
                if path.rpartition("/")[2] == short or short.endswith(path.rpartition("/")[2])
            ),
            "",
        )
        found.append(
            LampiranImpor(
                urutan=n,
                judul=(title or short)[:300],
                nama=_name(file),
                mime=file.mime,
                key=file.key,
                size=file.size,
                sha256=file.sha256,
            )
        )
    return found


def _name(file: ImporBerkas) -> str:
    short = file.nama.rpartition("/")[2]
    return names.clean(short, short.rpartition(".")[2].lower() if "." in short else "bin")


def metadata(impor: Impor, row: ImporBaris, value: dict[str, Any]) -> dict[str, Any]:
    """The groups of naskah-dinas 6.7 as far as a list tells them, and every cell of the row as it stood there."""
    day = aturan.tanggal(str(value.get("tanggal") or ""))

    def told(name: str) -> str | None:
        return str(value.get(name) or "") or None

    return {
        "versi_metadata": 2,
        "identitas": {
            "id": f"impor:{impor.id}:{row.urutan}", "jenis": told("jenis"), "nomor": told("nomor"),
            "nomor_agenda": told("nomor_agenda"), "tanggal": day.isoformat() if day else None, "hal": told("hal"),
            "uraian": told("uraian"), "bahasa": "id",
        },
        "pelaku": {
            "pencipta": {"nama": told("pencipta"), "unit": told("unit")},
            "penerima": [told("penerima")] if told("penerima") else [],
            "penandatangan": {"jabatan": told("penandatangan")},
            "operator_id": impor.oleh_id,
        },
        "kegiatan": {"kode_klasifikasi": told("kode_klasifikasi"), "berkas": None, "relasi": {}},
        "hak": {"sifat": str(_sifat(value)), "dasar_pembatasan": None},
        "retensi": None,
        "teknis": {"berkas": []},
        "tanda_tangan": None,
        "riwayat": [],
        "lokasi": {"repositori": impor.asal, "fisik": told("lokasi")},
        "lembar": {"nama": impor.rincian.get("daftar"), "baris": row.urutan + 1, "kolom": value.get("asli", {})},
    }  # fmt: skip
