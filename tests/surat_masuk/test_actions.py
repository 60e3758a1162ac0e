"""Arriving, being registered, being read and closed."""

import threading
from datetime import UTC, datetime

import makers
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from eoffice import clock, db, outbox
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.naskah.states import PeranPenerima, Urgensi
from eoffice.nomor.models import Nomor, Register
from eoffice.organisasi.models import Pegawai
from eoffice.organisasi.states import JenisPenugasan
from eoffice.peristiwa.models import Peristiwa
from eoffice.storage import Blob
from eoffice.surat_masuk import actions, jobs, kembar
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import MOVES, Asal, PeranSurat, Status
from eoffice.web.cetakan import Cara, Cetakan
from eoffice.web.services import Services
from tests.surat_masuk import buatan

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09.00 WIB


def test_a_sent_naskah_is_registered_with_the_next_agenda_number(session: Session, kota_kecil: makers.Kota) -> None:
    clock.set_clock(MONDAY)

    first = buatan.surat(session, kota_kecil)
    second = buatan.surat(session, kota_kecil, kepada="kabid.dinsos")
    other = buatan.surat(session, kota_kecil, dari="kadis.dinsos", kepada="kadis.diskominfo")
    session.commit()

    assert [(s.nomor_agenda, s.tahun) for s in (first, second, other)] == [(1, 2026), (2, 2026), (1, 2026)]
    assert (first.status, first.peran, first.asal) == (Status.TERCATAT, PeranSurat.ASLI, Asal.INTERNAL)
    assert first.berkas_key == first.naskah.pdf_key  # the same object, not a copy
    registers = dict(session.execute(select(Register.kode, Register.last)).tuples().all())
    assert registers == {"AG-DINSOS": 2, "AG-DISKOMINFO": 1}
    taken = session.scalars(select(Nomor).where(Nomor.objek == "surat_masuk")).all()
    assert sorted(n.objek_id for n in taken) == sorted([first.id, second.id, other.id])  # KEAMANAN: NOM-02


@pytest.mark.parametrize(
    ("urgensi", "batas"),
    [
        (Urgensi.BIASA, datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),  # five working days after, 16.00 WIB
        (Urgensi.SEGERA, datetime(2026, 11, 25, 2, 0, tzinfo=UTC)),
        (Urgensi.AMAT_SEGERA, datetime(2026, 11, 24, 2, 0, tzinfo=UTC)),
    ],
)
def test_urgensi_decides_the_deadline(
    session: Session, kota_kecil: makers.Kota, urgensi: Urgensi, batas: datetime
) -> None:
    clock.set_clock(MONDAY)

    assert buatan.surat(session, kota_kecil, urgensi=urgensi).batas_at == batas


def test_a_message_that_comes_twice_registers_once(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: TRX-04
    with db.transaction(services.engine) as session:
        penerima = buatan.naskah_terkirim(session, kota_kecil["kadis.diskominfo"], kota_kecil["kadis.dinsos"])
        for _ in range(2):
            outbox.enqueue(session, "naskah.terkirim", naskah_id=penerima.naskah_id, penerima_id=penerima.id)

    done = outbox.work_all(outbox.Worker(services.engine, jobs.HANDLERS, services))

    with db.reading(services.engine) as session:
        assert done == 3  # the two, and the news of the one that was registered
        arrived = select(outbox.Job.state).where(outbox.Job.topic == "naskah.terkirim")
        assert session.scalars(arrived).all() == ["selesai", "selesai"]
        assert session.scalar(select(func.count()).where(outbox.Job.topic == "notifikasi.sebar")) == 1
        assert session.scalar(select(func.count(SuratMasuk.id))) == 1
        assert session.scalars(select(Register.last).where(Register.kode == "AG-DINSOS")).all() == [1]


def test_a_copy_is_only_for_reading_and_has_no_deadline(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil, peran=PeranPenerima.TEMBUSAN)
    kadis = kota_kecil["kadis.dinsos"].actor(session)

    assert (surat.status, surat.peran, surat.batas_at) == (Status.UNTUK_DIKETAHUI, PeranSurat.TEMBUSAN, None)
    with pytest.raises(NotAllowed, match="tembusan"):
        actions.baca_saja(session, kadis, surat, "Tidak perlu tindak lanjut")


def test_many_arrivals_at_once_leave_no_gap_and_no_double(engine: Engine, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: NOM-02
    with db.transaction(engine) as session:
        ids = [
            buatan.naskah_terkirim(session, kota_kecil["kadis.diskominfo"], kota_kecil["kadis.dinsos"]).id
            for _ in range(8)
        ]

    def arrive(penerima_id: int) -> None:
        with db.transaction(engine) as session:
            actions.terima(session, penerima_id)

    threads = [threading.Thread(target=arrive, args=(i,)) for i in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with db.reading(engine) as session:
        assert sorted(session.scalars(select(SuratMasuk.nomor_agenda))) == list(range(1, 9))


def test_the_tu_registers_a_paper_surat_of_the_own_office(session: Session, kota_kecil: makers.Kota) -> None:
    tu = kota_kecil["tu.dinsos"].actor(session)
    scan = actions.Pindaian(Blob("aa/uji", 10, "1" * 64), "application/pdf", "pindaian.pdf", 3, "isi yang terbaca")

    surat = actions.registrasi(session, tu, buatan.isian(kota_kecil), scan)
    session.commit()

    assert (surat.nomor_agenda, surat.asal, surat.halaman, surat.pencatat_id) == (1, Asal.KERTAS_LUAR, 3, tu.pegawai_id)
    (entry,) = session.scalars(select(AuditEntry))
    assert (entry.event, entry.objek_id, entry.jabatan_nama) == ("surat_masuk.registrasi", surat.id, tu.jabatan_nama)
    (event,) = session.scalars(select(Peristiwa))
    assert event.rincian == {
        "asal": "kertas_luar",
        "derajat": "biasa",
        "halaman": 3,
        "lampiran": 0,
        "perlu_disposisi": True,
    }


def test_nobody_else_registers_and_not_for_another_office(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-05
    with pytest.raises(NotAllowed):
        actions.registrasi(session, kota_kecil["kabid.dinsos"].actor(session), buatan.isian(kota_kecil), None)
    with pytest.raises(Invalid) as refused:
        actions.registrasi(
            session, kota_kecil["tu.diskominfo"].actor(session), buatan.isian(kota_kecil, "kadis.dinsos"), None
        )
    assert list(refused.value.fields) == ["tujuan_jabatan_id"]


def test_a_rahasia_surat_is_registered_unopened(session: Session, kota_kecil: makers.Kota) -> None:
    tu = kota_kecil["tu.dinsos"].actor(session)
    scan = actions.Pindaian(Blob("aa/uji", 10, "1" * 64), "application/pdf", "pindaian.pdf", 3)

    with pytest.raises(Invalid) as refused:
        actions.registrasi(session, tu, buatan.isian(kota_kecil, sifat=Sifat.RAHASIA), scan)
    assert list(refused.value.fields) == ["sifat"]
    surat = actions.daftarkan(session, tu, buatan.sampul(kota_kecil))
    assert (surat.berkas_key, surat.hal, surat.nomor_surat) == (None, "(sampul belum dibuka)", "")


def test_the_same_origin_number_and_date_is_noticed(session: Session, kota_kecil: makers.Kota) -> None:
    tu = kota_kecil["tu.dinsos"].actor(session)
    isian = buatan.isian(kota_kecil)
    scan = actions.Pindaian(Blob("aa/uji", 10, "1" * 64), "application/pdf", "pindaian.pdf", 3)
    surat = actions.registrasi(session, tu, isian, scan)

    def alike(actor: object, asal: str, nomor: str = isian.nomor_surat, sha256: str = "") -> list[int]:
        found = kembar.cari(
            session,
            actor,  # type: ignore[arg-type]
            asal_teks=asal,
            nomor_surat=nomor,
            tanggal_surat=isian.tanggal_surat,
            sha256=[sha256],
        )
        assert all(k.oleh == "Tuti Handayani" for k in found)
        return [k.id for k in found]

    assert alike(tu, isian.asal_teks.upper()) == [surat.id]
    assert alike(tu, "Univ. Nusa Kirana", "045 / UNK / iv / 2026") == [surat.id]
    assert alike(tu, "Universitas Lain") == alike(tu, "PT Bintang Timur") == []
    assert alike(tu, "PT Bintang Timur", "9", sha256="1" * 64) == [surat.id]
    assert alike(kota_kecil["tu.diskominfo"].actor(session), isian.asal_teks) == []  # KEAMANAN: OTR-03


def test_only_the_first_reading_by_the_addressee_counts(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil)
    clock.set_clock(MONDAY)

    assert not actions.tandai_dibaca(session, kota_kecil["tu.dinsos"].actor(session), surat)
    assert actions.tandai_dibaca(session, kota_kecil["kadis.dinsos"].actor(session), surat)
    clock.set_clock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    assert not actions.tandai_dibaca(session, kota_kecil["kadis.dinsos"].actor(session), surat)

    assert surat.dibaca_at == MONDAY


def test_reading_only_needs_a_reason_and_ends_it(session: Session, kota_kecil: makers.Kota) -> None:
    surat, kadis = buatan.surat(session, kota_kecil), kota_kecil["kadis.dinsos"].actor(session)

    with pytest.raises(Invalid):
        actions.baca_saja(session, kadis, surat, "  ")
    actions.baca_saja(session, kadis, surat, "Hanya pemberitahuan")

    assert (surat.status, surat.alasan_selesai) == (Status.SELESAI, "Hanya pemberitahuan")
    with pytest.raises(NotAllowed):
        actions.baca_saja(session, kadis, surat, "Hanya pemberitahuan")


def test_while_a_plh_acts_the_absent_holder_only_reads(session: Session, kota_kecil: makers.Kota) -> None:
    surat, kadis = buatan.surat(session, kota_kecil), kota_kecil["kadis.dinsos"]
    deputy = kota_kecil["sekretaris.dinsos"]
    makers.penugasan(
        session,
        session.get_one(Pegawai, deputy.pegawai.id),
        kadis.jabatan,
        bentuk=JenisPenugasan.PLH,
        mulai=clock.today(),
    )

    with pytest.raises(NotAllowed, match="Plh"):
        actions.baca_saja(session, kadis.actor(session), surat, "Hanya pemberitahuan")
    actions.baca_saja(session, makers.actor(session, deputy.pegawai, kadis.jabatan), surat, "Hanya pemberitahuan")
    assert surat.status is Status.SELESAI


def test_a_form_from_an_older_row_is_refused(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: TRX-02
    surat, kadis = buatan.surat(session, kota_kecil), kota_kecil["kadis.dinsos"].actor(session)
    seen = surat.version
    actions.baca_saja(session, kadis, surat, "Hanya pemberitahuan")
    session.flush()

    with pytest.raises(Conflict, match="sudah berubah"):
        actions.same_version(surat, seen)


@pytest.mark.parametrize(
    ("cara", "muka", "jenis", "rincian"),
    [
        (Cara.CETAK, True, "naskah.dicetak", {"salinan": 2, "dupleks": 1}),
        (Cara.CETAK, None, "naskah.dicetak", {"salinan": 2}),
        (Cara.UNDUH, False, "naskah.diunduh_cetak", {"salinan": 2}),
    ],
)
def test_copies_are_booked_to_the_office_of_who_made_them(
    session: Session, kota_kecil: makers.Kota, cara: Cara, muka: bool | None, jenis: str, rincian: dict[str, int]
) -> None:
    surat, kadis = buatan.surat(session, kota_kecil), kota_kecil["kadis.dinsos"].actor(session)
    session.commit()

    actions.catat_cetak(session, kadis, surat, Cetakan(2, cara, muka))
    actions.catat_unduh(session, kadis, surat)
    actions.catat_unduh_lampiran(session, kadis, surat, 3)
    session.commit()

    event, plain, enclosure = session.scalars(
        select(Peristiwa)
        .where(Peristiwa.naskah == f"naskah:{surat.naskah_id}")
        .order_by(Peristiwa.urut.desc())
        .limit(3)
    ).all()[::-1]
    assert (event.jenis, event.opd_id, event.naskah) == (jenis, kadis.opd_id, f"naskah:{surat.naskah_id}")
    assert event.rincian == {"halaman": 2, "lampiran": surat.lampiran_halaman, **rincian}
    assert (plain.jenis, enclosure.rincian) == ("naskah.diunduh", {"halaman": 0, "lampiran": 3})


def test_printing_the_form_of_a_disposisi_does_not_make_the_naskah_a_printed_one(
    session: Session, kota_kecil: makers.Kota
) -> None:
    surat, kadis = buatan.surat(session, kota_kecil), kota_kecil["kadis.dinsos"].actor(session)
    session.commit()

    actions.catat_cetak(session, kadis, surat, Cetakan(1, Cara.CETAK, None), lembar=1)
    actions.catat_unduh(session, kadis, surat, lembar=1)
    session.commit()

    events = session.scalars(select(Peristiwa).where(Peristiwa.naskah == f"lembar:{surat.id}")).all()
    assert [(e.jenis, e.rincian["halaman"]) for e in events] == [("naskah.dicetak", 1), ("naskah.diunduh", 1)]


def test_every_status_can_be_reached_and_left_by_the_table() -> None:
    # KEAMANAN: TRX-01
    reached = {to for targets in MOVES.values() for to in targets}

    assert reached == set(Status)
    assert {status for status, _ in MOVES} == set(Status) - {Status.SALAH_ALAMAT}
