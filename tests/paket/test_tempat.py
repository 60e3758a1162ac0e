"""Where imported records go: what a package tells about a berkas never changes one that was there before."""

from typing import Any

import makers
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions as arsip
from eoffice.arsip.models import Berkas
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.paket.actions.tempat import berkas_untuk, pulihkan
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
