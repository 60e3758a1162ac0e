"""Putting records into a berkas: the metadata stands in the store before the row exists (OBJ-01)."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Action, Relation, Sifat
from eoffice.akses.verdict import require
from eoffice.arsip import policy, queries
from eoffice.arsip.actions import metadata
from eoffice.arsip.actions.berkas import hitung_retensi, record
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Objek, Tingkat
from eoffice.audit import actions as audit
from eoffice.db import dump_json
from eoffice.errors import Conflict
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah.models import Naskah
from eoffice.storage import BlobStore
from eoffice.surat_masuk import actions as surat_actions
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
    check_place(session, berkas, Objek.NASKAH, naskah.id, naskah.opd_id)
    semula = str(naskah.status)
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
        naskah.tanggal,
        semula,
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
    check_place(session, berkas, Objek.SURAT_MASUK, surat.id, surat.opd_id)
    semula = str(surat.status)
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
        surat.tanggal_surat or clock.wib(surat.diterima_at).date(),
        semula,
    )


def check_place(session: Session, berkas: Berkas, objek: Objek, objek_id: int, opd_id: int) -> None:
    """Raises Conflict when a record lies in a berkas already, or this one belongs to another perangkat daerah."""
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
    tanggal: date | None,
    semula: str,
) -> IsiBerkas:
    urutan = berkas.take_in(sifat)
    berkas.spans(tanggal)
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
        tanggal=tanggal,
        status_semula=semula,
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
