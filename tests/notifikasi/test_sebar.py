"""News becomes notices: to whoever holds the jabatan now and may still read, one for each surat, with a kept count."""

from datetime import timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.rights import Sifat
from eoffice.app import handlers
from eoffice.db import transaction
from eoffice.naskah.states import Urgensi
from eoffice.notifikasi import actions, queries
from eoffice.notifikasi.models import KabarPilihan, Pemberitahuan
from eoffice.notifikasi.states import RUPA, Kabar, Surel
from eoffice.outbox import Job
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.actions.registrasi import masukkan
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import CaraTerima
from eoffice.web.services import Services


def surat(
    session: Session, kota: makers.Kota, *, sifat: Sifat = Sifat.BIASA, hal: str = "Undangan rapat"
) -> SuratMasuk:
    """A surat from outside for the head of dinsos, registered by its TU."""
    return masukkan(
        session,
        kota["tu.dinsos"].actor(session),
        surat_masuk.Isian(
            tujuan_jabatan_id=kota["kadis.dinsos"].jabatan.id,
            asal_teks="PT Angin Ribut",
            nomor_surat="01/AR/XI/2026",
            tanggal_surat=clock.today(),
            hal=hal,
            ringkasan="",
            sifat=sifat,
            urgensi=Urgensi.BIASA,
            cara_terima=CaraTerima.POS,
        ),
        None,
    )


def work(services: Services) -> None:
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))


def told(session: Session, kota: makers.Kota, nama: str) -> list[Pemberitahuan]:
    own = select(Pemberitahuan).where(Pemberitahuan.pegawai_id == kota[nama].pegawai.id)
    return list(session.scalars(own.order_by(Pemberitahuan.id)))


def test_every_kind_of_news_has_its_words() -> None:
    assert set(RUPA) == set(Kabar)


def test_whoever_holds_the_jabatan_is_told_once_and_why(services: Services, kota_kecil: makers.Kota) -> None:
    with transaction(services.engine) as session:
        arrived = surat(session, kota_kecil)

    work(services)

    with transaction(services.engine) as session:
        (notice,) = told(session, kota_kecil, "kadis.dinsos")
        assert (notice.kabar, notice.pokok, notice.pokok_id) == (Kabar.SURAT_BARU, "surat", arrived.id)
        assert (notice.hal, notice.dibaca_at) == ("", None)
        assert notice.alasan.startswith("surat ini ditujukan kepada ")
        assert queries.hitungan(session, notice.pegawai_id)[0] == 1


def test_later_news_about_the_same_surat_changes_the_open_notice(services: Services, kota_kecil: makers.Kota) -> None:
    with transaction(services.engine) as session:
        arrived = surat(session, kota_kecil)
        session.flush()
        kadis = kota_kecil["kadis.dinsos"].pegawai.id
        actions.kabari(session, Kabar.LEWAT_TENGGAT, objek="surat", objek_id=arrived.id, pegawai=[kadis])
    work(services)

    with transaction(services.engine) as session:
        (notice,) = told(session, kota_kecil, "kadis.dinsos")
        assert (notice.kabar, notice.kali) == (Kabar.LEWAT_TENGGAT, 2)
        assert queries.hitungan(session, kadis)[0] == 1
        assert actions.baca(session, kadis, [notice.id]) == 1
        actions.kabari(session, Kabar.PENGINGAT, objek="surat", objek_id=arrived.id, pegawai=[kadis])
    work(services)

    with transaction(services.engine) as session:
        old, new = told(session, kota_kecil, "kadis.dinsos")
        assert (old.dibaca_at is None, new.kabar, new.kali) == (False, Kabar.PENGINGAT, 1)
        assert queries.hitungan(session, kadis)[0] == 1
        assert queries.selisih(session) == []


def test_a_message_that_was_late_does_not_replace_newer_news(services: Services, kota_kecil: makers.Kota) -> None:
    with transaction(services.engine) as session:
        arrived = surat(session, kota_kecil)
        session.flush()
        later = session.scalars(select(Job).where(Job.topic == "notifikasi.sebar")).one()
        later.run_at = clock.now() + timedelta(hours=1)
        kadis = kota_kecil["kadis.dinsos"].pegawai.id
        actions.kabari(session, Kabar.PENGINGAT, objek="surat", objek_id=arrived.id, pegawai=[kadis])
    work(services)
    with transaction(services.engine) as session:
        session.scalars(select(Job).where(Job.state == "siap")).one().run_at = clock.now()
    work(services)

    with transaction(services.engine) as session:
        (notice,) = told(session, kota_kecil, "kadis.dinsos")
        assert (notice.kabar, notice.kali) == (Kabar.PENGINGAT, 2)


def test_somebody_who_may_no_longer_read_is_not_told(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-11
    with transaction(services.engine) as session:
        arrived = surat(session, kota_kecil, sifat=Sifat.TERBATAS)
        session.flush()
        stranger, kadis = kota_kecil["kabid.dinsos"], kota_kecil["kadis.dinsos"]
        for one in (stranger, kadis):
            actions.kabari(
                session,
                Kabar.PENGINGAT,
                objek="surat",
                objek_id=arrived.id,
                pegawai=[one.pegawai.id],
                hal="Mutasi kepala",
            )
    work(services)

    with transaction(services.engine) as session:
        assert told(session, kota_kecil, "kabid.dinsos") == []
        assert [n.pokok_id for n in told(session, kota_kecil, "kadis.dinsos")] == [arrived.id]


def test_what_is_above_biasa_leaves_no_words_in_the_outbox(services: Services, kota_kecil: makers.Kota) -> None:
    with transaction(services.engine) as session:
        for sifat in Sifat:
            actions.kabari(
                session,
                Kabar.AGENDA,
                objek="",
                objek_id=1,
                pegawai=[1],
                hal="Rapat tertutup",
                sifat=sifat,
                kunci=str(sifat),
            )
        session.flush()
        kept = {job.payload["sifat"]: job.payload["hal"] for job in session.scalars(select(Job))}

    assert kept == {"biasa": "Rapat tertutup", "terbatas": "", "rahasia": "", "sangat_rahasia": ""}


def test_the_same_key_is_told_once_and_the_doer_is_not_told(services: Services, kota_kecil: makers.Kota) -> None:
    staf, kabid = kota_kecil["staf.dinsos"].pegawai.id, kota_kecil["kabid.dinsos"].pegawai.id
    with transaction(services.engine) as session:
        for _ in range(2):
            actions.kabari(
                session, Kabar.MUTASI, objek="", objek_id=7, pegawai=[staf, kabid], oleh=kabid, hal="SK 7", kunci="sk:7"
            )
    work(services)

    with transaction(services.engine) as session:
        assert [(n.hal, n.kali) for n in told(session, kota_kecil, "staf.dinsos")] == [("SK 7", 1)]
        assert told(session, kota_kecil, "kabid.dinsos") == []


@pytest.mark.parametrize("kabar", [Kabar.TEMBUSAN, Kabar.SURAT_BARU])
def test_what_only_informs_may_be_turned_off_and_what_asks_may_not(
    services: Services, kota_kecil: makers.Kota, kabar: Kabar
) -> None:
    staf = kota_kecil["kadis.dinsos"].pegawai.id
    with transaction(services.engine) as session:
        session.add(KabarPilihan(pegawai_id=staf, kabar=kabar, aplikasi=False, surel=Surel.TIDAK, dorong=False))
        arrived = surat(session, kota_kecil)
        session.flush()
        session.query(Job).delete()
        actions.kabari(session, kabar, objek="surat", objek_id=arrived.id, pegawai=[staf])
    work(services)

    with transaction(services.engine) as session:
        (notice,) = told(session, kota_kecil, "kadis.dinsos")
        assert (notice.dibaca_at is None) is RUPA[kabar].perlu
        assert queries.hitungan(session, staf)[0] == int(RUPA[kabar].perlu)
