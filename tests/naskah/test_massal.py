"""Surat massal: a sheet read row by row, one letter to all or one for each, signed with one passphrase."""

import pytest
from makers import Kota
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import db, titik
from eoffice.akses.rights import Sifat
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import actions, kumpulan, policy
from eoffice.naskah.actions import Isian, massal
from eoffice.naskah.massal import Baris, CaraMassal, Massal
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.nomor.models import Register
from eoffice.notifikasi.models import Pemberitahuan
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi.models import MENGELOLA
from eoffice.pdf import isi
from eoffice.peristiwa.models import Peristiwa
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.keandalan.siap_ttd import FRASA, aktor, bersertifikat
from tests.naskah import kantor, rombongan


def test_every_row_becomes_a_letter_of_its_own_signed_and_delivered(services: Services, kota_kecil: Kota) -> None:
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    massal_id, induk_id = rombongan.siap(services, kota_kecil, banyak=3)

    rombongan.tandatangani(services, aktor(services, kota_kecil, "kadis.dinsos"), massal_id, FRASA)
    rombongan.kerjakan(services)

    assert rombongan.nomor(services, massal_id) == [(1, "terkirim"), (2, "terkirim"), (3, "terkirim")]
    with db.reading(services.engine) as session:
        made, induk = session.get_one(Massal, massal_id), session.get_one(Naskah, induk_id)
        letters = kumpulan.surat(session, kumpulan.semua(session, massal_id)).values()
        assert (induk.status, induk.nomor, made.selesai_at is not None) == (Status.DISALIN, None, True)
        assert ["Warga 2 <b> dengan NIP 19900002" in n.teks for n in letters] == [False, True, False]
        assert len({n.pdf_sha256 for n in letters}) == 3
        assert kumpulan.maju(session, made) == kumpulan.Maju(3, 3, 3, 0)
        assert session.scalar(select(func.count()).select_from(SuratMasuk)) == 1  # only one lives in the city
        issued = select(func.count()).select_from(Peristiwa).where(Peristiwa.jenis == "naskah.diterbitkan")
        assert session.scalar(issued) == 3
        told = select(Pemberitahuan.objek_id).where(Pemberitahuan.kabar == Kabar.DITANDATANGANI)
        assert list(session.scalars(told)) == [induk_id]  # once, not for every letter


def test_a_broadcast_is_one_letter_with_one_number_to_all(services: Services, kota_kecil: Kota) -> None:
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    massal_id, naskah_id = rombongan.konsep(services, kota_kecil, CaraMassal.SIARAN, 7)
    with db.transaction(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        staf = kota_kecil["staf.dinsos"].actor(session)
        actions.simpan(session, staf, naskah, Isian(tujuan=[]))  # no form takes the sheet's recipients away
        actions.ajukan(session, staf, naskah)
        actions.paraf(session, kota_kecil["kabid.dinsos"].actor(session), naskah)
        seen = naskah.content_sha256()

    signer = aktor(services, kota_kecil, "kadis.dinsos")
    actions.tandatangani(services, signer, naskah_id, frasa=FRASA, dilihat_sha256=seen)
    rombongan.kerjakan(services)

    with db.reading(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        assert (naskah.nomor_urut, naskah.status, len(naskah.tujuan)) == (1, Status.TERKIRIM, 7)
        made, induk = kumpulan.ambil(session, signer, massal_id)
        assert len(kumpulan.belum_terkirim(session, made, induk, most=100)) == 6


def test_the_text_of_a_surat_massal_is_not_signed_alone(services: Services, kota_kecil: Kota) -> None:
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    _, induk_id = rombongan.siap(services, kota_kecil)
    signer = aktor(services, kota_kecil, "kadis.dinsos")
    with db.reading(services.engine) as session:
        seen = session.get_one(Naskah, induk_id).content_sha256()

    with pytest.raises(Conflict, match="induk surat massal"):
        actions.tandatangani(services, signer, induk_id, frasa=FRASA, dilihat_sha256=seen)


def test_one_that_fails_is_said_and_signed_by_the_next_run(services: Services, kota_kecil: Kota) -> None:
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    massal_id, _ = rombongan.siap(services, kota_kecil, banyak=4)
    signer = aktor(services, kota_kecil, "kadis.dinsos")
    reached = iter([False, True])

    def hook(point: str) -> None:
        if point == "sesudah_tte" and next(reached, False):
            raise OSError("simpanan tidak menjawab")

    titik.install(hook)
    rombongan.tandatangani(services, signer, massal_id, FRASA)
    titik.install(None)
    first = rombongan.nomor(services, massal_id)
    rombongan.tandatangani(services, signer, massal_id, FRASA)

    assert [n for n, _ in first] == [1, 2, 3, 4]
    assert [s for _, s in first].count("gagal_ttd") == 1
    assert [n for n, _ in rombongan.nomor(services, massal_id)] == [1, 2, 3, 4]
    with db.reading(services.engine) as session:
        assert kumpulan.maju(session, session.get_one(Massal, massal_id)).jadi == 4
        assert session.scalars(select(Register.last)).all() == [4]


def test_a_text_that_changed_after_it_was_tried_out_is_not_signed(services: Services, kota_kecil: Kota) -> None:
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    massal_id, induk_id = rombongan.siap(services, kota_kecil)
    with db.transaction(services.engine) as session:
        session.get_one(Naskah, induk_id).hal = "Hal yang lain"

    with pytest.raises(Conflict, match="belum disusun"):
        rombongan.tandatangani(services, aktor(services, kota_kecil, "kadis.dinsos"), massal_id, FRASA)

    with db.reading(services.engine) as session:
        assert session.get_one(Naskah, induk_id).status is Status.SIAP_TTD


def test_what_is_missing_is_said_before_it_goes_its_way(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.konsep(session, kota_kecil)
    staf = kota_kecil["staf.dinsos"].actor(session)
    made = massal.mulai(session, staf, naskah, CaraMassal.PRIBADI)
    assert "Unggah lembar" in actions.missing(naskah)["tujuan"]

    rows = [["Penerima", "Nama"], ["Sdr. Ani", "Ani"], ["Sdr. Budi", ""], ["Kepala Entah", "Cici"]]
    actions.simpan(session, staf, naskah, Isian(isi=isi.from_plain("Kepada {nama}, pangkat {Pangkat}.")))
    massal.unggah(session, staf, made, naskah, rows, "a.csv")
    listed = kumpulan.semua(session, made.id)
    wrong = massal.kekurangan(session, made, naskah, listed)

    assert massal.kolom_kurang(made, naskah) == ["Pangkat"]
    assert [wrong.get(b.id, []) for b in listed] == [
        [],
        [("Nama", "Kosong, padahal dipakai di dalam naskah.")],
        [("Penerima", "Jabatan di kota ini atau pihak luar? Pilih di daftar.")],
    ]
    lacking = actions.missing(naskah)
    assert lacking["tujuan"] == "2 baris penerima surat massal perlu diperbaiki."
    assert lacking["isi"] == "Lembar penerima tidak mempunyai kolom untuk {Pangkat}."

    massal.pilih(session, staf, made, naskah, listed[2], kota_kecil["kadis.diskominfo"].jabatan.id)
    massal.hapus(session, staf, made, naskah, listed[1])
    actions.simpan(session, staf, naskah, Isian(isi=isi.from_plain("Kepada {nama}.")))
    assert not actions.missing(naskah)
    massal.lepas(session, staf, made, naskah)
    assert naskah.massal_id is None
    assert session.scalar(select(func.count()).select_from(Baris)) == 0


def test_the_hal_of_every_letter_is_looked_at_before_it_goes_its_way(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.konsep(session, kota_kecil)
    staf = kota_kecil["staf.dinsos"].actor(session)
    actions.simpan(session, staf, naskah, Isian(hal="Bantuan untuk {Nama}"))
    made = massal.mulai(session, staf, naskah, CaraMassal.PRIBADI)
    named = ["Siti Aminah", "3201010101900001", "Panjang " * 80]
    rows = [["Penerima", "Jenis Penerima", "Nama"], *([f"Sdr. {n}", "luar", name] for n, name in enumerate(named))]
    massal.unggah(session, staf, made, naskah, rows, "penerima.csv")

    listed = massal.ambil_baris(session, made.id)
    wrong = massal.kekurangan(session, made, naskah, listed)

    assert [wrong.get(b.id, []) for b in listed] == [
        [],
        [("", "Hal terlihat di daftar, jadi tidak boleh memuat NIK.")],
        [("", "Hal suratnya lebih dari 500 huruf; pendekkan selnya.")],
    ]
    assert kumpulan.tetangga(session, listed[1]) == (listed[0].id, listed[2].id)
    massal.hapus(session, staf, made, naskah, listed[1])
    assert kumpulan.tetangga(session, listed[2]) == (listed[0].id, None)


def test_rahasia_is_not_sent_to_many(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.konsep(session, kota_kecil, sifat=Sifat.RAHASIA)
    staf = kota_kecil["staf.dinsos"].actor(session)

    with pytest.raises(Invalid, match="Rahasia"):
        massal.mulai(session, staf, naskah, CaraMassal.SIARAN)


def test_a_row_that_named_a_managing_jabatan_is_right_once_another_is_chosen(
    session: Session, kota_kecil: Kota
) -> None:
    staf = kota_kecil["staf.dinsos"].actor(session)
    naskah = actions.buat(session, staf, "surat_dinas")
    made = massal.mulai(session, staf, naskah, CaraMassal.SIARAN)
    massal.unggah(session, staf, made, naskah, [["Penerima"], [kota_kecil["admin"].jabatan.nama]], "penerima.csv")
    (row,) = massal.ambil_baris(session, made.id)
    before = list(row.salah)

    massal.pilih(session, staf, made, naskah, row, kota_kecil["kadis.diskominfo"].jabatan.id)

    assert (before, row.salah, made.salah) == ([["Penerima", MENGELOLA]], [], 0)


def test_what_is_over_is_not_tried_out_again(services: Services, kota_kecil: Kota) -> None:
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    massal_id, _ = rombongan.siap(services, kota_kecil, banyak=2)
    rombongan.tandatangani(services, aktor(services, kota_kecil, "kadis.dinsos"), massal_id, FRASA)

    with db.transaction(services.engine) as session:
        staf = kota_kecil["staf.dinsos"].actor(session)
        found, induk = kumpulan.ambil(session, staf, massal_id)
        with pytest.raises(Conflict, match="sudah selesai"):
            massal.minta_susun(session, services, staf, found, induk, ulang=True)
        tu = kota_kecil["tu.dinsos"].actor(session)
        assert [m.id for m, _ in kumpulan.daftar(session, staf)] == [massal_id]
        assert kumpulan.daftar(session, tu) == []  # reads the letters, but did not have to do with them


def test_only_who_is_on_its_way_knows_of_it(services: Services, kota_kecil: Kota) -> None:
    massal_id, naskah_id = rombongan.konsep(services, kota_kecil)
    with db.reading(services.engine) as session:
        known = []
        for name in ("staf.dinsos", "staf2.dinsos", "kabid.dinsos", "kadis.dinsos", "tu.dinsos"):
            actor = kota_kecil[name].actor(session)
            found = [m.id for m, _ in kumpulan.daftar(session, actor)]
            may = bool(policy.may_follow(actor, session.get_one(Naskah, naskah_id)))
            known.append((name, found == [massal_id], may))
    assert known == [
        ("staf.dinsos", True, True),
        *((n, False, False) for n in ("staf2.dinsos", "kabid.dinsos", "kadis.dinsos", "tu.dinsos")),
    ]
