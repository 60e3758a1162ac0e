"""Who may sign which jenis, and whose paraf koordinasi it needs (naskah-dinas.md 2.5, 2.4 a)."""

import makers
import pytest
from makers import Kota
from sqlalchemy.orm import Session

from eoffice.errors import Invalid
from eoffice.naskah import actions, jenis
from eoffice.naskah.actions import Isian
from eoffice.naskah.jenis import wewenang
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import JenisParaf
from eoffice.organisasi.models import Jabatan, Unit
from tests.naskah import kantor

RINCIAN = {
    "menimbang": ["bahwa perlu tim", "bahwa untuk itu perlu menetapkan keputusan"],
    "mengingat": ["Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan"],
    "diktum": [{"teks": "Membentuk tim.", "butir": []}, {"teks": "Keputusan ini mulai berlaku hari ini.", "butir": []}],
}


def hukum(session: Session, kota: Kota) -> Jabatan:
    """The head of Bagian Hukum, whom the little city does not have by itself."""
    unit = makers.unit(
        session,
        "Bagian Hukum",
        kode="01.9",
        singkatan="HUK",
        induk=session.get_one(Unit, kota.unit["setda"].id),
        opd=False,
    )
    return makers.jabatan(session, unit, "Kepala Bagian Hukum", kepala_unit=True, eselon="III.a", dapat_ttd=True)


def keputusan(session: Session, kota: Kota) -> Naskah:
    kantor.kode(session)
    actor = kota["staf.dinsos"].actor(session)
    naskah = actions.buat(session, actor, "keputusan")
    actions.simpan(
        session, actor, naskah, Isian(hal="Tim Arsip Tahun 2026", kode_klasifikasi=kantor.KODE, rincian=RINCIAN)
    )
    session.flush()
    return naskah


def test_a_keputusan_asks_bagian_hukum_by_itself_and_cannot_go_without(session: Session, kota_kecil: Kota) -> None:
    head = hukum(session, kota_kecil)
    naskah = keputusan(session, kota_kecil)
    actor = kota_kecil["staf.dinsos"].actor(session)
    hierarki = [p.jabatan_id for p in naskah.paraf if p.jenis is JenisParaf.HIERARKI]

    assert [p.jabatan_id for p in naskah.paraf if p.jenis is JenisParaf.KOORDINASI] == [head.id]
    with pytest.raises(Invalid) as refused:
        actions.set_route(session, actor, naskah, hierarki=hierarki, koordinasi=[])
    assert refused.value.fields == {"rute": "Keputusan selalu memerlukan paraf koordinasi Kepala Bagian Hukum."}

    naskah.paraf[:] = [p for p in naskah.paraf if p.jabatan_id != head.id]
    session.flush()
    with pytest.raises(Invalid) as refused:
        actions.ajukan(session, actor, naskah)
    assert set(refused.value.fields) == {"rute"}


def test_a_city_without_bagian_hukum_is_not_asked_for_it(session: Session, kota_kecil: Kota) -> None:
    naskah = keputusan(session, kota_kecil)

    actions.ajukan(session, kota_kecil["staf.dinsos"].actor(session), naskah)

    assert [p.jenis for p in naskah.paraf] == [JenisParaf.HIERARKI]


def test_a_letter_is_not_sent_to_bagian_hukum(session: Session, kota_kecil: Kota) -> None:
    hukum(session, kota_kecil)

    assert [p.jenis for p in kantor.konsep(session, kota_kecil).paraf] == [JenisParaf.HIERARKI]


def test_whoever_may_not_sign_is_told_who_may_and_nothing_is_lost(session: Session, kota_kecil: Kota) -> None:
    naskah = keputusan(session, kota_kecil)
    actor, kabid = (
        kota_kecil["staf.dinsos"].actor(session),
        session.get_one(Jabatan, kota_kecil["kabid.dinsos"].jabatan.id),
    )
    kabid.unit.jenis = "bidang"
    actions.simpan(session, actor, naskah, Isian(penandatangan_id=kabid.id))

    with pytest.raises(Invalid) as refused:
        actions.ajukan(session, actor, naskah)

    assert refused.value.fields == {
        "penandatangan_id": "Keputusan hanya dapat ditandatangani Wali Kota, Wakil Wali Kota, pimpinan DPRD, Sekretaris "
        "Daerah, kepala perangkat daerah, atau Camat. Pilih salah satunya sebagai penandatangan."
    }
    assert naskah.rincian == RINCIAN


def test_the_proposed_signer_is_one_who_may_sign(session: Session, kota_kecil: Kota) -> None:
    actor = kota_kecil["staf.dinsos"].actor(session)

    assert actions.buat(session, actor, "instruksi").penandatangan_id == kota_kecil["walikota"].jabatan.id
    assert actions.buat(session, actor, "surat_dinas").penandatangan_id == kota_kecil["kadis.dinsos"].jabatan.id


def test_every_kind_of_office_that_a_jenis_names_exists() -> None:
    for each in jenis.JENIS.values():
        assert set(each.berwenang) <= set(wewenang.KEDUDUKAN), each.kode


def test_what_the_law_wants_of_a_decision_is_asked_at_ajukan() -> None:
    kind = jenis.get("keputusan")

    wrong = {**RINCIAN, "menimbang": ["bahwa perlu tim"], "diktum": [{"teks": "Membentuk tim.", "butir": []}]}

    assert jenis.rincian.kurang(kind, RINCIAN) == {}
    assert set(jenis.rincian.kurang(kind, wrong)) == {"menimbang", "diktum-1-teks"}
