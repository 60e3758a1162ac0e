"""Destroying leaves no word in rows that only speak of a record: of the import that brought it, of the agenda, of deadlines."""

from pathlib import Path

import makers
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.agenda.models import Acara, Peserta
from eoffice.agenda.states import Kehadiran, Sebab
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.db import transaction
from eoffice.paket.models import Impor, ImporBaris
from eoffice.paket.states import StatusBaris, StatusImpor
from eoffice.penyusutan import actions
from eoffice.penyusutan.models import ObjekMusnah
from eoffice.penyusutan.queries import masih_dipakai
from eoffice.penyusutan.states import Status
from eoffice.storage import Berlapis, Blob, BlobStore, Singgahan
from eoffice.tenggat.models import Tenggat, TenggatHenti
from eoffice.tenggat.states import Alasan, Dasar, Jam, Jenis, StatusHenti
from eoffice.web import pictures
from eoffice.web.services import Services
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
    session.refresh(record)
    filed = session.scalars(select(IsiBerkas).where(IsiBerkas.objek_id == record.id, IsiBerkas.berkas_id == berkas.id))
    assert record.metadata_key == "" and {
        (i.metadata_key, bool(i.metadata_sha256)) for i in filed if i.objek == "arsip_impor"
    } == {("", True)}
    marked = {key for key in session.scalars(select(ObjekMusnah.key)) if key}
    assert len(marked) >= 5 and masih_dipakai(session, marked) == set()


def test_the_words_of_capabilities_above_go_too_and_dates_stay(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    # KEAMANAN: OBJ-02
    at, who = clock.now(), kota_kecil["kadis.dinsos"]
    berkas, other = (bahan.berkas(session, kota_kecil, store, surat=True) for _ in range(2))
    held, living = (bahan.milik(session, b)[1] for b in (berkas, other))
    assert held is not None and living is not None
    rows: list[tuple[Acara, TenggatHenti]] = []
    for surat in (held, living):
        acara = Acara(
            surat_id=surat.id, judul=surat.hal, mulai_at=at, selesai_at=at, sampai_selesai=True, tempat="Balai kota",
            catatan=f"Bawa {bahan.KENARI}", sifat=surat.sifat, batal_alasan=bahan.KENARI,
        )  # fmt: skip
        acara.peserta.append(
            Peserta(
                jabatan_id=who.jabatan.id, opd_id=berkas.opd_id, sebab=Sebab.UNDANGAN, kehadiran=Kehadiran.MENUNGGU,
                alasan=bahan.KENARI, diubah_at=at,
            )
        )  # fmt: skip
        tenggat = session.scalars(select(Tenggat).where(Tenggat.surat_id == surat.id)).first() or Tenggat(
            jenis=Jenis.SURAT, surat_id=surat.id, opd_id=berkas.opd_id, jabatan_id=who.jabatan.id, mulai_at=at,
            dasar=Dasar.URGENSI, jam=Jam.KERJA,
        )  # fmt: skip
        session.add_all((acara, tenggat))
        session.flush()
        henti = TenggatHenti(
            tenggat_id=tenggat.id, status=StatusHenti.SELESAI, alasan=Alasan.LAINNYA, uraian=bahan.KENARI, mulai_at=at,
            oleh_id=who.pegawai.id, oleh_jabatan_id=who.jabatan.id, catatan=bahan.KENARI,
        )  # fmt: skip
        session.add(henti)
        surat.jam_henti_alasan = bahan.KENARI
        session.flush()
        rows.append((acara, henti))

    bahan.musnah(session, kota_kecil, store, berkas)

    session.expire_all()
    (acara, henti), (kept, still) = rows
    assert (acara.catatan, acara.batal_alasan, acara.peserta[0].alasan) == ("", "", "")
    assert (henti.uraian, henti.catatan, held.jam_henti_alasan) == ("", "", "")
    assert acara.tempat == "Balai kota" and henti.mulai_at == at
    assert bahan.KENARI in kept.catatan and still.uraian == living.jam_henti_alasan


def test_another_computer_forgets_its_copies_near_once_it_hears_of_the_destruction(
    services: Services, kota_kecil: makers.Kota, tmp_path: Path
) -> None:
    # KEAMANAN: OBJ-02
    near = Singgahan(tmp_path / "dekat", 10_000)
    far = Services(
        services.engine,
        Berlapis(services.store, singgahan=near),
        services.settings,
        services.pepper,
        services.hasher,
        {},
    )
    care = actions.Dekat(far)
    with transaction(services.engine) as session:
        berkas = bahan.berkas(session, kota_kecil, services.store)
        letter, _ = bahan.milik(session, berkas)
        blob = Blob(letter.pdf_key or "", letter.pdf_size or 0, letter.pdf_sha256 or "")
    far.store.open(blob, dekat=True).close()
    pictures.shelf(far).put(f"{blob.sha256}.1.png", b"gambar")
    assert care.sebentar() == 0 and near.get(blob) is not None

    with transaction(services.engine) as session:
        bahan.musnah(session, kota_kecil, services.store, session.get_one(Berkas, berkas.id))
    assert care.sebentar() >= 1

    assert list(near.folder.iterdir()) == [] and pictures.shelf(far).get(f"{blob.sha256}.1.png") is None
