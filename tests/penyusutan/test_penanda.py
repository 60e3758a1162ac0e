"""Who signs the documents of a case is the case's to say: a konsep that was given other signers moves nothing."""

import makers
import pytest
from sqlalchemy.orm import Session

from eoffice.errors import Invalid, NotAllowed
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah.actions import Isian
from eoffice.organisasi.states import JenisPenugasan
from eoffice.penyusutan import actions
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Dokumen, Jenis, Status
from eoffice.storage import BlobStore
from tests.penyusutan import bahan


def _tulis(
    session: Session, kota: makers.Kota, store: BlobStore, sampai: Status, dokumen: Dokumen
) -> tuple[Kasus, bahan.Naskah]:
    made = bahan.kasus(session, kota, [bahan.berkas(session, kota, store)])
    if sampai is Status.DITETAPKAN:
        bahan.sampai(session, store, kota, made, Status.DISETUJUI)
        bahan.tulis(session, store, kota, made, Dokumen.PENETAPAN)
    else:
        bahan.sampai(session, store, kota, made, sampai)
    arsiparis = kota["arsiparis.dinsos"].actor(session)
    return made, actions.tulis(session, arsiparis, store, made, dokumen, kota=bahan.KOTA)


@pytest.mark.sekali
def test_an_approval_that_somebody_else_was_made_to_sign_approves_nothing(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    made, naskah = _tulis(session, kota_kecil, store, Status.MENUNGGU_PERSETUJUAN, Dokumen.PERSETUJUAN)
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    friend = kota_kecil["kabid.dinsos"].jabatan.id

    naskah_actions.simpan(session, arsiparis, naskah, Isian(penandatangan_id=friend))
    bahan.terbit(session, naskah)

    session.refresh(made)
    assert made.status is Status.MENUNGGU_PERSETUJUAN
    assert "Penandatangannya bukan" in made.dokumen[-1].keterangan


@pytest.mark.sekali
def test_a_berita_acara_keeps_its_witnesses_when_its_text_is_saved_and_none_without_them_carries_anything_out(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    made, naskah = _tulis(session, kota_kecil, store, Status.DITETAPKAN, Dokumen.BERITA_ACARA)
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    signers = [(p.sebutan, p.jabatan_id) for p in naskah.penyerta]
    assert [s for s, _ in signers] == ["PIHAK KEDUA", "SAKSI I", "SAKSI II"]

    # what the form sends: it knows of a second party and of one more, not of witnesses
    naskah_actions.simpan(session, arsiparis, naskah, Isian(pihak_kedua=signers[0][1], mengetahui=signers[1][1]))
    assert [(p.sebutan, p.jabatan_id) for p in naskah.penyerta] == signers

    del naskah.penanda_lain[1:]
    bahan.terbit(session, naskah)
    session.refresh(made)
    with pytest.raises(NotAllowed, match="berita acara"):
        actions.siapkan(session, arsiparis, made)


@pytest.mark.sekali
def test_one_person_in_two_jabatan_is_one_pair_of_eyes(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    made = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil, store)])
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    makers.penugasan(session, kota_kecil["sekda"].pegawai, kota_kecil["kabag.setda"].jabatan, bentuk=JenisPenugasan.PLH)

    with pytest.raises(Invalid, match="orang yang sama"):
        actions.susun_panitia(session, arsiparis, made, bahan.panitia(kota_kecil))


@pytest.mark.sekali
def test_static_records_go_to_a_perangkat_daerah_and_its_own_head_alone(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas = bahan.berkas(session, kota_kecil, store, nasib=bahan.NasibAkhir.PERMANEN)
    kadis = kota_kecil["kadis.diskominfo"].jabatan.id
    for unit, head in (("diskominfo.bidang", kadis), ("dinsos", kadis)):
        with pytest.raises(Invalid, match="Penerima"):
            to = {"tujuan_opd_id": kota_kecil.unit[unit].id, "kepala_lkd_id": head}
            bahan.kasus(session, kota_kecil, [berkas], Jenis.PENYERAHAN, **to)
