"""Who may be named in a case, and what its berita acara says."""

from datetime import date

import makers
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from eoffice.akses.actor import Peran as PeranJabatan
from eoffice.errors import Invalid
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.organisasi.models import Jabatan, JabatanPeran, Penugasan, Unit
from eoffice.penyusutan import actions, queries
from eoffice.penyusutan.states import Dokumen, Jenis, Status
from eoffice.storage import BlobStore
from tests.penyusutan import bahan


def usulkan(session: Session, kota: makers.Kota, jenis: Jenis, penetap: str, **more: object) -> None:
    nasib = NasibAkhir.MUSNAH if jenis is Jenis.PEMUSNAHAN else NasibAkhir.PERMANEN
    berkas = bahan.berkas(session, kota, nasib=nasib)
    actions.usulkan(
        session, kota["arsiparis.dinsos"].actor(session), jenis, opd_id=berkas.opd_id, judul="Arsip 2019",
        penetap_id=kota[penetap].jabatan.id, berkas_ids=[berkas.id], **more,
    )  # type: ignore[arg-type]  # fmt: skip


def test_only_the_kepala_daerah_determines(session: Session, kota_kecil: makers.Kota) -> None:
    for name in ("sekda", "kadis.dinsos", "staf.dinsos"):
        with pytest.raises(Invalid) as error:
            usulkan(session, kota_kecil, Jenis.PEMUSNAHAN, name)
        assert "sebagai kepala daerah" in error.value.fields["penetap_id"]
    usulkan(session, kota_kecil, Jenis.PEMUSNAHAN, "walikota")


def test_who_cannot_sign_yet_is_warned_of_and_not_refused(session: Session, kota_kecil: makers.Kota) -> None:
    made = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil)])

    found = actions.belum_dapat_ttd(session, made)

    signing = ("sekretaris.dinsos", "kabid.dinsos", "sekda", "kabag.setda", "walikota")
    assert found == {kota_kecil[who].jabatan.id: "Belum punya sertifikat" for who in signing}
    person = kota_kecil["sekda"].pegawai
    session.execute(update(Penugasan).where(Penugasan.pegawai_id == person.id).values(selesai=date(2020, 1, 1)))
    assert actions.belum_dapat_ttd(session, made)[kota_kecil["sekda"].jabatan.id] == "Belum ada pemegangnya"


def test_the_receiver_is_another_office_with_its_own_head_and_an_arsiparis(
    session: Session, kota_kecil: makers.Kota
) -> None:
    here, there = kota_kecil.unit["dinsos"].id, kota_kecil.unit["diskominfo"].id
    chief = kota_kecil["kadis.diskominfo"].jabatan

    def refused(tujuan: int | None, kepala: int | None) -> str:
        with pytest.raises(Invalid) as error:
            usulkan(session, kota_kecil, Jenis.PENYERAHAN, "walikota", tujuan_opd_id=tujuan, kepala_lkd_id=kepala)
        return error.value.fields["tujuan_opd_id"]

    assert "Pilih lembaga" in refused(None, chief.id)
    assert "Pilih lembaga" in refused(kota_kecil.unit["dinsos.bidang"].id, chief.id)
    assert "sama dengan pemilik" in refused(here, kota_kecil["kadis.dinsos"].jabatan.id)
    assert "belum mempunyai kepala" in refused(there, kota_kecil["kadis.dinsos"].jabatan.id)
    assert "belum mempunyai kepala" in refused(there, None)
    kota_kecil.unit["diskominfo"].nama = "Dinas Kearsipan"  # once the city has one, nobody else receives
    session.merge(kota_kecil.unit["diskominfo"])
    session.flush()
    assert [u.nama for u in queries.lembaga(session)] == ["Dinas Kearsipan"]
    assert "diserahkan kepada Dinas Kearsipan" in refused(kota_kecil.unit["setda"].id, kota_kecil["sekda"].jabatan.id)
    keeper = kota_kecil["arsiparis.diskominfo"].jabatan
    session.query(JabatanPeran).filter_by(jabatan_id=keeper.id, peran=PeranJabatan.ARSIPARIS).delete()
    assert "belum mempunyai arsiparis" in refused(there, chief.id)


def test_the_lembaga_kearsipan_is_whom_the_city_names_and_its_name_is_only_a_proposal(
    session: Session, kota_kecil: makers.Kota
) -> None:
    other, named = kota_kecil.unit["setda"], kota_kecil.unit["diskominfo"]
    session.get_one(Unit, other.id).nama = "Kantor Arsip Lama"
    session.flush()
    assert [u.id for u in queries.lembaga(session)] == [other.id] and queries.lembaga_ditetapkan(session) == []
    bearer = kota_kecil["kabid.diskominfo"].jabatan  # of any jabatan there: it says whose office it is
    session.add(JabatanPeran(jabatan_id=bearer.id, peran=PeranJabatan.LEMBAGA_KEARSIPAN))
    session.flush()

    assert [u.id for u in queries.lembaga(session)] == [named.id]
    with pytest.raises(Invalid) as error:
        usulkan(
            session, kota_kecil, Jenis.PENYERAHAN, "walikota", tujuan_opd_id=other.id,
            kepala_lkd_id=kota_kecil["sekda"].jabatan.id,
        )  # fmt: skip
    assert f"diserahkan kepada {named.nama}" in error.value.fields["tujuan_opd_id"]
    assert PeranJabatan.LEMBAGA_KEARSIPAN in kota_kecil["kabid.diskominfo"].actor(session).peran
    session.get_one(Jabatan, bearer.id).aktif = False
    session.flush()
    assert [u.id for u in queries.lembaga(session)] == [other.id]


def test_the_berita_acara_of_electronic_records_says_what_is_gone_and_lists_their_hashes(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    made = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil, store)])
    bahan.sampai(session, store, kota_kecil, made, Status.DISETUJUI)
    bahan.tulis(session, store, kota_kecil, made, Dokumen.PENETAPAN)
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    naskah = actions.tulis(session, arsiparis, store, made, Dokumen.BERITA_ACARA, kota=bahan.KOTA)
    asked = [(p.sebutan, p.jabatan_id) for p in naskah.penyerta]
    assert [s for s, _ in asked] == ["PIHAK KEDUA", "SAKSI I", "SAKSI II"]
    assert "dihapus secara permanen dari simpanan beserta salinannya" in str(naskah.isi)
    assert [x.judul for x in naskah.lampiran] == [
        "Daftar Arsip yang Dimusnahkan",
        "Daftar Sidik Arsip yang Dimusnahkan",
    ]


def test_who_signs_the_decision_is_not_proposed_as_a_member(session: Session, kota_kecil: makers.Kota) -> None:
    own = bahan.berkas(session, kota_kecil, unit_id=kota_kecil.unit["dinsos"].id)
    made = bahan.kasus(session, kota_kecil, [own, bahan.berkas(session, kota_kecil)])

    usual = queries.biasanya(session, kota_kecil["arsiparis.dinsos"].actor(session), made)

    named = ("sekretaris.dinsos", "kabid.dinsos", "arsiparis.dinsos")
    assert [who and who[0] for who in usual] == [kota_kecil[who].jabatan.id for who in named]
