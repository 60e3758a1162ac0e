"""Putting records into a berkas: the metadata stands in the store before the row exists (OBJ-01)."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Action, Relation, Sifat
from eoffice.akses.verdict import require
from eoffice.arsip import policy, queries
from eoffice.arsip.actions import metadata
from eoffice.arsip.actions.berkas import buka_berkas, hitung_retensi, record
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Objek, Tingkat
from eoffice.audit import actions as audit
from eoffice.db import dump_json
from eoffice.errors import Conflict, EofficeError
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.storage import BlobStore
from eoffice.surat_masuk import actions as surat_actions
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat


def berkaskan_naskah(session: Session, actor: Actor, store: BlobStore, berkas: Berkas, naskah: Naskah) -> IsiBerkas:
    """File a delivered naskah in an open berkas of its own perangkat daerah.

    Raises:
        NotAllowed: not the arsiparis of that perangkat daerah, or the naskah is above the arsiparis' reach.
        Conflict: it lies in a berkas already, or this one is closed or belongs to another perangkat daerah.
    """
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    return put_naskah(session, actor, store, berkas, naskah)


def put_naskah(session: Session, actor: Actor, store: BlobStore, berkas: Berkas, naskah: Naskah) -> IsiBerkas:
    """As `berkaskan_naskah`, by whoever may file the naskah itself."""
    _check(session, berkas, Objek.NASKAH, naskah.id, naskah.opd_id)
    naskah_actions.berkaskan(session, actor, naskah, f"Berkas {berkas.nomor}")
    return _file(
        session,
        actor,
        store,
        berkas,
        Objek.NASKAH,
        naskah.id,
        naskah.kode_klasifikasi,
        naskah.sifat,
        Tingkat.PERTINGGAL,
        lambda: metadata.naskah(session, naskah, berkas),
        naskah.nomor or "",
    )


def berkaskan_surat(session: Session, actor: Actor, store: BlobStore, berkas: Berkas, surat: SuratMasuk) -> IsiBerkas:
    """File a surat masuk that is done, or was only for information, in an open berkas of the receiving office.

    Raises:
        NotAllowed: not the arsiparis of that perangkat daerah, or the surat is above the arsiparis' reach.
        Conflict: it lies in a berkas already, or this one is closed or belongs to another perangkat daerah.
    """
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    return put_surat(session, actor, store, berkas, surat)


def put_surat(session: Session, actor: Actor, store: BlobStore, berkas: Berkas, surat: SuratMasuk) -> IsiBerkas:
    """As `berkaskan_surat`, by whoever may file the surat itself."""
    _check(session, berkas, Objek.SURAT_MASUK, surat.id, surat.opd_id)
    surat_actions.berkaskan(session, actor, surat, f"Berkas {berkas.nomor}")
    return _file(
        session,
        actor,
        store,
        berkas,
        Objek.SURAT_MASUK,
        surat.id,
        surat.kode_klasifikasi,
        surat.sifat,
        Tingkat.ASLI if surat.peran is PeranSurat.ASLI else Tingkat.TEMBUSAN,
        lambda: metadata.surat_masuk(session, surat, berkas),
        surat.nomor_surat,
    )


def _check(session: Session, berkas: Berkas, objek: Objek, objek_id: int, opd_id: int) -> None:
    place = session.scalar(select(IsiBerkas).where(IsiBerkas.objek == objek, IsiBerkas.objek_id == objek_id))
    if place is not None:
        raise Conflict(f"Sudah ada di berkas {place.berkas.nomor}.")
    if opd_id != berkas.opd_id:
        raise Conflict(f"Berkas {berkas.nomor} milik perangkat daerah lain.")


def _file(
    session: Session,
    actor: Actor,
    store: BlobStore,
    berkas: Berkas,
    objek: Objek,
    objek_id: int,
    kode: str | None,
    sifat: Sifat,
    tingkat: Tingkat,
    describe: Callable[[], dict[str, Any]],
    nomor: str,
) -> IsiBerkas:
    urutan = berkas.take_in(sifat)
    blob = store.put(io.BytesIO(dump_json(describe()).encode()))
    item = IsiBerkas(
        berkas_id=berkas.id,
        objek=objek,
        objek_id=objek_id,
        urutan=urutan,
        kode_klasifikasi=kode,
        at=clock.now(),
        oleh_id=actor.pegawai_id,
        tingkat_perkembangan=tingkat,
        metadata_key=blob.key,
        metadata_size=blob.size,
        metadata_sha256=blob.sha256,
    )
    session.add(item)
    session.flush()
    hitung_retensi(session, berkas)
    # Above what an arsiparis may read, not even what it is.
    told = f": {objek} {nomor}".rstrip() if sifat in REACH[Relation.ARSIPARIS] else ""
    record(session, actor, "berkas.isi", berkas, f"{berkas.nomor} butir {urutan}{told}")
    return item


def catat_metadata(session: Session, actor: Actor, item: IsiBerkas) -> None:
    """The metadata of a record above Biasa leave the house: noted with the record they describe (AUD-01)."""
    butir = queries.butir(session, actor, item.objek, item.objek_id)
    if butir.sifat is not Sifat.BIASA:
        audit.record(
            session,
            actor,
            "berkas.unduh_metadata",
            str(item.objek),
            item.objek_id,
            sifat=butir.sifat,
            isi_sha256=item.metadata_sha256,
        )


@dataclass(frozen=True)
class Tugas:
    """One record and the berkas it shall go into; None opens a new one under its own kode."""

    objek: Objek
    objek_id: int
    berkas_id: int | None


@dataclass
class Terlaksana:
    """What a bulk filing did: nothing is skipped silently (OTR-06)."""

    masuk: list[tuple[queries.Butir, Berkas]] = field(default_factory=list)
    ditolak: list[tuple[str, str]] = field(default_factory=list)


def berkaskan_banyak(session: Session, actor: Actor, store: BlobStore, tugas: Sequence[Tugas]) -> Terlaksana:
    """File each record by itself; whatever is refused is listed with its reason (OTR-06)."""
    done = Terlaksana()
    fresh: dict[tuple[int, str], int] = {}
    for each in tugas:
        name = f"{'Naskah' if each.objek is Objek.NASKAH else 'Surat'} nomor dalam daftar"
        try:
            with session.begin_nested():
                butir = queries.butir(session, actor, each.objek, each.objek_id)
                name = butir.nomor or butir.hal
                place = butir.unit_id, butir.kode
                berkas_id = each.berkas_id if each.berkas_id is not None else fresh.get(place)
                if berkas_id is None:
                    berkas = _new_for(session, actor, butir)
                else:
                    berkas = queries.get(session, actor, berkas_id)
                _one(session, actor, store, berkas, each)
            if each.berkas_id is None:
                fresh[place] = berkas.id
            done.masuk.append((butir, berkas))
        except EofficeError as error:
            done.ditolak.append((name, str(error)))
    return done


def _new_for(session: Session, actor: Actor, butir: queries.Butir) -> Berkas:
    if not butir.kode:
        raise Conflict("Kode klasifikasinya belum ada. Pilih berkasnya sendiri.")
    label = klasifikasi.check(session, butir.kode).label
    return buka_berkas(
        session, actor, unit_id=butir.unit_id, kode_klasifikasi=butir.kode, judul=f"{label} {clock.today().year}"
    )


def _one(session: Session, actor: Actor, store: BlobStore, berkas: Berkas, each: Tugas) -> None:
    if each.objek is Objek.SURAT_MASUK:
        berkaskan_surat(session, actor, store, berkas, surat_queries.get(session, actor, each.objek_id))
    else:
        berkaskan_naskah(session, actor, store, berkas, naskah_queries.get(session, actor, each.objek_id))
