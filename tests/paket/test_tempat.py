"""Where imported records go: what a package tells about a berkas never changes one that was there before."""

import json
from datetime import date
from typing import Any

import makers
import pytest
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions as arsip
from eoffice.arsip.models import Berkas
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.errors import Invalid
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.paket.actions.pulih import baca, pulihkan
from eoffice.paket.actions.tempat import berkas_untuk
from eoffice.paket.baca.baris import dari_metadata, srikandi
from eoffice.paket.baca.periksa import METS_TERBANYAK, periksa
from eoffice.paket.models import Impor
from eoffice.paket.states import StatusImpor

from . import kantor

KODE = "000.8.3.3"
LONGGAR = {"kode_klasifikasi": KODE, "nasib_akhir": "musnah", "tahan_hukum": False, "keterangan": "dari paket"}


def bawaan(session: Session, kota: makers.Kota, berkas: list[dict[str, Any]]) -> tuple[Impor, ArsipImpor]:
    """An import that tells of these berkas, and one record of it."""
    unit, who = kota.unit["dinsos.bidang"], kota["arsiparis.dinsos"]
    impor = Impor(
        opd_id=kota.unit["dinsos"].id, unit_id=unit.id, oleh_id=who.pegawai.id, oleh_jabatan_id=who.jabatan.id, asal="Lama",
        status=StatusImpor.MASUK, pemetaan={}, rincian={"berkas": berkas}, dibuat_at=clock.now(),
    )  # fmt: skip
    session.add(impor)
    session.flush()
    record = ArsipImpor(
        opd_id=kota.unit["dinsos"].id, unit_id=unit.id, impor_id=impor.id, asal="Lama", asal_id="1", sidik="1", hal="Izin",
        kode_klasifikasi=KODE, sifat=Sifat.BIASA, metadata_key="im/1", metadata_size=1, metadata_sha256="0" * 64,
        diimpor_at=clock.now(), diimpor_oleh=who.pegawai.id,
    )  # fmt: skip
    session.add(record)
    session.flush()
    return impor, record


def lama(session: Session, kota: makers.Kota) -> Berkas:
    """An open berkas that is permanen and held."""
    kantor.kode_kecil(session)
    actor = kota["arsiparis.dinsos"].actor(session)
    unit_id = kota.unit["dinsos.bidang"].id
    made = arsip.buka_berkas(session, actor, unit_id=unit_id, kode_klasifikasi=KODE, judul="Lemari lama")
    made.nasib_akhir, made.tahan_hukum = NasibAkhir.PERMANEN, True
    session.flush()
    return made


def test_a_berkas_that_was_there_before_is_never_changed_by_what_a_package_tells(
    session: Session, kota_kecil: makers.Kota
) -> None:
    there = lama(session, kota_kecil)
    actor = kota_kecil["arsiparis.dinsos"].actor(session)
    mark = f"{there.unit_id}|{KODE}|{there.judul}"
    impor, record = bawaan(session, kota_kecil, [LONGGAR | {"nomor": mark}])

    assert berkas_untuk(session, actor, impor, record, {"judul_berkas": there.judul}) is there
    pulihkan(session, impor)

    assert (there.nasib_akhir, there.tahan_hukum, there.keterangan) == (NasibAkhir.PERMANEN, True, "")


def test_a_package_gets_its_berkas_back_but_not_a_looser_fate(session: Session, kota_kecil: makers.Kota) -> None:
    lama(session, kota_kecil)
    actor = kota_kecil["arsiparis.dinsos"].actor(session)
    impor, record = bawaan(session, kota_kecil, [LONGGAR | {"nomor": "X/1", "judul": "Paket"}])
    made = berkas_untuk(session, actor, impor, record, {"nomor_berkas": "X/1", "judul_berkas": "Paket"})
    assert made is not None
    made.nasib_akhir = NasibAkhir.PERMANEN

    pulihkan(session, impor)

    assert (made.nasib_akhir, made.keterangan) == (NasibAkhir.PERMANEN, "dari paket")


def test_a_forged_package_moves_no_berkas_elsewhere_and_shortens_or_unprotects_nothing(
    session: Session, kota_kecil: makers.Kota
) -> None:
    lama(session, kota_kecil)
    actor = kota_kecil["arsiparis.dinsos"].actor(session)
    elsewhere = kota_kecil.unit["diskominfo"].id
    forged = {
        "nomor": "X/2", "judul": "Palsu", "kode_klasifikasi": KODE, "id": 99, "version": 7, "opd_id": elsewhere,
        "unit_id": elsewhere, "kustodi_unit_id": elsewhere, "nasib_akhir": "musnah", "aktif_tahun": 0, "inaktif_tahun": 0,
        "ditutup": "2001-01-01", "tanggal_pemicu": "2020-01-01", "jatuh_inaktif": "2001-01-01", "vital": False,
        "akhir": "dimusnahkan", "akhir_nomor": "BA palsu", "akhir_at": "2001-01-01T00:00:00+00:00",
    }  # fmt: skip
    impor, record = bawaan(session, kota_kecil, [forged])
    made = berkas_untuk(session, actor, impor, record, {"nomor_berkas": "X/2", "judul_berkas": "Palsu"})
    assert made is not None
    made.aktif_tahun, made.inaktif_tahun, made.nasib_akhir, made.vital = 2, 10, NasibAkhir.DINILAI_KEMBALI, True
    before = (made.id, made.opd_id, made.unit_id)

    pulihkan(session, impor)

    assert (made.id, made.opd_id, made.unit_id, made.kustodi_unit_id) == (*before, None)
    assert (made.aktif_tahun, made.inaktif_tahun, made.nasib_akhir, made.vital) == (
        2,
        10,
        NasibAkhir.DINILAI_KEMBALI,
        True,
    )
    assert (made.jatuh_inaktif, made.akhir, made.akhir_nomor) == (date(2032, 1, 1), None, "")


@pytest.mark.parametrize(
    "isian",
    [{"dibuka": "besok"}, {"aktif_tahun": -1}, {"aktif_tahun": "3"}, {"judul": 5}, {"judul": "x" * 301}, {"vital": 1}]
    + [{"nasib_akhir": "hangus"}, {"dipindahkan_at": "2020-01-01T00:00:00"}, {"ditutup": "0001-01-01"}, {"judul": None}]
    + [{"akhir_at": "9999-12-31T23:59:59+00:00"}, {"dipindahkan_at": "0001-01-01T00:00:00+14:00"}],
)  # fmt: skip
def test_a_value_that_cannot_be_one_is_refused_before_anything_is_taken_in(isian: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match=next(iter(isian))):
        baca({"nomor": "X/3"} | isian)


GANJIL = [None, 5, -1, 10**17, True, "", "x", [], [1], ["a"], {}, {"a": 1}, {"nomor": 3}, [{"nama": 1, "judul": 2}]]


@pytest.mark.parametrize("mana", ["identitas", "pelaku", "kegiatan", "hak", "lokasi", "teknis"])
def test_metadata_of_any_shape_become_plain_fields(mana: str) -> None:
    inner = ("berkas", "penerima", "pencipta", "penandatangan", "nomor", "sifat", "fisik", "boks_rak")
    for odd in [
        *GANJIL,
        *({name: odd} for name in inner for odd in GANJIL),
        {"berkas": {"urutan": 10**17, "nomor": []}},
    ]:
        row = dari_metadata({mana: odd})
        texts = {k: v for k, v in row.items() if k not in ("urutan_berkas", "judul_lampiran")}
        assert all(isinstance(v, str) for v in texts.values())
        assert 0 <= row["urutan_berkas"] < 10**9


@pytest.mark.parametrize(
    "naskah", [*GANJIL, [{"teks": odd} for odd in GANJIL], [{"berkas_digital": odd} for odd in GANJIL]]
)
def test_a_list_of_any_shape_is_read_or_refused(naskah: Any) -> None:
    about, rows = srikandi(json.dumps({"versi": 1, "berkas": naskah, "naskah": naskah}).encode())
    places = [row["jalur"] for row, _ in rows]
    assert len(places) == len(set(places))
    assert all(isinstance(b, dict) for b in about["berkas"])


@pytest.mark.parametrize("tanda", ["\\u0000", "\\ud800"])
def test_a_sign_that_no_database_holds_is_refused_in_a_list_of_any_length(tanda: str) -> None:
    for length in (10, 1024 * 1024):
        with pytest.raises(Invalid, match=r"daftar\.json"):
            srikandi(f'{{"versi": 1, "judul": "{"x" * length}{tanda}"}}'.encode())


def test_a_package_of_countless_mets_is_refused_before_any_is_read() -> None:
    names = {"METS.xml": "0" * 64} | {f"representations/{n}/METS.xml": "0" * 64 for n in range(METS_TERBANYAK)}

    def read(_name: str) -> dict[str, str]:
        raise AssertionError("read")

    report = periksa(names, lambda _name: "", read)

    assert not report.utuh
    assert "METS.xml" in report.galat[0]
