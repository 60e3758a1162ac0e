"""Taking an item out of an open berkas, or moving it to another one; both leave their trace in the trail."""

import io
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.arsip import policy, queries
from eoffice.arsip.actions import metadata
from eoffice.arsip.actions.banyak import Terlaksana
from eoffice.arsip.actions.berkas import hitung_retensi, record
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.queries import tahan
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import dump_json
from eoffice.errors import Conflict, EofficeError, Invalid, NotFound
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.storage import BlobStore
from eoffice.surat_masuk import actions as surat_actions
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status as StatusSurat


def keluarkan_isi(session: Session, actor: Actor, berkas: Berkas, urutan: int, alasan: str) -> queries.Butir:
    """Take an item out of an open berkas; it waits to be filed again.

    Raises:
        NotFound: there is no such item, or the actor may not read the record itself.
        Conflict: the berkas is closed.
        Invalid: no reason.
    """
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    if len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis singkat mengapa butir ini dikeluarkan."})
    item = _item(session, actor, berkas, urutan)
    butir = queries.butir(session, actor, item.objek, item.objek_id)
    _leave(session, berkas, item)
    session.delete(item)
    session.flush()
    hitung_retensi(session, berkas)
    if item.objek is Objek.NASKAH:
        naskah_actions.keluarkan(session, actor, naskah_queries.get(session, actor, item.objek_id), alasan)
    else:
        surat = surat_queries.get(session, actor, item.objek_id)
        before = StatusSurat(item.status_semula or StatusSurat.SELESAI)
        surat_actions.keluarkan(session, actor, surat, before, alasan)
    record(session, actor, "berkas.keluarkan", berkas, f"{berkas.nomor} butir {urutan}: {butir.nomor}. {alasan}")
    return butir


def pindahkan_isi(
    session: Session, actor: Actor, store: BlobStore, berkas: Berkas, urutan: int, ke: Berkas, alasan: str = ""
) -> IsiBerkas:
    """Move an item to another open berkas of the same perangkat daerah; its metadata are written anew.

    Raises:
        NotFound: as `keluarkan_isi`.
        Conflict: one of the two is closed, they are the same, or the other belongs to another perangkat daerah.
    """
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    require(policy.may(actor, Action.KELOLA_BERKAS, ke))
    item = _item(session, actor, berkas, urutan)
    if berkas.id == ke.id:
        raise Conflict("Butir ini sudah ada di berkas itu.")
    if berkas.opd_id != ke.opd_id:
        raise Conflict(f"Berkas {ke.nomor} milik perangkat daerah lain.")
    butir = queries.butir(session, actor, item.objek, item.objek_id)
    _leave(session, berkas, item)
    item.berkas_id, item.urutan = ke.id, ke.take_in(butir.sifat)
    item.at, item.oleh_id = clock.now(), actor.pegawai_id
    ke.spans(item.tanggal)
    session.flush()
    session.refresh(item, ["berkas"])
    for each in (berkas, ke):
        hitung_retensi(session, each)
    blob = store.put(io.BytesIO(dump_json(_describe(session, actor, ke, item)).encode()))
    item.metadata_key, item.metadata_size, item.metadata_sha256 = blob.key, blob.size, blob.sha256
    said = f": {alasan}" if alasan else ""
    record(session, actor, "berkas.isi_pergi", berkas, f"{butir.nomor} pindah ke {ke.nomor}{said}")
    record(session, actor, "berkas.isi_datang", ke, f"{butir.nomor} pindah dari {berkas.nomor}{said}")
    return item


def urungkan(session: Session, actor: Actor, isi_id: Iterable[int]) -> Terlaksana:
    """Take back a bulk filing, item by item; what cannot be taken back any more is named with its reason."""
    done = Terlaksana()
    for each in isi_id:
        name = "Butir yang dipilih"
        try:
            with session.begin_nested():
                item = session.get(IsiBerkas, each)
                if item is None:
                    raise NotFound("Butir itu sudah tidak ada di berkasnya.")
                berkas = queries.get(session, actor, item.berkas_id)
                name = queries.butir(session, actor, item.objek, item.objek_id).nomor
                butir = keluarkan_isi(session, actor, berkas, item.urutan, "Pemberkasan diurungkan")
            done.masuk.append((butir, berkas))
        except EofficeError as error:
            done.ditolak.append((name, str(error)))
    return done


def _item(session: Session, actor: Actor, berkas: Berkas, urutan: int) -> IsiBerkas:
    item = queries.item(session, actor, berkas, urutan)
    if item is None:
        raise NotFound("Butir tidak ditemukan.")
    if item.objek is Objek.ARSIP_IMPOR:
        raise Conflict("Arsip impor tetap di berkas asalnya.")
    if tahan.ditahan(session, [berkas.id]):
        raise Conflict("Berkas ini ditahan untuk perkara hukum, jadi isinya tidak dikeluarkan sampai tahannya dilepas.")
    return item


def _leave(session: Session, berkas: Berkas, leaving: IsiBerkas) -> None:
    """What the berkas becomes without this item. The sifat of those that stay is read without asking who asks."""
    stay = session.scalars(select(IsiBerkas).where(IsiBerkas.berkas_id == berkas.id, IsiBerkas.id != leaving.id)).all()
    ids = {objek: [i.objek_id for i in stay if i.objek is objek] for objek in Objek}
    sifat: list[Sifat] = []
    if ids[Objek.NASKAH]:
        sifat += session.scalars(select(Naskah.sifat).where(Naskah.id.in_(ids[Objek.NASKAH])).distinct())
    if ids[Objek.SURAT_MASUK]:
        sifat += session.scalars(select(SuratMasuk.sifat).where(SuratMasuk.id.in_(ids[Objek.SURAT_MASUK])).distinct())
    if ids[Objek.ARSIP_IMPOR]:
        sifat += session.scalars(select(ArsipImpor.sifat).where(ArsipImpor.id.in_(ids[Objek.ARSIP_IMPOR])).distinct())
    berkas.let_go([i.tanggal for i in stay if i.tanggal is not None], sifat)


def _describe(session: Session, actor: Actor, berkas: Berkas, item: IsiBerkas) -> dict[str, object]:
    if item.objek is Objek.NASKAH:
        return metadata.naskah(session, naskah_queries.get(session, actor, item.objek_id), berkas)
    return metadata.surat_masuk(session, surat_queries.get(session, actor, item.objek_id), berkas)
