"""The good rows of an import taken in, a portion at a time; a kill costs one portion and doubles nothing."""

import io
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import sandbox
from eoffice.akses.actor import Actor
from eoffice.arsip.actions.impor import berkaskan_baru
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Tingkat
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.paket.actions import rekam
from eoffice.paket.actions.bongkar import teks_metadata
from eoffice.paket.actions.nilai import Bahan, gather, next_rows, porsi, values_of
from eoffice.paket.actions.tempat import berkas_untuk
from eoffice.paket.baca import baris
from eoffice.paket.models import Impor, ImporBaris
from eoffice.paket.states import StatusBaris
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.web.services import Services

#: Small objects that are on their way to the store at the same time: each waits for the disk, not for the processor.
SEIRING: Final = 8
_TINGKAT: Final = {str(t): t for t in Tingkat}


def masuk_porsi(services: Services, impor_id: int, actor: Actor) -> bool:
    """Take the next good rows in; False when none is left."""
    with reading(services.engine) as session:
        waiting = next_rows(session, impor_id, StatusBaris.BENAR)
        if not waiting:
            return False
        bahan = gather(session, impor_id, actor)
        rows = porsi(bahan, [(row, values_of(bahan.impor, row.kolom)) for row in waiting])
        files = rekam.Berkas(session, bahan, [value for _, value in rows])
        session.expunge_all()
    texts = {row.urutan: _teks(services, files, value) for row, value in rows}
    made: dict[int, Blob] = {}
    if bahan.impor.format is None:
        told = [io.BytesIO(teks_metadata(rekam.metadata(bahan.impor, row, value))) for row, value in rows]
        with ThreadPoolExecutor(SEIRING) as pool:
            made = {row.urutan: blob for (row, _), blob in zip(rows, pool.map(services.store.put, told), strict=True)}
    calon = {row.urutan: rekam.Calon(row.urutan, v, texts[row.urutan], made.get(row.urutan)) for row, v in rows}
    titik("impor_tersimpan")
    with transaction(services.engine) as session:
        impor = session.get_one(Impor, impor_id)
        mine = select(ImporBaris).where(ImporBaris.impor_id == impor_id, ImporBaris.urutan.in_(calon))
        still = session.scalars(mine.where(ImporBaris.keadaan == StatusBaris.BENAR).order_by(ImporBaris.urutan)).all()
        kodes = select(Klasifikasi).where(Klasifikasi.kode.in_({str(v.get("kode_klasifikasi")) for _, v in rows}))
        known = list(session.scalars(kodes))
        _masukkan(session, bahan, impor, files, [(row, calon[row.urutan]) for row in still])
        del known  # held until here, so that looking one up cost no statement
        impor.selesai += len(rows)
    return True


def _masukkan(
    session: Session, bahan: Bahan, impor: Impor, files: rekam.Berkas, rows: Sequence[tuple[ImporBaris, rekam.Calon]]
) -> None:
    """All together; when one of them cannot come in, one after the other, so that it says why and the others do."""
    try:
        with session.begin_nested():
            _bersama(session, bahan, impor, files, rows)
    except (IntegrityError, EofficeError) as error:
        if len(rows) > 1:
            for one in rows:
                _masukkan(session, bahan, impor, files, [one])
            return
        row, _ = rows[0]
        if isinstance(error, IntegrityError):
            row.keadaan = StatusBaris.KEMBAR
            row.masalah = [{"kolom": "", "salah": "Sudah pernah diimpor.", "saran": "Tidak dimasukkan lagi."}]
        else:
            row.keadaan = StatusBaris.SALAH
            row.masalah = [{"kolom": "", "salah": str(error), "saran": "Perbaiki, lalu ulangi impor."}]


def _bersama(
    session: Session, bahan: Bahan, impor: Impor, files: rekam.Berkas, rows: Sequence[tuple[ImporBaris, rekam.Calon]]
) -> None:
    """The records, where they lie, and the trail; the index follows by itself with the commit."""
    made = [rekam.arsip(bahan, impor, files, row.sidik, calon) for row, calon in rows]
    session.add_all(made)
    session.flush()
    filed: list[tuple[Berkas, ArsipImpor, Tingkat]] = []
    for arsip, (row, calon) in zip(made, rows, strict=True):
        audit.record(
            session, bahan.actor, "arsip_impor.masuk", "arsip_impor", arsip.id, sifat=arsip.sifat,
            isi_sha256=arsip.sha256 or "", catatan=f"Impor {impor.id} dari {impor.asal}: {arsip.asal_id}"[:300],
        )  # fmt: skip
        berkas = berkas_untuk(session, bahan.actor, impor, arsip, calon.value)
        if berkas is not None:
            filed.append((berkas, arsip, _TINGKAT.get(arsip.tingkat.casefold(), Tingkat.ASLI)))
        row.keadaan, row.masalah, row.arsip_id = StatusBaris.MASUK, [], arsip.id
    if filed:
        berkaskan_baru(session, bahan.actor, filed)


def _teks(services: Services, files: rekam.Berkas, value: Mapping[str, Any]) -> str:
    """The text layer of the record, for search; without one what its package knows was read from the scan (UPL-12)."""
    file = files.utama(value)
    blob, found = file.blob if file is not None else None, ""
    if file is not None and blob is not None and file.mime == "application/pdf":
        try:
            with services.store.open(blob) as source:
                found = "\f".join(sandbox.teks_pdf(source.read())).replace("\x00", " ")
        except sandbox.Refused:
            found = ""
    told = files.ikutan(value, "sumber") if not found.strip() else None
    if told is None:
        return found
    with services.store.open(told) as source:
        return baris.teks_asal(source.read())
