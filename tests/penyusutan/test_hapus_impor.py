"""Destroying an imported record leaves nothing of it in the rows of the import that brought it."""

import makers
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.paket.models import Impor, ImporBaris
from eoffice.paket.states import StatusBaris, StatusImpor
from eoffice.penyusutan import actions
from eoffice.penyusutan.models import ObjekMusnah
from eoffice.penyusutan.queries import masih_dipakai
from eoffice.penyusutan.states import Status
from eoffice.storage import BlobStore
from tests.penyusutan import bahan


def test_the_row_that_brought_it_is_emptied_and_its_files_have_no_other_owner(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    # KEAMANAN: OBJ-02
    berkas = bahan.berkas(session, kota_kecil, store)
    record = bahan.impor(session, kota_kecil, berkas, store)
    who = kota_kecil["arsiparis.dinsos"]
    brought = Impor(
        opd_id=berkas.opd_id, unit_id=berkas.unit_id, oleh_id=who.pegawai.id, oleh_jabatan_id=who.jabatan.id, asal="Lama",
        status=StatusImpor.SELESAI, pemetaan={}, rincian={}, dibuat_at=clock.now(),
    )  # fmt: skip
    session.add(brought)
    session.flush()
    row = ImporBaris(
        impor_id=brought.id, urutan=1, kolom={"asli": {"Uraian": bahan.KENARI}}, keadaan=StatusBaris.MASUK, masalah=[],
        arsip_id=record.id,
    )  # fmt: skip
    session.add(row)
    session.flush()

    made = bahan.sampai(session, store, kota_kecil, bahan.kasus(session, kota_kecil, [berkas]), Status.DITETAPKAN)
    actions.siapkan(session, who.actor(session), made)
    actions.musnahkan(session, kota_kecil["sekretaris.dinsos"].actor(session), made)
    session.flush()

    session.refresh(row)
    assert row.kolom == {}
    marked = {key for key in session.scalars(select(ObjekMusnah.key)) if key}
    assert len(marked) >= 3 and masih_dipakai(session, marked) == set()
