"""The surat that asks for a document of a case is settled by that document, and by nothing else."""

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.disposisi import actions as disposisi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.naskah.models import Naskah
from eoffice.penyusutan import actions
from eoffice.penyusutan.models import DokumenKasus, Kasus
from eoffice.penyusutan.states import Dokumen, Penilaian, Status
from eoffice.storage import BlobStore
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status as SuratStatus
from tests.penyusutan import bahan

KEPALA = "kadis.diskominfo"  # who heads the lembaga kearsipan here


def menunggu(session: Session, kota: makers.Kota, store: BlobStore) -> Kasus:
    """A penyerahan whose permohonan was signed, so that the lembaga kearsipan is asked."""
    berkas = bahan.berkas(session, kota, store, nasib=NasibAkhir.PERMANEN)
    made = bahan.penyerahan(session, kota, [berkas])
    arsiparis = kota["arsiparis.dinsos"].actor(session)
    for row in made.hidup:
        row.nilai(Penilaian.SETUJU, "Bernilai sejarah", by=arsiparis.pegawai_id, at=clock.now())
    made.status, made.daftar_sha256 = Status.MENUNGGU_PERSETUJUAN, made.sidik()
    asked = bahan.arsip_uji.naskah(session, kota, hal="Permohonan Persetujuan Penyerahan Arsip Statis")
    made.dokumen.append(
        DokumenKasus(
            jenis=Dokumen.PERMOHONAN, naskah=asked, naskah_id=asked.id, daftar_sha256=made.sidik(), lampiran_sha256="",
            dibuat_oleh=arsiparis.pegawai_id, dibuat_at=clock.now(), berlaku_at=clock.now(), keterangan="",
        )
    )  # fmt: skip
    session.flush()
    return made


def tiba(session: Session, kota: makers.Kota, made: Kasus, status: SuratStatus = SuratStatus.TERCATAT) -> SuratMasuk:
    """The permohonan as the surat masuk of the lembaga kearsipan."""
    asked = made.kini(Dokumen.PERMOHONAN)
    assert asked is not None
    surat = bahan.arsip_uji.surat(session, kota, opd="diskominfo", hal="Permohonan", status=status)
    surat.naskah_id = asked.naskah_id
    session.flush()
    return surat


def tulis(session: Session, kota: makers.Kota, store: BlobStore, made: Kasus) -> Naskah:
    lkd = kota["arsiparis.diskominfo"].actor(session)
    return actions.tulis(session, lkd, store, made, Dokumen.PERSETUJUAN, kota=bahan.KOTA)


@pytest.mark.parametrize("status", [SuratStatus.TERCATAT, SuratStatus.DIARAHKAN, SuratStatus.DIDISPOSISIKAN])
def test_the_approval_settles_the_permohonan_wherever_it_stood(
    session: Session, kota_kecil: makers.Kota, store: BlobStore, status: SuratStatus
) -> None:
    made = menunggu(session, kota_kecil, store)
    surat = tiba(session, kota_kecil, made, status)
    copied = tiba(session, kota_kecil, made)
    copied.tujuan_jabatan_id = kota_kecil["sekda"].jabatan.id  # who is not the one that answers keeps the own copy

    naskah = tulis(session, kota_kecil, store, made)
    assert naskah.menjawab_surat_id == surat.id and surat.status is status
    bahan.terbit(session, naskah)

    assert disposisi.terjawab(session, naskah)
    assert (made.status, surat.status, copied.status) == (Status.DISETUJUI, SuratStatus.SELESAI, SuratStatus.TERCATAT)
    assert surat.alasan_selesai.startswith(f"Dijawab dengan surat dinas nomor {naskah.nomor}")


def test_a_surat_that_came_after_the_konsep_is_settled_when_it_is_signed(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    made = menunggu(session, kota_kecil, store)
    naskah = tulis(session, kota_kecil, store, made)
    assert naskah.menjawab_surat_id is None
    surat = tiba(session, kota_kecil, made)

    bahan.terbit(session, naskah)

    jobs = session.scalars(select(outbox.Job).where(outbox.Job.topic == "naskah.menjawab")).all()
    assert [j.payload["naskah_id"] for j in jobs] == [naskah.id] and naskah.menjawab_surat_id == surat.id
    assert disposisi.terjawab(session, naskah) and surat.status is SuratStatus.SELESAI


def test_what_was_settled_by_hand_stays_as_it_was(session: Session, kota_kecil: makers.Kota, store: BlobStore) -> None:
    made = menunggu(session, kota_kecil, store)
    surat = tiba(session, kota_kecil, made, SuratStatus.SELESAI)
    surat.alasan_selesai = "Cukup dibaca"

    naskah = tulis(session, kota_kecil, store, made)
    bahan.terbit(session, naskah)

    assert naskah.menjawab_surat_id is None and not disposisi.terjawab(session, naskah)
    assert surat.alasan_selesai == "Cukup dibaca"
